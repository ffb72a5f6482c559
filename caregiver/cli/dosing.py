"""Noting one dose: the planned one it belongs to is found by its time."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

from caregiver import texts
from caregiver.app import Caregiver
from caregiver.cli.arguments import Commands, Namespace, identifier, local
from caregiver.cli.output import Answer
from caregiver.domain.doses import Dose, DoseStatus
from caregiver.domain.medications import Schedule
from caregiver.domain.quantities import parse_quantity
from caregiver.errors import BadInput, NotFound
from caregiver.services.doses import DoseEntry, status_at

# A dose belongs to the planned one nearest in time, if that is no further away than this.
_NEAR = timedelta(hours=6)


def register(add: Commands) -> None:
    """Add `add dose`."""
    parser = add.add("dose", "one dose: taken, late, skipped, held or missed", _add_dose)
    parser.add_argument(
        "--medication", required=True, type=identifier, metavar="ID", help="from: list medication"
    )
    parser.add_argument("--at", type=local, metavar="L", help="local time; now")
    parser.add_argument(
        "--status",
        choices=[one.value for one in DoseStatus],
        help="taken; late after the window of the prescription",
    )
    parser.add_argument("--reason", default="", metavar="T", help="why it was not taken")
    parser.add_argument("--amount", default="", metavar="T", help="really given: 2 tablets")
    parser.add_argument("--given-by", default="", metavar="T", help="who gave it")


def _add_dose(app: Caregiver, args: Namespace) -> Answer:
    status = DoseStatus(args.status or DoseStatus.TAKEN.value)
    at = app.clock.now()
    if args.at is not None:
        at = args.at.replace(tzinfo=app.clock.zone()).astimezone(UTC)
    if status.was_taken and at > app.clock.now():
        raise BadInput("in_future")
    found = app.medications.entry(args.medication, _local_day(app, at))
    if found is None:
        raise NotFound("unknown_value", value=args.medication, name="--medication")
    planned = _nearest(app, args.medication, at)
    needed = next((one for one in found.schedules if one.as_needed), None)
    warnings: list[tuple[str, str]] = []
    if planned is not None and planned.dose is not None and status.was_taken:
        warnings.append(("already_noted", texts.WARNINGS["already_noted"]))
        planned = None
    if planned is None:
        schedule = needed or next(iter(found.shown), None)
        planned = DoseEntry(found.medication, schedule, _local_day(app, at), None)
    if status.was_taken and planned.schedule is not None:
        warnings += _against(app, planned.schedule, at)
    if args.status is None:
        status = status_at(planned, at, app.clock.zone()) or status
    dose = _noted(app, planned, status, at if status.was_taken else None)
    saved = app.doses.save(_as_said(dose, args))
    data = {"id": saved.id, "warnings": [{"code": code, "text": text} for code, text in warnings]}
    return Answer(data, [saved.id, *(text for _, text in warnings)])


def _against(app: Caregiver, schedule: Schedule, at: datetime) -> list[tuple[str, str]]:
    """Return code and sentence of what speaks against this dose."""
    return [
        (one.code, texts.WARNINGS[one.code].format(limit=one.limit, given=one.given))
        for one in app.doses.warnings(schedule, at)
    ]


def _as_said(dose: Dose, args: Namespace) -> Dose:
    """Return the dose with what was said about it on the command line."""
    if args.reason:
        dose = replace(dose, reason=args.reason)
    if args.given_by:
        dose = replace(dose, given_by=args.given_by)
    if args.amount:
        found = parse_quantity(args.amount)
        if found is None:
            raise BadInput("unknown_value", value=args.amount, name="--amount")
        dose = replace(dose, amount=found.amount, unit=found.unit or dose.unit)
    return dose


def _nearest(app: Caregiver, medication_id: str, at: datetime) -> DoseEntry | None:
    """Return the planned dose nearest to `at`, noted or not; else one of that day without time."""
    zone = app.clock.zone()
    day = _local_day(app, at)
    around = app.doses.for_medication(
        medication_id, day - timedelta(days=1), day + timedelta(days=1)
    )
    planned = [
        (abs(when - at), one) for one in around if one.is_planned and (when := one.planned_at(zone))
    ]
    distance, nearest = min(planned, key=lambda pair: pair[0], default=(None, None))
    if distance is not None and distance <= _NEAR:
        return nearest
    return next((one for one in around if one.day == day and _has_no_time(one)), None)


def _has_no_time(entry: DoseEntry) -> bool:
    return entry.time is None and entry.is_planned and entry.dose is None


def _noted(app: Caregiver, entry: DoseEntry, status: DoseStatus, given_at: datetime | None) -> Dose:
    """Return the dose to save: the one noted before corrected, or a new one."""
    if entry.dose is not None:
        return replace(entry.dose, status=status, given_at=given_at)
    medication, schedule = entry.medication, entry.schedule
    return Dose(
        medication_id=medication.id,
        schedule_id=schedule.id if schedule else None,
        day=entry.day,
        due_time=entry.time,
        status=status,
        given_at=given_at,
        amount=schedule.amount if schedule else None,
        unit=schedule.unit if schedule else "",
        dose_text=schedule.dose_text if schedule else "",
        strength=(schedule.strength if schedule else "") or medication.strength,
        given_by=app.file.by,
    )


def _local_day(app: Caregiver, moment: datetime) -> date:
    return moment.astimezone(app.clock.zone()).date()
