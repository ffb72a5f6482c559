"""A medicine and its dose side by side, so that no script puts the number elsewhere."""

from __future__ import annotations

from caregiver.reports.direction import has_right_to_left
from caregiver.reports.page_style import PaperText, pdf_text


def named(name: str, dose: str) -> PaperText:
    """Return the name in bold and the dose behind it.

    Behind a name written from right to left a number would move to its other side ("400 … mg"),
    so the dose stands on a line of its own there.
    """
    text = pdf_text(name, "bold")
    if not dose:
        return text
    return text + pdf_text(f"{gap(name)}{dose}")


def gap(name: str) -> str:
    """Return what parts a name from what is said behind it."""
    return "\n" if has_right_to_left(name) else " "
