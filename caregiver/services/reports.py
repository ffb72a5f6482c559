"""Papers: filled from the records in one read, drawn as PDF, saved durably."""

from dataclasses import dataclass, replace
from datetime import date, timedelta
from pathlib import Path
from typing import Literal

from caregiver.clock import Clock
from caregiver.domain.people import CareTeamMember, Role
from caregiver.domain.visits import SummaryPreset, Visit
from caregiver.errors import StorageFailed
from caregiver.formats import Formats
from caregiver.reports import list_packets, packets
from caregiver.services import emergency_packet as emergency
from caregiver.services import medicine_papers as papers
from caregiver.services import paper_words as words
from caregiver.services import report_medicines as medicines
from caregiver.services import report_packets as filled
from caregiver.services.calendar_papers import (
    CalendarChoices,
    CalendarPapers,
    list_holds,
    month_holds,
    week_holds,
)
from caregiver.services.questions import waiting_questions
from caregiver.services.since_last_visit import USUAL_DAYS, drafted
from caregiver.services.visits import last_visit, next_visit, preset_of, visit_for
from caregiver.storage import durable
from caregiver.storage.care_file import CareFile
from caregiver.storage.reading import Reader

SECTIONS: tuple[str, ...] = tuple(one.value for one in packets.Section)
DEFAULT_TESTS = filled.DEFAULT_TESTS
MOST_QUESTIONS = 3


@dataclass(frozen=True, slots=True, kw_only=True)
class ReportChoices:
    """How to print: sections left out, tests shown (none: the usual), paper, large print.

    `paper` is "a4", "letter" or "" (as usual here); `role` limits a question list. `since` is the
    day from which changes count (None: the last visit).

    `first` and `last` are the days of a calendar (None: as `CalendarPapers` says), of a week grid
    and of a change history; `first` is the day of a fridge list and of a regimen card.
    `times_only` leaves out of a calendar all but times and places, `with_notes` adds the notes to
    the list. `medication_id` and `regimen_id` are the only one a paper is about.
    """

    sections_off: tuple[str, ...] = ()
    tests: tuple[str, ...] = ()
    paper: str = ""
    large_print: bool = False
    role: Role | None = None
    since: date | None = None
    first: date | None = None
    last: date | None = None
    times_only: bool = False
    with_notes: bool = False
    medication_id: str = ""
    regimen_id: str = ""


@dataclass(frozen=True, slots=True)
class Paper:
    """A finished paper: the PDF, its number of pages, what is in it, and a name for the file."""

    content: bytes
    pages: int
    sections: tuple[str, ...]
    name: str


