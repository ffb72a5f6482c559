"""Days and weeks with sleep, quiet hours and changes of the clocks: each thing is told once."""

import random
from collections import Counter
from datetime import UTC, datetime, timedelta
from types import SimpleNamespace
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from caregiver.clock import FixedClock
from caregiver.formats import PlainFormats
from caregiver.settings import Settings
from tests.ui.reminder_fakes import FakeChooser, FakeLedger, FakeNotifier, FakeWake, an_item
from ui.reminders.center import Reminders

DAYS = 30
BEGINS = (
    datetime(2027, 3, 5, 12, tzinfo=UTC),  # over the night the clocks go forward
    datetime(2027, 10, 28, 12, tzinfo=UTC),  # over the night they go back
)
ZONES = ("America/New_York", "Asia/Kathmandu", "Pacific/Apia", "Europe/Berlin")


class World:
    """A month with one person's reminders, and a computer that sleeps when it likes."""

    def __init__(self, seed: int) -> None:
        self.dice = random.Random(seed)
        self.clock = FixedClock(self.dice.choice(BEGINS), ZoneInfo(self.dice.choice(ZONES)))
        self.ledger = FakeLedger(self.clock, looked_at=self.clock.now())
        self.ends = self.clock.now() + timedelta(days=DAYS)
        minutes = self.dice.choices(range(DAYS * 24 * 60), k=300)
        self.ledger.planned = [
            an_item(self.clock.now() + timedelta(minutes=minute), key=str(number))
            for number, minute in enumerate(minutes)
        ]
        settings = Settings(notification_words="full")
        if self.dice.random() < 0.7:
            settings.quiet_from, settings.quiet_until = "22:00", "07:00"
        self.host: Any = SimpleNamespace(settings=settings, formats=PlainFormats())
        self.told: Counter[str] = Counter()
        self.wake, self.notifier = FakeWake(), FakeNotifier()
        self.start()

    def start(self) -> None:
        app: Any = SimpleNamespace(
            reminders=self.ledger, clock=self.clock,
            people=SimpleNamespace(patient=lambda: SimpleNamespace(is_example=False)),
        )  # fmt: skip
        self.wake = FakeWake()
        chooser: Any = FakeChooser(FakeNotifier())
        self.reminders = Reminders(app, self.host, chooser, self.wake)
        tell = self.reminders._announcer.tell

        def counted(items: Any, why: Any) -> None:
            self.told.update(one.key for one in items)
            if self.reminders.quiet_until() is not None and items:
                raise AssertionError("told in the quiet hours")
            tell(items, why)

        self.reminders._announcer.tell = counted  # type: ignore[method-assign]
        self.reminders.start()

    def advance(self, then: datetime) -> None:
        if then > self.clock.now():
            self.clock.advance(seconds=(then - self.clock.now()).total_seconds())

    def stay_awake(self, until: datetime) -> None:
        while self.wake.due is not None and self.wake.due <= until:
            self.advance(self.wake.due)
            self.wake.due = None
            self.wake.woke.emit(False)
        self.advance(until)

    def live(self) -> None:
        while self.clock.now() < self.ends + timedelta(days=1):
            self.stay_awake(self.clock.now() + timedelta(minutes=self.dice.randint(1, 600)))
            what = self.dice.random()
            if what < 0.5:  # sleep
                self.advance(self.clock.now() + timedelta(minutes=self.dice.randint(1, 900)))
                self.wake.woke.emit(True)
            elif what < 0.7:  # switched off
                self.reminders.close()
                self.advance(self.clock.now() + timedelta(minutes=self.dice.randint(1, 3000)))
                self.start()
            else:
                seen = self.reminders.items()[:3]
                # what is held for the end of the quiet hours may be found in the list before it
                self.told.update(one.key for one in seen if not self.told[one.key])
                self.reminders.seen(seen)
        self.stay_awake(self.clock.now() + timedelta(days=1))  # past the last quiet hours


@pytest.mark.usefixtures("qapp")
@pytest.mark.parametrize("seed", range(12))
def test_each_is_told_once_and_none_is_lost(seed: int) -> None:
    world = World(seed)
    world.live()
    world.reminders.close()
    assert set(world.told) == {str(number) for number in range(300)}
    assert set(world.told.values()) == {1}
