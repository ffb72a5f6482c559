"""Hold the building blocks of pages; import each from its own module."""
