"""Show what "Add anything" understood in the language of the window."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from ui.messages import translated

if TYPE_CHECKING:
    from caregiver.services.quick_add import AddReading, QuickAddService


@dataclass(frozen=True, slots=True)
class ShownChip:
    """One part of a reading; the words are translated, key and values of choices are not."""

    key: str
    label: str
    value: str
    needs_confirm: bool
    choices: Sequence[tuple[str, str]]


@dataclass(frozen=True, slots=True)
class ShownReading:
    """A reading with translated words."""

    reading: AddReading

    @property
    def chips(self) -> tuple[ShownChip, ...]:
        """Return what the line becomes, and its parts."""
        return tuple(
            ShownChip(
                chip.key,
                translated(chip.label),
                translated(chip.value),
                chip.needs_confirm,
                tuple((value, translated(words)) for value, words in chip.choices),
            )
            for chip in self.reading.chips
        )

    def with_chip(self, key: str, value: str) -> ShownReading:
        """Return the reading with one part corrected; what cannot be read changes nothing."""
        return ShownReading(self.reading.with_chip(key, value))


class WindowLineReader:
    """Read and save lines through the service, which is made with the first letter typed."""

    def __init__(self, quick_add: Callable[[], QuickAddService]) -> None:
        self._quick_add = quick_add

    def read(self, text: str) -> ShownReading:
        """Return how the text is understood; never fails."""
        return ShownReading(self._quick_add().read(text))

    def save(self, shown: ShownReading) -> str:
        """Save what was read and say so."""
        return translated(self._quick_add().save(shown.reading).said)
