"""Drive the real window as a person does: click and type, by object name, and count."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QMouseEvent
from PySide6.QtWidgets import QAbstractScrollArea, QApplication, QDialog, QWidget
from pytestqt.qtbot import QtBot

from caregiver.app import Caregiver
from caregiver.clock import FixedClock
from tests.pdf_reading import words_of
from ui.pages import Page
from ui.program import Program

PRESSES = (QEvent.Type.MouseButtonPress, QEvent.Type.MouseButtonDblClick)
LEFT = Qt.MouseButton.LeftButton
NO_KEY = Qt.KeyboardModifier.NoModifier
CTRL = Qt.KeyboardModifier.ControlModifier
SHIFT = Qt.KeyboardModifier.ShiftModifier


class Clicks(QObject):
    """Count how often a mouse button goes down anywhere in the program."""

    def __init__(self) -> None:
        super().__init__()
        self.count = 0

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Count the press where it arrives first; what stands around it may hear of it too."""
        if event.type() in PRESSES and isinstance(event, QMouseEvent):
            is_first = isinstance(watched, QWidget) and not watched.childAt(
                event.position().toPoint()
            )
            self.count += is_first
        return False


class Driver:
    """Start the program, find what is in sight, click it and type into it."""

    def __init__(self, program: Program, qtbot: QtBot) -> None:
        self.program, self.qtbot = program, qtbot
        self.window = program.window

    @property
    def app(self) -> Caregiver:
        """Return the open care file."""
        assert self.program.session is not None
        return self.program.session.app

    @property
    def clock(self) -> FixedClock:
        """Return the clock that stands still until it is advanced."""
        clock = self.program.files.clock
        assert isinstance(clock, FixedClock)
        return clock

    def begin_ours(self, name: str = "Rosa Delgado", number: str = "202-555-0142") -> None:
        """Start an own file with a name and the number for the night."""
        self.program.begin(None)
        self.click("start_ours")
        self.type("first_name", name)
        self.click("first_next")
        self.type("first_number", number)
        self.click("first_next")
        with self.qtbot.waitSignal(self.program.opened):
            self.click("first_skip")

    def page(self, key: str) -> Page:
        """Show a page over the rail and return it."""
        self.press(f"page_{key}")
        return self.now()

    def now(self) -> Page:
        """Return the page in sight."""
        assert self.program.session is not None
        page = self.program.session.pages.current()
        assert page is not None
        return page

    def press(self, command: str) -> None:
        """Do a command of the menu, as its keys do."""
        self.program.actions[command].trigger()
        self.settle()

    def all(self, name: str) -> list[QWidget]:
        """Return every widget in sight with this name, in any window of the program."""
        return [
            widget
            for top in QApplication.topLevelWidgets()
            if top.isVisible()
            for widget in top.findChildren(QWidget, name)
            if widget.isVisible()
        ]

    def find(self, name: str) -> Any:
        """Return the one widget in sight with this name."""
        found = self.all(name)
        assert found, f"{name!r} is not in sight; there are {sorted(self.names())}"
        return found[0]

    def names(self) -> set[str]:
        """Return the names of everything in sight."""
        return {
            widget.objectName()
            for top in QApplication.topLevelWidgets()
            if top.isVisible()
            for widget in top.findChildren(QWidget)
            if widget.isVisible() and widget.objectName()
        } - {""}

    def click(self, name: str, *, at_left: bool = False) -> None:
        """Click the middle of a control, or its left end; it must be enabled and in sight."""
        widget = self.find(name)
        assert widget.isEnabled(), f"{name!r} is switched off"
        _scroll_to(widget)
        spot = widget.rect().center()
        if at_left:
            spot.setX(4)
        self.qtbot.mouseClick(widget, LEFT, NO_KEY, spot)
        self.settle()

    def type(self, name: str, text: str) -> None:
        """Replace what a field holds by typing."""
        widget = self.find(name)
        widget.setFocus()
        widget.selectAll()
        self.qtbot.keyClicks(widget, text)
        self.settle()

    def key(self, key: Qt.Key, held: Qt.KeyboardModifier = NO_KEY) -> None:
        """Press a key where the focus is."""
        at = QApplication.focusWidget() or self.window.focusWidget() or self.window
        self.qtbot.keyClick(at, key, held)
        self.settle()

    def settle(self) -> None:
        """Let the window do what waits."""
        for _ in range(3):
            QApplication.processEvents()

    def words(self) -> str:
        """Return every word in sight."""
        found = []
        for top in QApplication.topLevelWidgets():
            for widget in top.findChildren(QWidget) if top.isVisible() else []:
                if widget.isVisible():
                    for ask in ("text", "toPlainText"):
                        if hasattr(widget, ask):
                            found.append(str(getattr(widget, ask)()))
                    found.append(widget.accessibleName())
        return "\n".join(found).replace("\N{NO-BREAK SPACE}", " ")

    def sentence(self) -> str:
        """Return the sentence of the message in sight, and close the message."""
        box = next(one for one in self.all_dialogs() if one.objectName() == "message")
        line = box.findChild(QWidget, "message_sentence")
        words = str(line.text())
        box.close()
        self.settle()
        return words

    def all_dialogs(self) -> list[QDialog]:
        """Return the dialogs in sight."""
        return [
            one
            for one in QApplication.topLevelWidgets()
            if isinstance(one, QDialog) and one.isVisible()
        ]

    @contextmanager
    def at_most(self, clicks: int) -> Iterator[Clicks]:
        """Fail where more than so many clicks are made within."""
        counter = Clicks()
        application = QApplication.instance()
        assert application is not None
        application.installEventFilter(counter)
        try:
            yield counter
        finally:
            application.removeEventFilter(counter)
        assert 0 < counter.count <= clicks, f"{counter.count} clicks, allowed {clicks}"


def _scroll_to(widget: QWidget) -> None:
    above = widget.parentWidget()
    while above is not None:
        if isinstance(above, QAbstractScrollArea) and hasattr(above, "ensureWidgetVisible"):
            above.ensureWidgetVisible(widget)
        above = above.parentWidget()


def pdf_text(path: Path) -> str:
    """Return the words of a PDF in one line."""
    return words_of(path)
