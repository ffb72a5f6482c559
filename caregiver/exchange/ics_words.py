"""The texts of an event as plain words: no HTML, one line where there is room for one only."""

import hashlib

from caregiver.exchange.ics_entries import LONGEST_TITLE, Notes
from caregiver.exchange.ics_text import Component, looks_html, without_html

LONGEST_NOTE = 20_000
_MORE = ("COMMENT", "CONTACT", "URL", "CONFERENCE")


def title_of(component: Component) -> str:
    """Return the title as one line, empty where there is none."""
    return cut(" ".join(component.text("SUMMARY").split()), LONGEST_TITLE)


def place_of(event: Component) -> str:
    """Return the place as one line."""
    text = event.text("LOCATION")
    return cut(" ".join(plain(text).split()), LONGEST_TITLE) if text else ""


def description_of(component: Component, where: str, notes: Notes) -> str:
    """Return everything that is said of an event besides title and place; links are not opened."""
    parts = [component.text("DESCRIPTION") or component.text("X-ALT-DESC")]
    parts += [component.text(name) for name in _MORE if component.first(name)]
    whole = "\n".join(words for one in parts if one and (words := plain(one)))
    if len(whole) > LONGEST_NOTE:
        notes.add(where, "note_cut", str(LONGEST_NOTE))
    return cut(whole, LONGEST_NOTE)


def plain(text: str) -> str:
    """Return a text without HTML."""
    start = text[: LONGEST_NOTE * 10]
    return without_html(start) if looks_html(start) else start.strip()


def cut(text: str, longest: int) -> str:
    """Return a text of at most `longest` letters."""
    return text if len(text) <= longest else text[: longest - 1] + "…"


def number_of(text: str) -> int:
    """Return a number as written, 0 where it is none."""
    return int(text) if text.isdecimal() and len(text) < 10 else 0


def fingerprint(*parts: object) -> str:
    """Return an identity for what has no UID, from what it says."""
    whole = "\x1f".join(str(part) for part in parts)
    return "hash:" + hashlib.sha256(whole.encode("utf-8", "replace")).hexdigest()[:32]
