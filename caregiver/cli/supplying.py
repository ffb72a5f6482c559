"""Supply: what is left of each medicine, what a trip needs, and noting counts and packs."""

from datetime import date
from decimal import Decimal
from typing import Any

from caregiver import texts
from caregiver.app import Caregiver
from caregiver.cli.arguments import Commands, Namespace, Usage, day, identifier, number
from caregiver.cli.output import Answer, table
from caregiver.domain.quantities import counted_text
from caregiver.domain.supply import SupplyEntry, SupplySort
from caregiver.errors import NotFound
from caregiver.services.supply import SupplyState
from caregiver.services.supply_trip import TripRow


def register(commands: Commands) -> None:
    """Add `supply`."""
    parser = commands.add("supply", "what is left of each medicine, or what some days need",
                          _supply)  # fmt: skip
    parser.add_argument("--from", dest="first", type=day, metavar="D", help="first day of a trip")
    parser.add_argument("--to", dest="last", type=day, metavar="D", help="its last day, inclusive")


def register_adding(add: Commands) -> None:
    """Add `add supply`."""
    parser = add.add("supply", "a count, a pack that came in, or what was lost", _add_supply)
    parser.add_argument(
        "--medication", required=True, type=identifier, metavar="ID", help="from: list medication"
    )
    which = parser.add_mutually_exclusive_group(required=True)
    which.add_argument("--count", type=number, metavar="N", help="so much is there now")
    which.add_argument("--received", type=number, metavar="N", help="so much came in")
    which.add_argument("--removed", type=number, metavar="N", help="so much was lost")
    parser.add_argument("--unit", default="", metavar="U", help="tablet, mL; else as the doses")
    parser.add_argument("--expires", type=day, metavar="D", help="the date on the pack")


def _supply(app: Caregiver, args: Namespace) -> Answer:
    if (args.first is None) != (args.last is None):
        raise Usage("--from and --to go together")
    if args.first is not None:
        trip = app.supply.trip(args.first, args.last)
        data = [_trip_json(one) for one in trip.rows]
        rows = [_trip_row(one) for one in trip.rows]
        heads = ("Medicine", "Why", "Needed", "Left then", "Enough")
        return Answer(data, table(rows, heads) if rows else ["No medicine is in use then."])
    found = app.supply.states()
    rows = [_state_row(one) for one in found]
    heads = ("Medicine", "Left", "Runs out", "Order by", "On the pack")
    lines = table(rows, heads) if rows else ["Nothing was counted yet."]
    return Answer([_state_json(one) for one in found], lines)


def _state_row(state: SupplyState) -> tuple[str, ...]:
    return (
        state.medication.name,
        _amount(state.left, state.unit),
        *(_day(one) or "-" for one in (state.runs_out_on, state.reorder_by, state.expires_on)),
    )


def _state_json(state: SupplyState) -> dict[str, Any]:
    return {
        "medication": state.medication.id,
        "name": state.medication.name,
        "left": f"{state.left:f}",
        "unit": state.unit,
        "counted_on": _day(state.counted_on),
        "assumed_doses": state.assumed,
        "outlook": state.outlook.value,
        "runs_out_on": _day(state.runs_out_on),
        "reorder_by": _day(state.reorder_by),
        "packs": state.packs,
        "expires_on": _day(state.expires_on),
        "is_low": state.is_low,
    }


def _trip_row(row: TripRow) -> tuple[str, ...]:
    enough = {True: "yes", False: "no", None: "-"}[row.is_enough]
    needed = "-" if row.needed is None else _amount(row.needed, row.unit)
    left = "-" if row.left is None else _amount(row.left, row.unit)
    return row.medication.name, row.sort.value.replace("_", " "), needed, left, enough


def _trip_json(row: TripRow) -> dict[str, Any]:
    return {
        "medication": row.medication.id,
        "name": row.medication.name,
        "sort": row.sort.value,
        "doses": row.doses,
        "needed": None if row.needed is None else f"{row.needed:f}",
        "unit": row.unit,
        "left": None if row.left is None else f"{row.left:f}",
        "is_enough": row.is_enough,
        "packs": row.packs,
    }


def _add_supply(app: Caregiver, args: Namespace) -> Answer:
    if app.medications.get(args.medication) is None:
        raise NotFound("unknown_value", value=args.medication, name="--medication")
    amounts = {
        SupplySort.COUNTED: args.count,
        SupplySort.RECEIVED: args.received,
        SupplySort.REMOVED: args.removed,
    }
    sort, amount = next((sort, one) for sort, one in amounts.items() if one is not None)
    saved = app.supply.note(
        SupplyEntry(
            medication_id=args.medication,
            sort=sort,
            amount=amount,
            unit=args.unit,
            expires_on=args.expires,
        )
    )
    state = app.supply.state(args.medication)
    lines = [saved.id]
    if state is not None:
        words = texts.SUPPLY_LEFT.format(amount=_amount(state.left, state.unit))
        if state.runs_out_on is not None:
            runs_out = state.runs_out_on.isoformat()
            words = f"{words} {texts.SUPPLY_RUNS_OUT.format(day=runs_out)}"
        lines.append(words)
    return Answer({"id": saved.id}, lines)


def _amount(amount: Decimal, unit: str) -> str:
    return counted_text(amount, unit)


def _day(day: date | None) -> str | None:
    return day.isoformat() if day else None
