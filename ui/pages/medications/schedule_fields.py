"""The fields that ask how much and when; nothing in them is chosen or filled in at first."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import date
from typing import Any, Protocol

from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from caregiver.app import Caregiver
from caregiver.domain.medications import Medication, Schedule
from caregiver.formats import Formats
from ui.medicine_words import MedicineWords
from ui.pages.medications.form_patterns import (
    AFTER,
    COUNTED,
    CYCLE,
    DAILY,
    DIRECTED,
    EVERY,
    IN_ROWS,
    MONTH,
    MORE_PATTERNS,
    NEEDED,
    OTHER,
    STEPS,
    TURNS,
    UNITS,
    VARIED,
    WEEKLY,
    pattern_key,
)  # fmt: skip
from ui.pages.medications.form_rows import AmountsField, StepsField, TurnsField
from ui.pages.medications.form_strip import DayStrip
from ui.pages.medications.form_times import (
    TimesField as TimesField,
)
from ui.pages.medications.form_times import (
    watch_amount,
)
from ui.pages.medications.form_times import (
    watch_writing as watch_writing,
)
from ui.pages.medications.form_ways import Ways
from ui.theme import spread
from ui.widgets.fields import NumberField, TextField
from ui.widgets.segmented import SegmentedField
from ui.widgets.text import plain

__all__ = ["UNITS", "ScheduleFields", "TimesField", "watch_writing"]


class Attaches(Protocol):
    """Name what the fields need of the form they stand in."""

    def attach(self, record_field: str, field: Any) -> Any:
        """Take charge of a field."""
        ...


class ScheduleFields(QWidget):
    """Ask how much each time, when, and confirm it as one sentence over the days to come."""

    def __init__(
        self, form: Attaches, app: Caregiver, formats: Formats,
        about: Callable[[], Medication], start: Callable[[], date | None],
    ) -> None:  # fmt: skip
        """Take the form, who tells what the medicine is, and on which day the pattern begins."""
        super().__init__()
        self._app, self._about, self._start = app, about, start
        self._names = app.medications.pattern_names()
        self._words = MedicineWords(formats, lambda: self._names)
        self._known: tuple[Schedule, ...] = ()
        self._column = QVBoxLayout(self)
        spread(self._column, spacing=16)
        self._build(form, formats)
        self._sentence = plain("", "strong", name="schedule_sentence")
        self._strip = DayStrip(formats)
        self._column.addWidget(self._sentence)
        self._column.addWidget(self._strip)
        self.show_parts()

    def key(self) -> str | None:
        """Return the pattern chosen."""
        chosen = self.pattern.value()
        return self.other.value() if chosen == OTHER else chosen

    def fill(self, schedules: Sequence[Schedule]) -> None:
        """Show the schedules of one pattern; the first tells what they share."""
        self._known = tuple(schedules)
        one = schedules[0] if schedules else Schedule()
        self.amount.set_value(one.amount)
        self.unit.set_value(one.unit)
        self.dose_text.set_value(one.dose_text)
        key = pattern_key(schedules)
        self.pattern.set_value(OTHER if key in MORE_PATTERNS else key)
        self.other.set_value(key if key in MORE_PATTERNS else None)
        self.ways.fill(one)
        rows = {VARIED: self.varied, TURNS: self.turns, STEPS: self.steps}
        if key in rows:
            rows[key].fill(schedules)
        self.show_parts()

    def read(self, base: Schedule) -> tuple[Schedule, ...]:
        """Return the schedules with what the fields say; only the chosen pattern counts."""
        key = self.key()
        one = replace(
            self.ways.read(base, key),
            amount=None if key in IN_ROWS else self.amount.value(),
            unit=self.unit.value(),
            dose_text=self.dose_text.value(),
        )
        known = self._known if base.created_at is not None else ()
        if key == STEPS:
            return self.steps.read(one, known)
        if key == VARIED:
            return self.varied.read(one, known)
        return self.turns.read(one, known) if key == TURNS else (one,)

    def missing(self) -> str:
        """Return a sentence beside the field that a pattern still needs, and show it there."""
        key = self.key()
        if key is None:
            asked = self.other if self.pattern.value() == OTHER else self.pattern
            words = self.tr("Please choose when it is taken.")
            asked.show_problem(words)
            return words
        rows = {VARIED: self.varied, TURNS: self.turns, STEPS: self.steps}
        if key in rows and (words := rows[key].missing()):
            rows[key].show_problem(words)
            return words
        return self.ways.missing(key)

    def needs_start(self) -> bool:
        """Say whether the pattern counts from a day that is not given."""
        return self.key() in COUNTED and self._start() is None

    def show_parts(self) -> None:
        """Show the fields of the chosen pattern, the sentence and the days."""
        key = self.key()
        self.other.setVisible(self.pattern.value() == OTHER)
        self.amount.setVisible(key not in IN_ROWS)
        self.varied.setVisible(key == VARIED)
        self.turns.setVisible(key == TURNS)
        self.steps.setVisible(key == STEPS)
        self.ways.show_parts(key)
        self.steps.show_days()
        self._show_sentence()

    def _show_sentence(self) -> None:
        key = self.key()
        if key is None or not self.ways.is_readable():
            self._sentence.hide()
            self._strip.hide()
            return
        medication = self._about()
        found = self.read(Schedule(medication_id=medication.id))
        say = {STEPS: self._words.steps, VARIED: self._words.several, TURNS: self._words.several}
        if key in say:
            said = say[key](medication.name, found, medication.strength)
        else:
            said = self._words.sentence(medication.name, found[0], medication.strength)
        self._sentence.setText(said)
        self._sentence.show()
        self._show_days(found)

    def _show_days(self, found: Sequence[Schedule]) -> None:
        today = self._app.clock.today()
        start = self._start()
        begun = [one if one.first_on else replace(one, first_on=start) for one in found]
        if self.key() in (NEEDED, DIRECTED) or any(one.problems() for one in begun):
            self._strip.hide()
            return
        first = max(start or today, today)
        days = self._app.medications.preview(self._about(), begun, first)
        self._strip.show_days(days)
        self._strip.setVisible(any(one.times for one in days))

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
        self.pattern: SegmentedField[str] = form.attach(
            "pattern", SegmentedField("medicine_pattern", self.tr("Which pattern"),
                                      self._usual()))  # fmt: skip
        self.other: SegmentedField[str] = form.attach(
            "other_pattern", SegmentedField("medicine_other_pattern", self.tr("Which other one"),
                                            self._others()))  # fmt: skip
        self.varied: AmountsField = form.attach(
            "varied", AmountsField("medicine_varied", self.unit, formats, self._words)
        )
        self.turns: TurnsField = form.attach(
            "turns", TurnsField("medicine_turns", self.unit, formats, self._start)
        )
        self.steps: StepsField = form.attach(
            "steps", StepsField("medicine_steps", self.unit, formats, self._start)
        )
        self.ways = Ways(form, self._app, formats, self._words, self._about)
        self._column.addWidget(plain(self.tr("How much each time"), "heading"))
        self._column.addLayout(self._how_much())
        self._column.addWidget(self.dose_text)
        self._column.addWidget(plain(self.tr("When"), "heading"))
        for part in (self.pattern, self.other, self.varied, self.turns, self.steps, self.ways):
            self._column.addWidget(part)
        watched = (self.amount, self.unit, self.dose_text, self.pattern, self.other, self.varied,
                   self.turns, self.steps, self.ways)  # fmt: skip
        for field in watched:
            field.value_changed.connect(self.show_parts)
        watch_writing(self.dose_text)
        watch_writing(self.unit)
        watch_amount(self.amount, self.unit)

    def _usual(self) -> list[tuple[str, str]]:
        return [
            (DAILY, self.tr("Every day, at times")),
            (WEEKLY, self.tr("Days of the week")),
            (CYCLE, self.tr("Days of the cycle")),
            (NEEDED, self.tr("Only when needed")),
            (DIRECTED, self.tr("Not on fixed days")),
            (OTHER, self.tr("Another way…")),
        ]

    def _others(self) -> list[tuple[str, str]]:
        return [
            (EVERY, self.tr("Every few days")),
            (MONTH, self.tr("Days of the month")),
            (AFTER, self.tr("After another medicine")),
            (VARIED, self.tr("Different amounts")),
            (TURNS, self.tr("In turn, day by day")),
            (STEPS, self.tr("Step by step")),
        ]

    def _how_much(self) -> QHBoxLayout:
        """Put the amount beside its unit, each as wide as it needs."""
        row = QHBoxLayout()
        spread(row, spacing=16)
        row.addWidget(self.amount, 1)
        row.addWidget(self.unit, 2)
        return row
