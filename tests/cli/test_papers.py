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
    ],
)
def test_reports(family: InProcess, tmp_path: Path, name: str, says: str) -> None:
    out = str(tmp_path / f"{name}.pdf")
    answer = family.json("report", name, "--out", out)
    pages, _, text = pages_of(out)
    assert answer == {"file": out, "pages": pages}
    assert says in " ".join(text.split())


def test_paper_replaces_an_older_one_whole(family: InProcess, tmp_path: Path) -> None:
    out = tmp_path / "list.pdf"
    out.write_bytes(b"old")
    family.json("report", "medication-list", "--out", str(out))
    assert out.read_bytes().startswith(b"%PDF")


def test_folder_that_is_not_there(family: InProcess, tmp_path: Path) -> None:
    found = family("report", "medication-list", "--out", str(tmp_path / "no" / "list.pdf"))
    assert found.code == 1
    assert len(found.err.strip().splitlines()) == 1
