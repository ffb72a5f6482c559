"""The fields that ask how much and when; nothing in them is chosen or filled in at first."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import time
from decimal import Decimal
from typing import Any, Protocol

from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from caregiver import texts
from caregiver.domain.medications import Schedule, cycle_days_text, parse_cycle_days
from caregiver.domain.quantities import safe_dose_text
from caregiver.formats import Formats
from ui import reading
from ui.medicine_words import MedicineWords
from ui.messages import translated
from ui.theme import spread
from ui.widgets.fields import Field, NumberField, TextField
from ui.widgets.segmented import SegmentedField
from ui.widgets.text import plain

UNITS = ("tablet", "capsule", "mL", "mg", "mcg", "unit", "drop", "puff", "patch", "injection")
DAILY, WEEKLY, CYCLE, NEEDED, DIRECTED = "daily", "weekly", "cycle", "needed", "directed"


class Attaches(Protocol):
    """Name what the fields need of the form they stand in."""

    def attach(self, record_field: str, field: Any) -> Any:
        """Take charge of a field."""
        ...


class TimesField(TextField):
    """Ask for one or more times of day: "8 am, 8 pm"."""

    def __init__(self, name: str, label: str, formats: Formats, words: MedicineWords, *,
                 example: str) -> None:  # fmt: skip
        super().__init__(name, label, example=example)
        self._formats, self._words = formats, words
        self.value_changed.connect(self._show_reading)

    def times(self) -> tuple[time, ...] | None:
        """Return the times in order, none for an empty field; None where one cannot be read."""
        pieces = self.value().replace(" and ", ",").replace(";", ",").split(",")
        found = [reading.clock(piece.strip()) for piece in pieces if piece.strip()]
        if any(one is None for one in found):
            return None
        return tuple(sorted(one for one in found if one is not None))

    def set_times(self, times: tuple[time, ...]) -> None:
        """Show times."""
        self.set_value(", ".join(self._formats.time(one) for one in sorted(times)))

    def own_problem(self) -> str:
        """Return a sentence when a time cannot be read."""
        if self.times() is None:
            return self.tr("We cannot read these times. Write them like 8 AM, 8 PM.")
        return ""

    def _show_reading(self) -> None:
        times = self.times()
        shown = [self._formats.time(one) for one in times] if times else []
        self.show_echo(self._words.listed(shown))


class CycleDaysField(TextField):
    """Ask for days of the treatment cycle: "1-21", "1, 8, 15, 22"."""

    def days(self) -> tuple[int, ...] | None:
        """Return the days in order; None where they cannot be read."""
        return parse_cycle_days(self.value())

    def own_problem(self) -> str:
        """Return a sentence when the days cannot be read."""
        return translated(texts.PROBLEMS["cycle_day_unknown"]) if self.days() is None else ""


class ScheduleFields(QWidget):
    """Ask how much each time, when, and confirm it as one sentence."""

    def __init__(self, form: Attaches, formats: Formats, name_of: Callable[[], str]) -> None:
        """Take the form, how to write, and who tells the name and strength for the sentence."""
        super().__init__()
        self._words = MedicineWords(formats)
        self._name_of = name_of
        self._column = QVBoxLayout(self)
        spread(self._column, spacing=16)
        self._build(form, formats)
        self._sentence = plain("", "strong", name="schedule_sentence")
        self._column.addWidget(self._sentence)
        self.show_parts()

    def fill(self, schedule: Schedule) -> None:
        """Show a schedule."""
        self.amount.set_value(schedule.amount)
        self.unit.set_value(schedule.unit)
        self.dose_text.set_value(schedule.dose_text)
        self.pattern.set_value(_pattern_of(schedule))
        self.times.set_times(schedule.times)
        self.weekdays.set_values(schedule.weekdays)
        self.cycle_days.set_value(cycle_days_text(schedule.cycle_days).replace(" to ", "-"))
        self.most.set_value(_decimal(schedule.most_per_day))
        self.gap.set_value(_decimal(schedule.least_gap_hours))
        self.show_parts()

    def read(self, schedule: Schedule) -> Schedule:
        """Return the schedule with what the fields say; only the chosen pattern counts."""
        pattern = self.pattern.value()
        timed = pattern in (DAILY, WEEKLY, CYCLE)
        return replace(
            schedule,
            amount=self.amount.value(),
            unit=self.unit.value(),
            dose_text=self.dose_text.value(),
            as_needed=pattern == NEEDED,
            times=(self.times.times() or ()) if timed else (),
            weekdays=self.weekdays.values() if pattern == WEEKLY else (),
            cycle_days=(self.cycle_days.days() or ()) if pattern == CYCLE else (),
            most_per_day=_whole(self.most.value()) if pattern == NEEDED else None,
            least_gap_hours=_whole(self.gap.value()) if pattern == NEEDED else None,
        )

    def missing(self) -> str:
        """Return a sentence beside the field that a pattern still needs, and show it there."""
        pattern = self.pattern.value()
        asked: tuple[Field, bool, str] | None = None
        if pattern is None:
            asked = self.pattern, True, self.tr("Please choose when it is taken.")
        elif pattern == DAILY:
            asked = self.times, not self.times.value(), self.tr("Please give at least one time.")
        elif pattern == WEEKLY:
            words = self.tr("Please choose the days of the week.")
            asked = self.weekdays, not self.weekdays.values(), words
        elif pattern == CYCLE:
            words = self.tr("Please give the days of the cycle, like 1-21.")
            asked = self.cycle_days, not self.cycle_days.value(), words
        if asked is None or not asked[1]:
            return ""
        asked[0].show_problem(asked[2])
        return asked[2]

    def show_parts(self) -> None:
        """Show the fields of the chosen pattern, and the sentence."""
        pattern = self.pattern.value()
        self.times.setVisible(pattern in (DAILY, WEEKLY, CYCLE))
        self.weekdays.setVisible(pattern == WEEKLY)
        self.cycle_days.setVisible(pattern == CYCLE)
        self.most.setVisible(pattern == NEEDED)
        self.gap.setVisible(pattern == NEEDED)
        self._show_sentence()

    def _show_sentence(self) -> None:
        if self.pattern.value() is None or self.times.times() is None:
            self._sentence.hide()
            return
        schedule = self.read(Schedule())
        self._sentence.setText(self._words.sentence(self._name_of(), schedule))
        self._sentence.show()

    def _build(self, form: Attaches, formats: Formats) -> None:
        self.amount: NumberField = form.attach(
            "amount", NumberField("medicine_amount", self.tr("Amount"),
                                  example=self.tr("1")))  # fmt: skip
        self.unit: TextField = form.attach(
            "unit", TextField("medicine_unit", self.tr("Unit"), example=self.tr("tablet, mL"),
                              suggestions=UNITS))  # fmt: skip
        self.dose_text: TextField = form.attach(
            "dose_text", TextField("medicine_dose_text", self.tr("Or in words"),
                                   example=self.tr("as directed")))  # fmt: skip
        choices = [
            (DAILY, self.tr("Every day, at times")),
            (WEEKLY, self.tr("Days of the week")),
            (CYCLE, self.tr("Days of the cycle")),
            (NEEDED, self.tr("Only when needed")),
            (DIRECTED, self.tr("Not on fixed days")),
        ]
        self.pattern: SegmentedField[str] = form.attach(
            "pattern", SegmentedField("medicine_pattern", self.tr("Which pattern"), choices)
        )
        self.weekdays: SegmentedField[int] = form.attach(
            "weekdays", SegmentedField("medicine_weekdays", self.tr("Which days"),
                                       [(n, self._words.weekday(n)) for n in range(7)],
                                       several=True))  # fmt: skip
        self.cycle_days: CycleDaysField = form.attach(
            "cycle_days", CycleDaysField("medicine_cycle_days", self.tr("Which days of the cycle"),
                                         example=self.tr("1-21 or 1, 8, 15, 22")))  # fmt: skip
        self.times: TimesField = form.attach(
            "times", TimesField("medicine_times", self.tr("At what times"), formats, self._words,
                                example=self.tr("8 AM, 8 PM")))  # fmt: skip
        self.most: NumberField = form.attach(
            "most_per_day", NumberField("medicine_most", self.tr("At most, in 24 hours"),
                                        hint=self.tr("How often, as on the label")))  # fmt: skip
        self.gap: NumberField = form.attach(
            "least_gap_hours", NumberField("medicine_gap", self.tr("At least this far apart"),
                                           unit=self.tr("hours")))  # fmt: skip
        self._column.addWidget(plain(self.tr("How much each time"), "heading"))
        self._column.addLayout(self._how_much())
        self._column.addWidget(self.dose_text)
        self._column.addWidget(plain(self.tr("When"), "heading"))
        later = (self.pattern, self.weekdays, self.cycle_days, self.times, self.most, self.gap)
        for part in later:
            self._column.addWidget(part)
        for part in (self.amount, self.unit, self.dose_text, *later):
            part.value_changed.connect(self.show_parts)
        watch_writing(self.dose_text)
        watch_writing(self.unit)

    def _how_much(self) -> QHBoxLayout:
        """Put the amount beside its unit, each as wide as it needs."""
        row = QHBoxLayout()
        spread(row, spacing=16)
        row.addWidget(self.amount, 1)
        row.addWidget(self.unit, 2)
        return row


def watch_writing(field: TextField) -> None:
    """Say under a field how an unsafe writing will be shown ("You wrote 5.0 mg")."""

    def show() -> None:
        safe = safe_dose_text(field.value())
        notes = " ".join(translated(texts.WARNINGS[code]) for code in safe.notes)
        field.show_echo(f"{safe.text}. {notes}" if notes else "")

    field.value_changed.connect(show)


def _pattern_of(schedule: Schedule) -> str | None:
    if schedule.as_needed:
        return NEEDED
    if schedule.weekdays:
        return WEEKLY
    if schedule.cycle_days:
        return CYCLE
    if schedule.times:
        return DAILY
    known = schedule.created_at is not None
    return DIRECTED if known else None


def _decimal(number: int | None) -> Decimal | None:
    return None if number is None else Decimal(number)


def _whole(number: Decimal | None) -> int | None:
    return None if number is None else int(number)
