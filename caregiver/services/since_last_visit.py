"""What changed since the last visit, worked out from the records and never from silence."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from decimal import Decimal

from caregiver import catalogue
from caregiver.clock import Clock
from caregiver.domain.labs import LabResult
from caregiver.domain.people import ClinicRule
from caregiver.domain.symptoms import TEMPERATURE_UNITS, Observer, SymptomReport, celsius
from caregiver.domain.visits import Visit
from caregiver.formats import Formats
from caregiver.services import paper_words as words
from caregiver.services.labs import USUAL_ORDER
from caregiver.services.medicine_story import MedicineFact, MedicineLine, medicine_lines
from caregiver.services.visits import last_visit
from caregiver.storage.care_file import CareFile
from caregiver.storage.reading import Reader

# Where no visit was ever noted, this far back.
USUAL_DAYS = 28
# A problem last noted longer ago than this has no known "now".
NOW_DAYS = 14
MOST_PROBLEMS = 6

__all__ = [
    "MedicineFact",
    "MedicineLine",
    "NotHadChoice",
    "ProblemLine",
    "ResultLine",
    "SinceLastVisit",
    "SinceLastVisitService",
]

# What a clinic asks about first. Source: the visit guides behind the layout of the summary.
_ORDER = (
    (
        "fever", "chills", "infection", "sepsis_signs", "shingles", "line_problem",
        "sore_throat_cold", "crs_symptoms", "infusion_reaction", "allergic_swelling",
        "chest_pain", "clot_symptoms", "stroke_signs", "seizure", "cord_compression_signs",
        "bladder_bowel_control", "neurotoxicity_symptoms", "confusion", "coughing_blood",
        "fainting_low_bp", "suicidal_thoughts", "hypercalcemia_signs", "tls_signs",
    ),
    (
        "neuropathy_numbness_tingling", "neuropathic_pain", "muscle_weakness",
        "tremor_slow_movement", "facial_weakness", "dizziness", "headache",
    ),
    (
        "bone_pain", "back_pain", "fracture_signs", "jaw_pain", "abdominal_pain", "joint_aches",
        "muscle_aches", "pain_general", "tumor_flare",
    ),
    ("falls",),
    ("bleeding", "nosebleed", "bruising"),
    ("diarrhea", "constipation", "nausea", "vomiting"),
    ("mood_change", "anxiety", "depression", "insomnia"),
)  # fmt: skip
_FIRST, _SEVERE = 1, 3
_PLACES = {symptom: place for place, group in enumerate(_ORDER) for symptom in group}
# What the family may tick as not had; nothing here is ever ticked by itself.
_NOT_HAD = (
    "bone_pain", "bleeding", "fever", "infection", "falls", "shortness_of_breath", "confusion",
)  # fmt: skip
HOSPITAL_STAY = "hospital_stay"


@dataclass(frozen=True, slots=True)
class ProblemLine:
    """One symptom since the last visit. Severities are 0 to 4, None where not known.

    `now` is known where it ended or was noted in the last two weeks. `days` are the local days
    it was there, in order. `before` is its last severity before the time looked at.
    """

    key: str
    name: str
    worst: int | None
    now: int | None
    before: int | None
    measured: SymptomReport | None
    effect: str
    began_on: date
    days: tuple[date, ...]
    ended_on: date | None
    what_we_did: str
    observer: Observer
    is_urgent: bool
    when: str

    @property
    def is_new(self) -> bool:
        """Say whether it was not there before."""
        return not self.before

    @property
    def is_worse(self) -> bool:
        """Say whether it was worse than before at any time."""
        return bool(self.before) and (self.worst or 0) > (self.before or 0)


@dataclass(frozen=True, slots=True)
class ResultLine:
    """A test whose newest result differs from the one before the last visit."""

    key: str
    before: LabResult
    now: LabResult


@dataclass(frozen=True, slots=True)
class NotHadChoice:
    """Something the family may tick as not had; `was_noted` where the records say otherwise."""

    id: str
    name: str
    was_noted: bool


@dataclass(frozen=True, slots=True)
class SinceLastVisit:
    """The draft: every line found, and what the family left out, wrote and ticked themselves."""

    since: date
    until: date
    is_visit: bool
    problems: tuple[ProblemLine, ...] = ()
    medicines: tuple[MedicineLine, ...] = ()
    results: tuple[ResultLine, ...] = ()
    left_out: frozenset[str] = frozenset()
    own_lines: tuple[str, ...] = ()
    not_had: tuple[str, ...] = ()
    not_had_choices: tuple[NotHadChoice, ...] = field(default=())

    @property
    def printed_problems(self) -> tuple[ProblemLine, ...]:
        """Return the problems that were not left out."""
        return tuple(one for one in self.problems if one.key not in self.left_out)

    @property
    def count(self) -> int:
        """Return how many lines go on the paper."""
        keys = [
            *(one.key for one in self.problems),
            *(one.key for one in self.medicines),
            *(one.key for one in self.results),
        ]
        return sum(key not in self.left_out for key in keys) + len(self.own_lines)


class SinceLastVisitService:
    """Drafting what changed."""

    def __init__(self, care_file: CareFile, clock: Clock, formats: Formats) -> None:
        """Work on one care file; `formats` writes the days in the lines."""
        self._file = care_file
        self._clock = clock
        self._formats = formats

    # Reading

    def draft(self, visit: Visit | None = None, since: date | None = None) -> SinceLastVisit:
        """Draft for a visit from `since` (default: the visit before it, else four weeks)."""
        with self._file.read() as reader:
            return drafted(reader, self._clock, self._formats, visit, since)


def drafted(
    reader: Reader, clock: Clock, formats: Formats, visit: Visit | None, since: date | None
) -> SinceLastVisit:
    """Work out the draft inside one read."""
    today = clock.today()
    day = visit.when() if visit else None
    until = min(today, day) if day else today
    # Today's visit is not the one before itself, and tomorrow's is after everything noted.
    last = last_visit(reader, clock, day if day and day <= today else None)
    last_day = last.when() if last else None
    first = since or last_day or until - timedelta(days=USUAL_DAYS)
    reports = _reports(reader, first - timedelta(days=USUAL_DAYS), until)
    problems = _problems(reports, (first, until), _rules(reader), formats)
    return SinceLastVisit(
        since=first,
        until=until,
        is_visit=first == last_day,
        problems=problems,
        medicines=medicine_lines(reader, clock, first, until),
        results=_results(reader, first, until),
        left_out=frozenset(visit.left_out if visit else ()),
        own_lines=tuple(visit.changes if visit else ()),
        not_had=tuple(not_had_name(one) for one in visit.not_had) if visit else (),
        not_had_choices=_not_had_choices(problems),
    )


def not_had_name(symptom: str) -> str:
    """Return the word for something ticked as not had; the family's own words stay as they are."""
    if symptom == HOSPITAL_STAY:
        return words.HOSPITAL_STAY
    if symptom == "bone_pain":
        return words.NEW_BONE_PAIN
    known = catalogue.symptoms().get(symptom)
    return known.name[:1].lower() + known.name[1:] if known else symptom


