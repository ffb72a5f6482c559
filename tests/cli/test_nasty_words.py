"""Whatever is typed, the answer is a record, a sentence or a hint: never a bug."""

import random
from pathlib import Path

import pytest

from tests.cli.driver import InProcess

NASTY = (
    "", " ", "x", "-", "--", "-1", "0", "1e9", "NaN", "inf", "99999999999999999999", "½", "٣",
    "1,5",    "<0.1", ">", "2027-02-29", "2027-03-14T02:30", "2027-11-07T01:30", "1900-01-01",
    "2200-12-31T23:59", "24:00", "08:00,", "08:60", "MO,TU,XX", "FREQ=DAILY;COUNT=0",
    "FREQ=WEEKLY;UNTIL=20270101T000000Z", "RRULE:FREQ=DAILY", "FREQ=DAILY;INTERVAL=99999999999",
    "{}", "{value}", "%s", "'; --", "<b>&amp;", "\N{RIGHT-TO-LEFT OVERRIDE}abc", "a\nb\tc",
    "🩺" * 50, "é" * 600, "\ud800", "Europe/Berlin", "../../etc/passwd", "America/", "UTC",
    "next", "fever",    "flc_kappa", "°F", "mg/L",
)  # fmt: skip
COMMANDS = (
    ("agenda", ("--from", "--to", "--kind"), ()),
    ("list", ("--from", "--to"), ("KIND",)),
    ("trend", (), ("TEST",)),
    ("search", ("--limit",), ("TEXT",)),
    ("history", ("--limit",), ()),
    (
        "add appointment",
        ("--title", "--start", "--end", "--zone", "--rrule", "--location", "--kind"),
        (),
    ),
    (
        "add medication",
        ("--name", "--dose", "--route", "--start", "--times", "--days", "--cycle-days"),
        (),
    ),
    ("add medication --as-needed", ("--name", "--dose", "--max-per-day", "--min-gap"), ()),
    ("add dose", ("--medication", "--at", "--status", "--reason", "--amount", "--given-by"), ()),
    ("hold", ("--from", "--to", "--reason", "--told-by"), ("MEDICINE",)),
    ("go-on", ("--on",), ("MEDICINE",)),
    (
        "add symptom",
        ("--symptom", "--name", "--severity", "--at", "--value", "--unit", "--note"),
        (),
    ),
    ("add lab", ("--test", "--name", "--value", "--unit", "--date", "--lab"), ()),
    ("add question", ("--text", "--for", "--visit"), ()),
    ("add journal", ("--text", "--at"), ()),
)
GOOD = {
    "--title": "Clinic", "--start": "2027-03-24T10:30", "--name": "Something", "--times": "08:00",
    "--text": "Words", "--severity": "2", "--value": "38.4", "--unit": "°C", "--from": "2027-03-01",
    "--to": "2027-03-24", "--at": "2027-03-14T20:00", "--status": "held", "--kind": "appointment",
    "KIND": "dose", "TEST": "flc_kappa", "TEXT": "tingling",
}  # fmt: skip


@pytest.mark.parametrize("seed", range(10))
def test_no_words_are_a_bug(family: InProcess, seed: int, tmp_path: Path) -> None:
    chance = random.Random(seed)
    medicine = family.json("list", "medication")[0]["id"]
    for _ in range(25):
        command, options, places = chance.choice(COMMANDS)
        words = command.split()
        for place in places:
            good = medicine if place == "MEDICINE" else GOOD[place]
            words.append(chance.choice((good, *NASTY)))
        for option in options:
            good = medicine if option == "--medication" else GOOD.get(option)
            if good is not None and chance.random() < 0.6:
                words.append(f"{option}={good}")
            elif chance.random() < 0.5:
                words.append(f"{option}={chance.choice(NASTY)}")
        found = family(*words)
        assert found.code in {0, 1, 2}, (words, found.err)
        assert len(found.err.strip().splitlines()) <= 1, words
        assert (found.code == 0) == (found.err == ""), (words, found.err)
    assert family.json("check")["ok"] is True
