"""Every page for everybody: names, nothing cut, no trap, and typed words stay words."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import Qt as Gui
from PySide6.QtWidgets import (
    QAbstractItemView,
    QApplication,
    QLabel,
    QScrollArea,
    QWidget,
)
from pytestqt.qtbot import QtBot

from caregiver import sample
from caregiver.app import Caregiver
from caregiver.clock import FixedClock
from caregiver.formats import PlainFormats
from caregiver.settings import Settings
from tests import builders
from tests.ui.audit import accessibility_faults, assert_accessible, assert_not_clipped, controls
from ui.main_window import MainWindow
from ui.pages import ENTRIES
from ui.session import Session

PAGES = [entry.key for entry in ENTRIES]
MARKUP = '<b>x</b><img src="/etc/hostname">'
MOST_STEPS = 600
ToolTip = Qt.ItemDataRole.ToolTipRole


@pytest.fixture
def caregiver_app(tmp_path: Path, clock: FixedClock) -> Iterator[Caregiver]:
    """The sample family, in place of the nearly empty file."""
    app = Caregiver.create(tmp_path / "sample.care", clock, PlainFormats(), by="Anna")
    sample.fill(app.file, clock)
    yield app
    app.close()


def settle(qtbot: QtBot) -> None:
    """Let work beside the window arrive, and layouts find their place."""
    qtbot.wait(60)
    for _ in range(4):
        QApplication.processEvents()


@pytest.mark.parametrize("key", PAGES)
@pytest.mark.parametrize(("theme", "text_size"), [("light", 100), ("dark", 200)])
def test_every_control_has_a_name_and_nothing_is_cut(
    session: Session, window: MainWindow, shown: Callable[..., None], qtbot: QtBot,
    key: str, theme: str, text_size: int,
) -> None:  # fmt: skip
    shown(theme, text_size)
    session.go(key)
    settle(qtbot)
    assert len(controls(window)) > 5
    assert_accessible(window)
    assert_not_clipped(window)


@pytest.mark.parametrize("key", PAGES)
@pytest.mark.parametrize("size", [(1280, 800), (1024, 768)])
def test_no_page_scrolls_sideways(
    session: Session, window: MainWindow, qtbot: QtBot, key: str, size: tuple[int, int]
) -> None:
    window.resize(*size)
    session.go(key)
    settle(qtbot)
    assert (window.width(), window.height()) == size
    sideways = [
        f"{area.objectName()}: {area.horizontalScrollBar().maximum()} px too wide"
        for area in window.findChildren(QScrollArea)
        if area.isVisible() and area.horizontalScrollBar().maximum() > 0
    ]
    assert sideways == []
    assert_not_clipped(window)


class ShownWindows(QObject):
    """Note every window that is shown."""

    def __init__(self) -> None:
        super().__init__()
        self.names: list[str] = []

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Show and isinstance(watched, QWidget) and watched.isWindow():
            self.names.append(f"{type(watched).__name__} {watched.objectName()!r}")
        return False


@pytest.mark.parametrize("target", ["", "new"])
@pytest.mark.parametrize("key", PAGES)
def test_no_part_of_a_page_flashes_as_a_window_of_its_own(
    session: Session, window: MainWindow, qapp: QApplication, qtbot: QtBot, key: str, target: str
) -> None:
    watch = ShownWindows()
    qapp.installEventFilter(watch)
    session.go(key)
    page = session.pages.current()
    assert page is not None
    if target == "new":
        page.new()
    settle(qtbot)
    qapp.removeEventFilter(watch)
    assert watch.names == []


@pytest.mark.parametrize("key", PAGES)
@pytest.mark.parametrize("is_forward", [True, False])
def test_tab_goes_round_and_is_never_trapped(
    session: Session, window: MainWindow, qtbot: QtBot, key: str, is_forward: bool
) -> None:
    session.go(key)
    settle(qtbot)
    with qtbot.waitActive(window):
        window.activateWindow()
    start = window.rail.findChild(QWidget, f"go_{key}") or controls(window)[0]
    start.setFocus(Qt.FocusReason.TabFocusReason)
    start = QApplication.focusWidget()
    assert start is not None
    press = Qt.Key.Key_Tab if is_forward else Qt.Key.Key_Backtab
    seen: list[QWidget] = []
    for _ in range(MOST_STEPS):
        at = QApplication.focusWidget()
        assert at is not None, "the focus was lost"
        if seen and at is start:
            break
        assert at.isVisible(), f"{at.objectName()} has the focus out of sight"
        seen.append(at)
        qtbot.keyClick(at, press)
    else:
        last = " > ".join(one.objectName() for one in seen[-6:])
        raise AssertionError(f"Tab never came back: {last}")
    page = session.pages.current()
    assert page is not None
    reached = {id(one) for one in seen}
    inside = [one for one in controls(page) if one.isEnabled()]
    assert not inside or any(id(one) in reached for one in inside)


@pytest.fixture
def marked(caregiver_app: Caregiver) -> Caregiver:
    """Words that look like markup, in everything a person can type."""
    app = caregiver_app
    patient = app.people.patient()
    app.people.save_patient(
        builders.a_patient(
            id=patient.id, name=f"P {MARKUP}", disease_type=f"D {MARKUP}", is_example=False
        )
    )
    app.people.save_member(builders.a_member(name=f"M {MARKUP}", what_for=f"W {MARKUP}"))
    app.people.save_rule(builders.a_rule(text=f"R {MARKUP}"))
    medicine = builders.a_medication(name=f"X {MARKUP}", reason=f"N {MARKUP}")
    app.medications.add(medicine, [builders.a_schedule(medicine)])
    app.questions.add(builders.a_question(text=f"Q {MARKUP}"))
    app.journal.write(f"J {MARKUP}", is_private=False)
    app.appointments.save(
        builders.an_appointment(
            title=f"A {MARKUP}", location=f"L {MARKUP}",
            starts=builders.an_appointment().starts.replace(month=3, day=15, hour=15), ends=None,
        )
    )  # fmt: skip
    app.symptoms.log(builders.a_symptom(symptom="", name=f"S {MARKUP}"))
    app.labs.save_panel([builders.a_result(test="", name=f"T {MARKUP}", unit="mg/L")])
    return app


def rich_faults(root: QWidget) -> list[str]:
    """Return each label that would read typed words as markup, and each rich tool tip."""
    faults = []
    for label in root.findChildren(QLabel):
        rich = label.textFormat() == Qt.TextFormat.RichText
        auto = label.textFormat() == Qt.TextFormat.AutoText and Gui.mightBeRichText(label.text())
        if "<b>x</b>" in label.text() and (rich or auto):
            faults.append(f"{label.objectName()}: {label.text()[:60]!r}")
    tips = [(one.objectName(), one.toolTip()) for one in root.findChildren(QWidget)]
    for view in root.findChildren(QAbstractItemView):
        model = view.model()
        if model is not None:
            tips += [
                (view.objectName(), str(model.index(row, column).data(ToolTip) or ""))
                for row in range(min(model.rowCount(), 60))
                for column in range(model.columnCount())
            ]
    for name, tip in tips:
        if "<b>x</b>" in tip and Gui.mightBeRichText(tip):
            faults.append(f"tool tip of {name}")
    return faults


@pytest.mark.parametrize(("key", "first_letters"), [
    ("today", "XA"), ("calendar", "A"), ("medications", "X"), ("symptoms", ""), ("course", ""),
    ("visits", "Q"), ("journal", "J"), ("people", "MR"), ("reports", ""), ("settings", "PD"),
])  # fmt: skip
def test_words_that_look_like_markup_are_shown_as_typed(
    marked: Caregiver, session: Session, window: MainWindow, qtbot: QtBot,
    key: str, first_letters: str,
) -> None:  # fmt: skip
    session.go(key)
    settle(qtbot)
    assert rich_faults(window) == []
    shown = "\n".join(
        [label.text() for label in window.findChildren(QLabel)]
        + [one.accessibleName() for one in window.findChildren(QWidget)]
    )
    for letter in first_letters:
        assert f"{letter} {MARKUP}" in shown
    assert accessibility_faults(window) == []


def test_a_search_shows_what_it_found_as_typed(
    marked: Caregiver, session: Session, window: MainWindow, qtbot: QtBot
) -> None:
    session.go("search")
    field = QApplication.focusWidget()
    assert field is not None
    qtbot.keyClicks(field, "hostname")
    qtbot.wait(400)
    settle(qtbot)
    assert rich_faults(window) == []


def test_the_window_title_and_a_saved_line_stay_words(
    marked: Caregiver, session: Session, window: MainWindow, settings: Settings
) -> None:
    assert MARKUP in window.windowTitle()
    session.tell(f"Put back: {MARKUP}")
    assert rich_faults(window.toast) == []


@pytest.mark.parametrize(("key", "kind"), [
    ("medications", "medication"), ("calendar", "appointment"), ("journal", "journal_entry"),
    ("symptoms", "symptom_report"), ("people", "care_team_member"),
])  # fmt: skip
def test_an_opened_record_shows_its_words_as_typed(
    marked: Caregiver, session: Session, window: MainWindow, qtbot: QtBot, key: str, kind: str
) -> None:
    record = next(one for one in marked.records.list(kind) if any(MARKUP in t for t in one.texts()))
    target = f"S {MARKUP}".casefold() if kind == "symptom_report" else record.id
    session.go(key, target)
    settle(qtbot)
    assert rich_faults(window) == []
    assert accessibility_faults(window) == []


def test_preparing_a_visit_shows_every_word_as_typed(
    marked: Caregiver, session: Session, window: MainWindow, qtbot: QtBot
) -> None:
    session.go("visits", "prepare")
    settle(qtbot)
    assert rich_faults(window) == []
    assert_not_clipped(window)
