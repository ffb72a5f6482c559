"""The calendar: the agenda, the month grid and one day, from real records."""

from datetime import date, datetime, time, timedelta

import pytest

from caregiver.clock import FixedClock
from caregiver.domain.appointments import AppointmentKind
from caregiver.domain.bands import Band
from caregiver.domain.medications import Medication, Schedule
from caregiver.domain.therapy import CycleDay
from caregiver.services.calendar import CalendarService, Shown
from caregiver.storage.appointments import touching
from caregiver.storage.care_file import CareFile
from tests.builders import (
    a_cycle,
    a_dose,
    a_line,
    a_medication,
    a_schedule,
    a_task,
    an_appointment,
)

MONDAY = date(2027, 3, 15)


@pytest.fixture
def service(care_file: CareFile, clock: FixedClock) -> CalendarService:
    """The service on an empty file."""
    return CalendarService(care_file, clock)


def treatment(care_file: CareFile, **changes: object) -> tuple[Medication, Schedule]:
    """Save cycles 3 and 4 of a line, and pomalidomide at night on days 1 to 21 of each."""
    line = a_line()
    medication = a_medication(name="Pomalidomide", strength="4 mg")
    schedule = a_schedule(
        medication, **{"times": (time(21),), "cycle_days": tuple(range(1, 22)), **changes}
    )
    care_file.fill(
        [
            line,
            a_cycle(line),
            a_cycle(line, number=4, first_on=date(2027, 3, 29)),
            medication,
            schedule,
        ]
    )
    return medication, schedule


def spans(bands: tuple[Band, ...]) -> list[tuple[str, date, date, bool, bool]]:
    """Return what a reader of the grid sees of each band."""
    return [(one.days, one.first, one.last, one.begins, one.ends) for one in bands]


def test_treatment_days_and_rest_are_bands_cut_to_the_window(
    service: CalendarService, care_file: CareFile
) -> None:
    treatment(care_file)

    month = service.month(date(2027, 2, 28), date(2027, 4, 3))

    assert spans(month.bands) == [
        ("1 to 21", date(2027, 3, 1), date(2027, 3, 21), True, True),
        ("", date(2027, 3, 22), date(2027, 3, 28), True, True),
        ("1 to 21", date(2027, 3, 29), date(2027, 4, 3), True, False),
    ]


def test_band_that_began_before_the_window_says_so(
    service: CalendarService, care_file: CareFile
) -> None:
    treatment(care_file)

    month = service.month(date(2027, 3, 7), date(2027, 3, 20))

    assert spans(month.bands) == [("1 to 21", date(2027, 3, 7), date(2027, 3, 20), False, False)]


def test_stopped_medicine_has_no_band_from_that_day(
    service: CalendarService, care_file: CareFile
) -> None:
    medication, _ = treatment(care_file)
    with care_file.change("test") as work:
        work.save(a_medication(id=medication.id, name="Pomalidomide", stopped_on=date(2027, 3, 10)))

    month = service.month(date(2027, 3, 1), date(2027, 3, 31))

    assert [(one.first, one.last) for one in month.bands] == [(date(2027, 3, 1), date(2027, 3, 9))]


def test_change_of_dose_does_not_break_the_band(
    service: CalendarService, care_file: CareFile
) -> None:
    medication, _ = treatment(care_file, last_on=date(2027, 3, 9))
    days = tuple(range(1, 22))
    care_file.fill([a_schedule(medication, first_on=date(2027, 3, 10), cycle_days=days)])

    month = service.month(date(2027, 3, 1), date(2027, 3, 21))

    assert [(one.first, one.last) for one in month.bands] == [(date(2027, 3, 1), date(2027, 3, 21))]


def test_weekly_and_single_cycle_days_are_marks_and_daily_ones_are_not(
    service: CalendarService, care_file: CareFile
) -> None:
    treatment(care_file)
    weekly, daily, cyclic = (
        a_medication(name="Dexamethasone"),
        a_medication(name="Acyclovir"),
        a_medication(name="Daratumumab"),
    )
    with care_file.change("test") as work:
        for medication in (weekly, daily, cyclic):
            work.save(medication)
        work.save(a_schedule(weekly, weekdays=(0,)))
        work.save(a_schedule(daily))
        work.save(a_schedule(cyclic, times=(), cycle_days=(1, 15)))

    month = service.month(date(2027, 3, 14), date(2027, 3, 22))

    marks = {one.day: [(mark.name, mark.at) for mark in one.marks] for one in month.days}
    assert marks[MONDAY] == [("Daratumumab", None), ("Dexamethasone", time(8))]
    assert marks[date(2027, 3, 22)] == [("Dexamethasone", time(8))]
    assert marks[date(2027, 3, 16)] == []


