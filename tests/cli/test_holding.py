"""Holding medicines on the command line."""

from tests.cli.driver import InProcess


def _two(cli: InProcess) -> list[str]:
    return [
        cli.json("add", "medication", "--name", name, "--dose", "4 mg", "--times", "08:00")["id"]
        for name in ("Pomalidomide", "Dexamethasone")
    ]


def test_medicines_are_held_together_and_go_on(cli: InProcess) -> None:
    ids = _two(cli)
    answer = cli.json("hold", *ids, "--from", "2027-03-03", "--reason", "low platelets",
                      "--told-by", "Nurse Lee")  # fmt: skip
    assert len(answer["ids"]) == 2
    held = cli.json("holds")
    assert {one["medication_id"] for one in held} == set(ids)
    assert {(one["first_on"], one["last_on"], one["reason"]) for one in held} == {
        ("2027-03-03", None, "low platelets")
    }
    assert cli.json("go-on", *ids) == {"on": "2027-03-15"}
    assert cli.json("holds") == []
    assert len(cli.json("holds", "--on", "2027-03-14")) == 2
    cli.json("undo")
    assert len(cli.json("holds")) == 2


def test_a_dose_on_a_held_day_is_kept_with_a_warning(cli: InProcess) -> None:
    id = _two(cli)[0]
    cli.json("hold", id, "--to", "2027-03-16")
    answer = cli.json("add", "dose", "--medication", id, "--amount", "2 capsules",
                      "--given-by", "Ben")  # fmt: skip
    assert [one["code"] for one in answer["warnings"]] == ["held"]
    (dose,) = cli.json("list", "dose")
    assert (dose["amount"], dose["unit"], dose["given_by"]) == ("2", "capsules", "Ben")


def test_what_is_not_held_or_not_known_is_refused(cli: InProcess) -> None:
    id = _two(cli)[0]
    assert cli("go-on", id).code == 1
    assert cli("hold", "00000000-0000-7000-8000-000000000000").code == 1
    assert cli("hold", id, "--from", "2027-03-05", "--to", "2027-03-03").code == 1
    assert cli("add", "dose", "--medication", id, "--amount", "much").code == 1
    assert cli.json("holds") == []
