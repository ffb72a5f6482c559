"""Rows of amounts: steps one after another, and amounts that differ from day to day."""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import date, timedelta
from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from caregiver.domain.medications import Schedule
from caregiver.domain.records import new_id
from caregiver.formats import Formats
from ui.medicine_words import MedicineWords
from ui.pages.medications.form_times import LengthField, TimesField, watch_amount
from ui.theme import spread
from ui.widgets.buttons import quiet_button, row_button
from ui.widgets.cards import Card, across, down
from ui.widgets.fields import Field, NumberField, TextField
from ui.widgets.segmented import SegmentedField
from ui.widgets.text import plain, set_words

Parts = dict[str, Any]


class RowsField(QWidget):
    """Hold rows of fields; a form treats it as one field. `value` is one schedule per row."""

    value_changed = Signal()
    least = 2

    def __init__(self, name: str, unit: TextField) -> None:
        super().__init__()
        self.name = name
        self.setObjectName(f"{name}_field")
        self._unit = unit
        self._rows: list[Parts] = []
        self._column = QVBoxLayout(self)
        spread(self._column, spacing=12)
        self._problem = plain("", "secondary", tone="attention", name=f"{name}_problem")
        self._problem.hide()
        self._add = row_button(f"{name}_add", self.tr("Add a row"), "plus")
        self._add.clicked.connect(self._one_more)
        self._less = quiet_button(f"{name}_less", self.tr("Take out the last"), "trash-2")
        self._less.clicked.connect(self._one_less)
        self._column.addWidget(self._problem)
        self._column.addWidget(across(self._add, self._less, 1))
        self.setFocusProxy(self._add)
        self._set_count(self.least)

    def amounts(self) -> list[NumberField]:
        """Return the amount fields, first row first."""
        return [row["amount"] for row in self._rows]

    def value(self) -> None:
        """Return nothing: the rows are read as schedules."""

    def set_value(self, value: object) -> None:
        """Do nothing: the rows are filled from schedules."""

    def draft(self) -> str:
        """Return the raw text of every row."""
        return json.dumps([[one.draft() for one in self._fields(row)] for row in self._rows])

    def restore(self, draft: str) -> None:
        """Put raw text back, in as many rows as there were."""
        rows = json.loads(draft) if draft else []
        self._set_count(max(self.least, len(rows)))
        for row, raw in zip(self._rows, rows, strict=False):
            for one, text in zip(self._fields(row), raw, strict=False):
                one.restore(text)

    def own_problem(self) -> str:
        """Return a sentence when a row cannot be read."""
        for row in self._rows:
            for one in self._fields(row):
                if sentence := one.own_problem():
                    one.show_problem(sentence)
                    return sentence
        return ""

    def show_problem(self, sentence: str) -> None:
        """Show a sentence above the rows; "" takes it away."""
        set_words(self._problem, sentence)
        self._problem.setVisible(bool(sentence))

    def missing(self) -> str:
        """Return a sentence when a row lacks its amount."""
        if all(one.value() is not None for one in self.amounts()):
            return ""
        return self.tr("Please give the amount in every row, or take the row out.")

    def fill(self, schedules: Sequence[Schedule]) -> None:
        """Show saved schedules, one in each row."""
        raise NotImplementedError

    def _fields(self, row: Parts) -> list[Field]:
        return [one for one in row.values() if isinstance(one, Field)]

    def _make_row(self, number: int) -> Parts:
        raise NotImplementedError

    def _set_count(self, count: int) -> None:
        while len(self._rows) > count:
            self._drop(len(self._rows) - 1)
        while len(self._rows) < count:
            self._append()
        self._less.setVisible(len(self._rows) > self.least)

    def _append(self) -> None:
        number = len(self._rows)
        row = self._make_row(number)
        watch_amount(row["amount"], self._unit)
        for one in self._fields(row):
            one.value_changed.connect(self._edited)
        place = self._column.count() - 1
        self._column.insertWidget(place, row["box"])
        self._rows.append(row)
        row["box"].show()
        before = self._fields(self._rows[-2])[-1].editor if number else None
        if before is not None:
            QWidget.setTabOrder(before, row["amount"].editor)

    def _drop(self, number: int) -> None:
        row = self._rows.pop(number)
        self._column.removeWidget(row["box"])
        row["box"].hide()
        row["box"].deleteLater()

    def _one_more(self) -> None:
        self._set_count(len(self._rows) + 1)
        self._rows[-1]["amount"].setFocus()
        self._edited()

    def _one_less(self) -> None:
        self._set_count(max(self.least, len(self._rows) - 1))
        self._edited()

    def _edited(self) -> None:
        self.show_problem("")
        self.value_changed.emit()

    def _say_add(self, words: str) -> None:
        self._add.setText(words)
        self._add.setAccessibleName(words)

    def _amount(self, number: int, label: str) -> NumberField:
        return NumberField(f"{self.name}_amount_{number}", label)


