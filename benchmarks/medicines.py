"""P6: the doses of a month, against bare day arithmetic that yields the same instants.

Fifteen medicines, four times a day each, in every pattern there is: every day, weekdays, every n
days, days of the month, days of the cycle by phases, steps of a taper, linked to another one.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from decimal import Decimal

from benchmarks import data_sets
from benchmarks.figures import Figure, medians_ms
from caregiver.app import Caregiver
from caregiver.catalogue import drug_names
from caregiver.domain.cycles import treatment_cycles
from caregiver.domain.dose_plan import DosePlan
from caregiver.domain.medications import Medication, Schedule
from caregiver.domain.regimens import Regimen
from caregiver.domain.therapy import Cycle

ZONE = data_sets.ZONE
BEGUN = date(2007, 1, 1)
TIMES = (time(8), time(12), time(18), time(22))
A_YEAR_IN = (date(2008, 2, 1), date(2008, 2, 29))
TWENTY_YEARS_IN = (date(2027, 3, 1), date(2027, 3, 31))
Window = tuple[date, date]
Holds = Callable[[date], bool]


@dataclass(frozen=True, slots=True)
class Taken:
    """One medicine: its schedule, and the same days as a sum anyone would write down."""

    medication: Medication
    schedule: Schedule
    is_day: Holds


def medicines(regimen: Regimen) -> list[Taken]:
    """Return fifteen medicines with their patterns."""
    found = [_medicine(number, {}, lambda _: True) for number in range(5)]
    found += [
        _medicine(5, {"weekdays": (0, 2, 4)}, lambda day: day.weekday() in (0, 2, 4)),
        _medicine(6, {"weekdays": (0,)}, lambda day: day.weekday() == 0),
        _medicine(7, {"every_days": 2}, lambda day: (day - BEGUN).days % 2 == 0),
        _medicine(8, {"every_days": 3}, lambda day: (day - BEGUN).days % 3 == 0),
        _medicine(9, {"month_days": (1, 15)}, lambda day: day.day in (1, 15)),
    ]
    for number, days in ((10, range(1, 22)), (11, (1, 8, 15, 22)), (12, range(1, 15))):
        changes = {"cycle_days": tuple(days), "regimen_id": regimen.id, "cycles_from": 2}
        found.append(_medicine(number, changes, _in_cycle(frozenset(days))))
    found.append(_medicine(13, {"last_on": date(2027, 6, 1)}, lambda day: day <= date(2027, 6, 1)))
    followed = found[0].medication.id
    linked = {"times": (), "after_medication_id": followed, "after_minutes": 60}
    return [*found, _medicine(14, linked, lambda _: True)]


def bare(taken: list[Taken], window: Window) -> list[datetime]:
    """Return the instants of a month by day arithmetic alone."""
    first, last = window
    days = [first + timedelta(days=number) for number in range((last - first).days + 1)]
    found = []
    for one in taken:
        is_day = one.is_day
        times = one.schedule.times or tuple(_later(at) for at in TIMES)
        for day in days:
            if is_day(day):
                for at in times:
                    found.append(datetime.combine(day, at, tzinfo=ZONE).astimezone(UTC))
    return found


def planned(plan: DosePlan, window: Window) -> list[datetime | None]:
    """Return the instants of a month by the plan."""
    return [one.planned_at(ZONE) for one in plan.due(*window)]


def plan_of(taken: list[Taken], regimen: Regimen, window: Window) -> DosePlan:
    """Return the plan of a month, as it is read for that month: one noted cycle lies before it."""
    first, last = window
    number = (first - BEGUN).days // 28 + 1
    begins = BEGUN + timedelta(days=28 * (number - 1))
    noted = Cycle(regimen_id=regimen.id, therapy_line_id="line", number=number, first_on=begins)
    return DosePlan(
        {one.medication.id: one.medication for one in taken},
        [one.schedule for one in taken],
        treatment_cycles([regimen], [noted], first, last),
    )


def measure() -> list[Figure]:
    """Measure a month a year in and one twenty years in, each with the plan made anew."""
    regimen = Regimen(name="Rd", therapy_line_id="line", started_on=BEGUN)
    taken = medicines(regimen)
    for window in (A_YEAR_IN, TWENTY_YEARS_IN):
        instants = planned(plan_of(taken, regimen, window), window)
        if sorted(filter(None, instants)) != sorted(bare(taken, window)):
            raise AssertionError("the two do not yield the same instants")

    def acts() -> Iterator[Callable[[], object]]:
        for window in (A_YEAR_IN, TWENTY_YEARS_IN):
            yield lambda window=window: bare(taken, window)
            yield lambda window=window: planned(plan_of(taken, regimen, window), window)

    early_floor, early, late_floor, late = medians_ms(*acts(), runs=41)
    days_early, days_late = (
        (last - first).days + 1 for first, last in (A_YEAR_IN, TWENTY_YEARS_IN)
    )
    what = "15 medicines × 4 times, a month"
    return [
        *_logged(),
        *_names(),
        Figure(id="P6", what=f"{what} 1 year in", unit="ms", floor=early_floor, ours=early, goal=2),
        Figure(id="P6", what=f"{what} 20 years in", unit="ms", floor=late_floor, ours=late, goal=2),
        Figure(
            id="P6", what=f"{what}, 20 years / 1 year, for each day", unit="ms",
            floor=early / days_early, ours=late / days_late, goal=1.1,
        ),
    ]  # fmt: skip


def _logged() -> list[Figure]:
    """Measure Today and a month of doses on 450,000 logged ones against 22,000."""
    clock = data_sets.clock()
    with (
        Caregiver.open(data_sets.care_file_of(data_sets.HEAVY), clock) as heavy,
        Caregiver.open(data_sets.care_file_of(data_sets.FIVE_YEARS), clock) as fewer,
    ):
        month = (date(2027, 2, 1), date(2027, 2, 28))
        figures = []
        for what, reading in (
            ("Today", lambda app: app.today.page()),
            ("month of doses", lambda app: app.doses.between(*month)),
        ):
            floor, ours = medians_ms(
                lambda reading=reading: reading(fewer), lambda reading=reading: reading(heavy)
            )
            what = f"{what}, 450,000 logged doses / 22,000"
            figures.append(Figure(id="P3", what=what, unit="ms", floor=floor, ours=ours, goal=1.2))
        return figures


def _names() -> list[Figure]:
    """Measure the slowest key press of a medicine's name, over the names of the catalogue."""
    names = drug_names()
    names.suggest("a")
    typed = ("lenaldiomide", "dexamethazone", "co-trimoxazole", "vitamin d3 1000", "zometta")
    slowest = 0.0
    for word in typed:
        for length in range(1, len(word) + 1):
            (took,) = medians_ms(lambda: names.suggest(word[:length]), runs=5, warm=1)  # noqa: B023
            slowest = max(slowest, took)
    what = "name suggestion, the slowest key of five words"
    return [Figure(id="P6", what=what, unit="ms", ours=slowest, goal=10, goal_is_ratio=False)]


def _medicine(number: int, changes: dict[str, object], is_day: Holds) -> Taken:
    medication = Medication(name=f"Medicine {number}", strength="10 mg", started_on=BEGUN)
    schedule = Schedule(
        **{
            "medication_id": medication.id, "amount": Decimal(1), "unit": "tablet",
            "times": TIMES, "first_on": BEGUN, **changes,
        }  # type: ignore[arg-type]  # the changes are typed where they are written
    )  # fmt: skip
    return Taken(medication, schedule, is_day)


def _in_cycle(days: frozenset[int]) -> Holds:
    return lambda day: (day - BEGUN).days % 28 + 1 in days


def _later(at: time) -> time:
    return (datetime.combine(BEGUN, at) + timedelta(minutes=60)).time()
