"""Draw the window: everything that knows Qt lives in this package."""

from ui.plain_imports import load_qt

load_qt()
