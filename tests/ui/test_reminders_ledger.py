"""The window over the real ledger: a day with doses and an appointment, a night, a restart."""

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any

import pytest

from caregiver.app import Caregiver
from caregiver.clock import FixedClock
from caregiver.settings import Settings
from tests.builders import a_medication, a_schedule, an_appointment
from tests.ui.reminder_fakes import FakeChooser, FakeNotifier, FakeWake
from ui.main_window import MainWindow
from ui.reminders.center import Reminders
from ui.session import Session


class Evening:
    """One run of the program: what it shows, and a clock that wakes it."""

    def __init__(self, app: Caregiver, session: Session, clock: FixedClock) -> None:
        self.wake, self.notifier, self.clock = FakeWake(), FakeNotifier(), clock
        self.app = app
        chooser: Any = FakeChooser(self.notifier)
        self.reminders = Reminders(app, session, chooser, self.wake)
        self.reminders.start()

    def run_to(self, then: datetime) -> None:
        """Let time pass, awake."""
        while self.wake.due is not None and self.wake.due <= then:
            if self.wake.due > self.clock.now():
                self.clock.advance(seconds=(self.wake.due - self.clock.now()).total_seconds())
            self.wake.woke.emit(False)
        self.clock.advance(seconds=max(0.0, (then - self.clock.now()).total_seconds()))

    def end(self) -> None:
        """Close the program: the next one reads the ledger anew."""
        self.reminders.close()
        self.app.reminders.leave()
        del self.app.reminders

    def titles(self) -> list[str]:
        """Return what was announced, in order."""
        return [one.title for one in self.notifier.shown]


@pytest.fixture
def begin(
    window: MainWindow, caregiver_app: Caregiver, session: Session, settings: Settings,
    clock: FixedClock,
) -> Any:  # fmt: skip
    """Start the reminders of the file, as often as wanted."""
    settings.notification_words = "full"
    medication = a_medication(name="Dexamethasone")
    caregiver_app.medications.add(medication, [a_schedule(medication)])  # 8:00 and 20:00
    visit = an_appointment(
        title="Clinic visit", starts=datetime(2027, 3, 16, 10), zone="America/New_York"
    )
    caregiver_app.appointments.save(visit)
    clock.advance(minutes=-15)  # 7:45
    made: list[Evening] = []

    def start() -> Evening:
        made.append(Evening(caregiver_app, session, clock))
        return made[-1]

    yield start
    made[-1].reminders.close()


Begin = Callable[[], Evening]


def test_a_day_is_announced_thing_by_thing_and_once(begin: Begin, clock: FixedClock) -> None:
    evening = begin()
    evening.run_to(clock.now() + timedelta(hours=14))  # 21:45
    assert evening.titles() == [
        "Dexamethasone 400 mg",
        "Clinic visit",
        "Dexamethasone 400 mg",
    ]  # 8:00, the day before at 10:00, 20:00
    assert len(evening.reminders.items()) == 3


def test_taken_is_in_the_record_and_comes_no_more(
    begin: Begin, clock: FixedClock, caregiver_app: Caregiver
) -> None:
    evening = begin()
    evening.run_to(clock.now() + timedelta(minutes=16))
    (shown,) = evening.notifier.shown
    evening.notifier.pressed.emit(shown.key, "taken")
    assert caregiver_app.doses.on()[0].dose is not None
    assert evening.reminders.items() == ()
    assert evening.notifier.in_sight == {}


def test_a_dose_recorded_on_today_takes_its_notice_away(
    begin: Begin, clock: FixedClock, caregiver_app: Caregiver
) -> None:
    evening = begin()
    evening.run_to(clock.now() + timedelta(minutes=16))
    caregiver_app.doses.take(caregiver_app.doses.on()[0])
    evening.reminders.look()
    assert evening.reminders.items() == ()
    assert evening.notifier.in_sight == {}


def test_a_night_off_is_one_notice_and_a_restart_tells_nothing_twice(
    begin: Begin, clock: FixedClock
) -> None:
    first = begin()
    first.run_to(clock.now() + timedelta(hours=3))
    assert len(first.titles()) == 2
    closed_at = clock.now()
    first.end()
    clock.advance(hours=23)
    second = begin()
    (shown,) = second.notifier.shown
    assert shown.title == "3 things were due while the program was off."
    assert second.reminders.off_span() == (closed_at, clock.now())
    second.end()
    third = begin()
    assert third.notifier.shown == []
    assert len(third.reminders.items()) >= 3


def test_the_quiet_hours_hold_over_a_restart(
    begin: Begin, clock: FixedClock, settings: Settings
) -> None:
    settings.quiet_from, settings.quiet_until = "07:50", "09:00"
    first = begin()
    first.run_to(clock.now() + timedelta(minutes=30))
    assert first.notifier.shown == []
    assert [one.title for one in first.reminders.items()] == ["Dexamethasone 400 mg"]
    first.end()
    second = begin()
    second.run_to(clock.now() + timedelta(hours=1))
    assert second.titles() == ["Dexamethasone 400 mg"]


def test_put_off_comes_back_once(begin: Begin, clock: FixedClock) -> None:
    evening = begin()
    evening.run_to(clock.now() + timedelta(minutes=16))
    evening.notifier.pressed.emit(evening.notifier.shown[0].key, "later")
    assert evening.reminders.items() == ()
    evening.run_to(clock.now() + timedelta(minutes=60))
    assert len(evening.titles()) == 2


def test_what_is_switched_on_begins_now(
    begin: Begin, clock: FixedClock, settings: Settings
) -> None:
    settings.remind_doses = False
    evening = begin()
    evening.run_to(clock.now() + timedelta(hours=1))
    assert evening.notifier.shown == []
    settings.remind_doses = True
    evening.reminders.settings_changed()
    assert evening.notifier.shown == []
    assert evening.reminders.items() == ()
