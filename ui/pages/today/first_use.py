"""The first steps in a new care file: three small cards, each gone once it is done."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QLineEdit, QVBoxLayout, QWidget

from caregiver.domain.appointments import Appointment
from caregiver.domain.people import CareTeamMember, Role
from caregiver.domain.records import Problem
from caregiver.errors import InvalidRecord, UserError
from caregiver.services.today import TodayPage as Answer
from ui.messages import problem_sentence
from ui.theme import spread
from ui.widgets.buttons import Button, row_button
from ui.widgets.cards import Card, SectionHeading, across
from ui.widgets.date_fields import DateTimeField
from ui.widgets.fields import TextField
from ui.widgets.text import plain

if TYPE_CHECKING:
    from caregiver.app import Caregiver
    from ui.pages import Host


class FirstCards(QWidget):
    """Ask for the number to call, the first medicine and the first appointment."""

    def __init__(self, app: Caregiver, host: Host) -> None:
        super().__init__()
        self._app, self._host = app, host
        column = QVBoxLayout(self)
        spread(column, spacing=12)
        column.addWidget(SectionHeading(self.tr("First steps")))
        self._line = self._line_card()
        self._medicine = self._medicine_card()
        self._appointment = self._appointment_card()
        for card in (self._line, self._medicine, self._appointment):
            column.addWidget(card)

    def fill(self, answer: Answer) -> None:
        """Show only what is not there yet."""
        self._line.setVisible(not answer.has_team_line)
        self._medicine.setVisible(not answer.has_medications)
        self._appointment.setVisible(not answer.has_appointments)

    def first_field(self) -> QWidget | None:
        """Return the first field that is still asked for."""
        cards = ((self._line, self._phone), (self._medicine, self._name),
                 (self._appointment, self._title))  # fmt: skip
        return next((field.editor for card, field in cards if not card.isHidden()), None)

    def _line_card(self) -> Card:
        self._phone = TextField("first_phone", self.tr("Number"))
        self._hours = TextField("first_hours", self.tr("When to use it"),
                                example=self.tr("Day and night"))  # fmt: skip
        save = self._button("first_phone_save", self.tr("Keep this number"), self._save_line)
        title = self.tr("The number you would call at night")
        return self._card(title, save, self._phone, self._hours)

    def _medicine_card(self) -> Card:
        self._name = TextField("first_medicine", self.tr("Name, as on the box"))
        save = self._button("first_medicine_next", self.tr("Go on"), self._start_medicine)
        return self._card(self.tr("The first medicine"), save, self._name)

    def _appointment_card(self) -> Card:
        self._title = TextField("first_title", self.tr("What it is"),
                                example=self.tr("Clinic, blood test"))  # fmt: skip
        self._starts = DateTimeField(
            "first_starts", (self.tr("Date"), self.tr("Time")), self._host.formats,
            self._app.clock.today,
        )  # fmt: skip
        save = self._button("first_appointment_save", self.tr("Keep this appointment"),
                            self._save_appointment)  # fmt: skip
        title = self.tr("The next appointment")
        return self._card(title, save, self._title, self._starts)

    def _card(self, title: str, button: Button, *fields: QWidget) -> Card:
        for edit in (edit for field in fields for edit in field.findChildren(QLineEdit)):
            edit.returnPressed.connect(button.click)
        card = Card(plain(title, "heading"), *fields, across(button, 1))
        spread(card.body, 16, 12, 16, 16, spacing=10)
        return card

    def _button(self, name: str, words: str, act: Callable[[], None]) -> Button:
        button = row_button(name, words, "check", accent=True)
        button.clicked.connect(act)
        return button

    def _save_line(self) -> None:
        if not self._phone.value():
            self._phone.show_problem(problem_sentence(Problem("phone", "phone_missing")))
            return
        member = CareTeamMember(
            name=self.tr("24-hour line"),
            role=Role.NURSE,
            phone=self._phone.value(),
            hours=self._hours.value(),
            is_team_line=True,
        )
        self._save(lambda: self._app.people.save_member(member), {}, self.tr("Number saved"))

    def _start_medicine(self) -> None:
        self._host.go("medications", f"new:{self._name.value()}")

    def _save_appointment(self) -> None:
        unreadable = self._starts.own_problem()
        self._starts.show_problem(unreadable)
        if unreadable:
            return
        appointment = Appointment(
            title=self._title.value(),
            starts=self._starts.value(),
            zone=self._app.clock.zone().key,
        )
        fields = {"title": self._title, "starts": self._starts}
        said = self.tr("Appointment saved")
        self._save(lambda: self._app.appointments.save(appointment), fields, said)

    def _save(self, act: Callable[[], object], fields: Mapping[str, QWidget], said: str) -> None:
        try:
            act()
        except InvalidRecord as error:
            for problem in error.problems:
                field = fields.get(problem.field)
                if isinstance(field, TextField | DateTimeField):
                    field.show_problem(problem_sentence(problem))
                else:
                    self._host.fail(error)
        except UserError as error:
            self._host.fail(error)
        else:
            self._host.tell(said)
