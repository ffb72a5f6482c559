"""Files from elsewhere and for elsewhere."""

from pathlib import Path

from caregiver.app import Caregiver
from caregiver.cli.arguments import Commands, Namespace, day
from caregiver.cli.output import Answer
from caregiver.cli.reading import checked_days
from caregiver.errors import BadInput
from caregiver.import_texts import import_note
from caregiver.services.exports import Exported
from caregiver.services.imports import ImportPreview, ImportResult, ImportState

_IMPORTS_LATER = ("csv", "fhir", "bundle", "ccda")
_EXPORTS = ("json", "ics", "csv")
_EXPORTS_LATER = ("fhir", "bundle")


def register(commands: Commands) -> None:
    """Add import and export."""
    incoming = commands.add("import", "take over a file, all of it or nothing", _import)
    incoming.add_argument("path", metavar="FILE", type=Path, help="a calendar file (.ics)")
    incoming.add_argument("--format", choices=("ics", *_IMPORTS_LATER), help="else by its ending")
    incoming.add_argument("--dry-run", action="store_true", help="only say what would happen")
    export = commands.add("export", "write the record for other programs", _export)
    export.add_argument(
        "format",
        metavar="FORMAT",
        choices=(*_EXPORTS, *_EXPORTS_LATER),
        help="json, ics, csv (medicines: a folder, or one .zip)",
    )
    export.add_argument("out", metavar="OUT", type=Path, help="where to write it")
    export.add_argument("--from", dest="first", type=day, metavar="D", help="first day")
    export.add_argument("--to", dest="last", type=day, metavar="D", help="last day, inclusive")
    export.add_argument(
        "--private-details", choices=("hide", "show"), help="else json shows, ics hides"
    )
    export.add_argument(
        "--privacy", choices=("full", "places", "busy"), help="ics: how much it tells (places)"
    )
    export.add_argument("--only", metavar="ID", help="ics: one appointment, by its id")


def _import(app: Caregiver, args: Namespace) -> Answer:
    if args.format in _IMPORTS_LATER:
        raise BadInput("not_in_this_version", what=f"import --format {args.format}")
    preview = app.imports.preview(args.path.absolute())
    result = _forecast(preview) if args.dry_run else app.imports.run(preview)
    problems = [
        {"where": one.where, "code": one.code, "text": import_note(one.code, one.text)}
        for one in result.problems
    ]
    data = {
        "added": result.added,
        "updated": result.updated,
        "skipped": result.skipped,
        "problems": problems,
    }
    verb = "Would be" if args.dry_run else "Were"
    lines = [
        f"{verb} added: {result.added}, updated: {result.updated}, left as is: {result.skipped}.",
        *(f"{one['where'] or 'File'}: {one['text']}" for one in problems),
    ]
    return Answer(data, lines)


def _forecast(preview: ImportPreview) -> ImportResult:
    """Return what taking over the preview would do."""
    ticked = [one.state for one in preview.rows if one.is_ticked]
    added = ticked.count(ImportState.NEW)
    return ImportResult(
        added, len(ticked) - added, len(preview.rows) - len(ticked), preview.problems
    )


def _export(app: Caregiver, args: Namespace) -> Answer:
    if args.format in _EXPORTS_LATER:
        raise BadInput("not_in_this_version", what=f"export {args.format}")
    checked_days(args.first, args.last)
    target = args.out.absolute()
    if args.format == "ics":
        privacy = args.privacy or ("full" if args.private_details == "show" else "places")
        done = app.exports.calendar(
            target, args.first, args.last, privacy=privacy, appointment_id=args.only or ""
        )
    elif args.format == "csv":
        done = app.exports.medicines(target, args.first, args.last)
    else:
        done = app.exports.everything(
            target, args.first, args.last, with_private=args.private_details != "hide"
        )
    data = {"file": str(done.path), "records": done.records}
    lines = [f"Wrote {done.records} records to {done.path}."]
    if args.format == "ics":
        data |= {"entries": done.entries, "bytes": done.size, "written_out": done.written_out}
        lines += _remarks(done)
    return Answer(data, lines)


def _remarks(done: Exported) -> list[str]:
    """Return what is worth knowing of a calendar file."""
    lines = []
    if done.written_out:
        lines.append(
            f"{done.written_out} series stand in it date by date, because calendar programs "
            "differ on how they repeat; those without an end for one year."
        )
    if done.is_large:
        lines.append("The file is large. Some calendars may refuse it; try fewer days.")
    return lines
