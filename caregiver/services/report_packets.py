"""Fill papers from the records: whose it is, the visit, where we are, what changed, results."""

from collections.abc import Iterable, Sequence
from datetime import date

from caregiver import catalogue, texts
from caregiver.clock import Clock
from caregiver.domain.appointments import Appointment
from caregiver.domain.labs import LabResult
from caregiver.domain.people import AllergyState, CareTeamMember, Patient, Role
from caregiver.domain.questions import Question, QuestionStatus
from caregiver.domain.symptoms import Observer
from caregiver.domain.therapy import TherapyLine
from caregiver.domain.visits import Visit
from caregiver.formats import Formats
from caregiver.reports import packets
from caregiver.reports.result_packets import ResultOnPaper, ResultRow
from caregiver.services import paper_words as words
from caregiver.services.questions import waiting_questions
from caregiver.services.schedule_words import in_a_sentence
from caregiver.services.since_last_visit import ProblemLine, SinceLastVisit
from caregiver.storage.cycles import cycles_between
from caregiver.storage.reading import Reader

RESULT_DATES = 4
RESULT_ROWS = 8
TREND_POINTS = 12
DEFAULT_TESTS = (
    "m_protein_serum",
    "flc_kappa",
    "flc_lambda",
    "flc_ratio",
    "hemoglobin",
    "anc",
    "platelets",
    "creatinine",
    "calcium",
)
_CHAINS = ("flc_kappa", "flc_lambda")


def patient_of(reader: Reader) -> Patient:
    """Return the person cared for, an empty one until first saved."""
    return next(iter(reader.all(Patient)), Patient())


def paper_head(patient: Patient, clock: Clock) -> packets.PaperHead:
    """Return what stands on every page."""
    return packets.PaperHead(
        name=patient.name.strip() or words.NAME_MISSING,
        birth_date=patient.birth_date,
        hospital_number=patient.hospital_number,
        printed_at=clock.local_now().replace(tzinfo=None),
        is_example=patient.is_example,
    )


def allergies(patient: Patient) -> packets.Allergies:
    """Return what the family said; "none known" only where they said just that."""
    if patient.allergy_state is AllergyState.LISTED:
        return packets.Allergies(text="; ".join(lines_of(patient.allergies)))
    return packets.Allergies(none_known=patient.allergy_state is AllergyState.NONE_KNOWN)


def caregiver_contact(patient: Patient) -> packets.ContactOnPaper | None:
    """Return the caregiver with the number, or None where not noted."""
    if not patient.caregiver_name and not patient.caregiver_phone:
        return None
    return packets.ContactOnPaper(name=patient.caregiver_name, phone=patient.caregiver_phone)


def lines_of(text: str) -> tuple[str, ...]:
    """Return the lines of a note, or its parts between semicolons."""
    return tuple(
        part.strip() for line in text.splitlines() for part in line.split(";") if part.strip()
    )


def visit_on_paper(
    reader: Reader, visit: Visit | None, member: CareTeamMember | None
) -> packets.VisitOnPaper:
    """Return when, where and with whom."""
    if visit is None:
        return packets.VisitOnPaper()
    appointment = reader.get(Appointment, visit.appointment_id) if visit.appointment_id else None
    name = member.name if member else ""
    return packets.VisitOnPaper(
        starts_at=visit.starts,
        has_time=not (appointment and appointment.all_day),
        place=visit.title,
        clinician="" if name and name in visit.title else name,
    )


def question_rows(
    questions: Iterable[Question], members: dict[str, str], own_role: Role | None = None
) -> tuple[packets.Question, ...]:
    """Return questions for a paper; the role of the visit's own clinician goes without saying."""
    rows = []
    for one in questions:
        who = members.get(one.member_id or "") or words.ROLES[one.role]
        rows.append(
            packets.Question(
                text=one.text,
                role="" if own_role and one.role is own_role else who,
                is_top=one.is_top,
                asked_on=one.asked_on,
                note=words.THEY_CHECK if one.status is QuestionStatus.THEY_WILL_CHECK else "",
            )
        )
    return tuple(rows)


def visit_questions(reader: Reader, visit: Visit | None) -> tuple[Question, ...]:
    """Return the waiting questions, without those kept for another visit."""
    kept = {None, visit.id if visit else None}
    return tuple(one for one in waiting_questions(reader) if one.visit_id in kept)


def where_we_are(reader: Reader, patient: Patient, day: date) -> packets.WhereWeAre:
    """Return the illness and its treatment on the day of the visit, in the clinic's words."""
    lines = reader.all(TherapyLine, "number")
    current = next((one for one in reversed(lines) if one.is_current(day)), None)
    found = cycles_between(reader.connection, day, day).treating(day)
    cycle = found.cycle_on(day) if found else None
    of_line = current is not None and cycle is not None and cycle.therapy_line_id == current.id
    where = found.where(day) if found and of_line else None
    before = lines_of(patient.treated_before) or tuple(
        line_in_words(one) for one in lines if one is not current and one.stopped_on
    )
    return packets.WhereWeAre(
        disease=patient.disease_type,
        found=patient.found or None,
        line=line_title(current.number) if current else "",
        line_since=current.started_on if current else None,
        regimen=current.name if current else "",
        cycle_number=where.cycle if where else None,
        cycle_day=where.day if where else None,
        before=before,
        supportive=lines_of(patient.supportive),
        response=patient.response,
        response_by=patient.response_by,
        response_on=patient.response_on,
    )


