"""What labels say of medicines together, by command line."""

from typing import Any

import pytest

from tests.cli.driver import InProcess


def add(cli: InProcess, name: str) -> Any:
    return cli.json("add", "medication", "--name", name, "--as-needed")


@pytest.fixture
def dexamethasone(cli: InProcess) -> str:
    return str(add(cli, "Dexamethasone")["id"])


def test_the_whole_list(cli: InProcess, dexamethasone: str) -> None:
    ibuprofen = add(cli, "Ibuprofen")["id"]
    add(cli, "Qwertin")
    found = cli.json("interactions")

    assert [one["rule"] for one in found["interactions"]] == ["r030", "r138"]
    first = found["interactions"][0]
    assert (first["medicine_id"], first["with_id"]) == (dexamethasone, ibuprofen)
    assert first["words"] == "Ask before taking together"
    assert first["says"].startswith("The label says: ")
    assert first["sources"]
    assert found["not_in_list"] == ["Qwertin"]
    shown = cli("interactions").out
    assert "Dexamethasone + Ibuprofen: Ask before taking together." in shown
    assert "Not in our list, so not compared: Qwertin. Ask the pharmacist." in shown


def test_a_name_that_is_not_in_the_list_yet(cli: InProcess, dexamethasone: str) -> None:
    found = cli.json("interactions", "--with", "Levofloxacin")

    assert found["is_known"]
    assert [one["with_id"] for one in found["interactions"]] == [dexamethasone]


def test_an_unknown_name_is_for_the_pharmacist(cli: InProcess, dexamethasone: str) -> None:
    assert not cli.json("interactions", "--with", "Qwertin")["is_known"]
    assert cli("interactions", "--with", "Qwertin").out.strip() == (
        "Qwertin is not in our list. Ask the pharmacist."
    )


def test_two_and_nothing_known_of_them(cli: InProcess, dexamethasone: str) -> None:
    done = cli("interactions", "--medication", dexamethasone, "--with", "Filgrastim")

    assert done.out.strip() == ("Our list has nothing on these two. That does not mean it is safe.")
    assert cli.json("interactions", "--medication", dexamethasone, "--with", "Advil")[
        "interactions"
    ]


def test_an_empty_list_is_not_called_safe(cli: InProcess) -> None:
    assert "does not mean it is safe" in cli("interactions").out


def test_a_medicine_that_is_not_there(cli: InProcess) -> None:
    missing = "01a20bdc-0c33-783b-9cc7-7b77772b95d5"

    assert cli("interactions", "--medication", missing).code != 0


def test_adding_a_medicine_warns_and_saves(cli: InProcess, dexamethasone: str) -> None:
    answer = add(cli, "Ibuprofen")

    assert {one["code"] for one in answer["warnings"]} == {"interaction"}
    assert any("stomach ulcers" in one["text"] for one in answer["warnings"])
    assert add(cli, "Advil")["warnings"][0]["code"] == "same_ingredient"
    assert add(cli, "Qwertin")["warnings"] == [
        {"code": "not_in_list", "text": "Qwertin is not in our list. Ask the pharmacist."}
    ]
