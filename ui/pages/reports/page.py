"""The Reports & share page."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, ClassVar

from PySide6.QtCore import QStandardPaths
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QFileDialog, QWidget

from caregiver.domain.changes import RECORD_CLASSES
from caregiver.domain.journal import JournalEntry
from caregiver.domain.records import Record
from caregiver.domain.visits import SummaryPreset
from ui.pages import Page
from ui.pages.reports.cards import CardGrid, FilesCard, PaperCard
from ui.pages.reports.papers import CARD_DPI, KINDS, make, pictures
from ui.pages.reports.preview import Preview
from ui.pages.reports.range_choices import period_of
from ui.widgets.buttons import quiet_button, row_button
from ui.widgets.cards import PageHeader

if TYPE_CHECKING:
    from caregiver.app import Caregiver
    from ui.pages import Host


class ReportsPage(Page):
    """Show the papers there are, and one of them as it will be printed."""

    key = "reports"
    reads: ClassVar[tuple[type[Record], ...]] = tuple(
        one for one in RECORD_CLASSES if one not in (JournalEntry, SummaryPreset)
    )

    def __init__(self, app: Caregiver, host: Host) -> None:
        super().__init__(app, host)
        self._preview: Preview | None = None
        self._back = quiet_button("all_papers", self.tr("All papers"), "arrow-left")
        self._back.clicked.connect(self.close_preview)
        self._header = PageHeader(self.tr("Reports & share"), "", self._back)
        self.column.addWidget(self._header)
        self._cards: dict[str, PaperCard] = {}
        for kind in KINDS.values():
            card = PaperCard(kind, self.tr("Open"))
            card.opened.connect(lambda key: self.show_paper(key))
            self._cards[kind.key] = card
        self._list = CardGrid([*self._cards.values(), self._make_tables(), self._make_everything()])
        self.column.addWidget(self._list)
        self.column.addStretch(1)
        self._job = 0
        self._back.hide()

    def reload(self) -> None:
        """Draw again what is in sight."""
        if self._preview is not None:
            self._preview.draw()
            return
        self._header.set_title(
            self.tr("Reports & share"), self.tr("Look at a paper, then print or save it.")
        )
        self._job += 1
        job, app = self._job, self.app

        def done(images: dict[str, QImage]) -> None:
            if job == self._job:
                for key, image in images.items():
                    self._cards[key].show_image(image)

        self.host.run(
            lambda: {key: pictures(make(app, key).content, CARD_DPI, 1)[0] for key in KINDS}, done
        )

    def open(self, target: str) -> None:
        """Open the preview of a paper by its key; a calendar by "calendar-month:2027-03-01" too."""
        kind, first = period_of(target)
        if kind in KINDS:
            self.show_paper(kind, first)

    def first_focus(self) -> QWidget | None:
        """Return the main button of the preview, or the first card's."""
        if self._preview is not None:
            printing = self._preview.first_focus()
            return printing if printing.isEnabled() else self._back
        return next(iter(self._cards.values())).button()

    def print_page(self) -> None:
        """Print the paper in sight, or show the summary first."""
        if self._preview is None:
            self.show_paper("visit_summary")
        else:
            self._preview.print_paper()

    def turn(self, periods: int) -> None:
        """Go to another month or week of the calendar in sight."""
        if self._preview is not None and (days := self._preview.days()) is not None:
            days.turn(periods)

    def turn_to_today(self) -> None:
        """Go to the month or week of today."""
        if self._preview is not None and (days := self._preview.days()) is not None:
            days.turn_to_today()

    def show_paper(self, kind: str, first: date | None = None) -> None:
        """Show the preview of one paper; a calendar begins on `first`, else today."""
        self._drop_preview()
        self._preview = Preview(self.app, self.host, kind, first)
        self._preview.shown.connect(self._go_to_print)
        self.column.insertWidget(1, self._preview)
        self._preview.show()
        self._list.hide()
        self._back.show()
        self._header.set_title(KINDS[kind].name(), KINDS[kind].line())
        self._preview.draw()
        self._back.setFocus()

    def close_preview(self) -> None:
        """Go back to all papers."""
        kind = self._preview.kind if self._preview is not None else ""
        self._drop_preview()
        self._back.hide()
        self._list.show()
        self.reload()
        if kind:
            self._cards[kind].button().setFocus()

    def preview(self) -> Preview | None:
        """Return the preview in sight."""
        return self._preview

    def _go_to_print(self) -> None:
        """Give the focus to Print, which had to wait for the paper; not away from a choice."""
        if self._preview is not None and self._back.hasFocus():
            self._preview.first_focus().setFocus()

    def _drop_preview(self) -> None:
        if self._preview is not None:
            self._preview.forget()
            self.column.removeWidget(self._preview)
            self._preview.hide()
            self._preview.deleteLater()
            self._preview = None

    def save_tables(self, folder: Path) -> None:
        """Write everything about medicines as tables into a folder of its own in `folder`."""
        app, host = self.app, self.host
        day = app.clock.today().isoformat()
        target = folder / self.tr("Medicines %1").replace("%1", day)
        words = self.tr("Saved in the folder %1").replace("%1", target.name)
        host.run(lambda: app.exports.medicines(target), lambda _: host.tell(words, undo=False))

    def _ask_for_tables(self) -> None:
        usual = QStandardPaths.writableLocation(QStandardPaths.StandardLocation.DocumentsLocation)
        chosen = QFileDialog.getExistingDirectory(
            self, self.tr("Where should the new folder go?"), usual
        )
        if chosen:
            self.save_tables(Path(chosen))

    def _make_tables(self) -> QWidget:
        save = row_button("save_csv", self.tr("Save as CSV…"), "download",
                          spoken=self.tr("Save medicines and doses as CSV…"))  # fmt: skip
        save.clicked.connect(self._ask_for_tables)
        line = self.tr("Medicines, doses and plans for a spreadsheet. "
                       "Anybody who gets the files can read them.")  # fmt: skip
        words = self.tr("Medicines as tables"), line
        return FilesCard("tables", "table", words, save)

    def _make_everything(self) -> QWidget:
        backups = row_button("open_backups", self.tr("Open backups"), "archive")
        backups.clicked.connect(lambda: self.host.go("settings", "backups"))
        line = self.tr("A copy of the whole care file, for another computer or a safe place.")
        return FilesCard("everything", "archive", (self.tr("Everything"), line), backups)
