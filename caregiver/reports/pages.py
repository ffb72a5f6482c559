"""Facts about a finished paper."""

from __future__ import annotations

import io

import pikepdf


def page_count(pdf: bytes) -> int:
    """Return how many pages `pdf` has."""
    with pikepdf.open(io.BytesIO(pdf)) as document:
        return len(document.pages)
