"""The doses of a week as rows with a box for each day: what Today shows on these days."""

from dataclasses import replace
from datetime import date, time, timedelta
from zoneinfo import ZoneInfo

from caregiver.clock import Clock
from caregiver.domain.dose_plan import DoseEntry
from caregiver.domain.doses import DoseStatus
from caregiver.domain.medications import Medication, Place
from caregiver.formats import Formats
from caregiver.reports.calendar_packets import DoseMark, DoseRow
from caregiver.services import paper_words as words
from caregiver.services.schedule_words import amount_words, limit_words, part_of_day
from caregiver.services.today import TodayPage, TodayService
from caregiver.storage.care_file import CareFile

_MARKS = {
    DoseStatus.TAKEN: DoseMark.TAKEN,
    DoseStatus.LATE: DoseMark.TAKEN,
    DoseStatus.SKIPPED: DoseMark.NOT_TAKEN,
    DoseStatus.MISSED: DoseMark.NOT_TAKEN,
    DoseStatus.HELD: DoseMark.HELD,
}
_Key = tuple[int, time, str, str, int]


def dose_rows(
    care_file: CareFile, clock: Clock, formats: Formats, first: date, last: date
) -> tuple[DoseRow, ...]:
    """Return a row for each medicine and time of `first` to `last`, in the order of the day.

    After those with a time come those given at the hospital and those only when needed.
    """
    today = TodayService(care_file, clock)
    days = [first + timedelta(days=number) for number in range((last - first).days + 1)]
    rows = _Rows(formats, clock.zone(), len(days))
    for place, day in enumerate(days):
        rows.add(place, today.page(day))
    return rows.in_order()


class _Rows:
    """The rows of a week being filled day by day."""

    def __init__(self, formats: Formats, zone: ZoneInfo, days: int) -> None:
        self._formats = formats
        self._zone = zone
        self._days = days
        self._planned: dict[_Key, DoseRow] = {}
        self._given: dict[str, DoseRow] = {}
        self._open: dict[str, DoseRow] = {}

    def add(self, place: int, page: TodayPage) -> None:
        """Add the day at `place` of the week."""
        for entry in page.at_hospital:
            mark = _mark_of(entry) if entry.dose else DoseMark.AT_HOSPITAL
            self._at_hospital(entry.medication, place, mark)
        for entry in page.when_needed:
            self._room_for(entry)
        for entry in (*page.due_now, *page.later, *page.held):
            if entry.is_planned and entry.medication.place is not Place.HOSPITAL:
                self._mark_planned(entry, place)
            elif entry.medication.place is Place.HOSPITAL:
                self._at_hospital(entry.medication, place, _mark_of(entry))
            else:
                self._note_given(entry, place)

    def in_order(self) -> tuple[DoseRow, ...]:
        """Return all rows; a rule parts one part of the day from the next."""
        keys = sorted(self._planned)
        rows = []
        for number, key in enumerate(keys):
            after = keys[number + 1] if number + 1 < len(keys) else None
            ends = after is None or _part(after) != _part(key)
            rows.append(replace(self._planned[key], ends_part=ends))
        return (*rows, *self._given.values(), *self._open.values())

    def _mark_planned(self, entry: DoseEntry, place: int) -> None:
        amount = amount_words(entry.medication, entry.schedule)
        name = entry.medication.name
        untimed = entry.time is None
        key = (int(untimed), entry.time or time.max, name.casefold(), amount, 0)
        while key in self._planned and self._planned[key].marks[place] is not DoseMark.NOT_DUE:
            key = (*key[:-1], key[-1] + 1)  # the same dose twice at one time: two boxes
        when = self._formats.time(entry.time) if entry.time else words.ANY_TIME
        row = self._planned.get(key) or self._new(when, name, amount)
        self._planned[key] = _marked(row, place, _mark_of(entry))

    def _at_hospital(self, medication: Medication, place: int, mark: DoseMark) -> None:
        row = self._given.get(medication.id)
        if row is None:
            row = self._new(words.HOSPITAL, medication.name, amount_words(medication, None))
        self._given[medication.id] = _marked(row, place, mark)

    def _room_for(self, entry: DoseEntry) -> DoseRow:
        amount = amount_words(entry.medication, entry.schedule)
        limits = limit_words(entry.schedule) if entry.schedule else ""
        about = ", ".join(part for part in (amount, limits) if part)
        row = self._open.get(entry.medication.id) or replace(
            self._new(words.IF_NEEDED, entry.medication.name, about),
            is_open=True,
            notes=("",) * self._days,
        )
        self._open[entry.medication.id] = row
        return row

    def _note_given(self, entry: DoseEntry, place: int) -> None:
        row = self._room_for(entry)
        dose = entry.dose
        at = dose.given_at if dose else None
        known = [row.notes[place]] if row.notes[place] else []
        text = self._formats.time(at.astimezone(self._zone)) if at else words.TAKEN
        notes = list(row.notes)
        notes[place] = ", ".join([*known, text])
        self._open[entry.medication.id] = replace(row, notes=tuple(notes))

    def _new(self, when: str, name: str, amount: str) -> DoseRow:
        empty = (DoseMark.NOT_DUE,) * self._days
        return DoseRow(when=when, medicine=name, amount=amount, marks=empty)


def _marked(row: DoseRow, place: int, mark: DoseMark) -> DoseRow:
    marks = list(row.marks)
    marks[place] = mark
    return replace(row, marks=tuple(marks))


def _mark_of(entry: DoseEntry) -> DoseMark:
    if entry.is_held:
        return DoseMark.HELD
    return DoseMark.DUE if entry.dose is None else _MARKS[entry.dose.status]


def _part(key: _Key) -> str:
    return "" if key[0] else part_of_day(key[1])
