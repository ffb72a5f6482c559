"""Files from elsewhere and for elsewhere."""

from pathlib import Path

from caregiver.app import Caregiver
from caregiver.cli.arguments import Commands, Namespace, day
from caregiver.cli.output import Answer
from caregiver.cli.reading import checked_days
from caregiver.errors import BadInput

_IMPORTS_LATER = ("csv", "fhir", "bundle", "ccda")
_EXPORTS = ("json", "ics")
_EXPORTS_LATER = ("csv", "fhir", "bundle")


def register(commands: Commands) -> None:
    """Add export."""
    export = commands.add("export", "write the record for other programs", _export)
    export.add_argument(
        "format", metavar="FORMAT", choices=(*_EXPORTS, *_EXPORTS_LATER), help="json, ics"
    )
    export.add_argument("out", metavar="OUT", type=Path, help="where to write it")
    export.add_argument("--from", dest="first", type=day, metavar="D", help="first day")
    export.add_argument("--to", dest="last", type=day, metavar="D", help="last day, inclusive")
    export.add_argument(
        "--private-details", choices=("hide", "show"), help="else json shows, ics hides"
    )


def _export(app: Caregiver, args: Namespace) -> Answer:
    if args.format in _EXPORTS_LATER:
        raise BadInput("not_in_this_version", what=f"export {args.format}")
    checked_days(args.first, args.last)
    target = args.out.absolute()
    if args.format == "ics":
        done = app.exports.calendar(
            target, args.first, args.last, with_details=args.private_details == "show"
        )
    else:
        done = app.exports.everything(
            target, args.first, args.last, with_private=args.private_details != "hide"
        )
    data = {"file": str(done.path), "records": done.records}
    return Answer(data, [f"Wrote {done.records} records to {done.path}."])
