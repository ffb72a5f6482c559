"""Calendar files in; the record and the calendar out."""

import json
import stat
from pathlib import Path

import pytest
from jsonschema import validate

from tests.cli.driver import InProcess

CALENDAR = """BEGIN:VCALENDAR
VERSION:2.0
PRODID:-//Somebody//Calendar//EN
BEGIN:VEVENT
UID:scan-1@hospital.invalid
DTSTAMP:20270301T120000Z
DTSTART:20270330T130000Z
DTEND:20270330T140000Z
SUMMARY:Scan
LOCATION:Imaging
END:VEVENT
BEGIN:VEVENT
UID:odd-1@hospital.invalid
DTSTAMP:20270301T120000Z
DTSTART:20270330T130000Z
RRULE:FREQ=SECONDLY
SUMMARY:Too often
END:VEVENT
END:VCALENDAR
"""
RESULT = {
    "type": "object",
    "required": ["added", "updated", "skipped", "problems"],
    "additionalProperties": False,
    "properties": {
        "added": {"type": "integer"},
        "updated": {"type": "integer"},
        "skipped": {"type": "integer"},
        "problems": {
            "type": "array",
            "items": {
                "type": "object",
                "required": ["where", "code", "text"],
                "additionalProperties": {"type": "string"},
            },
        },
    },
}


def calendar(tmp_path: Path, text: str = CALENDAR) -> str:
    path = tmp_path / "hospital.ics"
    path.write_bytes(text.replace("\n", "\r\n").encode())
    return str(path)


def test_import_names_what_it_left_out(cli: InProcess, tmp_path: Path) -> None:
    answer = cli.json("import", calendar(tmp_path))
    validate(answer, RESULT)
    assert (answer["added"], answer["updated"]) == (1, 0)
    assert [(one["where"], one["code"]) for one in answer["problems"]] == [
        ("Too often", "rule_too_often")
    ]
    assert [one["title"] for one in cli.json("list", "appointment")] == ["Scan"]


def test_same_file_again_adds_nothing(cli: InProcess, tmp_path: Path) -> None:
    path = calendar(tmp_path)
    cli.json("import", path)
    before = cli.json("list", "appointment")
    answer = cli.json("import", path, "--format", "ics")
    assert (answer["added"], answer["updated"]) == (0, 0)
    assert cli.json("list", "appointment") == before


def test_dry_run_changes_nothing(cli: InProcess, tmp_path: Path) -> None:
    path = calendar(tmp_path)
    before = cli.file.read_bytes()
    assert cli.json("import", path, "--dry-run")["added"] == 1
    assert cli.file.read_bytes() == before


def test_import_is_one_undo(cli: InProcess, tmp_path: Path) -> None:
    cli.json("import", calendar(tmp_path))
    cli.json("undo")
    assert cli.json("list", "appointment") == []


def test_other_files_and_formats_are_refused(cli: InProcess, tmp_path: Path) -> None:
    notes = tmp_path / "notes.ics"
    notes.write_text("Just notes", encoding="utf-8")
    before = cli.file.read_bytes()
    for words in (
        (str(notes),),
        (str(tmp_path / "missing.ics"),),
        (str(tmp_path),),
        (str(notes), "--format", "csv"),
        (str(notes), "--format", "fhir"),
    ):
        found = cli("import", *words)
        assert found.code == 1, words
        assert len(found.err.strip().splitlines()) == 1
    assert cli.file.read_bytes() == before


def test_export_of_everything_holds_every_record(family: InProcess, tmp_path: Path) -> None:
    out = tmp_path / "all.json"
    answer = family.json("export", "json", str(out))
    document = json.loads(out.read_text(encoding="utf-8"))
    counts = family.json("info")["counts"]
    assert {kind: len(records) for kind, records in document["records"].items()} == counts
    assert answer == {"file": str(out), "records": sum(counts.values())}
    assert stat.S_IMODE(out.stat().st_mode) == 0o600


def test_export_can_leave_the_private_journal_out(family: InProcess, tmp_path: Path) -> None:
    out = tmp_path / "all.json"
    family.json("export", "json", str(out), "--private-details", "hide", "--from", "2027-03-01")
    document = json.loads(out.read_text(encoding="utf-8"))
    assert document["records"]["journal_entry"]
    assert not any(one["is_private"] for one in document["records"]["journal_entry"])
    assert min(one["day"] for one in document["records"]["dose"]) == "2027-03-01"


