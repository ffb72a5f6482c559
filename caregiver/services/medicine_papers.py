"""Fill the papers about medicines with what Today shows on the same days."""

from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import date, datetime, timedelta

from caregiver.clock import Clock
from caregiver.domain.people import CareTeamMember
from caregiver.errors import BadInput
from caregiver.formats import Formats
from caregiver.reports.medication_packets import (
    ChangesPacket,
    FridgePacket,
    GridDay,
    GridWeek,
    NeededRow,
    RegimenCardPacket,
    WeekGridPacket,
)
from caregiver.reports.packets import ContactOnPaper
from caregiver.services import paper_words as words
from caregiver.services import report_packets as filled
from caregiver.services.medicine_papers_changes import changes_packet
from caregiver.services.medicine_papers_regimen import regimen_packet
from caregiver.services.medicine_papers_rows import (
    DAYS_OF_WEEK,
    LONGEST,
    WeekFilling,
    end_of_phase,
    fridge_rows,
    ground_of,
    needed_rows,
    place_on,
    untimed,
)
from caregiver.services.schedule_words import amount_words
from caregiver.storage import doses as dose_rows
from caregiver.storage.care_file import CareFile
from caregiver.storage.reading import Reader

MOST_WEEKS = 8
_ONE_DAY = timedelta(days=1)


class MedicinePapers:
    """Reading what is taken at home on some days."""

    def __init__(self, care_file: CareFile, clock: Clock, formats: Formats) -> None:
        """Work on one care file."""
        self._file = care_file
        self._clock = clock
        self._formats = formats

    def fridge(self, first: date | None = None) -> FridgePacket:
        """Return what is taken at home from `first` (default today) to the end of its cycle."""
        begin = first or self._clock.today()
        with self._file.read() as reader:
            patient = filled.patient_of(reader)
            team = reader.all(CareTeamMember)
            reach = begin + LONGEST
            plan = dose_rows.plan(reader, begin.isoformat(), reach.isoformat())
            last = end_of_phase(plan.cycles, begin)
            ground = ground_of(reader, plan, begin, self._formats)
        rows = tuple(fridge_rows(ground, begin, last))
        needed = tuple(row for _, row in needed_rows(ground, (begin,)))
        return FridgePacket(
            # it hangs where guests pass by
            head=replace(filled.paper_head(patient, self._clock), hospital_number=""),
            first=begin,
            last=last,
            place=place_on(plan.cycles, begin),
            allergies=filled.allergies(patient),
            rows=rows,
            needed=needed,
            untimed=tuple(untimed(ground, begin)),
            call=team_line(team),
        )

    def week_grid(self, first: date | None = None, last: date | None = None) -> WeekGridPacket:
        """Return seven days from `first` (default today) on, and more weeks until `last`."""
        begin = first or self._clock.today()
        if last is not None and last < begin:
            raise BadInput("days_backwards")
        weeks = ((last or begin) - begin).days // DAYS_OF_WEEK + 1
        if weeks > MOST_WEEKS:
            raise BadInput("paper_too_long", most=words.WEEKS.format(count=MOST_WEEKS))
        with self._file.read() as reader:
            patient = filled.patient_of(reader)
            team = reader.all(CareTeamMember)
            found = [
                self._week(reader, begin + number * DAYS_OF_WEEK * _ONE_DAY)
                for number in range(weeks)
            ]
        return WeekGridPacket(
            head=filled.paper_head(patient, self._clock), weeks=tuple(found), call=team_line(team)
        )

    def changes(
        self, first: date | None = None, last: date | None = None, medication_id: str = ""
    ) -> ChangesPacket:
        """Return what changed from `first` (None: ever) to `last` (today), of all or of one."""
        days = (first, last)
        return changes_packet(self._file, self._clock, self._formats, days, medication_id)

    def regimen(self, day: date | None = None, regimen_id: str = "") -> RegimenCardPacket:
        """Return one cycle of a plan as of `day` (default today), by default the treatment."""
        return regimen_packet(self._file, self._clock, self._formats, day, regimen_id)

    def _week(self, reader: Reader, first: date) -> GridWeek:
        days = tuple(first + _ONE_DAY * number for number in range(DAYS_OF_WEEK))
        last = days[-1]
        plan = dose_rows.plan(reader, first.isoformat(), last.isoformat())
        ground = ground_of(reader, plan, first, self._formats)
        filling = WeekFilling(ground, days)
        for day in days:
            doses = dose_rows.recorded_for(reader, plan, day, day)
            for entry in plan.beside(doses, day, day, at_hospital=True):
                filling.add(entry)
        needed = dict(needed_rows(ground, days))
        return GridWeek(
            days=tuple(GridDay(day=day, place=place_on(plan.cycles, day)) for day in days),
            rows=filling.rows(),
            needed=tuple(self._with_notes(filling, needed)),
        )

    def _with_notes(
        self, filling: WeekFilling, needed: dict[str, NeededRow]
    ) -> Iterator[NeededRow]:
        """Yield the medicines when needed, with the times that are known already."""
        notes: dict[str, list[list[str]]] = {}
        for place, entry in filling.others:
            at = entry.dose.given_at if entry.dose else None
            text = self._local_time(at) if at else words.TAKEN
            id = entry.medication.id
            days = notes.setdefault(id, [[] for _ in range(DAYS_OF_WEEK)])
            days[place].append(text)
            if id not in needed:
                dose = amount_words(entry.medication, entry.schedule)
                needed[id] = NeededRow(name=entry.medication.name, dose=dose)
        for id, row in needed.items():
            known = notes.get(id, [[] for _ in range(DAYS_OF_WEEK)])
            yield replace(row, notes=tuple(", ".join(one) for one in known))

    def _local_time(self, at: datetime) -> str:
        return self._formats.time(at.astimezone(self._clock.zone()))


def team_line(team: Iterable[CareTeamMember]) -> ContactOnPaper | None:
    """Return the number of the team, None where it is not noted."""
    line = next((one for one in team if one.is_team_line), None)
    if line is None:
        return None
    return ContactOnPaper(name=line.name, phone=line.phone, hours=line.hours or words.DAY_24)


def fridge_holds(packet: FridgePacket) -> tuple[str, ...]:
    """Return what the fridge list holds, for the list beside its preview."""
    names = {row.name for row in packet.rows} | {row.name for row in packet.needed}
    count = len(names) + len(packet.untimed)
    return words.HOLDS_FRIDGE, words.HOLDS_MEDICINES.format(count=count), words.HOLDS_CONTACTS


def grid_holds(packet: WeekGridPacket) -> tuple[str, ...]:
    """Return what the week grid holds."""
    rows = {(row.name, row.dose) for week in packet.weeks for row in week.rows}
    count = len(rows | {(row.name, row.dose) for week in packet.weeks for row in week.needed})
    return words.HOLDS_NAME, words.HOLDS_DOSES.format(count=count)


def card_holds(packet: RegimenCardPacket) -> tuple[str, ...]:
    """Return what the card of a plan holds."""
    count = len({row.name for row in packet.rows})
    return words.HOLDS_NAME, words.HOLDS_TREATMENT, words.HOLDS_MEDICINES.format(count=count)