def test_supportive_medicine_on_many_weekdays_and_what_a_title_names_are_no_marks(
    service: CalendarService, care_file: CareFile
) -> None:
    often, treatment_often, named = (
        a_medication(name="Sulfamethoxazole"),
        a_medication(name="Lenalidomide", treats_myeloma=True),
        a_medication(name="Daratumumab"),
    )
    records = [
        often,
        treatment_often,
        named,
        a_schedule(often, weekdays=(0, 2, 4)),
        a_schedule(treatment_often, weekdays=(0, 2, 4)),
        a_schedule(named, weekdays=(0,)),
        an_appointment(title="daratumumab injection", starts=datetime(2027, 3, 15, 11), ends=None),
    ]
    with care_file.change("test") as work:
        for record in records:
            work.save(record)

    (cell,) = service.month(MONDAY, MONDAY).days

    assert [mark.name for mark in cell.marks] == ["Lenalidomide"]


def test_cells_know_cycle_day_and_the_change_of_clocks(
    service: CalendarService, care_file: CareFile
) -> None:
    treatment(care_file)

    cells = {one.day: one for one in service.month(date(2027, 3, 14), date(2027, 4, 1)).days}

    assert cells[MONDAY].cycle == CycleDay(3, 15, 28)
    assert cells[date(2027, 3, 29)].cycle == CycleDay(4, 1, 28)
    assert (cells[date(2027, 3, 14)].clock_change, cells[MONDAY].clock_change) == (60, 0)


def test_stay_over_days_stands_in_each_cell(service: CalendarService, care_file: CareFile) -> None:
    care_file.fill(
        [an_appointment(starts=datetime(2027, 3, 13, 9, 0), ends=datetime(2027, 3, 16, 12, 0))]
    )

    cells = service.month(date(2027, 3, 14), date(2027, 3, 18)).days

    assert [len(one.occurrences) for one in cells] == [1, 1, 1, 0, 0]


def test_one_day_tells_special_medicines_and_counts_the_others(
    service: CalendarService, care_file: CareFile
) -> None:
    treatment(care_file)
    daily = a_medication(name="Acyclovir")
    care_file.fill([daily, a_schedule(daily), an_appointment(starts=datetime(2027, 3, 15, 9, 0),
                                                             ends=None)])  # fmt: skip

    day = service.day(MONDAY)

    assert [(one.name, one.dose, one.times) for one in day.medicines] == [
        ("Pomalidomide", "4 mg", (time(21),))
    ]
    assert (day.every_day, len(day.occurrences), day.cycle) == (1, 1, CycleDay(3, 15, 28))


def test_agenda_tells_doses_planned_taken_and_not_recorded(
    service: CalendarService, care_file: CareFile, clock: FixedClock
) -> None:
    medication = a_medication()
    schedule = a_schedule(medication, times=(time(7), time(8), time(20)))
    given = a_dose(medication, schedule_id=schedule.id, due_time=time(8))
    care_file.fill([medication, schedule, given])
    clock.advance(minutes=5)

    found = service.entries(MONDAY, MONDAY, {"dose"})

    assert [(one.start.isoformat(), one.status, one.title) for one in found] == [
        ("2027-03-15T07:00:00-04:00", "not_recorded", "Acyclovir 400 mg"),
        ("2027-03-15T08:00:00-04:00", "taken", "Acyclovir 400 mg"),
        ("2027-03-15T20:00:00-04:00", "planned", "Acyclovir 400 mg"),
    ]


def test_agenda_gives_dates_for_whole_days_and_keeps_each_zone(
    service: CalendarService, care_file: CareFile
) -> None:
    day = datetime(2027, 3, 15)
    care_file.fill(
        [
            an_appointment(title="Scan week", all_day=True, starts=day, ends=datetime(2027, 3, 19)),
            an_appointment(
                title="Call", zone="Europe/Paris", starts=day.replace(hour=9), ends=None
            ),
            an_appointment(title="Blood", rule="FREQ=DAILY", starts=day.replace(hour=8), ends=None),
        ]
    )

    found = service.entries(MONDAY, MONDAY)

    assert [(one.title, one.start.isoformat(), one.zone, one.series_id != "") for one in found] == [
        ("Scan week", "2027-03-15", "America/New_York", False),
        ("Call", "2027-03-15T09:00:00+01:00", "Europe/Paris", False),
        ("Blood", "2027-03-15T08:00:00-04:00", "America/New_York", True),
    ]
    assert found[0].end == date(2027, 3, 19)


def test_months_far_in_the_future_do_not_go_on_counting_days(
    service: CalendarService, care_file: CareFile
) -> None:
    treatment(care_file)

    month = service.month(date(2027, 5, 1), date(2027, 5, 31))

    assert month.bands == ()


def test_twenty_years_read_no_more_rows_than_one(care_file: CareFile) -> None:
    start = datetime(2007, 3, 1, 9, 0)
    care_file.fill(
        an_appointment(starts=start + timedelta(days=3 * number), ends=None)
        for number in range(2400)
    )

    with care_file.read() as reader:
        found = touching(reader.connection, date(2026, 3, 1), date(2026, 3, 30))

    assert len(found) == 10


