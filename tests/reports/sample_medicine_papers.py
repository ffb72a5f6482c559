"""The packets of the papers about medicines; the person and all values are invented."""

from dataclasses import replace
from datetime import date, time, timedelta

from caregiver.reports.list_packets import MedicineGroup
from caregiver.reports.medication_packets import (
    ChangeKind,
    ChangeRow,
    ChangesPacket,
    CycleOnPaper,
    CyclePlace,
    DelayOnPaper,
    FridgeDose,
    FridgePacket,
    FridgeRow,
    GridDay,
    GridDose,
    GridMark,
    GridRow,
    GridWeek,
    NeededRow,
    RegimenCardPacket,
    StripDay,
    StripRow,
    WeekGridPacket,
)
from caregiver.reports.packets import Allergies, ContactOnPaper
from tests.reports.sample_papers import HEAD

ONE_DAY = timedelta(days=1)
MONDAY = date(2027, 3, 15)
CALL = ContactOnPaper(name="Ward 12", phone="(555) 010-0199", hours="day and night")
PLACE = CyclePlace(cycle=3, day=15, days=28)
EVERY, SOME = MedicineGroup.EVERY_DAY, MedicineGroup.NOT_EVERY_DAY


def days(first, count, step=1):
    return tuple(first + ONE_DAY * number for number in range(0, count, step))


def doses(amount, *times):
    return tuple(FridgeDose(at=at, amount=amount) for at in times)


NEEDED = (
    NeededRow(
        name="acetaminophen",
        dose="500\u00a0mg, 1\u00a0tablet",
        used_for="Pain",
        limits="at most 6 a day, at least 4 hours apart",
    ),
    NeededRow(name="ondansetron", dose="4\u00a0mg", used_for="Nausea", is_held=True),
)
FRIDGE = FridgePacket(
    head=replace(HEAD, hospital_number=""),
    first=MONDAY,
    last=date(2027, 3, 28),
    place=PLACE,
    allergies=Allergies(text="penicillin (rash, 1998)"),
    rows=(
        FridgeRow(name="acyclovir", group=EVERY, dates=days(MONDAY, 14), strength="400\u00a0mg",
                  doses=doses("1\u00a0tablet", time(8), time(20)), note="Drink a glass of water"),
        FridgeRow(name="apixaban", group=EVERY, dates=days(MONDAY, 14), strength="2.5\u00a0mg",
                  is_held=True, held_since=date(2027, 3, 12)),
        FridgeRow(name="dexamethasone", group=SOME, dates=(MONDAY, MONDAY + 7 * ONE_DAY),
                  strength="20\u00a0mg", doses=doses("1\u00a0tablet", time(8)), note="With food"),
        FridgeRow(name="co-trimoxazole", group=SOME, strength="960\u00a0mg",
                  dates=tuple(day for day in days(MONDAY, 14) if day.weekday() in (0, 2, 4)),
                  doses=doses("1\u00a0tablet", time(12, 30))),
        FridgeRow(name="pomalidomide", group=SOME, dates=days(MONDAY, 7), strength="4\u00a0mg",
                  doses=doses("1\u00a0capsule", time(21, 30))),
        FridgeRow(name="prednisone", group=SOME, dates=days(MONDAY, 14, 2), strength="5\u00a0mg",
                  doses=(*doses("2\u00a0tablets", time(7), time(9)), FridgeDose(at=None,
                         amount="1\u00a0tablet"))),
        FridgeRow(name="vitamin D", group=MedicineGroup.REMEDIES, dates=days(MONDAY, 14),
                  doses=doses("800\u00a0units", time(12, 30))),
    ),
    needed=NEEDED,
    untimed=(NeededRow(name="lactulose", dose="as told"),),
    call=CALL,
)  # fmt: skip


def grid(*week):
    """Build seven days from (times, mark) or None for a day without a dose."""
    return tuple(
        tuple(GridDose(at=at, mark=day[1]) for at in day[0]) if day else () for day in week
    )


