"""Tell which calendar files are dragged over the window or dropped on it."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtGui import QDropEvent

ENDINGS = {".ics", ".ical", ".ifb", ".vcs"}


def calendar_files(event: QDropEvent) -> list[Path]:
    """Return the calendar files of a drag or drop, none for anything else."""
    urls = event.mimeData().urls()
    paths = [Path(url.toLocalFile()) for url in urls if url.isLocalFile()]
    return [path for path in paths if path.suffix.lower() in ENDINGS]
