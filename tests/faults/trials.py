"""What the trials share: processes to kill, and what must be true of a file afterwards."""

import contextlib
import json
import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from types import TracebackType
from typing import Any, Self

from caregiver.clock import FixedClock
from caregiver.domain.journal import JournalEntry
from caregiver.domain.questions import Question
from caregiver.storage import schema, search_index
from caregiver.storage.care_file import CareFile, open_file

ROOT = Path(__file__).resolve().parents[2]
Answer = dict[str, Any]
SLOWEST_OPENING = 1.0  # seconds
PATIENCE = 30.0  # seconds before a silent process counts as hung


class Process:
    """One driver process: tell it something, hear it, kill it."""

    def __init__(self, number: int, line: socket.socket) -> None:
        self.number = number
        self._line = line
        self._line.settimeout(PATIENCE)
        self._file = line.makefile("r", encoding="utf-8")

    def tell(self, *commands: dict[str, Any]) -> None:
        """Hand over commands without waiting for the answers."""
        self._line.sendall("".join(json.dumps(one) + "\n" for one in commands).encode())

    def ask(self, do: str, **values: Any) -> Answer:
        """Do one command and return its answer."""
        self.tell({"do": do, **values})
        answer: Answer = json.loads(self._file.readline())
        return answer

    def kill(self) -> list[Answer]:
        """End the process without warning; return the answers it gave that were not read yet."""
        os.kill(self.number, signal.SIGKILL)
        answers = []
        # commands it never read: the end of the line comes as an error, after all it had said
        with contextlib.suppress(ConnectionResetError):
            for line in self._file:
                if line.endswith("\n"):
                    answers.append(json.loads(line))
        self._close()
        return answers

    def quit(self) -> None:
        """Let the process end by itself."""
        self.tell({"do": "quit"})
        self._file.read()
        self._close()

    def _close(self) -> None:
        self._file.close()
        self._line.close()


class Nursery:
    """A process with the program loaded, from which each trial gets a process of its own."""

    def __init__(self) -> None:
        self._control, theirs = socket.socketpair()
        self._process = subprocess.Popen(
            [sys.executable, "-m", "tests.faults.driver", "--nursery", str(theirs.fileno())],
            pass_fds=[theirs.fileno()],
            cwd=ROOT,
        )
        theirs.close()
        self._control.settimeout(PATIENCE)

    def process(self) -> Process:
        """Return a fresh process that answers."""
        ours, theirs = socket.socketpair()
        socket.send_fds(self._control, [b"+"], [theirs.fileno()])
        theirs.close()
        process = Process(int.from_bytes(self._control.recv(4), "big"), ours)
        assert process.ask("ready")["ok"]
        return process

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, _: type[BaseException] | None, __: BaseException | None, ___: TracebackType | None
    ) -> None:
        self._control.close()
        self._process.wait(PATIENCE)


def kept(care_file: CareFile) -> dict[str, str]:
    """Return the text of every journal entry and question, by id."""
    with care_file.read() as reader:
        return {one.id: one.text for cls in (JournalEntry, Question) for one in reader.all(cls)}


@contextmanager
def opened_whole(
    path: Path, clock: FixedClock, migrations: schema.Migrations = schema.THIS_PROGRAM
) -> Iterator[CareFile]:
    """Open a file as after a crash: quickly, and with nothing wrong in it."""
    begun = time.process_time()  # whatever else the machine does meanwhile
    care_file = open_file(path, clock, migrations=migrations)
    took = time.process_time() - begun
    try:
        assert took < SLOWEST_OPENING
        assert care_file.problems() == []
        assert_search_agrees(care_file)
        yield care_file
    finally:
        care_file.close()


def assert_search_agrees(care_file: CareFile) -> None:
    """Compare the full text with the records, word by word."""
    with care_file._transaction() as connection:
        search_index.check(connection)
        rows = connection.exec_driver_sql("SELECT record_id, title FROM search_entry").all()
    texts = kept(care_file)
    assert dict(tuple(row) for row in rows) == texts


def left_behind(folder: Path) -> list[Path]:
    """Return unfinished files anywhere in a folder."""
    return sorted(path for path in folder.rglob("*") if ".part" in path.name)
