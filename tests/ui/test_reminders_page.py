"""The list of reminders, the bell, the line under the top bar, and the choices in Settings."""

from collections.abc import Callable
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import QEvent, Qt
from PySide6.QtWidgets import QApplication, QDialog, QLabel, QLineEdit, QWidget
from pytestqt.qtbot import QtBot

from caregiver import settings as preferences
from caregiver.app import Caregiver
from caregiver.clock import FixedClock
from caregiver.settings import Settings
from tests.ui.audit import assert_accessible, assert_not_clipped
from tests.ui.reminder_fakes import FakeLedger, an_item
from ui import autostart
from ui.main_window import MainWindow
from ui.pages import Page
from ui.program import Program
from ui.reminders.notices import Notice, Way
from ui.reminders.window_notices import WindowNotifier
from ui.session import Session

# said by the offscreen platform, which has no tray and no order of windows
pytestmark = pytest.mark.qt_log_ignore(
    "systemTrayWindowChanged", "does not support raise", extend=True
)

Find = Callable[..., Any]
Show = Callable[..., Page]


@pytest.fixture
def ledger(caregiver_app: Caregiver, clock: FixedClock) -> FakeLedger:
    """Three things that passed overnight and one that is due now."""
    now = clock.now()
    made = FakeLedger(clock, looked_at=now - timedelta(hours=11))
    made.planned = [
        an_item(now - timedelta(hours=9), "dose", key="a", title="Lenalidomide 10 mg"),
        an_item(now - timedelta(hours=2), key="b", title="Blood draw before the long clinic visit",
                falls=now + timedelta(hours=22)),
        an_item(now - timedelta(hours=1), "task", key="c", title="Call the pharmacy"),
        an_item(now, "follow_up", key="d", title="M-protein every 4 weeks"),
    ]  # fmt: skip
    caregiver_app.reminders = made  # type: ignore[assignment]
    return made


def click(qtbot: QtBot, button: QWidget) -> None:
    qtbot.mouseClick(button, Qt.MouseButton.LeftButton)


def words_in(root: QWidget) -> str:
    for _ in range(3):  # what is new is shown in the next round, and laid out in the one after
        QApplication.processEvents()
    found = "\n".join(one.text() for one in root.findChildren(QLabel) if one.isVisible())
    return found.replace("\N{NO-BREAK SPACE}", " ")


def notice_windows() -> list[QDialog]:
    return [
        one for one in QApplication.topLevelWidgets()
        if isinstance(one, QDialog) and one.objectName() == "notice_window" and one.isVisible()
    ]  # fmt: skip


def test_the_bell_counts_and_opens_the_list(
    ledger: FakeLedger, session: Session, page: Show, window: MainWindow, qtbot: QtBot
) -> None:
    page("journal")
    bell = window.top_bar.bell
    assert bell.accessibleName() == "Reminders: nothing is waiting"
    session.reminders.start()
    assert bell.count() == 4
    assert bell.accessibleName() == "Reminders: 4 are waiting"
    click(qtbot, bell)
    assert session.pages.current_key() == "reminders"


def test_what_passed_is_told_in_one_line_that_leads_to_the_list(
    ledger: FakeLedger, session: Session, page: Show, window: MainWindow, find: Find, qtbot: QtBot
) -> None:
    page("journal")
    session.reminders.start()
    assert window.banner.isVisible()
    assert window.banner.words() == "3 things were due while the program was off."
    click(qtbot, find(window, "banner_act"))
    shown = session.pages.current()
    assert shown is not None
    assert not window.banner.isVisible()
    text = words_in(shown)
    assert "While the program was off" in text
    assert "Reminders were off from 9:00 PM to 8:00 AM." in text
    assert "Lenalidomide 10 mg\nYesterday, 11:00 PM" in text
    assert "Blood draw before the long clinic visit\nTomorrow, 6:00 AM" in text


def test_the_line_goes_away_when_it_is_closed(
    ledger: FakeLedger, session: Session, window: MainWindow, find: Find, qtbot: QtBot
) -> None:
    session.reminders.start()
    click(qtbot, find(window, "banner_close"))
    session.reminders.look()
    assert not window.banner.isVisible()
    assert window.top_bar.bell.count() == 4


def test_mark_all_seen_leaves_what_is_due_now(
    ledger: FakeLedger, session: Session, page: Show, window: MainWindow, find: Find, qtbot: QtBot
) -> None:
    session.reminders.start()
    shown = page("reminders")
    click(qtbot, find(window, "mark_all_seen"))
    assert ledger.answered == ["a", "b", "c"]
    assert "M-protein every 4 weeks" in words_in(shown)
    assert "While the program was off" not in words_in(shown)
    assert window.top_bar.bell.accessibleName() == "Reminders: one is waiting"


