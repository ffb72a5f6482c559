"""Which day of which cycle a date is, for each regimen and for the treatment as a whole."""

from bisect import bisect_right
from collections.abc import Iterable, Sequence
from datetime import date

from caregiver.domain.regimens import Regimen, planned_cycles
from caregiver.domain.therapy import Cycle, CycleDay, cycle_day

# So long after an infusion "day +N" still says something.
DAYS_COUNTED_AFTER = 365


class CycleCalendar:
    """The cycles of one regimen, or those noted without one, ordered by their first day."""

    def __init__(self, cycles: Sequence[Cycle], regimen: Regimen | None = None) -> None:
        """Take the cycles, noted and planned, that can reach the dates to be asked for."""
        self.cycles = tuple(cycles)
        self.regimen = regimen
        self._begins = [one.first_on for one in self.cycles]
        self._known: dict[date, CycleDay | None] = {}

    def where(self, day: date) -> CycleDay | None:
        """Return the cycle and day of a date; None outside every cycle."""
        if day not in self._known:
            self._known[day] = self._find(day)
        return self._known[day]

    def cycle_on(self, day: date) -> Cycle | None:
        """Return the cycle that a date belongs to."""
        place = bisect_right(self._begins, day) - 1
        return self.cycles[place] if place >= 0 and self.where(day) is not None else None

    def _find(self, day: date) -> CycleDay | None:
        if self.regimen is None:
            return cycle_day(self.cycles, day)
        stopped = self.regimen.stopped_on
        place = bisect_right(self._begins, day) - 1
        if place < 0 or (stopped is not None and day >= stopped):
            return None
        cycle = self.cycles[place]
        found = cycle.place_of(day)
        if cycle.counts_from_zero:
            return found if found.day <= DAYS_COUNTED_AFTER else None
        # Between two noted cycles the days count on; after the last one of a plan they end.
        over = found.day > cycle.days and place == len(self.cycles) - 1
        return None if over and not found.is_paused else found


class TreatmentCycles:
    """All cycles that can reach some dates: by regimen, and those of the treatment as a whole."""

    def __init__(
        self, cycles: Iterable[Cycle] = (), calendars: Iterable[CycleCalendar] = ()
    ) -> None:
        """Take the cycles without a regimen, ordered, and the calendars of the regimens."""
        self.loose = CycleCalendar(tuple(cycles))
        self.calendars = {one.regimen.id: one for one in calendars if one.regimen is not None}
        self._treating = sorted(
            (one for one in self.calendars.values() if one.regimen and one.regimen.treats_myeloma),
            key=lambda one: one.cycles[0].first_on if one.cycles else date.max,
            reverse=True,
        )

    def of(self, regimen_id: str | None) -> CycleCalendar | None:
        """Return the calendar of a regimen; None for no regimen or one that is not known."""
        return self.calendars.get(regimen_id) if regimen_id else None

    def where(self, day: date, regimen_id: str | None = None) -> CycleDay | None:
        """Return where a date stands in a regimen; without one in the treatment of that date.

        Of several treatments the one that began last counts.
        """
        if regimen_id is not None:
            calendar = self.of(regimen_id)
            return calendar.where(day) if calendar else None
        treating = self.treating(day)
        return treating.where(day) if treating else None

    def treating(self, day: date) -> CycleCalendar | None:
        """Return the calendar that says which day of the treatment a date is."""
        for calendar in (*self._treating, self.loose):
            if calendar.where(day) is not None:
                return calendar
        return None


def treatment_cycles(
    regimens: Iterable[Regimen], cycles: Iterable[Cycle], first: date, last: date
) -> TreatmentCycles:
    """Return the cycles of the dates `first` to `last`, with those that follow by the plans.

    `cycles` are ordered by date and hold of each regimen the one before `first` and after `last`.
    """
    by_regimen: dict[str | None, list[Cycle]] = {}
    for cycle in cycles:
        by_regimen.setdefault(cycle.regimen_id, []).append(cycle)
    calendars = [
        CycleCalendar(planned_cycles(one, by_regimen.get(one.id, ()), first, last), one)
        for one in regimens
    ]
    loose = (one for one in by_regimen.get(None, ()) if one.therapy_line_id is not None)
    return TreatmentCycles(loose, calendars)