def line_title(number: int) -> str:
    """Return "Third line"."""
    if number <= len(words.LINES):
        return words.LINES[number - 1]
    return words.LATER_LINE.format(number=number)


def line_in_words(line: TherapyLine) -> str:
    """Return an earlier line with its years: "VRd (2021 to 2024)"."""
    first = line.started_on.year if line.started_on else None
    last = line.stopped_on.year if line.stopped_on else None
    if first is None or last is None or first == last:
        year = first or last
        return words.BEFORE_YEAR.format(name=line.name, year=year) if year else line.name
    return words.BEFORE_YEARS.format(name=line.name, first=first, last=last)


def problem_rows(
    draft: SinceLastVisit, patient: Patient, formats: Formats
) -> tuple[packets.ProblemRow, ...]:
    """Return the drafted problems that were not left out, then the family's own lines."""
    rows = [_problem_row(one, patient, formats) for one in draft.printed_problems]
    return (*rows, *(packets.ProblemRow(name=line) for line in draft.own_lines))


def _problem_row(line: ProblemLine, patient: Patient, formats: Formats) -> packets.ProblemRow:
    name = line.name
    if line.measured is not None and line.measured.value is not None:
        value = formats.quantity(line.measured.value, line.measured.unit)
        name = f"{name} {value}"
    reported_by = ""
    if line.observer is Observer.PATIENT:
        reported_by = patient.called or patient.name or words.THE_PATIENT
    return packets.ProblemRow(
        name=name,
        worst=severity_word(line.worst),
        now=severity_word(line.now),
        worst_step=line.worst,
        now_step=line.now,
        effect=in_a_sentence(line.effect),
        when=line.when,
        what_we_did=line.what_we_did,
        reported_by=reported_by,
        is_urgent=line.is_urgent,
    )


def severity_word(severity: int | None) -> str:
    """Return the word for a severity 0 to 4, empty where it is not known."""
    return "" if severity is None else texts.SEVERITY[severity]


def results(
    reader: Reader, tests: Sequence[str]
) -> tuple[tuple[date, ...], tuple[ResultRow, ...], tuple[str, ...]]:
    """Return the last days with results, the rows of the tests chosen, and the laboratories.

    A test in two units has two rows; only the newer one is kept unless both fall on shown days.
    """
    wanted = tests or DEFAULT_TESTS
    newest = reader.newest(LabResult, "taken_on", "9999-12-31", 1500)
    found = [one for one in reversed(newest) if (one.test or one.name) in wanted]
    days = _days_shown(found)
    series: dict[tuple[str, str], list[LabResult]] = {}
    for one in found:
        series.setdefault(one.series_key, []).append(one)
    last_of: dict[str, date] = {}
    for (test, _), group in series.items():
        last_of[test] = max(last_of.get(test, date.min), group[-1].taken_on)
    kept = [
        group
        for (test, _), group in series.items()
        if group[-1].taken_on in days or group[-1].taken_on == last_of[test]
    ]
    if not tests:
        kept = _without_quiet_chain(kept)
    kept.sort(key=lambda group: (wanted.index(group[0].test or group[0].name), group[-1].taken_on))
    shown = {one.laboratory: None for group in kept for one in group
             if one.taken_on in days and one.laboratory}  # fmt: skip
    return days, tuple(_result_row(group) for group in kept), tuple(shown)


def _days_shown(found: Sequence[LabResult]) -> tuple[date, ...]:
    """Return the newest day and the last days with a full panel, oldest first.

    A panel with at least half as many tests as the fullest counts as full; days with a test or
    two in between would make empty columns, and their values are in the trend.
    """
    tests: dict[date, set[str]] = {}
    for one in found:
        tests.setdefault(one.taken_on, set()).add(one.test or one.name)
    if not tests:
        return ()
    newest = max(tests)
    most = max(len(each) for each in tests.values())
    others = sorted((day for day in tests if day != newest), reverse=True)
    others.sort(key=lambda day: len(tests[day]) * 2 < most)
    return tuple(sorted((newest, *others[: RESULT_DATES - 1])))


def _without_quiet_chain(groups: list[list[LabResult]]) -> list[list[LabResult]]:
    """Leave out the light chain the laboratory did not flag where not all rows have room."""
    chains = {group[-1].test: group for group in groups if group[-1].test in _CHAINS}
    if len(groups) <= RESULT_ROWS or len(chains) < len(_CHAINS):
        return groups
    quiet = [test for test, group in chains.items() if not group[-1].flag]
    if len(quiet) != 1:
        return groups
    return [group for group in groups if group is not chains[quiet[0]]]


def _result_row(group: Sequence[LabResult]) -> ResultRow:
    last = group[-1]
    known = catalogue.labs().get(last.test)
    points = {one.taken_on: one for one in group}
    return ResultRow(
        test=known.short_name if known else last.name,
        unit=last.unit,
        results=tuple(_on_paper(one) for one in list(points.values())[-TREND_POINTS:]),
    )


def _on_paper(result: LabResult) -> ResultOnPaper:
    comparator = result.comparator
    return ResultOnPaper(
        day=result.taken_on,
        printed=result.printed,
        value=result.number,
        bound="<" if comparator == "<" else ">" if comparator == ">" else "",
        flag=result.flag,
        range_text=result.range_words(),
        range_low=result.range_low,
        range_high=result.range_high,
    )
