"""What the add line makes of what people type."""

from datetime import date, datetime, time, timedelta
from decimal import Decimal
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from caregiver import catalogue
from caregiver.domain import quick_add
from caregiver.domain.appointment_kinds import kind_of
from caregiver.domain.appointments import AppointmentKind
from caregiver.domain.doses import DoseStatus
from caregiver.domain.people import Role
from caregiver.domain.quick_add import (
    Context,
    Kind,
    KnownMedicine,
    KnownMember,
    KnownSymptom,
    KnownTest,
    read,
)
from caregiver.domain.quick_add.reading import shown

NAMES = catalogue.drug_names()


def a_context(**changes) -> Context:
    values = {
        "now": datetime(2027, 3, 17, 14, 5),
        "zone": "America/New_York",
        "medicines": (
            KnownMedicine("m-dex", NAMES.same("dexamethasone"), unit="tablet"),
            KnownMedicine("m-pom", NAMES.same("pomalidomide"), unit="capsule"),
            KnownMedicine("m-par", NAMES.same("paracetamol"), as_needed=True, unit="mg"),
            KnownMedicine("m-ond", NAMES.same("ondansetron"), as_needed=True, unit="mg"),
        ),
        "members": (
            KnownMember("p-a", "Dr. Amal Aziz", Role.DOCTOR),
            KnownMember("p-k", "Kelly Brown", Role.NURSE),
            KnownMember("p-w", "Day ward"),
        ),
        "symptoms": tuple(KnownSymptom(*one) for one in catalogue.symptoms().finder()),
        "tests": tuple(
            KnownTest(one.id, one.names, one.units[0] if one.units else "")
            for one in catalogue.labs().tests
        ),
        "other_medicines": tuple(name for one in NAMES.medicines for name in one.names),
    }
    return Context(**(values | changes))


CONTEXT = a_context()
LINES = [
    line.split(" => ")
    for line in Path(__file__).with_name("quick_add_lines.txt").read_text("utf-8").splitlines()
    if " => " in line and not line.startswith("#")
]


def written(reading) -> str:
    chips = (
        f"{one.key}={one.text}{'' if one.sure else '?'}"
        for one in reading.chips
        if (reading.kind, one.key) != (Kind.JOURNAL, "text")
    )
    return f"{reading.kind.value}: {'; '.join(chips)}"


@pytest.mark.parametrize(("typed", "expected"), LINES)
def test_line(typed, expected):
    assert written(read(typed, CONTEXT)) == expected


def test_table_is_long_enough():
    assert len(LINES) >= 120


# days ---------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("typed", "day", "sure"),
    [
        ("today", date(2027, 3, 17), True),
        ("tonight", date(2027, 3, 17), True),
        ("tomorrow", date(2027, 3, 18), True),
        ("tmrw", date(2027, 3, 18), True),
        ("day after tomorrow", date(2027, 3, 19), True),
        ("friday", date(2027, 3, 19), True),
        ("fri", date(2027, 3, 19), True),
        ("on sat", date(2027, 3, 20), True),
        ("tues", date(2027, 3, 23), True),
        ("thurs", date(2027, 3, 18), True),
        ("wed", date(2027, 3, 24), False),
        ("next fri", date(2027, 3, 26), False),
        ("next wed", date(2027, 3, 24), True),
        ("24 march", date(2027, 3, 24), True),
        ("24th of march", date(2027, 3, 24), True),
        ("march 24", date(2027, 3, 24), True),
        ("mar 24th, 2028", date(2028, 3, 24), True),
        ("the 24th", date(2027, 3, 24), True),
        ("the 3rd", date(2027, 4, 3), True),
        ("jan 5", date(2028, 1, 5), True),
        ("march 10", date(2028, 3, 10), False),
        ("feb 29", date(2028, 2, 29), True),
        ("3/24", date(2027, 3, 24), True),
        ("24/3", date(2027, 3, 24), False),
        ("4/5", date(2027, 4, 5), True),
        ("4/5/28", date(2028, 4, 5), True),
        ("2027-03-24", date(2027, 3, 24), True),
        ("in 3 days", date(2027, 3, 20), True),
        ("in a week", date(2027, 3, 24), True),
        ("in two weeks", date(2027, 3, 31), True),
        ("thu 25 march", date(2027, 3, 25), True),
        ("wed 25 march", date(2027, 3, 25), False),
        ("31 april", None, False),
        ("2027-02-30", None, False),
        ("feb 30", None, False),
    ],
)
def test_day_of_a_plan(typed, day, sure):
    chip = read(f"dentist {typed} 11am", CONTEXT).chip("day")
    assert (chip.value, chip.sure) == (day, sure)


