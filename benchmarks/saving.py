"""P4: one saved action, with history, search index and undo, against one durable write."""

import os
import shutil
from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from itertools import count
from pathlib import Path
from tempfile import TemporaryDirectory

from benchmarks import data_sets
from benchmarks.figures import Figure, medians_ms
from caregiver.app import Caregiver
from caregiver.domain.records import new_id

PAGE = b"x" * 4096


def measure() -> list[Figure]:
    """Measure three actions of a caregiver in a file of two years."""
    with TemporaryDirectory(dir=data_sets.BUILD) as folder:
        path = Path(folder) / "ours.care"
        shutil.copyfile(data_sets.care_file_of(data_sets.TYPICAL), path)
        handle = os.open(Path(folder) / "page", os.O_WRONLY | os.O_CREAT, 0o600)
        with Caregiver.open(path, data_sets.clock()) as app:
            actions = {
                "a line of the journal": _journal(app),
                "a dose marked taken": _dose(app),
                "a symptom logged": _symptom(app),
                "an undo and a redo": _undo(app),
            }
            floor, *ours = medians_ms(_durable_write(handle), *actions.values(), runs=40, warm=5)
        os.close(handle)
    goals = (4, 4, 4, 8)  # the last one is two changes
    return [
        Figure(id="P4", what=f"save {name}", unit="ms", floor=floor, ours=took, goal=goal)
        for name, took, goal in zip(actions, ours, goals, strict=True)
    ]


def _durable_write(handle: int) -> Callable[[], object]:
    def act() -> None:
        os.pwrite(handle, PAGE, 0)
        os.fdatasync(handle)

    return act


def _journal(app: Caregiver) -> Callable[[], object]:
    numbers = count()
    return lambda: app.journal.write(f"A calm morning, number {next(numbers)}.")


def _dose(app: Caregiver) -> Callable[[], object]:
    """Take away the records of some days, so that their doses can be marked taken again."""
    today = app.clock.today()
    begin = today - timedelta(days=8)
    for entry in app.doses.between(begin, today):
        if entry.dose is not None:
            app.doses.delete(entry.dose)
    waiting = [one for one in app.doses.between(begin, today) if one.day < today]
    return lambda: app.doses.take(waiting.pop())


def _symptom(app: Caregiver) -> Callable[[], object]:
    today = app.clock.today()
    pattern = app.symptoms.between(today - timedelta(days=30), today)[0]
    return lambda: app.symptoms.log(replace(pattern, id=new_id(), note="after the walk"))


def _undo(app: Caregiver) -> Callable[[], object]:
    """Undo and redo what was done last, in turn: half the time of both."""

    def act() -> None:
        app.undo()
        app.redo()

    return act
