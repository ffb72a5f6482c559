"""Files from elsewhere and for elsewhere."""

from pathlib import Path

from caregiver.app import Caregiver
from caregiver.cli.arguments import Commands, Namespace, day
from caregiver.cli.output import Answer
from caregiver.cli.reading import checked_days
from caregiver.errors import BadInput

_IMPORTS_LATER = ("csv", "fhir", "bundle", "ccda")
_EXPORTS_LATER = ("ics", "csv", "fhir", "bundle")


def register(commands: Commands) -> None:
    """Add export."""
    export = commands.add("export", "write the record for other programs", _export)
    export.add_argument("format", metavar="FORMAT", choices=("json", *_EXPORTS_LATER), help="json")
    export.add_argument("out", metavar="OUT", type=Path, help="where to write it")
    export.add_argument("--from", dest="first", type=day, metavar="D", help="first day")
    export.add_argument("--to", dest="last", type=day, metavar="D", help="last day, inclusive")
    export.add_argument("--private-details", choices=("hide", "show"), default="show")


def _export(app: Caregiver, args: Namespace) -> Answer:
    if args.format in _EXPORTS_LATER:
        raise BadInput("not_in_this_version", what=f"export {args.format}")
    checked_days(args.first, args.last)
    done = app.exports.everything(
        args.out.absolute(),
        args.first,
        args.last,
        with_private=args.private_details == "show",
    )
    data = {"file": str(done.path), "records": done.records}
    return Answer(data, [f"Wrote {done.records} records to {done.path}."])