@pytest.mark.parametrize(
    ("typed", "day"),
    [
        ("yesterday", date(2027, 3, 16)),
        ("monday", date(2027, 3, 15)),
        ("last wed", date(2027, 3, 10)),
        ("2 days ago", date(2027, 3, 15)),
        ("a week ago", date(2027, 3, 10)),
        ("march 20", date(2026, 3, 20)),
        ("3/1", date(2027, 3, 1)),
        ("today", date(2027, 3, 17)),
        ("the 20th", date(2027, 2, 20)),
    ],
)
def test_day_of_something_that_happened(typed, day):
    assert read(f"missed dex {typed}", CONTEXT).value("day") == day


def test_a_weekday_that_contradicts_its_date_offers_both():
    chip = read("dentist wed 25 march 11am", CONTEXT).chip("day")
    assert [one.value for one in chip.choices] == [date(2027, 3, 25), date(2027, 3, 24)]


def test_dates_follow_the_locale():
    british = a_context(date_order="dmy", clock12=False)
    assert read("dentist 4/5 11:00", british).value("day") == date(2027, 5, 4)
    assert read("dentist 24.3. 11:00", british).value("day") == date(2027, 3, 24)


# times --------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("typed", "at", "sure"),
    [
        ("8", time(8), False),
        ("at 8", time(8), False),
        ("8am", time(8), True),
        ("8 am", time(8), True),
        ("8 a.m.", time(8), True),
        ("8p", time(20), True),
        ("8:30", time(8, 30), True),
        ("08:30", time(8, 30), True),
        ("8.30pm", time(20, 30), True),
        ("8:30 PM", time(20, 30), True),
        ("2:30", time(14, 30), False),
        ("3", time(15), False),
        ("12", time(12), True),
        ("12am", time(0), True),
        ("14:00", time(14), True),
        ("1430", time(14, 30), True),
        ("14h30", time(14, 30), True),
        ("noon", time(12), True),
        ("midnight", time(0), True),
        ("8 o'clock", time(8), False),
        ("8 in the evening", time(20), True),
        ("8 in the morning", time(8), True),
    ],
)
def test_time_of_a_plan(typed, at, sure):
    chip = read(f"dentist tomorrow {typed}", CONTEXT).chip("time")
    assert (chip.value, chip.sure) == (at, sure)


def test_an_hour_alone_is_sure_on_a_24_hour_clock():
    reading = read("blood test tomorrow 8", a_context(clock12=False))
    assert reading.chip("time").sure
    assert reading.chip("time").text == "08:00"


def test_tonight_means_the_evening():
    assert read("zoom support group tonight 8", CONTEXT).value("time") == time(20)


@pytest.mark.parametrize(
    ("typed", "start", "end"),
    [
        ("10:30-11:15", time(10, 30), time(11, 15)),
        ("10-11am", time(10), time(11)),
        ("11 to 1pm", time(11), time(13)),
        ("from 2 to 3pm", time(14), time(15)),
        ("9am for an hour", time(9), time(10)),
        ("9am for 2 hours", time(9), time(11)),
        ("11:50pm", time(23, 50), time(23, 59)),
        ("9:00", time(9), time(9, 30)),
    ],
)
def test_end_of_a_plan(typed, start, end):
    reading = read(f"clinic tomorrow {typed}", CONTEXT)
    assert (reading.value("time"), reading.value("ends")) == (start, end)


def test_a_dose_at_an_hour_alone_was_the_last_time_it_was_that_hour():
    evening = a_context(now=datetime(2027, 3, 17, 21, 0))
    assert read("took dex at 8", evening).value("time") == time(20)
    assert read("took dex at 8", CONTEXT).value("time") == time(8)


# correcting ---------------------------------------------------------------------------------


def test_a_corrected_chip_is_sure_and_shows_its_choice():
    reading = read("blood test tomorrow 8", CONTEXT)
    corrected = reading.with_value("time", time(20))
    assert corrected.chip("time").text == "8:00 PM"
    assert corrected.chip("time").sure
    assert corrected.is_sure
    assert not reading.is_sure


def test_a_chip_can_be_added_and_taken_away():
    reading = read("chemo tomorrow", CONTEXT)
    added = reading.with_value("location", "Ward 7")
    assert added.value("location") == "Ward 7"
    assert added.without("location") == reading


