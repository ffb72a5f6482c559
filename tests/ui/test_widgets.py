"""Building blocks: words, buttons, cards, toast, ring."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible
from PySide6.QtWidgets import QLineEdit, QScrollArea, QVBoxLayout, QWidget

from tests.ui.audit import accessibility_faults, clipping_faults
from ui.widgets import buttons, cards
from ui.widgets.add_line import AddLine
from ui.widgets.chart_view import ChartView, ChartWithTable
from ui.widgets.focus_ring import FocusRing
from ui.widgets.naming import named
from ui.widgets.record_table import Column, RecordTable
from ui.widgets.segmented import SegmentedControl, SegmentedField
from ui.widgets.text import Runs, plain
from ui.widgets.ticks import CheckBox
from ui.widgets.toast import SHOWN_MS, Toast

MARKUP = '<b>bold</b> <img src="file:///etc/passwd"> & more'


@pytest.fixture
def board(qtbot, shown):
    widget = QWidget()
    widget.resize(600, 400)
    QVBoxLayout(widget)
    qtbot.addWidget(widget)
    return widget


def _put(board, widget):
    board.layout().addWidget(widget)
    board.show()
    return widget


def test_markup_is_shown_as_typed(board):
    label = _put(board, plain(MARKUP))
    assert label.textFormat() == Qt.TextFormat.PlainText
    assert label.text() == MARKUP


def test_runs_escape_what_people_typed(board):
    runs = _put(board, Runs((MARKUP, "strong"), ("4 mg", "body")))
    assert "<img" not in runs.text()
    assert "&lt;img" in runs.text()
    assert runs.accessibleName() == f"{MARKUP} 4 mg"


def test_an_ampersand_on_a_button_is_no_shortcut(board):
    button = _put(board, buttons.second_button("both", "Reports & share"))
    assert button.text() == "Reports && share"
    assert button.accessibleName() == "Reports & share"


@pytest.mark.parametrize(("make", "height"), [(buttons.main_button, 44), (buttons.row_button, 36)])
def test_buttons_have_the_height_of_the_design(board, make, height):
    assert _put(board, make("go", "Go")).sizeHint().height() == height


def test_a_menu_button_runs_what_was_chosen(board):
    chosen = []
    button = _put(board, buttons.MenuButton("reason", "Not taken"))
    button.add("forgot", "Forgot", lambda: chosen.append("forgot"))
    button.menu_entries().actions()[0].trigger()
    assert chosen == ["forgot"]


def test_a_message_says_its_word_aloud(board):
    message = _put(board, cards.InlineMessage("urgent", "Call now", "38.0 or shivering."))
    assert message.accessibleName() == "Call now 38.0 or shivering."


def test_rows_are_freed_when_replaced(board, qtbot):
    card = _put(board, cards.RowsCard())
    row = cards.Row(plain("one"), 1)
    card.set_rows(row)
    with qtbot.waitSignal(row.destroyed):
        card.set_rows()


def test_one_of_several_views_is_chosen_with_the_keyboard(board, qtbot):
    views = _put(board, SegmentedControl("view", "View", [("list", "List"), ("month", "Month")]))
    first = views.findChild(QWidget, "view_list")
    first.setFocus()
    with qtbot.waitSignal(views.chosen) as heard:
        qtbot.keyClick(first, Qt.Key.Key_Right)
        qtbot.keyClick(views.findChild(QWidget, "view_month"), Qt.Key.Key_Space)
    assert heard.args == ["month"]
    assert views.key() == "month"


def test_choices_show_nothing_chosen_at_first(board, qtbot):
    field = _put(board, SegmentedField("severity", "How bad?", [(1, "Mild"), (2, "Moderate")]))
    assert field.value() is None
    qtbot.mouseClick(field.findChild(QWidget, "severity_1"), Qt.MouseButton.LeftButton)
    assert field.value() == 2


def test_several_weekdays_can_be_chosen_and_come_back_from_a_draft(board):
    days = [(0, "Mon"), (1, "Tue"), (2, "Wed")]
    field = _put(board, SegmentedField("days", "Which days?", days, several=True))
    field.set_values([0, 2])
    draft = field.draft()
    field.set_values([])
    field.restore(draft)
    assert field.values() == (0, 2)


def test_a_tick_box_is_hit_on_its_words(board, qtbot):
    box = _put(board, CheckBox("private", "Private"))
    qtbot.mouseClick(box, Qt.MouseButton.LeftButton, pos=box.rect().center())
    assert box.isChecked()


def test_the_toast_stays_twelve_seconds_and_longer_under_the_focus(board, qtbot):
    toast = Toast(board, lambda: None, lambda: None)
    board.show()
    toast.tell("Omeprazole marked taken")
    assert toast.isVisible()
    assert SHOWN_MS >= 12_000
    board.activateWindow()
    toast.first_focus().setFocus()
    qtbot.waitUntil(toast.first_focus().hasFocus)
    toast._time_over()
    assert toast.isVisible()


def test_the_toast_offers_undo_once(board, qtbot):
    undone = []
    toast = Toast(board, lambda: undone.append(True), lambda: None)
    board.show()
    toast.tell("Omeprazole marked taken")
    assert toast.first_focus().accessibleName() == "Undo: Omeprazole marked taken"
    qtbot.mouseClick(toast.first_focus(), Qt.MouseButton.LeftButton)
    assert undone == [True]
    assert not toast.isVisible()


def test_a_long_toast_wraps_instead_of_leaving_the_window(board):
    toast = Toast(board, lambda: None, lambda: None)
    board.show()
    toast.tell("Sulfamethoxazole-trimethoprim " * 8)
    assert board.rect().contains(toast.geometry())
    assert not clipping_faults(toast)


def test_the_ring_goes_around_the_control_with_a_gap(board, qtbot, qapp):
    ring = FocusRing(board)
    ring.follow(qapp)
    edit = _put(board, named(QLineEdit(), "line", "Line"))
    board.activateWindow()
    edit.setFocus()
    qtbot.waitUntil(ring.isVisible)
    assert ring.geometry() == edit.geometry().adjusted(-5, -5, 5, 5)
    edit.hide()
    assert not ring.isVisible()


def test_the_ring_scrolls_with_its_control(board, qtbot, qapp):
    ring = FocusRing(board)
    ring.follow(qapp)
    holder = QWidget()
    edit = named(QLineEdit(holder), "line", "Line")
    edit.setGeometry(20, 20, 100, 40)
    holder.resize(300, 2000)
    scroll = QScrollArea()
    scroll.setWidget(holder)
    _put(board, scroll)
    board.activateWindow()
    edit.setFocus()
    qtbot.waitUntil(ring.isVisible)
    assert ring.parentWidget() is holder


COLUMNS = [
    Column(heading="Name", words=lambda row: row[1], stretch=True, role="strong"),
    Column(heading="Left", words=lambda row: row[2], align_right=True,
           spoken=lambda row: f"{row[2]} days left"),
]  # fmt: skip
ROWS = [("a", "Acyclovir", "5"), ("b", "Apixaban", "24"), ("c", "Omeprazole", "40")]


@pytest.fixture
def table(board):
    made = RecordTable("medicines", "Medicines", COLUMNS, key=lambda row: row[0])
    made.set_values(ROWS)
    return _put(board, made)


def test_the_table_model_keeps_qts_rules(table, qtmodeltester):
    qtmodeltester.check(table.records)


def test_the_same_record_stays_selected_when_rows_move(table):
    table.select("b")
    table.set_values([ROWS[2], ROWS[1], ROWS[0]])
    assert table.selected_key() == "b"
    table.set_values([ROWS[0]])
    assert table.selected_key() == ""


def test_rows_open_with_enter_and_ask_with_delete(table, qtbot):
    table.select("c")
    with qtbot.waitSignal(table.opened) as opened:
        qtbot.keyClick(table, Qt.Key.Key_Return)
    with qtbot.waitSignal(table.delete_asked) as asked:
        qtbot.keyClick(table, Qt.Key.Key_Delete)
    assert (opened.args, asked.args) == (["c"], ["c"])


def test_cells_say_more_than_they_show(table):
    index = table.records.index(0, 1)
    assert index.data() == "5"
    assert index.data(Qt.ItemDataRole.AccessibleTextRole) == "Left: 5 days left"


def test_a_long_name_makes_its_row_higher(table, board, qtbot):
    board.resize(300, 400)
    before = table.rowHeight(0)
    table.set_values([("a", "Sulfamethoxazole-trimethoprim double strength tablets", "5")])
    qtbot.waitUntil(lambda: table.rowHeight(0) > before)
    assert table.height() >= table.rowHeight(0) + table.horizontalHeader().height()


class _Chip:
    def __init__(self, key, value, choices=()):
        self.key, self.label, self.value = key, key.title(), value
        self.needs_confirm, self.choices = False, choices


class _Reading:
    def __init__(self, words, time):
        self.words = words
        self.chips = [_Chip("what", words), _Chip("time", time)]
        self.question = "Please choose first: Time." if time == "?" else ""
        self.warning = ""

    def with_chip(self, key, value):
        return _Reading(self.words, value if key == "time" else self.chips[1].value)


class _Reader:
    def __init__(self):
        self.saved = []

    def read(self, text):
        return _Reading(text, "8:00")

    def save(self, reading):
        self.saved.append((reading.words, reading.chips[1].value))
        return "Appointment saved"


@pytest.fixture
def line(board):
    made = AddLine(board)
    made.reader = _Reader()
    made.connect_reader(made.reader, lambda act: (act(), ""))
    return _put(board, made)


def _type(qtbot, line, text):
    edit = line.findChild(QLineEdit, "add_line")
    qtbot.keyClicks(edit, text)
    return edit


def test_a_line_is_read_while_it_is_typed_and_saved_with_enter(line, qtbot):
    edit = _type(qtbot, line, "blood test")
    assert line.panel().isVisible()
    with qtbot.waitSignal(line.saved) as heard:
        qtbot.keyClick(edit, Qt.Key.Key_Return)
    assert line.reader.saved == [("blood test", "8:00")]
    assert heard.args == ["Appointment saved"]
    assert edit.text() == ""


def test_a_part_of_the_reading_can_be_corrected(line, board, qtbot):
    edit = _type(qtbot, line, "blood test")
    qtbot.mouseClick(board.findChild(QWidget, "chip_time"), Qt.MouseButton.LeftButton)
    editor = board.findChild(QLineEdit, "chip_time_edit")
    editor.setText("9:30")
    qtbot.keyClick(editor, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: line._reading.chips[1].value == "9:30")
    qtbot.keyClick(edit, Qt.Key.Key_Return)
    assert line.reader.saved == [("blood test", "9:30")]


def test_esc_keeps_what_was_typed(line, qtbot):
    edit = _type(qtbot, line, "blood")
    qtbot.keyClick(edit, Qt.Key.Key_Escape)
    assert edit.text() == "blood"
    assert not line.panel().isVisible()


def test_what_is_missing_is_asked_before_saving(line, qtbot):
    edit = _type(qtbot, line, "blood test")
    line._correct("time", "?")
    qtbot.keyClick(edit, Qt.Key.Key_Return)
    assert line.reader.saved == []
    assert "Please choose" in line.panel().findChild(QWidget, "reading_message").text()


def test_what_cannot_be_saved_says_why_and_stays(line, qtbot):
    line.connect_reader(line.reader, lambda act: ("", "The disk is full."))
    edit = _type(qtbot, line, "blood")
    qtbot.keyClick(edit, Qt.Key.Key_Return)
    assert edit.text() == "blood"
    assert line.panel().findChild(QWidget, "reading_message").text() == "The disk is full."


def test_a_chart_has_words_and_a_table_one_key_away(board, qtbot):
    from caregiver.domain.drawing import Drawing, Mark, Poly, Rect, Text

    shapes = (Rect(0, 0, 50, 20), Poly(((0, 0), (50, 50)), is_dashed=True), Mark(20, 20, 3, True),
              Text(10, 60, "March"))  # fmt: skip
    chart = ChartView("kappa", "Kappa rose from 98 to 131", lambda w, h: Drawing(w, h, shapes))
    both = _put(board, ChartWithTable(chart, ["Day", "Value"]))
    both.set_rows([("March 17", "131")])
    spoken = QAccessible.queryAccessibleInterface(chart).text(QAccessible.Text.Name)
    assert spoken == "Kappa rose from 98 to 131"
    assert not chart.grab().toImage().isNull()
    keys = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier
    qtbot.keyClick(chart, Qt.Key.Key_T, keys)
    assert both.is_table()
    assert not accessibility_faults(both)
