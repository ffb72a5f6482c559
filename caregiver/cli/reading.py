"""Looking things up: the agenda, lists of records, trends and search."""

from collections.abc import Sequence
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from caregiver.app import Caregiver
from caregiver.catalogue import labs as known_tests
from caregiver.cli.arguments import Commands, Namespace, count, day
from caregiver.cli.output import MATCH_MARKS, Answer, record_json, table, title_of
from caregiver.domain.doses import Dose
from caregiver.domain.labs import LabResult, Trend
from caregiver.domain.medications import Schedule
from caregiver.domain.patterns import PartSort, PatternNames, pattern_of
from caregiver.domain.quantities import counted_text, number_text
from caregiver.domain.records import Record
from caregiver.domain.supply import SupplyEntry
from caregiver.domain.therapy import Cycle
from caregiver.errors import BadInput
from caregiver.formats import PlainFormats
from caregiver.services.schedule_words import part_words

# Words a person may use for a kind of record.
_ALSO_CALLED = {
    "medicine": "medication",
    "symptom": "symptom_report",
    "lab": "lab_result",
    "result": "lab_result",
    "journal": "journal_entry",
    "contact": "care_team_member",
    "person": "patient",
    "rule": "clinic_rule",
    "round": "follow_up_round",
    "supply": "supply_entry",
}
_KINDS = ("appointment", "dose", "task", "follow_up")


def register(commands: Commands) -> None:
    """Add the commands that only read."""
    agenda = commands.add("agenda", "everything that falls in some days", _agenda)
    agenda.add_argument("--from", dest="first", type=day, metavar="D", help="first day; today")
    agenda.add_argument("--to", dest="last", type=day, metavar="D", help="last day, inclusive")
    agenda.add_argument("--kind", choices=_KINDS, help="only this kind")
    listing = commands.add("list", "all records of one kind", _list)
    listing.add_argument("kind", metavar="KIND", help="appointment, medication, question, …")
    listing.add_argument("--from", dest="first", type=day, metavar="D", help="first day")
    listing.add_argument("--to", dest="last", type=day, metavar="D", help="last day, inclusive")
    trend = commands.add("trend", "one lab test over time, never mixing units", _trend)
    trend.add_argument("test", metavar="TEST", help="as in the list of tests, or its name")
    search = commands.add("search", "full text over everything", _search)
    search.add_argument("text", metavar="TEXT", nargs="+", help="words, or how they begin")
    search.add_argument("--limit", type=count, default=50, metavar="N", help="at most N hits")


def checked_days(first: date | None, last: date | None) -> None:
    """Refuse days that run backwards."""
    if first is not None and last is not None and last < first:
        raise BadInput("days_backwards")


def _agenda(app: Caregiver, args: Namespace) -> Answer:
    today = app.clock.today()
    first = args.first or min(today, args.last or today)
    last = args.last or first
    checked_days(first, last)
    zone = app.clock.zone()
    formats = PlainFormats()
    data, rows = [], []
    for one in app.calendar.entries(first, last, {args.kind} if args.kind else None):
        data.append(
            {
                "start": _iso_as_it_is(one.start),
                "end": _iso_as_it_is(one.end),
                "all_day": one.all_day,
                "zone": one.zone,
                "kind": one.kind,
                "title": one.title,
                "status": one.status,
                "id": one.id or None,
                "series_id": one.series_id or None,
                "location": one.location or None,
            }
        )
        at = one.start.astimezone(zone) if isinstance(one.start, datetime) else None
        rows.append(
            (
                formats.day_date(at.date() if at else one.day),
                formats.time(at) if at else "all day",
                one.status.replace("_", " "),
                f"{one.title}, {one.location}" if one.location else one.title,
            )
        )
    heads = ("Day", "Time", "Status", "What")
    return Answer(data, table(rows, heads) if rows else ["Nothing in these days."])


def _iso_as_it_is(moment: datetime | date | None) -> str | None:
    """Return an instant in the zone it is in: an appointment abroad keeps its own offset."""
    if isinstance(moment, datetime):
        return moment.isoformat(timespec="seconds")
    return moment.isoformat() if moment else None


def kind_of(word: str, kinds: Sequence[str]) -> str:
    """Return the kind of record that a word means; raise `BadInput` for another word."""
    plain = word.strip().lower().replace("-", "_")
    for tried in (plain, plain.removesuffix("s")):
        found = _ALSO_CALLED.get(tried, tried)
        if found in kinds:
            return found
    raise BadInput("unknown_value", value=word, name=f"KIND ({', '.join(kinds)})")


def _list(app: Caregiver, args: Namespace) -> Answer:
    checked_days(args.first, args.last)
    kind = kind_of(args.kind, app.records.kinds())
    records = sorted(app.records.list(kind, args.first, args.last), key=_in_time)
    names = {}
    if kind in {"dose", "schedule", "supply_entry"}:
        names = {one.id: title_of(one) for one in app.records.list("medication")}
    rows = [
        (when.isoformat() if (when := one.when()) else "-", one.id, describe(one, names))
        for one in records
    ]
    lines = table(rows, ("Day", "Id", "What")) if rows else ["None."]
    return Answer([record_json(one) for one in records], lines)


