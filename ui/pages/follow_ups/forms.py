"""Change a follow-up, book it, correct the days of a round, and write down a task."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime, time
from decimal import Decimal

from caregiver.app import Caregiver
from caregiver.domain.appointments import Appointment, Occurrence
from caregiver.domain.follow_up_plan import FollowUpState
from caregiver.domain.follow_ups import FollowUp, FollowUpRound
from caregiver.domain.tasks import Task
from ui import appointments, messages
from ui import follow_ups as words
from ui.pages import Host
from ui.widgets.date_fields import DateField, TimeField
from ui.widgets.details_pane import FORM_WIDTH
from ui.widgets.fields import (
    ChoiceField,
    MemberField,
    NoteField,
    NumberField,
    TextField,
    TickField,
)
from ui.widgets.record_form import RecordForm
from ui.widgets.text import plain

DAYS = ("min_days", "max_days")
_PLAIN = ("name", "starts_on", "sort", "is_test", "interval_text", "ask", "source", "note")


class FollowUpForm(RecordForm[FollowUp]):
    """Edit a follow-up; how often is the family's to say."""

    pane_width = FORM_WIDTH

    def __init__(self, app: Caregiver, host: Host, *, is_new: bool) -> None:
        super().__init__("follow_up_form", "", host.drafts, save=app.follow_ups.save,
                         sentence=messages.problem_sentence, explain=messages.sentence)  # fmt: skip
        self.set_title(self.tr("Add follow-up") if is_new else self.tr("Change follow-up"))
        wins = self.tr("The team\N{RIGHT SINGLE QUOTATION MARK}s own plan wins. "
                       "Ask them how often, and write that down here.")  # fmt: skip
        self.add_widget(plain(wins, "muted"))
        self.add("name", TextField("follow_up_name", self.tr("What it is"),
                                   example=self.tr("M-protein")))  # fmt: skip
        days = self.tr("days")
        least = NumberField("min_days", self.tr("Again after"), unit=days, example="28")
        most = NumberField("max_days", self.tr("At the latest after"), unit=days,
                           hint=self.tr("Leave both empty if it does not come back."))  # fmt: skip
        for name, field in zip(DAYS, (least, most), strict=True):
            self.add(name, field)
            field.value_changed.connect(self._show_interval)
        starts = DateField("starts_on", self.tr("Next due on"), host.formats, app.clock.today,
                           hint=self.tr("Empty: counted from the last time."))  # fmt: skip
        self.add("starts_on", starts)
        self.add("sort", ChoiceField("follow_up_sort", self.tr("What to book"),
                                     appointments.kind_choices()))  # fmt: skip
        self.add("is_test", TickField("is_test", self.tr("There is a result to wait for")))
        member = MemberField("follow_up_member", self.tr("With whom"))
        member.set_members([(one.id, one.name) for one in app.people.team()])
        self.add("member_id", member)
        self.add("interval_text", TextField("interval_text", self.tr("What was said about it")))
        self.add("ask", NoteField("follow_up_ask", self.tr("What to ask"), lines=2))
        self.add("source", TextField("follow_up_source", self.tr("Who says so")))
        self.add("note", NoteField("follow_up_note", self.tr("Notes"), lines=2))

    def fill(self, record: FollowUp) -> None:
        """Show whole days as numbers."""
        for name in _PLAIN:
            self.field(name).set_value(getattr(record, name))
        for name in DAYS:
            days: int | None = getattr(record, name)
            self.field(name).set_value(None if days is None else Decimal(days))
        self.field("member_id").set_value(record.member_id or "")
        self._show_interval()

    def read(self, record: FollowUp) -> FollowUp:
        """Keep whole days."""
        least, most = (self._days(name) for name in DAYS)
        values = {name: self.field(name).value() for name in _PLAIN}
        return replace(record, **values, min_days=least, max_days=most,
                       member_id=self.field("member_id").value() or None)  # fmt: skip

    def _days(self, name: str) -> int | None:
        typed: Decimal | None = self.field(name).value()
        return None if typed is None else int(typed)

    def _show_interval(self) -> None:
        least, most = (self._days(name) for name in DAYS)
        usable = FollowUp(name="-", min_days=least, max_days=most)
        said = "" if usable.problems() else words.interval(usable)
        self.field("max_days").show_echo(said)


