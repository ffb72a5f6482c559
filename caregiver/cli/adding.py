"""Adding records: appointments, doses, symptoms, results, questions and the journal."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import UTC, date, datetime, time
from typing import Any
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from caregiver import catalogue, texts
from caregiver.app import Caregiver
from caregiver.cli import dosing, following, medicating, supplying
from caregiver.cli.arguments import (
    Commands,
    Namespace,
    day,
    identifier,
    local,
    local_or_day,
    number,
)
from caregiver.cli.output import Answer
from caregiver.cli.reading import test_id
from caregiver.cli.visiting import saved_visit_id
from caregiver.domain.appointments import Appointment, AppointmentKind
from caregiver.domain.journal import JournalEntry
from caregiver.domain.labs import LabResult
from caregiver.domain.people import ClinicRule, Role
from caregiver.domain.questions import MOST_TOP_QUESTIONS, Question
from caregiver.domain.symptoms import TEMPERATURE_UNITS, Observer, SymptomReport
from caregiver.errors import BadInput, InvalidRecord

_UNIT_SIGNS = {"c": "°C", "f": "°F", "degc": "°C", "degf": "°F", "cel": "°C"}


def register(commands: Commands) -> None:
    """Add the commands that add records."""
    add = commands.group("add", "add one record and answer with its id")
    _register_appointment(add)
    medicating.register(add)
    dosing.register(add)
    supplying.register_adding(add)
    following.register_adding(add)
    _register_symptom(add)
    _register_lab(add)
    question = add.add("question", "a question for the clinic", _add_question)
    question.add_argument("--text", required=True, metavar="T", help="the question")
    question.add_argument(
        "--for", dest="role", choices=[one.value for one in Role], default=Role.DOCTOR.value
    )
    question.add_argument(
        "--visit",
        type=identifier,
        metavar="ID",
        help="keep it for this visit (its id or its appointment's)",
    )
    question.add_argument("--top", action="store_true", help="one of the three that matter most")
    journal = add.add("journal", "a line of the journal", _add_journal)
    journal.add_argument("--text", required=True, metavar="T", help="what happened")
    journal.add_argument("--at", type=local_or_day, metavar="L", help="local time or day; now")
    journal.add_argument("--private", action="store_true", help="keep it out of every export")


def _register_appointment(add: Commands) -> None:
    parser = add.add("appointment", "an appointment, once or repeating", _add_appointment)
    parser.add_argument("--title", required=True, metavar="T", help="what it is")
    parser.add_argument(
        "--start",
        required=True,
        type=local_or_day,
        metavar="L",
        help="local 2027-03-24T10:30, or 2027-03-24 for all day",
    )
    parser.add_argument("--end", type=local_or_day, metavar="L", help="in the same way")
    parser.add_argument("--zone", metavar="Z", help="time zone, as America/New_York; else yours")
    parser.add_argument("--rrule", default="", metavar="R", help="as FREQ=WEEKLY;BYDAY=MO")
    parser.add_argument("--location", default="", metavar="X", help="where")
    parser.add_argument("--kind", choices=[one.value for one in AppointmentKind], default="clinic")


def _register_symptom(add: Commands) -> None:
    parser = add.add("symptom", "something noticed, and the team's own instructions for it",
                     _add_symptom)  # fmt: skip
    which = parser.add_mutually_exclusive_group(required=True)
    which.add_argument("--symptom", metavar="ID", help="as in the catalogue, for example fever")
    which.add_argument("--name", metavar="T", help="a symptom that is not in the catalogue")
    parser.add_argument(
        "--severity", type=int, choices=range(5), metavar="0..4", help="none to very severe"
    )
    parser.add_argument("--at", type=local, metavar="L", help="local time; now")
    parser.add_argument("--value", type=number, metavar="V", help="a measured value")
    parser.add_argument("--unit", default="", metavar="U", help="its unit, for example °F")
    parser.add_argument(
        "--observer", choices=[one.value for one in Observer], default=Observer.CAREGIVER.value
    )
    parser.add_argument("--note", default="", metavar="T", help="in your own words")


def _register_lab(add: Commands) -> None:
    parser = add.add("lab", "one lab result, as it is printed", _add_lab)
    which = parser.add_mutually_exclusive_group(required=True)
    which.add_argument(
        "--test", metavar="ID", help="as in the list of tests, for example flc_kappa"
    )
    which.add_argument("--name", metavar="T", help="a test that is not in the list")
    parser.add_argument("--value", required=True, metavar="V", help="99, <0.1, not quantifiable")
    parser.add_argument("--unit", default="", metavar="U", help="the unit as printed")
    parser.add_argument("--date", type=day, metavar="D", help="day of the sample; today")
    parser.add_argument("--lab", default="", metavar="NAME", help="the laboratory")


def warnings_json(found: Iterable[tuple[str, str]]) -> list[dict[str, str]]:
    """Return warnings as JSON: their code and their sentence."""
    return [{"code": code, "text": text} for code, text in found]


def added(id: str, lines: Iterable[str] = (), **more: Any) -> Answer:
    """Return the answer for one new record: its id first, then what else there is to say."""
    return Answer({"id": id, **more}, [id, *lines])


def instant_of(app: Caregiver, moment: datetime | None) -> datetime:
    """Return the UTC instant of a local wall-clock time, now without one."""
    if moment is None:
        return app.clock.now()
    return moment.replace(tzinfo=app.clock.zone()).astimezone(UTC)


def _add_appointment(app: Caregiver, args: Namespace) -> Answer:
    starts, ends = args.start, args.end
    all_day = not isinstance(starts, datetime)
    if ends is not None and isinstance(ends, datetime) == all_day:
        raise BadInput("start_and_end_differ")
    if args.zone and not _is_zone(args.zone):
        raise BadInput("unknown_value", value=args.zone, name="--zone")
    saved = app.appointments.save(
        Appointment(
            title=args.title,
            sort=AppointmentKind(args.kind),
            starts=_midnight(starts),
            ends=_midnight(ends) if ends is not None else None,
            zone=args.zone or app.clock.zone().key,
            all_day=all_day,
            rule=args.rrule.strip().upper().removeprefix("RRULE:"),
            location=args.location,
        )
    )
    return added(saved.id)


def _midnight(moment: datetime | date) -> datetime:
    return moment if isinstance(moment, datetime) else datetime.combine(moment, time())


def _is_zone(name: str) -> bool:
    try:
        ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError, OSError):
        return False
    return True


def _add_symptom(app: Caregiver, args: Namespace) -> Answer:
    name = args.name or ""
    if args.symptom is not None:
        known = catalogue.symptoms().get(args.symptom)
        if known is None:
            raise BadInput("unknown_value", value=args.symptom, name="--symptom")
        name = known.name
    observed_at = instant_of(app, args.at)
    if observed_at > app.clock.now():
        raise BadInput("in_future")
    logged = app.symptoms.log(
        SymptomReport(
            symptom=args.symptom or "",
            name=name,
            day=observed_at.astimezone(app.clock.zone()).date(),
            observed_at=observed_at,
            severity=args.severity,
            value=args.value,
            unit=_unit(args.unit),
            observer=Observer(args.observer),
            note=args.note,
        )
    )
    rules = [
        {"level": one.level.value, "text": one.text, "source": _source(one)} for one in logged.rules
    ]
    lines = [f"Your team said: “{one['text']}” ({one['source']})" for one in rules]
    return added(logged.report.id, lines, rules=rules)


def _unit(text: str) -> str:
    unit = _UNIT_SIGNS.get(text.strip().lower().strip("[]°"), text.strip())
    return unit if unit in TEMPERATURE_UNITS else text.strip()


def _source(rule: ClinicRule) -> str:
    told_on = rule.told_on.isoformat() if rule.told_on else ""
    return ", ".join(part for part in (rule.told_by, told_on) if part)


def _add_lab(app: Caregiver, args: Namespace) -> Answer:
    test, name = "", args.name or ""
    if args.test is not None:
        known = catalogue.labs().get(test_id(args.test))
        if known is None:
            raise BadInput("unknown_value", value=args.test, name="--test")
        test, name = known.id, known.name
    result = LabResult(
        test=test,
        name=name,
        printed=args.value.strip(),
        unit=args.unit.strip(),
        laboratory=args.lab.strip(),
        taken_on=args.date or app.clock.today(),
    )
    found = [(one.code, texts.WARNINGS[one.code]) for one in app.labs.warnings(result)]
    (saved,) = app.labs.save_panel([result])
    return added(saved.id, [text for _, text in found], warnings=warnings_json(found))


def _add_question(app: Caregiver, args: Namespace) -> Answer:
    if args.top and sum(one.is_top for one in app.questions.waiting()) >= MOST_TOP_QUESTIONS:
        raise BadInput("top_questions_full", most=MOST_TOP_QUESTIONS)
    question = Question(
        text=args.text,
        role=Role(args.role),
        is_top=args.top,
        noted_on=app.clock.today(),
    )
    if question.problems():
        raise InvalidRecord(question.kind, question.problems())
    if args.visit is not None:
        question = replace(question, visit_id=saved_visit_id(app, args.visit))
    saved = app.questions.add(question)
    return added(saved.id)


def _add_journal(app: Caregiver, args: Namespace) -> Answer:
    written_on, written_at = app.clock.today(), None
    if args.at is None or isinstance(args.at, datetime):
        written_at = instant_of(app, args.at)
        written_on = written_at.astimezone(app.clock.zone()).date()
    else:
        written_on = args.at
    saved = app.journal.save(
        JournalEntry(day=written_on, written_at=written_at, text=args.text, is_private=args.private)
    )
    return added(saved.id)
