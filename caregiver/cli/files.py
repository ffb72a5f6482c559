"""The care file itself: new, info, check, undo, history, and backups."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from caregiver import paths, settings, texts
from caregiver.app import Caregiver
from caregiver.cli.arguments import Commands, Namespace, count
from caregiver.cli.output import Answer, complain, iso, moment_text, table
from caregiver.clock import Clock, FixedClock, SystemClock, system_zone
from caregiver.domain.changes import RecordChange
from caregiver.errors import BadInput, CareFileDamaged, NotFound


@dataclass(frozen=True, slots=True)
class Place:
    """Which care file a command is about, at what time, and who is at the keyboard."""

    path: Path | None
    clock: Clock
    by: str

    @classmethod
    def of(cls, args: Namespace) -> "Place":
        """Return what the common options say: without `--file`, the file opened last."""
        kept = settings.load()
        chosen = args.file or kept.last_file
        clock: Clock = FixedClock(args.now, system_zone()) if args.now else SystemClock()
        if args.passphrase_file or args.passphrase_stdin:
            complain(texts.ERRORS["no_passphrase_needed"])
        return cls(Path(chosen) if chosen else None, clock, kept.user_name)

    def care_file(self) -> Path:
        """Return the path of the care file, or say how to make one."""
        if self.path is None:
            raise NotFound("no_care_file")
        return self.path

    @contextmanager
    def opened(self) -> Iterator[Caregiver]:
        """Open the care file, remember it as the last one, and close it before anything is said."""
        with Caregiver.open(self.care_file(), clock=self.clock, by=self.by) as app:
            remember(app.path)
            yield app


def remember(path: Path) -> None:
    """Keep which care file to use without `--file`."""
    kept = settings.load()
    before = kept.last_file
    kept.remember_file(path)
    if kept.last_file != before:
        settings.save(kept)


def register(commands: Commands) -> None:
    """Add the commands about the file itself."""
    new = commands.add("new", "make a new care file; never replaces one", _new, opens=False)
    new.add_argument("--sample", action="store_true", help="fill it with an invented family")
    new.add_argument("--encrypt", action="store_true", help="not in this version")
    commands.add("info", "say what is inside", _info)
    commands.add("check", "look for damage", _check, opens=False)
    commands.add("undo", "take back the last change", _undo)
    commands.add("redo", "bring back what was taken back last", _redo)
    history = commands.add("history", "say who changed what, and when", _history)
    history.add_argument("--limit", type=count, default=200, metavar="N", help="at most N changes")
    backup = commands.add("backup", "make a verified copy", _backup)
    backup.add_argument("out", nargs="?", type=Path, metavar="OUT", help="where; must not exist")
    commands.add("backups", "list the copies beside the care file", _backups, opens=False)
    restore = commands.add(
        "restore", "put a copy back; the present file is kept aside first", _restore, opens=False
    )
    restore.add_argument("backup", type=Path, metavar="FILE", help="the copy to put back")


def _new(place: Place, args: Namespace) -> Answer:
    if args.encrypt:
        raise BadInput("not_in_this_version", what="--encrypt")
    path = place.care_file() if args.file else _usual_name(place, args)
    with Caregiver.create(path, clock=place.clock, by=place.by) as app:
        if args.sample:
            from caregiver import sample

            sample.fill(app.file, place.clock)
        answer = {"file": str(app.path), "schema": app.schema, "encrypted": False}
        remember(app.path)
    words = "with an invented family" if args.sample else "empty"
    return Answer(answer, [f"Made {answer['file']}, {words}."])


def _usual_name(place: Place, args: Namespace) -> Path:
    name = "Example family" if args.sample else "Our care file"
    folder = paths.care_folder()
    paths.make_private_folder(folder)
    return folder / f"{name}{paths.CARE_SUFFIX}"


def _info(app: Caregiver, args: Namespace) -> Answer:
    patient = app.people.patient()
    counts = app.records.counts()
    made = app.backups.last_made()
    zone = app.clock.zone()
    data = {
        "file": str(app.path),
        "schema": app.schema,
        "encrypted": False,
        "person": patient.name or None,
        "is_example": patient.is_example,
        "counts": counts,
        "last_backup": iso(made, zone),
    }
    rows = [
        ("File", str(app.path)),
        ("Person", patient.name or "not named yet"),
        ("Last backup", moment_text(made, zone) if made else "none yet"),
        *((kind.replace("_", " ").capitalize(), str(count)) for kind, count in counts.items()),
    ]
    return Answer(data, table(rows, ("Schema", str(app.schema))))


def _check(place: Place, args: Namespace) -> Answer:
    try:
        with place.opened() as app:
            found = [
                {"code": one.code, "where": one.where, "text": one.text}
                for one in app.backups.problems()
            ]
            damaged = bool(found)
            found.extend(_broken_rules(app))
    except CareFileDamaged as error:
        damaged = True
        found = [{"code": error.code, "where": "file", "text": texts.sentence(error)}]
    if not found:
        return Answer({"ok": True, "problems": []}, ["All is well."])
    lines = table([(one["where"], one["code"], one["text"]) for one in found], _PROBLEM_HEADS)
    code = CareFileDamaged.exit_code if damaged else BadInput.exit_code
    return Answer({"ok": False, "problems": found}, lines, code)


_PROBLEM_HEADS = ("Where", "What", "In words")


def _broken_rules(app: Caregiver) -> Iterator[dict[str, str]]:
    for kind in app.records.kinds():
        for record in app.records.list(kind):
            for problem in record.problems():
                yield {
                    "code": problem.code,
                    "where": f"{kind} {record.id} {problem.field}",
                    "text": texts.PROBLEMS[problem.code],
                }


def _undo(app: Caregiver, args: Namespace) -> Answer:
    label = app.undo().label
    return Answer({"undone": label}, [f"Taken back: {label}."])


def _redo(app: Caregiver, args: Namespace) -> Answer:
    label = app.redo().label
    return Answer({"redone": label}, [f"Brought back: {label}."])


def _history(app: Caregiver, args: Namespace) -> Answer:
    zone = app.clock.zone()
    entries = app.history(args.limit)
    data: list[dict[str, Any]] = [
        {
            "number": one.number,
            "at": iso(one.at, zone),
            "by": one.by,
            "label": one.label,
            "is_undone": one.is_undone,
            "changes": [
                {"kind": each.kind, "id": each.id, "change": _what(each)} for each in one.changes
            ],
        }
        for one in entries
    ]
    rows = [
        (moment_text(one.at, zone), one.by or "-", one.label + (" (undone)" * one.is_undone))
        for one in entries
    ]
    return Answer(data, table(rows, ("When", "Who", "What")) if rows else ["No changes yet."])


def _what(change: RecordChange) -> str:
    if change.before is None:
        return "added"
    return "removed" if change.after is None else "changed"


def _backup(app: Caregiver, args: Namespace) -> Answer:
    made = app.backups.make(args.out.absolute() if args.out else None)
    app.backups.verify(made.path)
    data = {"file": str(made.path), "verified": True, "records": made.records}
    return Answer(data, [f"Copied and checked: {made.path}"])


def _backups(place: Place, args: Namespace) -> Answer:
    from caregiver.services.backups import list_beside

    zone = place.clock.zone()
    found = list_beside(place.care_file())
    data = [
        {"file": str(one.path), "made_at": iso(one.made_at, zone), "size": one.size}
        for one in found
    ]
    rows = [(moment_text(one.made_at, zone), _size(one.size), str(one.path)) for one in found]
    return Answer(data, table(rows, ("Made", "Size", "File")) if rows else ["No backups yet."])


def _size(size: int) -> str:
    return f"{size / 1_000_000:.1f} MB"


def _restore(place: Place, args: Namespace) -> Answer:
    from caregiver.services.backups import restore

    restored = restore(args.backup.absolute(), place.care_file().absolute(), place.clock)
    kept = str(restored.kept) if restored.kept else None
    data = {"restored": str(restored.backup), "kept": kept}
    lines = [f"Put back: {restored.backup}"]
    if kept:
        lines.append(f"The file that stood there is kept at {kept}")
    return Answer(data, lines)
