"""Beside the name in the form of a medicine: what the list says, without ever stopping Save."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QFrame, QVBoxLayout, QWidget

from caregiver.domain.medications import Medication
from caregiver.services.interactions import InteractionHit, MayTake
from ui.pages import attempt
from ui.pages.medications.interaction_hit import focus_again, name_in_focus
from ui.pages.medications.interaction_words import InteractionWords
from ui.theme import set_role, spread
from ui.widgets.buttons import link_button, row_button
from ui.widgets.cards import InlineMessage, across, clear, down
from ui.widgets.text import plain

if TYPE_CHECKING:
    from caregiver.app import Caregiver
    from ui.pages import Host

SHORTEST_NAME = 3
PAUSE_MS = 500
SHOWN_NOTES = 3


class InteractionNotes(QWidget):
    """Show calm notes on the medicine that is being typed. Call `show_for` after every key."""

    def __init__(self, app: Caregiver, host: Host) -> None:
        super().__init__()
        self.setObjectName("interaction_notes")
        self._app, self._host = app, host
        self._words = InteractionWords(host.formats)
        self._medicine = Medication()
        self._shown: tuple[str, ...] = ()
        column = QVBoxLayout(self)
        spread(column, spacing=8)
        self._column = column
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(PAUSE_MS)
        self._timer.timeout.connect(self.look_now)
        self.hide()

    def show_for(self, medicine: Medication) -> None:
        """Take what the form says now; the notes come when the typing pauses."""
        self._medicine = medicine
        if len(medicine.name.strip()) < SHORTEST_NAME:
            self._timer.stop()
            self._fill(())
        else:
            self._timer.start()

    def look_now(self) -> None:
        """Compare at once."""
        self._timer.stop()
        medicine = self._medicine
        if len(medicine.name.strip()) < SHORTEST_NAME:
            return
        found = self._app.interactions.look(medicine)
        notes: list[tuple[str, QWidget]] = []
        for warning in found.allergies:
            notes.append(self._note(self._words.allergy(warning)))
        # a medicine with just this ingredient is told beside the name already
        twin = self._app.medicine_names.same_medicine(medicine.name, medicine.id)
        for same in found.same:
            if twin is None or same.other.id != twin.id:
                notes.append(self._note(self._words.same(same)))
        bought = self._app.interactions.may_take(medicine)
        if found.hits:
            notes.append(self._together(found.hits, can_ask=bought is None))
        nothing = self._words.nothing(found)
        if nothing:
            notes.append((nothing, plain(nothing, "muted", name="nothing_known")))
        if bought is not None and bought.answered is None:
            notes.append(self._may_take(medicine, bought))
        self._fill(tuple(notes))

    def sentences(self) -> tuple[str, ...]:
        """Return what is shown."""
        return self._shown

    def _fill(self, notes: tuple[tuple[str, QWidget], ...]) -> None:
        clear(self._column)
        self._shown = tuple(words for words, _ in notes)
        for _, widget in notes:
            self._column.addWidget(widget)
        self.setVisible(bool(notes))

    def _note(self, words: str) -> tuple[str, QWidget]:
        return words, InlineMessage("attention", "", words)

    def _together(self, hits: tuple[InteractionHit, ...], *, can_ask: bool) -> tuple[str, QWidget]:
        """Return one quiet box for all hits; what was bought has one question for all of them."""
        box = QFrame()
        column = QVBoxLayout(box)
        spread(column, 12, 8, 12, 8, spacing=8)
        told = []
        for hit in hits[:SHOWN_NOTES]:
            told.append(self._hit_words(hit))
            asks = self._ask(hit) if can_ask or hit.asked or hit.answered else None
            column.addWidget(down(plain(told[-1], "secondary"), *((asks,) if asks else ()),
                                  spacing=0))  # fmt: skip
        left = len(hits) - SHOWN_NOTES
        if left > 0:
            words = self.tr("%n more after saving, under “Taken together”.", "", left)
            column.addWidget(plain(words, "muted"))
        set_role(box, "message_accent")
        box.setAccessibleName(" ".join(told))
        return "\n".join(told), box

    def _hit_words(self, hit: InteractionHit) -> str:
        told = self.tr("With %1: %2. %3").replace("%1", self._words.other(hit))
        return told.replace("%2", self._words.weight(hit)).replace("%3", self._words.says(hit))

    def _ask(self, hit: InteractionHit) -> QWidget:
        if hit.answered is not None:
            said = self.tr("Answered: “%1” (%2)").replace("%1", hit.answered.answer)
            return plain(said.replace("%2", self._words.who(hit.answered)), "muted")
        if hit.asked is not None:
            return plain(self.tr("On your list of questions"), "muted")
        other = hit.other if isinstance(hit.other, str) else hit.other.id
        spoken = self.tr("Put it on the list of questions: %1").replace("%1", hit.question)
        add = link_button(f"ask_{hit.rule.id}_{other}",
                          self.tr("Put it on the list of questions"), spoken=spoken)  # fmt: skip
        add.clicked.connect(lambda: self._add(lambda: self._app.interactions.ask(hit)))
        return across(add, 1)

    def _may_take(self, medicine: Medication, found: MayTake) -> tuple[str, QWidget]:
        words = self.tr("Ask the pharmacist: %1").replace("%1", found.question)
        if found.asked is not None:
            listed = plain(self.tr("On your list of questions"), "muted")
            return words, down(plain(words, "secondary"), listed)
        spoken = self.tr("Put it on the list of questions: %1").replace("%1", found.question)
        add = row_button("ask_may_take", self.tr("Put it on the list of questions"), "plus",
                         spoken=spoken)  # fmt: skip
        add.clicked.connect(
            lambda: self._add(lambda: self._app.interactions.ask_may_take(medicine))
        )
        return words, down(plain(words, "secondary"), across(add, 1))

    def _add(self, act: Callable[[], object]) -> None:
        said = self.tr("Question added. It waits under Questions & visits.")
        focused = name_in_focus(self)
        if attempt(self._host, act, said):
            self.look_now()
            focus_again(self, focused)
