"""One hit of the list of interactions: what is said, by whom, what to ask, and the answer."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from caregiver.domain.people import Role
from caregiver.services.interactions import InteractionHit
from ui.pages import attempt
from ui.pages.medications.interaction_words import InteractionWords
from ui.theme import spread
from ui.widgets.buttons import Button, quiet_button, row_button
from ui.widgets.cards import Quote, down
from ui.widgets.flow import FlowLayout
from ui.widgets.text import plain

if TYPE_CHECKING:
    from caregiver.app import Caregiver
    from ui.pages import Host


class HitView(QWidget):
    """Show one hit. An answered one is quiet: the names, what was said, and the answer.

    `answer_asked` carries the hit whose answer somebody wants to write down.
    """

    answer_asked = Signal(object)

    def __init__(self, app: Caregiver, host: Host, hit: InteractionHit, *,
                 with_both: bool = False, can_answer: bool = True) -> None:  # fmt: skip
        super().__init__()
        self._app, self._host, self._hit = app, host, hit
        self._words = InteractionWords(host.formats)
        parts = (hit.rule.id, *((hit.about,) if with_both else ()), hit.other)
        self._id = "_".join(one if isinstance(one, str) else one.id for one in parts)
        self.setObjectName(f"hit_{self._id}")
        column = QVBoxLayout(self)
        spread(column, spacing=4)
        title = self._words.pair(hit) if with_both else self._words.with_other(hit)
        weight = self._words.weight(hit)
        column.addWidget(down(plain(title, "strong"), plain(weight, "secondary_strong"), spacing=0))
        if hit.answered is not None:
            column.addWidget(plain(self._words.says(hit), "muted"))
            column.addWidget(Quote(hit.answered.answer, self._words.who(hit.answered)))
            return
        column.addWidget(plain(self._words.says(hit)))
        column.addWidget(down(*(plain(one, "muted") for one in self._words.details(hit))))
        column.addWidget(self._buttons(can_answer))

    def _buttons(self, can_answer: bool) -> QWidget:
        hit = self._hit
        holder = QWidget()
        row = FlowLayout(holder, 6)
        if hit.asked is not None:
            row.addWidget(plain(self.tr("On your list of questions"), "muted", wrap=False))
        else:
            asks = [(Role.PHARMACIST, self.tr("Ask the pharmacist")),
                    (Role.DOCTOR, self.tr("Ask the doctor"))]  # fmt: skip
            for place, (role, words) in enumerate(asks):
                spoken = self.tr("%1 about %2").replace("%1", words)
                spoken = spoken.replace("%2", self._words.pair(hit))
                make = row_button if place == 0 else quiet_button
                button = make(f"ask_{role.value}_{self._id}", words, spoken=spoken)
                button.clicked.connect(lambda _=False, role=role: self._ask(role))
                row.addWidget(button)
        if can_answer:
            spoken = self.tr("Write down the answer about %1")
            answer = quiet_button(f"answer_{self._id}", self.tr("Answer…"),
                                  spoken=spoken.replace("%1", self._words.pair(hit)))  # fmt: skip
            answer.clicked.connect(lambda: self.answer_asked.emit(hit))
            row.addWidget(answer)
        return holder

    def _ask(self, role: Role) -> None:
        attempt(
            self._host,
            lambda: self._app.interactions.ask(self._hit, role),
            self.tr("Question added. It waits under Questions & visits."),
        )


def name_in_focus(inside: QWidget) -> str:
    """Return the name of the control that has the focus within a widget, empty for none."""
    focused: QWidget | None = inside.window().focusWidget()
    within = focused is not None and inside.isAncestorOf(focused)
    return focused.objectName() if focused is not None and within else ""


def focus_again(inside: QWidget, name: str) -> None:
    """Give the focus back to a control; to what took its place where it is gone."""
    if not name:
        return
    pair = name.partition("_r")[2]
    again = (
        inside.findChild(QWidget, name)
        or (inside.findChild(Button, f"answer_r{pair}") if pair else None)
        or inside.findChild(Button)
    )
    if again is not None:
        again.setFocus(Qt.FocusReason.OtherFocusReason)
