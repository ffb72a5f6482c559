"""Offer three ways to begin, and ask at most three things, each of which may be left out."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QGridLayout,
    QHBoxLayout,
    QScrollArea,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from caregiver.formats import Formats
from ui.theme import look, spread
from ui.widgets.buttons import link_button, main_button, quiet_button, second_button
from ui.widgets.cards import Card, across
from ui.widgets.date_fields import DateTimeField
from ui.widgets.fields import TextField
from ui.widgets.text import IconLabel, plain, set_words

WIDTH = 760


@dataclass(frozen=True, slots=True)
class FirstAnswers:
    """What the family told at the start; anything may be empty.

    `appointment_at` is local wall-clock time.
    """

    name: str = ""
    night_number: str = ""
    appointment: str = ""
    appointment_at: datetime | None = None


class Welcome(QScrollArea):
    """Fill the window until a care file is open."""

    started = Signal(object)
    example_asked = Signal()
    backup_asked = Signal()
    file_asked = Signal()

    def __init__(self, formats: Formats, today: Callable[[], date]) -> None:
        super().__init__()
        self.setObjectName("welcome")
        self.setWidgetResizable(True)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._formats, self._today = formats, today
        holder = QWidget()
        holder.setObjectName("page_area")
        holder.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        column = QVBoxLayout(holder)
        spread(column, 32, 48, 32, 32, spacing=16)
        self._steps = QStackedWidget()
        self._steps.setMaximumWidth(look().px(WIDTH))
        middle = QHBoxLayout()
        middle.addStretch(1)
        middle.addWidget(self._steps, 100)
        middle.addStretch(1)
        column.addLayout(middle)
        column.addStretch(1)
        self._steps.addWidget(self._choices())
        self._questions = FirstQuestions(formats, today)
        self._questions.answered.connect(self.started)
        self._questions.left.connect(lambda: self._steps.setCurrentIndex(0))
        self._steps.addWidget(self._questions)
        self.setWidget(holder)

    def first_focus(self) -> QWidget:
        """Return the control that has the focus when the screen opens."""
        return self._start

    def restyle(self) -> None:
        """Take the width again."""
        self._steps.setMaximumWidth(look().px(WIDTH))

    def _choices(self) -> QWidget:
        page = QWidget()
        column = QVBoxLayout(page)
        spread(column, spacing=16)
        column.addWidget(plain(self.tr("Welcome"), "date", name="page_title"))
        column.addWidget(plain(self.tr(
            "Keep appointments, medicines, side effects and questions in one place, and bring "
            "one page to every visit. All of it stays on this computer."
        )))  # fmt: skip
        self._start = main_button("start_ours", self.tr("Start ours"))
        self._start.clicked.connect(self._ask)
        example = second_button("look_around", self.tr("Look around"))
        example.clicked.connect(self.example_asked)
        backup = second_button("open_backup", self.tr("Open a backup"))
        backup.clicked.connect(self.backup_asked)
        column.addWidget(_choice("hand-heart", self.tr("Begin for your family"), self.tr(
            "Three short questions. You may leave out each of them."), self._start))  # fmt: skip
        column.addWidget(_choice("users", self.tr("Look around with an example family"), self.tr(
            "It is a file of its own with a made-up person. It never mixes with yours."),
            example))  # fmt: skip
        column.addWidget(_choice("archive-restore", self.tr("You have a backup"), self.tr(
            "Go on where you were, on this or another computer."), backup))  # fmt: skip
        other = link_button("open_care_file", self.tr("Open a care file that is already here"))
        other.clicked.connect(self.file_asked)
        column.addWidget(across(other, 1))
        column.addWidget(plain(self.tr("This program does not give medical advice."), "muted"))
        return page

    def _ask(self) -> None:
        self._steps.setCurrentIndex(1)
        self._questions.begin()


class FirstQuestions(QWidget):
    """Ask for the name, the night number and the next appointment, one at a time."""

    answered = Signal(object)
    left = Signal()

    def __init__(self, formats: Formats, today: Callable[[], date]) -> None:
        super().__init__()
        column = QVBoxLayout(self)
        spread(column, spacing=16)
        self._count = plain("", "muted", name="question_count")
        column.addWidget(self._count)
        self._name = TextField("first_name", self.tr("Who do you care for?"),
                               hint=self.tr("The name as the clinic writes it."))  # fmt: skip
        self._number = TextField(
            "first_number", self.tr("Which number would you call at night?"),
            hint=self.tr("The team's 24-hour line. It will be in sight on every screen."),
        )  # fmt: skip
        self._title = TextField("first_appointment", self.tr("What is the next appointment?"),
                                example=self.tr("Like clinic visit"))  # fmt: skip
        self._when = DateTimeField("first_when", (self.tr("On which day?"), self.tr("What time?")),
                                   formats, today)  # fmt: skip
        self._number_shown = 0
        self._steps = [_step(self._name), _step(self._number), _step(self._title, self._when)]
        for step in self._steps:
            column.addWidget(step)
        self._next = main_button("first_next", self.tr("Next"), "arrow-right")
        self._skip = quiet_button("first_skip", self.tr("Leave this out"))
        back = quiet_button("first_back", self.tr("Back"))
        self._next.clicked.connect(self._forward)
        self._skip.clicked.connect(self._leave_out)
        back.clicked.connect(self._backward)
        column.addWidget(across(self._next, self._skip, back, 1))
        column.addStretch(1)

    def begin(self) -> None:
        """Ask the first question."""
        self._show(0)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Go on with Enter, back with Esc."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._forward()
        elif event.key() == Qt.Key.Key_Escape:
            self._backward()
        else:
            super().keyPressEvent(event)

    def _show(self, number: int) -> None:
        self._number_shown = number
        for at, step in enumerate(self._steps):
            step.setVisible(at == number)
        words = self.tr("Question %1 of 3").replace("%1", str(number + 1))
        set_words(self._count, words)
        first = (self._name, self._number, self._title)[number]
        first.setFocus(Qt.FocusReason.OtherFocusReason)
        self._next.set_words(self.tr("Done") if number == 2 else self.tr("Next"))
        self._next.set_icon("check" if number == 2 else "arrow-right")

    def _forward(self) -> None:
        number = self._number_shown
        if number < 2:
            self._show(number + 1)
            return
        problem = self._when.own_problem()
        if not problem and self._title.value() and self._when.value() is None:
            problem = self.tr("Please add the day and the time, or leave this out.")
        self._when.show_problem(problem)
        if not problem:
            self.answered.emit(self._answers())

    def _leave_out(self) -> None:
        number = self._number_shown
        if number == 0:
            self._name.set_value("")
        elif number == 1:
            self._number.set_value("")
        else:
            self._title.set_value("")
            self._when.set_value(None)
        self._forward()

    def _backward(self) -> None:
        number = self._number_shown
        if number == 0:
            self.left.emit()
        else:
            self._show(number - 1)

    def _answers(self) -> FirstAnswers:
        at = self._when.value()
        title = self._title.value() or (self.tr("Appointment") if at else "")
        return FirstAnswers(self._name.value(), self._number.value(), title, at)


def _step(*parts: QWidget) -> QWidget:
    holder = QWidget()
    column = QVBoxLayout(holder)
    spread(column, spacing=16)
    for part in parts:
        column.addWidget(part)
    return holder


def _choice(icon: str, heading: str, sentence: str, button: QWidget) -> Card:
    inner = QWidget()
    grid = QGridLayout(inner)
    spread(grid, spacing=8)
    grid.setHorizontalSpacing(look().gap(16))
    grid.addWidget(IconLabel(icon, 24, "accent"), 0, 0, 2, 1, Qt.AlignmentFlag.AlignTop)
    grid.addWidget(plain(heading, "strong"), 0, 1)
    grid.addWidget(plain(sentence, "muted"), 1, 1)
    grid.addWidget(button, 0, 2, 2, 1)
    grid.setColumnStretch(1, 1)
    return Card(inner, padding=(16, 20))
