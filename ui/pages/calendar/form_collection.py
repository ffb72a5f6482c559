"""Ask for a 24-hour urine collection, and run its clock: start now, stop now, how long it runs."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from PySide6.QtCore import QTimer, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from caregiver.clock import Clock
from caregiver.domain.appointments import Appointment
from caregiver.formats import Formats
from ui.theme import spread
from ui.widgets.buttons import row_button
from ui.widgets.cards import across
from ui.widgets.date_fields import DateTimeField
from ui.widgets.fields import TickField
from ui.widgets.text import plain, set_words

LENGTH = timedelta(hours=24)
USUAL_HOUR = 7
MINUTE_MS = 60_000


def usual_start(visit: datetime) -> datetime:
    """Return the morning before: 7:00, or early enough to be over an hour before the visit."""
    if visit.toordinal() < 4:
        return visit  # the calendar itself begins; such a date is refused when it is saved
    morning = (visit - timedelta(days=1)).replace(hour=USUAL_HOUR, minute=0)
    return min(morning, visit - LENGTH - timedelta(hours=1))


class CollectionField(QWidget):
    """Ask whether urine is collected, and from when. The value is the planned wall-clock start.

    The value is None where nothing is collected. `started` and `stopped` ask to note the moment.
    """

    value_changed = Signal()
    started = Signal()
    stopped = Signal()

    def __init__(self, name: str, formats: Formats, clock: Clock) -> None:
        super().__init__()
        self.name = name
        self.setObjectName(f"{name}_field")
        self._formats, self._clock = formats, clock
        self._visit: datetime | None = None
        self._record: Appointment | None = None
        self._tick = TickField(name, self.tr("Collect urine for 24 hours before"))
        labels = self.tr("It begins on"), self.tr("At")
        self._begin = DateTimeField(f"{name}_begin", labels, formats, clock.today)
        self._plan = plain("", "muted", name=f"{name}_plan")
        self._state = plain("", "strong", name=f"{name}_state")
        self._start = row_button(f"{name}_start", self.tr("Start now"), "clock",
                                 spoken=self.tr("Start the 24-hour urine now"))  # fmt: skip
        self._stop = row_button(f"{name}_stop", self.tr("Stop now"), "check",
                                spoken=self.tr("Stop the 24-hour urine now"))  # fmt: skip
        self._buttons = across(self._start, self._stop, 1)
        column = QVBoxLayout(self)
        spread(column, spacing=8)
        for part in (self._tick, self._begin, self._plan, self._state, self._buttons):
            column.addWidget(part)
        self._tick.value_changed.connect(self._ticked)
        self._begin.value_changed.connect(self._changed)
        self._start.clicked.connect(self.started)
        self._stop.clicked.connect(self.stopped)
        self._timer = QTimer(self)
        self._timer.setInterval(MINUTE_MS)
        self._timer.timeout.connect(self._arrange)
        self._timer.start()
        self.setFocusProxy(self._tick)
        self._arrange()

    def set_visit(self, visit: datetime | None) -> None:
        """Hear when the appointment is; a planned start nobody changed moves along."""
        if visit == self._visit:
            return
        old, self._visit = self._visit, visit
        was_usual = old is None or self._begin.value() in (None, usual_start(old))
        if visit is not None and self.collects() and was_usual:
            self._begin.set_value(usual_start(visit))
        self._arrange()

    def show_record(self, record: Appointment, *, is_new: bool) -> None:
        """Show when it really began and ended; a new appointment has no clock yet."""
        self._record = None if is_new else record
        self._arrange()

    def collects(self) -> bool:
        """Say whether urine is collected."""
        return bool(self._tick.value())

    def set_collects(self, collects: bool) -> None:
        """Tick the box or not."""
        self._tick.set_value(collects)
        self._arrange()

    def value(self) -> datetime | None:
        """Return the planned start."""
        return self._begin.value() if self.collects() else None

    def set_value(self, value: datetime | None) -> None:
        """Show a planned start."""
        self._begin.set_value(value)
        self._arrange()

    def draft(self) -> str:
        """Return the raw texts."""
        return f"{self._tick.draft()}\n{self._begin.draft()}"

    def restore(self, draft: str) -> None:
        """Put raw texts back."""
        tick, _, begin = draft.partition("\n")
        self._tick.restore(tick)
        self._begin.restore(begin)
        self._arrange()

    def own_problem(self) -> str:
        """Return a sentence when the planned start cannot be read."""
        if not self.collects():
            return ""
        if (problem := self._begin.own_problem()) or self._begin.value() is not None:
            return problem
        return self.tr("Write the day and the time it begins.")

    def show_problem(self, sentence: str) -> None:
        """Show a sentence beside the part it is about."""
        if sentence and not self._begin.own_problem():
            self._begin.day.show_problem(sentence)
        else:
            self._begin.show_problem(sentence)

    def _ticked(self) -> None:
        if self.collects() and self._begin.value() is None and self._visit is not None:
            self._begin.set_value(usual_start(self._visit))
        self._changed()

    def _changed(self) -> None:
        self._arrange()
        self.value_changed.emit()

    def _arrange(self) -> None:
        collects, record = self.collects(), self._record
        began = record.collection_began_at if record is not None else None
        ended = record.collection_ended_at if record is not None else None
        self._begin.setVisible(collects and began is None)
        planned = self.value() if began is None else None
        if planned is not None:
            ends = self._local(planned.replace(tzinfo=self._clock.zone()).astimezone(UTC) + LENGTH)
            set_words(self._plan, self.tr("It ends %1.").replace("%1", self._moment(ends)))
        self._plan.setVisible(planned is not None)
        set_words(self._state, self._state_words(began, ended) if began is not None else "")
        self._state.setVisible(collects and began is not None)
        self._start.setVisible(collects and record is not None and began is None)
        self._stop.setVisible(collects and began is not None and ended is None)
        self._buttons.setVisible(
            collects and record is not None and (began is None or ended is None)
        )

    def _state_words(self, began: datetime, ended: datetime | None) -> str:
        if ended is not None:
            words = self.tr("It began %1 and ended %2 (%3).")
            words = words.replace("%2", self._moment(self._local(ended)))
            words = words.replace("%3", self._length(ended - began))
        else:
            words = self.tr("Running %3; ends %2. It began %1.")
            words = words.replace("%2", self._moment(self._local(began + LENGTH)))
            words = words.replace("%3", self._length(self._clock.now() - began))
        return words.replace("%1", self._moment(self._local(began)))

    def _length(self, length: timedelta) -> str:
        hours, minutes = divmod(max(0, int(length.total_seconds())) // 60, 60)
        words = self.tr("%1 h %2 min").replace("%1", str(hours))
        return words.replace("%2", str(minutes))

    def _local(self, moment: datetime) -> datetime:
        return moment.astimezone(self._clock.zone())

    def _moment(self, at: datetime) -> str:
        if abs((at.date() - self._clock.today()).days) < 6:
            return f"{self._formats.weekday_short(at.date())}, {self._formats.time(at)}"
        return f"{self._formats.day_date(at.date())}, {self._formats.time(at)}"
