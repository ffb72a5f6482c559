"""Show the files kept with an appointment: add one, open it, save a copy, remove it."""

from __future__ import annotations

import tempfile
from collections.abc import Callable
from functools import cache, partial
from pathlib import Path
from uuid import uuid4

from PySide6.QtCore import QUrl
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QFileDialog, QPushButton, QVBoxLayout, QWidget

from caregiver.app import Caregiver
from caregiver.domain.appointments import Appointment
from caregiver.domain.documents import Document
from caregiver.errors import UserError
from caregiver.services.documents import is_shown, safe_name
from ui.dialogs.message import ask
from ui.pages import Host, attempt
from ui.theme import spread
from ui.widgets.buttons import MenuButton, row_button
from ui.widgets.cards import across, clear, down
from ui.widgets.tab_order import reach_before
from ui.widgets.text import icon_line, plain

READ_ONLY = 0o400
KILOBYTE = 1024


class DocumentsList(QWidget):
    """Hold one row per file. What is done here is done at once, with Undo beside it."""

    def __init__(self, app: Caregiver, host: Host, one: Appointment | None, *,
                 can_add: bool = True) -> None:  # fmt: skip
        """Take the appointment; one date of a series shows the files of the series too.

        None: the files whose appointment was removed.
        """
        super().__init__()
        self.setObjectName("documents")
        self._app, self._host = app, host
        self._about = about(one.id) if one is not None else ""
        ids = (one.series_id, one.id) if one is not None else ()
        self._shown = [about(id) for id in ids if id] or [""]
        self._add: QPushButton | None = None
        column = QVBoxLayout(self)
        spread(column, spacing=8)
        self._rows = QVBoxLayout()
        spread(self._rows, spacing=8)
        column.addLayout(self._rows)
        self.reload()  # before the button, which comes last for Tab too
        if can_add and one is not None:
            words = self.tr("Add a file") + "\N{HORIZONTAL ELLIPSIS}"
            self._add = row_button(f"add_document_{one.id}", words, "file-plus")
            self._add.clicked.connect(self.choose)
            column.addWidget(across(self._add, 1))

    def reload(self) -> None:
        """Show what is kept now."""
        clear(self._rows)
        for shown in self._shown:
            for document in self._app.documents.for_record(shown):
                row = self._row(document)
                self._rows.addWidget(row)
                if self._add is not None:
                    reach_before(self._add, *row.findChildren(QPushButton))

    def is_empty(self) -> bool:
        """Say whether nothing is kept."""
        return self._rows.count() == 0

    def choose(self) -> None:
        """Ask for a file and keep a copy of it."""
        chosen, _ = QFileDialog.getOpenFileName(
            self, self.tr("Add a file"), str(Path.home()), self.tr("All files (*)")
        )
        if chosen:
            self.add(Path(chosen))

    def add(self, path: Path) -> None:
        """Keep a copy of a file."""
        words = self.tr("Added: %1").replace("%1", path.name)
        if attempt(self._host, lambda: self._app.documents.add(path, self._about), words):
            self.reload()

    def open_document(self, document: Document) -> None:
        """Show a copy in the program this computer has for it; what may run is only saved."""
        if not is_shown(document):
            self.save_copy(document)
            return
        try:
            path = _viewing_copy(document, self._app.documents.save_copy)
        except UserError as error:
            self._host.fail(error)
            return
        if not QDesktopServices.openUrl(QUrl.fromLocalFile(str(path))):
            words = self.tr("No program opened this file. Save a copy and open that one.")
            self._host.tell(words, undo=False)

    def save_copy(self, document: Document) -> None:
        """Ask for a place and write a copy there; warn of what may run as a program."""
        if not is_shown(document) and not ask(
            self.window(),
            self.tr("Save this file?"),
            self.tr("%1 may be a program, or hold one. Only open it if you know who sent it.")
            .replace("%1", document.file_name),
            do=self.tr("Save a copy"),
            keep=self.tr("Leave it here"),
        ):  # fmt: skip
            return
        target = str(Path.home() / safe_name(document))
        chosen, _ = QFileDialog.getSaveFileName(self, self.tr("Save a copy"), target)
        if not chosen:
            return
        path = Path(chosen)
        if attempt(self._host, lambda: self._app.documents.save_copy(document, path)):
            self._host.tell(self.tr("Saved as %1").replace("%1", path.name), undo=False)

    def remove(self, document: Document) -> None:
        """Remove a file."""
        words = self.tr("Removed: %1").replace("%1", document.title)
        if attempt(self._host, lambda: self._app.documents.delete(document), words):
            self.reload()

    def _row(self, document: Document) -> QWidget:
        name = document.title
        opens = is_shown(document)
        more = MenuButton(f"document_more_{document.id}", self.tr("More"),
                          spoken=self.tr("More about the file %1").replace("%1", name))  # fmt: skip
        dots = "\N{HORIZONTAL ELLIPSIS}"
        words = self.tr("Open") if opens else self.tr("Save a copy") + dots
        spoken = self.tr("Open the file %1") if opens else self.tr("Save a copy of the file %1")
        show = row_button(f"open_document_{document.id}", words,
                          spoken=spoken.replace("%1", name))  # fmt: skip
        show.clicked.connect(partial(self.open_document, document))
        if opens:
            more.add("save_document_copy", self.tr("Save a copy") + dots,
                     partial(self.save_copy, document))  # fmt: skip
        more.add("remove_document", self.tr("Remove"), partial(self.remove, document))
        return down(icon_line("file-text", self._title(document)), across(show, more, 1), spacing=4)

    def _title(self, document: Document) -> str:
        size = max(1, round(document.size / KILOBYTE))
        written = (
            self.tr("%1 KB").replace("%1", str(size))
            if size < KILOBYTE
            else self.tr("%1 MB").replace("%1", str(max(1, round(size / KILOBYTE))))
        )
        return f"{document.title} ({written})"


class NewDocuments(QWidget):
    """Say where files can be added while the appointment itself is not saved yet."""

    def __init__(self) -> None:
        super().__init__()
        column = QVBoxLayout(self)
        spread(column, spacing=0)
        column.addWidget(plain(self.tr("Save first. Then files can be added here."), "muted"))


def about(id: str) -> str:
    """Return how a document names the appointment it belongs to."""
    return f"{Appointment.kind}:{id}"


def _viewing_copy(document: Document, save_copy: Callable[[Document, Path], None]) -> Path:
    """Write a copy that only this person can read, in a folder that goes with the program."""
    folder = Path(_folder().name) / uuid4().hex
    folder.mkdir(mode=0o700)
    path = folder / safe_name(document)
    save_copy(document, path)
    path.chmod(READ_ONLY)  # a change to it would be lost with the folder
    return path


@cache
def _folder() -> tempfile.TemporaryDirectory[str]:
    """Return the folder of this start of the program; it is removed when the program ends."""
    return tempfile.TemporaryDirectory(prefix="caregiver-", ignore_cleanup_errors=True)
