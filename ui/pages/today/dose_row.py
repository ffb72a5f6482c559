"""One dose on Today: what it is, what became of it, and one click to say so."""

from __future__ import annotations

from datetime import tzinfo

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from caregiver.domain.dose_plan import DoseEntry
from caregiver.domain.doses import DoseStatus
from caregiver.domain.medications import Place
from ui.medicine_words import MedicineWords
from ui.theme import look, spread
from ui.widgets.buttons import Button, icon_button, quiet_button, row_button
from ui.widgets.cards import clear, down
from ui.widgets.flow import FlowLayout
from ui.widgets.naming import named
from ui.widgets.text import IconLabel, Runs, plain, set_tone, set_words

# per state: icon, color of the icon, tone of the words
STATES: dict[DoseStatus | None, tuple[str, str, str]] = {
    None: ("circle-dashed", "border", ""),
    DoseStatus.TAKEN: ("circle-check", "ok", "ok"),
    DoseStatus.LATE: ("circle-check", "ok", "ok"),
    DoseStatus.MISSED: ("circle-minus", "muted", "muted"),
    DoseStatus.SKIPPED: ("circle-minus", "muted", "muted"),
    DoseStatus.HELD: ("pause", "muted", "muted"),
}
HELD = STATES[DoseStatus.HELD]


