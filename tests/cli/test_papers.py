"""Papers from the command line."""

from pathlib import Path

import pytest

from tests.cli.driver import InProcess
from tests.pdf_reading import page_sizes, page_texts


def pages_of(path: str) -> tuple[int, tuple[int, int], str]:
    """Return the number of pages, the size of the first one in points, and its text."""
    texts, sizes = page_texts(path), page_sizes(path)
    width, height = sizes[0]
    return len(texts), (round(width), round(height)), texts[0]


@pytest.mark.parametrize(("paper", "size"), [("a4", (595, 842)), ("letter", (612, 792))])
def test_summary_on_both_papers(
    family: InProcess, tmp_path: Path, paper: str, size: tuple[int, int]
) -> None:
    out = str(tmp_path / "summary.pdf")
    answer = family.json("summary", "--visit", "next", "--out", out, "--paper", paper)
    assert set(answer) == {"file", "pages", "sections"}
    assert answer["sections"]
    pages, found, text = pages_of(out)
    assert (pages, found) == (answer["pages"], size)
    assert "Sample Person" in text
    assert "Wednesday, March 24, 2027" in text


def test_summary_of_an_earlier_visit_and_since_a_day(family: InProcess, tmp_path: Path) -> None:
    visit = family.json("list", "visit")[0]
    out = str(tmp_path / "summary.pdf")
    answer = family.json("summary", "--visit", visit["id"], "--since", "2027-03-01", "--out", out)
    assert answer["pages"] >= 1
    family.json("summary", "--since", "2027-03-09", "--out", out)
    assert "March 9" in pages_of(out)[2]


def test_summary_by_the_id_of_an_appointment(cli: InProcess, tmp_path: Path) -> None:
    out = str(tmp_path / "summary.pdf")
    words = ("--title", "Second opinion", "--kind", "other", "--start", "2027-04-02T09:00")
    appointment = cli.json("add", "appointment", *words)["id"]
    cli.json("summary", "--visit", appointment, "--out", out)
    assert "Friday, April 2, 2027" in pages_of(out)[2]
    assert cli.json("list", "visit") == []


def test_summary_without_any_visit(cli: InProcess, tmp_path: Path) -> None:
    out = str(tmp_path / "summary.pdf")
    assert cli.json("summary", "--out", out)["pages"] == 1


def test_large_print_takes_at_least_as_many_pages(family: InProcess, tmp_path: Path) -> None:
    usual = family.json("summary", "--out", str(tmp_path / "a.pdf"))
    large = family.json("summary", "--out", str(tmp_path / "b.pdf"), "--large-print")
    assert large["pages"] >= usual["pages"]


@pytest.mark.parametrize(
    ("name", "says"),
    [
        ("medication-list", "Pomalidomide"),
        ("emergency-sheet", "202-555-0142"),
        ("wallet-card", "202-555-0142"),
        ("question-list", "tingling in both feet"),
        ("calendar-month", "Pomalidomide, days 1 to 21"),
        ("calendar-week", "Leave by 10:50 AM · Ben drives"),
        ("week-grid", "tick what was taken"),
        ("fridge-list", "Call the team: 202-555-0142"),
        ("medication-changes", "Held by the clinic"),
        ("regimen-card", "Compare every day and dose with the prescription"),
        ("calendar-list", "202-555-0143"),
    ],
)
def test_reports(family: InProcess, tmp_path: Path, name: str, says: str) -> None:
    out = str(tmp_path / f"{name}.pdf")
    answer = family.json("report", name, "--out", out)
    pages, _, text = pages_of(out)
    assert answer == {"file": out, "pages": pages}
    assert says in " ".join(text.replace("\u00a0", " ").split())


def test_paper_replaces_an_older_one_whole(family: InProcess, tmp_path: Path) -> None:
    out = tmp_path / "list.pdf"
    out.write_bytes(b"old")
    family.json("report", "medication-list", "--out", str(out))
    assert out.read_bytes().startswith(b"%PDF")


def test_folder_that_is_not_there(family: InProcess, tmp_path: Path) -> None:
    found = family("report", "medication-list", "--out", str(tmp_path / "no" / "list.pdf"))
    assert found.code == 1
    assert len(found.err.strip().splitlines()) == 1


def test_calendars_take_days_and_leave_out_what_is_private(
    family: InProcess, tmp_path: Path
) -> None:
    out = str(tmp_path / "calendar.pdf")
    days = ("--from", "2027-03-22", "--to", "2027-04-20")
    made = {
        name: family.json("report", name, "--out", out, *days)["pages"]
        for name in ("calendar-month", "calendar-week")
    }
    assert made == {"calendar-month": 2, "calendar-week": 5}
    family.json("report", "calendar-list", "--out", out, *days, "--times-only", "--paper", "a4")
    pages, size, text = pages_of(out)
    assert (pages, size) == (1, (595, 842))
    assert "March 22, 2027 to April 20, 2027" in text
    assert "Hematology" not in text
    family.json("report", "calendar-list", "--out", out, *days, "--notes")
    assert "Somebody must be" in pages_of(out)[2]


@pytest.mark.parametrize("paper", ["a4", "letter"])
def test_the_month_is_printed_on_wide_paper(family: InProcess, tmp_path: Path, paper: str) -> None:
    out = str(tmp_path / "month.pdf")
    family.json("report", "calendar-month", "--out", out, "--paper", paper, "--large-print")
    width, height = pages_of(out)[1]
    assert width > height


def test_days_that_run_backward_make_no_paper(family: InProcess, tmp_path: Path) -> None:
    out = tmp_path / "week.pdf"
    days = ("--from", "2027-03-22", "--to", "2027-03-01")
    found = family("report", "calendar-week", "--out", str(out), *days)
    assert found.code == 1
    assert found.err.strip() == (
        "The last day is before the first one. Please check the two dates."
    )
    assert not out.exists()


def test_too_many_days_make_no_paper(family: InProcess, tmp_path: Path) -> None:
    days = ("--from", "2027-03-22", "--to", "2031-03-01")
    found = family("report", "calendar-month", "--out", str(tmp_path / "m.pdf"), *days)
    assert found.code == 1
    assert "at most 12 months" in found.err


def test_changes_of_one_medicine_in_some_days(family: InProcess, tmp_path: Path) -> None:
    out = str(tmp_path / "changes.pdf")
    found = {one["name"]: one["id"] for one in family.json("list", "medication")}
    words = ("--medication", found["Pomalidomide"], "--from", "2027-02-01", "--to", "2027-02-28")
    family.json("report", "medication-changes", "--out", out, *words)
    text = pages_of(out)[2]
    assert "Goes on after the hold" in text
    assert "Apixaban" not in text


def test_the_card_of_a_plan_on_a_day(family: InProcess, tmp_path: Path) -> None:
    out = str(tmp_path / "card.pdf")
    plan = family.json("list", "regimen")[0]["id"]
    family.json("report", "regimen-card", "--out", out, "--regimen", plan, "--from", "2027-04-02")
    assert "Cycle 4" in pages_of(out)[2]


def test_a_medicine_that_is_not_there_makes_no_paper(family: InProcess, tmp_path: Path) -> None:
    out = tmp_path / "changes.pdf"
    words = ("--medication", "019f0000-0000-7000-8000-000000000000")
    found = family("report", "medication-changes", "--out", str(out), *words)
    assert found.code == 1
    assert not out.exists()
