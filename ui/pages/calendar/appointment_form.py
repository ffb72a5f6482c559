"""Add or change an appointment; a line says when two things stand at the same time."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, time, timedelta
from typing import Any

from PySide6.QtCore import QTimer

from caregiver import catalogue
from caregiver.app import Caregiver
from caregiver.domain.appointment_kinds import kind_of
from caregiver.domain.appointments import Appointment, AppointmentStatus, Occurrence
from caregiver.domain.records import Problem
from caregiver.domain.series import collected_from
from ui import appointments, messages
from ui.dialogs.series_scope import SeriesScope, choose_series_scope
from ui.pages import Host, attempt
from ui.pages.calendar.documents_list import DocumentsList, NewDocuments
from ui.pages.calendar.form_collection import CollectionField
from ui.pages.calendar.form_fields import LengthField, StartField, minutes_of
from ui.pages.calendar.form_kind import KindField
from ui.pages.calendar.form_more import MoreSection
from ui.pages.calendar.form_remarks import remarks
from ui.pages.calendar.form_reminders import RemindersField
from ui.pages.calendar.form_steps import StepsField
from ui.pages.calendar.form_zone import ZoneField
from ui.pages.calendar.repeat_field import RepeatField
from ui.widgets.cards import down
from ui.widgets.date_fields import DateField, TimeField
from ui.widgets.details_pane import FORM_WIDTH
from ui.widgets.fields import ChoiceField, MemberField, NoteField, TextField, TickField
from ui.widgets.record_form import FormField, RecordForm
from ui.widgets.text import plain, set_words

PAUSE_MS = 200


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
        self._scope: SeriesScope | None = None
        title = self.tr("Change appointment") if occurrence else self.tr("Add appointment")
        self.set_title(title)
        self._add_what()
        self._add_when()
        self._add_around()
        self._add_more()
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
        self.load(_on_its_date(occurrence))
        self._look_around()

    def load(self, record: Appointment, *, is_new: bool = False) -> None:
        """Show a record; what is filled in behind "More" is in sight."""
        super().load(record, is_new=is_new)
        files = None if is_new else DocumentsList(self._app, self._host, record)
        self._files.addWidget(files or NewDocuments())
        self._collection.show_record(record, is_new=is_new)
        self._when_changed()
        self._offer_steps()
        now = self.read(record)
        is_elsewhere = now.zone != self._app.clock.zone().key and not now.all_day
        is_filled = any(getattr(now, name) != value for name, value in _RARELY.items())
        if is_elsewhere or is_filled or (files is not None and not files.is_empty()):
            self._more.open()

    def fill(self, record: Appointment) -> None:
        """Show the record in the fields."""
        if record.starts is not None:
            self.field("rule").set_start(record.starts)
        super().fill(record)
        is_open = not record.all_day and record.starts and record.starts.time() == time()
        has_time = record.starts and not record.all_day and not (is_open and self._is_new)
        self.field("at").set_value(record.starts.time() if has_time and record.starts else None)
        self.field("length").set_value(minutes_of(record))
        is_long = record.all_day and record.ends is not None and record.starts is not None
        last = record.ends.date() if is_long and record.ends else None
        self.field("last_day").set_value(last)
        self._collection.set_collects(record.collects_urine)
        self._arrange()

    def read(self, record: Appointment) -> Appointment:
        """Return the record with what the fields say."""
        changed = super().read(replace(record, starts=None, ends=None))
        starts, ends = self._times(whole_day=changed.all_day)
        return replace(
            changed,
            starts=starts,
            ends=ends,
            member_id=changed.member_id or None,
            zone=changed.zone or self._app.clock.zone().key,
            collects_urine=self._collection.collects(),
            prepared=tuple(step for step in record.prepared if step in changed.prepare),
        )

    def save(self) -> None:
        """Save; of a series ask first which dates are meant."""
        old = self._occurrence
        if self._record is None or old is None or not old.appointment.repeats or self._scope:
            super().save()
            return
        if self._has_unreadable():
            return
        record = self.read(self._record)
        if self._shows_problems(record.problems()):
            return
        if record == self._record:
            self._drafts.drop(self._name, self._draft_id())
            self._is_touched = False
            self.closed.emit()
            return
        # another pattern is never one for a single date
        scopes = list(SeriesScope)[record.rule != old.appointment.rule :]
        day = self._host.formats.day_date(old.day)
        choose_series_scope(self, self.tr("Change which dates?"), day, self._save_with,
                            scopes=scopes)  # fmt: skip

    def _shows_problems(self, problems: tuple[Problem, ...]) -> bool:
        """Show that it ends too early beside the last day, where the end is asked."""
        by_field = {"ends": "last_day"} if self.field("all_day").value() else {}
        return super()._shows_problems(
            tuple(one._replace(field=by_field.get(one.field, one.field)) for one in problems)
        )

    def _save_with(self, scope: SeriesScope) -> None:
        self._scope = scope
        self.save()
        self._scope = None

    def _add_what(self) -> None:
        sort = KindField("sort", self.tr("What for"))
        sort.was_chosen = self._occurrence is not None
        self.add("sort", sort)
        sort.value_changed.connect(self._offer_steps)
        title = TextField("title", self.tr("What"), example=self.tr("Hematology clinic"))
        self.add("title", title)
        title.value_changed.connect(self._guess_kind)

    def _add_when(self) -> None:
        formats, today = self._host.formats, self._app.clock.today
        self.add("starts", DateField("day", self.tr("Date"), formats, today, offer_today=False))
        self.add("all_day", TickField("all_day", self.tr("All day")))
        self.add("at", StartField("start", self.tr("Start"), formats))
        self.add("length", LengthField("length", self.tr("How long")))
        hint = self.tr("If it is more than one day.")
        self.add("last_day", DateField("last_day", self.tr("Last day"), formats, today,
                                       hint=hint, offer_today=False))  # fmt: skip
        self._remark = plain("", "muted", name="conflict_line")
        self._remark.hide()
        self.add_widget(self._remark)
        self.field("all_day").value_changed.connect(self._arrange)
        for name in ("starts", "at", "all_day"):
            self.field(name).value_changed.connect(self._when_changed)

    def _add_around(self) -> None:
        member = MemberField("member", self.tr("With whom"))
        member.set_members([(one.id, one.name) for one in self._app.people.team()])
        self.add("member_id", member)
        self.add("location", TextField("location", self.tr("Where")))
        self.add("prepare", StepsField("prepare", self.tr("Before the appointment")))
        self.add("bring", NoteField("bring", self.tr("Bring along"), lines=2))
        self.add("driver", TextField("driver", self.tr("Who drives")))
        self.add("note", NoteField("note", self.tr("Notes"), lines=2))

    def _add_more(self) -> None:
        formats, clock = self._host.formats, self._app.clock
        self._more = MoreSection(
            "appointment_more",
            self.tr("Reminders, repeating, when to leave, parking, 24-hour urine, files"),
        )
        self.add_widget(self._more)
        self._add_behind("reminders", RemindersField("reminders"))
        self._add_behind("rule", RepeatField("repeat", formats, clock.today))
        self._add_behind("leave_by", TimeField("leave_by", self.tr("Leave home by"), formats))
        self._add_behind("parking", TextField("parking", self.tr("Parking")))
        self._collection = CollectionField("collection", formats, clock)
        self._collection.started.connect(self._start_collection)
        self._collection.stopped.connect(self._stop_collection)
        self._add_behind("collection_starts", self._collection)
        status = ChoiceField("status", self.tr("How it stands"), appointments.status_choices())
        self._add_behind("status", status)
        hint = self.tr("Only where the clocks are not those at home.")
        self._add_behind("zone", ZoneField("zone", self.tr("Time zone"), hint))
        files = down(plain(self.tr("Files"), "strong"), spacing=8)
        layout = files.layout()
        assert layout is not None
        self._files = layout
        self._more.add(files)

    def _add_behind(self, record_field: str, field: Any) -> None:
        self._more.add(self.attach(record_field, field))

    def _times(self, *, whole_day: bool) -> tuple[datetime | None, datetime | None]:
        day, at = self.field("starts").value(), self.field("at").value()
        if whole_day and day is not None:
            last = self.field("last_day").value() or day
            return datetime.combine(day, time()), datetime.combine(last, time())
        if day is None or at is None:
            return None, None
        starts = datetime.combine(day, at)
        minutes = self.field("length").value()
        return starts, starts + timedelta(minutes=minutes) if minutes else None

    def _arrange(self) -> None:
        whole_day = self.field("all_day").value()
        self.field("at").is_needed = not whole_day
        self.field("at").setVisible(not whole_day)
        self.field("length").setVisible(not whole_day)
        self.field("last_day").setVisible(whole_day)
        self.field("zone").setVisible(not whole_day)
        alone = self._record is not None and self._record.series_id is not None
        self.field("rule").setVisible(not alone)

    def _when_changed(self) -> None:
        """Tell the fields that follow the date of it."""
        day, at = self.field("starts").value(), self.field("at").value()
        if day is not None:
            starts = datetime.combine(day, at or time())
            self.field("rule").set_start(starts)
            self._collection.set_visit(starts if at else datetime.combine(day, time(12)))

    def _guess_kind(self) -> None:
        if title := self.field("title").value():
            self.field("sort").guess(kind_of(title))

    def _offer_steps(self) -> None:
        self.field("prepare").offer(catalogue.preparation().for_kind(self.field("sort").value()))

    def _look_around(self) -> None:
        """Say what stands at the same time, what the clocks do, and that a date has passed."""
        if self._record is None:
            return
        one = self.read(self._record)
        if self._occurrence is not None and self._occurrence.appointment.repeats:
            one = replace(one, rule="", extra_starts=())
        sentences = remarks(self._app, one, self._host.formats)
        set_words(self._remark, " ".join(sentences))
        self._remark.setVisible(bool(sentences))

    def _start_collection(self) -> None:
        now = self._app.clock.now()
        self._note_collection(self.tr("The 24-hour urine has begun"), collects_urine=True,
                              collection_began_at=now, collection_ended_at=None)  # fmt: skip

    def _stop_collection(self) -> None:
        self._note_collection(self.tr("The 24-hour urine is finished"),
                              collection_ended_at=self._app.clock.now())  # fmt: skip

    def _note_collection(self, words: str, **changes: Any) -> None:
        """Note a moment at once; a date of a series stands beside it from then on."""
        old = self._occurrence
        if old is None or self._record is None:
            return
        noted: list[Appointment] = []
        changed = replace(_on_its_date(old), **changes)
        service = self._app.appointments
        if attempt(
            self._host,
            lambda: noted.append(service.change_occurrence(old.appointment, old.starts, changed)),
            words,
        ):
            self._drafts.drop(self._name, self._draft_id())
            self._occurrence = Occurrence(noted[0], old.starts, old.ends)
            self._record = noted[0]
            self.field("rule").set_value(noted[0].rule)
            self._arrange()
            self._collection.show_record(noted[0], is_new=False)

    def _keep(self, record: Appointment) -> None:
        held, old = self._app.appointments, self._occurrence
        if old is not None:
            record = self._with_its_clock(record, old.appointment)
        if old is None or not old.appointment.repeats:
            held.save(record)
        elif self._scope is SeriesScope.ALL:
            held.change_series(old.appointment, old.starts, record)
        elif self._scope is SeriesScope.LATER:
            held.change_later(old.appointment, old.starts, record)
        else:
            held.change_occurrence(old.appointment, old.starts, record)

    def _with_its_clock(self, record: Appointment, old: Appointment) -> Appointment:
        """Leave what was noted of the collection as it is now: Undo may have changed it."""
        now = self._app.appointments.get(old.id) or old
        return replace(record, collection_began_at=now.collection_began_at,
                       collection_ended_at=now.collection_ended_at)  # fmt: skip

    def _draft_id(self) -> str:
        day = f"_{self._occurrence.day:%Y%m%d}" if self._occurrence else ""
        return super()._draft_id() + day

    def _focus(self, field: FormField) -> None:
        if self._more.holds(field):  # type: ignore[arg-type]  # every field is a widget
            self._more.open()
        super()._focus(field)


# What stands behind "More", and what it is where nobody wrote anything there.
_RARELY: dict[str, object] = {
    "reminders": (),
    "rule": "",
    "leave_by": None,
    "parking": "",
    "collects_urine": False,
    "status": AppointmentStatus.PLANNED,
}


def _on_its_date(occurrence: Occurrence) -> Appointment:
    """Return an appointment as it is on one of its dates."""
    one, starts = occurrence.appointment, occurrence.starts
    return replace(one, starts=starts, ends=occurrence.ends,
                   collection_starts=collected_from(one, starts))  # fmt: skip
