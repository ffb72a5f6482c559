"""The days, times and limits of one pattern; only the fields of the pattern are shown."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from caregiver.domain.medications import Medication, Schedule, cycle_days_text
from caregiver.domain.therapy import FIRST_DAY
from caregiver.formats import Formats
from ui.medicine_words import MedicineWords
from ui.pages.medications.form_patterns import (
    AFTER,
    CYCLE,
    DAILY,
    EVERY,
    MONTH,
    NEEDED,
    STEPS,
    TURNS,
    WEEKLY,
)  # fmt: skip
from ui.pages.medications.form_times import DaysField, DurationField, MonthDaysField, TimesField
from ui.theme import spread
from ui.widgets.cards import across
from ui.widgets.fields import ChoiceField, Field, NumberField
from ui.widgets.segmented import SegmentedField

if TYPE_CHECKING:
    from caregiver.app import Caregiver

TIMED = (DAILY, WEEKLY, CYCLE, EVERY, MONTH, STEPS, TURNS)
LATER, EARLIER, TOGETHER = "after", "before", "together"


class Ways(QWidget):
    """Hold the fields of every pattern that has one amount."""

    value_changed = Signal()

    def __init__(
        self, form: Any, app: Caregiver, formats: Formats, words: MedicineWords,
        about: Callable[[], Medication],
    ) -> None:  # fmt: skip
        super().__init__()
        self._app, self._words, self._about = app, words, about
        self._regimens = app.medications.pattern_names().regimens
        column = QVBoxLayout(self)
        spread(column, spacing=16)
        self._build_days(form)
        self._build_times(form, formats)
        self._cycles = across(self.cycles_from, self.cycles_to)
        for part in (self.weekdays, self.every, self.month_days, self.regimen, self.cycle_days,
                     self._cycles, self.after, self.side, self.wait, self.times, self.most,
                     self.gap):  # fmt: skip
            column.addWidget(part)

    def fill(self, schedule: Schedule) -> None:
        """Show a schedule."""
        self.times.set_times(schedule.times, schedule.window_minutes)
        self.weekdays.set_values(schedule.weekdays)
        self.every.set_value(_decimal(schedule.every_days))
        self.month_days.set_value(_days(schedule.month_days))
        self.regimen.set_value(schedule.regimen_id or "")
        self.cycle_days.set_value(_days(schedule.cycle_days))
        self.cycles_from.set_value(_decimal(schedule.cycles_from))
        self.cycles_to.set_value(_decimal(schedule.cycles_to))
        minutes = schedule.after_minutes or 0
        self._offer_medicines(schedule.after_medication_id or "")
        self.after.set_value(schedule.after_medication_id or "")
        self.side.set_value(None)
        if schedule.after_medication_id is not None:
            self.side.set_value(TOGETHER if not minutes else LATER if minutes > 0 else EARLIER)
        self.wait.set_minutes(abs(minutes))
        self.most.set_value(_decimal(schedule.most_per_day))
        self.gap.set_value(_decimal(schedule.least_gap_hours))

    def read(self, base: Schedule, key: str | None) -> Schedule:
        """Return the schedule with what the fields of the pattern say."""
        in_cycle, needed, follows = key == CYCLE, key == NEEDED, key == AFTER
        found = self.times.reading() if key in TIMED else None
        sides = {LATER: 1, EARLIER: -1}
        minutes = (self.wait.minutes() or 0) * sides.get(self.side.value() or "", 0)
        followed = self.after.value() if follows else ""
        regimen = self.regimen.value() if in_cycle else ""
        return replace(
            base,
            as_needed=needed,
            times=found.times if found else (),
            window_minutes=found.window if found else None,
            weekdays=self.weekdays.values() if key == WEEKLY else (),
            every_days=_whole(self.every) if key == EVERY else None,
            month_days=(self.month_days.days() or ()) if key == MONTH else (),
            cycle_days=(self.cycle_days.days() or ()) if in_cycle else (),
            regimen_id=regimen or None,
            cycles_from=_whole(self.cycles_from) if regimen else None,
            cycles_to=_whole(self.cycles_to) if regimen else None,
            after_medication_id=followed or None,
            after_minutes=minutes if followed else None,
            most_per_day=_whole(self.most) if needed else None,
            least_gap_hours=_whole(self.gap) if needed else None,
        )

    def is_readable(self) -> bool:
        """Say whether the days and times shown can be read."""
        return self.times.reading() is not None

    def missing(self, key: str) -> str:
        """Return a sentence beside the field that a pattern still needs, and show it there."""
        for field, is_missing, words in self._needs(key):
            if is_missing:
                field.show_problem(words)
                return words
        return ""

    def show_parts(self, key: str | None) -> None:
        """Show the fields of a pattern."""
        self.times.setVisible(key in TIMED)
        self.weekdays.setVisible(key == WEEKLY)
        self.every.setVisible(key == EVERY)
        self.month_days.setVisible(key == MONTH)
        self.cycle_days.setVisible(key == CYCLE)
        self.regimen.setVisible(key == CYCLE and bool(self._regimens))
        chosen = self._regimens.get(self.regimen.value())
        self._cycles.setVisible(key == CYCLE and chosen is not None)
        self.cycle_days.lowest = FIRST_DAY if chosen and chosen.counts_from_zero else 1
        self.after.setVisible(key == AFTER)
        self.side.setVisible(key == AFTER)
        self.wait.setVisible(key == AFTER and self.side.value() in (LATER, EARLIER))
        self.most.setVisible(key == NEEDED)
        self.gap.setVisible(key == NEEDED)

    def _needs(self, key: str) -> list[tuple[Field, bool, str]]:
        """Return the fields of a pattern that must be filled in, and what to say where not."""
        side = self.side.value()
        waits = side in (LATER, EARLIER) and self.wait.minutes() is None
        every = self.every.value()
        asked: dict[str, list[tuple[Field, bool, str]]] = {
            DAILY: [(self.times, not self.times.value(),
                     self.tr("Please give at least one time."))],
            WEEKLY: [(self.weekdays, not self.weekdays.values(),
                      self.tr("Please choose the days of the week."))],
            EVERY: [(self.every, every is None or every != int(every),
                     self.tr("Please give a whole number of days."))],
            MONTH: [(self.month_days, not self.month_days.value(),
                     self.tr("Please give the days of the month, like 1, 15."))],
            CYCLE: [(self.cycle_days, not self.cycle_days.value(),
                     self.tr("Please give the days of the cycle, like 1-21."))],
            AFTER: [(self.after, not self.after.value(),
                     self.tr("Please choose the other medicine.")),
                    (self.side, side is None, self.tr("Please choose before or after.")),
                    (self.wait, waits, self.tr("Please say how long, like 1 hour."))],
        }  # fmt: skip
        asked[STEPS] = asked[TURNS] = asked[DAILY]
        return asked.get(key, [])

    def _offer_medicines(self, known: str) -> None:
        own = self._about().id
        others = [
            (one.medication.id, one.medication.name)
            for one in self._app.medications.entries()
            if one.medication.id != own
            and (one.medication.id == known or any(s.is_every_day or s.is_rare for s in one.shown))
        ]
        self.after.set_choices([("", self.tr("Not chosen yet")), *others])

    def _build_days(self, form: Any) -> None:
        self.weekdays: SegmentedField[int] = self._keep(form, "weekdays", SegmentedField(
            "medicine_weekdays", self.tr("Which days"),
            [(n, self._words.weekday(n)) for n in range(7)], several=True))  # fmt: skip
        self.every: NumberField = self._keep(form, "every_days", NumberField(
            "medicine_every", self.tr("Every how many days"), unit=self.tr("days"),
            example="3"))  # fmt: skip
        self.month_days: MonthDaysField = self._keep(form, "month_days", MonthDaysField(
            "medicine_month_days", self.tr("Which days of the month"),
            example=self.tr("1, 15")))  # fmt: skip
        plans = [("", self.tr("The treatment as a whole"))]
        plans += [(one.id, one.name) for one in self._regimens.values() if not one.stopped_on]
        self.regimen: ChoiceField[str] = self._keep(form, "regimen_id", ChoiceField(
            "medicine_regimen", self.tr("The cycle of which plan"), plans))  # fmt: skip
        self.cycle_days: DaysField = self._keep(form, "cycle_days", DaysField(
            "medicine_cycle_days", self.tr("Which days of the cycle"),
            example=self.tr("1-21 or 1, 8, 15, 22")))  # fmt: skip
        self.cycles_from: NumberField = self._keep(form, "cycles_from", NumberField(
            "medicine_cycles_from", self.tr("From cycle"),
            hint=self.tr("Empty: the first")))  # fmt: skip
        self.cycles_to: NumberField = self._keep(form, "cycles_to", NumberField(
            "medicine_cycles_to", self.tr("To cycle"),
            hint=self.tr("Empty: no end")))  # fmt: skip

    def _build_times(self, form: Any, formats: Formats) -> None:
        self.after: ChoiceField[str] = self._keep(form, "after_medication_id", ChoiceField(
            "medicine_after", self.tr("After which medicine"), [("", "")]))  # fmt: skip
        self._offer_medicines("")
        self.side: SegmentedField[str] = self._keep(form, "side", SegmentedField(
            "medicine_side", self.tr("Before or after it"), [
                (LATER, self.tr("After it")), (EARLIER, self.tr("Before it")),
                (TOGETHER, self.tr("At the same time"))]))  # fmt: skip
        self.wait: DurationField = self._keep(form, "after_minutes", DurationField(
            "medicine_wait", self.tr("How long between"), self._words,
            example=self.tr("1 hour")))  # fmt: skip
        self.times: TimesField = self._keep(form, "times", TimesField(
            "medicine_times", self.tr("At what times"), formats, self._words,
            example=self.tr("8 AM, 8 PM or 8 to 10 AM"), windows=True))  # fmt: skip
        self.most: NumberField = self._keep(form, "most_per_day", NumberField(
            "medicine_most", self.tr("At most, in 24 hours"),
            hint=self.tr("How often, as on the label")))  # fmt: skip
        self.gap: NumberField = self._keep(form, "least_gap_hours", NumberField(
            "medicine_gap", self.tr("At least this far apart"), unit=self.tr("hours")))  # fmt: skip

    def _keep(self, form: Any, name: str, field: Any) -> Any:
        form.attach(name, field)
        field.value_changed.connect(self.value_changed)
        return field


def _days(days: tuple[int, ...]) -> str:
    """Return days for an editor: "1-21", and with "to" where a day is below 1."""
    text = cycle_days_text(days)
    return text if min(days, default=1) < 1 else text.replace(" to ", "-")


def _decimal(number: int | None) -> Decimal | None:
    return None if number is None else Decimal(number)


def _whole(field: NumberField) -> int | None:
    number = field.value()
    return None if number is None else int(number)
