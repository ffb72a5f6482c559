"""Change the dose of a medicine from a day on, or stop it; what was given stays as it was."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from caregiver.app import Caregiver
from caregiver.domain.medications import Medication, Schedule
from caregiver.domain.patterns import step_chain
from caregiver.domain.records import Problem, new_id
from ui.messages import problem_sentence, sentence
from ui.pages import Host
from ui.pages.medications.form_patterns import STEPS
from ui.pages.medications.schedule_fields import ScheduleFields, watch_writing
from ui.widgets.date_fields import DateField
from ui.widgets.fields import TextField
from ui.widgets.record_form import RecordForm
from ui.widgets.text import plain


class ChangeDoseForm(RecordForm[Schedule]):
    """Begin another dose on a day, with the reason and who said so."""

    pane_width = 460

    def __init__(
        self, app: Caregiver, host: Host, medication: Medication, schedule: Schedule,
        replaces: Sequence[Schedule],
    ) -> None:  # fmt: skip
        """Take the dose until now and the schedules that end; none: it comes beside them."""
        super().__init__(
            "change_dose_form", self.tr("Change the dose of %1").replace("%1", medication.name),
            host.drafts, save=self._keep, sentence=problem_sentence, explain=sentence,
        )  # fmt: skip
        if not replaces:
            self.set_title(self.tr("Add another dose of %1").replace("%1", medication.name))
        self._app, self._host, self._medication = app, host, medication
        entry = app.medications.entry(medication.id)
        every = (*entry.schedules, *entry.coming) if entry is not None else ()
        # steps planned ahead are one plan: they are shown, and end, together
        self._source = step_chain(every, schedule) if replaces else (schedule,)
        self._replaces = self._source if len(self._source) > 1 else tuple(replaces)
        self._source = self._source if schedule.created_at is not None else ()
        self.add_widget(plain(self.tr(
            "Doses recorded until now keep what was really given."
        ), "muted"))  # fmt: skip
        self.add("first_on", DateField("change_from", self.tr("From which day"), host.formats,
                                       app.clock.today))  # fmt: skip
        strength = TextField("medicine_strength", self.tr("Strength of one"))
        self.add("strength", strength)
        watch_writing(strength)
        self._when = ScheduleFields(self, app, host.formats, self._as_typed, self._start)
        self.field("first_on").value_changed.connect(self._when.show_parts)
        self.add_widget(self._when)
        self.add("change_reason", TextField("change_reason", self.tr("Why")))
        self.add("told_by", TextField("change_told_by", self.tr("Who said so")))
        fresh = replace(schedule, id=new_id(), first_on=None, last_on=None, change_reason="",
                        told_by="", strength="")  # fmt: skip
        self.load(fresh, is_new=True)

    def start(self) -> None:
        """Put the cursor into the day."""
        self.field("first_on").setFocus()

    def fill(self, record: Schedule) -> None:
        """Show the dose until now, from today."""
        self.field("first_on").set_value(self._app.clock.today())
        self.field("strength").set_value(self._medication.strength)
        self.field("change_reason").set_value(record.change_reason)
        self.field("told_by").set_value(record.told_by)
        self._when.fill(self._source)

    def read(self, record: Schedule) -> Schedule:
        """Return the new schedule."""
        return self._steps(record)[0]

    def save(self) -> None:
        """Save, unless the day or the pattern is missing."""
        if self.field("first_on").value() is None and not self.field("first_on").own_problem():
            self._shows_problems((Problem("first_on", "start_missing"),))
            return
        if not self._has_unreadable() and not self._when.missing():
            super().save()

    def _draft_id(self) -> str:
        """Keep what was typed about one medicine away from every other."""
        return " ".join((self._medication.id, *(one.id for one in self._replaces)))

    def _keep(self, record: Schedule) -> None:
        assert record.first_on is not None
        changed = replace(self._medication, strength=self.field("strength").value())
        self._app.medications.plan_steps(
            changed, self._steps(record), record.first_on, replaces=self._replaces
        )
        self._host.tell(self.tr("Dose of %1 changed").replace("%1", changed.name))

    def _start(self) -> date | None:
        day: date | None = self.field("first_on").value()
        return day

    def _steps(self, record: Schedule) -> tuple[Schedule, ...]:
        """Return the new schedules; each begins on the day, or where its step or turn does."""
        day = self._start()
        return tuple(
            replace(
                one,
                first_on=one.first_on if place and one.first_on else day,
                last_on=one.last_on if self._when.key() == STEPS else None,
                change_reason=self.field("change_reason").value(),
                told_by=self.field("told_by").value(),
                created_at=None,
            )
            for place, one in enumerate(self._when.read(replace(record, created_at=None)))
        )

    def _as_typed(self) -> Medication:
        """Return the medicine with the strength typed so far."""
        strength = self.field("strength").value() if "strength" in self._fields else ""
        return replace(self._medication, strength=strength, stopped_on=None)


class StopForm(RecordForm[Medication]):
    """Stop a medicine from a day on, with the reason."""

    pane_width = 420

    def __init__(self, app: Caregiver, host: Host, medication: Medication) -> None:
        """Take the medicine."""
        super().__init__(
            "stop_form", self.tr("Stop %1").replace("%1", medication.name), host.drafts,
            save=self._keep, sentence=problem_sentence, explain=sentence,
        )  # fmt: skip
        self._app, self._host = app, host
        self.add("stopped_on", DateField("stop_on", self.tr("First day without it"),
                                         host.formats, app.clock.today))  # fmt: skip
        self.add("stop_reason", TextField("stop_reason", self.tr("Why")))
        self.add("stop_told_by", TextField("stop_told_by", self.tr("Who said so")))
        others = [one.name for one in app.medications.followers(medication.id)]
        if others:
            words = self.tr("%1 was timed by this medicine. It keeps its clock times of today.")
            self.add_widget(plain(words.replace("%1", ", ".join(others)), name="stop_followers"))
        self.add_widget(plain(self.tr("Its log stays. You can undo this."), "muted"))
        self.load(replace(medication, stopped_on=app.clock.today()))

    def start(self) -> None:
        """Put the cursor into the reason: the day is most often right."""
        self.field("stop_reason").setFocus()

    def save(self) -> None:
        """Save, unless the day is missing."""
        if self.field("stopped_on").value() is None and not self.field("stopped_on").own_problem():
            self._shows_problems((Problem("stopped_on", "start_missing"),))
            return
        super().save()

    def _keep(self, record: Medication) -> None:
        assert record.stopped_on is not None
        self._app.medications.stop(
            record, record.stopped_on, record.stop_reason, record.stop_told_by
        )
        self._host.tell(self.tr("%1 stopped").replace("%1", record.name))