class ReportsService:
    """Making and saving papers. The journal is in none of them."""

    def __init__(self, care_file: CareFile, clock: Clock, formats: Formats) -> None:
        """Work on one care file; `formats` writes dates and knows the usual paper."""
        self._file = care_file
        self._clock = clock
        self._formats = formats

    # Reading

    def visit_summary(
        self, visit: Visit | None = None, choices: ReportChoices | None = None
    ) -> Paper:
        """Return the one page for a visit (default: the next one).

        Without `choices` the clinician's own preset holds.
        """
        from caregiver.reports import visit_summary

        with self._file.read() as reader:
            used = visit or _next(reader, self._clock)
            chosen = choices or choices_of(preset_of(reader, used.member_id if used else None))
            packet = self._summary_packet(reader, used, chosen)
        page = self._page(chosen)
        content = visit_summary.render(packet, self._formats, page)
        return self._paper(content, _summary_holds(packet, page), "visit-summary", used)

    def medication_list(self, choices: ReportChoices | None = None) -> Paper:
        """Return the list of medicines in use today."""
        from caregiver.reports import medication_list

        with self._file.read() as reader:
            patient = filled.patient_of(reader)
            last = last_visit(reader, self._clock)
            since = self._since(last)
            moment = medicines.medicines_moment(reader, self._clock, since)
            packet = list_packets.MedicationListPacket(
                head=filled.paper_head(patient, self._clock),
                allergies=filled.allergies(patient),
                emergency_contact=filled.caregiver_contact(patient),
                updated_on=moment.updated_on,
                checked_on=_checked_on(reader),
                medicines=medicines.listed_medicines(moment, self._formats),
                stopped=medicines.stopped_medicines(moment, moment.day - medicines.STOPPED_SHOWN),
            )
        content = medication_list.render(packet, self._formats, self._page(choices))
        holds = (words.HOLDS_IDENTITY, words.HOLDS_MEDICINES.format(count=len(packet.medicines)))
        return self._paper(content, holds, "medicine-list")

    def question_list(
        self, visit: Visit | None = None, choices: ReportChoices | None = None
    ) -> Paper:
        """Return the waiting questions with room for answers, for one role or for all."""
        from caregiver.reports import question_list

        role = choices.role if choices else None
        with self._file.read() as reader:
            used = visit or _next(reader, self._clock)
            patient = filled.patient_of(reader)
            questions = [
                one for one in waiting_questions(reader) if role is None or one.role is role
            ]
            packet = list_packets.QuestionListPacket(
                head=filled.paper_head(patient, self._clock),
                visit=filled.visit_on_paper(reader, used, _member(reader, used)),
                questions=filled.question_rows(questions, _names(reader)),
            )
        content = question_list.render(packet, self._formats, self._page(choices))
        holds = (words.HOLDS_NAME, words.HOLDS_QUESTIONS.format(count=len(packet.questions)))
        return self._paper(content, holds, "questions", used)

    def emergency_sheet(self, choices: ReportChoices | None = None) -> Paper:
        """Return the emergency sheet; it needs no answer from anybody."""
        from caregiver.reports import emergency_sheet

        packet = self._emergency_packet()
        content = emergency_sheet.render(packet, self._formats, self._page(choices))
        return self._paper(content, _emergency_holds(packet), "emergency-sheet")

    def wallet_card(self, choices: ReportChoices | None = None) -> Paper:
        """Return the wallet card, to cut out and fold."""
        from caregiver.reports import wallet_card

        with self._file.read() as reader:
            packet = emergency.packet(reader, self._clock)
            caregiver = filled.caregiver_contact(filled.patient_of(reader))
        # the card has room for one person: who is called first
        packet = replace(packet, second_contact=caregiver or packet.second_contact)
        content = wallet_card.render(packet, self._formats, self._page(choices))
        return self._paper(content, _emergency_holds(packet)[:3], "wallet-card")

    def calendar_month(self, choices: ReportChoices | None = None) -> Paper:
        """Return one month or more to hang up, each on a wide page of its own."""
        from caregiver.reports import calendar_month

        packet = self._calendar().month(_days_of(choices))
        content = calendar_month.render(packet, self._formats, self._page(choices))
        return _made(content, month_holds(packet), f"{packet.months[0].first:%Y-%m}_month")

    def calendar_week(self, choices: ReportChoices | None = None) -> Paper:
        """Return the sheet for the fridge: appointments, what to do, and doses to tick."""
        from caregiver.reports import calendar_week

        packet = self._calendar().week(_days_of(choices))
        content = calendar_week.render(packet, self._formats, self._page(choices))
        first = packet.weeks[0].days[0].day.day
        return _made(content, week_holds(packet), f"{first.isoformat()}_week")

    def calendar_list(self, choices: ReportChoices | None = None) -> Paper:
        """Return all appointments of some days, one below the other."""
        from caregiver.reports import calendar_list

        packet = self._calendar().listed(_days_of(choices))
        content = calendar_list.render(packet, self._formats, self._page(choices))
        return _made(content, list_holds(packet), f"{packet.first.isoformat()}_appointments")

    def fridge_list(self, choices: ReportChoices | None = None) -> Paper:
        """Return what is taken at home in big type, from the first day to the end of its cycle."""
        from caregiver.reports import fridge_list

        chosen = choices or ReportChoices()
        packet = self._medicines().fridge(chosen.first)
        content = fridge_list.render(packet, self._formats, self._page(choices))
        holds = papers.fridge_holds(packet)
        return _made(content, holds, f"{packet.first.isoformat()}_medicines-at-home")

    def week_grid(self, choices: ReportChoices | None = None) -> Paper:
        """Return the boxes to tick of a week or more."""
        from caregiver.reports import week_grid

        chosen = choices or ReportChoices()
        packet = self._medicines().week_grid(chosen.first, chosen.last)
        content = week_grid.render(packet, self._formats, self._page(choices))
        first = packet.weeks[0].days[0].day
        return _made(content, papers.grid_holds(packet), f"{first.isoformat()}_medicines-to-tick")

    def medication_changes(self, choices: ReportChoices | None = None) -> Paper:
        """Return what changed in all medicines or one: everything noted, or in some days."""
        from caregiver.reports import medication_changes

        chosen = choices or ReportChoices()
        packet = self._medicines().changes(chosen.first, chosen.last, chosen.medication_id)
        content = medication_changes.render(packet, self._formats, self._page(choices))
        holds = (words.HOLDS_NAME, words.HOLDS_CHANGES.format(count=len(packet.changes)))
        return _made(content, holds, f"{packet.last.isoformat()}_medicine-changes")

    def regimen_card(self, choices: ReportChoices | None = None) -> Paper:
        """Return one cycle of a treatment plan: the one named, else the treatment of the day."""
        from caregiver.reports import regimen_card

        chosen = choices or ReportChoices()
        packet = self._medicines().regimen(chosen.first, chosen.regimen_id)
        content = regimen_card.render(packet, self._formats, self._page(choices))
        holds = papers.card_holds(packet)
        return _made(content, holds, f"{packet.on.isoformat()}_treatment-plan")

    # Changing: only files outside the care file

    def save(self, paper: Paper, path: Path) -> Path:
        """Write a paper to `path` (a folder: under its own name) and return where it is.

        A file of that name is replaced, whole or not at all. Raises `StorageFailed`.
        """
        target = path / paper.name if path.is_dir() else path
        if not target.parent.is_dir():
            raise StorageFailed("folder_missing", path=str(target.parent))
        durable.write_bytes(target, paper.content)
        return target

    # Within

    def _page(self, choices: ReportChoices | None) -> packets.PageChoice:
        chosen = choices or ReportChoices()
        usual = chosen.paper or self._formats.paper
        paper: Literal["a4", "letter"] = "a4" if usual == "a4" else "letter"
        off = frozenset(packets.Section(one) for one in chosen.sections_off if one in SECTIONS)
        return packets.PageChoice(paper=paper, large_print=chosen.large_print, sections_off=off)

    def _paper(
        self, content: bytes, holds: tuple[str, ...], name: str, visit: Visit | None = None
    ) -> Paper:
        day = (visit.when() if visit else None) or self._clock.today()
        return _made(content, holds, f"{day.isoformat()}_{name}")

    def _since(self, last: Visit | None) -> date:
        day = last.when() if last else None
        return day or self._clock.today() - timedelta(days=USUAL_DAYS)

    def _summary_packet(
        self, reader: Reader, visit: Visit | None, choices: ReportChoices
    ) -> packets.VisitSummaryPacket:
        patient = filled.patient_of(reader)
        member = _member(reader, visit)
        day = (visit.when() if visit else None) or self._clock.today()
        draft = drafted(reader, self._clock, self._formats, visit, choices.since)
        moment = medicines.medicines_moment(reader, self._clock, draft.since)
        questions = filled.visit_questions(reader, visit)
        own_role = member.role if member else Role.DOCTOR
        rows = filled.question_rows(questions, _names(reader), own_role)
        rows = tuple(sorted(rows, key=lambda one: not one.is_top))
        # where none was chosen, the first ones of the list stand on the first page
        most = min(sum(one.is_top for one in rows) or MOST_QUESTIONS, MOST_QUESTIONS)
        days, results, laboratories = filled.results(reader, choices.tests)
        return packets.VisitSummaryPacket(
            head=filled.paper_head(patient, self._clock),
            visit=filled.visit_on_paper(reader, visit, member),
            caregiver=filled.caregiver_contact(patient),
            allergies=filled.allergies(patient),
            cautions=filled.lines_of(patient.cautions),
            questions=tuple(rows[:most]),
            further_questions=tuple(rows[most:]),
            where=filled.where_we_are(reader, patient, day),
            goals=patient.goals,
            since=draft.since,
            since_is_visit=draft.is_visit,
            problems=filled.problem_rows(draft, patient, self._formats),
            not_had=draft.not_had,
            result_days=days,
            results=results,
            laboratories=laboratories,
            medicines=medicines.medicine_rows(moment, self._clock, self._formats, draft.left_out),
            medicines_checked_on=visit.checked_on if visit else None,
            stopped=medicines.stopped_medicines(moment, draft.since, draft.left_out),
            also_takes=medicines.remedies(moment),
        )

    def _medicines(self) -> papers.MedicinePapers:
        return papers.MedicinePapers(self._file, self._clock, self._formats)

    def _calendar(self) -> CalendarPapers:
        return CalendarPapers(self._file, self._clock, self._formats)

    def _emergency_packet(self) -> list_packets.EmergencySheetPacket:
        with self._file.read() as reader:
            return emergency.packet(reader, self._clock)


