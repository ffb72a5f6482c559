"""Choose what the calendar shows, and say so while something is left out."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from caregiver.services.calendar import EVERYTHING, Shown
from ui import appointments
from ui.theme import spread
from ui.widgets.buttons import link_button, row_button
from ui.widgets.cards import across
from ui.widgets.details_pane import pane_section, pane_title
from ui.widgets.fields import ChoiceField
from ui.widgets.text import first_line_icon, plain, set_words
from ui.widgets.ticks import CheckBox


class ShowPane(QWidget):
    """Offer the choices; each works at once. `changed` carries `Shown` and the list's doses."""

    changed = Signal(object, bool)

    def __init__(self, shown: Shown, members: Mapping[str, str], *, list_doses: bool) -> None:
        super().__init__()
        self.setObjectName("show_pane")
        column = QVBoxLayout(self)
        spread(column, spacing=0)
        column.addWidget(pane_title(self.tr("What to show"), self.tr("On this computer")))
        self._parts = {
            "appointments": CheckBox("show_appointments", self.tr("Appointments")),
            "medicines": CheckBox("show_medicines", self.tr("Medicines")),
            "follow_ups": CheckBox("show_follow_ups", self.tr("Tasks, follow-ups")),
        }
        self._doses = CheckBox("show_list_doses", self.tr("Dose times in list"))
        column.addWidget(pane_section("", *self._parts.values(), self._doses))
        people = [("", self.tr("Everybody")), *members.items()]
        self._person = ChoiceField[str]("show_person", self.tr("Appointments with"), people)
        column.addWidget(pane_section("", self._person))
        self._kinds = {
            kind: CheckBox(f"show_kind_{kind.value}", words)
            for kind, words in appointments.kind_choices()
        }
        kinds = self._kinds.values()
        column.addWidget(pane_section(self.tr("Kinds of appointment"), *kinds))
        everything = row_button("show_all", self.tr("Show everything"))
        everything.clicked.connect(lambda: self._fill(EVERYTHING, tell=True))
        column.addSpacing(16)
        column.addWidget(across(everything, 1))
        self._doses.setChecked(list_doses)
        self._fill(shown, tell=False)
        for box in (*self._parts.values(), self._doses, *kinds):
            box.toggled.connect(self._tell)
        self._person.value_changed.connect(self._tell)

    def first_control(self) -> QWidget:
        """Return the first box."""
        return self._parts["appointments"]

    def shown(self) -> Shown:
        """Return what is chosen."""
        return Shown(
            **{part: box.isChecked() for part, box in self._parts.items()},
            hidden_kinds=frozenset(
                kind for kind, box in self._kinds.items() if not box.isChecked()
            ),
            member_id=self._person.value(),
        )

    def _fill(self, shown: Shown, *, tell: bool) -> None:
        for part, box in self._parts.items():
            _set(box, getattr(shown, part))
        for kind, box in self._kinds.items():
            _set(box, kind not in shown.hidden_kinds)
        self._person.blockSignals(True)
        self._person.set_value(shown.member_id)
        self._person.blockSignals(False)
        if tell:
            self._tell()

    def _tell(self) -> None:
        self.changed.emit(self.shown(), self._doses.isChecked())


class ShownLine(QWidget):
    """Say that something is left out, with the way back: nobody shall miss a test for it."""

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("shown_line")
        row = QHBoxLayout(self)
        spread(row, 0, 0, 0, 4, spacing=8)
        row.addWidget(first_line_icon("list-filter", 18, "muted", "secondary"))
        self._words = plain("", "secondary", name="shown_words")
        row.addWidget(self._words, 1)
        self.everything = link_button("show_everything", self.tr("Show everything"))
        row.addWidget(self.everything)
        self.hide()

    def show_choice(self, shown: Shown, members: Mapping[str, str]) -> None:
        """Say what is left out; nothing where nothing is."""
        parts = []
        if shown.member_id:
            words = self.tr("only appointments with %1")
            parts.append(words.replace("%1", members.get(shown.member_id, "")))
        if not shown.appointments:
            parts.append(self.tr("no appointments"))
        elif len(shown.hidden_kinds) == 1:
            parts.append(self.tr("1 kind of appointment is left out"))
        elif shown.hidden_kinds:
            words = self.tr("%1 kinds of appointments are left out")
            parts.append(words.replace("%1", str(len(shown.hidden_kinds))))
        if not shown.medicines:
            parts.append(self.tr("no medicines"))
        if not shown.follow_ups:
            parts.append(self.tr("no tasks and follow-ups"))
        words = "; ".join(parts)
        set_words(self._words, words[:1].upper() + words[1:])
        self.setVisible(bool(parts))


def _set(box: CheckBox, is_on: bool) -> None:
    box.blockSignals(True)
    box.setChecked(is_on)
    box.blockSignals(False)
    box.update()
