"""Adding records: what was typed is what is kept, and bad input changes nothing."""

from pathlib import Path
from typing import Any

import pytest
from jsonschema import validate

from tests.cli.driver import InProcess

UUID = {"type": "string", "pattern": "^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[0-9a-f-]{17}$"}
WARNINGS = {
    "type": "array",
    "items": {
        "type": "object",
        "required": ["code", "text"],
        "properties": {"code": {"type": "string"}, "text": {"type": "string", "minLength": 5}},
    },
}


def added(answer: Any, *more: str) -> str:
    validate(
        answer,
        {
            "type": "object",
            "required": ["id", *more],
            "properties": {"id": UUID, "warnings": WARNINGS},
            "additionalProperties": "rules" in more,
        },
    )
    return str(answer["id"])


def only(cli: InProcess, kind: str) -> Any:
    (record,) = cli.json("list", kind)
    return record


def test_appointment(cli: InProcess) -> None:
    id = added(
        cli.json(
            "add", "appointment", "--title", "Clinic", "--start", "2027-03-24T10:30", "--end",
            "2027-03-24T11:00", "--location", "Clinic B", "--kind", "clinic", "--rrule",
            "RRULE:FREQ=WEEKLY;COUNT=3",
        )
    )  # fmt: skip
    kept = only(cli, "appointment")
    assert kept["id"] == id
    assert kept["starts"] == "2027-03-24T10:30"
    assert kept["ends"] == "2027-03-24T11:00"
    assert kept["zone"] == "America/New_York"
    assert kept["rule"] == "FREQ=WEEKLY;COUNT=3"
    assert kept["all_day"] is False


def test_appointment_of_whole_days(cli: InProcess) -> None:
    cli.json("add", "appointment", "--title", "Trip", "--start", "2027-04-01", "--end",
             "2027-04-03")  # fmt: skip
    days = cli.json("agenda", "--from", "2027-04-03", "--to", "2027-04-03")
    assert [(one["title"], one["start"], one["end"]) for one in days] == [
        ("Trip", "2027-04-01", "2027-04-03")
    ]


def test_appointment_in_another_zone(cli: InProcess) -> None:
    cli.json("add", "appointment", "--title", "Call", "--start", "2027-03-24T17:00", "--zone",
             "Europe/Berlin", "--kind", "tele")  # fmt: skip
    (one,) = cli.json("agenda", "--from", "2027-03-24", "--kind", "appointment")
    assert one["start"] == "2027-03-24T17:00:00+01:00"


def medicine(cli: InProcess, *words: str) -> str:
    return added(cli.json("add", "medication", "--name", "Acyclovir", *words))


def test_medication_with_times_and_days(cli: InProcess) -> None:
    medicine(
        cli, "--dose", "400mg", "--route", "by mouth", "--start", "2027-03-01", "--times",
        "20:00,8:00", "--days", "mo,We,friday",
    )  # fmt: skip
    kept, schedule = only(cli, "medication"), only(cli, "schedule")
    assert (kept["name"], kept["strength"], kept["route"]) == ("Acyclovir", "400 mg", "by mouth")
    assert kept["started_on"] == "2027-03-01"
    assert schedule["times"] == ["08:00", "20:00"]
    assert schedule["weekdays"] == [0, 2, 4]
    assert schedule["as_needed"] is False


def test_medication_in_tablets_as_needed(cli: InProcess) -> None:
    medicine(cli, "--dose", "2 tablets", "--as-needed", "--max-per-day", "3", "--min-gap", "6")
    schedule = only(cli, "schedule")
    assert (schedule["amount"], schedule["unit"]) == ("2", "tablet")
    assert schedule["as_needed"] is True
    assert (schedule["most_per_day"], schedule["least_gap_hours"]) == (3, 6)


def test_medication_on_days_of_the_cycle(cli: InProcess) -> None:
    medicine(cli, "--times", "21:30", "--cycle-days", "1-3, 8")
    assert only(cli, "schedule")["cycle_days"] == [1, 2, 3, 8]


def test_medicine_is_one_change(cli: InProcess) -> None:
    medicine(cli, "--times", "08:00")
    assert cli.json("undo") == {"undone": "medicine saved"}
    assert cli.json("list", "medication") == []
    assert cli.json("list", "schedule") == []


def test_dose_belongs_to_the_planned_one(cli: InProcess) -> None:
    id = medicine(cli, "--dose", "400 mg", "--start", "2027-03-10", "--times", "08:00,20:00")
    answer = cli.json("add", "dose", "--medication", id, "--at", "2027-03-14T20:40")
    added(answer, "warnings")
    dose = only(cli, "dose")
    assert (dose["day"], dose["due_time"], dose["status"]) == ("2027-03-14", "20:00", "taken")
    assert dose["given_at"] == "2027-03-15T00:40:00.000000Z"
    assert dose["strength"] == "400 mg"


def test_late_dose_after_midnight_belongs_to_the_evening(cli: InProcess) -> None:
    id = medicine(cli, "--start", "2027-03-10", "--times", "21:30")
    cli.json("add", "dose", "--medication", id, "--at", "2027-03-14T00:50", "--status", "late")
    dose = only(cli, "dose")
    assert (dose["day"], dose["due_time"], dose["status"]) == ("2027-03-13", "21:30", "late")


