"""Write the hours beside the week, and say how much room they take."""

from __future__ import annotations

from datetime import time

from PySide6.QtGui import QFontMetrics

from caregiver.formats import Formats
from ui.theme import look

HOURS, MARGIN = 24, 10
LARGE_TEXT = 150
HALF_OF_DAY = "\N{NO-BREAK SPACE}"


def hour_words(hour: int, formats: Formats) -> str:
    """Return "8:00 AM"; where text is large "8 AM", so that the days keep their room."""
    words = formats.time(time(hour))
    at, space, half = words.partition(HALF_OF_DAY)
    if space and look().text_percent >= LARGE_TEXT:
        return f"{at.removesuffix(':00')}{space}{half}"
    return words


def gutter(formats: Formats) -> int:
    """Return the width of the hours."""
    metrics = QFontMetrics(look().font("small"))
    widest = max(metrics.horizontalAdvance(hour_words(hour, formats)) for hour in range(HOURS))
    return widest + look().gap(MARGIN)
