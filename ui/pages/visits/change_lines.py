"""The drafted lines of what changed, in words."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from PySide6.QtCore import QObject

from caregiver import texts
from caregiver.domain.labs import LabResult
from caregiver.formats import Formats
from caregiver.services.since_last_visit import (
    MedicineFact,
    MedicineLine,
    ProblemLine,
    ResultLine,
    SinceLastVisit,
)
from ui.messages import translated

MOST_RESULTS = 8


class Line(NamedTuple):
    """One drafted line: its key, what it is about, the details; results are only shown."""

    key: str
    title: str
    details: str
    can_leave_out: bool = True

    @property
    def text(self) -> str:
        """Return the whole line."""
        return f"{self.title}: {self.details}" if self.details else self.title


class ChangeWords(QObject):
    """Write the drafted lines the way this person's desktop does."""

    def __init__(self, formats: Formats) -> None:
        """Take how dates and numbers are written."""
        super().__init__()
        self._formats = formats

    def lines(self, draft: SinceLastVisit) -> list[Line]:
        """Return problems, then medicines, then results."""
        return [
            *(self._problem(one) for one in draft.problems),
            *(self._medicine(one) for one in draft.medicines),
            *self._results(draft.results),
        ]

    def _problem(self, line: ProblemLine) -> Line:
        title = line.name
        if line.measured is not None and line.measured.value is not None:
            value = self._formats.quantity(line.measured.value, line.measured.unit)
            title = f"{title} {value}"
        parts = [self._severity(line), line.when, line.effect, line.what_we_did]
        return Line(line.key, title, " · ".join(part for part in parts if part))

    def _severity(self, line: ProblemLine) -> str:
        if line.worst is None:
            return ""
        worst = translated(texts.SEVERITY[line.worst])
        if line.now is None:
            return self.tr("worst: {worst}").format(worst=worst)
        now = translated(texts.SEVERITY[line.now])
        return self.tr("worst: {worst}, now: {now}").format(worst=worst, now=now)

    def _medicine(self, line: MedicineLine) -> Line:
        name = line.medication.name
        day = self._formats.month_day(line.on) if line.on else ""
        until = self._formats.month_day(line.until) if line.until else ""
        held = self.tr("{name}: held by the clinic since {day}")
        if until:
            held = self.tr("{name}: held by the clinic, {day} to {until}")
        title = {
            MedicineFact.NEW: self.tr("{name}: new since {day}"),
            MedicineFact.CHANGED: self.tr("{name}: changed on {day}"),
            MedicineFact.STOPPED: self.tr("{name}: stopped on {day}"),
            MedicineFact.HELD: held,
            MedicineFact.DOSES: self.tr("{name}: doses"),
        }[line.fact].format(name=name, day=day, until=until)
        return Line(line.key, title, translated(line.text))

    def _results(self, lines: Sequence[ResultLine]) -> list[Line]:
        """Return one line for all results; the paper has a table of its own for them."""
        if not lines:
            return []
        pattern = self.tr("{name}: {before} to {now}")
        said = [
            pattern.format(name=one.now.name, before=one.before.printed, now=_value(one.now))
            for one in lines[:MOST_RESULTS]
        ]
        return [Line("results", self.tr("New results"), "; ".join(said), can_leave_out=False)]


def _value(result: LabResult) -> str:
    return f"{result.printed} {result.unit}".strip()
