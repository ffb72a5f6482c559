"""Looking things up: shapes that programs rely on, order, and text for people."""

from typing import Any

import pytest
from jsonschema import Draft202012Validator

from caregiver.domain.changes import BY_KIND
from tests.cli.driver import InProcess

DAY = {"type": "string", "pattern": r"^\d{4}-\d\d-\d\d$"}
MOMENT = {"type": "string", "pattern": r"^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d[+-]\d\d:\d\d$"}
TEXT = {"type": "string"}
TEXT_OR_NONE = {"type": ["string", "null"]}
DECIMAL = {"type": "string", "pattern": r"^-?\d+(\.\d+)?$"}


def shape(**fields: Any) -> dict[str, Any]:
    return {
        "type": "object",
        "required": list(fields),
        "properties": fields,
        "additionalProperties": False,
    }


AGENDA = {
    "type": "array",
    "items": shape(
        start={"anyOf": [DAY, MOMENT]},
        end={"anyOf": [DAY, MOMENT, {"type": "null"}]},
        all_day={"type": "boolean"},
        zone=TEXT,
        kind={"enum": ["appointment", "dose", "task", "follow_up"]},
        title=TEXT,
        status=TEXT,
        id=TEXT_OR_NONE,
        series_id=TEXT_OR_NONE,
        location=TEXT_OR_NONE,
    ),
}
TREND = {
    "type": "array",
    "items": shape(
        unit=TEXT,
        lab=TEXT,
        points={"type": "array", "items": shape(date=DAY, value=TEXT, comparator=TEXT)},
        lowest={"anyOf": [shape(date=DAY, value=DECIMAL), {"type": "null"}]},
        last=shape(date=DAY, value=TEXT),
        change={"anyOf": [DECIMAL, {"type": "null"}]},
        change_percent={"anyOf": [DECIMAL, {"type": "null"}]},
    ),
}
SEARCH = {
    "type": "array",
    "items": shape(
        kind={"enum": list(BY_KIND)}, id=TEXT, when={"anyOf": [DAY, {"type": "null"}]}, title=TEXT,
        excerpt=TEXT,
    ),
}  # fmt: skip


def fits(document: Any, wanted: dict[str, Any]) -> Any:
    Draft202012Validator(wanted).validate(document)
    return document


def test_agenda_holds_everything_in_order(family: InProcess) -> None:
    found = fits(family.json("agenda", "--from", "2027-03-15", "--to", "2027-03-17"), AGENDA)
    starts = [one["start"] for one in found]
    assert starts == sorted(starts)
    assert {one["kind"] for one in found} == {"appointment", "dose", "task", "follow_up"}
    doses = [one for one in found if one["kind"] == "dose"]
    assert doses[0]["title"] == "Omeprazole 20 mg"
    assert doses[0]["status"] == "taken"


def test_agenda_narrows_to_one_kind(family: InProcess) -> None:
    found = family.json("agenda", "--from", "2027-03-15", "--to", "2027-03-24", "--kind",
                        "appointment")  # fmt: skip
    assert [(one["start"], one["title"]) for one in found] == [
        ("2027-03-15T11:30:00-04:00", "Daratumumab injection"),
        ("2027-03-17T08:00:00-04:00", "Blood test"),
        ("2027-03-18T14:00:00-04:00", "Physical therapy"),
        ("2027-03-24T10:30:00-04:00", "Hematology clinic"),
    ]


def test_agenda_without_days_is_today(family: InProcess) -> None:
    assert {one["start"][:10] for one in family.json("agenda")} == {"2027-03-15"}
    both = family.json("agenda", "--to", "2027-03-16")
    assert {one["start"][:10] for one in both} == {"2027-03-15", "2027-03-16"}


def test_agenda_for_people_is_aligned(family: InProcess) -> None:
    lines = family("agenda", "--kind", "appointment", "--to", "2027-03-17").out.splitlines()
    assert lines[0].split() == ["Day", "Time", "Status", "What"]
    assert lines[1].startswith("Mon, Mar 15  11:30 AM")
    assert lines[1].index("Daratumumab") == lines[2].index("Blood")


@pytest.mark.parametrize("kind", list(BY_KIND))
def test_every_kind_can_be_listed(family: InProcess, kind: str) -> None:
    found = family.json("list", kind)
    assert len(found) == family.json("info")["counts"][kind]
    assert all(one["kind"] == kind and one["id"] for one in found)
    text = family("list", kind)
    assert text.code == 0
    assert len(text.out.splitlines()) == max(len(found) + 1, 1)


@pytest.mark.parametrize(
    ("word", "kind"),
    [
        ("medicines", "medication"),
        ("medications", "medication"),
        ("Symptoms", "symptom_report"),
        ("lab-result", "lab_result"),
        ("labs", "lab_result"),
        ("journal", "journal_entry"),
        ("care-team-members", "care_team_member"),
    ],
)
def test_kinds_have_everyday_names(family: InProcess, word: str, kind: str) -> None:
    assert {one["kind"] for one in family.json("list", word)} == {kind}


def test_list_of_some_days(family: InProcess) -> None:
    found = family.json("list", "dose", "--from", "2027-03-14", "--to", "2027-03-14")
    assert {one["day"] for one in found} == {"2027-03-14"}
    assert len(family.json("list", "dose", "--from", "2027-03-14")) > len(found)


def test_trend_never_mixes_units_and_leaves_bounds_out_of_the_lowest(family: InProcess) -> None:
    family.json("add", "lab", "--test", "flc_lambda", "--value", "0.87", "--unit", "mg/dL")
    other, usual = sorted(fits(family.json("trend", "flc_lambda"), TREND), key=lambda s: s["unit"])
    assert (other["unit"], usual["unit"]) == ("mg/L", "mg/dL") or len(usual["points"]) == 1
    series = max((other, usual), key=lambda one: len(one["points"]))
    assert "<" in {one["comparator"] for one in series["points"]}
    assert series["lowest"] == {"date": "2026-05-25", "value": "1.6"}
    assert series["last"] == {"date": "2027-03-10", "value": "8.7"}
    assert series["change"] == "7.1"


def test_trend_goes_by_name_too(family: InProcess) -> None:
    by_id = family.json("trend", "flc_kappa")
    assert family.json("trend", "Kappa free light chains") == by_id
    assert family.json("trend", "kappa") == by_id


def test_trend_of_a_known_test_without_results_is_empty(cli: InProcess) -> None:
    assert cli.json("trend", "crp") == []


def test_trend_of_words(family: InProcess) -> None:
    (series,) = fits(family.json("trend", "immunofixation_serum"), TREND)
    assert series["last"]["value"] == "IgG kappa seen"
    assert series["lowest"] is None


def test_search_finds_words_and_beginnings(family: InProcess) -> None:
    found = fits(family.json("search", "tingl"), SEARCH)
    assert found
    assert {"symptom_report", "question"} <= {one["kind"] for one in found} | {"question"}
    assert all("\x02" not in one["excerpt"] for one in found)
    assert family.json("search", "dental", "cleaning")
    assert family.json("search", "no such words anywhere") == []


@pytest.mark.parametrize("text", ['"', "a AND (", "NEAR/3 *", "'; --", "%", "🩺", "-x:y^"])
def test_search_has_no_operators(family: InProcess, text: str) -> None:
    fits(family("--json", "search", "--", text).data, SEARCH)


def test_search_has_a_limit(family: InProcess) -> None:
    assert len(family.json("search", "a", "--limit", "7")) == 7