def test_doses_are_grouped_by_time_and_say_what_is_known(
    service: CalendarService, care_file: CareFile, clock: FixedClock
) -> None:
    early, late = a_medication(), a_medication(name="Apixaban", strength="5 mg")
    schedule = a_schedule(early, times=(time(7), time(20)))
    given = a_dose(early, schedule_id=schedule.id, due_time=time(7))
    care_file.fill([early, late, schedule, a_schedule(late, times=(time(7),)), given])

    today, tomorrow = service.month(MONDAY, MONDAY + timedelta(days=1), with_doses=True).days

    assert [(one.at, one.names, one.taken, one.open) for one in today.doses] == [
        (time(7), ("Acyclovir 400 mg", "Apixaban 5 mg"), 1, 1),
        (time(20), ("Acyclovir 400 mg",), 0, 0),
    ]
    assert [one.open for one in tomorrow.doses] == [0, 0]
    assert service.day(MONDAY).doses == today.doses
    assert service.month(MONDAY, MONDAY).days[0].doses == ()


def test_what_is_not_wanted_is_left_out_and_still_names_its_medicine(
    service: CalendarService, care_file: CareFile
) -> None:
    dara = a_medication(name="Daratumumab")
    day = {"starts": datetime(2027, 3, 15, 11), "ends": None}
    care_file.fill(
        [
            dara,
            a_schedule(dara, weekdays=(0,)),
            an_appointment(**day, title="Daratumumab injection", sort=AppointmentKind.INFUSION),
            an_appointment(**day),
        ]
    )
    no_infusion = Shown(hidden_kinds=frozenset({AppointmentKind.INFUSION}))

    (cell,) = service.month(MONDAY, MONDAY, no_infusion).days

    assert [one.appointment.title for one in cell.occurrences] == ["Hematology clinic"]
    assert cell.marks == ()
    assert len(service.day(MONDAY, no_infusion).occurrences) == 1
    without = service.month(MONDAY, MONDAY, Shown(medicines=False), with_doses=True)
    assert without.bands == ()
    assert without.days[0].doses == ()
    assert service.month(MONDAY, MONDAY, Shown(appointments=False)).days[0].occurrences == ()


def test_hours_at_home_reach_into_days_without_the_appointment(
    service: CalendarService, care_file: CareFile
) -> None:
    care_file.fill(
        [
            an_appointment(
                starts=datetime(2027, 3, 17, 8),
                ends=None,
                collects_urine=True,
                collection_starts=datetime(2027, 3, 16, 7),
            ),
            an_appointment(
                starts=datetime(2027, 3, 10, 8),
                ends=None,
                rule="FREQ=WEEKLY",
                collects_urine=True,
                title="Weekly",
            ),
        ]
    )
    tuesday = date(2027, 3, 16)

    blocks = service.month(tuesday, tuesday).home_blocks

    assert [(one.starts, one.ends) for one in blocks] == [
        (datetime(2027, 3, 16, 7), datetime(2027, 3, 17, 7)),
        (datetime(2027, 3, 16, 8), datetime(2027, 3, 17, 8)),
    ]
    assert service.day(tuesday).home_blocks == blocks
    assert service.month(MONDAY, MONDAY).home_blocks == ()
    assert service.month(tuesday, tuesday, Shown(appointments=False)).home_blocks == ()


def test_tasks_stand_on_their_day_and_late_ones_on_today(
    service: CalendarService, care_file: CareFile
) -> None:
    tuesday = MONDAY + timedelta(days=1)
    care_file.fill(
        [
            a_task(title="Refill", due_on=tuesday, due_time=time(9)),
            a_task(title="Call", due_on=tuesday),
            a_task(title="Form", due_on=MONDAY, done_on=MONDAY),
            a_task(title="Bill", due_on=date(2027, 3, 2)),
            a_task(title="Long ago and done", due_on=date(2027, 3, 2), done_on=MONDAY),
            a_task(title="Some day", due_on=None),
        ]
    )

    today, tomorrow = service.month(MONDAY, tuesday).days

    assert [(one.title, one.is_done, one.late_since) for one in today.lines] == [
        ("Bill", False, date(2027, 3, 2)),
        ("Form", True, None),
    ]
    assert [(one.title, one.at) for one in tomorrow.lines] == [("Call", None), ("Refill", time(9))]
    assert service.day(tuesday).lines == tomorrow.lines
    assert service.month(MONDAY, MONDAY, Shown(follow_ups=False)).days[0].lines == ()
    entries = service.entries(MONDAY, tuesday, {"task"})
    assert [(one.title, one.status, one.start.isoformat()) for one in entries] == [
        ("Bill", "planned", "2027-03-15"),
        ("Form", "done", "2027-03-15"),
        ("Call", "planned", "2027-03-16"),
        ("Refill", "planned", "2027-03-16T09:00:00-04:00"),
    ]
