"""Lines of therapy and treatment cycles."""

from datetime import date

from caregiver import texts
from caregiver.clock import Clock
from caregiver.domain.therapy import Cycle, CycleDay, TherapyLine
from caregiver.storage.care_file import CareFile
from caregiver.storage.cycles import cycles_between


class TherapyService:
    """Reading and changing where the treatment stands."""

    def __init__(self, care_file: CareFile, clock: Clock) -> None:
        """Work on one care file."""
        self._file = care_file
        self._clock = clock

    # Reading

    def lines(self) -> tuple[TherapyLine, ...]:
        """Return all lines of therapy, first line first."""
        with self._file.read() as reader:
            return tuple(reader.all(TherapyLine, "number"))

    def current_line(self, day: date | None = None) -> TherapyLine | None:
        """Return the line under way on `day` (default today); the highest number if several."""
        on = day or self._clock.today()
        return next((one for one in reversed(self.lines()) if one.is_current(on)), None)

    def cycles(self) -> tuple[Cycle, ...]:
        """Return all cycles, ordered by day 1."""
        with self._file.read() as reader:
            return tuple(reader.all(Cycle, "first_on"))

    def day_of_cycle(self, day: date | None = None) -> CycleDay | None:
        """Return where `day` (default today) stands, or None outside any cycle."""
        on = day or self._clock.today()
        with self._file.read() as reader:
            return cycles_between(reader.connection, on, on).where(on)

    # Changing

    def save_line(self, line: TherapyLine) -> TherapyLine:
        """Save a line of therapy."""
        with self._file.change(texts.SAVE_THERAPY) as work:
            return work.save(line)

    def save_cycle(self, cycle: Cycle) -> Cycle:
        """Save a cycle: its number, its day 1 and its length."""
        with self._file.change(texts.SAVE_CYCLE) as work:
            return work.save(cycle)

    def begin_next_cycle(self, last: Cycle, on: date) -> Cycle:
        """Note that the cycle after `last` began on a day, with the same length."""
        return self.save_cycle(
            Cycle(
                therapy_line_id=last.therapy_line_id,
                number=last.number + 1,
                first_on=on,
                days=last.days,
            )
        )

    def save_line_with_cycle(self, line: TherapyLine, cycle: Cycle | None) -> TherapyLine:
        """Save a line and the cycle it is in as one change."""
        with self._file.change(texts.SAVE_THERAPY) as work:
            saved = work.save(line)
            if cycle is not None:
                work.save(cycle)
            return saved

    def delete_line(self, line: TherapyLine) -> None:
        """Remove a line typed by mistake, with its cycles."""
        with self._file.read() as reader:
            cycles = reader.where(Cycle, therapy_line_id=line.id)
        with self._file.change(texts.DELETE_THERAPY) as work:
            for cycle in cycles:
                work.delete(cycle)
            work.delete(line)
