"""Drive one care file without a window: JSON lines in, JSON lines out.

`python -m tests.faults.driver` answers each line on standard input with one on standard output.
A line is `{"do": COMMAND, …}`, the answer `{"ok": true, …}` or `{"ok": false, "code": …}`. An `ok`
to a change is a promise: from then on it survives whatever happens to this process.

`python -m tests.faults.driver --nursery FD` loads the program once and makes a new process for
each socket it is handed over the Unix socket FD, so that hundreds of trials cost no start-up.
"""

import json
import os
import resource
import signal
import socket
import sys
import time
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from datetime import time as clock_time
from itertools import pairwise
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from caregiver import catalogue
from caregiver.app import Caregiver
from caregiver.clock import FixedClock
from caregiver.domain.holds import Hold
from caregiver.domain.journal import JournalEntry
from caregiver.domain.medications import Medication, Schedule
from caregiver.domain.questions import Question
from caregiver.domain.records import to_plain
from caregiver.domain.regimens import Regimen
from caregiver.domain.therapy import Cycle, TherapyLine
from caregiver.errors import UserError
from caregiver.formats import PlainFormats
from caregiver.services import (  # noqa: F401 - loaded once, before any trial
    calendar,
    holds,
    journal,
    medications,
    questions,
    regimens,
)
from caregiver.services.backups import restore
from caregiver.storage import connections, schema, search_index
from caregiver.storage.care_file import open_file

Command = dict[str, Any]
Answer = dict[str, Any]
NOW = datetime(2027, 3, 15, 12, 0, tzinfo=UTC)
DAY = date(2027, 3, 15)
MEDICINE_CLASSES = (TherapyLine, Regimen, Cycle, Medication, Schedule, Hold)


