"""Reminders: what came due since the last look, each announced once, and what became of it.

A ledger, not timers: each look walks from the last one to now by the wall clock, enters what came
due and commits that before anybody is told. So sleep, restarts and a kill lose nothing, and what
stands in the ledger is not announced again.
"""

import contextlib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from caregiver.clock import Clock
from caregiver.domain.appointments import Appointment
from caregiver.domain.changes import ChangeSet
from caregiver.domain.doses import Dose
from caregiver.domain.follow_ups import FollowUp, FollowUpRound
from caregiver.domain.holds import Hold
from caregiver.domain.medications import Medication, Schedule
from caregiver.domain.regimens import Regimen
from caregiver.domain.reminder_trail import WRONG_DAY, Step, Trail, begun, read_trail, step
from caregiver.domain.reminders import DOSE, IN_TIME, Occasion, key_parts
from caregiver.domain.tasks import Task
from caregiver.domain.therapy import Cycle, TherapyLine
from caregiver.errors import UserError
from caregiver.services import reminder_occasions as finding
from caregiver.services.reminder_occasions import Home
from caregiver.storage import reminders as ledger
from caregiver.storage.care_file import CareFile
from caregiver.storage.reading import Reader
from caregiver.storage.reminders import ANSWERED, OPEN, SNOOZED, WITHDRAWN, LedgerLine

