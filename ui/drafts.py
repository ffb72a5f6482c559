"""Keep what was typed into a form that was left before saving."""

from __future__ import annotations


class Drafts:
    """Hold one draft per form and record: field name → raw text, as typed."""

    def __init__(self) -> None:
        self._kept: dict[tuple[str, str], dict[str, str]] = {}

    def keep(self, form: str, record_id: str, texts: dict[str, str]) -> None:
        """Keep the texts of a form ("" as id: a new record)."""
        self._kept[form, record_id] = dict(texts)

    def find(self, form: str, record_id: str) -> dict[str, str] | None:
        """Return the texts kept, or None."""
        return self._kept.get((form, record_id))

    def drop(self, form: str, record_id: str) -> None:
        """Forget the draft: it was saved or thrown away."""
        self._kept.pop((form, record_id), None)
