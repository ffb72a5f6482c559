"""Noting one dose: the planned one it belongs to is found by its time."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

from caregiver import texts
from caregiver.app import Caregiver
from caregiver.cli.arguments import Commands, Namespace, identifier, local
from caregiver.cli.output import Answer
from caregiver.domain.doses import Dose, DoseStatus
from caregiver.errors import BadInput, NotFound
from caregiver.services.doses import DoseEntry

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
        "--status", choices=[one.value for one in DoseStatus], default=DoseStatus.TAKEN.value
    )
    parser.add_argument("--reason", default="", metavar="T", help="why it was not taken")


def _add_dose(app: Caregiver, args: Namespace) -> Answer:
    status = DoseStatus(args.status)
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
    if planned is None and status.was_taken and needed is not None:
        warnings += [
            (one.code, texts.WARNINGS[one.code].format(limit=one.limit, given=one.given))
            for one in app.doses.warnings(needed, at)
        ]
    if planned is None:
        schedule = needed or next(iter(found.shown), None)
        planned = DoseEntry(found.medication, schedule, _local_day(app, at), None)
    dose = _noted(app, planned, status, at if status.was_taken else None)
    if args.reason:
        dose = replace(dose, reason=args.reason)
    saved = app.doses.save(dose)
    data = {"id": saved.id, "warnings": [{"code": code, "text": text} for code, text in warnings]}
    return Answer(data, [saved.id, *(text for _, text in warnings)])


def _nearest(app: Caregiver, medication_id: str, at: datetime) -> DoseEntry | None:
    """Return the planned dose nearest to `at`, noted or not."""
    zone = app.clock.zone()
    day = _local_day(app, at)
    around = app.doses.for_medication(
        medication_id, day - timedelta(days=1), day + timedelta(days=1)
    )
    planned = [
        (abs(when - at), one) for one in around if one.is_planned and (when := one.planned_at(zone))
    ]
    distance, nearest = min(planned, key=lambda pair: pair[0], default=(None, None))
    return nearest if distance is not None and distance <= _NEAR else None


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
