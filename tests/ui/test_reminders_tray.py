"""Notices at the tray icon, where a desktop has no notification server."""

import sys

import pytest
from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QSystemTrayIcon, QWidget

from ui.reminders.chooser import Chooser
from ui.reminders.notices import Notice, Way
from ui.reminders.tray_notices import TrayNotifier
from ui.tray import Tray

pytestmark = pytest.mark.qt_log_ignore("systemTrayWindowChanged", extend=True)


class FakeTray(QObject):
    """A tray that notes its balloons."""

    message_clicked = Signal()

    def __init__(self):
        super().__init__()
        self.messages = []
        self.holders = set()

    @staticmethod
    def can_show_messages():
        return True

    def hold(self, holder, is_needed):
        (self.holders.add if is_needed else self.holders.discard)(holder)

    def show_message(self, title, body, _shown_ms):
        self.messages.append((title, body))


@pytest.fixture
def tray():
    return FakeTray()


@pytest.mark.parametrize("platform", ["win32", "darwin"])
def test_other_desktops_use_the_tray(tray, qtbot, monkeypatch, platform):
    monkeypatch.setattr(sys, "platform", platform)
    chooser = Chooser(lambda *_: pytest.fail("no bus there"), lambda: tray)
    with qtbot.waitSignal(chooser.found) as found:
        chooser.look()
    (notifier,) = found.args
    assert notifier.way is Way.TRAY
    assert tray.holders == {"notices"}
    notifier.close()
    assert tray.holders == set()


def test_a_click_on_the_balloon_opens_the_newest(tray, qtbot):
    notifier = TrayNotifier(tray)
    for key in ("a", "b"):
        notifier.show_notice(Notice(key, "Title", f"Body {key}", (("open", "Open"),)))
    assert tray.messages == [("Title", "Body a"), ("Title", "Body b")]
    with qtbot.waitSignal(notifier.pressed) as pressed:
        tray.message_clicked.emit()
    assert pressed.args == ["b", "default"]


def test_a_click_on_what_was_answered_does_nothing(tray, qtbot):
    notifier = TrayNotifier(tray)
    notifier.show_notice(Notice("a", "Title", "Body"))
    notifier.withdraw("other")
    notifier.withdraw("a")
    with qtbot.assertNotEmitted(notifier.pressed):
        tray.message_clicked.emit()


def test_the_icon_is_there_while_somebody_needs_it(qtbot, qapp):
    window = QWidget()
    qtbot.addWidget(window)
    tray = Tray(window)
    assert not tray.is_shown()
    tray.hold("window", True)
    tray.hold("notices", True)
    tray.hold("window", False)
    assert tray.is_shown()
    tray.hold("notices", False)
    assert not tray.is_shown()


@pytest.mark.parametrize(("reason", "opens"), [
    (QSystemTrayIcon.ActivationReason.Trigger, True),
    (QSystemTrayIcon.ActivationReason.DoubleClick, True),
    (QSystemTrayIcon.ActivationReason.Context, False),
])  # fmt: skip
def test_a_click_on_the_icon_opens_the_window(qtbot, reason, opens):
    window = QWidget()
    qtbot.addWidget(window)
    tray = Tray(window)
    asked = []
    tray.open_asked.connect(lambda: asked.append(True))
    tray._icon.activated.emit(reason)
    assert bool(asked) is opens


def test_the_icon_names_nobody(qtbot):
    window = QWidget()
    window.setWindowTitle("Rosa Example")
    qtbot.addWidget(window)
    assert "Rosa" not in Tray(window)._icon.toolTip()