def _not_had_choices(problems: Sequence[ProblemLine]) -> tuple[NotHadChoice, ...]:
    noted = {one.key for one in problems}
    return tuple(
        NotHadChoice(one, not_had_name(one), f"problem:{one}" in noted)
        for one in (*_NOT_HAD, HOSPITAL_STAY)
    )


# Problems


def _reports(reader: Reader, first: date, last: date) -> list[SymptomReport]:
    found = reader.between(SymptomReport, "day", first.isoformat(), last.isoformat())
    return sorted(found, key=lambda one: (one.day, one.observed_at is not None, one.observed_at))


def _rules(reader: Reader) -> list[ClinicRule]:
    return [one for one in reader.all(ClinicRule) if one.withdrawn_on is None]


def _problems(
    reports: Sequence[SymptomReport],
    days: tuple[date, date],
    rules: Sequence[ClinicRule],
    formats: Formats,
) -> tuple[ProblemLine, ...]:
    groups: dict[str, list[SymptomReport]] = {}
    for one in reports:
        groups.setdefault(one.key, []).append(one)
    lines = []
    for key, group in groups.items():
        there = [one for one in group if one.day >= days[0] and _is_there(one, rules)]
        if there:
            lines.append(_problem(key, group, there, days, formats))
    return tuple(sorted(lines, key=_urgency))


