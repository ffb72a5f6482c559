"""The papers about medicines say what Today says for the same day, whatever the plan."""

import tempfile
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from caregiver import sample
from caregiver.app import Caregiver
from caregiver.clock import FixedClock
from caregiver.domain.doses import DoseStatus
from caregiver.domain.medications import MedicationSort, Place
from caregiver.domain.therapy import Pause
from caregiver.errors import BadInput, NotFound
from caregiver.formats import PlainFormats
from caregiver.reports.list_packets import MedicineGroup
from caregiver.reports.medication_packets import ChangeKind, GridMark
from caregiver.services.medicine_papers import MedicinePapers
from caregiver.services.report_medicines import (
    STOPPED_SHOWN,
    listed_medicines,
    medicines_moment,
    safe,
    stopped_medicines,
)
from caregiver.services.schedule_words import amount_words, when_words
from tests import builders

NEW_YORK = ZoneInfo("America/New_York")
MONDAY = date(2027, 3, 15)
ONE_DAY = timedelta(days=1)
PLANNED = (MedicineGroup.EVERY_DAY, MedicineGroup.NOT_EVERY_DAY, MedicineGroup.REMEDIES)


@contextmanager
def opened(folder: Path, *, family: bool = False, on: date = MONDAY) -> Iterator[Caregiver]:
    clock = FixedClock(datetime(on.year, on.month, on.day, 8, 10, tzinfo=NEW_YORK), NEW_YORK)
    with Caregiver.create(folder / "papers.care", clock=clock, by="Anna") as app:
        if family:
            sample.fill(app.file, clock)
        yield app


@pytest.fixture
def family(tmp_path: Path) -> Iterator[Caregiver]:
    """The example family on Monday morning."""
    with opened(tmp_path, family=True) as app:
        yield app


@pytest.fixture
def empty(tmp_path: Path) -> Iterator[Caregiver]:
    """A new file on Monday morning."""
    with opened(tmp_path) as app:
        yield app


def papers_of(app):
    return MedicinePapers(app.file, app.clock, PlainFormats())


def save(app, *records):
    with app.file.change("start") as work:
        for one in records:
            work.save(one)


def plan_of_two_phases(app, *pauses, has_second=True, **regimen_changes):
    """Every week in cycles 1 and 2 of 28 days from January 4, every two weeks from cycle 3 on."""
    line = builders.a_line()
    regimen = builders.a_regimen(line, started_on=date(2027, 1, 4), **regimen_changes)
    cycle = builders.a_regimen_cycle(regimen, first_on=date(2027, 1, 4))
    for pause in pauses:
        cycle = cycle.with_pause(pause)
    medicine = builders.a_medication(name="Daratumumab", started_on=date(2027, 1, 4))
    first = {"regimen_id": regimen.id, "first_on": date(2027, 1, 4)}
    phases = [builders.a_schedule(medicine, cycle_days=(1, 8, 15, 22), cycles_to=2, **first)]
    if has_second:
        later = builders.a_schedule(medicine, cycle_days=(1, 15), cycles_from=3, **first)
        phases.insert(0, later)
    save(app, line, regimen, cycle, medicine, *phases)


def moment_of(app):
    with app.file.read() as reader:
        return medicines_moment(reader, app.clock, app.clock.today() - timedelta(days=28))


def listed(app):
    return listed_medicines(moment_of(app), PlainFormats())


def in_groups(lines):
    """Return the names of the planned medicines, group by group as the list prints them."""
    planned = [one for one in lines if one.group in PLANNED]
    planned.sort(key=lambda one: PLANNED.index(one.group))
    return list(dict.fromkeys(one.name for one in planned))


def due_today(app, day):
    """Return what Today shows as planned at home: medicine, amount and time, each as often.

    A record without a plan is no plan; on a held day a record does not undo the hold.
    """
    page = app.today.page(day)
    planned = [one for one in (*page.due_now, *page.later)
               if one.is_planned and one.schedule and one.hold is None]  # fmt: skip
    return Counter(
        (one.medication.name, safe(one.schedule.amount_text()), one.time) for one in planned
    )