def test_each_row_can_be_seen_put_off_and_opened(
    ledger: FakeLedger, session: Session, page: Show, window: MainWindow, find: Find, qtbot: QtBot,
    clock: FixedClock,
) -> None:  # fmt: skip
    session.reminders.start()
    shown = page("reminders")
    click(qtbot, find(shown, "seen_c"))
    assert ledger.answered == ["c"]
    later = find(shown, "later_b").menu_entries().actions()
    assert [one.text() for one in later] == ["In 10 minutes", "In 1 hour", "This evening"]
    later[1].trigger()
    assert ledger.snoozed == {"b": clock.now() + timedelta(hours=1)}
    QApplication.processEvents()
    assert shown.findChild(QWidget, "take_d") is None  # no dose, nothing to take
    click(qtbot, find(shown, "open_a"))
    assert session.pages.current_key() == "today"


def test_after_weeks_away_the_newest_are_listed(
    ledger: FakeLedger, session: Session, page: Show, clock: FixedClock
) -> None:
    ledger.planned = [
        an_item(clock.now() - timedelta(minutes=10 + n), key=str(n), title=f"Number {n}")
        for n in range(100)
    ]
    session.reminders.start()
    text = words_in(page("reminders"))
    assert "60 older ones are not listed." in text
    assert "Number 0\n" in text
    assert "Number 99" not in text


def test_the_list_says_how_long_it_is_quiet(
    ledger: FakeLedger, session: Session, page: Show
) -> None:
    session.reminders.start()
    shown = page("reminders")
    session.reminders.quiet_for(60)
    assert "It is quiet until 9:00 AM." in words_in(shown)


def test_an_empty_list_says_so(
    caregiver_app: Caregiver, clock: FixedClock, page: Show, settings: Settings
) -> None:
    caregiver_app.reminders = FakeLedger(clock)  # type: ignore[assignment]
    shown = page("reminders")
    assert "Nothing is waiting for an answer." in words_in(shown)
    settings.reminders_on = False
    shown.time_passed()
    assert "Reminders are switched off." in words_in(shown)


def test_a_computer_without_notifications_says_so_and_shows_windows(
    ledger: FakeLedger, session: Session, page: Show, window: MainWindow, find: Find, qtbot: QtBot
) -> None:
    shown = page("reminders")
    session.reminders.start()
    qtbot.waitUntil(lambda: session.reminders.way() is Way.WINDOW)
    assert "Notifications cannot be shown on this computer." in words_in(shown)
    qtbot.waitUntil(lambda: len(notice_windows()) == 2)
    texts = [words_in(one) for one in notice_windows()]
    assert "Caregiver Organizer\nSomething is due." in texts
    opener = next(one for one in notice_windows() if "Something is due." in words_in(one))
    session.go("journal")
    click(qtbot, find(opener, "notice_open"))
    qtbot.waitUntil(lambda: len(notice_windows()) == 1)
    assert session.pages.current_key() == "follow_ups"


def test_the_windows_go_with_the_file(
    ledger: FakeLedger, window: MainWindow, caregiver_app: Caregiver, settings: Settings,
    qtbot: QtBot,
) -> None:  # fmt: skip
    session = Session(window, caregiver_app, caregiver_app.formats, settings)
    session.reminders.start()
    qtbot.waitUntil(lambda: len(notice_windows()) == 2)
    session.close()
    assert notice_windows() == []
    assert window.top_bar.bell.count() == 0


@pytest.mark.usefixtures("shown")
def test_a_notice_window_replaces_and_closes_with_esc(qtbot: QtBot, find: Find) -> None:
    notifier = WindowNotifier()
    closed: list[str] = []
    pressed: list[tuple[str, str]] = []
    notifier.closed.connect(closed.append)
    notifier.pressed.connect(lambda *values: pressed.append(values))
    for body in ("<b>first</b>", "second"):
        notifier.show_notice(Notice("a", "Title", body, (("later", "Later"),)))
    notifier.show_notice(Notice("b", "Title", "other"))
    first, other = sorted(notice_windows(), key=words_in, reverse=True)
    assert "second" in words_in(first)
    assert not first.geometry().intersects(other.geometry())
    assert_accessible(first)
    qtbot.keyClick(other, Qt.Key.Key_Escape)
    assert closed == ["b"]
    click(qtbot, find(first, "notice_later"))
    assert pressed == [("a", "later")]
    notifier.close()


# Settings


@pytest.fixture
def chosen(ledger: FakeLedger, session: Session, page: Show) -> Page:
    """The section of the reminders in Settings."""
    return page("settings", "Reminders")