def _urgency(line: ProblemLine) -> tuple[bool, int, int, str]:
    """Put what led to a call first, then anything severe, then the order clinics ask in."""
    place = _PLACES.get(line.key.removeprefix("problem:"), len(_ORDER))
    worst = line.worst or 0
    is_first = place < _FIRST or worst >= _SEVERE
    return not is_first, place, -worst, line.name.casefold()


def _is_there(report: SymptomReport, rules: Sequence[ClinicRule]) -> bool:
    """Say whether a report speaks of a problem: graded, called a fever, or over the team's limit.

    A plain temperature without a limit of the team is a number, not a problem.
    """
    if report.severity:
        return True
    if report.value is None or report.severity == 0:
        return False
    if report.unit not in TEMPERATURE_UNITS:
        return False
    if report.symptom == "fever" and "fever" in report.name.casefold():
        return True
    return any(
        rule.at_least is not None
        and rule.unit in TEMPERATURE_UNITS
        and celsius(report.value, report.unit) >= celsius(rule.at_least, rule.unit)
        for rule in rules
    )


def _problem(
    key: str,
    group: Sequence[SymptomReport],
    there: Sequence[SymptomReport],
    span: tuple[date, date],
    formats: Formats,
) -> ProblemLine:
    """Make the line of one symptom; `there` are the reports of these days that speak of it."""
    since, until = span
    earlier = [one.severity for one in group if one.day < since and one.severity is not None]
    inside = [one for one in group if one.day >= since]
    graded = [one.severity for one in inside if one.severity is not None]
    measured = [one for one in there if one.value is not None]
    last = inside[-1]
    worst = max(graded, default=None)
    now = 0 if last.ended_on and last.ended_on <= until else last.severity
    if now and until - last.day > timedelta(days=NOW_DAYS):
        now = None
    return ProblemLine(
        key=f"problem:{key}",
        name=last.name,
        worst=worst,
        now=now,
        before=earlier[-1] if earlier else None,
        measured=max(measured, key=_heat, default=None),
        effect=_last_text(one.effect for one in inside),
        began_on=min(one.began_on or one.day for one in there),
        days=tuple(dict.fromkeys(one.day for one in there)),
        ended_on=last.ended_on,
        what_we_did=_last_text(one.what_we_did for one in inside),
        observer=last.observer,
        is_urgent=_PLACES.get(key) == 0,
        when=_when(there, last, formats),
    )


def _heat(report: SymptomReport) -> Decimal:
    return celsius(report.value or Decimal(0), report.unit)


def _last_text(texts: Iterable[str]) -> str:
    return next((one.strip() for one in reversed(list(texts)) if one.strip()), "")


def _when(there: Sequence[SymptomReport], last: SymptomReport, formats: Formats) -> str:
    """Return since when or from when to when, and on how many days it was noted."""
    days = list(dict.fromkeys(one.day for one in there))
    began = min(one.began_on or one.day for one in there)
    end = last.ended_on or (last.day if not last.severity and last not in there else None)
    if end and end > began:
        if (began.year, began.month) == (end.year, end.month):
            return words.FROM_TO.format(first=formats.month_day(began), last=end.day)
        return words.FROM_TO.format(first=formats.month_day(began), last=formats.month_day(end))
    if len(days) == 1 and (end or not last.severity or last.severity is None):
        return formats.month_day(days[0])
    since = words.SINCE.format(day=formats.month_day(began))
    if len(days) == 1:
        return since
    return f"{since}, {words.NOTED_ON_DAYS.format(days=len(days))}"


# Results


def _results(reader: Reader, since: date, until: date) -> tuple[ResultLine, ...]:
    """Return the tests whose newest value in these days differs from the last one before."""
    found = reader.between(LabResult, "taken_on", (since - timedelta(days=200)).isoformat(),
                           until.isoformat())  # fmt: skip
    series: dict[tuple[str, str], list[LabResult]] = {}
    for one in found:
        series.setdefault(one.series_key, []).append(one)
    lines = []
    for key, group in series.items():
        earlier = [one for one in group if one.taken_on < since]
        newest = group[-1]
        if earlier and newest.taken_on >= since and newest.printed != earlier[-1].printed:
            lines.append(ResultLine(f"result:{key[0]}:{key[1]}", earlier[-1], newest))
    order = {test: place for place, test in enumerate(USUAL_ORDER)}
    lines.sort(key=lambda one: (order.get(one.now.test, len(order)), one.now.name.casefold()))
    return tuple(lines)