# How far ahead the next reminder is looked for, until there is one.
HORIZONS = (timedelta(days=2), timedelta(days=35), timedelta(days=400))
# Doses that came due longer ago stand in the ledger, but nobody is asked for them any more.
ASKED_FOR = timedelta(days=31)
# What is no longer withdrawn (an undo) waits again if it came due no longer ago than this.
BACK_AGAIN = timedelta(days=2)
# A line that is done with is kept so long, so that nothing is announced again.
KEPT = timedelta(days=430)
# A stored time of another zone lies at most so far from the time in this one.
_ZONES = timedelta(days=2)
# Looks that find nothing are noted this often.
_NOTED_EVERY = timedelta(minutes=1)
# At a start, this long without a look is told.
_WORTH_TELLING = timedelta(minutes=30)
_CONCERNS = (
    Appointment, Dose, FollowUp, FollowUpRound, Hold, Medication, Schedule, Task, Cycle,
    Regimen, TherapyLine,
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class ReminderItem:
    """One reminder. `falls` is when the thing is, in the person's zone; `due_at` is UTC.

    `record_id` of a dose is its schedule. `is_again`: it was put off before.
    """

    key: str
    what: str
    record_id: str
    title: str
    falls: datetime
    due_at: datetime
    is_again: bool = False


@dataclass(frozen=True, slots=True)
class Announcement:
    """What one look found: `new` just came due, `passed` did while nobody looked.

    `off_from` to `off_until` (UTC): nobody looked in between, None where that is of no interest.
    """

    new: tuple[ReminderItem, ...] = ()
    passed: tuple[ReminderItem, ...] = ()
    off_from: datetime | None = None
    off_until: datetime | None = None


@dataclass(slots=True)
class _Coming:
    """What comes due next, in time order, as the records were; `until` is how far they were read.

    `withdrawn` and `again` are keys of the ledger that are no longer, or once more, to be open.
    """

    occasions: list[Occasion]
    until: datetime
    zone: str
    withdrawn: frozenset[str] = frozenset()
    again: frozenset[str] = frozenset()

    def is_enough(self, now: datetime, zone: str) -> bool:
        """Say whether the next one, if there is any, is among them."""
        is_far = self.until - now > HORIZONS[-1] - HORIZONS[-2]
        return self.zone == zone and (bool(self.occasions) or is_far)


class RemindersService:
    """The ledger of one care file. Whoever shows the reminders is the only one to look."""

    def __init__(self, care_file: CareFile, clock: Clock) -> None:
        """Work on one care file."""
        self._file = care_file
        self._clock = clock
        self._trail: Trail | None = None
        self._noted: datetime | None = None
        self._coming: _Coming | None = None
        self._is_restored = False
        care_file.listen(self._record_changed)

    # Reading

    def open_items(self) -> tuple[ReminderItem, ...]:
        """Return what was announced and waits for an answer, by time.

        Of several reminders of one and the same thing only the last.
        """
        with self._file.read() as reader:
            found = [one for one in ledger.waiting(reader.connection) if one.state == OPEN]
            latest = {key_parts(one.key).thing: one for one in found}
            return self._items(reader, latest.values())

    def next_due(self) -> datetime | None:
        """Return when (UTC) it is time to look again, None where nothing comes."""
        now, home = self._now()
        with self._file.read() as reader:
            again = ledger.next_again(reader.connection)
            if self._coming is None or not self._coming.is_enough(now, home.zone.key):
                trail = self._trail or self._read_trail(reader)
                looked = step(trail, now, home.zone.key)
                self._coming = self._read_coming(reader, looked, now, home, trail.zone)
        first = self._coming.occasions[0].due_at if self._coming.occasions else None
        return min((one for one in (first, again) if one is not None), default=None)

    # Changing

    def look(self) -> Announcement:
        """Enter and return what came due since the last look; the first look of all finds none."""
        now, home = self._now()
        is_first = self._trail is None
        before, looked, coming, again = self._prepared(now, home)
        due = [one for one in coming.occasions if one.due_at <= now]
        has_changes = bool(due or again or coming.withdrawn or coming.again)
        is_quiet = not (has_changes or looked.is_set_back or is_first)
        if is_quiet and self._noted and now - self._noted < _NOTED_EVERY:
            self._trail, self._coming = looked.trail, coming
            return Announcement()
        lines = [_line(one, now) for one in due]
        with self._file.aside() as connection:
            if self._is_restored:
                ledger.settle_restored(connection, now)
            if looked.wrong_from:
                ledger.forget_wrong(connection, looked.wrong_from, now, WRONG_DAY)
            if is_first and not looked.is_set_back and now - looked.since < _ZONES:
                ledger.forget_old(connection, now - KEPT)
            ledger.set_state(connection, coming.withdrawn, WITHDRAWN)
            ledger.set_state(connection, coming.again, OPEN)
            ledger.set_state(connection, [one.key for one in again], OPEN)
            ledger.put(connection, lines)
            ledger.keep_looks(connection, looked.trail.text())
        self._is_restored = False
        self._trail, self._noted = looked.trail, now
        rest = coming.occasions[len(due) :]
        self._coming = replace(coming, occasions=rest, withdrawn=frozenset(), again=frozenset())
        shown = [
            self._item(one) for one, line in zip(due, lines, strict=True) if line.state == OPEN
        ]
        return _announcement([*shown, *again], now, looked.since, is_start=is_first and before)

    def answer(self, item: ReminderItem) -> None:
        """Close a reminder, and what came before it of the same thing."""
        self.answer_all((item,))

    def answer_all(self, items: Sequence[ReminderItem]) -> None:
        """Close reminders; a dose that is recorded by now is withdrawn, in case of an undo."""
        with self._file.read() as reader:
            waiting = ledger.waiting(reader.connection)
            keys = _of_same_things(waiting, items)
            stands = finding.standing(reader, keys, self._now()[1])
        if keys:
            with self._file.aside() as connection:
                ledger.set_state(connection, keys & stands, ANSWERED)
                ledger.set_state(connection, keys - stands, WITHDRAWN)

    def snooze(self, item: ReminderItem, minutes: int) -> None:
        """Put a reminder off; it comes again, once, in so many minutes."""
        self.snooze_all((item,), minutes)

    def snooze_all(self, items: Sequence[ReminderItem], minutes: int) -> None:
        """Put reminders off together; of one and the same thing only the last comes again."""
        by_time = sorted(items, key=lambda one: one.due_at)
        mine = set({key_parts(one.key).thing: one.key for one in by_time}.values())
        with self._file.read() as reader:
            same = _of_same_things(ledger.waiting(reader.connection), items)
        again_at = self._clock.now() + timedelta(minutes=max(1, minutes))
        with self._file.aside() as connection:
            ledger.set_state(connection, same - mine, ANSWERED)
            ledger.snooze(connection, mine, again_at)

    def leave(self) -> None:
        """Note that somebody looked until now: the care file is being closed."""
        now, home = self._now()
        if self._is_up_to(now, home) and self._trail is not None:
            with contextlib.suppress(UserError), self._file.aside() as connection:
                ledger.keep_looks(connection, self._trail.text())

    # Within

    def _is_up_to(self, now: datetime, home: Home) -> bool:
        """Go on to now where nothing came due since the last look; say whether that is so."""
        coming = self._coming
        if self._trail is None or coming is None or now >= coming.until:
            return False
        looked = step(self._trail, now, home.zone.key)
        is_plain = not (looked.is_set_back or looked.is_recovered)
        is_clear = not coming.occasions or coming.occasions[0].due_at > now
        if is_plain and is_clear and coming.zone == home.zone.key:
            self._trail = looked.trail
            return True
        return False

    def _now(self) -> tuple[datetime, Home]:
        now, zone = self._clock.now(), self._clock.zone()
        return now, Home(zone, now.astimezone(zone).date())

    def _record_changed(self, change_set: ChangeSet) -> None:
        if not change_set.touches(*_CONCERNS):
            return
        # what is noted now for a time before now is nothing that somebody missed
        self._is_up_to(*self._now())
        self._coming = None

    def _prepared(
        self, now: datetime, home: Home
    ) -> tuple[bool, Step, _Coming, tuple[ReminderItem, ...]]:
        """Return whether anybody looked before, the step to now, what comes and comes again."""
        with self._file.read() as reader:
            trail = self._trail or self._read_trail(reader)
            looked = step(trail, now, home.zone.key)
            coming = self._coming
            is_steady = (
                coming is not None
                and coming.zone == trail.zone == home.zone.key
                and now < coming.until
                and not (looked.is_set_back or looked.is_recovered)
            )
            if coming is None or not is_steady:
                coming = self._read_coming(reader, looked, now, home, trail.zone)
            again: tuple[ReminderItem, ...] = ()
            at = ledger.next_again(reader.connection)
            if at is not None and at <= now and not self._is_restored:
                again = self._again(reader, now, coming.withdrawn)
        return bool(trail.stretches), looked, coming, again

    def _read_trail(self, reader: Reader) -> Trail:
        """Return the trail of the file; one that was put back from a backup begins then."""
        facts = ledger.facts(reader.connection)
        restored = facts.get(ledger.RESTORED)
        self._is_restored = restored is not None
        return begun(restored) if restored else read_trail(facts.get(ledger.LOOKS, ""))

    def _read_coming(
        self, reader: Reader, looked: Step, now: datetime, home: Home, zone_before: str
    ) -> _Coming:
        """Read what comes due after the last look, and what of the ledger has changed."""
        before = _zone(zone_before) or home.zone
        known = ledger.announced(reader.connection, looked.since - _ZONES)
        occasions: list[Occasion] = []
        until = now
        for horizon in HORIZONS:
            until = now + horizon
            occasions = [
                one
                for one in finding.owed(reader, looked.since, until, home, before)
                if one.key not in known or _is_void(*known[one.key], now, looked)
            ]
            if occasions:
                break
        waiting = frozenset(one.key for one in ledger.waiting(reader.connection))
        window = ASKED_FOR if looked.is_recovered else BACK_AGAIN
        withdrawn = frozenset(
            one.key
            for one in ledger.withdrawn(reader.connection, now - window)
            if one.due_at <= now
            and one.announced_at
            and not _is_void(one.state, one.announced_at, now, looked)
        )
        stands = finding.standing(reader, waiting | withdrawn, home)
        return _Coming(occasions, until, home.zone.key, waiting - stands, withdrawn & stands)

    def _again(
        self, reader: Reader, now: datetime, gone: frozenset[str]
    ) -> tuple[ReminderItem, ...]:
        """Return what was put off until now, due when it was to come again."""
        lines = [
            replace(one, due_at=one.again_at)
            for one in ledger.waiting(reader.connection)
            if one.state == SNOOZED and one.again_at and one.again_at <= now and one.key not in gone
        ]
        return tuple(replace(one, is_again=True) for one in self._items(reader, lines))

    def _items(self, reader: Reader, lines: Iterable[LedgerLine]) -> tuple[ReminderItem, ...]:
        zone = self._clock.zone()
        found = sorted(lines, key=lambda one: (one.due_at, one.key))
        titles = finding.titles(reader, [one.key for one in found])
        return tuple(
            ReminderItem(
                key=one.key,
                what=one.what,
                record_id=one.record_id,
                title=titles[one.key],
                falls=key_parts(one.key).falls_at(zone).astimezone(zone),
                due_at=one.due_at,
            )
            for one in found
            if one.key in titles
        )

    def _item(self, one: Occasion) -> ReminderItem:
        falls = one.falls_at.astimezone(self._clock.zone())
        return ReminderItem(one.key, one.what, one.record_id, one.title, falls, one.due_at)


def _announcement(
    items: Iterable[ReminderItem], now: datetime, since: datetime, *, is_start: bool
) -> Announcement:
    found = sorted(items, key=lambda one: (one.due_at, one.title))
    new = tuple(one for one in found if now - one.due_at <= IN_TIME)
    passed = tuple(one for one in found if now - one.due_at > IN_TIME)
    gap = now - since
    if (passed and gap > IN_TIME) or (is_start and gap > _WORTH_TELLING):
        return Announcement(new, passed, since, now)
    return Announcement(new, passed)


def _line(one: Occasion, now: datetime) -> LedgerLine:
    """Return the line of something that came due; nobody is asked for a dose of long ago."""
    is_old = one.what == DOSE and now - one.due_at > ASKED_FOR
    state = WITHDRAWN if is_old else OPEN
    return LedgerLine(one.key, one.what, one.record_id, one.falls_at, one.due_at, state, now)


def _is_void(state: str, announced_at: datetime, now: datetime, looked: Step) -> bool:
    """Say whether a line does not count: a clock that was wrong, ahead of now, announced it.

    What somebody answered within a day counts.
    """
    if looked.wrong_from is None or announced_at < looked.wrong_from:
        return False
    return state != ANSWERED or announced_at > now + WRONG_DAY


def _of_same_things(waiting: Iterable[LedgerLine], items: Iterable[ReminderItem]) -> set[str]:
    """Return the keys that wait and are of the same things as `items`."""
    things = {key_parts(one.key).thing for one in items}
    return {one.key for one in waiting if key_parts(one.key).thing in things}


def _zone(name: str) -> ZoneInfo | None:
    try:
        return ZoneInfo(name) if name else None
    except (ZoneInfoNotFoundError, ValueError, OSError):
        return None
