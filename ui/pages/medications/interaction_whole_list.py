"""All pairs of the medicines in use that labels and monographs speak of, by medicine."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from caregiver.services import interaction_words as words
from caregiver.services.interactions import InteractionHit
from ui.messages import translated
from ui.pages.medications.interaction_hit import HitView, focus_again, name_in_focus
from ui.pages.medications.interaction_words import InteractionWords
from ui.theme import spread
from ui.widgets.buttons import link_button
from ui.widgets.cards import across, clear, down
from ui.widgets.details_pane import pane_section, pane_title
from ui.widgets.text import plain

if TYPE_CHECKING:
    from caregiver.app import Caregiver
    from ui.pages import Host


class WholeListPane(QWidget):
    """Show every pair once, under the medicine whose name comes first."""

    pane_width = 460
    closed = Signal()

    def __init__(self, app: Caregiver, host: Host) -> None:
        super().__init__()
        self.setObjectName("whole_list_pane")
        self._app, self._host = app, host
        self._words = InteractionWords(host.formats)
        column = QVBoxLayout(self)
        spread(column, spacing=8)
        column.addWidget(pane_title(self.tr("Interactions of the whole list")))
        column.addWidget(plain(self.tr(
            "What labels and drug monographs say of these medicines together. The list is not "
            "complete: nothing is safe because it is not here. Ask the pharmacist."
        ), "muted"))  # fmt: skip
        self._body = QVBoxLayout()
        spread(self._body, spacing=8)
        column.addLayout(self._body)
        self.reload()

    def start(self) -> None:
        """Put the focus on the first medicine."""
        first = self.findChild(QWidget, "open_interactions_0")
        if first is not None:
            first.setFocus()

    def reload(self) -> None:
        """Compare all medicines again."""
        focused = name_in_focus(self)
        clear(self._body)
        hits = self._app.interactions.all()
        groups: dict[str, list[InteractionHit]] = {}
        for hit in hits:
            groups.setdefault(hit.about_name, []).append(hit)
        unknown = self._words.unknown(self._app.interactions.unknown())
        if unknown:
            self._body.addWidget(plain(unknown, name="not_compared"))
        if not hits:
            self._body.addWidget(plain(translated(words.NOTHING_ON_LIST), name="nothing_known"))
        for number, (name, group) in enumerate(groups.items()):
            self._body.addWidget(self._group(number, name, group))
        focus_again(self, focused)

    def _group(self, number: int, name: str, group: list[InteractionHit]) -> QWidget:
        id = group[0].medication_id
        link = link_button(f"open_interactions_{number}", name,
                           spoken=self.tr("Open %1").replace("%1", name))  # fmt: skip
        link.clicked.connect(lambda: self._host.go("medications", id))
        views = [
            HitView(self._app, self._host, hit, with_both=True, can_answer=False) for hit in group
        ]
        return pane_section("", across(link, 1), down(*views, spacing=16))