class DoseRow(QFrame):
    """Show one dose, 60 px high. Space: taken, X: not taken, L: later, Enter: details."""

    taken = Signal(object)
    not_taken = Signal(object, object, str)
    put_off = Signal(object)
    details_asked = Signal(object)
    moved = Signal(int)

    def __init__(
        self, name: str, entry: DoseEntry, words: MedicineWords, zone: tzinfo, *, leave: str = ""
    ) -> None:
        """Take an object name and the dose; `leave` are the words of a third button, if any."""
        super().__init__()
        self._name, self._words, self._zone, self._leave = name, words, zone, leave
        self.entry = entry
        self._shown: tuple[DoseEntry, bool] | None = None
        self.has_keys = True
        named(self, name, "")
        self.setProperty("role", "row")
        self.setProperty("ring", "inside")
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        column = QVBoxLayout(self)
        spread(column, 16, 4, 12, 4, spacing=4)
        row = QHBoxLayout()
        spread(row, spacing=12)
        column.addLayout(row, 1)
        self._icon = IconLabel("circle-dashed", 20, "border")
        self._title = Runs()
        self._second = plain("", "muted")
        row.addWidget(self._icon, 0, Qt.AlignmentFlag.AlignVCenter)
        row.addWidget(down(self._title, self._second, spacing=0), 1)
        self._state = plain("", "strong", wrap=False, name=f"{name}_state")
        row.addWidget(self._state)
        self._buttons = QHBoxLayout()
        spread(self._buttons, spacing=4)
        row.addLayout(self._buttons)
        self._reasons = QWidget()
        FlowLayout(self._reasons, 6)
        column.addWidget(self._reasons)
        self.show_entry(entry)
        self.restyle()

    def show_entry(self, entry: DoseEntry, *, ask_reason: bool = False) -> None:
        """Show a dose and what became of it; `ask_reason` offers the reasons for "not taken".

        What is shown already is left alone: one dose recorded lays out one row, not all.
        """
        self.entry = entry
        if self._shown == (entry, ask_reason):
            return
        self._shown = (entry, ask_reason)
        status = entry.dose.status if entry.dose is not None else None
        icon, token, tone = HELD if entry.is_held else STATES[status]
        self._icon.set_icon(icon, token)
        self._title.set_runs((entry.medication.name, "strong"), (self._words.dose(entry), "body"))
        line = self._second_line()
        set_words(self._second, line)
        self._second.setVisible(bool(line))
        self._show_state(tone)
        self._fill_buttons()
        self._fill_reasons(ask_reason)
        self.setAccessibleName(
            self.tr("%1, %2, %3")
            .replace("%1", self._title.spoken())
            .replace("%2", line)
            .replace("%3", self._spoken_state())
        )

    def restyle(self) -> None:
        """Take the height again."""
        self.setMinimumHeight(look().px(60))

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Open the details: the time, the amount, why not."""
        if event.button() == Qt.MouseButton.LeftButton and self.rect().contains(
            event.position().toPoint()
        ):
            self.details_asked.emit(self.entry)
        super().mouseReleaseEvent(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Record, put off, open or move on by key, while the row has the focus."""
        key = event.key()
        step = {Qt.Key.Key_Down.value: 1, Qt.Key.Key_Up.value: -1}.get(key, 0)
        if event.modifiers() not in (Qt.KeyboardModifier.NoModifier,
                                     Qt.KeyboardModifier.KeypadModifier):  # fmt: skip
            super().keyPressEvent(event)
        elif step:
            self.moved.emit(step)
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.details_asked.emit(self.entry)
        elif not self.has_keys or not self.hasFocus():
            super().keyPressEvent(event)
        elif self.entry.is_held:
            super().keyPressEvent(event)  # nobody is to take it: only the form records it
        elif key == Qt.Key.Key_Space:
            self.taken.emit(self.entry)
        elif key == Qt.Key.Key_X:
            self.not_taken.emit(self.entry, DoseStatus.MISSED, "")
        elif key == Qt.Key.Key_L and self.entry.dose is None:
            self.put_off.emit(self.entry)
        else:
            super().keyPressEvent(event)

    def _second_line(self) -> str:
        """Return how much and when; of a held dose first of all that it is held, and why."""
        line = self._words.second_line(self.entry, self._zone)
        if self.entry.hold is None or self.entry.dose is not None:
            return line
        return " · ".join(
            part for part in (self._words.held_by_clinic(self.entry.hold), line) if part
        )

    def _spoken_state(self) -> str:
        if self.entry.is_held:
            return self._words.status_name(DoseStatus.HELD)
        return self._state_words() or self._words.status_name(None)

    @property
    def _is_at_hospital(self) -> bool:
        return self.entry.medication.place is Place.HOSPITAL

    def _state_words(self) -> str:
        dose = self.entry.dose
        if dose is None:
            return ""
        words = self._words.status(dose, self._zone)
        if self._is_at_hospital and dose.status.was_taken and dose.given_at is not None:
            at = self._words.clock(dose.given_at.astimezone(self._zone))
            words = self.tr("Given %1").replace("%1", at)
        return f"{words} · {dose.reason}" if dose.reason else words

    def _show_state(self, tone: str) -> None:
        set_words(self._state, self._state_words())
        set_tone(self._state, tone)
        self._state.setVisible(self.entry.dose is not None)

    def _fill_buttons(self) -> None:
        clear(self._buttons)
        name = self.entry.medication.name
        if self.entry.dose is not None:
            change = icon_button(
                f"{self._name}_change", self.tr("Change what is recorded for %1")
                .replace("%1", name), "pencil", quiet=True,
            )  # fmt: skip
            change.clicked.connect(lambda: self.details_asked.emit(self.entry))
            self._buttons.addWidget(change)
            return
        if self.entry.is_held:
            anyway = quiet_button(
                f"{self._name}_anyway", self.tr("It was taken…"),
                spoken=self.tr("%1 was taken all the same").replace("%1", name),
            )  # fmt: skip
            anyway.clicked.connect(lambda: self.details_asked.emit(self.entry))
            self._buttons.addWidget(anyway)
            return
        yes, no = self.tr("Taken"), self.tr("Not taken")
        yes_spoken, no_spoken = self.tr("%1 taken"), self.tr("%1 not taken")
        if self._is_at_hospital:
            yes, no = self.tr("Given"), self.tr("Not given")
            yes_spoken = self.tr("%1 was given at the hospital")
            no_spoken = self.tr("%1 was not given at the hospital")
        taken = row_button(f"{self._name}_taken", yes, "check", accent=True,
                           spoken=yes_spoken.replace("%1", name))  # fmt: skip
        taken.clicked.connect(lambda: self.taken.emit(self.entry))
        missed = quiet_button(f"{self._name}_not_taken", no,
                              spoken=no_spoken.replace("%1", name))  # fmt: skip
        missed.clicked.connect(lambda: self.not_taken.emit(self.entry, DoseStatus.MISSED, ""))
        self._buttons.addWidget(taken)
        self._buttons.addWidget(missed)
        if self._leave:
            leave = quiet_button(f"{self._name}_leave", self._leave,
                                 spoken=f"{name}: {self._leave}")  # fmt: skip
            leave.clicked.connect(lambda: self.put_off.emit(self.entry))
            self._buttons.addWidget(leave)

    def _fill_reasons(self, ask: bool) -> None:
        layout = self._reasons.layout()
        assert layout is not None
        clear(layout)
        self._reasons.setVisible(ask)
        if not ask:
            return
        missed, held = DoseStatus.MISSED, DoseStatus.HELD
        choices = (
            ("forgot", self.tr("Forgot"), missed),
            ("felt_sick", self.tr("Felt sick"), missed),
            ("told_to_hold", self.tr("Told to hold"), held),
            ("ran_out", self.tr("Ran out"), missed),
        )
        layout.addWidget(plain(self.tr("Why? You may leave this."), "muted", wrap=False))
        for key, words, status in choices:
            chip: Button = row_button(f"{self._name}_{key}", words)
            chip.clicked.connect(
                lambda _=False, words=words, status=status: self.not_taken.emit(
                    self.entry, status, words
                )
            )
            layout.addWidget(chip)
        other = row_button(f"{self._name}_other", self.tr("Other…"))
        other.clicked.connect(lambda: self.details_asked.emit(self.entry))
        layout.addWidget(other)