def held_today(app, day):
    page = app.today.page(day)
    held = [one for one in (*page.held, *page.due_now, *page.later) if one.hold and one.schedule]
    return {one.medication.name for one in held if one.medication.place is Place.HOME}


def on_fridge(packet, day):
    return Counter(
        (row.name, dose.amount, dose.at)
        for row in packet.rows
        if day in row.dates and not row.is_held
        for dose in row.doses
    )


def assert_fridge_is_today(app, packet):
    days = [packet.first + ONE_DAY * n for n in range((packet.last - packet.first).days + 1)]
    for day in days:
        assert on_fridge(packet, day) == due_today(app, day), day
        held = {row.name for row in packet.rows if row.is_held and day in row.dates}
        assert held == held_today(app, day), day


def assert_grid_is_today(app, packet):
    for week in packet.weeks:
        for place, shown in enumerate(week.days):
            page = app.today.page(shown.day)
            planned = [one for one in (*page.due_now, *page.later) if one.is_planned]
            home = [row for row in week.rows if row.group is not MedicineGroup.AT_HOSPITAL]
            boxes = Counter(
                (row.name, row.dose, dose.at)
                for row in home
                for dose in row.days[place]
                if dose.mark not in (GridMark.HELD, GridMark.AT_HOSPITAL)
            )
            expected = Counter(
                (one.medication.name, amount_words(one.medication, one.schedule), one.time)
                for one in planned
                if one.dose is None or one.dose.status is not DoseStatus.HELD
                if one.medication.place is Place.HOME
            )
            assert boxes == expected, shown.day
            due = sum(dose.mark is GridMark.DUE for row in home for dose in row.days[place])
            assert due == sum(
                one.dose is None for one in planned if one.medication.place is Place.HOME
            )
            given = {row.name for row in week.rows if row not in home and row.days[place]}
            assert given >= {one.name for one in page.given_today}, shown.day


def assert_list_is_today(app):
    """The list holds every dose of Today with its amount and times, and no other every day."""
    moment, formats = moment_of(app), PlainFormats()
    lines = [one for one in listed(app) if one.begins is None]
    page = app.today.page(app.clock.today())
    entries = (*page.due_now, *page.later, *page.held)
    at_home = [one for one in entries if one.medication.place is Place.HOME]
    planned = [one for one in at_home if one.is_planned and one.schedule]
    shown = {(one.name, one.how_much, one.when) for one in lines}
    for one in planned:
        when = when_words(one.schedule, formats, None, moment.names)
        assert (one.medication.name, safe(one.schedule.amount_text()), when) in shown
    due = {one.medication.name for one in planned}
    every_day = {one.name for one in lines if one.group is MedicineGroup.EVERY_DAY
                 and not one.is_further}  # fmt: skip
    timed = {entry.medication.name for entry in moment.entries
             if any(one.times and not one.is_rare for one in entry.schedules)}  # fmt: skip
    assert every_day & timed <= due
    needed = {one.name for one in lines if one.at_most or "when needed" in one.when}
    assert needed >= {one.medication.name for one in page.when_needed}


def assert_card_is_today(app, packet):
    regimen = app.regimens.current(packet.on)[0]
    mine = {one.medication.name for one in app.regimens.card(regimen.id, packet.on).rows}
    for strip in packet.strip:
        page = app.today.page(strip.day)
        entries = (*page.due_now, *page.later, *page.held, *page.at_hospital)
        expected = {
            (one.medication.name, amount_words(one.medication, one.schedule))
            for one in entries
            if one.is_planned and one.medication.name in mine
        }
        shown = {(row.name, row.dose) for row in packet.rows if strip.day in row.dates}
        assert shown == expected, strip.day
        where = app.regimens.card(regimen.id, strip.day).where
        if where is not None:
            assert strip.number == (None if where.is_paused else where.day)


