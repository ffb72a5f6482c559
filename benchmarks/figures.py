"""One measured figure: what was measured, its floor, the goal, and whether it is met."""

import gc
import statistics
import time
from collections.abc import Callable
from dataclasses import asdict, dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Figure:
    """One line of the table. `ours` and `floor` are in `unit`; lower is better.

    The goal is a largest ratio to the floor where there is one, else a largest value.
    """

    id: str
    what: str
    unit: str
    ours: float
    goal: float
    floor: float | None = None
    goal_is_ratio: bool = True

    @property
    def ratio(self) -> float | None:
        """Return how many times the floor it takes."""
        return self.ours / self.floor if self.floor else None

    @property
    def met(self) -> bool:
        """Say whether the goal is reached."""
        value = self.ratio if self.goal_is_ratio else self.ours
        return value is not None and value <= self.goal

    def as_row(self) -> tuple[str, ...]:
        """Return the cells of the table."""
        goal = f"≤ {self.goal:g} ×" if self.goal_is_ratio else f"≤ {self.goal:g} {self.unit}"
        return (
            self.id,
            self.what,
            "" if self.floor is None else f"{self.floor:.3g} {self.unit}",
            f"{self.ours:.3g} {self.unit}",
            "" if self.ratio is None else f"{self.ratio:.2f}",
            goal,
            "yes" if self.met else "no",
        )

    def as_json(self) -> dict[str, object]:
        """Return everything, for the file of figures."""
        return {**asdict(self), "ratio": self.ratio, "met": self.met}


def medians_ms(*acts: Callable[[], object], runs: int = 15, warm: int = 2) -> list[float]:
    """Return the median milliseconds of each act, run in turn so that noise falls on all alike."""
    for _ in range(warm):
        for act in acts:
            act()
    took: list[list[float]] = [[] for _ in acts]
    gc.collect()
    gc.disable()
    try:
        for _ in range(runs):
            for place, act in enumerate(acts):
                begun = time.perf_counter()
                act()
                took[place].append((time.perf_counter() - begun) * 1000)
    finally:
        gc.enable()
    return [statistics.median(one) for one in took]


HEAD = ("id", "what", "floor", "ours", "ratio", "goal", "met")


def table(figures: list[Figure]) -> str:
    """Return the figures as text in columns."""
    rows = [HEAD, *(one.as_row() for one in figures)]
    widths = [max(len(row[column]) for row in rows) for column in range(len(HEAD))]
    lines = []
    for row in rows:
        cells = [
            cell.ljust(width) if column in (0, 1, 5, 6) else cell.rjust(width)
            for column, (cell, width) in enumerate(zip(row, widths, strict=True))
        ]
        lines.append("  ".join(cells).rstrip())
    lines.insert(1, "  ".join("-" * width for width in widths))
    return "\n".join(lines)
