"""Photos of a medicine and its box, kept inside the care file and shown small."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtGui import QPixmap
from PySide6.QtWidgets import QFileDialog, QLabel, QVBoxLayout, QWidget

from caregiver.domain.documents import Document
from caregiver.domain.medications import Medication
from caregiver.errors import UserError
from ui.pages import attempt
from ui.theme import look, spread
from ui.widgets.buttons import icon_button, row_button
from ui.widgets.cards import across, clear
from ui.widgets.text import plain

if TYPE_CHECKING:
    from caregiver.app import Caregiver
    from ui.pages import Host

WIDEST, HIGHEST = 220, 150


class MedicinePhotos(QWidget):
    """Show the photos of one medicine; adding and removing is done at once, with Undo."""

    def __init__(self, app: Caregiver, host: Host, medication_id: str) -> None:
        super().__init__()
        self.setObjectName("medicine_photos")
        self._app, self._host = app, host
        self._about = f"{Medication.kind}:{medication_id}"
        column = QVBoxLayout(self)
        spread(column, spacing=8)
        self._rows = QVBoxLayout()
        spread(self._rows, spacing=8)
        column.addLayout(self._rows)
        add = row_button("add_photo", self.tr("Add a photo…"), "file-plus")
        add.clicked.connect(self._choose)
        column.addWidget(across(add, 1))
        self.reload()

    def reload(self) -> None:
        """Show the photos there are now."""
        clear(self._rows)
        for document in self._app.documents.for_record(self._about):
            self._rows.addWidget(self._row(document))

    def add(self, path: Path) -> None:
        """Keep a picture file, or say why it cannot be kept."""
        if QPixmap(str(path)).isNull():
            self._host.tell(self.tr("This file is not a picture that can be shown."), undo=False)
            return
        done = self.tr("Photo added")
        if attempt(self._host, lambda: self._app.documents.add(path, self._about), done):
            self.reload()

    def _row(self, document: Document) -> QWidget:
        remove = icon_button(
            f"remove_photo_{document.id}", self.tr("Remove this photo"), "trash-2", quiet=True
        )
        remove.clicked.connect(lambda: self._remove(document))
        return across(self._picture(document), 1, remove)

    def _picture(self, document: Document) -> QLabel:
        picture = QPixmap()
        try:
            picture.loadFromData(self._app.documents.content(document))
        except UserError as error:
            self._host.fail(error)
        if picture.isNull():
            return plain(document.title, "muted", wrap=False)
        label = plain("", wrap=False, name=f"photo_{document.id}")
        ratio = Qt.AspectRatioMode.KeepAspectRatio
        smooth = Qt.TransformationMode.SmoothTransformation
        label.setPixmap(picture.scaled(look().px(WIDEST), look().px(HIGHEST), ratio, smooth))
        label.setAccessibleName(self.tr("Photo: %1").replace("%1", document.title))
        return label

    def _remove(self, document: Document) -> None:
        done = self.tr("Photo removed")
        if attempt(self._host, lambda: self._app.documents.delete(document), done):
            self.reload()

    def _choose(self) -> None:
        words = self.tr("Pictures (*.jpg *.jpeg *.png *.webp *.bmp *.gif)")
        path, _ = QFileDialog.getOpenFileName(self, self.tr("Choose a photo"), "", words)
        if path:
            self.add(Path(path))
