"""The real window over a real care file, offscreen."""

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import QEvent
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from caregiver.app import Caregiver
from caregiver.clock import FixedClock
from caregiver.formats import PlainFormats
from caregiver.settings import Settings
from tests.builders import a_member, a_patient
from ui import application
from ui.main_window import MainWindow
from ui.pages import Page
from ui.session import Session


@pytest.fixture(scope="session")
def qapp_cls() -> Any:
    """Build the application as the program does."""
    return lambda arguments: application.make_application(arguments)


@pytest.fixture(autouse=True)
def _nothing_left_over(qapp: QApplication) -> Iterator[None]:
    """Delete every window of a test: a look is given to all windows there are."""
    yield
    for widget in qapp.topLevelWidgets():
        widget.deleteLater()
    qapp.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)


@pytest.fixture(autouse=True)
def own_desktop(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Keep every test away from the person's own notifications and programs at login."""
    monkeypatch.delenv("DBUS_SESSION_BUS_ADDRESS", raising=False)
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path / "config"))


@pytest.fixture
def settings() -> Settings:
    """The preferences of the first day, in light colors."""
    return Settings(theme="light")


@pytest.fixture
def shown(qapp: QApplication, settings: Settings) -> Callable[..., None]:
    """Show everything by a theme and a text size."""

    def show(theme: str = "light", text_size: int = 100) -> None:
        settings.theme, settings.text_size = theme, text_size
        application.apply_look(qapp, settings)

    show()
    return show


@pytest.fixture
def caregiver_app(tmp_path: Path, clock: FixedClock) -> Iterator[Caregiver]:
    """An open care file with the person and the team's 24-hour number, else empty."""
    app = Caregiver.create(tmp_path / "window.care", clock, PlainFormats(), by="Anna")
    app.people.save_patient(a_patient(id=app.people.patient().id))
    line = {"name": "24-hour line", "phone": "202-555-0142", "hours": "Day and night, 24 hours"}
    app.people.save_member(a_member(is_team_line=True, **line))
    yield app
    app.close()


@pytest.fixture
def window(
    qtbot: QtBot, qapp: QApplication, settings: Settings, shown: Callable[..., None]
) -> MainWindow:
    """The main window, 1280 by 800, with no care file yet."""
    main_window = MainWindow(settings)
    qtbot.addWidget(main_window)
    main_window.ring.follow(qapp)
    main_window.resize(1280, 800)
    main_window.show()
    qtbot.waitExposed(main_window)
    return main_window


@pytest.fixture
def session(
    window: MainWindow, caregiver_app: Caregiver, settings: Settings, qtbot: QtBot
) -> Iterator[Session]:
    """The window with `caregiver_app` open; `session.go("journal")` shows a page."""
    opened = Session(window, caregiver_app, PlainFormats(), settings)
    yield opened
    opened.close()
    window.stack.setCurrentIndex(0)


@pytest.fixture
def page(session: Session) -> Callable[[str], Page]:
    """Show a page by its key and return it."""

    def show(key: str, target: str = "") -> Page:
        session.go(key, target)
        current = session.pages.current()
        assert current is not None
        return current

    return show


@pytest.fixture
def find() -> Callable[..., Any]:
    """Find a control by its object name; it must be there."""

    def by_name(root: QWidget, name: str, kind: type[Any] = QWidget) -> Any:
        widget = root.findChild(kind, name)
        assert widget is not None, f"no {kind.__name__} named {name!r}"
        return widget

    return by_name