class TestTheFamilyOfTheExample:
    """All papers of one day against Today of that day."""

    def test_the_fridge_list_is_what_today_shows(self, family):
        packet = papers_of(family).fridge()
        assert (packet.first, packet.last) == (MONDAY, date(2027, 3, 28))
        assert_fridge_is_today(family, packet)

    @pytest.mark.parametrize("first", [date(2027, 3, 6), MONDAY, date(2027, 3, 23)])
    def test_the_week_grid_is_what_today_shows(self, family, first):
        packet = papers_of(family).week_grid(first, first + timedelta(days=13))
        assert len(packet.weeks) == 2
        assert_grid_is_today(family, packet)

    def test_the_list_is_what_today_shows(self, family):
        assert_list_is_today(family)

    @pytest.mark.parametrize("on", [date(2027, 2, 20), MONDAY, date(2027, 4, 2)])
    def test_the_card_is_what_today_shows(self, family, on):
        packet = papers_of(family).regimen(on)
        assert packet.strip[0].day <= on <= packet.strip[-1].day
        assert_card_is_today(family, packet)

    def test_all_papers_keep_one_order(self, family):
        order = in_groups(listed(family))
        fridge = list(dict.fromkeys(row.name for row in papers_of(family).fridge().rows))
        week = papers_of(family).week_grid().weeks[0]
        grid = list(dict.fromkeys(row.name for row in week.rows if row.group in PLANNED))
        assert fridge == order
        assert grid == order

    def test_medicines_when_needed_are_those_of_today(self, family):
        needed = {one.medication.name for one in family.today.page().when_needed}
        assert needed
        assert {row.name for row in papers_of(family).fridge().needed} == needed
        assert {row.name for row in papers_of(family).week_grid().weeks[0].needed} == needed

    def test_nothing_of_the_hospital_is_on_the_fridge(self, family):
        at_hospital = {
            one.medication.name for one in family.medications.entries()
            if one.medication.place is Place.HOSPITAL
        }  # fmt: skip
        packet = papers_of(family).fridge()
        said = " ".join([*(row.name for row in packet.rows), *(row.name for row in packet.untimed)])
        assert at_hospital
        assert not any(name in said for name in at_hospital)

    def test_the_hospital_number_stays_off_the_fridge(self, family):
        assert family.people.patient().hospital_number
        assert papers_of(family).fridge().head.hospital_number == ""


amounts = st.sampled_from([Decimal("0.5"), Decimal(1), Decimal(2)])
times = st.lists(
    st.sampled_from([time(0, 30), time(7), time(8), time(12), time(17, 45), time(22)]),
    max_size=3,
    unique=True,
).map(sorted).map(tuple)  # fmt: skip
patterns = st.sampled_from(
    [
        {},
        {"weekdays": (0, 3)},
        {"every_days": 2},
        {"every_days": 3},
        {"month_days": (1, 15, 31)},
        {"in_plan": True, "cycle_days": (1, 8, 15, 22)},
        {"in_plan": True, "cycle_days": tuple(range(1, 22)), "cycles_from": 2},
        {"in_plan": True, "cycle_days": (1,), "cycles_to": 3},
        {"last_on": MONDAY + timedelta(days=4)},
        {"first_on": MONDAY + timedelta(days=5)},
    ]
)
medicines = st.fixed_dictionaries(
    {
        "amount": amounts,
        "times": times,
        "pattern": patterns,
        "place": st.sampled_from([Place.HOME, Place.HOME, Place.HOME, Place.HOSPITAL]),
        "sort": st.sampled_from([MedicationSort.PRESCRIPTION, MedicationSort.SUPPLEMENT]),
        "treats_myeloma": st.booleans(),
        "needed": st.booleans(),
        "step": st.booleans(),
        "linked": st.booleans(),
        "hold": st.sampled_from([None, None, (0, None), (2, 4), (-3, 0)]),
        "stopped": st.sampled_from([None, None, None, 3, -5]),
        "taken": st.sampled_from([None, DoseStatus.TAKEN, DoseStatus.SKIPPED, DoseStatus.HELD]),
    }
)


