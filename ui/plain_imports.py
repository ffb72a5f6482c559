"""Load Qt without the import hook that comes with it."""

import builtins
from importlib import import_module


def load_qt() -> None:
    """Import PySide6 and put back Python's own `__import__`.

    PySide6 replaces it so that `from __feature__ import ...` works. From then on it reads the
    source of every module imported and keeps it in memory: with SQLAlchemy 150 ms of processor
    time and 16 MB at each start. This program asks for no such feature.
    """
    import_module("PySide6.QtCore")
    builtins.__import__ = getattr(builtins, "__orig_import__", builtins.__import__)
