"""Ask whether and how an appointment repeats: never, every day, every week, until when."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from decimal import Decimal

from PySide6.QtCore import QLocale, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from caregiver.domain.recurrence import SimpleRule, parse_rule
from caregiver.formats import Formats
from ui.theme import spread
from ui.widgets.date_fields import DateField
from ui.widgets.fields import ChoiceField, NumberField
from ui.widgets.segmented import SegmentedField

NEVER, DAILY, WEEKLY = "", "daily", "weekly"


def weekday_choices() -> list[tuple[int, str]]:
    """Return the days of the week as number (Monday 0) and short name, in this country's order."""
    locale = QLocale()
    first = locale.firstDayOfWeek().value - 1
    short = QLocale.FormatType.ShortFormat
    return [(day % 7, locale.dayName(day % 7 + 1, short)) for day in range(first, first + 7)]


class RepeatField(QWidget):
    """Ask for a rule. The value is RRULE text without its name, "" for a single appointment."""

    value_changed = Signal()

    def __init__(self, name: str, formats: Formats, today: Callable[[], date]) -> None:
        super().__init__()
        self.name = name
        self.setObjectName(f"{name}_field")
        choices = [
            (NEVER, self.tr("Never")),
            (DAILY, self.tr("Every day")),
            (WEEKLY, self.tr("Every week")),
        ]
        self._kind = ChoiceField(name, self.tr("Repeats"), choices)
        self._interval = NumberField(f"{name}_interval", self.tr("Every"))
        self._weekdays = SegmentedField(
            f"{name}_weekdays", self.tr("On"), weekday_choices(), several=True
        )
        self._until = DateField(f"{name}_until", self.tr("Last date"), formats, today,
                                hint=self.tr("Leave empty if there is no end yet."),
                                offer_today=False)  # fmt: skip
        self._count: int | None = None
        column = QVBoxLayout(self)
        spread(column, spacing=12)
        for field in (self._kind, self._interval, self._weekdays, self._until):
            column.addWidget(field)
            field.value_changed.connect(self.value_changed)
        self._kind.value_changed.connect(self._arrange)
        self._until.value_changed.connect(self._drop_count)
        self.setFocusProxy(self._kind)
        self._arrange()

    def value(self) -> str:
        """Return the rule."""
        kind = self._kind.value()
        if kind == NEVER:
            return ""
        number = self._interval.value()
        interval = int(number) if number else 1
        until = self._until.value()
        count = None if until else self._count
        weekdays = tuple(sorted(self._weekdays.values())) if kind == WEEKLY else ()
        return SimpleRule(kind == WEEKLY, interval, weekdays, count, until).text()

    def set_value(self, value: str) -> None:
        """Show a rule."""
        rule = parse_rule(value) if value else None
        self._interval.set_value(Decimal(rule.interval) if rule else Decimal(1))
        self._weekdays.set_values(rule.weekdays if rule else ())
        self._until.set_value(rule.until if rule else None)
        self._count = rule.count if rule else None
        self._kind.set_value(NEVER if rule is None else WEEKLY if rule.weekly else DAILY)
        self._arrange()

    def draft(self) -> str:
        """Return the raw texts."""
        fields = (self._kind, self._interval, self._weekdays, self._until)
        return "\n".join(field.draft() for field in fields)

    def restore(self, draft: str) -> None:
        """Put raw texts back."""
        kind, interval, weekdays, until = (*draft.split("\n"), "", "", "", "")[:4]
        self._interval.restore(interval)
        self._weekdays.restore(weekdays)
        self._until.restore(until)
        self._kind.restore(kind)
        self._arrange()

    def own_problem(self) -> str:
        """Return a sentence when something cannot be read."""
        if self._kind.value() == NEVER:
            return ""
        number = self._interval.value()
        if number is not None and not (1 <= number <= 1000 and number == int(number)):
            return self.tr("Write a whole number, 1 or more.")
        return self._interval.own_problem() or self._until.own_problem()

    def show_problem(self, sentence: str) -> None:
        """Show a sentence beside the part it is about."""
        at_until = bool(sentence) and self._until.own_problem() == sentence
        self._until.show_problem(sentence if at_until else "")
        self._interval.show_problem("" if at_until else sentence)

    def _arrange(self) -> None:
        kind = self._kind.value()
        self._interval.setVisible(kind != NEVER)
        self._until.setVisible(kind != NEVER)
        self._weekdays.setVisible(kind == WEEKLY)
        self._interval.set_unit(self.tr("days") if kind == DAILY else self.tr("weeks"))

    def _drop_count(self) -> None:
        if self._until.value() is not None:
            self._count = None
