"""Supply by command line: counting, what is left, and what a trip needs."""

from typing import Any

import pytest

from tests.cli.driver import InProcess


@pytest.fixture
def medication(cli: InProcess) -> str:
    """Two tablets a day from the Monday of now on."""
    answer: Any = cli.json(
        "add", "medication", "--name", "Acyclovir", "--dose", "1 tablet", "--times", "08:00,20:00"
    )
    return str(answer["id"])


def test_nothing_was_counted(cli: InProcess, medication: str) -> None:
    assert cli.json("supply") == []
    assert "Nothing was counted yet." in cli("supply").out


def test_a_count_says_until_when_it_lasts(cli: InProcess, medication: str) -> None:
    done = cli("add", "supply", "--medication", medication, "--count", "10")
    assert "Left: 10\xa0tablets." in done.out
    assert "The planned doses are covered until the day before 2027-03-20." in done.out
    (state,) = cli.json("supply")
    assert state == {
        "medication": medication,
        "name": "Acyclovir",
        "left": "10",
        "unit": "tablet",
        "counted_on": "2027-03-15",
        "assumed_doses": 0,
        "outlook": "runs_out",
        "runs_out_on": "2027-03-20",
        "reorder_by": None,
        "packs": None,
        "expires_on": None,
        "is_low": True,
    }
    assert "2027-03-20" in cli("supply").out


def test_packs_come_in_and_some_are_lost(cli: InProcess, medication: str) -> None:
    cli.json("add", "supply", "--medication", medication, "--count", "2")
    cli.json(
        "add", "supply", "--medication", medication, "--received", "28", "--expires", "2027-03-18"
    )
    cli.json("add", "supply", "--medication", medication, "--removed", "1.5")
    (state,) = cli.json("supply")
    assert (state["left"], state["expires_on"]) == ("28.5", "2027-03-18")
    assert "Acyclovir: received 28 tablets" in cli("list", "supply").out
    kept = cli.json("list", "supply_entry")
    assert sorted(one["sort"] for one in kept) == ["counted", "received", "removed"]


def test_a_trip_lists_what_it_needs(cli: InProcess, medication: str) -> None:
    cli.json("add", "supply", "--medication", medication, "--count", "10")
    (row,) = cli.json("supply", "--from", "2027-03-16", "--to", "2027-03-20")
    assert row == {
        "medication": medication,
        "name": "Acyclovir",
        "sort": "pack",
        "doses": 10,
        "needed": "10",
        "unit": "tablet",
        "left": "8",
        "is_enough": False,
        "packs": None,
    }
    assert "8 tablets" in cli("supply", "--from", "2027-03-16", "--to", "2027-03-20").out


@pytest.mark.parametrize(
    "words",
    [
        ("--count", "0x"),
        ("--count", "-1"),
        ("--received", "0"),
        (),
        ("--count", "1", "--removed", "1"),
    ],
)
def test_what_cannot_be_changes_nothing(
    cli: InProcess, medication: str, words: tuple[str, ...]
) -> None:
    refused = cli("add", "supply", "--medication", medication, *words)
    assert refused.code != 0
    assert refused.err
    assert cli.json("list", "supply_entry") == []


def test_an_unknown_medicine_is_named(cli: InProcess) -> None:
    refused = cli("add", "supply", "--medication", "nobody", "--count", "1")
    assert refused.code == 1
    assert "nobody" in refused.err


def test_days_of_a_trip_go_together(cli: InProcess, medication: str) -> None:
    assert cli("supply", "--from", "2027-03-16").code == 2
    assert cli("supply", "--from", "2027-03-16", "--to", "2027-03-01").code == 1
