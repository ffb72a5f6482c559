"""Read papers back. PDFium keeps global state: tests take turns with the window's threads."""

from collections.abc import Callable
from pathlib import Path
from typing import Any, TypeVar

import pypdfium2

from ui.pages.reports.papers import PDF_LOCK

T = TypeVar("T")


def _each_page(pdf: Path | str | bytes, read: Callable[[Any], T]) -> list[T]:
    with PDF_LOCK:
        document = pypdfium2.PdfDocument(pdf)
        try:
            found = []
            for page in document:
                found.append(read(page))
                page.close()
            return found
        finally:
            document.close()


def page_texts(pdf: Path | str | bytes) -> list[str]:
    """Return the text of every page, its line ends as newlines."""

    def text(page: Any) -> str:
        text_page = page.get_textpage()
        words: str = text_page.get_text_range().replace("\r\n", "\n")
        text_page.close()
        return words

    return _each_page(pdf, text)


def words_of(pdf: Path | str | bytes) -> str:
    """Return all words of a PDF in one line."""
    return " ".join(" ".join(page_texts(pdf)).split())


def page_sizes(pdf: Path | str | bytes) -> list[tuple[float, float]]:
    """Return width and height of every page in points."""
    return _each_page(pdf, lambda page: tuple(page.get_size()))
