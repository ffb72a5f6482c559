"""Ask whether and how an appointment repeats, and until when; the next dates are shown."""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Callable
from dataclasses import replace
from datetime import date, datetime, time
from decimal import Decimal
from itertools import islice

from PySide6.QtCore import QLocale, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from caregiver.domain.recurrence import Frequency, NthWeekday, Rule, parse_rule, starts_of, weekly
from caregiver.formats import Formats
from ui import repeat_words
from ui.theme import spread
from ui.widgets.date_fields import DateField
from ui.widgets.fields import ChoiceField, NumberField
from ui.widgets.segmented import SegmentedField
from ui.widgets.text import plain, set_words

NEVER, DAILY, WEEKLY, MONTHLY, YEARLY, KEPT = "", "daily", "weekly", "monthly", "yearly", "kept"
NO_END, ON_DATE, AFTER_TIMES = "never", "date", "times"
FREQUENCIES = {
    DAILY: Frequency.DAILY,
    WEEKLY: Frequency.WEEKLY,
    MONTHLY: Frequency.MONTHLY,
    YEARLY: Frequency.YEARLY,
}
DATES_SHOWN, YEARS_AHEAD = 3, 12
MOST_TIMES, MOST_STEPS = 1000, 1000
UNTOUCHED = "="


def weekday_choices() -> list[tuple[int, str]]:
    """Return the days of the week as number (Monday 0) and short name, in this country's order."""
    locale = QLocale()
    first = locale.firstDayOfWeek().value - 1
    short = QLocale.FormatType.ShortFormat
    return [(day % 7, locale.dayName(day % 7 + 1, short)) for day in range(first, first + 7)]


def month_choices(day: date) -> list[tuple[str, str]]:
    """Return the ways a day lies in its month, as the parts of a rule and in words."""
    nth = (day.day - 1) // 7 + 1
    last = monthrange(day.year, day.month)[1]
    ways = [f"BYMONTHDAY={day.day}", f"BYDAY={NthWeekday(day.weekday(), nth).text()}"]
    words = [
        repeat_words.month_day_words(day.day),
        repeat_words.nth_weekday_words(NthWeekday(day.weekday(), nth)),
    ]
    if day.day + 7 > last:
        ways.append(f"BYDAY={NthWeekday(day.weekday(), -1).text()}")
        words.append(repeat_words.nth_weekday_words(NthWeekday(day.weekday(), -1)))
    if day.day == last:
        ways.append("BYMONTHDAY=-1")
        words.append(repeat_words.month_day_words(-1))
    return list(zip(ways, words, strict=True))