class BookForm(RecordForm[Appointment]):
    """Book a follow-up: a new appointment, or one that is in the calendar already."""

    pane_width = FORM_WIDTH

    def __init__(self, app: Caregiver, host: Host, state: FollowUpState) -> None:
        super().__init__("book_form", "", host.drafts, save=self._book,
                         sentence=messages.problem_sentence, explain=messages.sentence)  # fmt: skip
        self._app, self._plan = app, state.plan
        self.set_title(self.tr("Book: %1").replace("%1", state.plan.name))
        there = app.follow_ups.bookable(state.plan)
        self._there: dict[str, Occurrence] = {one.appointment.id: one for one in reversed(there)}
        choices = [("", self.tr("A new appointment"))]
        choices += [
            (id, f"{host.formats.day_date(one.day)}: {one.appointment.title}")
            for id, one in reversed(self._there.items())
        ]
        self._which = ChoiceField("book_which", self.tr("Which appointment"), choices)
        if there:
            self.add_widget(self._which)
            self._which.value_changed.connect(self._show_fields)
        today = app.clock.today
        day = DateField("book_day", self.tr("Day"), host.formats, today, offer_today=False)
        self.add("day", day)
        self.add("at", TimeField("book_time", self.tr("Time"), host.formats,
                                 hint=self.tr("Empty: the whole day.")))  # fmt: skip
        self.add("location", TextField("book_place", self.tr("Where")))
        member = MemberField("book_member", self.tr("With whom"))
        member.set_members([(one.id, one.name) for one in app.people.team()])
        self.add("member_id", member)
        due = max(today(), state.next_due_from or today())
        self.load(Appointment(title=state.plan.name, sort=state.plan.sort,
                              zone=app.clock.zone().key, member_id=state.plan.member_id,
                              starts=datetime.combine(due, time())), is_new=True)  # fmt: skip

    def fill(self, record: Appointment) -> None:
        """Propose the first day it is due."""
        super().fill(record)
        self.field("day").set_value(record.starts.date() if record.starts else None)
        self.field("member_id").set_value(record.member_id or "")

    def read(self, record: Appointment) -> Appointment:
        """Put day and time together; no time is the whole day."""
        if self._which.value():
            return self._there[self._which.value()].appointment
        day: date | None = self.field("day").value()
        at: time | None = self.field("at").value()
        starts = None if day is None else datetime.combine(day, at or time())
        return replace(record, starts=starts, all_day=at is None,
                       location=self.field("location").value(),
                       member_id=self.field("member_id").value() or None)  # fmt: skip

    def _draft_id(self) -> str:
        return self._plan.id

    def _show_fields(self) -> None:
        for name in ("day", "at", "location", "member_id"):
            self.field(name).setVisible(not self._which.value())

    def _book(self, appointment: Appointment) -> object:
        if appointment.id in self._there:
            self._app.follow_ups.link(self._plan, appointment)
            return appointment
        starts = appointment.starts
        assert starts is not None  # problems() has seen to it
        return self._app.follow_ups.book(self._plan, starts, location=appointment.location,
                                         member_id=appointment.member_id)  # fmt: skip


class RoundForm(RecordForm[FollowUpRound]):
    """Correct the days of one time round."""

    pane_width = FORM_WIDTH

    def __init__(self, app: Caregiver, host: Host, state: FollowUpState) -> None:
        super().__init__("round_form", "", host.drafts, save=app.follow_ups.save_round,
                         sentence=messages.problem_sentence, explain=messages.sentence)  # fmt: skip
        self.set_title(self.tr("Dates: %1").replace("%1", state.plan.name))
        self._first = state.steps[0]
        for step in state.steps:
            called = words.step_words(step)
            self.add(step.value, DateField(step.value, called, host.formats, app.clock.today))
        self.add("note", NoteField("round_note", self.tr("Notes"), lines=2))

    def first_field(self) -> DateField:
        """Return where the cursor goes first."""
        field: DateField = self.field(self._first.value)
        return field


class TaskForm(RecordForm[Task]):
    """Edit a task."""

    pane_width = FORM_WIDTH

    def __init__(self, app: Caregiver, host: Host, *, is_new: bool) -> None:
        save = app.tasks.add if is_new else app.tasks.save
        super().__init__("task_form", "", host.drafts, save=save,
                         sentence=messages.problem_sentence, explain=messages.sentence)  # fmt: skip
        self.set_title(self.tr("Add task") if is_new else self.tr("Change task"))
        self.add("title", TextField("task_title", self.tr("What is to be done"),
                                    example=self.tr("Order the parking permit")))  # fmt: skip
        self.add("due_on", DateField("due_on", self.tr("By when"), host.formats, app.clock.today))
        self.add("due_time", TimeField("due_time", self.tr("At what time"), host.formats))
        known = dict.fromkeys((*app.tasks.owners(), *(one.name for one in app.people.team())))
        self.add("owner", TextField("task_owner", self.tr("Who does it"), suggestions=[*known]))
        self.add("note", NoteField("task_note", self.tr("Notes"), lines=2))
