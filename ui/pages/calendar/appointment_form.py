"""Add or change an appointment; a line says when two things stand at the same time."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, time, timedelta

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QComboBox

from caregiver.app import Caregiver
from caregiver.domain.appointment_kinds import kind_of
from caregiver.domain.appointments import Appointment, AppointmentKind, Occurrence
from ui import appointments, messages
from ui.pages import Host
from ui.pages.calendar.repeat_field import RepeatField
from ui.widgets.date_fields import DateField, TimeField
from ui.widgets.details_pane import FORM_WIDTH
from ui.widgets.fields import ChoiceField, MemberField, NoteField, TextField, TickField
from ui.widgets.record_form import RecordForm
from ui.widgets.segmented import SegmentedField
from ui.widgets.text import plain, set_words

LENGTHS = (30, 60, 120)
THIS_ONE, ALL = "this", "all"
PAUSE_MS = 200


class StartField(TimeField):
    """Ask for the start; needed unless the whole day is meant."""

    is_needed = True

    def own_problem(self) -> str:
        """Return a sentence when the time is missing or cannot be read."""
        if self.is_needed and not self.draft().strip():
            return self.tr("Write the time, or tick \N{LEFT DOUBLE QUOTATION MARK}All day"
                           "\N{RIGHT DOUBLE QUOTATION MARK}.")  # fmt: skip
        return super().own_problem()


class AppointmentForm(RecordForm[Appointment]):
    """Edit an appointment, or one date of a series."""

    pane_width = FORM_WIDTH

    def __init__(self, app: Caregiver, host: Host, occurrence: Occurrence | None = None) -> None:
        """Take the date to change; None for a new appointment."""
        super().__init__(
            "appointment_form",
            "",
            host.drafts,
            save=lambda record: self._keep(record),
            sentence=messages.problem_sentence,
            explain=messages.sentence,
        )
        self._app, self._host, self._occurrence = app, host, occurrence
        title = self.tr("Change appointment") if occurrence else self.tr("Add appointment")
        self.set_title(title)
        self._kind_was_chosen = occurrence is not None
        self._add_what()
        self._add_when()
        self._add_around()
        self._wait = QTimer(self)
        self._wait.setSingleShot(True)
        self._wait.setInterval(PAUSE_MS)
        self._wait.timeout.connect(self._look_around)
        for field in self._fields.values():
            field.value_changed.connect(self._wait.start)

    def load_new(self, starts: datetime) -> None:
        """Show a new appointment on a day; midnight leaves the time open."""
        zone = self._app.clock.zone().key
        self.load(Appointment(starts=starts, zone=zone), is_new=True)

    def load_occurrence(self, occurrence: Occurrence) -> None:
        """Show one date of an appointment."""
        one = occurrence.appointment
        self.load(replace(one, starts=occurrence.starts, ends=occurrence.ends))
        self._look_around()

    def fill(self, record: Appointment) -> None:
        """Show the record in the fields."""
        super().fill(record)
        is_open = not record.all_day and record.starts and record.starts.time() == time()
        has_time = record.starts and not record.all_day and not (is_open and self._is_new)
        self.field("at").set_value(record.starts.time() if has_time and record.starts else None)
        minutes = _minutes(record)
        self.field("length").set_value(minutes)
        is_long = record.all_day and record.ends is not None and record.starts is not None
        last = record.ends.date() if is_long and record.ends else None
        self.field("last_day").set_value(last)
        self._arrange()

    def read(self, record: Appointment) -> Appointment:
        """Return the record with what the fields say."""
        changed = super().read(replace(record, starts=None, ends=None))
        day, at = self.field("starts").value(), self.field("at").value()
        starts = ends = None
        if changed.all_day and day is not None:
            starts = datetime.combine(day, time())
            ends = datetime.combine(self.field("last_day").value() or day, time())
        elif day is not None and at is not None:
            starts = datetime.combine(day, at)
            minutes = self.field("length").value()
            ends = starts + timedelta(minutes=minutes) if minutes else None
        return replace(changed, starts=starts, ends=ends, member_id=changed.member_id or None,
                       zone=changed.zone or self._app.clock.zone().key)  # fmt: skip

    def _add_what(self) -> None:
        if self._occurrence is not None and self._occurrence.appointment.repeats:
            scope = SegmentedField("scope", self.tr("Change which dates"), [
                (THIS_ONE, self.tr("Only this date")), (ALL, self.tr("All dates")),
            ])  # fmt: skip
            scope.set_value(THIS_ONE)
            self.add("scope", scope)
            scope.value_changed.connect(self._arrange)
        title = TextField("title", self.tr("What"), example=self.tr("Hematology clinic"))
        self.add("title", title)
        title.value_changed.connect(self._guess_kind)
        sort: ChoiceField[AppointmentKind] = ChoiceField(
            "sort", self.tr("What for"), appointments.kind_choices()
        )
        self.add("sort", sort)
        if isinstance(sort.editor, QComboBox):
            sort.editor.activated.connect(self._choose_kind)

    def _add_when(self) -> None:
        formats, today = self._host.formats, self._app.clock.today
        self.add("starts", DateField("day", self.tr("Date"), formats, today, offer_today=False))
        all_day = TickField("all_day", self.tr("All day"))
        self.add("all_day", all_day)
        self.add("at", StartField("start", self.tr("Start"), formats))
        lengths = sorted({*LENGTHS, *self._own_length()})
        choices = [(minutes, self._length_words(minutes)) for minutes in lengths]
        self.add("length", SegmentedField("length", self.tr("How long"), choices))
        hint = self.tr("If it is more than one day.")
        self.add("last_day", DateField("last_day", self.tr("Last day"), formats, today,
                                       hint=hint, offer_today=False))  # fmt: skip
        self._remark = plain("", "muted", name="conflict_line")
        self._remark.hide()
        self.add_widget(self._remark)
        all_day.value_changed.connect(self._arrange)
        self.add("rule", RepeatField("repeat", formats, today))

    def _add_around(self) -> None:
        member = MemberField("member", self.tr("With whom"))
        team = self._app.people.team()
        member.set_members([(one.id, one.name) for one in team])
        self.add("member_id", member)
        self.add("location", TextField("location", self.tr("Where")))
        leave_by = TimeField("leave_by", self.tr("Leave home by"), self._host.formats)
        self.add("leave_by", leave_by)
        self.add("driver", TextField("driver", self.tr("Who drives")))
        self.add("bring", NoteField("bring", self.tr("Bring along"), lines=2))
        self.add("note", NoteField("note", self.tr("Notes"), lines=2))

    def _own_length(self) -> set[int]:
        minutes = None
        if self._occurrence is not None and not self._occurrence.appointment.all_day:
            one = replace(self._occurrence.appointment, starts=self._occurrence.starts,
                          ends=self._occurrence.ends)  # fmt: skip
            minutes = _minutes(one)
        return {minutes} if minutes else set()

    def _length_words(self, minutes: int) -> str:
        hours, rest = divmod(minutes, 60)
        if minutes == 60:
            return self.tr("1 hour")
        if hours and not rest:
            return self.tr("%1 hours").replace("%1", str(hours))
        if hours:
            words = self.tr("%1 h %2 min").replace("%1", str(hours))
            return words.replace("%2", str(rest))
        return self.tr("%1 min").replace("%1", str(minutes))

    def _arrange(self) -> None:
        whole_day = self.field("all_day").value()
        self.field("at").is_needed = not whole_day
        self.field("at").setVisible(not whole_day)
        self.field("length").setVisible(not whole_day)
        self.field("last_day").setVisible(whole_day)
        if "scope" in self._fields:
            self.field("rule").setVisible(self.field("scope").value() == ALL)

    def _choose_kind(self) -> None:
        self._kind_was_chosen = True

    def _guess_kind(self) -> None:
        title = self.field("title").value()
        if not self._kind_was_chosen and title:
            self.field("sort").set_value(kind_of(title))

    def _look_around(self) -> None:
        """Say what stands at the same time, and that a past date is kept as a record."""
        if self._record is None:
            return
        one = self.read(self._record)
        if self._occurrence is not None and self._scope() == THIS_ONE:
            one = replace(one, rule="")
        sentences = []
        if not one.problems():
            found = self._app.appointments.conflicts(one)
            if found:
                words = self.tr("At the same time: %1, %2.").replace(
                    "%1", found[0].appointment.title
                )
                at = appointments.when(found[0], self._host.formats)
                sentences.append(words.replace("%2", at))
            if one.starts and one.starts.date() < self._app.clock.today() and not one.repeats:
                sentences.append(self.tr("This date has passed. It is kept as a record."))
        set_words(self._remark, " ".join(sentences))
        self._remark.setVisible(bool(sentences))

    def _scope(self) -> str:
        return str(self.field("scope").value()) if "scope" in self._fields else ALL

    def _keep(self, record: Appointment) -> None:
        held = self._app.appointments
        old = self._occurrence
        if old is None or not old.appointment.repeats:
            held.save(record)
        elif self._scope() == ALL:
            held.change_series(old.appointment, old.day, record)
        else:
            held.change_occurrence(old.appointment, old.day, record)

    def _draft_id(self) -> str:
        day = f"_{self._occurrence.day:%Y%m%d}" if self._occurrence else ""
        return super()._draft_id() + day


def _minutes(record: Appointment) -> int | None:
    if record.all_day or record.starts is None or record.ends is None:
        return None
    return int((record.ends - record.starts).total_seconds()) // 60 or None