def choices_of(preset: SummaryPreset) -> ReportChoices:
    """Return the choices a preset stands for."""
    return ReportChoices(
        sections_off=preset.sections_off,
        tests=preset.tests,
        paper=preset.paper,
        large_print=preset.large_print,
    )


def _made(content: bytes, holds: tuple[str, ...], name: str) -> Paper:
    from caregiver.reports.pages import page_count

    return Paper(content, page_count(content), holds, f"{name}.pdf")


def _days_of(choices: ReportChoices | None) -> CalendarChoices:
    chosen = choices or ReportChoices()
    return CalendarChoices(
        first=chosen.first,
        last=chosen.last,
        times_only=chosen.times_only,
        with_notes=chosen.with_notes,
    )


def _next(reader: Reader, clock: Clock) -> Visit | None:
    """Return the next visit; an unsaved one where it was not prepared yet."""
    found = next_visit(reader, clock)
    if found is None:
        return None
    return found.visit or visit_for(found.occurrence)


def _member(reader: Reader, visit: Visit | None) -> CareTeamMember | None:
    return reader.get(CareTeamMember, visit.member_id) if visit and visit.member_id else None


def _names(reader: Reader) -> dict[str, str]:
    return {one.id: one.name for one in reader.all(CareTeamMember)}


def _checked_on(reader: Reader) -> date | None:
    """Return the newest day on which the medicines were checked against the boxes."""
    return max((one.checked_on for one in reader.all(Visit) if one.checked_on), default=None)


