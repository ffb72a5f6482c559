"""What "Add anything" understood, shown in the window's words and corrected there."""

from datetime import date, time
from decimal import Decimal

import pytest

from caregiver.domain.quick_add import Chip, Choice, Kind, Reading
from caregiver.formats import PlainFormats
from ui.line_reader import ShownReading, WindowLineReader

TODAY = date(2027, 3, 15)
pytestmark = pytest.mark.usefixtures("qapp")


def _shown(*chips, kind=Kind.APPOINTMENT):
    return ShownReading(Reading(kind, "the line", chips), PlainFormats(), lambda: TODAY)


def test_parts_are_written_the_persons_way():
    shown = _shown(
        Chip("day", date(2027, 3, 24), "x"),
        Chip("time", time(10, 30), "x"),
        Chip("title", "hematology", "hematology"),
    )
    assert [(chip.label, chip.value) for chip in shown.chips] == [
        ("Save as", "Appointment"),
        ("Day", "Wed, Mar 24"),
        ("Time", "10:30\N{NO-BREAK SPACE}AM"),
        ("Title", "hematology"),
    ]


@pytest.mark.parametrize(("key", "before", "typed", "after"), [
    ("day", date(2027, 3, 24), "25 march", date(2027, 3, 25)),
    ("time", time(8), "8 pm", time(20)),
    ("value", Decimal("38.4"), "38.6", Decimal("38.6")),
    ("location", "level 2", "level 3", "level 3"),
    ("day", date(2027, 3, 24), "soon", date(2027, 3, 24)),
])  # fmt: skip
def test_a_part_is_corrected_by_typing(key, before, typed, after):
    shown = _shown(Chip(key, before, "x")).with_chip(key, typed)
    assert shown.reading.value(key) == after


def test_a_part_is_corrected_by_choosing():
    choices = (Choice("m1", "Paracetamol 500 mg"), Choice("m2", "Paracetamol 1 g"))
    shown = _shown(Chip("medicine", None, "paracetamol", False, choices), kind=Kind.DOSE)
    assert shown.question == "Please choose first: Medicine."
    assert shown.chips[1].needs_confirm
    chosen = shown.with_chip("medicine", "1")
    assert chosen.reading.value("medicine") == "m2"
    assert chosen.question == ""


def test_any_line_can_become_a_journal_note():
    note = _shown(Chip("title", "x", "x")).with_chip("kind", "0")
    assert note.reading.kind is Kind.JOURNAL
    assert note.reading.value("text") == "the line"
    assert note.chips[0].choices == ()


def test_what_was_corrected_is_what_is_saved():
    class Service:
        saved = None

        def read(self, line):
            return Reading(Kind.APPOINTMENT, line, (Chip("time", time(8), "8:00"),))

        def save(self, reading):
            self.saved = reading

    service = Service()
    reader = WindowLineReader(lambda: service, PlainFormats(), lambda: TODAY)
    reader.save(reader.read("blood test tomorrow 8").with_chip("time", "9"))
    assert service.saved.value("time") == time(9)