def _in_time(record: Record) -> tuple[date, str, str]:
    """Return what puts records in the order of their days, doses beside the plan after it."""
    at = "24"
    if isinstance(record, Dose) and record.due_time:
        at = record.due_time.isoformat()
    return (record.when() or date.min, at, record.id)


def describe(record: Record, medications: dict[str, str]) -> str:
    """Return one line for a record; `medications` are titles by id."""
    if isinstance(record, Dose):
        name = medications.get(record.medication_id, "")
        at = f" {record.due_time:%H:%M}" if record.due_time else ""
        reason = f" ({record.reason})" if record.reason else ""
        return f"{name}{at} {record.status.value}{reason}"
    if isinstance(record, Schedule):
        return (
            f"{medications.get(record.medication_id, '')}: {_schedule_words(record, medications)}"
        )
    if isinstance(record, SupplyEntry):
        amount = counted_text(record.amount, record.unit)
        return f"{medications.get(record.medication_id, '')}: {record.sort.value} {amount}"
    if isinstance(record, Cycle):
        return f"Cycle {record.number}, {record.days} days"
    if isinstance(record, LabResult):
        range_words = record.range_words()
        words = f"{title_of(record)} {record.flag}".strip()
        return f"{words} (range {range_words})" if range_words else words
    return title_of(record) or record.kind.replace("_", " ")


def _schedule_words(schedule: Schedule, medications: dict[str, str]) -> str:
    """Return how much and when, in the words of the papers with times of 24 hours."""
    pattern = pattern_of(schedule, PatternNames(medications))
    parts = [schedule.amount_text()]
    for part in pattern.all:
        if part.sort is PartSort.TIMES:
            parts.append(" ".join(f"{at:%H:%M}" for at in part.times))
        elif part.sort is not PartSort.FROM:
            parts.append(part_words(part, PlainFormats()))
    return ", ".join(part for part in parts if part)


def test_id(word: str) -> str:
    """Return the id of a known test by id or by one of its names, else the word itself."""
    if known_tests().get(word.lower()):
        return word.lower()
    wanted = word.casefold()
    for test in known_tests().tests:
        if wanted in {name.casefold() for name in test.names}:
            return test.id
    return word


def _trend(app: Caregiver, args: Namespace) -> Answer:
    test = test_id(args.test)
    found = app.labs.trends(test)
    if not found and known_tests().get(test) is None:
        raise BadInput("unknown_value", value=args.test, name="TEST")
    lines: list[str] = []
    for trend in found:
        head = " ".join(part for part in (trend.results[-1].name, trend.unit) if part)
        lines.append(f"{head} · {trend.laboratory}" if trend.laboratory else head)
        rows = [(one.taken_on.isoformat(), one.printed, one.flag) for one in trend.results]
        lines += table(rows, ("Day", "Value", "Flag"))
        if trend.lowest is not None and trend.change is not None:
            lowest = f"{trend.lowest.printed} on {trend.lowest.taken_on}"
            lines.append(f"Lowest {lowest}; change since then {number_text(trend.change)}.")
    return Answer([_trend_json(one) for one in found], lines or ["No results yet."])


def _trend_json(trend: Trend) -> dict[str, Any]:
    last = trend.results[-1]
    return {
        "unit": trend.unit,
        "lab": trend.laboratory,
        "points": [
            {
                "date": one.taken_on.isoformat(),
                "value": _value(one),
                "comparator": one.comparator,
            }
            for one in trend.results
        ],
        "lowest": _point(trend.lowest) if trend.lowest else None,
        "last": _point(last),
        "change": _decimal(trend.change),
        "change_percent": _decimal(trend.change_percent),
    }


def _point(result: LabResult) -> dict[str, str]:
    return {"date": result.taken_on.isoformat(), "value": _value(result)}


def _value(result: LabResult) -> str:
    """Return the number as exactly as it was printed, or the words."""
    return result.printed if result.number is None else f"{result.number:f}"


def _decimal(value: Decimal | None) -> str | None:
    return None if value is None else f"{value:f}"


def _search(app: Caregiver, args: Namespace) -> Answer:
    hits = app.search.find(" ".join(args.text), args.limit)
    data = [
        {
            "kind": one.kind,
            "id": one.id,
            "when": one.day.isoformat() if one.day else None,
            "title": one.title,
            "excerpt": one.excerpt.translate(MATCH_MARKS),
        }
        for one in hits
    ]
    rows = [
        (one["when"] or "-", (one["kind"] or "").replace("_", " "), one["title"] or "")
        for one in data
    ]
    return Answer(data, table(rows, ("Day", "Kind", "What")) if rows else ["Nothing found."])
