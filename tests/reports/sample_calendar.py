"""The packets the tests of the printed calendar are drawn from; everything in them is invented."""

from datetime import date, time, timedelta

from caregiver.domain.bands import Band
from caregiver.reports.calendar_packets import (
    AppointmentOnPaper,
    DayOnPaper,
    DoseMark,
    DoseRow,
    LineOnPaper,
    ListPacket,
    MonthOnPaper,
    MonthPacket,
    StepOnPaper,
    WeekDayOnPaper,
    WeekOnPaper,
    WeekPacket,
)
from caregiver.reports.packets import ContactOnPaper
from tests.reports.sample_papers import HEAD

CALL = ContactOnPaper(name="24-hour line", phone="(555) 010-0199", hours="day and night")
INFUSION = AppointmentOnPaper(
    title="Daratumumab injection",
    starts=time(11, 30),
    ends=time(12, 30),
    place="Infusion center, level 2",
    parking="garage B, level 1",
    with_whom="Nurse Lee",
    phone="(555) 010-0151",
    driver="Ben",
    leave_by=time(10, 50),
    bring=(StepOnPaper(text="medicine list"), StepOnPaper(text="warm layer")),
    prepare=(StepOnPaper(text="Cream on the port", is_done=True), StepOnPaper(text="Drink a lot")),
    note="Ask about the next dates.",
)
CLINIC = AppointmentOnPaper(
    title="Hematology", sort="Visit", status="confirmed", starts=time(10, 30), place="Clinic B"
)
CANCELLED = AppointmentOnPaper(
    title="Physical therapy",
    starts=time(14),
    place="Rehab",
    status="cancelled",
    is_off=True,
    is_cancelled=True,
)
STAY = AppointmentOnPaper(title="Hospital stay", starts=time(9), last_day=date(2027, 3, 20))
STAYING = AppointmentOnPaper(
    title="Hospital stay", starts=time(9), last_day=date(2027, 3, 20), is_further_day=True
)
BANDS = (
    Band("p", "Pomalidomide", "1 to 21", False, date(2027, 3, 1), date(2027, 3, 21), True, True, 0),
    Band("p", "Pomalidomide", "", True, date(2027, 3, 22), date(2027, 3, 28), True, True, 0),
)
DEX = LineOnPaper(text="Dexamethasone, morning", is_medicine=True)
_ON = {
    date(2027, 3, 1): {"appointments": (INFUSION,), "lines": (DEX,)},
    date(2027, 3, 8): {"lines": (DEX,)},
    date(2027, 3, 14): {"lines": (LineOnPaper(text="Clocks go forward"),)},
    date(2027, 3, 15): {"appointments": (INFUSION,), "lines": (DEX,)},
    date(2027, 3, 17): {"appointments": (CLINIC, CANCELLED)},
    date(2027, 3, 19): {"appointments": (STAY,)},
    date(2027, 3, 20): {"appointments": (STAYING,)},
}


def a_day(day, **parts):
    """Return a day; of March 2027 with its day of the cycle."""
    number = (day - date(2027, 3, 1)).days + 1
    cycle = {"cycle": 3, "cycle_day": number} if 1 <= number <= 28 else {}
    return DayOnPaper(day=day, **{**cycle, **_ON.get(day, {}), **parts})


def days_from(first, count, **parts):
    return tuple(a_day(first + timedelta(days=number), **parts) for number in range(count))


MARCH = MonthOnPaper(first=date(2027, 3, 1), days=days_from(date(2027, 2, 28), 35), bands=BANDS)
MONTH = MonthPacket(head=HEAD, months=(MARCH,), call=CALL)
D, N, T = DoseMark.DUE, DoseMark.NOT_DUE, DoseMark.TAKEN
DOSES = (
    DoseRow(when="8:00 AM", medicine="Apixaban", amount="2.5 mg, 1 tablet", marks=(T, *[D] * 6)),
    DoseRow(
        when="8:00 AM",
        medicine="Dexamethasone",
        amount="20 mg",
        marks=(DoseMark.HELD, *[N] * 6),
        ends_part=True,
    ),
    DoseRow(
        when="8:00 PM",
        medicine="Apixaban",
        amount="2.5 mg, 1 tablet",
        marks=(DoseMark.NOT_TAKEN, *[D] * 6),
    ),
    DoseRow(when="hospital", medicine="Daratumumab", marks=(DoseMark.AT_HOSPITAL, *[N] * 6)),
    DoseRow(
        when="if needed",
        medicine="Acetaminophen",
        amount="500 mg, at most 6 a day",
        marks=(N,) * 7,
        notes=("2:10 PM", *[""] * 6),
        is_open=True,
    ),
)
TASKS = (StepOnPaper(text="Refill apixaban", who="Anna"), StepOnPaper(text="Due: eye check"))
THIS_WEEK = WeekOnPaper(
    days=tuple(
        WeekDayOnPaper(day=day, to_do=TASKS if day.day == date(2027, 3, 16) else ())
        for day in days_from(date(2027, 3, 15), 7)
    ),
    doses=DOSES,
)
WEEK = WeekPacket(head=HEAD, weeks=(THIS_WEEK,), call=CALL)
LIST = ListPacket(
    head=HEAD,
    first=date(2027, 3, 1),
    last=date(2027, 5, 31),
    days=(
        *(day for day in MARCH.days if day.appointments and day.day < date(2027, 3, 20)),
        a_day(date(2027, 4, 12), appointments=(INFUSION, CLINIC)),
    ),
    call=CALL,
)