def test_an_unknown_medicine_must_be_chosen():
    reading = read("took ibuprofen 400", CONTEXT)
    assert reading.missing == ("medicine",)
    assert quick_add.to_records(reading, CONTEXT) == ()
    chosen = reading.with_value("medicine", "m-par")
    assert chosen.chip("medicine").text == "paracetamol"
    assert quick_add.to_records(chosen, CONTEXT)[0].medication_id == "m-par"


def test_two_medicines_with_one_name_are_offered():
    twice = a_context(
        medicines=(
            KnownMedicine("home", ("dexamethasone",)),
            KnownMedicine("clinic", ("dexamethasone",)),
        )
    )
    chip = read("took dex", twice).chip("medicine")
    assert not chip.sure
    assert [one.value for one in chip.choices] == ["home", "clinic"]


def test_a_slip_in_a_medicine_asks():
    chip = read("took ondansatron", CONTEXT).chip("medicine")
    assert (chip.value, chip.sure) == ("m-ond", False)


@pytest.mark.parametrize(
    ("typed", "amount"),
    [
        ("47.5 mg", "47.5"),
        ("47,5 mg", "47.5"),
        ("1,000 mg", "1000"),
        ("2.50 mg", "2.50"),
        ("half a tablet", "0.5"),
        ("1/2 tablet", "0.5"),
    ],
)
def test_an_amount_is_never_moved(typed, amount):
    assert str(read(f"took dex {typed}", CONTEXT).value("amount")) == amount


def test_a_decimal_comma_asks():
    assert not read("took dex 47,5 mg", CONTEXT).chip("amount").sure


@pytest.mark.parametrize(
    ("typed", "key", "text", "value", "sure"),
    [
        ("dentist tomorrow 8am", "day", "friday", date(2027, 3, 19), True),
        ("dentist tomorrow 8am", "day", "3/26", date(2027, 3, 26), True),
        ("dentist tomorrow 8am", "day", "whenever", None, False),
        ("dentist tomorrow 8am", "day", "", None, False),
        ("missed dex monday", "day", "friday", date(2027, 3, 12), True),
        ("dentist tomorrow 8", "time", "8:00 PM", time(20), True),
        ("dentist tomorrow 8", "time", "9:15", time(9, 15), True),
        ("dentist tomorrow 8", "time", "later", None, False),
        ("dentist tomorrow 8am", "ends", "10am", time(10), True),
        ("dentist tomorrow 8am", "title", "Oral surgeon", "Oral surgeon", True),
        ("dentist tomorrow 8am", "title", " ", None, False),
        ("dentist tomorrow 8am", "sort", "scan", AppointmentKind.SCAN, True),
        ("dentist tomorrow 8am", "sort", "party", None, False),
        ("dentist tomorrow 8am", "member", "kelly", "p-k", True),
        ("dentist tomorrow 8am", "member", "nobody", None, False),
        ("fever 101", "unit", "°C", "°C", True),
        ("fever 101", "value", "38,4", Decimal("38.4"), True),
        ("fever 101", "value", "hot", None, False),
        ("fever 101", "time", "now", time(14, 5), True),
        ("tired", "severity", "very severe", 4, True),
        ("tired", "severity", "2", 2, True),
        ("tired", "severity", "9", None, False),
        ("tired", "symptom", "rash", "rash", True),
        ("tired", "symptom", "Sunday blues", "", True),
        ("took dex", "status", "skipped", DoseStatus.SKIPPED, True),
        ("took dex", "medicine", "Tylenol", "m-par", True),
        ("took dex", "medicine", "zof", "m-ond", True),
        ("took dex", "medicine", "ibuprofen", None, False),
        ("took dex 4 mg", "amount", "1,000", Decimal(1000), True),
        ("took ibuprofen 400", "medicine", "m-par", "m-par", True),
        ("ask dr a about x", "role", "social worker", Role.SOCIAL_WORKER, True),
        ("hb 99", "result:hemoglobin", "9.9 g/L", ("hemoglobin", "9.9", "g/L"), True),
        ("hb 99", "result:hemoglobin", "<0.1", ("hemoglobin", "<0.1", "g/dL"), True),
        ("hb 99", "result:hemoglobin", "low", None, False),
    ],
)
def test_a_chip_is_corrected_by_typing(typed, key, text, value, sure):
    chip = quick_add.corrected(read(typed, CONTEXT), key, text, CONTEXT).chip(key)
    found = (
        (chip.value.test, chip.value.printed, chip.value.unit)
        if (isinstance(value, tuple))
        else chip.value
    )
    assert (found, chip.sure) == (value, sure)