@pytest.mark.parametrize(("name", "field", "value"), [
    ("remind_doses", "remind_doses", False),
    ("remind_appointments", "remind_appointments", False),
    ("remind_tasks", "remind_tasks", False),
    ("reminders_on", "reminders_on", False),
    ("close_to_tray", "close_to_tray", True),
    ("notification_words_1", "notification_words", "full"),
    ("renotify_minutes_2", "renotify_minutes", 10),
    ("renotify_times_0", "renotify_times", 1),
])  # fmt: skip
def test_a_choice_is_kept_at_once(
    chosen: Page, session: Session, settings: Settings, find: Find, qtbot: QtBot,
    name: str, field: str, value: object,
) -> None:  # fmt: skip
    with qtbot.waitSignal(session.preferences_changed):
        find(chosen, name).click()
    assert getattr(settings, field) == value


def test_quiet_hours_are_kept_when_both_ends_can_be_read(
    chosen: Page, settings: Settings, find: Find, qtbot: QtBot
) -> None:
    begins, ends = find(chosen, "quiet_from", QLineEdit), find(chosen, "quiet_until", QLineEdit)
    qtbot.keyClicks(begins, "10 pm")
    assert settings.quiet_from == ""
    qtbot.keyClicks(ends, "7")
    assert (settings.quiet_from, settings.quiet_until) == ("22:00", "07:00")
    begins.clear()
    assert (settings.quiet_from, settings.quiet_until) == ("", "")


def test_everything_rests_while_reminders_are_off(chosen: Page, find: Find) -> None:
    assert find(chosen, "remind_doses").isEnabled()
    find(chosen, "reminders_on").click()
    assert not find(chosen, "remind_doses").isEnabled()


def test_a_test_notice_is_shown(chosen: Page, find: Find, qtbot: QtBot) -> None:
    click(qtbot, find(chosen, "send_test"))
    qtbot.waitUntil(lambda: any("This is a test." in words_in(one) for one in notice_windows()))
    said = find(chosen, "notification_way", QLabel).text()
    assert said == (
        "Notifications cannot be shown on this computer. A small window is shown instead."
    )


def test_the_entry_at_login_is_written_checked_and_removed(
    chosen: Page, settings: Settings, find: Find
) -> None:
    find(chosen, "start_at_login").click()
    assert autostart.is_on(autostart.here())
    assert settings.start_at_login
    assert find(chosen, "login_words", QLabel).text() == "Checked: the entry at login is there."
    find(chosen, "start_at_login").click()
    assert not autostart.is_on(autostart.here())
    assert not settings.start_at_login


def test_an_entry_that_the_desktop_removed_is_ticked_no_more(chosen: Page, find: Find) -> None:
    find(chosen, "start_at_login").click()
    autostart.here().remove()
    chosen.reload()
    assert not find(chosen, "start_at_login").isChecked()


