"""Fill the printed month, week and list with what Today and the calendar show for the same days."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta

from caregiver.clock import Clock
from caregiver.domain.bands import Band
from caregiver.domain.calendar_days import HomeBlock, MedicineMark, Month, MonthDay
from caregiver.domain.people import CareTeamMember
from caregiver.errors import BadInput
from caregiver.formats import Formats
from caregiver.reports import calendar_words
from caregiver.reports.calendar_packets import (
    DayOnPaper,
    LineOnPaper,
    ListPacket,
    MonthOnPaper,
    MonthPacket,
    StepOnPaper,
    WeekDayOnPaper,
    WeekOnPaper,
    WeekPacket,
)
from caregiver.reports.packets import ContactOnPaper, PaperHead
from caregiver.services import paper_words as words
from caregiver.services import report_packets as filled
from caregiver.services.appointments_on_paper import Telling, in_order, on_paper
from caregiver.services.calendar import CalendarService
from caregiver.services.doses_on_paper import dose_rows
from caregiver.services.schedule_words import part_of_day
from caregiver.services.tasks_on_paper import Steps, steps_by_day
from caregiver.storage.care_file import CareFile

DAYS_OF_WEEK = 7
MOST_MONTHS = 12
MOST_WEEKS = 8
MOST_DAYS = 740
_ONE_DAY = timedelta(days=1)
_MONTHS_LISTED = 3


@dataclass(frozen=True, slots=True, kw_only=True)
class CalendarChoices:
    """Which days, and how much to tell. Without `first` the paper begins today."""

    first: date | None = None
    last: date | None = None
    times_only: bool = False
    with_notes: bool = False


class CalendarPapers:
    """Reading what the printed calendar says."""

    def __init__(self, care_file: CareFile, clock: Clock, formats: Formats) -> None:
        """Work on one care file."""
        self._file = care_file
        self._clock = clock
        self._formats = formats

    def month(self, choices: CalendarChoices) -> MonthPacket:
        """Return the months from that of the first day to that of the last."""
        first = (choices.first or self._clock.today()).replace(day=1)
        last = max(choices.last or first, first)
        months = (last.year - first.year) * 12 + last.month - first.month + 1
        _check(first, choices.last, months > MOST_MONTHS, words.MONTHS.format(count=MOST_MONTHS))
        head, call, telling = self._common(choices)
        return MonthPacket(
            head=head,
            months=tuple(self._month(months_on(first, one), telling) for one in range(months)),
            call=call,
            is_times_only=choices.times_only,
        )

    def week(self, choices: CalendarChoices) -> WeekPacket:
        """Return seven days from the first day on, and more weeks until the last day is in one."""
        first = choices.first or self._clock.today()
        weeks = ((choices.last or first) - first).days // DAYS_OF_WEEK + 1
        _check(first, choices.last, weeks > MOST_WEEKS, words.WEEKS.format(count=MOST_WEEKS))
        head, call, telling = self._common(choices)
        starts = (first + timedelta(days=DAYS_OF_WEEK * number) for number in range(weeks))
        return WeekPacket(
            head=head,
            weeks=tuple(self._week(start, telling) for start in starts),
            call=call,
            is_times_only=choices.times_only,
        )

    def listed(self, choices: CalendarChoices) -> ListPacket:
        """Return the days with appointments, from the first day to the last (else 3 months)."""
        first = choices.first or self._clock.today()
        last = choices.last or months_on(first, _MONTHS_LISTED) - _ONE_DAY
        _check(first, last, (last - first).days >= MOST_DAYS, words.DAYS.format(count=MOST_DAYS))
        head, call, telling = self._common(choices)
        month = self._calendar().month(first, last)
        days = (self._day(one, telling) for one in month.days)
        begun = (_only_begun(one, first) for one in days)
        return ListPacket(
            head=head,
            first=first,
            last=last,
            days=tuple(replace(one, lines=()) for one in begun if one.appointments),
            call=call,
            is_times_only=choices.times_only,
        )

    # Within

    def _calendar(self) -> CalendarService:
        return CalendarService(self._file, self._clock)

    def _common(self, choices: CalendarChoices) -> tuple[PaperHead, ContactOnPaper | None, Telling]:
        with self._file.read() as reader:
            patient = filled.patient_of(reader)
            team = reader.all(CareTeamMember)
        head = filled.paper_head(patient, self._clock)
        if choices.times_only:
            head = replace(head, birth_date=None, hospital_number="")
        telling = Telling(
            members={one.id: one for one in team},
            zone=self._clock.zone(),
            times_only=choices.times_only,
            with_notes=choices.with_notes,
        )
        return head, None if choices.times_only else _team_line(team), telling

    def _month(self, first: date, telling: Telling) -> MonthOnPaper:
        begin = first - timedelta(days=(first.weekday() - self._formats.week_start) % DAYS_OF_WEEK)
        length = (months_on(first, 1) - begin).days
        last = begin + timedelta(days=-(-length // DAYS_OF_WEEK) * DAYS_OF_WEEK - 1)
        month = self._calendar().month(begin, last)
        bands = () if telling.times_only else month.bands
        steps = self._steps(month, telling)
        days = tuple(self._full_day(one, month, telling, steps) for one in month.days)
        return MonthOnPaper(first=first, days=days, bands=bands)

    def _week(self, first: date, telling: Telling) -> WeekOnPaper:
        last = first + timedelta(days=DAYS_OF_WEEK - 1)
        month = self._calendar().month(first, last)
        steps = self._steps(month, telling)
        days = tuple(
            WeekDayOnPaper(
                day=replace(self._day(one, telling), lines=self._week_lines(one, month, telling)),
                to_do=steps.get(one.day, ()),
            )
            for one in month.days
        )
        if telling.times_only:
            return WeekOnPaper(days=days)
        return WeekOnPaper(
            days=days, doses=dose_rows(self._file, self._clock, self._formats, first, last)
        )

    def _day(self, day: MonthDay, telling: Telling) -> DayOnPaper:
        """Return a day with its appointments."""
        cycle = None if telling.times_only else day.cycle
        if cycle and cycle.day > cycle.days and day.day > self._clock.today():
            cycle = None
        return DayOnPaper(
            day=day.day,
            cycle=cycle.cycle if cycle else 0,
            cycle_day=cycle.day if cycle else 0,
            appointments=tuple(
                on_paper(one, day.day, telling) for one in in_order(day.occurrences, day.day)
            ),
        )

    def _steps(self, month: Month, telling: Telling) -> Steps:
        if telling.times_only:
            return {}
        return steps_by_day(self._file, month, self._formats)

    def _full_day(self, day: MonthDay, month: Month, telling: Telling, steps: Steps) -> DayOnPaper:
        lines = [] if telling.times_only else list(map(_mark, day.marks))
        lines += self._remarks(day, month, telling)
        if not telling.times_only:
            lines += [_to_do(one, self._formats) for one in steps.get(day.day, ())]
        return replace(self._day(day, telling), lines=tuple(lines))

    def _week_lines(self, day: MonthDay, month: Month, telling: Telling) -> tuple[LineOnPaper, ...]:
        begun = () if telling.times_only else month.bands
        bands = [_begins(one) for one in begun if one.begins and one.first == day.day]
        return (*bands, *self._remarks(day, month, telling))

    def _remarks(self, day: MonthDay, month: Month, telling: Telling) -> list[LineOnPaper]:
        """Return the hours to stay at home, and the change of the clocks."""
        found = []
        if not telling.times_only:
            blocks = (one for one in month.home_blocks if one.is_on(day.day))
            found += [self._home(one, day.day) for one in blocks]
        if day.clock_change:
            text = words.CLOCKS_FORWARD if day.clock_change > 0 else words.CLOCKS_BACK
            found.append(LineOnPaper(text=text))
        return found

    def _home(self, block: HomeBlock, day: date) -> LineOnPaper:
        if block.starts.date() == day:
            at = self._formats.time(block.starts)
            return LineOnPaper(text=words.STAY_HOME_FROM.format(time=at))
        if block.ends.date() == day:
            at = self._formats.time(block.ends)
            return LineOnPaper(text=words.STAY_HOME_UNTIL.format(time=at))
        return LineOnPaper(text=words.STAY_HOME)


def _team_line(team: Iterable[CareTeamMember]) -> ContactOnPaper | None:
    line = next((one for one in team if one.is_team_line), None)
    if line is None:
        return None
    return ContactOnPaper(name=line.name, phone=line.phone, hours=line.hours or words.DAY_24)


def _only_begun(day: DayOnPaper, first: date) -> DayOnPaper:
    """Leave out what began on an earlier day of the list: it stands there."""
    if day.day == first:
        return day
    return replace(
        day, appointments=tuple(one for one in day.appointments if not one.is_further_day)
    )


def _mark(mark: MedicineMark) -> LineOnPaper:
    text = mark.name
    if mark.at:
        text = words.MARK_AT.format(medicine=mark.name, part=part_of_day(mark.at))
    return LineOnPaper(text=text, is_medicine=True)


def _begins(band: Band) -> LineOnPaper:
    text = calendar_words.REST_BEGINS if band.is_rest else calendar_words.BAND_BEGINS
    return LineOnPaper(text=text.format(name=band.name, days=band.days))


def _to_do(step: StepOnPaper, formats: Formats) -> LineOnPaper:
    at = formats.time(step.at) if step.at else ""
    who = f"({step.who})" if step.who else ""
    box = "\N{BALLOT BOX WITH CHECK}" if step.is_done else "\N{BALLOT BOX}"
    return LineOnPaper(text=" ".join(part for part in (box, at, step.text, who) if part))


def months_on(day: date, months: int) -> date:
    """Return the same day of another month, or its last day."""
    number = day.year * 12 + day.month - 1 + months
    first = date(number // 12, number % 12 + 1, 1)
    length = ((first + timedelta(days=32)).replace(day=1) - first).days
    return first.replace(day=min(day.day, length))


def _check(first: date, last: date | None, is_too_long: bool, most: str) -> None:
    """Refuse days that run backward, and more than a paper can hold."""
    if last is not None and last < first:
        raise BadInput("days_backwards")
    if is_too_long:
        raise BadInput("paper_too_long", most=most)


def month_holds(packet: MonthPacket) -> tuple[str, ...]:
    """Return what the month holds, for the list beside its preview."""
    held: dict[date, DayOnPaper] = {day.day: day for one in packet.months for day in one.days}
    has_medicines = any(one.bands for one in packet.months) or any(
        line.is_medicine for day in held.values() for line in day.lines
    )
    medicines = (words.HOLDS_TREATMENT,) if has_medicines else ()
    return (*_common_holds(list(held.values()), packet.is_times_only), *medicines)


def week_holds(packet: WeekPacket) -> tuple[str, ...]:
    """Return what the week sheet holds."""
    days = [day for week in packet.weeks for day in week.days]
    to_do = sum(len(day.to_do) for day in days)
    doses = len({(row.medicine, row.amount) for week in packet.weeks for row in week.doses})
    holds = [*_common_holds([day.day for day in days], packet.is_times_only)]
    holds += [words.HOLDS_TO_DO.format(count=to_do)] if to_do else []
    holds += [words.HOLDS_DOSES.format(count=doses)] if doses else []
    return tuple(holds)


def list_holds(packet: ListPacket) -> tuple[str, ...]:
    """Return what the list holds."""
    return _common_holds(packet.days, packet.is_times_only)


def _common_holds(days: Sequence[DayOnPaper], is_times_only: bool) -> tuple[str, ...]:
    count = sum(not one.is_further_day for day in days for one in day.appointments)
    whose = words.HOLDS_TIMES_ONLY if is_times_only else words.HOLDS_NAME
    return whose, words.HOLDS_APPOINTMENTS.format(count=count)