class Driver:
    """Carry out commands on at most one open care file."""

    def __init__(self) -> None:
        self.clock = FixedClock(NOW, ZoneInfo("America/New_York"))
        self.app: Caregiver | None = None

    def answer(self, command: Command) -> Answer:
        """Do one command and say how it went; only expected failures are caught."""
        act: Callable[..., Answer] = getattr(self, f"do_{command.pop('do')}")
        try:
            return {"ok": True, **act(**command)}
        except UserError as error:
            return {"ok": False, "kind": type(error).__name__, "code": error.code}

    @property
    def opened(self) -> Caregiver:
        """Return the open care file."""
        assert self.app is not None, "open a care file first"
        return self.app

    def do_create(self, path: str) -> Answer:
        """Create a care file and open it."""
        self.app = Caregiver.create(Path(path), self.clock, by="driver")
        return {}

    def do_open(self, path: str, migrations: str = "", version: int = 0) -> Answer:
        """Open a care file, with the steps of a later program where a folder of them is given."""
        steps = schema.Migrations(Path(migrations), version) if version else schema.THIS_PROGRAM
        opened = open_file(Path(path), self.clock, "driver", steps)
        self.app = Caregiver(opened, self.clock, PlainFormats())
        return {"schema": self.app.schema}

    def do_put(self, id: str, text: str) -> Answer:
        """Save one journal entry, new or changed."""
        self.opened.journal.save(JournalEntry(id=id, day=DAY, text=text))
        return {}

    def do_put_many(self, entries: dict[str, str]) -> Answer:
        """Save some questions as one change."""
        made = [Question(id=id, text=text, noted_on=DAY) for id, text in entries.items()]
        self.opened.questions.add_many(made)
        return {}

    def do_delete(self, id: str) -> Answer:
        """Delete one journal entry."""
        self.opened.journal.delete(JournalEntry(id=id, day=DAY))
        return {}

    def do_undo(self) -> Answer:
        """Take back the last change."""
        return {"label": self.opened.undo().label}

    def do_dump(self) -> Answer:
        """Return the text of everything kept, by id, and how many changes led there."""
        with self.opened.file.read() as reader:
            kept: list[JournalEntry | Question] = [*reader.all(JournalEntry), *reader.all(Question)]
        changes = self.opened.file.history(1)
        number = changes[0].number if changes else 0
        return {"records": {one.id: one.text for one in kept}, "changes": number}

    def do_check(self) -> Answer:
        """Check pages, references and the search index, entry by entry."""
        found = [f"{one.code} {one.where} {one.text}" for one in self.opened.backups.problems()]
        with self.opened.file._transaction() as connection:
            search_index.check(connection)
        return {"problems": found}

    def do_find(self, text: str) -> Answer:
        """Return the ids of the records with these words."""
        return {"ids": [one.id for one in self.opened.search.find(text)]}

    def do_import(self, path: str) -> Answer:
        """Take over a calendar file."""
        begun = time.process_time()
        preview = self.opened.imports.preview(Path(path))
        made = self.opened.imports.run(preview)
        return {
            "added": made.added,
            "updated": made.updated,
            "skipped": made.skipped,
            "notes": sorted({one.code for one in made.problems}),
            "rows": len(preview.rows),
            "seconds": time.process_time() - begun,
        }

    def do_month(self) -> Answer:
        """Read what the calendar shows of three months; say how long it took and the memory."""
        begun = time.process_time()
        found = self.opened.calendar.entries(date(2027, 2, 1), date(2027, 4, 30))
        self.opened.calendar.month(date(2027, 3, 1), date(2027, 3, 31))
        memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
        return {
            "entries": len(found),
            "seconds": time.process_time() - begun,
            "megabytes": memory,
        }

    def do_plan(self, template: str, day_one: str) -> Answer:
        """Set up a treatment plan of the catalogue with all its medicines."""
        found = catalogue.regimens().get(template)
        assert found is not None
        draft = replace(self.opened.regimens.draft_of(found), confirmed=True)
        self.opened.regimens.set_up(draft, date.fromisoformat(day_one))
        return {}

    def do_delay(self, template: str, days: int) -> Answer:
        """Move the rest of a treatment plan from today on."""
        self.opened.regimens.delay(self._plan(template).id, DAY, days, "low counts", "Dr. Okafor")
        return {}

    def do_begin_cycle(self, template: str, number: int, on: str) -> Answer:
        """Note when day 1 of a cycle is."""
        plan = self._plan(template)
        self.opened.regimens.confirm_cycle(plan.id, number, date.fromisoformat(on))
        return {}

    def do_stop_plan(self, template: str) -> Answer:
        """Stop a treatment plan and all its medicines today."""
        self.opened.regimens.stop(self._plan(template).id, DAY, "a new line", "Dr. Okafor")
        return {}

    def do_hold_plan(self, template: str) -> Answer:
        """Hold every medicine of a treatment plan."""
        rows = self.opened.regimens.card(self._plan(template).id).rows
        self.opened.holds.hold([one.medication.id for one in rows], DAY, None, reason="infection")
        return {}

    def do_taper(self, steps: int) -> Answer:
        """Add a medicine whose dose goes down week by week."""
        medication = Medication(name="Prednisone", started_on=DAY)
        weeks = [DAY + timedelta(weeks=number) for number in range(steps + 1)]
        self.opened.medications.add(
            medication,
            [
                Schedule(medication_id=medication.id, times=(clock_time(8),), first_on=first,
                         last_on=end - timedelta(days=1), dose_text=f"{steps - number} mg")
                for number, (first, end) in enumerate(pairwise(weeks))
            ],
        )  # fmt: skip
        return {}

    def do_medicines(self) -> Answer:
        """Return all that is kept about medicines, without ids, and what falls due in 200 days."""
        with self.opened.file.read() as reader:
            kept = [
                (cls.kind, to_plain(one)) for cls in MEDICINE_CLASSES for one in reader.all(cls)
            ]
        days = self.opened.calendar.entries(DAY - timedelta(20), DAY + timedelta(180), {"dose"})
        return {
            "kept": sorted(
                repr((kind, {key: value for key, value in one.items() if not _is_stamp(key)}))
                for kind, one in kept
            ),
            "days": sorted(f"{one.day} {one.title} {one.status}" for one in days),
            "history": [one.label for one in self.opened.file.history(100)],
        }

    def _plan(self, template: str) -> Regimen:
        """Return the plan that was made from a template."""
        return next(one for one in self.opened.regimens.all() if one.template == template)

    def do_attach(self, path: str) -> Answer:
        """Keep a copy of a file inside the care file."""
        return {"id": self.opened.documents.add(Path(path)).id}

    def do_print(self, path: str) -> Answer:
        """Write the medicine list to `path`."""
        self.opened.reports.save(self.opened.reports.medication_list(), Path(path))
        return {}

    def do_backup(self, path: str = "") -> Answer:
        """Make a verified copy, in the backup folder or at `path`."""
        made = self.opened.backups.make(Path(path) if path else None)
        return {"path": str(made.path), "records": made.records}

    def do_backups(self) -> Answer:
        """Return the paths of the backups, newest first."""
        return {"paths": [str(one.path) for one in self.opened.backups.list()]}

    def do_verify(self, path: str) -> Answer:
        """Return how many records a backup holds."""
        return {"records": self.opened.backups.verify(Path(path))}

    def do_restore(self, path: str, backup: str) -> Answer:
        """Put a backup in the place of the care file, closing it if it is open."""
        self.do_close()
        restore(Path(backup), Path(path), self.clock)
        return {}

    def do_limit(self, bytes: int) -> Answer:
        """Let no file grow beyond `bytes`, -1 for no limit: the disk is full."""
        most = resource.RLIM_INFINITY if bytes < 0 else bytes
        resource.setrlimit(resource.RLIMIT_FSIZE, (most, resource.getrlimit(1)[1]))
        return {}

    def do_close(self) -> Answer:
        """Close the care file."""
        if self.app is not None:
            self.app.close()
            self.app = None
        return {}

    def do_ready(self) -> Answer:
        """Answer, so that the other side knows this process runs."""
        return {"sqlite": ".".join(map(str, connections.driver.sqlite_version_info))}