@pytest.mark.parametrize("status", ["skipped", "held", "missed"])
def test_dose_not_taken_has_a_reason_and_no_time(cli: InProcess, status: str) -> None:
    id = medicine(cli, "--start", "2027-03-10", "--times", "08:00")
    cli.json("add", "dose", "--medication", id, "--at", "2027-03-14T08:00", "--status", status,
             "--reason", "Low counts")  # fmt: skip
    dose = only(cli, "dose")
    assert (dose["status"], dose["reason"], dose["given_at"]) == (status, "Low counts", None)


def test_same_dose_twice_says_so(cli: InProcess) -> None:
    id = medicine(cli, "--start", "2027-03-10", "--times", "08:00,20:00")
    words = ("add", "dose", "--medication", id, "--at", "2027-03-14T08:04")
    assert cli.json(*words)["warnings"] == []
    again = cli.json(*words)
    assert [one["code"] for one in again["warnings"]] == ["already_noted"]
    assert [one["due_time"] for one in cli.json("list", "dose")] == ["08:00", None]


def test_limits_are_said_before_the_dose_counts(cli: InProcess) -> None:
    id = medicine(cli, "--as-needed", "--max-per-day", "1", "--min-gap", "6",
                  "--start", "2027-03-01")  # fmt: skip
    first = cli.json("add", "dose", "--medication", id, "--at", "2027-03-15T05:00")
    second = cli.json("add", "dose", "--medication", id, "--at", "2027-03-15T07:00")
    assert first["warnings"] == []
    assert {one["code"] for one in second["warnings"]} == {"over_most_per_day", "under_least_gap"}
    assert "at most 1 in 24 hours" in second["warnings"][0]["text"]


def test_symptom_meets_the_team_s_instruction(family: InProcess) -> None:
    answer = family.json(
        "add", "symptom", "--symptom", "fever", "--severity", "2", "--value", "38.4", "--unit", "C",
        "--observer", "patient", "--note", "At night",
    )  # fmt: skip
    added(answer, "rules")
    (rule,) = answer["rules"]
    assert rule["level"] == "call_now"
    assert "100.4 °F or more" in rule["text"]
    assert rule["source"] == "Nurse Lee, 2027-01-04"
    kept = {one["id"]: one for one in family.json("list", "symptom")}[answer["id"]]
    assert (kept["value"], kept["unit"], kept["observer"]) == ("38.4", "°C", "patient")


def test_symptom_below_the_limit_meets_none(family: InProcess) -> None:
    answer = family.json("add", "symptom", "--symptom", "fever", "--severity", "1", "--value",
                         "99.1", "--unit", "°F")  # fmt: skip
    assert answer["rules"] == []


def test_own_symptom(cli: InProcess) -> None:
    cli.json("add", "symptom", "--name", "Cold hands", "--severity", "1", "--at",
             "2027-03-14T07:00")  # fmt: skip
    kept = only(cli, "symptom")
    assert (kept["symptom"], kept["name"], kept["day"]) == ("", "Cold hands", "2027-03-14")


@pytest.mark.parametrize("printed", ["131", "<0.1", "1,250", "not quantifiable"])
def test_result_is_kept_as_printed(cli: InProcess, printed: str) -> None:
    answer = cli.json("add", "lab", "--test", "flc_kappa", "--value", printed, "--unit", "mg/L",
                      "--date", "2027-03-10", "--lab", "Riverside")  # fmt: skip
    added(answer, "warnings")
    kept = only(cli, "lab")
    assert (kept["printed"], kept["unit"], kept["laboratory"]) == (printed, "mg/L", "Riverside")


def test_result_ten_times_off_is_kept_with_a_warning(family: InProcess) -> None:
    answer = family.json("add", "lab", "--test", "flc_kappa", "--value", "13", "--unit", "mg/L")
    assert [one["code"] for one in answer["warnings"]] == ["tenfold"]


def test_result_in_another_unit_is_kept_apart(family: InProcess) -> None:
    family.json("add", "lab", "--test", "flc_kappa", "--value", "13.1", "--unit", "mg/dL")
    assert [one["unit"] for one in family.json("trend", "flc_kappa")] == ["mg/L", "mg/dL"]


def test_question(family: InProcess) -> None:
    visit = family.json("list", "visit")[-1]["id"]
    id = added(family.json("add", "question", "--text", "Why?", "--for", "nurse", "--visit", visit))
    kept = {one["id"]: one for one in family.json("list", "question")}[id]
    assert (kept["role"], kept["visit_id"], kept["is_top"]) == ("nurse", visit, False)


def test_question_for_an_appointment_prepares_its_visit(cli: InProcess) -> None:
    appointment = cli.json("add", "appointment", "--title", "Clinic", "--start",
                           "2027-03-24T10:30")["id"]  # fmt: skip
    cli.json("add", "question", "--text", "Why?", "--visit", appointment)
    cli.json("add", "question", "--text", "When?", "--visit", "next")
    visit = only(cli, "visit")
    assert (visit["appointment_id"], visit["starts"]) == (appointment, "2027-03-24T10:30")
    assert {one["visit_id"] for one in cli.json("list", "question")} == {visit["id"]}


