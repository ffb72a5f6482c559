"""Reports & share: the papers, their preview, the choices, saving and printing."""

import csv
import errno
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtPrintSupport import QPrinter
from PySide6.QtWidgets import QAbstractButton, QFileDialog, QLabel, QWidget
from pytestqt.qtbot import QtBot

from caregiver.app import Caregiver
from tests import builders
from tests.pdf_reading import page_sizes
from tests.ui.audit import assert_accessible, assert_not_clipped
from ui.main_window import MainWindow
from ui.pages import Page
from ui.pages.reports import printing, show_paper
from ui.pages.reports.papers import KINDS, make, pictures

Find = Callable[..., Any]
Show = Callable[..., Page]


@pytest.fixture
def family(caregiver_app: Caregiver) -> Caregiver:
    """A visit, a question, a medicine and a result."""
    app = caregiver_app
    doctor = app.people.save_member(builders.a_member())
    with app.file.change("start") as work:
        for record in (
            builders.an_appointment(member_id=doctor.id), builders.a_question(is_top=True),
            builders.a_medication(), builders.a_result(),
        ):  # fmt: skip
            work.save(record)
    return app


def click(qtbot: QtBot, button: QAbstractButton) -> None:
    qtbot.mouseClick(button, Qt.MouseButton.LeftButton)


def drawn(qtbot: QtBot, window: MainWindow) -> None:
    """Wait until the preview shows its first page and can be printed."""

    def ready() -> bool:
        button = window.findChild(QAbstractButton, "print_paper")
        return button is not None and button.isEnabled()

    qtbot.waitUntil(ready, timeout=10_000)


def words_in(widget: QWidget) -> str:
    return " ".join(label.text() for label in widget.findChildren(QLabel))


@pytest.mark.parametrize("kind", list(KINDS))
def test_each_paper_opens_with_one_click_and_shows_its_pages(
    family: Caregiver, page: Show, window: MainWindow, find: Find, qtbot: QtBot, kind: str
) -> None:
    page("reports")
    click(qtbot, find(window, f"open_{kind}"))
    drawn(qtbot, window)
    assert find(window, "preview_page_1").isVisible()
    assert "Your journal is not in it." in words_in(find(window, "paper_holds"))


def test_the_emergency_sheet_needs_one_click_from_anywhere(
    family: Caregiver, page: Show, window: MainWindow, find: Find, qtbot: QtBot
) -> None:
    page("visits")
    click(qtbot, find(window, "emergency_sheet"))
    drawn(qtbot, window)
    assert find(window, "paper_preview").kind == "emergency_sheet"


def test_a_paper_can_be_shown_from_any_page(
    family: Caregiver, page: Show, window: MainWindow, find: Find
) -> None:
    show_paper(page("visits").host, "wallet_card")
    assert find(window, "paper_preview").kind == "wallet_card"


def test_a_part_switched_off_is_kept_for_this_clinician(
    family: Caregiver, page: Show, window: MainWindow, find: Find, qtbot: QtBot
) -> None:
    shown = page("reports", "visit_summary")
    drawn(qtbot, window)
    before = shown.preview().paper()
    click(qtbot, find(window, "section_medicines"))
    qtbot.waitUntil(lambda: shown.preview().paper() is not before, timeout=10_000)

    member = family.visits.next().member
    assert family.visits.preset(member.id).sections_off == ("medicines",)
    assert family.visits.preset(None).sections_off == ()
    assert "Medicines" not in words_in(find(window, "paper_holds"))


def test_the_paper_size_is_the_one_chosen(
    family: Caregiver, page: Show, window: MainWindow, find: Find, qtbot: QtBot
) -> None:
    shown = page("reports", "medication_list")
    drawn(qtbot, window)
    before = shown.preview().paper()
    click(qtbot, find(window, "paper_1"))
    qtbot.waitUntil(lambda: shown.preview().paper() is not before, timeout=10_000)
    assert round(page_sizes(shown.preview().paper().content)[0][0]) == 595


