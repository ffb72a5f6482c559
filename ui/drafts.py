"""Keep what was typed into a form that was not saved yet, also through a crash.

Drafts live in the care file itself, beside the records: they are as private as those, and they
go where the file goes. They are written two seconds after the last key, at the latest when the
file is closed.
"""

from __future__ import annotations

import contextlib
import json
from collections.abc import Callable

from PySide6.QtCore import QObject, QTimer

from caregiver.errors import UserError

WRITE_AFTER_MS = 2000


class Drafts(QObject):
    """Hold one draft per form and record: field name → raw text, as typed."""

    def __init__(self, read: Callable[[], str], write: Callable[[str], None]) -> None:
        """Take how to read and write all drafts as one text; reading waits for the first form."""
        super().__init__()
        self._read, self._write = read, write
        self._kept: dict[str, dict[str, str]] | None = None
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.timeout.connect(self.flush)

    def keep(self, form: str, record_id: str, texts: dict[str, str]) -> None:
        """Keep the texts of a form ("" as id: a new record)."""
        self._all()[_key(form, record_id)] = dict(texts)
        self._timer.start(WRITE_AFTER_MS)

    def find(self, form: str, record_id: str) -> dict[str, str] | None:
        """Return the texts kept, or None."""
        return self._all().get(_key(form, record_id))

    def drop(self, form: str, record_id: str) -> None:
        """Forget the draft: it was saved or thrown away."""
        if self._all().pop(_key(form, record_id), None) is not None:
            self._timer.start(WRITE_AFTER_MS)

    def flush(self) -> None:
        """Write now what is waiting to be written.

        A disk that refuses says so when the form is saved; a draft alone is not worth a message.
        """
        self._timer.stop()
        if self._kept is not None:
            with contextlib.suppress(UserError):
                self._write(json.dumps(self._kept, ensure_ascii=False))

    def _all(self) -> dict[str, dict[str, str]]:
        if self._kept is None:
            self._kept = _parsed(self._read())
        return self._kept


def _key(form: str, record_id: str) -> str:
    return f"{form} {record_id}"


def _parsed(text: str) -> dict[str, dict[str, str]]:
    try:
        kept = json.loads(text or "{}")
    except ValueError:
        return {}
    if not isinstance(kept, dict):
        return {}
    return {key: value for key, value in kept.items() if isinstance(value, dict)}
