"""Send a paper to a printer, page by page, as pictures fine enough for small type."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QMarginsF, QRectF, Qt
from PySide6.QtGui import QImage, QPageLayout, QPageSize, QPainter
from PySide6.QtPrintSupport import QPrintDialog, QPrinter, QPrinterInfo
from PySide6.QtWidgets import QWidget

from ui.pages.reports.papers import PRINT_DPI, pictures


def has_printer() -> bool:
    """Tell whether this computer knows a printer."""
    return bool(QPrinterInfo.availablePrinterNames())


def ask_printer(parent: QWidget, paper: str, *, is_wide: bool = False) -> QPrinter | None:
    """Ask which printer to use; None when the dialog was left."""
    printer = QPrinter(QPrinter.PrinterMode.HighResolution)
    set_page(printer, paper, is_wide=is_wide)
    dialog = QPrintDialog(printer, parent)
    if dialog.exec() != QPrintDialog.DialogCode.Accepted:
        return None
    return printer


def set_page(printer: QPrinter, paper: str, *, is_wide: bool = False) -> None:
    """Choose A4 or Letter, upright or wide, without margins: the papers bring their own."""
    size = QPageSize.PageSizeId.A4 if paper == "a4" else QPageSize.PageSizeId.Letter
    ways = QPageLayout.Orientation
    way = ways.Landscape if is_wide else ways.Portrait
    layout = QPageLayout(QPageSize(size), way, QMarginsF(0, 0, 0, 0))
    layout.setMode(QPageLayout.Mode.FullPageMode)
    printer.setPageLayout(layout)
    printer.setFullPage(True)


def print_pages(printer: QPrinter, pages: Sequence[QImage]) -> bool:
    """Draw the pages on the printer; False when it refuses."""
    painter = QPainter()
    if not painter.begin(printer):
        return False
    painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
    for number, page in enumerate(pages):
        if number:
            printer.newPage()
        room = QRectF(painter.viewport())
        size = page.size().scaled(room.size().toSize(), Qt.AspectRatioMode.KeepAspectRatio)
        left = (room.width() - size.width()) / 2
        painter.drawImage(QRectF(left, 0, size.width(), size.height()), page)
    return bool(painter.end())


def print_images(content: bytes) -> tuple[QImage, ...]:
    """Draw the pages of a PDF for a printer."""
    return pictures(content, PRINT_DPI)
