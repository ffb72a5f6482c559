"""Fields and forms: typed freely, read exactly, and nothing typed is lost."""

from dataclasses import dataclass
from datetime import date, datetime, time
from decimal import Decimal
from typing import ClassVar

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtCore import QLocale, Qt
from PySide6.QtWidgets import QLineEdit, QWidget

from caregiver.domain.records import Problem, Record
from caregiver.errors import StorageFailed
from caregiver.formats import PlainFormats
from tests.ui.audit import assert_accessible
from ui import messages, reading
from ui.drafts import Drafts
from ui.formats import LocaleFormats
from ui.widgets.date_fields import DateField, DateTimeField, TimeField
from ui.widgets.fields import ChoiceField, MemberField, NoteField, NumberField, TextField, TickField
from ui.widgets.record_form import RecordForm

TODAY = date(2027, 3, 15)
WORDS = {"sentence": messages.problem_sentence, "explain": messages.sentence}

# the application sets the language
pytestmark = pytest.mark.usefixtures("qapp")


@pytest.mark.parametrize(("typed", "day"), [
    ("24 march", date(2027, 3, 24)), ("March 24", date(2027, 3, 24)), ("mar 24", date(2027, 3, 24)),
    ("wed 24 march", date(2027, 3, 24)), ("Wednesday, March 24, 2027", date(2027, 3, 24)),
    ("3/24", date(2027, 3, 24)), ("3/24/27", date(2027, 3, 24)), ("24/3", date(2027, 3, 24)),
    ("2027-03-24", date(2027, 3, 24)), ("today", TODAY), ("tomorrow", date(2027, 3, 16)),
    ("yesterday", date(2027, 3, 14)), ("mon", TODAY), ("wed", date(2027, 3, 17)),
    ("12 may 1958", date(1958, 5, 12)), ("5/12/58", date(1958, 5, 12)), ("jan 4", date(2027, 1, 4)),
    ("Dec 30", date(2026, 12, 30)), ("the 24th of march", None), ("24th march", date(2027, 3, 24)),
    ("feb 30", None), ("13/13", None), ("soon", None), ("", None), ("99999", None),
])  # fmt: skip
def test_days_are_read_as_people_write_them(typed, day):
    assert reading.day(typed, TODAY) == day


@pytest.mark.parametrize(("typed", "at"), [
    ("8", time(8)), ("8:30", time(8, 30)), ("830", time(8, 30)), ("8.30", time(8, 30)),
    ("8 pm", time(20)), ("8p", time(20)), ("8:04 AM", time(8, 4)), ("12 am", time(0)),
    ("12pm", time(12)), ("20:15", time(20, 15)), ("noon", time(12)), ("midnight", time(0)),
    ("8:30 a.m.", time(8, 30)), ("25", None), ("8:75", None), ("13 pm", None), ("later", None),
])  # fmt: skip
def test_times_are_read_as_people_write_them(typed, at):
    assert reading.clock(typed) == at


@pytest.mark.parametrize(("typed", "value"), [
    ("4", "4"), ("2.5", "2.5"), ("5.0", "5.0"), (".5", "0.5"), ("1,000", "1000"), ("38,4", "38.4"),
    ("1,000.5", "1000.5"), ("-3", "-3"), ("", None), ("abc", None), ("1,00,0", None),
    ("4 mg", None),    ("1e5", None), ("NaN", None),
])  # fmt: skip
def test_numbers_are_exact(typed, value):
    assert reading.number(typed) == (None if value is None else Decimal(value))


def test_numbers_follow_the_language():
    before = QLocale()
    QLocale.setDefault(QLocale(QLocale.Language.German, QLocale.Country.Germany))
    try:
        assert reading.number("1.234,5") == Decimal("1234.5")
        assert reading.number_text(Decimal("38.4")) == "38,4"
    finally:
        QLocale.setDefault(before)


@given(st.dates(date(1880, 1, 1), date(2047, 1, 1)))
def test_every_day_written_is_read_again(day):
    assert reading.day(PlainFormats().date_medium(day), TODAY) == day
    assert reading.day(PlainFormats().date_long(day), TODAY) == day


