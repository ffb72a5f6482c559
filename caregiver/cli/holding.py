"""Holding medicines because the clinic says so, and going on with them."""

from caregiver.app import Caregiver
from caregiver.cli.arguments import Commands, Namespace, day, identifier
from caregiver.cli.output import Answer, table
from caregiver.errors import NotFound


def register(commands: Commands) -> None:
    """Add `hold`, `go-on` and `holds`."""
    hold = commands.add("hold", "the clinic holds medicines; neither stopped nor missed", _hold)
    go_on = commands.add("go-on", "held medicines are taken again", _go_on)
    for parser in (hold, go_on):
        parser.add_argument(
            "ids", nargs="+", type=identifier, metavar="ID", help="from: list medication"
        )
    hold.add_argument("--from", dest="first", type=day, metavar="D", help="first day; today")
    hold.add_argument("--to", dest="last", type=day, metavar="D", help="last day; until told")
    hold.add_argument("--reason", default="", metavar="T", help="why")
    hold.add_argument("--told-by", default="", metavar="W", help="who said so")
    go_on.add_argument("--on", type=day, metavar="D", help="first day with it again; today")
    listing = commands.add("holds", "what the clinic holds on a day", _list)
    listing.add_argument("--on", type=day, metavar="D", help="the day; today")


def _hold(app: Caregiver, args: Namespace) -> Answer:
    _know(app, args.ids)
    first = args.first or app.clock.today()
    found = app.holds.hold(args.ids, first, args.last, reason=args.reason, told_by=args.told_by)
    ids = [one.id for one in found]
    return Answer({"ids": ids}, ids)


def _go_on(app: Caregiver, args: Namespace) -> Answer:
    _know(app, args.ids)
    on = args.on or app.clock.today()
    app.holds.go_on(args.ids, on)
    return Answer({"on": on.isoformat()}, [on.isoformat()])


def _list(app: Caregiver, args: Namespace) -> Answer:
    names = {one.medication.id: one.medication.name for one in app.medications.entries(args.on)}
    found = [
        {
            "id": one.id,
            "medication_id": one.medication_id,
            "medication": names.get(one.medication_id, ""),
            "first_on": one.first_on.isoformat(),
            "last_on": one.last_on.isoformat() if one.last_on else None,
            "reason": one.reason,
            "told_by": one.told_by,
        }
        for one in app.holds.current(args.on)
    ]
    shown = ("medication", "first_on", "last_on", "reason", "told_by")
    rows = [[str(one[name] or "") for name in shown] for one in found]
    heads = [name.replace("_", " ") for name in shown]
    return Answer(found, table(rows, heads) if rows else [])


def _know(app: Caregiver, ids: list[str]) -> None:
    """Refuse an id that is no medicine."""
    for id in ids:
        if app.medications.get(id) is None:
            raise NotFound("unknown_value", value=id, name="ID")
