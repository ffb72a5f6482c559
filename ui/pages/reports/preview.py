"""The preview of one paper: choices at the left, its pages at the right, Print and Save."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QStandardPaths, QTimer, Signal
from PySide6.QtGui import QImage, QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QFileDialog, QSizePolicy, QVBoxLayout, QWidget

from caregiver.errors import UserError
from caregiver.services.reports import Paper
from ui.pages.reports import printing
from ui.pages.reports.choices import Choices
from ui.pages.reports.page_view import PageView
from ui.pages.reports.papers import KINDS, Pictured, pictured
from ui.pages.reports.range_choices import RangeChoices
from ui.theme import look, spread
from ui.widgets.buttons import main_button, second_button
from ui.widgets.cards import Card, InlineMessage, clear, down
from ui.widgets.text import icon_line, plain

if TYPE_CHECKING:
    from caregiver.app import Caregiver
    from ui.pages import Host

SIDE, NARROW = 264, 760
SETTLE_MS = 120


class Preview(QWidget):
    """Show a paper as it will be printed; a choice changes it at once."""

    shown = Signal(str)

    def __init__(self, app: Caregiver, host: Host, kind: str, first: date | None = None) -> None:
        """Take the key of the paper, and where a calendar begins (else today)."""
        super().__init__()
        self.setObjectName("paper_preview")
        self._app, self._host, self.kind = app, host, kind
        self._first = first
        self._paper: Paper | None = None
        self._is_wide = False
        self._job = 0
        self._row = QBoxLayout(QBoxLayout.Direction.LeftToRight, self)
        spread(self._row, 0, 8, 0, 0, spacing=24)
        self._row.addWidget(self._make_side(), 0)
        pages = QWidget()
        self._pages = QVBoxLayout(pages)
        spread(self._pages, spacing=16)
        self._waiting = plain(self.tr("Drawing the paper…"), "muted", name="preview_waiting")
        self._pages.addWidget(self._waiting)
        self._row.addWidget(pages, 1)
        self._settle = QTimer(self)
        self._settle.setSingleShot(True)
        self._settle.setInterval(SETTLE_MS)
        self._settle.timeout.connect(self.draw)
        self.restyle()

    def paper(self) -> Paper | None:
        """Return the paper in sight, None until it is drawn."""
        return self._paper

    def days(self) -> RangeChoices | None:
        """Return the choice of days, None where the paper has none."""
        return self._choices.range()

    def first_focus(self) -> QWidget:
        """Return the main button."""
        return self._print

    def draw(self) -> None:
        """Make the paper again beside the window and show it."""
        self._job += 1
        job, app, kind, choices = self._job, self._app, self.kind, self._choices.choices()

        def done(result: Pictured) -> None:
            if job == self._job:
                self._show(result)

        self._host.run(lambda: pictured(app, kind, choices), done)

    def forget(self) -> None:
        """Drop what is still being drawn: nobody looks at it any more."""
        self._settle.stop()
        self._job += 1

    def print_paper(self) -> None:
        """Print, or say what to do where there is no printer."""
        if self._paper is None:
            return
        if not printing.has_printer():
            self._say("attention", self.tr(
                "This computer has no printer. Your paper is ready: save the PDF and print it "
                "anywhere."
            ))  # fmt: skip
            return
        printer = printing.ask_printer(self, self._choices.choices().paper, is_wide=self._is_wide)
        if printer is None:
            return
        content = self._paper.content

        def drawn(images: Sequence[QImage]) -> None:
            if printing.print_pages(printer, images):
                self._say("ok", self.tr("Sent to the printer."))
            else:
                self._say("attention", self.tr(
                    "The printer did not answer. Your paper is safe: try again, or save the PDF."
                ))  # fmt: skip

        self._host.run(lambda: printing.print_images(content), drawn)

    def ask_and_save(self) -> None:
        """Ask where to save the PDF, and save it."""
        if self._paper is None:
            return
        folder = QStandardPaths.writableLocation(QStandardPaths.StandardLocation.DocumentsLocation)
        proposed = str(Path(folder) / self._paper.name)
        chosen, _ = QFileDialog.getSaveFileName(
            self, self.tr("Save the PDF"), proposed, self.tr("PDF (*.pdf)")
        )
        if chosen:
            path = Path(chosen)
            self.save_to(path if path.suffix else path.with_suffix(".pdf"))

    def save_to(self, path: Path) -> None:
        """Save the paper in sight and say where it is."""
        if self._paper is None:
            return
        try:
            saved = self._app.reports.save(self._paper, path)
        except UserError as error:
            self._host.fail(error)
            return
        self._say("ok", self.tr("Saved as {name} in {folder}").format(
            name=saved.name, folder=str(saved.parent)))  # fmt: skip

    def restyle(self) -> None:
        """Take widths again."""
        self._turn()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Put the choices above the pages where there is little room."""
        super().resizeEvent(event)
        self._turn()

    def _turn(self) -> None:
        wide = self.width() >= look().px(NARROW)
        direction = QBoxLayout.Direction
        self._row.setDirection(direction.LeftToRight if wide else direction.TopToBottom)
        self._side.setMaximumWidth(look().px(SIDE) if wide else 16_777_215)
        self._side.setMinimumWidth(look().px(SIDE) if wide else 0)

    def _make_side(self) -> QWidget:
        self._print = main_button("print_paper", self.tr("Print"), "printer")
        self._save = second_button("save_paper", self.tr("Save PDF…"), "download")
        for button in (self._print, self._save):
            button.setEnabled(False)
        self._print.clicked.connect(self.print_paper)
        self._save.clicked.connect(self.ask_and_save)
        self._message = QVBoxLayout()
        spread(self._message, spacing=0)
        self._choices = Choices(self._app, self._host, self.kind, self._first)
        self._choices.changed.connect(lambda: self._settle.start())
        self._holds = Card()
        self._holds.setObjectName("paper_holds")
        self._holds.hide()
        self._side = QWidget()
        column = QVBoxLayout(self._side)
        spread(column, spacing=16)
        column.addWidget(down(self._print, self._save, spacing=8))
        column.addLayout(self._message)
        column.addWidget(self._choices)
        column.addWidget(self._holds)
        column.addStretch(1)
        self._side.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Preferred)
        return self._side

    def _show(self, result: Pictured) -> None:
        self._paper = result.paper
        self._is_wide = any(image.width() > image.height() for image in result.pages)
        clear(self._pages)
        count = len(result.pages)
        name = KINDS[self.kind].name()
        for number, image in enumerate(result.pages, 1):
            spoken = self.tr("{name}, page {number} of {count}").format(
                name=name, number=number, count=count
            )
            view = PageView(f"preview_page_{number}", spoken, image)
            self._pages.addWidget(view)
            view.show()
        self._pages.addStretch(1)
        self._print.setEnabled(True)
        self._save.setEnabled(True)
        self._show_holds(result.paper)
        self.shown.emit(self.kind)

    def _show_holds(self, paper: Paper) -> None:
        clear(self._holds.body)
        self._holds.add(plain(self.tr("What is in this file"), "strong"))
        for line in paper.sections:
            self._holds.add(icon_line("check", line, "secondary"))
        self._holds.add(plain(self.tr("Your journal is not in it."), "muted"))
        self._holds.show()

    def _say(self, kind: str, sentence: str) -> None:
        clear(self._message)
        message = InlineMessage(kind, "", sentence)
        message.setObjectName("paper_message")
        self._message.addWidget(message)