def _summary_holds(packet: packets.VisitSummaryPacket, page: packets.PageChoice) -> tuple[str, ...]:
    """Return what the paper holds, section by section, for the list beside the preview."""
    section = packets.Section
    questions = len(packet.questions) + len(packet.further_questions)
    holds = (
        (section.QUESTIONS, words.HOLDS_QUESTIONS, questions),
        (section.WHERE_WE_ARE, words.HOLDS_WHERE, int(bool(packet.where.disease
                                                           or packet.where.regimen))),
        (section.GOALS, words.HOLDS_GOALS, int(bool(packet.goals))),
        (section.CHANGES, words.HOLDS_CHANGES, len(packet.problems)),
        (section.RESULTS, words.HOLDS_RESULTS, len(packet.results)),
        (section.MEDICINES, words.HOLDS_MEDICINES, len(packet.medicines)),
        (section.CLINIC, words.HOLDS_CLINIC, 1),
    )  # fmt: skip
    held = (
        text.format(count=count)
        for key, text, count in holds
        if count and key not in page.sections_off
    )
    return (words.HOLDS_IDENTITY, *held)


def _emergency_holds(packet: list_packets.EmergencySheetPacket) -> tuple[str, ...]:
    holds = [words.HOLDS_IDENTITY, words.HOLDS_CONTACTS, words.HOLDS_WHERE]
    if packet.instructions:
        holds.append(words.HOLDS_INSTRUCTIONS.format(count=len(packet.instructions)))
    if packet.medicines:
        holds.append(words.HOLDS_MEDICINES.format(count=len(packet.medicines)))
    if packet.wishes:
        holds.append(words.HOLDS_WISHES)
    return tuple(holds)
