"""Choose the family of letters: the system's own, or one that comes with the program."""

from __future__ import annotations

from enum import Enum
from functools import cache
from pathlib import Path

from PySide6.QtGui import QFontDatabase

FONTS = Path(__file__).resolve().parent.parent / "resources" / "fonts"

# Families that only stand in where no one chose a font: wide, and without the weights we use.
STAND_INS = ("", "dejavu", "bitstream", "sans", "helvetica", "fixed", "liberation")

# No screen has italics: [RSB] leaves them on disk, 3 ms.
# Source Sans 3 draws smaller letters than the usual system fonts at the same size.
SYSTEM_FACTOR = 15 / 17


class Typeface(Enum):
    """Say which letters the caregiver wants."""

    SYSTEM = "system"
    EASY_TO_READ = "easy"


def families(typeface: Typeface) -> tuple[tuple[str, ...], float]:
    """Return the families to try in order, and how large they must be beside Source Sans 3."""
    if typeface is Typeface.EASY_TO_READ and _load("AtkinsonHyperlegible"):
        _load("SourceSans3-[RSB]")
        return (*_load("AtkinsonHyperlegible"), "Source Sans 3"), 0.94
    system = QFontDatabase.systemFont(QFontDatabase.SystemFont.GeneralFont).family()
    if system.lower().startswith(STAND_INS[1:]) or not system:
        return (*(_load("SourceSans3-[RSB]") or (system,)), system), 1.0
    return (system,), SYSTEM_FACTOR


@cache
def _load(prefix: str) -> tuple[str, ...]:
    """Load the bundled fonts whose file name begins like `prefix`; return their families."""
    found: list[str] = []
    for path in sorted(FONTS.rglob(f"{prefix}*.ttf")):
        number = QFontDatabase.addApplicationFont(str(path))
        for family in QFontDatabase.applicationFontFamilies(number):
            if family not in found:
                found.append(family)
    return tuple(sorted(found, key=len))