@given(st.times())
def test_every_time_written_is_read_again(at):
    assert reading.clock(PlainFormats().time(at)) == at.replace(second=0, microsecond=0)


@given(st.decimals(-9999, 9999, places=3))
def test_every_number_keeps_its_digits(value):
    assert str(reading.number(reading.number_text(value)) or 0) in (str(value), "0")


@given(st.text(max_size=30))
def test_nothing_typed_breaks_the_reading(text):
    reading.day(text, TODAY)
    reading.clock(text)
    reading.number(text)


def test_the_window_writes_like_the_paper_in_american_english():
    window = LocaleFormats(QLocale(QLocale.Language.English, QLocale.Country.UnitedStates))
    paper = PlainFormats()
    for day in (date(2027, 3, 24), date(2027, 12, 1)):
        for name in ("date_long", "date_medium", "date_short", "weekday_date", "month_day",
                     "day_date", "month_year"):  # fmt: skip
            assert getattr(window, name)(day) == getattr(paper, name)(day)
    assert window.time(time(8, 4)) == paper.time(time(8, 4))
    assert window.quantity(Decimal("2"), "tablet") == paper.quantity(Decimal("2"), "tablet")
    assert window.paper == paper.paper == "letter"


def test_the_window_writes_the_day_first_where_people_do():
    british = LocaleFormats(QLocale(QLocale.Language.English, QLocale.Country.UnitedKingdom))
    assert british.date_medium(date(2027, 3, 24)) == "24 March 2027"
    assert british.time(time(20, 4)) == "20:04"
    assert british.paper == "a4"


@pytest.fixture
def put(qtbot, shown):
    def show(widget):
        qtbot.addWidget(widget)
        widget.show()
        return widget

    return show


def test_a_date_shows_how_it_was_read(put, qtbot):
    field = put(DateField("start", "Start", PlainFormats(), lambda: TODAY))
    qtbot.keyClicks(field.editor, "wed 24 march")
    assert field.value() == date(2027, 3, 24)
    assert field.findChild(QWidget, "start_echo").text() == "Wednesday, March 24, 2027"


def test_arrow_keys_move_a_date_by_a_day(put, qtbot):
    field = put(DateField("start", "Start", PlainFormats(), lambda: TODAY))
    field.set_value(date(2027, 2, 28))
    qtbot.keyClick(field.editor, Qt.Key.Key_Up)
    assert field.value() == date(2027, 3, 1)


def test_a_time_is_rewritten_when_the_field_is_left(put, qtbot):
    field = put(TimeField("at", "At", PlainFormats()))
    qtbot.keyClicks(field.editor, "830")
    qtbot.keyClick(field.editor, Qt.Key.Key_Return)
    assert field.draft() == "8:30\N{NO-BREAK SPACE}AM"


def test_a_date_and_a_time_make_one_moment(put):
    field = put(DateTimeField("when", ("Day", "Time"), PlainFormats(), lambda: TODAY))
    field.set_value(datetime(2027, 3, 24, 10, 30))
    draft = field.draft()
    field.set_value(None)
    assert field.value() is None
    field.restore(draft)
    assert field.value() == datetime(2027, 3, 24, 10, 30)


def test_a_number_that_cannot_be_read_says_so_beside_the_field(put, qtbot):
    field = put(NumberField("amount", "How much", unit="mg"))
    qtbot.keyClicks(field.editor, "four")
    qtbot.keyClick(field.editor, Qt.Key.Key_Return)
    assert "not a number" in field.problem()
    assert field.editor.accessibleDescription() == field.problem()
    qtbot.keyClicks(field.editor, "x")
    assert field.problem() == ""


def test_a_number_keeps_the_digits_that_were_recorded(put):
    field = put(NumberField("amount", "How much"))
    field.set_value(Decimal("5.0"))
    assert field.draft() == "5.0"
    assert str(field.value()) == "5.0"


