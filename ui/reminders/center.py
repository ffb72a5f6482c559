"""Walk the ledger when it is time, have announced what came due, and do what is answered."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import datetime, time, timedelta
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer, Signal

from caregiver.errors import UserError
from ui.reminders import words
from ui.reminders.announcer import Announcer
from ui.reminders.answers import Answers
from ui.reminders.notices import DEFAULT, LATER, OPEN, SEEN, TAKEN
from ui.reminders.quiet import minutes_until, quiet_end
from ui.reminders.wake import Wake, make_wake
from ui.reminders.words import Why

if TYPE_CHECKING:
    from caregiver.app import Caregiver
    from caregiver.services.reminders import ReminderItem
    from ui.pages import Host
    from ui.reminders.chooser import Chooser
    from ui.reminders.notices import Way

# a change is looked at when what belongs to it has been saved and shown
SETTLE_MS = 300
EVENING = time(18, 0)
# after a look; what should have come out of it and did not is no reason to look without end
LEAST_REST = timedelta(seconds=1)
# which choice of the settings a kind of reminder follows
CHOICES = {
    "appointment": "remind_appointments",
    "collection": "remind_appointments",
    "dose": "remind_doses",
    "task": "remind_tasks",
    "follow_up": "remind_tasks",
}


class Reminders(QObject):
    """Drive the reminders of one open care file.

    `changed`: the open reminders, or how they are shown, are others now. `caught_up`: so many
    things fell while nobody looked. `front_asked`: somebody wants to see the window.
    """

    changed = Signal()
    caught_up = Signal(int)
    front_asked = Signal()
    clock_was_set = Signal()

    def __init__(
        self, app: Caregiver, host: Host, chooser: Chooser, wake: Wake | None = None
    ) -> None:
        super().__init__()
        self._app, self._host = app, host
        self._source = app.reminders
        self._wake = wake or make_wake(app.clock, self)
        self._wake.woke.connect(self._woke)
        self._announcer = Announcer(app, host, chooser, self)
        self._announcer.answered.connect(self._answered)
        self._announcer.way_changed.connect(self.changed)
        self._answers = Answers(app, host)
        self._items: dict[str, ReminderItem] = {}
        self._passed: set[str] = set()
        self._held: dict[str, ReminderItem] = {}
        self._off: tuple[datetime, datetime] | None = None
        self._quiet_until: datetime | None = None
        self._kinds: frozenset[str] = frozenset()
        self._is_running = False
        self._settle = QTimer(self)
        self._settle.setSingleShot(True)
        self._settle.timeout.connect(self.look)

    # Reading

    def way(self) -> Way:
        """Return how notices are shown, UNKNOWN before anybody looked."""
        return self._announcer.way()

    def items(self) -> tuple[ReminderItem, ...]:
        """Return what is announced and not answered, of the kinds chosen, by time."""
        return tuple(self._items.values())

    def passed(self) -> tuple[ReminderItem, ...]:
        """Return those of them that fell while nobody looked."""
        return tuple(one for one in self._items.values() if one.key in self._passed)

    def off_span(self) -> tuple[datetime, datetime] | None:
        """Return from when to when nobody looked: before this start, or during sleep."""
        return self._off

    def quiet_until(self) -> datetime | None:
        """Return when it stops being quiet, None where it is not."""
        now = self._app.clock.local_now()
        if self._quiet_until is not None and self._quiet_until <= now:
            self._quiet_until = None
        both = (quiet_end(self._host.settings, now), self._quiet_until)
        return max((one for one in both if one is not None), default=None)

    def writer(self) -> words.WhenWriter:
        """Return who writes when something falls, seen from now."""
        clock = self._app.clock
        return words.WhenWriter(self._host.formats, clock.today(), clock.zone())

    # Doing

    def start(self) -> None:
        """Begin to look, and find out how notices can be shown."""
        if not self._is_running:
            self._is_running = True
            self._kinds = self._chosen_kinds()
            self._announcer.find_way()
            self.look()

    def find_way(self) -> None:
        """Find out how notices can be shown, unless it is known."""
        self._announcer.find_way()

    def look(self) -> None:
        """Walk the ledger to now, announce what is new, and sleep until the next."""
        due = None
        try:
            if self._host.settings.reminders_on:
                due = self._walk()
            else:
                self._items = {}
                self._announcer.keep_up(self._items, is_quiet=False)
        except UserError as error:
            # the file went away or is damaged: say so, and go on with the next change or quarter
            self._host.fail(error)
        self._wake.at(due if self._is_running else None)
        self.changed.emit()

    def records_changed(self) -> None:
        """Look again soon: what is due may be another thing now."""
        if self._is_running:
            self._settle.start(SETTLE_MS)

    def settings_changed(self) -> None:
        """Take the choices of the moment; what was switched on begins now, not in the past."""
        if not self._is_running:
            return
        added = self._chosen_kinds() - self._kinds
        self._kinds = self._chosen_kinds()
        if added:
            self._start_afresh(added)
        self.look()

    def quiet_for(self, minutes: int) -> None:
        """Announce nothing for so long; what comes due meanwhile is told after it, at once."""
        self._quiet_until = self._app.clock.now() + timedelta(minutes=minutes)
        self.changed.emit()

    def take(self, item: ReminderItem) -> None:
        """Record the dose a reminder is about as taken."""
        if self._answers.take(item):
            self.seen([item])

    def seen(self, items: Sequence[ReminderItem]) -> None:
        """Answer reminders: they are not shown again."""
        if self._do(lambda: self._source.answer_all(items)):
            self._settled(items)

    def later(self, items: Sequence[ReminderItem], minutes: int) -> None:
        """Put reminders off."""
        if self._do(lambda: self._source.snooze_all(items, minutes)):
            self._settled(items)

    def later_by_name(self, items: Sequence[ReminderItem], name: str) -> None:
        """Put reminders off by a name of `words.later_words`."""
        if name != "evening":
            self.later(items, int(name))
            return
        now = self._app.clock.local_now()
        evening = datetime.combine(now.date(), EVENING, now.tzinfo)
        if evening <= now:
            evening += timedelta(days=1)
        self.later(items, minutes_until(now, evening))

    def open(self, item: ReminderItem) -> None:
        """Show what a reminder is about."""
        self._answers.open(item)

    def send_trial(self) -> None:
        """Show a test notice."""
        self._announcer.send_trial()

    def close(self) -> None:
        """Stop looking and take every notice away."""
        self._is_running = False
        self._settle.stop()
        self._wake.close()
        self._announcer.close()
        self.deleteLater()

    def _walk(self) -> datetime | None:
        """Announce what came due; return when to look again."""
        found = self._source.look()
        new = [one for one in found.new if self._is_wanted(one)]
        passed = [one for one in found.passed if self._is_wanted(one)]
        if found.off_from is not None and found.off_until is not None:
            self._off = (found.off_from, found.off_until)
        ends = self.quiet_until()
        if ends is None:
            self._announce(new, passed)
        else:
            self._hold([*new, *passed], ends)
        self._passed |= {one.key for one in passed}
        # what is held for the end of the quiet hours is not told, but it is no secret either
        self._held = {
            key: one for key, one in self._held.items() if not self._answers.is_recorded(one)
        }
        still = {**self._held, **{one.key: one for one in self._source.open_items()}}
        wanted = [one for one in still.values() if self._is_wanted(one)]
        self._items = {one.key: one for one in sorted(wanted, key=lambda one: one.due_at)}
        self._passed &= self._items.keys()
        self._announcer.keep_up(self._items, is_quiet=ends is not None)
        if passed:
            self.caught_up.emit(len(passed))
        again = self._announcer.next_again()
        if again is not None and ends is not None:
            again = max(again, ends)
        soonest = self._app.clock.now() + LEAST_REST
        both = [one for one in (self._source.next_due(), again) if one is not None]
        return max(min(both), soonest) if both else None

    def _announce(self, new: list[ReminderItem], passed: list[ReminderItem]) -> None:
        held = [one for one in (*new, *passed) if one.key in self._held]
        self._held.clear()
        self._announcer.tell([one for one in new if one not in held], Why.DUE)
        self._announcer.tell([one for one in passed if one not in held], Why.PASSED)
        self._announcer.tell(held, Why.QUIET)

    def _hold(self, items: list[ReminderItem], ends: datetime) -> None:
        """Put off to the end of the quiet hours, in the ledger: it holds after a restart too."""
        minutes = minutes_until(self._app.clock.now(), ends)
        self._source.snooze_all(items, minutes)
        self._held.update({one.key: one for one in items})

    # Answering

    def _answered(self, keys: tuple[str, ...], answer: str) -> None:
        """Do what a button of a notice says."""
        items = [self._items[one] for one in keys if one in self._items]
        if answer in (DEFAULT, OPEN):
            self.front_asked.emit()
            if len(items) == 1:
                self.open(items[0])
            else:
                self._host.go("reminders")
        elif answer == LATER:
            self.later(items, words.LATER_MINUTES)
        elif answer == SEEN:
            self.seen(items)
        elif answer == TAKEN and len(items) == 1:
            self.take(items[0])

    def _do(self, act: Callable[[], object]) -> bool:
        try:
            act()
        except UserError as error:
            self._host.fail(error)
            return False
        return True

    def _start_afresh(self, kinds: frozenset[str]) -> None:
        """Leave in the past what fell while these kinds were switched off."""

        def leave() -> None:
            self._source.look()
            old = [one for one in self._source.open_items() if one.what in kinds]
            self._source.answer_all(old)

        self._do(leave)

    def _settled(self, items: Sequence[ReminderItem]) -> None:
        keys = [one.key for one in items]
        for key in keys:
            self._held.pop(key, None)
        self._announcer.forget(keys)
        self.look()

    def _chosen_kinds(self) -> frozenset[str]:
        settings = self._host.settings
        if not settings.reminders_on:
            return frozenset()
        return frozenset(what for what, choice in CHOICES.items() if getattr(settings, choice))

    def _is_wanted(self, item: ReminderItem) -> bool:
        return item.what in self._chosen_kinds()

    def _woke(self, was_set: bool) -> None:
        self.look()
        if was_set:
            self.clock_was_set.emit()