def test_an_emptied_chip_goes_away_where_no_record_needs_it():
    reading = read("dentist tomorrow 8am at bright smiles", CONTEXT)
    assert quick_add.corrected(reading, "location", "", CONTEXT).chip("location") is None


@pytest.mark.parametrize("kind", list(Kind))
def test_a_line_can_be_read_as_another_kind(kind):
    reading = quick_add.read_as(kind, "walked to the river", CONTEXT)
    assert reading.kind in {kind, Kind.JOURNAL}
    assert reading.kind is kind or kind is Kind.LAB
    for key in reading.missing:
        answers = {"day": "tomorrow", "severity": "mild", "medicine": "dex", "phone": "555 0100"}
        reading = quick_add.corrected(reading, key, answers[key], CONTEXT)
    records = quick_add.to_records(reading, CONTEXT)
    assert [one.problems() for one in records] == [()]


def test_reading_as_the_same_kind_changes_nothing():
    line = "fever 38.4 now"
    assert quick_add.read_as(Kind.SYMPTOM, line, CONTEXT) == read(line, CONTEXT)


@pytest.mark.parametrize(
    ("typed", "key", "least"),
    [
        ("took dex", "medicine", 4),
        ("took dex", "status", 5),
        ("mild nausea", "severity", 5),
        ("ask dr a about x", "member", 3),
        ("ask dr a about x", "role", 12),
        ("chemo tomorrow", "sort", 12),
    ],
)
def test_what_must_be_one_of_a_list_offers_the_list(typed, key, least):
    chip = read(typed, CONTEXT).chip(key)
    assert len(chip.choices) == least
    assert chip.value in {one.value for one in chip.choices}


def test_the_familys_own_symptoms_keep_their_names():
    own = (KnownSymptom("", ("Sunday blues",)), KnownSymptom("", ("Monday blues",)))
    context = a_context(symptoms=(*CONTEXT.symptoms, *own))
    (record,) = quick_add.to_records(read("mild sunday blues", context), context)
    assert (record.symptom, record.name, record.severity) == ("", "Sunday blues", 1)
    reading = quick_add.corrected(read("tired", context), "symptom", "monday blues", context)
    assert reading.chip("symptom").text == "Monday blues"


# records ------------------------------------------------------------------------------------


def test_appointment_record():
    line = "haematology wed 24 march 10:30 st james level 2"
    (record,) = quick_add.to_records(read(line, CONTEXT), CONTEXT)
    assert record.problems() == ()
    assert (record.starts, record.ends) == (
        datetime(2027, 3, 24, 10, 30),
        datetime(2027, 3, 24, 11, 0),
    )
    assert (record.zone, record.all_day) == ("America/New_York", False)
    assert record.sort is AppointmentKind.CLINIC


def test_appointment_without_a_time_is_all_day():
    (record,) = quick_add.to_records(read("chemo tomorrow", CONTEXT), CONTEXT)
    assert record.all_day
    assert record.starts == record.ends == datetime(2027, 3, 18)


def test_weekly_appointment_record():
    line = "physio every tuesday 9am"
    (record,) = quick_add.to_records(read(line, CONTEXT), CONTEXT)
    assert record.problems() == ()
    assert record.repeats


def test_fever_record():
    (record,) = quick_add.to_records(read("fever 38.4 now", CONTEXT), CONTEXT)
    assert record.problems() == ()
    assert (record.symptom, record.value, record.unit) == ("fever", Decimal("38.4"), "°C")
    assert record.observed_at == datetime(2027, 3, 17, 18, 5, tzinfo=ZoneInfo("UTC"))


def test_missed_dose_record():
    (record,) = quick_add.to_records(read("missed dex monday", CONTEXT), CONTEXT)
    assert record.problems() == ()
    assert (record.status, record.given_at) == (DoseStatus.MISSED, None)
    assert record.day == date(2027, 3, 15)


def test_taken_dose_record():
    (record,) = quick_add.to_records(read("took paracetamol 1000", CONTEXT), CONTEXT)
    assert record.problems() == ()
    assert (record.amount, record.unit) == (Decimal(1000), "mg")


def test_question_record():
    (record,) = quick_add.to_records(read("ask dr a about tingling", CONTEXT), CONTEXT)
    assert record.problems() == ()
    assert (record.text, record.member_id) == ("About tingling", "p-a")


