"""The Reports & share page: the papers, their preview, print and save."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ui.pages.reports.page import ReportsPage

if TYPE_CHECKING:
    from ui.pages import Host

__all__ = ["ReportsPage", "show_paper"]


def show_paper(host: Host, kind: str) -> None:
    """Show the preview of a paper (a key of `papers.KINDS`) without any question."""
    host.go("reports", kind)