def test_fourth_top_question_is_refused(family: InProcess) -> None:
    before = family.file.read_bytes()
    assert family("add", "question", "--text", "Fourth?", "--top").code == 1
    assert family.file.read_bytes() == before


@pytest.mark.parametrize(("words", "private"), [((), False), (("--private",), True)])
def test_journal(cli: InProcess, words: tuple[str, ...], private: bool) -> None:
    added(cli.json("add", "journal", "--text", "A good day.", "--at", "2027-03-14", *words))
    kept = only(cli, "journal")
    assert (kept["day"], kept["text"], kept["is_private"]) == ("2027-03-14", "A good day.", private)


def test_text_is_kept_letter_by_letter(cli: InProcess) -> None:
    text = "<b>κ</b> & 'quotes' \"double\" {braces} %s \\n 🩺 ‮abc"
    cli.json("add", "journal", "--text", text)
    assert only(cli, "journal")["text"] == text


BAD = [
    ("add appointment --title X --start 2027-03-24T10:30 --end 2027-03-24T09:00", "before"),
    ("add appointment --title X --start 2027-03-24T10:30 --end 2027-03-25", "time"),
    ("add appointment --title X --start 2027-03-24T10:30 --zone Mars/Olympus", "Mars/Olympus"),
    ("add appointment --title X --start 2027-03-24T10:30 --rrule FREQ=SECONDLY", "pattern"),
    ("add appointment --title X --start 2027-03-24T10:30 --rrule INTERVAL=0", "pattern"),
    ("add medication --name X --times 08:00,08:00", "twice"),
    ("add medication --name X --as-needed --max-per-day 0", "1 or more"),
    ("add medication --name X --times 08:00 --cycle-days 0-21", "0-21"),
    ("add medication --name X --times 08:00 --cycle-days x", "not known"),
    ("add dose --medication 00000000-0000-7000-8000-000000000000", "not known"),
    ("add dose --medication ';DROP/**/TABLE/**/dose;--", "not known"),
    ("add symptom --symptom flying --severity 1", "flying"),
    ("add symptom --symptom fever", "how bad"),
    ("add symptom --symptom fever --value 38.4 --unit F", "°C"),
    ("add symptom --symptom fever --value 384 --unit C", "body temperature"),
    ("add symptom --symptom fever --value 38.4", "unit"),
    ("add symptom --symptom fever --severity 1 --at 2027-03-15T23:00", "future"),
    ("add lab --test no_such_test --value 1", "no_such_test"),
    ("add lab --test flc_kappa --value 1 --date 2027-03-16", "future"),
    ("add lab --test flc_kappa --value 99999999999", "too big"),
    ("add question --text X --visit 00000000-0000-7000-8000-000000000000", "no such visit"),
    ("list unicorn", "unicorn"),
    ("list dose --from 2027-03-15 --to 2027-03-14", "before"),
    ("agenda --from 2027-03-15 --to 2027-03-14", "before"),
    ("trend unicorn", "unicorn"),
    ("report unicorn --out x.pdf", "unicorn"),
    ("report handoff --out x.pdf", "not in this version"),
    ("summary --visit 00000000-0000-7000-8000-000000000000 --out x.pdf", "no such visit"),
    ("summary --visit next --out x.pdf", "no such visit"),
    ("export fhir out", "not in this version"),
    ("redo", "nothing"),
    ("undo", "nothing"),
    ("restore no-such-file.care", "no file"),
]


@pytest.mark.parametrize(("line", "says"), BAD, ids=[line for line, _ in BAD])
def test_bad_input_is_one_sentence_and_nothing_changes(
    cli: InProcess, line: str, says: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    before, around = cli.file.read_bytes(), sorted(tmp_path.rglob("*"))
    found = cli(*line.split())
    assert found.code == 1, found
    assert found.out == ""
    assert len(found.err.strip().splitlines()) == 1
    assert says in found.err
    assert cli.file.read_bytes() == before
    assert sorted(tmp_path.rglob("*")) == around


@pytest.mark.parametrize(
    "words",
    [
        ("add", "question", "--text", ""),
        ("add", "question", "--text", "   "),
        ("add", "journal", "--text", "x" * 100_001),
        ("add", "journal", "--text", "nul \0 inside"),
        ("add", "journal", "--text", "half a pair \ud800"),
        ("add", "medication", "--name", "", "--times", "08:00"),
        ("add", "appointment", "--title", " ", "--start", "2027-03-24"),
        ("add", "lab", "--test", "flc_kappa", "--value", " "),
    ],
    ids=lambda words: " ".join(words)[:40].encode("ascii", "replace").decode(),
)
def test_empty_and_unreadable_texts_are_refused(cli: InProcess, words: tuple[str, ...]) -> None:
    before = cli.file.read_bytes()
    found = cli(*words)
    assert found.code == 1, found
    assert "Nothing was changed" in found.err
    assert cli.file.read_bytes() == before