def test_lab_records():
    records = quick_add.to_records(read("hb 99 kappa 131 17 march", CONTEXT), CONTEXT)
    assert [(one.test, one.printed) for one in records] == [
        ("hemoglobin", "99"),
        ("flc_kappa", "131"),
    ]
    assert all(one.problems() == () for one in records)


def test_contact_record():
    (record,) = quick_add.to_records(read("ring ward 0113 496 0000", CONTEXT), CONTEXT)
    assert record.problems() == ()
    assert (record.name, record.phone) == ("Ward", "0113 496 0000")


def test_journal_record_keeps_the_whole_line():
    line = "slept badly, scared about scan"
    (record,) = quick_add.to_records(read(line, CONTEXT), CONTEXT)
    assert record.problems() == ()
    assert record.text == line


def test_any_reading_can_be_kept_as_a_journal_note():
    reading = quick_add.as_journal("fever 38.4 now", CONTEXT)
    assert (reading.kind, reading.value("text")) == (Kind.JOURNAL, "fever 38.4 now")


# anything at all ----------------------------------------------------------------------------

PIECES = """
took missed fever dex tylenol tomorrow wed 24 march 3/24 10:30 8 8am at dr a ask about hb 99
38.4 next every for mg 500 31 april . , ; ? 2027-02-30 no mild since in 3 days ring 0113
4960000 1/2 half noon 0 00:00 99:99 İ ½ İstanbul -1 / : x2 last night the 31st nov
"""
WORDS = st.sampled_from(PIECES.split())


def check(line: str, context: Context) -> None:
    reading = read(line, context)
    if reading.kind is Kind.JOURNAL:
        assert reading.value("text", "") == line.strip()
    for record in quick_add.to_records(reading, context):
        assert type(record).kind
    for chip in reading.chips:
        assert isinstance(chip.text, str)
        if chip.value is None:
            assert not chip.sure


@given(st.text(max_size=200))
def test_any_text_has_a_reading(line):
    check(line, CONTEXT)


@given(
    st.lists(WORDS, max_size=12).map(" ".join),
    st.datetimes(datetime(1990, 1, 1), datetime(2100, 1, 1)),
    st.sampled_from(["mdy", "dmy"]),
    st.booleans(),
)
@settings(max_examples=300, deadline=timedelta(milliseconds=500))
def test_any_words_on_any_day_have_a_reading(line, now, order, clock12):
    check(line, a_context(now=now, date_order=order, clock12=clock12))


@pytest.mark.parametrize(
    "line", ["a" * 100_000, "1 " * 250, "12:30 " * 80, "(1" * 249, "a\nb", "took " * 90]
)
def test_long_and_odd_lines_are_kept(line):
    assert read(line, CONTEXT).value("text") == line.strip()


@pytest.mark.parametrize(
    ("title", "kind"),
    [
        ("Blood test", AppointmentKind.LAB_DRAW),
        ("PET-CT scan", AppointmentKind.SCAN),
        ("Infusion, cycle 3", AppointmentKind.INFUSION),
        ("Bone marrow biopsy", AppointmentKind.PROCEDURE),
        ("Dentist", AppointmentKind.DENTAL),
        ("Eye exam", AppointmentKind.EYE),
        ("Flu shot", AppointmentKind.VACCINE),
        ("Pharmacy", AppointmentKind.PHARMACY),
        ("Video visit", AppointmentKind.TELE),
        ("Support group", AppointmentKind.SUPPORT),
        ("Haematology", AppointmentKind.CLINIC),
        ("Lunch with Ana", AppointmentKind.OTHER),
    ],
)
def test_kind_of_a_title(title, kind):
    assert kind_of(title) is kind


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (None, ""),
        (True, "yes"),
        (False, "no"),
        (time(0, 5), "12:05 AM"),
        (date(2027, 3, 24), "Wed, Mar 24"),
        (Decimal("1000"), "1,000"),
        (DoseStatus.TAKEN, "taken"),
        (3, "3"),
    ],
)
def test_values_are_shown_in_plain_words(value, text):
    assert shown(value) == text


@given(st.sampled_from(LINES), st.data())
@settings(max_examples=200, deadline=None)
def test_any_correction_has_an_answer(row, data):
    reading = read(row[0], CONTEXT)
    if not reading.chips:
        return
    key = data.draw(st.sampled_from([one.key for one in reading.chips]))
    text = data.draw(st.one_of(st.text(max_size=30), WORDS))
    done = quick_add.corrected(reading, key, text, CONTEXT)
    chip = done.chip(key)
    assert chip is None or chip.sure is (chip.value is not None)
