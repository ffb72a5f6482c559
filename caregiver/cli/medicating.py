"""Adding a medicine with its schedule."""

from datetime import date
from typing import Any

from caregiver import texts
from caregiver.app import Caregiver
from caregiver.cli.arguments import Commands, Namespace, Usage, clock_times, count, day, weekdays
from caregiver.cli.interacting import warnings_of
from caregiver.cli.output import Answer
from caregiver.domain.medications import Medication, Schedule, parse_cycle_days
from caregiver.domain.quantities import parse_quantity, safe_dose_text
from caregiver.domain.records import new_id
from caregiver.errors import BadInput

# Units that count pieces: "2 tablets" is how much each time, "400 mg" is the strength.
_COUNTED = {
    "tablet": "tablet", "tab": "tablet", "capsule": "capsule", "patch": "patch", "drop": "drop",
    "puff": "puff", "spray": "spray", "injection": "injection", "patche": "patch",
}  # fmt: skip


def register(add: Commands) -> None:
    """Add `add medication`."""
    parser = add.add("medication", "a medicine and when it is taken", _add_medication)
    parser.add_argument("--name", required=True, metavar="N", help="as on the box")
    parser.add_argument("--dose", default="", metavar="T", help="400 mg, or 2 tablets")
    parser.add_argument("--route", default="", metavar="R", help="for example by mouth")
    parser.add_argument("--start", type=day, metavar="D", help="first day; today")
    when = parser.add_mutually_exclusive_group(required=True)
    when.add_argument("--times", type=clock_times, metavar="08:00,20:00", help="clock times")
    when.add_argument("--as-needed", action="store_true", help="only when needed")
    when.add_argument("--regimen", metavar="ID", help="not in this version")
    parser.add_argument("--days", type=weekdays, metavar="MO,WE", help="only on these weekdays")
    parser.add_argument("--cycle-days", metavar="1-21", help="only on these days of the cycle")
    parser.add_argument("--cycle-start", type=day, metavar="D", help="not in this version")
    parser.add_argument("--max-per-day", type=count, metavar="N", help="at most N in 24 hours")
    parser.add_argument("--min-gap", type=count, metavar="H", help="at least H hours apart")


def _add_medication(app: Caregiver, args: Namespace) -> Answer:
    if args.regimen is not None or args.cycle_start is not None:
        raise Usage(texts.ERRORS["not_in_this_version"].format(what="--regimen"))
    if not args.as_needed and (args.max_per_day is not None or args.min_gap is not None):
        raise Usage("--max-per-day and --min-gap go with --as-needed")
    if args.as_needed and (args.days or args.cycle_days):
        raise Usage("--days and --cycle-days go with --times")
    start: date = args.start or app.clock.today()
    strength, each_time = _dose(args.dose)
    medication = Medication(
        id=new_id(), name=args.name, strength=strength, route=args.route, started_on=start
    )
    saved = app.medications.add(
        medication,
        [
            Schedule(
                medication_id=medication.id,
                as_needed=args.as_needed,
                times=tuple(sorted(args.times or ())),
                weekdays=args.days or (),
                cycle_days=_cycle_days(args.cycle_days),
                most_per_day=args.max_per_day,
                least_gap_hours=args.min_gap,
                first_on=start,
                **each_time,
            )
        ],
    )
    notes = [texts.WARNINGS[code] for code in safe_dose_text(args.dose).notes]
    warnings = warnings_of(app, saved)
    lines = [saved.id, *notes, *(one["text"] for one in warnings)]
    return Answer({"id": saved.id, "warnings": warnings}, lines)


def _dose(text: str) -> tuple[str, dict[str, Any]]:
    """Return the strength and what of the schedule the dose text says."""
    found = parse_quantity(text)
    unit = _COUNTED.get(found.unit.lower().removesuffix("s"), "") if found else ""
    if found and unit:
        return "", {"amount": found.amount, "unit": unit}
    return text.strip(), {}


def _cycle_days(text: str | None) -> tuple[int, ...]:
    if text is None:
        return ()
    days = parse_cycle_days(text)
    if not days:
        raise BadInput("unknown_value", value=text, name="--cycle-days")
    return days
