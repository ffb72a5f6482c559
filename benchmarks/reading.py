"""P3 and P5: screens against the same statements run by the bare driver, and searching."""

from collections.abc import Callable
from contextlib import closing
from datetime import date, timedelta

from sqlcipher3 import dbapi2 as driver

from benchmarks import data_sets
from benchmarks.figures import Figure, medians_ms
from caregiver.app import Caregiver
from caregiver.storage.search_index import match_expression

Reading = Callable[[Caregiver], object]
MONTH = (date(2027, 2, 1), date(2027, 2, 28))
DENSE_MONTH = (date(2016, 2, 1), date(2016, 2, 29))
GRID = (date(2027, 2, 28), date(2027, 4, 3))


def month_of_doses(app: Caregiver) -> object:
    """Read a month's doses and appointments."""
    return app.calendar.entries(*MONTH)


def dense_month_of_doses(app: Caregiver) -> object:
    """Read a month of ten years ago, with five times as many doses a day."""
    return app.calendar.entries(*DENSE_MONTH)


def month_grid(app: Caregiver) -> object:
    """Read what the month grid shows."""
    return app.calendar.month(*GRID)


def agenda(app: Caregiver) -> object:
    """Read the doses and appointments of today."""
    return app.doses.on(), app.appointments.occurrences(data_sets.TODAY, data_sets.TODAY)


def list_of_days(app: Caregiver) -> object:
    """Read the 30 days the list of the calendar shows."""
    return app.calendar.month(data_sets.TODAY, data_sets.TODAY + timedelta(days=29))


def week(app: Caregiver) -> object:
    """Read a week of the calendar with its doses."""
    return app.calendar.month(GRID[0], GRID[0] + timedelta(days=6), with_doses=True)


def today_page(app: Caregiver) -> object:
    """Read everything Today shows."""
    return app.today.page()


def statements_of(app: Caregiver, reading: Reading) -> list[str]:
    """Return the statements, with their values, that a reading sends to the database."""
    found: list[str] = []
    with app.file.read() as reader:  # the one connection that is kept
        raw = reader.connection.connection.driver_connection
    assert raw is not None
    raw.set_trace_callback(found.append)
    reading(app)
    raw.set_trace_callback(None)
    return [one for one in found if one.startswith(("SELECT", "WITH"))]


def replay(raw: driver.Connection, statements: list[str]) -> Callable[[], None]:
    """Return an act that reads the same rows through the bare driver."""

    def act() -> None:
        for statement in statements:
            raw.execute(statement).fetchall()

    return act


def measure() -> list[Figure]:
    """Measure reading on one year and on twenty."""
    clock = data_sets.clock()
    heavy_path = data_sets.care_file_of(data_sets.HEAVY)
    with (
        Caregiver.open(heavy_path, clock) as heavy,
        Caregiver.open(data_sets.care_file_of(data_sets.YEAR), clock) as year,
        closing(driver.connect(str(heavy_path), isolation_level=None)) as raw,
    ):
        return [
            *_screens(heavy, year, raw),
            *_searches(heavy, raw),
        ]


def _screens(heavy: Caregiver, year: Caregiver, raw: driver.Connection) -> list[Figure]:
    named: list[tuple[str, Reading, float]] = [
        ("month: doses and appointments", month_of_doses, 1.6),
        ("month: the grid", month_grid, 1.6),
        ("calendar: a week", week, 1.6),
        ("calendar: 30 days as a list", list_of_days, 3),
        ("today's agenda", agenda, 3),
        ("the whole Today page", today_page, 3),
    ]
    figures = []
    for name, reading, goal in named:
        floor, ours, of_a_year = medians_ms(
            replay(raw, statements_of(heavy, reading)),
            lambda reading=reading: reading(heavy),
            lambda reading=reading: reading(year),
        )
        figures.append(Figure(id="P3", what=name, unit="ms", floor=floor, ours=ours, goal=goal))
        figures.append(
            Figure(
                id="P3", what=f"{name}, 20 years / 1 year", unit="ms", floor=of_a_year,
                ours=ours, goal=1.2,
            )
        )  # fmt: skip
    floor, ours = medians_ms(
        replay(raw, statements_of(heavy, dense_month_of_doses)),
        lambda: dense_month_of_doses(heavy),
        runs=7,
    )
    what = "month: 2,000 doses, ten years ago"
    return [*figures, Figure(id="P3", what=what, unit="ms", floor=floor, ours=ours, goal=1.6)]


def _searches(heavy: Caregiver, raw: driver.Connection) -> list[Figure]:
    figures = []
    for name, words in (("common", "evening"), ("rare", "ondansetron"), ("two", "nurse stairs")):
        values = (match_expression(words),)
        floor, ours = medians_ms(
            lambda values=values: raw.execute(
                "SELECT rowid FROM search_text WHERE search_text MATCH ? "
                "ORDER BY rowid DESC LIMIT 50",
                values,
            ).fetchall(),
            lambda words=words: heavy.search.find(words),
        )
        figures.append(
            Figure(
                id="P5", what=f"search 60,000 notes, {name} word", unit="ms", floor=floor,
                ours=ours, goal=20, goal_is_ratio=False,
            )
        )  # fmt: skip
    return figures
