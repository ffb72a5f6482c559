"""Calendar files in the window: what is in one before it is kept, and what one is to tell."""

from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QFileDialog, QLabel, QPushButton
from pytestqt.qtbot import QtBot

from caregiver.app import Caregiver
from tests.builders import an_appointment
from tests.ui.audit import assert_accessible, assert_not_clipped
from ui.dialogs.export_calendar import ExportDialog, show_export
from ui.dialogs.import_calendar import MOST_ROWS, ImportDialog, show_preview
from ui.main_window import MainWindow
from ui.session import Session

FILE = """BEGIN:VCALENDAR
BEGIN:VEVENT
UID:a@x
SUMMARY:Infusion
DTSTART;TZID=America/New_York:20270317T090000
DTEND;TZID=America/New_York:20270317T120000
RRULE:FREQ=WEEKLY;INTERVAL=2;BYDAY=WE;COUNT=6
BEGIN:VALARM
ACTION:DISPLAY
TRIGGER:-P1D
END:VALARM
END:VEVENT
BEGIN:VEVENT
UID:a@x
RECURRENCE-ID;TZID=America/New_York:20270331T090000
SUMMARY:Infusion
DTSTART;TZID=America/New_York:20270401T090000
END:VEVENT
BEGIN:VEVENT
UID:a@x
RECURRENCE-ID;TZID=America/New_York:20270414T090000
SUMMARY:Infusion
STATUS:CANCELLED
DTSTART;TZID=America/New_York:20270414T090000
END:VEVENT
BEGIN:VTODO
UID:t@x
SUMMARY:Send the insurance form
DUE;VALUE=DATE:20270322
END:VTODO
BEGIN:VEVENT
UID:s@x
SUMMARY:Too often
DTSTART:20270326T090000
RRULE:FREQ=SECONDLY
END:VEVENT
END:VCALENDAR
"""
Preview = Callable[[str], ImportDialog]


@pytest.fixture
def preview(
    caregiver_app: Caregiver, session: Session, window: MainWindow, tmp_path: Path, qtbot: QtBot
) -> Preview:
    """Show what is in a calendar text."""

    def show(text: str) -> ImportDialog:
        path = tmp_path / "clinic.ics"
        path.write_text(text, encoding="utf-8")
        dialog = show_preview(window, caregiver_app, session, caregiver_app.imports.preview(path))
        qtbot.waitExposed(dialog)
        return dialog

    return show


def words_in(widget: Any) -> str:
    QApplication.processEvents()
    shown = "\n".join(one.text() for one in widget.findChildren(QLabel) if one.isVisibleTo(widget))
    return shown.replace("\N{NO-BREAK SPACE}", " ")


def test_preview_says_series_tasks_reminders_and_what_is_left_out(preview: Preview) -> None:
    words = words_in(preview(FILE))

    for part in (
        "Every 2 weeks on Wednesday, 6 times. Next: Mar 17, Apr 28, May 12",
        "Reminder before: 1 day",
        "Instead of Wed, Mar 31 in the series",
        "This one date is struck out. The series stays.",
        "Task, due Monday, March 22, 2027",
        "Too often. Not read: it repeats far too often",
    ):
        assert part in words


def test_preview_is_used_by_keyboard(
    preview: Preview, caregiver_app: Caregiver, qtbot: QtBot, find: Callable[..., Any]
) -> None:
    dialog = preview(FILE)
    find(dialog, "import_0").setFocus()
    for _ in range(3):
        qtbot.keyClick(dialog.focusWidget(), Qt.Key.Key_Tab)
    task = dialog.focusWidget()
    assert "Send the insurance form" in task.accessibleName()

    qtbot.keyClick(task, Qt.Key.Key_Space)
    find(dialog, "import_add", QPushButton).click()

    assert caregiver_app.tasks.open() == ()
    found = caregiver_app.appointments.occurrences(date(2027, 3, 1), date(2027, 4, 30))
    assert [(one.day.day, one.appointment.status.value) for one in found] == [
        (17, "planned"),
        (1, "planned"),
        (14, "cancelled"),
        (28, "planned"),
    ]


def test_more_than_can_be_shown_has_one_tick(
    preview: Preview, caregiver_app: Caregiver, find: Callable[..., Any]
) -> None:
    one = "BEGIN:VEVENT\nUID:{0}\nSUMMARY:Visit {0}\nDTSTART:20270317T090000\nEND:VEVENT\n"
    events = "".join(one.format(number) for number in range(MOST_ROWS + 20))
    dialog = preview(f"BEGIN:VCALENDAR\n{events}END:VCALENDAR\n")

    assert "And 20 more, 20 of them to import" in words_in(dialog)
    assert len(dialog.ticked()) == MOST_ROWS + 20
    find(dialog, "import_others").setChecked(False)
    find(dialog, "import_add", QPushButton).click()
    assert len(caregiver_app.appointments.all()) == MOST_ROWS


@pytest.fixture
def export(
    caregiver_app: Caregiver, session: Session, window: MainWindow, qtbot: QtBot
) -> ExportDialog:
    """Ask what to save of one appointment with private words."""
    caregiver_app.appointments.save(an_appointment(note="private words", location="Level 2"))
    dialog = show_export(window, caregiver_app, session)
    qtbot.waitExposed(dialog)
    return dialog


@pytest.mark.parametrize(
    ("privacy", "inside"),
    [("places", (False, False, True)), ("busy", (False,) * 3), ("full", (True,) * 3)],
)
@pytest.mark.parametrize("scope", ["months", "one", "everything"])
def test_file_tells_as_much_as_was_chosen(
    export: ExportDialog, qtbot: QtBot, tmp_path: Path, privacy: str, inside: Any, scope: str
) -> None:
    path = tmp_path / "ours.ics"
    export.scope.set_value(scope)
    export.privacy.set_value(privacy)
    export.write(path)

    qtbot.waitUntil(path.exists)
    text = path.read_text(encoding="utf-8")
    assert "20270324T103000" in text
    assert ("private words" in text, "Hematology" in text, "LOCATION" in text) == inside


def test_name_proposed_says_no_more_than_the_file(
    export: ExportDialog, monkeypatch: pytest.MonkeyPatch, find: Callable[..., Any]
) -> None:
    proposed = []
    monkeypatch.setattr(
        QFileDialog, "getSaveFileName", lambda *given: (proposed.append(Path(given[2]).name), "")
    )
    export.scope.set_value("one")
    find(export, "export_save", QPushButton).click()
    export.privacy.set_value("full")
    find(export, "export_save", QPushButton).click()

    assert proposed == ["2027-03-24_appointment.ics", "2027-03-24_hematology-clinic.ics"]


@pytest.mark.parametrize("text_size", [100, 200])
def test_both_are_named_and_nothing_is_cut_off(
    shown: Callable[..., None], request: pytest.FixtureRequest, text_size: int
) -> None:
    shown(text_size=text_size)
    export = request.getfixturevalue("export")
    export.scope.set_value("one")
    for dialog in (export, request.getfixturevalue("preview")(FILE)):
        QApplication.processEvents()
        assert_accessible(dialog)
        assert_not_clipped(dialog)