def tell(app, plans, pause):
    """Save a treatment with its cycles, and a medicine for each plan."""
    line = builders.a_line()
    regimen = builders.a_regimen(line, lab_days=(1, 15))
    cycle = builders.a_regimen_cycle(regimen, number=3, first_on=date(2027, 3, 1))
    if pause is not None:
        cycle = cycle.with_pause(Pause(MONDAY + ONE_DAY, pause or None, "low counts", "Dr. Okafor"))
    save(app, line, regimen, cycle)
    before = None
    for number, plan in enumerate(plans):
        medicine = builders.a_medication(
            name=f"Medicine {number}",
            place=plan["place"],
            sort=plan["sort"],
            treats_myeloma=plan["treats_myeloma"],
            stopped_on=MONDAY + ONE_DAY * plan["stopped"] if plan["stopped"] is not None else None,
        )
        schedules = schedules_of(medicine, plan, regimen, before)
        save(app, medicine, *ended(schedules, medicine.stopped_on))
        if plan["hold"]:
            first, last = plan["hold"]
            ends = MONDAY + ONE_DAY * last if last is not None else None
            save(app, builders.a_hold(medicine, first_on=MONDAY + ONE_DAY * first, last_on=ends))
        if plan["taken"] and plan["times"]:
            at = plan["times"][0]
            save(app, builders.a_dose(medicine, status=plan["taken"], due_time=at))
        before = medicine


def ended(schedules, stopped_on):
    """Return the schedules as they are after a stop: all end the day before."""
    if stopped_on is None:
        return schedules
    last = stopped_on - ONE_DAY
    begun = [one for one in schedules if one.first_on <= last]
    return [replace(one, last_on=min(one.last_on or last, last)) for one in begun]


def schedules_of(medicine, plan, regimen, before):
    pattern = dict(plan["pattern"])
    if pattern.pop("in_plan", False):
        pattern["regimen_id"] = regimen.id
    first = builders.a_schedule(medicine, amount=plan["amount"], times=plan["times"], **pattern)
    if plan["linked"] and before is not None:
        linked = {"after_medication_id": before.id, "after_minutes": 90, "times": ()}
        first = replace(first, **linked)
    found = [first]
    if plan["step"] and first.last_on is not None:
        found.append(
            replace(
                first, id=builders.a_schedule(medicine).id, amount=plan["amount"] + 1,
                first_on=first.last_on + ONE_DAY, last_on=None,
            )
        )  # fmt: skip
    if plan["needed"]:
        found.append(builders.a_schedule(medicine, times=(), as_needed=True, most_per_day=4))
    return found


@settings(
    max_examples=25,
    phases=(Phase.generate,),
    deadline=None,
    suppress_health_check=list(HealthCheck),
)
@given(st.lists(medicines, max_size=5), st.sampled_from([None, None, 7, 0]))
def test_whatever_the_plan_all_papers_say_what_today_says(plans, pause):
    with tempfile.TemporaryDirectory() as folder, opened(Path(folder)) as app:
        tell(app, plans, pause)
        papers = papers_of(app)
        assert_fridge_is_today(app, papers.fridge())
        assert_grid_is_today(app, papers.week_grid())
        assert_list_is_today(app)
        assert_card_is_today_or_more(app, papers.regimen())
        fridge = [row.name for row in papers.fridge().rows]
        order = in_groups(listed(app))
        shown = list(dict.fromkeys(name for name in fridge if name in order))
        assert shown == [name for name in order if name in fridge]


def assert_card_is_today_or_more(app, packet):
    """Against Today, where the medicines of the plan are those tied to it or to the myeloma."""
    regimen = app.regimens.current(packet.on)[0]
    for strip in packet.strip:
        page = app.today.page(strip.day)
        entries = (*page.due_now, *page.later, *page.held, *page.at_hospital)
        expected = {
            (one.medication.name, amount_words(one.medication, one.schedule))
            for one in entries
            if one.is_planned and one.schedule
            and (one.schedule.regimen_id == regimen.id or one.medication.treats_myeloma)
        }  # fmt: skip
        shown = {(row.name, row.dose) for row in packet.rows if strip.day in row.dates}
        assert shown == expected, strip.day


