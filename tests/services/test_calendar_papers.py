"""The printed calendar says what Today and the calendar say for the same days."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, datetime, time, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from caregiver import sample
from caregiver.app import Caregiver
from caregiver.clock import FixedClock
from caregiver.domain.appointments import AppointmentKind, AppointmentStatus
from caregiver.domain.doses import DoseStatus
from caregiver.domain.medications import Place
from caregiver.domain.tasks import Task
from caregiver.errors import BadInput
from caregiver.formats import PlainFormats
from caregiver.reports.calendar_packets import DoseMark
from caregiver.services.appointments_on_paper import parts_of
from caregiver.services.calendar_papers import CalendarChoices, CalendarPapers
from caregiver.services.reports import ReportChoices
from caregiver.services.schedule_words import part_of_day
from tests import builders
from tests.pdf_reading import page_sizes, words_of

NEW_YORK = ZoneInfo("America/New_York")
MONDAY = date(2027, 3, 15)
MAKERS = ("calendar_month", "calendar_week", "calendar_list")


def opened(path: Path, *, family: bool) -> Caregiver:
    clock = FixedClock(datetime(2027, 3, 15, 8, 10, tzinfo=NEW_YORK), NEW_YORK)
    app = Caregiver.create(path / "calendar.care", clock=clock, by="Anna")
    if family:
        sample.fill(app.file, clock)
    return app


@pytest.fixture
def app(tmp_path: Path) -> Iterator[Caregiver]:
    """The example family on Monday morning."""
    with opened(tmp_path, family=True) as found:
        yield found


@pytest.fixture
def empty(tmp_path: Path) -> Iterator[Caregiver]:
    """A new file."""
    with opened(tmp_path, family=False) as found:
        yield found


def papers_of(app: Caregiver) -> CalendarPapers:
    return CalendarPapers(app.file, app.clock, PlainFormats())


def said(paper):
    return " ".join(words_of(paper.content).replace("\u00a0", " ").split())


def save(app, *records):
    with app.file.change("start") as work:
        for one in records:
            work.save(one)


class TestSameFactsAsTheScreen:
    """A paper that says something else than the screen is worse than none."""

    def test_the_month_shows_what_the_calendar_shows(self, app):
        month = papers_of(app).month(CalendarChoices(first=date(2027, 3, 9))).months[0]
        screen = app.calendar.month(month.days[0].day, month.days[-1].day)
        assert month.bands == screen.bands
        for printed, shown in zip(month.days, screen.days, strict=True):
            assert printed.day == shown.day
            assert sorted((one.title, one.starts) for one in printed.appointments) == sorted(
                (one.appointment.title,
                 None if one.appointment.all_day else one.starts.time())
                for one in shown.occurrences
            )  # fmt: skip
            medicines = [one.text for one in printed.lines if one.is_medicine]
            assert medicines == [
                f"{mark.name}, {part_of_day(mark.at)}" if mark.at else mark.name
                for mark in shown.marks
            ]
            assert bool(shown.clock_change) == any("Clocks" in one.text for one in printed.lines)

    @pytest.mark.parametrize("first", [date(2027, 3, 8), MONDAY, date(2027, 3, 22)])
    def test_the_week_shows_the_appointments_and_doses_of_today(self, app, first):
        week = papers_of(app).week(CalendarChoices(first=first)).weeks[0]
        for place, printed in enumerate(week.days):
            page = app.today.page(printed.day.day)
            shown = [one for one in printed.day.appointments if not one.is_cancelled]
            assert sorted(one.title for one in shown) == sorted(
                one.appointment.title for one in page.appointments
            )
            planned = [one for one in (*page.due_now, *page.later) if one.is_planned]
            boxes = [row for row in week.doses if row.marks[place] and not row.is_open]
            at_home = [row for row in boxes if row.marks[place] is not DoseMark.AT_HOSPITAL]
            assert sorted(row.medicine for row in at_home) == sorted(
                one.medication.name for one in planned
            )
            due = [row for row in boxes if row.marks[place] is DoseMark.DUE]
            assert len(due) == sum(one.dose is None for one in planned)
            hospital = [row.medicine for row in boxes if row not in at_home]
            assert hospital == [one.name for one in page.given_today]

    def test_medicines_when_needed_have_room_to_write(self, app):
        week = papers_of(app).week(CalendarChoices()).weeks[0]
        needed = {one.medication.name for one in app.today.page().when_needed}
        assert needed
        assert {row.medicine for row in week.doses if row.is_open} == needed

    def test_the_list_holds_every_appointment_once(self, app):
        last = date(2027, 6, 14)
        packet = papers_of(app).listed(CalendarChoices())
        assert (packet.first, packet.last) == (MONDAY, last)
        printed = [(day.day, one.title) for day in packet.days for one in day.appointments]
        found = app.appointments.occurrences(MONDAY, last)
        assert sorted(printed) == sorted((one.day, one.appointment.title) for one in found)


class TestDoses:
    """What became of a dose is on the sheet in words of its own."""

    @pytest.mark.parametrize(
        ("status", "mark"),
        [
            (DoseStatus.TAKEN, DoseMark.TAKEN),
            (DoseStatus.LATE, DoseMark.TAKEN),
            (DoseStatus.SKIPPED, DoseMark.NOT_TAKEN),
            (DoseStatus.MISSED, DoseMark.NOT_TAKEN),
            (DoseStatus.HELD, DoseMark.HELD),
        ],
    )
    def test_recorded_doses(self, empty, status, mark):
        medicine = builders.a_medication()
        dose = builders.a_dose(medicine, status=status)
        save(empty, medicine, builders.a_schedule(medicine), dose)
        rows = papers_of(empty).week(CalendarChoices()).weeks[0].doses
        assert [row.when.replace("\u00a0", " ") for row in rows] == ["8:00 AM", "8:00 PM"]
        assert rows[0].marks == (mark, *[DoseMark.DUE] * 6)

    def test_held_days_are_marked_and_what_the_hospital_gave_is_ticked(self, empty):
        medicine = builders.a_medication()
        hospital = builders.a_medication(name="Daratumumab", place=Place.HOSPITAL)
        infusion = builders.a_schedule(hospital, times=(time(11),), weekdays=(0, 3))
        given = builders.a_dose(hospital, schedule_id=infusion.id, due_time=time(11))
        held = builders.a_hold(medicine, last_on=MONDAY + timedelta(days=1))
        schedule = builders.a_schedule(medicine, times=(time(20),))
        save(empty, medicine, schedule, held, hospital, infusion, given)
        at_home, there = papers_of(empty).week(CalendarChoices()).weeks[0].doses
        assert at_home.marks == (*[DoseMark.HELD] * 2, *[DoseMark.DUE] * 5)
        no = DoseMark.NOT_DUE
        assert there.marks == (DoseMark.TAKEN, no, no, DoseMark.AT_HOSPITAL, no, no, no)

    def test_a_change_of_dose_makes_a_row_of_its_own(self, empty):
        medicine = builders.a_medication()
        wednesday = MONDAY + timedelta(days=2)
        old = builders.a_schedule(medicine, strength="8 mg", times=(time(8),),
                                  last_on=wednesday - timedelta(days=1))  # fmt: skip
        new = builders.a_schedule(medicine, strength="4 mg", times=(time(8),), first_on=wednesday)
        save(empty, medicine, old, new)
        rows = papers_of(empty).week(CalendarChoices()).weeks[0].doses
        due = {row.amount.split(",")[0].replace("\u00a0", " "): row.marks.count(DoseMark.DUE)
               for row in rows}  # fmt: skip
        assert due == {"8 mg": 2, "4 mg": 5}

    def test_the_same_dose_twice_at_one_time_has_two_boxes(self, empty):
        medicine = builders.a_medication()
        twice = [builders.a_schedule(medicine, times=(time(8),)) for _ in range(2)]
        save(empty, medicine, *twice)
        rows = papers_of(empty).week(CalendarChoices()).weeks[0].doses
        assert [row.marks for row in rows] == [(DoseMark.DUE,) * 7] * 2

    def test_what_was_given_when_needed_stands_in_its_day(self, empty):
        medicine = builders.a_medication(name="Acetaminophen")
        schedule = builders.a_schedule(medicine, as_needed=True, times=(), most_per_day=6)
        save(empty, medicine, schedule)
        given = empty.doses.give(medicine, schedule)
        assert given is not None
        row = papers_of(empty).week(CalendarChoices()).weeks[0].doses[0]
        assert row.is_open
        assert row.notes[0].replace("\u00a0", " ") == "8:10 AM"
        assert "at most 6 a day" in row.amount


class TestAppointments:
    """One appointment in the words of the paper."""

    def told(self, app, **changes):
        save(app, builders.an_appointment(**changes))
        days = papers_of(app).listed(CalendarChoices(with_notes=True)).days
        return days[0].appointments[0]

    def test_the_kind_is_a_word_unless_the_title_says_it(self, empty):
        assert self.told(empty, sort=AppointmentKind.PHARMACY, title="Delivery").sort == "Pharmacy"

    @pytest.mark.parametrize(
        ("sort", "title"),
        [
            (AppointmentKind.LAB_DRAW, "Blood test"),
            (AppointmentKind.INFUSION, "Daratumumab injection"),
            (AppointmentKind.TELE, "Call with Nurse Lee"),
            (AppointmentKind.OTHER, "Hair"),
        ],
    )
    def test_the_kind_is_not_said_twice(self, empty, sort, title):
        assert self.told(empty, sort=sort, title=title).sort == ""

    def test_a_time_elsewhere_says_where(self, empty):
        told = self.told(empty, zone="America/Los_Angeles")
        assert (told.starts, told.clock) == (time(10, 30), "Los Angeles time")

    def test_a_zone_with_the_same_clock_says_nothing(self, empty):
        assert self.told(empty, zone="America/Toronto").clock == ""

    def test_what_is_prepared_is_ticked(self, empty):
        told = self.told(empty, prepare=("Fast", "Drink"), prepared=("Fast",), parking="Garage B")
        steps = [(step.text, step.is_done) for step in told.prepare]
        assert steps == [("Fast", True), ("Drink", False)]
        assert told.parking == "Garage B"

    def test_a_cancelled_one_says_so(self, empty):
        told = self.told(empty, status=AppointmentStatus.CANCELLED)
        assert (told.is_cancelled, told.is_off, told.status) == (True, True, "cancelled")

    def test_a_stay_of_several_days_is_listed_once(self, empty):
        save(empty, builders.an_appointment(ends=datetime(2027, 3, 27, 9)))
        days = papers_of(empty).listed(CalendarChoices()).days
        assert [day.day for day in days] == [date(2027, 3, 24)]
        again = papers_of(empty).listed(CalendarChoices(first=date(2027, 3, 25))).days
        assert [day.day for day in again] == [date(2027, 3, 25)]
        assert again[0].appointments[0].is_further_day

    @pytest.mark.parametrize(
        ("text", "parts"),
        [
            ("", ()),
            ("list, water, shoes", ("list", "water", "shoes")),
            ("one (red, blue)", ("one (red, blue)",)),
            ("a\nb; c", ("a", "b", "c")),
            ("short, " + "long " * 20, ("short, " + ("long " * 20).strip(),)),
        ],
    )
    def test_a_list_of_things_to_bring_is_parted(self, text, parts):
        assert parts_of(text) == parts


class TestRange:
    """Which days a paper shows."""

    def test_a_week_has_seven_days_from_the_day_asked_for(self, empty):
        week = papers_of(empty).week(CalendarChoices(first=date(2027, 3, 17))).weeks[0]
        assert [one.day.day for one in week.days][::6] == [date(2027, 3, 17), date(2027, 3, 23)]

    def test_several_weeks_and_months(self, empty):
        asked = CalendarChoices(first=MONDAY, last=date(2027, 5, 1))
        assert len(papers_of(empty).week(asked).weeks) == 7
        assert [one.first.month for one in papers_of(empty).month(asked).months] == [3, 4, 5]

    @pytest.mark.parametrize("start", range(7))
    def test_weeks_begin_as_the_country_says(self, empty, start):
        class Elsewhere(PlainFormats):
            @property
            def week_start(self) -> int:
                return start

        papers = CalendarPapers(empty.file, empty.clock, Elsewhere())
        for month in range(1, 13):
            days = papers.month(CalendarChoices(first=date(2027, month, 5))).months[0].days
            assert days[0].day.weekday() == start
            assert len(days) % 7 == 0
            assert days[0].day <= date(2027, month, 1) < days[7].day
            assert days[-1].day.month != month or (days[-1].day + timedelta(days=1)).day == 1

    @pytest.mark.parametrize("make", ["month", "week", "listed"])
    def test_days_that_run_backward_are_refused(self, empty, make):
        backward = CalendarChoices(first=MONDAY, last=date(2027, 1, 1))
        with pytest.raises(BadInput) as caught:
            getattr(papers_of(empty), make)(backward)
        assert caught.value.code == "days_backwards"

    @pytest.mark.parametrize("make", ["month", "week", "listed"])
    def test_more_than_a_paper_holds_is_refused(self, empty, make):
        asked = CalendarChoices(first=MONDAY, last=date(2031, 1, 1))
        with pytest.raises(BadInput) as caught:
            getattr(papers_of(empty), make)(asked)
        assert caught.value.code == "paper_too_long"


class TestTimesOnly:
    """A paper for others: no titles, no medicines, no illness."""

    @pytest.mark.parametrize("make", MAKERS)
    def test_nothing_private_is_on_it(self, app, make):
        choices = ReportChoices(times_only=True)
        paper = getattr(app.reports, make)(choices)
        text = said(paper)
        assert "Times and places only" in text
        assert "Appointment" in text
        assert "Infusion center, level 2" in text
        for private in ("Daratumumab", "Pomalidomide", "Dexamethasone", "Cycle 3", "day 15",
                        "Physical therapy", "1958", "000 000", "Ben", "Novak"):  # fmt: skip
            assert private not in text
        assert paper.sections[0] == "Name, times and places only"

    def test_notes_are_left_out_unless_asked_for(self, app):
        assert "Somebody must be home" not in said(app.reports.calendar_list())
        with_notes = app.reports.calendar_list(ReportChoices(with_notes=True))
        assert "Somebody must be home to sign." in said(with_notes)


class TestPapers:
    """The papers as they are saved."""

    @pytest.mark.parametrize("make", MAKERS)
    def test_an_empty_file_makes_one_page(self, empty, make):
        paper = getattr(empty.reports, make)()
        assert paper.pages == 1
        assert "EXAMPLE" not in said(paper)

    def test_names_and_contents(self, app):
        made = [getattr(app.reports, make)() for make in MAKERS]
        assert [one.name for one in made] == [
            "2027-03_month.pdf", "2027-03-15_week.pdf", "2027-03-15_appointments.pdf",
        ]  # fmt: skip
        assert made[0].sections == (
            "Name, birth date, hospital number", "Appointments: 12", "Treatment days and medicines",
        )  # fmt: skip
        assert made[1].sections[-1] == "Medicines with boxes to tick: 10"

    @pytest.mark.parametrize(("paper", "size"), [("a4", (842, 595)), ("letter", (792, 612))])
    def test_the_month_is_wide(self, app, paper, size):
        made = app.reports.calendar_month(ReportChoices(paper=paper))
        width, height = page_sizes(made.content)[0]
        assert (round(width), round(height)) == size

    @pytest.mark.parametrize("make", MAKERS)
    def test_the_journal_is_on_no_paper(self, app, make):
        save(app, replace(builders.a_journal_entry(), text="Nobody else may read this."))
        assert "Nobody else" not in said(getattr(app.reports, make)())


class TestToDo:
    """Tasks stand on the day they are due, with a box to tick."""

    @pytest.fixture
    def tasks(self, empty):
        save(
            empty,
            Task(title="Refill apixaban", due_on=MONDAY, due_time=time(9), owner="Ben"),
            Task(title="Form for the insurance", due_on=date(2027, 3, 18), done_on=MONDAY),
            Task(title="Call about the bill", due_on=date(2027, 3, 2)),
            Task(title="Paid long ago", due_on=date(2027, 3, 1), done_on=date(2027, 3, 1)),
            Task(title="Some day"),
        )
        return empty

    def test_on_the_week_sheet(self, tasks):
        days = papers_of(tasks).week(CalendarChoices()).weeks[0].days
        told = [(step.text, step.who, step.is_done) for day in days for step in day.to_do]
        assert told == [
            ("Call about the bill (since Mar 2)", "", False),
            ("Refill apixaban", "Ben", False),
            ("Form for the insurance", "", True),
        ]
        text = said(tasks.reports.calendar_week())
        assert "☐ 9:00 AM Refill apixaban (Ben)" in text
        assert "☑ Form for the insurance" in text

    def test_each_has_one_box_also_when_it_is_late(self, tasks):
        week = papers_of(tasks).week(CalendarChoices(first=date(2027, 3, 1))).weeks[0]
        told = [step.text for day in week.days for step in day.to_do]
        assert told == ["Paid long ago", "Call about the bill"]
        month = said(tasks.reports.calendar_month())
        assert month.count("Call about the bill") == 1

    def test_on_another_week_nothing_is_carried_over(self, tasks):
        later = papers_of(tasks).week(CalendarChoices(first=date(2027, 3, 22))).weeks[0]
        assert not any(day.to_do for day in later.days)

    def test_on_the_month(self, tasks):
        text = said(tasks.reports.calendar_month())
        assert "☐ 9:00 AM Refill apixaban (Ben)" in text
        assert "☑ Form for the insurance" in text
        assert "Some day" not in text

    @pytest.mark.parametrize("make", MAKERS)
    def test_not_where_only_times_are_told(self, tasks, make):
        text = said(getattr(tasks.reports, make)(ReportChoices(times_only=True)))
        assert "apixaban" not in text
        assert "insurance" not in text


def test_hours_at_home_are_on_the_week_and_the_month(empty):
    jug = builders.an_appointment(
        starts=datetime(2027, 3, 18, 9), ends=None, collects_urine=True,
        collection_starts=datetime(2027, 3, 17, 7),
    )  # fmt: skip
    save(empty, jug)
    for make in ("calendar_week", "calendar_month"):
        text = said(getattr(empty.reports, make)())
        assert "24-hour urine: begin at 7:00 AM, stay at home" in text
        assert "24-hour urine: until 7:00 AM" in text
        times_only = said(getattr(empty.reports, make)(ReportChoices(times_only=True)))
        assert "urine" not in times_only