def test_a_saved_paper_says_where_it_is(
    family: Caregiver, page: Show, window: MainWindow, find: Find, qtbot: QtBot, tmp_path: Path
) -> None:
    shown = page("reports", "visit_summary")
    drawn(qtbot, window)
    shown.preview().save_to(tmp_path / "summary.pdf")
    assert (tmp_path / "summary.pdf").read_bytes() == shown.preview().paper().content
    assert "summary.pdf" in words_in(find(window, "paper_message"))


def test_a_folder_that_is_not_there_is_a_sentence(
    family: Caregiver, page: Show, window: MainWindow, qtbot: QtBot, tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:  # fmt: skip
    shown = page("reports", "visit_summary")
    drawn(qtbot, window)
    failed: list[str] = []
    monkeypatch.setattr(type(shown.host), "fail", lambda _, error: failed.append(error.code))
    shown.preview().save_to(tmp_path / "gone" / "summary.pdf")
    assert failed == ["folder_missing"]


def test_without_a_printer_it_says_what_to_do(
    family: Caregiver, page: Show, window: MainWindow, find: Find, qtbot: QtBot,
    monkeypatch: pytest.MonkeyPatch,
) -> None:  # fmt: skip
    page("reports", "visit_summary")
    drawn(qtbot, window)
    monkeypatch.setattr(printing, "has_printer", lambda: False)
    click(qtbot, find(window, "print_paper"))
    assert "save the PDF" in words_in(find(window, "paper_message"))


@pytest.mark.parametrize(("paper", "points"), [("a4", 595), ("letter", 612)])
def test_printing_puts_each_page_on_a_sheet(
    family: Caregiver, shown: Callable[..., None], tmp_path: Path, paper: str, points: int
) -> None:
    content = make(family, "visit_summary").content
    printer = QPrinter(QPrinter.PrinterMode.HighResolution)
    printer.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
    printer.setOutputFileName(str(tmp_path / "out.pdf"))
    printing.set_page(printer, paper)
    assert printing.print_pages(printer, pictures(content, 60))
    printed = page_sizes(tmp_path / "out.pdf")
    assert len(printed) == len(page_sizes(content))
    assert abs(printed[0][0] - points) < 2


def test_every_card_shows_its_paper(
    family: Caregiver, page: Show, window: MainWindow, find: Find, qtbot: QtBot
) -> None:
    page("reports")
    qtbot.waitUntil(
        lambda: all(find(window, f"picture_{kind}").has_image() for kind in KINDS), timeout=10_000
    )


def test_going_back_shows_all_papers_with_the_focus_where_it_was(
    family: Caregiver, page: Show, window: MainWindow, find: Find, qtbot: QtBot
) -> None:
    page("reports")
    click(qtbot, find(window, "open_wallet_card"))
    click(qtbot, find(window, "all_papers"))
    assert find(window, "open_wallet_card").hasFocus()


@pytest.mark.parametrize(
    ("target", "name", "title"),
    [
        ("calendar-month:2027-04-10", "2027-04_month.pdf", "April 2027"),
        ("calendar-week:2027-03-28", "2027-03-28_week.pdf", "Mar 28 to Apr 3"),
        ("calendar_list:2027-04-01", "2027-04-01_appointments.pdf", ""),
        ("week-grid:2027-03-28", "2027-03-28_medicines-to-tick.pdf", "Mar 28 to Apr 3"),
        ("fridge-list:2027-03-28", "2027-03-28_medicines-at-home.pdf", ""),
        ("regimen-card:2027-03-28", "2027-03-28_treatment-plan.pdf", ""),
        ("calendar-list:not-a-day", "2027-03-15_appointments.pdf", ""),
    ],
)
def test_a_calendar_opens_on_the_day_it_was_asked_for(
    family: Caregiver, page: Show, window: MainWindow, find: Find, qtbot: QtBot,
    target: str, name: str, title: str,
) -> None:  # fmt: skip
    shown = page("reports", target)
    drawn(qtbot, window)
    assert shown.preview().paper().name == name
    if title:
        assert find(window, "range_title").text() == title


@pytest.mark.parametrize(
    ("target", "after", "today"),
    [
        ("calendar-month:2027-04-10", "2027-05_month.pdf", "2027-03_month.pdf"),
        ("calendar-week:2027-04-05", "2027-04-12_week.pdf", "2027-03-15_week.pdf"),
        ("week-grid:2027-04-05", "2027-04-12_medicines-to-tick.pdf",
         "2027-03-15_medicines-to-tick.pdf"),
        ("calendar-list:2027-04-01", "2027-07-01_appointments.pdf",
         "2027-03-15_appointments.pdf"),
    ],
)  # fmt: skip
def test_a_calendar_is_turned_like_the_calendar_page(
    family: Caregiver, page: Show, window: MainWindow, qtbot: QtBot,
    target: str, after: str, today: str,
) -> None:  # fmt: skip
    shown = page("reports", target)
    drawn(qtbot, window)
    shown.turn(1)
    qtbot.waitUntil(lambda: shown.preview().paper().name == after, timeout=10_000)
    shown.turn_to_today()
    qtbot.waitUntil(lambda: shown.preview().paper().name == today, timeout=10_000)


def test_the_choices_of_a_calendar_count_at_once(
    family: Caregiver, page: Show, window: MainWindow, find: Find, qtbot: QtBot
) -> None:
    shown = page("reports", "calendar-month:2027-03-01")
    drawn(qtbot, window)
    click(qtbot, find(window, "range_later"))
    qtbot.waitUntil(lambda: shown.preview().paper().name.startswith("2027-04"), timeout=10_000)
    click(qtbot, find(window, "range_months_2"))
    qtbot.waitUntil(lambda: shown.preview().paper().pages == 3, timeout=10_000)
    click(qtbot, find(window, "times_only"))
    qtbot.waitUntil(
        lambda: "Name, times and places only" in words_in(find(window, "paper_holds")),
        timeout=10_000,
    )


def test_the_list_takes_other_days_and_says_when_they_run_backward(
    family: Caregiver, page: Show, window: MainWindow, find: Find, qtbot: QtBot
) -> None:
    shown = page("reports", "calendar_list")
    drawn(qtbot, window)
    before = shown.preview().paper()
    last = find(window, "range_last")
    last.clear()
    qtbot.keyClicks(last, "March 1")
    qtbot.wait(300)
    assert shown.preview().paper() is before
    assert "before the first one" in words_in(window)
    last.clear()
    qtbot.keyClicks(last, "March 24")
    qtbot.waitUntil(lambda: shown.preview().paper() is not before, timeout=10_000)
    assert "before the first one" not in words_in(window)


def test_changes_can_be_those_of_one_medicine(
    family: Caregiver, page: Show, window: MainWindow, find: Find, qtbot: QtBot
) -> None:
    second = family.medications.add(builders.a_medication(name="Zoledronic acid"))
    shown = page("reports", "medication_changes")
    drawn(qtbot, window)
    before = shown.preview().paper()
    assert "What has changed: 2" in before.sections
    find(window, "changes_for").setCurrentText(second.name)
    qtbot.waitUntil(lambda: shown.preview().paper() is not before, timeout=10_000)
    assert "What has changed: 1" in shown.preview().paper().sections


def test_a_wide_paper_is_printed_wide(
    family: Caregiver, shown: Callable[..., None], tmp_path: Path
) -> None:
    printer = QPrinter(QPrinter.PrinterMode.HighResolution)
    printer.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
    printer.setOutputFileName(str(tmp_path / "out.pdf"))
    printing.set_page(printer, "letter", is_wide=True)
    assert printing.print_pages(printer, pictures(make(family, "calendar_month").content, 60))
    width, height = page_sizes(tmp_path / "out.pdf")[0]
    assert (round(width), round(height)) == (792, 612)


@pytest.mark.parametrize(
    ("view", "name"),
    [("month", "2027-03_month.pdf"), ("week", "2027-03-14_week.pdf"),
     ("day", "2027-03-15_week.pdf"), ("list", "2027-03-15_appointments.pdf")],
)  # fmt: skip
def test_the_calendar_page_prints_what_it_shows(
    family: Caregiver, page: Show, window: MainWindow, find: Find, qtbot: QtBot,
    view: str, name: str,
) -> None:  # fmt: skip
    page("calendar", view).print_page()
    drawn(qtbot, window)
    kind = {"month": "calendar_month", "list": "calendar_list"}.get(view, "calendar_week")
    assert find(window, "paper_preview").kind == kind
    assert find(window, "paper_preview").paper().name == name


@pytest.mark.parametrize(
    "target",
    [
        "",
        "visit_summary",
        "question_list",
        "calendar_month",
        "calendar_week",
        "calendar_list",
        "fridge_list",
        "week_grid",
        "regimen_card",
        "medication_changes",
    ],
)
@pytest.mark.parametrize(("theme", "size"), [("light", 100), ("dark", 200)])
def test_everything_has_a_name_and_nothing_is_cut(
    family: Caregiver, page: Show, window: MainWindow, shown: Callable[..., None], qtbot: QtBot,
    target: str, theme: str, size: int,
) -> None:  # fmt: skip
    shown(theme, size)
    page("reports", target)
    if target:
        drawn(qtbot, window)
    qtbot.wait(50)
    assert_accessible(window)
    assert_not_clipped(window)


def test_medicines_and_doses_are_saved_as_tables(
    family: Caregiver, page: Show, window: MainWindow, find: Find, qtbot: QtBot,
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch,
) -> None:  # fmt: skip
    monkeypatch.setattr(QFileDialog, "getExistingDirectory", lambda *_: str(tmp_path))
    page("reports")
    click(qtbot, find(window, "save_csv"))
    said = "Saved in the folder Medicines 2027-03-15"
    qtbot.waitUntil(lambda: said in words_in(window))
    folder = tmp_path / "Medicines 2027-03-15"
    assert (folder / "doses.csv").is_file()
    with (folder / "medicines.csv").open(encoding="utf-8-sig", newline="") as file:
        (row,) = csv.DictReader(file)
    assert row["name"] == builders.a_medication().name


def test_a_folder_that_cannot_be_written_to_is_said(
    family: Caregiver, page: Show, window: MainWindow, find: Find, qtbot: QtBot,
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch,
) -> None:  # fmt: skip
    def refused(*_: object, **__: object) -> None:
        raise PermissionError(errno.EACCES, "no")

    monkeypatch.setattr(QFileDialog, "getExistingDirectory", lambda *_: str(tmp_path))
    shown = page("reports")
    failed: list[str] = []
    monkeypatch.setattr(type(shown.host), "fail", lambda _, error: failed.append(error.code))
    with monkeypatch.context() as patched:
        patched.setattr(Path, "mkdir", refused)
        click(qtbot, find(window, "save_csv"))
        qtbot.waitUntil(lambda: failed != [])
    assert failed == ["file_not_allowed"]
    assert not (tmp_path / "Medicines 2027-03-15").exists()


def test_leaving_the_choice_of_a_folder_writes_nothing(
    family: Caregiver, page: Show, window: MainWindow, find: Find, qtbot: QtBot,
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch,
) -> None:  # fmt: skip
    monkeypatch.setattr(QFileDialog, "getExistingDirectory", lambda *_: "")
    before = set(tmp_path.iterdir())
    page("reports")
    click(qtbot, find(window, "save_csv"))
    assert set(tmp_path.iterdir()) == before
