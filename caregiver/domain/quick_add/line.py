"""One typed line from which understood pieces are taken, so that the rest can be named."""

import re
from collections.abc import Callable

LONGEST = 500
_TAKEN = "\x1f"  # cannot stand in a line: str.split() treats it as white space


class Line:
    """A line of text with its pieces taken out one by one. Compares in lower case."""

    def __init__(self, text: str) -> None:
        self.text = " ".join(text.split())
        # One letter stays one letter, so that places in both texts agree (İ would become two).
        self._free = "".join(
            low if len(low := letter.lower()) == 1 else letter for letter in self.text
        )

    @property
    def free(self) -> str:
        """Return the lower-case line with taken pieces blotted out."""
        return self._free

    def copy(self) -> "Line":
        """Return a copy from which pieces can be taken without touching this one."""
        other = Line("")
        other.text, other._free = self.text, self._free
        return other

    def take(
        self,
        pattern: re.Pattern[str],
        accept: Callable[[re.Match[str]], object] = bool,
    ) -> re.Match[str] | None:
        """Take out and return the first match of `pattern` that `accept` agrees to."""
        for match in pattern.finditer(self._free):
            if _TAKEN not in match[0] and match[0].strip() and accept(match):
                self.blot(match.start(), match.end())
                return match
        return None

    def blot(self, start: int, end: int) -> None:
        """Mark the piece from `start` to `end` as understood."""
        self._free = self._free[:start] + _TAKEN * (end - start) + self._free[end:]

    def before_and_after(self) -> tuple[str, str]:
        """Return what is left before the first taken piece, and all that is left after it."""
        first = self._free.find(_TAKEN)
        if first < 0:
            return self.text, ""
        return tidy(self.text[:first]), tidy(self._left(first))

    def rest(self) -> str:
        """Return all that is left, as typed."""
        return tidy(self._left(0))

    def _left(self, start: int) -> str:
        return "".join(
            " " if free == _TAKEN else letter
            for letter, free in zip(self.text[start:], self._free[start:], strict=True)
        )


_EDGES = " ,;:-–—./"
_JOINS = re.compile(r"\s+([,;])")


def tidy(text: str) -> str:
    """Return `text` without double spaces and without commas and dashes at its ends."""
    text = _JOINS.sub(r"\1", " ".join(text.split()))
    return re.sub(r"([,;])(?:\s*[,;])+", r"\1", text).strip(_EDGES)


def sentence(text: str) -> str:
    """Return `text` with a capital first letter."""
    return text[:1].upper() + text[1:]