class TestFridge:
    """What hangs on the door."""

    def test_a_dose_for_no_time_of_the_day_is_there(self, empty):
        medicine = builders.a_medication(name="Denosumab")
        save(empty, medicine, builders.a_schedule(medicine, times=(), weekdays=(2,)))
        rows = papers_of(empty).fridge().rows
        assert [(row.name, [dose.at for dose in row.doses]) for row in rows] == [
            ("Denosumab", [None])
        ]

    def test_a_medicine_without_any_time_is_said_below(self, empty):
        medicine = builders.a_medication(name="Lactulose", strength="")
        save(empty, medicine, builders.a_schedule(medicine, times=(), amount=None, unit="",
                                                  dose_text="as told"))  # fmt: skip
        packet = papers_of(empty).fridge()
        assert packet.rows == ()
        assert [(row.name, row.dose) for row in packet.untimed] == [("Lactulose", "as told")]

    def test_a_step_that_begins_within_the_sheet_has_its_own_dates(self, empty):
        medicine = builders.a_medication(name="Prednisone")
        last = MONDAY + timedelta(days=2)
        save(
            empty,
            medicine,
            builders.a_schedule(medicine, amount=Decimal(2), times=(time(8),), last_on=last),
            builders.a_schedule(medicine, times=(time(8),), first_on=last + ONE_DAY),
        )
        rows = papers_of(empty).fridge().rows
        assert [(row.dates[0], row.doses[0].amount) for row in rows] == [
            (MONDAY, "2\u00a0tablets"),
            (last + ONE_DAY, "1\u00a0tablet"),
        ]

    def test_a_held_medicine_says_so_instead_of_its_doses(self, empty):
        medicine = builders.a_medication()
        hold = builders.a_hold(medicine, first_on=date(2027, 3, 12))
        save(empty, medicine, builders.a_schedule(medicine), hold)
        (row,) = papers_of(empty).fridge().rows
        assert (row.is_held, row.held_since, row.doses) == (True, date(2027, 3, 12), ())


class TestWeekGrid:
    """Boxes to tick."""

    def test_a_dose_when_needed_is_written_into_its_day(self, empty):
        medicine = builders.a_medication(name="Ondansetron")
        schedule = builders.a_schedule(medicine, times=(), as_needed=True)
        dose = builders.a_dose(medicine, due_time=None, schedule_id=schedule.id)
        save(empty, medicine, schedule, dose)
        (row,) = papers_of(empty).week_grid().weeks[0].needed
        assert row.notes == ("8:04\u00a0AM", "", "", "", "", "", "")

    def test_days_that_run_backward_are_refused(self, empty):
        with pytest.raises(BadInput):
            papers_of(empty).week_grid(MONDAY, MONDAY - ONE_DAY)

    def test_more_than_eight_weeks_are_refused(self, empty):
        with pytest.raises(BadInput):
            papers_of(empty).week_grid(MONDAY, MONDAY + timedelta(days=60))