def test_a_note_is_plain_text_and_grows(put):
    field = put(NoteField("note", "Note"))
    low = field.editor.height()
    field.set_value("<b>one</b>\n" * 8)
    assert field.value().startswith("<b>one</b>")
    assert field.editor.height() > low


def test_a_choice_keeps_its_value_when_the_choices_change(put):
    field = put(ChoiceField("who", "Who", [("a", "Dr. A"), ("b", "Dr. B")]))
    field.set_value("b")
    field.set_choices([("c", "Dr. C"), ("b", "Dr. B")])
    assert field.value() == "b"


def test_nobody_is_a_choice_for_a_member(put):
    field = put(MemberField("who", "Who"))
    field.set_members([("m1", "Dr. Okafor")])
    assert field.value() == ""
    field.set_value("m1")
    assert field.value() == "m1"


@dataclass(frozen=True, slots=True, kw_only=True)
class Remark(Record):
    kind: ClassVar[str] = "remark"

    title: str = ""
    amount: Decimal | None = None
    is_private: bool = False

    def problems(self):
        return () if self.title else (Problem("title", "name_missing"),)


@pytest.fixture
def drafts():
    return Drafts(lambda: "", lambda _: None)


@pytest.fixture
def saved():
    return []


@pytest.fixture
def form(put, drafts, saved):
    made = RecordForm("remark_form", "Remark", drafts, save=saved.append, **WORDS)
    made.add("title", TextField("title", "Title"))
    made.add("amount", NumberField("amount", "How much"))
    made.add("is_private", TickField("is_private", "Private"))
    return put(made)


def test_a_form_saves_the_record_with_what_was_typed(form, saved, qtbot):
    remark = Remark(title="old", amount=Decimal("2.0"))
    form.load(remark)
    form.field("title").set_value("new")
    with qtbot.waitSignals([form.saved, form.closed]):
        qtbot.mouseClick(form.findChild(QWidget, "remark_form_save"), Qt.MouseButton.LeftButton)
    assert [(one.id, one.title, str(one.amount)) for one in saved] == [(remark.id, "new", "2.0")]


def test_a_problem_stands_beside_its_field_and_nothing_is_saved(form, saved):
    form.load(Remark(), is_new=True)
    form.save()
    assert form.field("title").problem()
    assert saved == []


def test_an_unreadable_field_keeps_the_form_open(form, saved):
    form.load(Remark(title="a"))
    form.field("amount").restore("four")
    form.save()
    assert form.field("amount").problem()
    assert saved == []


def test_an_error_of_the_file_is_told_in_the_form(put, drafts, qtbot):
    def fail(_record):
        raise StorageFailed("disk_full")

    form = put(RecordForm("remark_form", "Remark", drafts, save=fail, **WORDS))
    form.add("title", TextField("title", "Title"))
    form.load(Remark(title="a"))
    form.save()
    shown = form.findChild(QWidget, "remark_form_message")
    assert shown.isVisible()
    assert form.field("title").value() == "a"


def test_esc_keeps_what_was_typed_for_the_next_time(form, saved, qtbot):
    remark = Remark(title="old")
    form.load(remark)
    qtbot.keyClicks(form.findChild(QLineEdit, "title"), " and new")
    with qtbot.waitSignal(form.closed):
        qtbot.keyClick(form.findChild(QLineEdit, "title"), Qt.Key.Key_Escape)
    form.load(remark)
    assert form.field("title").value() == "old and new"
    form.forget_draft()
    assert form.field("title").value() == "old"
    assert saved == []


def test_ctrl_enter_saves(form, saved, qtbot):
    form.load(Remark(title="old"))
    form.window().activateWindow()
    form.findChild(QLineEdit, "title").setFocus()
    qtbot.waitUntil(form.findChild(QLineEdit, "title").hasFocus)
    qtbot.keyClick(form.findChild(QLineEdit, "title"), Qt.Key.Key_Return,
                   Qt.KeyboardModifier.ControlModifier)  # fmt: skip
    assert len(saved) == 1


def test_a_form_passes_the_audit(form):
    form.load(Remark(title="a"))
    assert_accessible(form)
