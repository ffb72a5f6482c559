"""Draw the window: everything that knows Qt lives in this package."""
