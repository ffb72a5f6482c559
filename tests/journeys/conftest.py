"""The whole program over a real care file, offscreen, with a clock that stands still."""

from collections.abc import Iterator

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from caregiver.settings import Settings
from tests.conftest import NOW
from tests.journeys.window_driver import Driver
from tests.ui.conftest import _nothing_left_over, qapp_cls, settings, shown, window
from ui.main_window import MainWindow
from ui.program import Program

__all__ = ["_nothing_left_over", "qapp_cls", "settings", "shown", "window"]


@pytest.fixture
def driver(
    window: MainWindow,
    qapp: QApplication,
    settings: Settings,
    qtbot: QtBot,
    monkeypatch: pytest.MonkeyPatch,
) -> Iterator[Driver]:
    """The program before its first screen; `driver.begin_ours()` starts an own file."""
    monkeypatch.setenv("TZ", "America/New_York")
    program = Program(qapp, window, settings, NOW)
    yield Driver(program, qtbot)
    program.finish()