def _is_stamp(key: str) -> bool:
    """Tell whether a field differs between two runs that did the same."""
    return key == "id" or key.endswith(("_id", "_at", "_by"))


def serve(commands: Iterator[str], say: Callable[[str], None]) -> None:
    """Answer line by line until `quit` or the end of the input."""
    driver = Driver()
    for line in commands:
        command = json.loads(line)
        if command["do"] == "quit":
            break
        say(json.dumps(driver.answer(command)) + "\n")
    driver.do_close()


def run_nursery(control: socket.socket) -> None:
    """Make one process for each socket that arrives on `control`, and answer with its id."""
    signal.signal(signal.SIGCHLD, signal.SIG_IGN)
    while True:
        message, handles, _, _ = socket.recv_fds(control, 1, 1)
        if not message:
            return
        process = os.fork()
        if process == 0:
            control.close()
            with socket.socket(fileno=handles[0]) as line:
                serve(iter(line.makefile("r", encoding="utf-8")), _sender(line))
            os._exit(0)
        os.close(handles[0])
        control.sendall(process.to_bytes(4, "big"))


def _sender(line: socket.socket) -> Callable[[str], None]:
    return lambda text: line.sendall(text.encode())


def _print(text: str) -> None:
    sys.stdout.write(text)
    sys.stdout.flush()


def main() -> None:
    """Serve standard input, or be the nursery."""
    if sys.argv[1:2] == ["--nursery"]:
        run_nursery(socket.socket(fileno=int(sys.argv[2])))
    else:
        serve(iter(sys.stdin), _print)


if __name__ == "__main__":
    main()