class TestChanges:
    """What changed, the newest first."""

    def test_each_kind_of_change_has_its_day_reason_and_who_said_so(self, empty):
        medicine = builders.a_medication(
            told_by="Dr. Okafor", stopped_on=date(2027, 3, 10), stop_reason="Rash",
            stop_told_by="Nurse Lee",
        )  # fmt: skip
        eve = date(2027, 1, 31)
        save(
            empty,
            medicine,
            builders.a_schedule(medicine, last_on=eve),
            builders.a_schedule(medicine, amount=Decimal(2), first_on=eve + ONE_DAY,
                                last_on=date(2027, 3, 9), change_reason="Shingles",
                                told_by="Dr. Adams"),
            builders.a_hold(medicine, first_on=date(2027, 2, 10), last_on=date(2027, 2, 12),
                            reason="Kidneys", told_by="Dr. Adams"),
        )  # fmt: skip
        found = papers_of(empty).changes().changes
        assert [(row.day, row.kind, row.reason, row.told_by) for row in found] == [
            (date(2027, 3, 10), ChangeKind.STOPPED, "rash", "Nurse Lee"),
            (date(2027, 2, 13), ChangeKind.GOES_ON, "", ""),
            (date(2027, 2, 10), ChangeKind.HELD, "kidneys", "Dr. Adams"),
            (date(2027, 2, 1), ChangeKind.CHANGED, "shingles", "Dr. Adams"),
            (date(2027, 1, 4), ChangeKind.STARTED, "", "Dr. Okafor"),
        ]
        changed = found[3]
        assert changed.before == "400\u00a0mg, 1\u00a0tablet, morning and evening"
        assert changed.after == "400\u00a0mg, 2\u00a0tablets, morning and evening"

    def test_a_pattern_that_begins_with_a_cycle_stands_on_its_first_day(self, empty):
        plan_of_two_phases(empty)
        found = papers_of(empty).changes().changes
        assert [(row.day, row.kind) for row in found] == [
            (date(2027, 3, 1), ChangeKind.PLANNED),
            (date(2027, 1, 4), ChangeKind.STARTED),
        ]
        planned, started = found
        assert planned.reason == "cycle 3 begins, DPd"
        assert "days 1, 8, 15, 22 of 28, in cycles 1 to 2" in planned.before
        assert "days 1, 15 of 28, from cycle 3 on" in planned.after
        assert started.after == planned.before

    def test_a_pattern_that_begins_later_is_told_only_then(self, empty):
        plan_of_two_phases(empty)
        last = date(2027, 2, 28)
        assert [row.kind for row in papers_of(empty).changes(last=last).changes] == [
            ChangeKind.STARTED
        ]
        first = date(2027, 2, 1)
        assert [row.kind for row in papers_of(empty).changes(first).changes] == [ChangeKind.PLANNED]

    def test_a_delay_moves_the_day_of_a_planned_pattern(self, empty):
        plan_of_two_phases(empty, Pause(date(2027, 1, 20), 7, "low counts", ""))
        assert papers_of(empty).changes().changes[0].day == date(2027, 3, 8)

    def test_a_pattern_that_ends_with_a_cycle_says_that_none_follows(self, empty):
        plan_of_two_phases(empty, has_second=False)
        planned = papers_of(empty).changes().changes[0]
        assert (planned.day, planned.kind) == (date(2027, 3, 1), ChangeKind.PLANNED)
        assert planned.after == "none planned from here on"

    def test_a_stopped_plan_changes_nothing_any_more(self, empty):
        plan_of_two_phases(empty, stopped_on=date(2027, 2, 20))
        assert [row.kind for row in papers_of(empty).changes().changes] == [ChangeKind.STARTED]

    def test_only_the_days_asked_for(self, family):
        first, last = date(2027, 3, 1), date(2027, 3, 9)
        found = papers_of(family).changes(first, last).changes
        assert [row.name for row in found] == [
            "Acetaminophen", "Gabapentin", "Apixaban", "Daratumumab",
        ]  # fmt: skip

    def test_only_the_medicine_asked_for(self, family):
        medicine = next(one.medication for one in family.medications.entries()
                        if one.medication.name == "Dexamethasone")  # fmt: skip
        packet = papers_of(family).changes(medication_id=medicine.id)
        assert packet.medicine == "Dexamethasone"
        assert {row.name for row in packet.changes} == {"Dexamethasone"}

    def test_a_medicine_that_is_not_there_is_said(self, family):
        with pytest.raises(NotFound):
            papers_of(family).changes(medication_id="019f0000-0000-7000-8000-000000000000")