class StepsField(RowsField):
    """Ask for steps: how much, and how long; the last may go on without an end."""

    def __init__(self, name: str, unit: TextField, formats: Formats,
                 start: Callable[[], date | None]) -> None:  # fmt: skip
        self._formats, self._start = formats, start
        super().__init__(name, unit)
        self._say_add(self.tr("Add a step"))

    def fill(self, schedules: Sequence[Schedule]) -> None:
        """Show saved steps."""
        self._set_count(max(self.least, len(schedules)))
        for row, one in zip(self._rows, schedules, strict=False):
            row["amount"].set_value(one.amount)
            row["length"].set_value("")
            if one.first_on is not None and one.last_on is not None:
                days = (one.last_on - one.first_on).days + 1
                words = self.tr("1 day") if days == 1 else self.tr("%1 days")
                row["length"].set_value(words.replace("%1", str(days)))

    def read(self, base: Schedule, known: Sequence[Schedule]) -> tuple[Schedule, ...]:
        """Return a schedule for each step, with days as far as they are known."""
        found = []
        begins = self._start()
        for number, row in enumerate(self._rows):
            last = row["length"].last_day(begins) if begins is not None else None
            step = _kept(base, known, number)
            amount = row["amount"].value()
            found.append(replace(step, amount=amount, first_on=begins, last_on=last))
            begins = last + timedelta(days=1) if last is not None else None
        return tuple(found)

    def missing(self) -> str:
        """Return a sentence when a step lacks its amount or how long it lasts."""
        if sentence := super().missing():
            return sentence
        begins = self._start() or date(2000, 1, 1)
        for number, row in enumerate(self._rows):
            length: LengthField = row["length"]
            if not length.is_readable(begins):
                return self.tr("Write how long like 7 days, 2 weeks or until April 4.")
            last = length.last_day(begins)
            if last is None and number < len(self._rows) - 1:
                return self.tr("Please say how long each step lasts. Only the last may go on.")
            begins = last + timedelta(days=1) if last is not None else begins
        return ""

    def show_days(self) -> None:
        """Say under each step its days; call it after a key."""
        begins = self._start()
        for row in self._rows:
            length: LengthField = row["length"]
            last = length.last_day(begins) if begins is not None else None
            words = ""
            if begins is not None and last is not None:
                words = self.tr("%1 to %2").replace("%1", self._formats.day_date(begins))
                words = words.replace("%2", self._formats.day_date(last))
            length.show_echo(words)
            begins = last + timedelta(days=1) if last is not None else None

    def _make_row(self, number: int) -> Parts:
        amount = self._amount(number, self.tr("Step %1").replace("%1", str(number + 1)))
        length = LengthField(f"{self.name}_length_{number}", self.tr("How long"),
                             example=self.tr("7 days"))  # fmt: skip
        return {"amount": amount, "length": length, "box": across(down(amount, 1), 2, length, 3)}


class AmountsField(RowsField):
    """Ask for amounts, each with its days of the week and times."""

    def __init__(self, name: str, unit: TextField, formats: Formats, words: MedicineWords) -> None:
        self._formats, self._words = formats, words
        super().__init__(name, unit)
        self._say_add(self.tr("Add an amount"))

    def fill(self, schedules: Sequence[Schedule]) -> None:
        """Show saved amounts."""
        self._set_count(max(self.least, len(schedules)))
        for row, one in zip(self._rows, schedules, strict=False):
            row["amount"].set_value(one.amount)
            row["days"].set_values(one.weekdays)
            row["times"].set_times(one.times)

    def read(self, base: Schedule, known: Sequence[Schedule]) -> tuple[Schedule, ...]:
        """Return a schedule for each amount."""
        return tuple(
            replace(
                _kept(base, known, number),
                amount=row["amount"].value(),
                weekdays=row["days"].values(),
                times=row["times"].times() or (),
            )
            for number, row in enumerate(self._rows)
        )

    def missing(self) -> str:
        """Return a sentence when a row lacks its amount or its times."""
        if sentence := super().missing():
            return sentence
        if any(not row["times"].times() for row in self._rows):
            return self.tr("Please give the times in every row.")
        return ""

    def _make_row(self, number: int) -> Parts:
        label = self.tr("Amount %1").replace("%1", str(number + 1))
        amount = self._amount(number, label)
        days: SegmentedField[int] = SegmentedField(
            f"{self.name}_days_{number}", self.tr("On which days"),
            [(day, self._words.weekday(day)) for day in range(7)],
            several=True, hint=self.tr("None chosen means every day"),
        )  # fmt: skip
        times = TimesField(f"{self.name}_times_{number}", self.tr("At what times"), self._formats,
                           self._words, example=self.tr("8 AM"))  # fmt: skip
        return {
            "amount": amount, "days": days, "times": times,
            "box": Card(amount, days, times),
        }  # fmt: skip


class TurnsField(RowsField):
    """Ask for amounts that take turns, one day after another."""

    def __init__(self, name: str, unit: TextField, formats: Formats,
                 start: Callable[[], date | None]) -> None:  # fmt: skip
        self._formats, self._start = formats, start
        super().__init__(name, unit)
        self._say_add(self.tr("Add a day"))

    def fill(self, schedules: Sequence[Schedule]) -> None:
        """Show saved amounts."""
        ordered = sorted(schedules, key=lambda one: one.first_on or date.min)
        self._set_count(max(self.least, len(ordered)))
        for row, one in zip(self._rows, ordered, strict=False):
            row["amount"].set_value(one.amount)

    def read(self, base: Schedule, known: Sequence[Schedule]) -> tuple[Schedule, ...]:
        """Return a schedule for each day of the turn."""
        begins = self._start()
        ordered = sorted(known, key=lambda one: one.first_on or date.min)
        return tuple(
            replace(
                _kept(base, ordered, number),
                amount=row["amount"].value(),
                every_days=len(self._rows),
                first_on=begins + timedelta(days=number) if begins is not None else None,
            )
            for number, row in enumerate(self._rows)
        )

    def _make_row(self, number: int) -> Parts:
        amount = self._amount(number, self.tr("Day %1").replace("%1", str(number + 1)))
        return {"amount": amount, "box": across(amount)}


def _kept(base: Schedule, known: Sequence[Schedule], number: int) -> Schedule:
    """Return `base` under the id of the schedule that had this place, or a new one."""
    if number < len(known):
        return replace(base, id=known[number].id, created_at=known[number].created_at)
    return replace(base, id=new_id(), created_at=None) if number else base