DUE, TAKEN, NOT, HELD = GridMark.DUE, GridMark.TAKEN, GridMark.NOT_TAKEN, GridMark.HELD
TWICE = (time(8), time(20))
WEEK = GridWeek(
    days=tuple(
        GridDay(day=day, place=replace(PLACE, day=15 + number))
        for number, day in enumerate(days(MONDAY, 7))
    ),
    rows=(
        GridRow(name="acyclovir", group=EVERY, dose="400\u00a0mg, 1\u00a0tablet",
                days=grid((TWICE, TAKEN), (TWICE, NOT), *[(TWICE, DUE)] * 5)),
        GridRow(name="apixaban", group=EVERY, dose="2.5\u00a0mg, 1\u00a0tablet",
                days=grid(*[(TWICE, HELD)] * 4, *[(TWICE, DUE)] * 3)),
        GridRow(name="eye drops", group=EVERY, dose="1\u00a0drop",
                days=grid(*[((time(7), time(9), time(22)), DUE)] * 7)),
        GridRow(name="denosumab", group=SOME, dose="120\u00a0mg",
                days=grid(None, ((None,), DUE), None, None, None, None, None)),
        GridRow(name="pomalidomide", group=SOME, dose="4\u00a0mg, 1\u00a0capsule",
                days=grid(*[((time(21, 30),), DUE)] * 7)),
        GridRow(name="daratumumab", group=MedicineGroup.AT_HOSPITAL, dose="1,800\u00a0mg",
                days=grid(((None,), GridMark.AT_HOSPITAL), *[None] * 6)),
    ),
    needed=(replace(NEEDED[0], notes=("8:04 AM, 2:10 PM", *[""] * 6)), NEEDED[1]),
)  # fmt: skip
WEEK_GRID = WeekGridPacket(head=HEAD, weeks=(WEEK,), call=CALL)
CHANGES = ChangesPacket(
    head=HEAD,
    first=date(2027, 1, 1),
    last=MONDAY,
    changes=(
        ChangeRow(day=date(2027, 3, 12), name="apixaban", kind=ChangeKind.HELD,
                  reason="before the dentist", told_by="Dr. Okafor"),
        ChangeRow(day=date(2027, 3, 9), name="acetaminophen", kind=ChangeKind.CHANGED,
                  before="500\u00a0mg, 1\u00a0tablet, at most 8 a day",
                  after="500\u00a0mg, 1\u00a0tablet, at most 6 a day", reason="liver",
                  told_by="Nurse Lee"),
        ChangeRow(day=date(2027, 3, 5), name="gabapentin", kind=ChangeKind.STOPPED,
                  before="100\u00a0mg, 1\u00a0capsule, night", reason="dizzy"),
        ChangeRow(day=date(2027, 2, 22), name="pomalidomide", kind=ChangeKind.GOES_ON),
        ChangeRow(day=date(2027, 1, 4), name="pomalidomide", kind=ChangeKind.STARTED,
                  after="4\u00a0mg, 1\u00a0capsule, days 1 to 21 of 28, night", reason="myeloma",
                  prescribed_by="Dr. Okafor"),
    ),
)  # fmt: skip
FIRST = date(2027, 3, 1)


def strip(first=FIRST, count=35, pause=(16, 7), labs=(1, 15)):
    """Build the days of a cycle with a pause: its first place and its length."""
    begin, length = pause
    found = []
    for place in range(count):
        number = place + 1 if place < begin else place + 1 - length
        shown = None if begin <= place < begin + length else number
        found.append(StripDay(day=first + ONE_DAY * place, number=shown, is_lab=shown in labs))
    return tuple(found)


CARD = RegimenCardPacket(
    head=HEAD,
    on=MONDAY,
    name="DPd",
    line="Third line",
    cycle=CycleOnPaper(number=3, first=FIRST, days=28, last=date(2027, 4, 4)),
    place=PLACE,
    strip=strip(),
    rows=(
        StripRow(name="daratumumab", dose="1,800\u00a0mg", is_at_hospital=True,
                 dates=(FIRST, date(2027, 3, 15))),
        StripRow(name="dexamethasone", dose="20\u00a0mg, 1\u00a0tablet", when="morning",
                 dates=(FIRST, date(2027, 3, 8), date(2027, 3, 15), date(2027, 3, 29)),
                 held=(date(2027, 3, 29),)),
        StripRow(name="pomalidomide", dose="4\u00a0mg, 1\u00a0capsule", when="night",
                 dates=(*days(FIRST, 16), *days(date(2027, 3, 24), 5))),
    ),
    delays=(DelayOnPaper(first=date(2027, 3, 17), days=7, reason="low neutrophils",
                         told_by="Dr. Okafor"),),
    next_cycle=CycleOnPaper(number=4, first=date(2027, 4, 5), days=28, last=date(2027, 5, 2)),
    confirmed_on=date(2027, 1, 3),
    told_by="Dr. Okafor",
    sources=("Daratumumab label, section 2 (Janssen)",),
    note="Ask about the dental check before cycle 4.",
)  # fmt: skip
