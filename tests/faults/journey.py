"""A whole day with the program, watched: what it connects to, and where it writes.

`python -m tests.faults.journey FOLDER` prints one JSON object. It is a process of its own because
an audit hook can never be taken out again.
"""

import contextlib
import json
import os
import sys
from pathlib import Path

FOLDER = Path(sys.argv[1]) if __name__ == "__main__" else Path()
SEEN: dict[str, list[str]] = {"network": [], "programs": [], "written": []}
_WRITING = os.O_WRONLY | os.O_RDWR | os.O_CREAT


def watch(event: str, values: tuple[object, ...]) -> None:
    """Note connections, other programs and files opened for writing."""
    if event.startswith(("socket.connect", "socket.bind", "socket.getaddrinfo", "socket.sendto")):
        SEEN["network"].append(f"{event} {values[1:]}")
    elif event in ("subprocess.Popen", "os.system", "os.exec", "os.posix_spawn"):
        SEEN["programs"].append(f"{event} {values[0]}")
    elif event == "open" and isinstance(values[0], str) and _is_for_writing(values[2]):
        SEEN["written"].append(values[0])


def _is_for_writing(flags: object) -> bool:
    return isinstance(flags, int) and bool(flags & _WRITING)


def main() -> None:
    """Use every service of the program in one care file."""
    sys.addaudithook(watch)
    os.umask(0o022)
    from datetime import UTC, datetime
    from zoneinfo import ZoneInfo

    from caregiver import logs
    from caregiver import settings as preferences
    from caregiver.app import Caregiver
    from caregiver.clock import FixedClock
    from caregiver.domain.journal import JournalEntry
    from caregiver.errors import UserError
    from caregiver.sample import fill
    from caregiver.services.backups import restore

    clock = FixedClock(datetime(2027, 3, 15, 12, 0, tzinfo=UTC), ZoneInfo("America/New_York"))
    logs.begin()
    logs.note_bug(ValueError("an example"))
    preferences.save(preferences.Settings(user_name="Anna"))
    path = FOLDER / "ours.care"
    app = Caregiver.create(path, clock, by="Anna")
    fill(app.file, clock)
    today = app.today.page()
    app.doses.take_all(today.waiting)
    app.journal.save(JournalEntry(day=clock.today(), text="Watched."))
    reading = app.quick_add.read("Fever 38.2 C at 7")
    app.quick_add.save(reading)
    app.calendar.entries(clock.today(), clock.today())
    app.symptoms.grid()
    app.search.find("watched")
    imported = FOLDER / "clinic.ics"
    app.exports.calendar(imported)
    app.imports.run(app.imports.preview(imported))
    app.exports.everything(FOLDER / "everything.json")
    for paper in (
        app.reports.visit_summary(),
        app.reports.medication_list(),
        app.reports.question_list(),
        app.reports.emergency_sheet(),
        app.reports.wallet_card(),
    ):
        app.reports.save(paper, FOLDER / paper.name)
    app.publishing.account()
    app.publishing.state()
    with contextlib.suppress(UserError):  # no server was set up, so nothing is sent
        app.publishing.publish()
    app.undo()
    app.redo()
    modes = tree(FOLDER)  # while the journal files are there
    backup = app.backups.make()
    app.backups.make_daily_if_due()
    app.close()
    restore(backup.path, path, clock)
    logs.end()
    sys.stdout.write(json.dumps({**SEEN, "modes": {**modes, **tree(FOLDER)}}))


def tree(folder: Path) -> dict[str, str]:
    """Return the mode of everything in a folder, as octal text, by its path in it."""
    return {
        str(path.relative_to(folder)): oct(path.stat().st_mode & 0o7777)
        for path in folder.rglob("*")
    }


if __name__ == "__main__":
    main()