class RepeatField(QWidget):
    """Ask for a rule. The value is RRULE text without its name, "" for a single appointment.

    A rule that the field does not offer, and one that nobody touched, stays exactly as it was.
    """

    value_changed = Signal()

    def __init__(self, name: str, formats: Formats, today: Callable[[], date]) -> None:
        super().__init__()
        self.name = name
        self.setObjectName(f"{name}_field")
        self._formats, self._today = formats, today
        self._loaded, self._is_touched, self._is_loading = "", False, False
        self._start = datetime.combine(today(), time())
        self._kind = ChoiceField(name, self.tr("Repeats"), self._kinds(with_kept=False))
        self._kept = plain("", "muted", name=f"{name}_kept")
        self._interval = NumberField(f"{name}_interval", self.tr("Every"))
        self._weekdays = SegmentedField(
            f"{name}_weekdays", self.tr("On"), weekday_choices(), several=True
        )
        self._month_day: ChoiceField[str] = ChoiceField(
            f"{name}_month_day", self.tr("On"), month_choices(self._start.date())
        )
        ends = [
            (NO_END, self.tr("No end yet")),
            (ON_DATE, self.tr("On a date")),
            (AFTER_TIMES, self.tr("After a number of times")),
        ]
        self._ends = ChoiceField(f"{name}_ends", self.tr("Ends"), ends)
        self._until = DateField(f"{name}_until", self.tr("Last date"), formats, today,
                                offer_today=False)  # fmt: skip
        self._count = NumberField(f"{name}_count", self.tr("How many times"),
                                  hint=self.tr("The first date counts too."))  # fmt: skip
        self._next = plain("", "muted", name=f"{name}_next")
        self._lay_out()
        self._arrange()

    def set_start(self, start: datetime) -> None:
        """Hear when the first date is: the month choices and the next dates follow it."""
        if start == self._start:
            return
        before, self._start = self._start, start
        choices = month_choices(start.date())
        place = [way for way, _ in month_choices(before.date())].index(self._month_day.value())
        self._is_loading = True
        self._month_day.set_choices(choices)
        self._month_day.set_value(choices[min(place, len(choices) - 1)][0])
        self._is_loading = False
        self._show_next()

    def value(self) -> str:
        """Return the rule."""
        return self._built() if self._is_touched else self._loaded

    def set_value(self, value: str) -> None:
        """Show a rule."""
        self._is_loading = True
        self._loaded, self._is_touched = value, False
        rule = parse_rule(value) if value else None
        self._kind.set_choices(self._kinds(with_kept=False))
        self._show(rule)
        known = parse_rule(self._built()) if rule is not None else None
        if value and (rule is None or known is None or not _is_same(known, rule, self._start)):
            self._kind.set_choices(self._kinds(with_kept=True))
            self._kind.set_value(KEPT)
            words = repeat_words.rule_words(rule, self._start, self._formats) if rule else value
            set_words(self._kept, self.tr("A pattern from the calendar file: %1").replace(
                "%1", words))  # fmt: skip
        self._is_loading = False
        self._arrange()

    def draft(self) -> str:
        """Return the raw texts."""
        return "\n".join(one.draft() for one in self._parts()) if self._is_touched else UNTOUCHED

    def restore(self, draft: str) -> None:
        """Put raw texts back."""
        if draft == UNTOUCHED:
            return
        texts = draft.split("\n")
        for field, text in zip(self._parts(), texts, strict=False):
            field.restore(text)
        self._is_touched = True
        self._arrange()

    def own_problem(self) -> str:
        """Return a sentence when something cannot be read."""
        return next((words for _, words in self._problems() if words), "")

    def show_problem(self, sentence: str) -> None:
        """Show a sentence beside the part it is about."""
        found = [field for field, words in self._problems() if sentence and words == sentence]
        at = found[0] if found else self._kind
        for field in self._parts():
            field.show_problem(sentence if field is at else "")

    def _lay_out(self) -> None:
        column = QVBoxLayout(self)
        spread(column, spacing=12)
        column.addWidget(self._kind)
        column.addWidget(self._kept)
        for field in self._parts()[1:]:
            column.addWidget(field)
        column.addWidget(self._next)
        for field in self._parts():
            field.value_changed.connect(self._touch)
        self.setFocusProxy(self._kind)

    def _parts(
        self,
    ) -> tuple[ChoiceField[str] | NumberField | SegmentedField[int] | DateField, ...]:
        return (self._kind, self._interval, self._weekdays, self._month_day, self._ends,
                self._until, self._count)  # fmt: skip

    def _kinds(self, *, with_kept: bool) -> list[tuple[str, str]]:
        choices = [
            (NEVER, self.tr("Does not repeat")),
            (DAILY, self.tr("Every day")),
            (WEEKLY, self.tr("Every week")),
            (MONTHLY, self.tr("Every month")),
            (YEARLY, self.tr("Every year")),
        ]
        return [*choices, (KEPT, self.tr("As in the calendar file"))] if with_kept else choices

    def _touch(self) -> None:
        if self._is_loading:
            return
        self._is_touched = True
        self._arrange()
        self.value_changed.emit()

    def _built(self) -> str:
        kind = self._kind.value()
        if kind in (NEVER, KEPT):
            return "" if kind == NEVER else self._loaded
        interval = _whole(self._interval.value()) or 1
        ends = self._ends.value()
        until = self._until.value() if ends == ON_DATE else None
        count = _whole(self._count.value()) if ends == AFTER_TIMES else None
        if kind == WEEKLY:
            return weekly(self._weekdays.values(), interval, count, until).text()
        text = Rule(FREQUENCIES[kind], interval, count, until).text()
        return f"{text};{self._month_day.value()}" if kind == MONTHLY else text

    def _show(self, rule: Rule | None) -> None:
        kinds = {frequency: kind for kind, frequency in FREQUENCIES.items()}
        self._kind.set_value(kinds.get(rule.frequency, NEVER) if rule else NEVER)
        self._interval.set_value(Decimal(rule.interval if rule else 1))
        self._weekdays.set_values(rule.plain_weekdays if rule else ())
        self._until.set_value(rule.until if rule else None)
        self._count.set_value(Decimal(rule.count) if rule and rule.count else None)
        self._ends.set_value(NO_END if rule is None or not (rule.until or rule.count)
                             else ON_DATE if rule.until else AFTER_TIMES)  # fmt: skip
        ways = [way for way, _ in month_choices(self._start.date())]
        fitting = [way for way in ways if rule and way in rule.text().split(";")]
        self._month_day.set_value(fitting[0] if fitting else ways[0])

    def _problems(self) -> list[tuple[ChoiceField[str] | NumberField | DateField, str]]:
        kind, ends = self._kind.value(), self._ends.value()
        if not self._is_touched or kind in (NEVER, KEPT):
            return []
        found: list[tuple[ChoiceField[str] | NumberField | DateField, str]] = [
            (self._interval, self._number_problem(self._interval, MOST_STEPS))
        ]
        if ends == AFTER_TIMES:
            words = self._number_problem(self._count, MOST_TIMES, is_needed=True)
            found.append((self._count, words))
        if ends == ON_DATE:
            found.append((self._until, self._until_problem()))
        return found

    def _number_problem(self, field: NumberField, most: int, *, is_needed: bool = False) -> str:
        number = field.value()
        if number is None and not field.draft().strip():
            return self.tr("Please write how many times.") if is_needed else ""
        if number is None or number != int(number) or not 1 <= number <= most:
            return self.tr("Write a whole number from 1 to %1.").replace("%1", f"{most:,}")
        return ""

    def _until_problem(self) -> str:
        until = self._until.value()
        if not self._until.draft().strip():
            return self.tr("Please write the last date.")
        if until is not None and until < self._start.date():
            return self.tr("The last date is before the first one.")
        return self._until.own_problem()

    def _arrange(self) -> None:
        kind, ends = self._kind.value(), self._ends.value()
        is_asked = kind not in (NEVER, KEPT)
        self._kept.setVisible(kind == KEPT)
        self._interval.setVisible(is_asked)
        self._weekdays.setVisible(kind == WEEKLY)
        self._month_day.setVisible(kind == MONTHLY)
        self._ends.setVisible(is_asked)
        self._until.setVisible(is_asked and ends == ON_DATE)
        self._count.setVisible(is_asked and ends == AFTER_TIMES)
        one = self._interval.value() == 1
        units = {
            DAILY: self.tr("day") if one else self.tr("days"),
            WEEKLY: self.tr("week") if one else self.tr("weeks"),
            MONTHLY: self.tr("month") if one else self.tr("months"),
            YEARLY: self.tr("year") if one else self.tr("years"),
        }
        self._interval.set_unit(units.get(kind, ""))
        self._show_next()

    def _show_next(self) -> None:
        """Show the next dates; none while something is still to be written."""
        text = self.value()
        dates: list[datetime] = []
        if text and not self.own_problem():
            last = date(min(self._start.year + YEARS_AHEAD, date.max.year), 12, 31)
            found = starts_of(text, self._start, self._start.date(), last)
            dates = list(islice(found, DATES_SHOWN))
        written = "; ".join(self._date(at) for at in dates)
        set_words(self._next, self.tr("Dates: %1").replace("%1", written))
        self._next.setVisible(bool(dates))

    def _date(self, at: datetime) -> str:
        is_far = at.year != self._today().year
        day = at.date()
        words = self._formats.date_medium(day) if is_far else self._formats.day_date(day)
        same_time = at.time() == self._start.time()
        return words if same_time else f"{words}, {self._formats.time(at)}"


def _whole(number: Decimal | None) -> int | None:
    return int(number) if number is not None and number == int(number) and number > 0 else None


def _is_same(one: Rule, other: Rule, start: datetime) -> bool:
    """Tell whether two rules mean the same: a day that is that of the start need not be named."""
    return _named(one, start).text() == _named(other, start).text()


def _named(rule: Rule, start: datetime) -> Rule:
    weekday = (NthWeekday(start.weekday()),)
    if rule.frequency is Frequency.WEEKLY:
        named = rule if rule.weekdays else replace(rule, weekdays=weekday)
        return replace(named, week_start=0) if rule.interval == 1 else named
    rule = replace(rule, week_start=0)
    if rule.frequency is Frequency.MONTHLY and not (rule.month_days or rule.weekdays):
        return replace(rule, month_days=(start.day,))
    is_date = (rule.months, rule.month_days) in (((start.month,), (start.day,)),
                                                 ((start.month,), ()))  # fmt: skip
    if rule.frequency is Frequency.YEARLY and is_date and not rule.weekdays:
        return replace(rule, months=(), month_days=())
    return rule