def test_an_entry_that_cannot_be_written_is_not_ticked(
    chosen: Page, settings: Settings, find: Find, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(autostart, "switch", lambda *_: False)
    find(chosen, "start_at_login").click()
    assert not find(chosen, "start_at_login").isChecked()
    assert not settings.start_at_login
    assert "could not be changed" in find(chosen, "login_words", QLabel).text()


def test_the_way_to_the_phone_is_there(
    chosen: Page, session: Session, find: Find, qtbot: QtBot
) -> None:
    assert "A computer that sleeps cannot remind you." in words_in(chosen)
    click(qtbot, find(chosen, "share_calendar"))
    assert session.pages.current_key() == "calendar"


@pytest.mark.parametrize(("theme", "text_size", "width"), [
    ("light", 100, 1280), ("dark", 200, 1280), ("light", 100, 640), ("light", 200, 1200),
])  # fmt: skip
@pytest.mark.parametrize("key", ["reminders", "settings"])
def test_everything_has_a_spoken_name_and_nothing_is_clipped(
    ledger: FakeLedger, session: Session, page: Show, window: MainWindow,
    shown: Callable[..., None], key: str, theme: str, text_size: int, width: int,
) -> None:  # fmt: skip
    window.resize(width, 800)
    shown(theme, text_size)
    session.reminders.start()
    page("journal")
    assert_not_clipped(window)  # with the line under the top bar
    page(key)
    QApplication.processEvents()
    assert_accessible(window)
    assert_not_clipped(window)


# The program around it


@pytest.fixture
def program(window: MainWindow, qapp: QApplication, settings: Settings, ledger: FakeLedger,
            caregiver_app: Caregiver, monkeypatch: pytest.MonkeyPatch) -> Any:  # fmt: skip
    """The program with the file open."""
    made = Program(qapp, window, settings, caregiver_app.clock.now())
    made._take(lambda: caregiver_app)
    yield made
    made.finish()
    qapp.setQuitOnLastWindowClosed(True)


def test_reminders_begin_after_the_first_page_is_filled(
    program: Program, window: MainWindow, qtbot: QtBot
) -> None:
    assert program.session is not None
    assert "reminders" not in program.session.__dict__
    qtbot.waitUntil(lambda: window.top_bar.bell.count() == 4)


def test_closing_ends_the_program_unless_chosen_otherwise(
    program: Program, window: MainWindow
) -> None:
    window.close()
    assert not window.isVisible()
    assert program.session is None


def test_closing_leaves_it_running_if_that_was_chosen(
    program: Program, window: MainWindow, settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    settings.close_to_tray = settings.was_told_of_tray = True
    monkeypatch.setattr(type(window.tray), "is_available", staticmethod(lambda: True))
    program.apply_settings()
    assert window.tray.is_shown()
    window.close()
    assert not window.isVisible()
    assert program.session is not None
    window.tray.open_asked.emit()
    assert window.isVisible()
    program.presence.quit()
    assert program.session is None


def test_quit_of_a_menu_bar_ends_the_program(
    program: Program, window: MainWindow, settings: Settings, qapp: QApplication
) -> None:
    settings.close_to_tray = settings.was_told_of_tray = True
    program.presence.eventFilter(qapp, QEvent(QEvent.Type.Quit))
    window.close()
    assert program.session is None


def test_without_a_tray_the_window_becomes_small(
    program: Program, window: MainWindow, settings: Settings
) -> None:
    settings.close_to_tray = settings.was_told_of_tray = True
    window.close()
    assert window.isMinimized()
    assert program.session is not None


@pytest.mark.parametrize("goes_on", [True, False])
def test_the_first_close_says_that_it_goes_on(
    program: Program, window: MainWindow, settings: Settings, monkeypatch: pytest.MonkeyPatch,
    goes_on: bool,
) -> None:  # fmt: skip
    asked: list[str] = []

    def ask(_parent: QWidget, title: str, sentence: str, *, do: str, keep: str) -> bool:
        asked.append(sentence)
        return not goes_on

    monkeypatch.setattr("ui.dialogs.message.ask", ask)
    settings.close_to_tray = True
    window.close()
    assert len(asked) == 1
    assert (program.session is not None) is goes_on
    assert preferences.load().was_told_of_tray or goes_on
    window.close()
    assert len(asked) == 1


def test_the_tray_menu_opens_quiets_and_quits(
    program: Program, window: MainWindow, settings: Settings, qtbot: QtBot
) -> None:
    settings.close_to_tray = True
    program.apply_settings()
    names = [one.objectName() for one in window.tray.menu().actions()]
    assert names == ["tray_open", "tray_quiet", "tray_quit"]
    assert program.session is not None
    window.tray.menu().actions()[1].trigger()
    program.session.reminders.start()
    assert program.session.reminders.quiet_until() is not None
    window.tray.menu().actions()[2].trigger()
    assert program.session is None


def test_a_start_in_the_background_shows_no_window(
    program: Program, window: MainWindow, monkeypatch: pytest.MonkeyPatch, qapp: QApplication
) -> None:
    monkeypatch.setattr(type(window.tray), "is_available", staticmethod(lambda: True))
    window.hide()
    assert program.session is not None
    path = program.session.app.path
    program._close_session()
    program.begin(path, in_background=True)
    assert program.session is not None
    assert not window.isVisible()
    assert window.tray.is_shown()
    assert not qapp.quitOnLastWindowClosed()


def test_a_start_in_the_background_without_a_file_ends_at_once(
    window: MainWindow, qapp: QApplication, settings: Settings
) -> None:
    window.hide()
    settings.last_file = "/nowhere/gone.care"
    made = Program(qapp, window, settings)
    made.begin(None, in_background=True)
    assert made.session is None
    assert not window.tray.is_shown()


def test_a_file_that_cannot_be_opened_brings_the_window_to_the_front(
    window: MainWindow, qapp: QApplication, settings: Settings, tmp_path: Path
) -> None:
    window.hide()
    damaged = tmp_path / "damaged.care"
    damaged.write_text("not a care file, but long enough to look like something" * 40)
    made = Program(qapp, window, settings)
    made.begin(damaged, in_background=True)
    assert window.isVisible()
    assert window.findChild(QDialog, "message") is not None
    made.finish()


def test_a_second_start_in_the_background_leaves_the_first_alone(
    program: Program, window: MainWindow
) -> None:
    window.hide()
    program._asked_again("\t")
    assert not window.isVisible()
    program._asked_again("")
    assert window.isVisible()