class TestCard:
    """One cycle of a plan."""

    def test_a_delay_keeps_its_reason_and_moves_the_days(self, empty):
        tell(empty, [], 7)
        packet = papers_of(empty).regimen()
        (delay,) = packet.delays
        assert (delay.days, delay.reason, delay.told_by) == (7, "low counts", "Dr. Okafor")
        numbers = {one.day: one.number for one in packet.strip}
        assert numbers[MONDAY] == 15
        assert numbers[MONDAY + ONE_DAY] is None
        assert numbers[MONDAY + 8 * ONE_DAY] == 16
        assert len(packet.strip) == 35

    def test_a_pause_without_an_end_shows_no_date_behind_it(self, empty):
        tell(empty, [], 0)
        packet = papers_of(empty).regimen(MONDAY + ONE_DAY)
        assert packet.strip[-1].day == MONDAY + ONE_DAY
        assert packet.cycle.last is None
        assert packet.next_cycle is None

    def test_days_around_an_infusion_count_from_zero(self, empty):
        line = builders.a_line(name="CAR-T")
        regimen = builders.a_regimen(line, name="CAR-T", first_day=-5, lengths=(36,), last_cycle=1)
        save(empty, line, regimen, builders.a_regimen_cycle(regimen, first_on=date(2027, 3, 10)))
        packet = papers_of(empty).regimen()
        assert packet.counts_from_zero
        assert [one.number for one in packet.strip][:7] == [-5, -4, -3, -2, -1, 0, 1]

    def test_a_step_up_block_is_named(self, empty):
        line = builders.a_line(name="Teclistamab")
        regimen = builders.a_regimen(line, first_is_block=True, length_from=(1, 2),
                                     lengths=(13, 28), name="Teclistamab")  # fmt: skip
        save(empty, line, regimen, builders.a_regimen_cycle(regimen, first_on=date(2027, 3, 10)))
        packet = papers_of(empty).regimen()
        assert packet.cycle.is_block
        assert (packet.next_cycle.number, packet.next_cycle.days) == (2, 28)

    def test_cycles_noted_by_hand_have_a_card_too(self, empty):
        line = builders.a_line()
        medicine = builders.a_medication(name="Pomalidomide", treats_myeloma=True)
        schedule = builders.a_schedule(medicine, times=(time(21),), cycle_days=(1, 2, 3))
        save(empty, line, builders.a_cycle(line), medicine, schedule)
        packet = papers_of(empty).regimen()
        assert (packet.name, packet.cycle.number) == ("DPd", 3)
        assert packet.rows[0].dates == tuple(date(2027, 3, day) for day in (1, 2, 3))

    def test_without_any_cycle_it_says_so(self, empty):
        packet = papers_of(empty).regimen()
        assert packet.cycle is None
        assert empty.reports.regimen_card().pages == 1

    def test_a_plan_that_is_not_there_is_said(self, empty):
        with pytest.raises(NotFound):
            papers_of(empty).regimen(regimen_id="019f0000-0000-7000-8000-000000000000")

    def test_a_plan_from_a_template_names_its_sources(self, family):
        packet = papers_of(family).regimen()
        assert packet.sources
        assert not packet.is_unchecked


class TestList:
    """What is new on the medicine list."""

    def test_a_hold_says_since_when_until_when_and_why(self, empty):
        medicine = builders.a_medication()
        hold = builders.a_hold(medicine, first_on=date(2027, 3, 12), last_on=date(2027, 3, 20),
                               reason="Low counts", told_by="Dr. Okafor")  # fmt: skip
        save(empty, medicine, builders.a_schedule(medicine), hold)
        (line,) = listed(empty)
        assert (line.changed_on, line.held_until) == (hold.first_on, hold.last_on)
        assert (line.held_reason, line.held_told_by) == ("Low counts", "Dr. Okafor")

    def test_steps_to_come_have_their_own_lines(self, empty):
        medicine = builders.a_medication(name="Prednisone", instructions="With food.")
        last = MONDAY + timedelta(days=2)
        save(
            empty,
            medicine,
            builders.a_schedule(medicine, amount=Decimal(2), times=(time(8),), last_on=last),
            builders.a_schedule(medicine, times=(time(8),), first_on=last + ONE_DAY),
        )
        now, coming = listed(empty)
        assert (now.how_much, now.begins) == ("2\u00a0tablets", None)
        assert (coming.how_much, coming.begins) == ("1\u00a0tablet", last + ONE_DAY)
        assert (now.instructions, coming.instructions) == ("With food", "")

    def test_what_was_typed_unsafely_is_printed_safely(self, empty):
        medicine = builders.a_medication(
            strength="5.0 mg", instructions="QD, .5 mg", missed_dose="take 10.0 mg",
            missed_dose_source="leaflet",
        )  # fmt: skip
        save(empty, medicine, builders.a_schedule(medicine, amount=None, unit="",
                                                  dose_text="5.0 mg"))  # fmt: skip
        (line,) = listed(empty)
        said = f"{line.strength} {line.how_much} {line.instructions} {line.missed_dose}"
        assert "5.0" not in said
        assert "10.0" not in said
        assert "QD" not in said
        assert "0.5\u00a0mg" in said

    def test_stopped_ones_stay_for_three_months(self, family):
        with family.file.read() as reader:
            moment = medicines_moment(reader, family.clock, MONDAY)
        stopped = stopped_medicines(moment, MONDAY - STOPPED_SHOWN)
        assert "Gabapentin" in [one.name for one in stopped]