def test_calendar_export_hides_details_unless_asked(family: InProcess, tmp_path: Path) -> None:
    hidden, shown = tmp_path / "hidden.ics", tmp_path / "shown.ics"
    family.json("export", "ics", str(hidden))
    family.json("export", "ics", str(shown), "--private-details", "show")
    assert b"Daratumumab" not in hidden.read_bytes()
    assert b"Daratumumab" in shown.read_bytes()


def test_calendar_export_of_some_days(family: InProcess, tmp_path: Path) -> None:
    out = tmp_path / "days.ics"
    answer = family.json("export", "ics", str(out), "--from", "2027-03-15", "--to", "2027-03-18")
    # The injection, the blood test and the weekly series.
    assert answer["records"] == 3


def test_exported_calendar_comes_back_without_doubles(family: InProcess, tmp_path: Path) -> None:
    out = tmp_path / "own.ics"
    family.json("export", "ics", str(out), "--private-details", "show")
    answer = family.json("import", str(out))
    assert (answer["added"], answer["updated"]) == (0, 0)


def test_place_that_cannot_be_written_is_one_sentence(family: InProcess, tmp_path: Path) -> None:
    found = family("export", "json", str(tmp_path / "no" / "folder" / "all.json"))
    assert found.code == 1
    assert len(found.err.strip().splitlines()) == 1


SERIES = """BEGIN:VCALENDAR
BEGIN:VEVENT
UID:series@hospital.invalid
DTSTART;TZID=America/New_York:20270330T090000
RRULE:FREQ=MONTHLY;BYDAY=MO,TU,WE,TH,FR;BYSETPOS=-1
SUMMARY:Clinic
END:VEVENT
BEGIN:VEVENT
UID:single@hospital.invalid
DTSTART;TZID=America/New_York:20270401T090000
SUMMARY:Scan
LOCATION:Imaging
END:VEVENT
BEGIN:VTODO
UID:task@hospital.invalid
SUMMARY:Send the form
END:VTODO
END:VCALENDAR
"""


def test_export_tells_as_much_as_was_asked_for(cli: InProcess, tmp_path: Path) -> None:
    cli.json("import", calendar(tmp_path, SERIES))
    texts = {}
    for privacy in ("full", "places", "busy"):
        out = tmp_path / f"{privacy}.ics"
        answer = cli.json("export", "ics", str(out), "--privacy", privacy)
        assert answer["written_out"] == 1
        texts[privacy] = out.read_text("utf-8")
    assert ["Clinic" in one for one in texts.values()] == [True, False, False]
    assert ["Imaging" in one for one in texts.values()] == [True, True, False]
    assert ["VTODO" in one for one in texts.values()] == [True, False, False]


def test_export_of_one_appointment(cli: InProcess, tmp_path: Path) -> None:
    cli.json("import", calendar(tmp_path, SERIES))
    (scan,) = [one for one in cli.json("list", "appointment") if one["title"] == "Scan"]
    out = tmp_path / "one.ics"
    answer = cli.json("export", "ics", str(out), "--only", scan["id"])
    assert (answer["records"], answer["entries"]) == (1, 1)
    assert cli("export", "ics", str(out), "--only", "nothing").code != 0


def test_our_own_export_adds_nothing_here(cli: InProcess, tmp_path: Path) -> None:
    cli.json("import", calendar(tmp_path, SERIES))
    out = tmp_path / "own.ics"
    cli.json("export", "ics", str(out), "--private-details", "show")
    answer = cli.json("import", str(out))
    assert (answer["added"], answer["updated"]) == (0, 0)


@pytest.mark.parametrize("name", ["tables", "tables.zip"])
def test_export_of_the_medicines_as_csv(family: InProcess, tmp_path: Path, name: str) -> None:
    out = tmp_path / name
    answer = family.json("export", "csv", str(out))
    counts = family.json("info")["counts"]
    kinds = ("medication", "schedule", "regimen", "cycle", "hold", "supply_entry")
    assert answer["file"] == str(out)
    assert answer["records"] >= sum(counts.get(kind, 0) for kind in kinds)
    assert out.is_dir() or out.read_bytes().startswith(b"PK")
