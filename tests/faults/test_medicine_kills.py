"""A treatment plan set up, delayed, held or stopped is there as a whole, or not at all."""

import random
import time
from collections.abc import Iterator
from datetime import date, timedelta
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest

from caregiver.clock import FixedClock
from caregiver.storage.care_file import create_file
from tests.faults.driver import Driver
from tests.faults.trials import Answer, Nursery, left_behind

Command = dict[str, Any]
ROUNDS, LONG_ROUNDS = 14, 250
MOST_SECONDS = 0.16  # somewhat longer than the commands take
FIRST = date(2027, 3, 1)

STEPS: list[Command] = [
    {"do": "plan", "template": "d_vmp", "day_one": str(FIRST)},
    {"do": "delay", "template": "d_vmp", "days": 7},
    {"do": "plan", "template": "denosumab_q4w", "day_one": str(FIRST)},
    {"do": "hold_plan", "template": "d_vmp"},
    {"do": "delay", "template": "d_vmp", "days": 21},
    {"do": "begin_cycle", "template": "d_vmp", "number": 2, "on": str(FIRST + timedelta(60))},
    {"do": "taper", "steps": 8},
    {"do": "stop_plan", "template": "d_vmp"},
    {"do": "undo"},
    {"do": "stop_plan", "template": "denosumab_q4w"},
    {"do": "plan", "template": "dpd", "day_one": str(FIRST + timedelta(30))},
    {"do": "undo"},
]


@pytest.fixture(scope="module")
def states(tmp_path_factory: pytest.TempPathFactory) -> list[Answer]:
    """What a file holds before the first step and after each, when nothing goes wrong."""
    driver = Driver()
    path = tmp_path_factory.mktemp("calm") / "ours.care"
    driver.answer({"do": "create", "path": str(path)})
    found = [driver.answer({"do": "medicines"})]
    for step in STEPS:
        assert driver.answer(dict(step))["ok"], step
        found.append(driver.answer({"do": "medicines"}))
    driver.answer({"do": "close"})
    assert all(one != after for one, after in pairwise(found))
    return found


def state_of(path: Path) -> Answer:
    """Return what a file holds, once it was found whole."""
    driver = Driver()
    driver.answer({"do": "open", "path": str(path)})
    assert driver.answer({"do": "check"}) == {"ok": True, "problems": []}
    found = driver.answer({"do": "medicines"})
    driver.answer({"do": "close"})
    return found


def kill_while_planning(
    nursery: Nursery, folder: Path, clock: FixedClock, states: list[Answer], rounds: int, seed: int
) -> set[int]:
    """Kill a process in the middle of its steps; return how far the files had come."""
    chance = random.Random(seed)
    reached = set()
    for number in range(rounds):
        path = folder / f"{number}.care"
        create_file(path, clock).close()
        process = nursery.process()
        process.tell({"do": "open", "path": str(path)}, *STEPS)
        time.sleep(chance.uniform(0.02, MOST_SECONDS))
        answers = process.kill()
        assert all(one["ok"] for one in answers), answers
        done = max(0, len(answers) - 1)
        found = state_of(path)
        allowed = states[done : done + 2]
        assert found in allowed, f"round {number}: lost or torn after {done} steps"
        reached.add(states.index(found))
    assert left_behind(folder) == []
    return reached


def test_a_plan_killed_at_any_moment_is_whole_or_was_not(
    nursery: Nursery, tmp_path: Path, clock: FixedClock, states: list[Answer]
) -> None:
    assert len(kill_while_planning(nursery, tmp_path, clock, states, ROUNDS, seed=31)) > 2


@pytest.mark.faults
@pytest.mark.timeout(600)
def test_many_plans_killed_are_whole_or_were_not(
    nursery: Nursery, tmp_path: Path, clock: FixedClock, states: list[Answer]
) -> None:
    reached = kill_while_planning(nursery, tmp_path, clock, states, LONG_ROUNDS, seed=32)
    assert len(reached) > len(STEPS) // 2


def rooms() -> Iterator[int]:
    """Yield bytes of room beyond what the file has: too little for a step, or for a later one."""
    chance = random.Random(33)
    yield from (0, 2_000)
    yield from (chance.randint(4_000, 260_000) for _ in range(5))


@pytest.mark.parametrize("room", list(rooms()))
def test_a_plan_without_room_is_refused_as_a_whole_and_works_later(
    nursery: Nursery, tmp_path: Path, clock: FixedClock, states: list[Answer], room: int
) -> None:
    path = tmp_path / "ours.care"
    create_file(path, clock).close()
    process = nursery.process()
    assert process.ask("open", path=str(path))["ok"]
    journal = path.with_name("ours.care-wal")
    process.ask("limit", bytes=(journal.stat().st_size if journal.exists() else 0) + room)
    was_refused = False
    for number, step in enumerate(STEPS):
        command = dict(step)
        answer = process.ask(command.pop("do"), **command)
        if not answer["ok"]:
            was_refused = True
            assert answer["code"] in {"disk_full", "disk_failed"}
            assert process.ask("medicines") == states[number]
            process.ask("limit", bytes=-1)
            command = dict(step)
            assert process.ask(command.pop("do"), **command)["ok"]
        assert process.ask("medicines") == states[number + 1]
    assert was_refused, "there was room for everything"
    assert process.ask("check") == {"ok": True, "problems": []}
    process.quit()
    assert state_of(path) == states[-1]
