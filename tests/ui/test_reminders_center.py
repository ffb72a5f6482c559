"""What is announced, how often, what an answer does, and what waits for a quieter hour."""

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime, timedelta
from types import SimpleNamespace
from typing import Any

import pytest

from caregiver.clock import FixedClock
from caregiver.errors import UserError
from caregiver.formats import PlainFormats
from caregiver.settings import Settings
from tests.builders import a_medication, a_schedule
from tests.ui.reminder_fakes import (
    FakeChooser,
    FakeLedger,
    FakeNotifier,
    FakeWake,
    an_item,
)
from ui.reminders.center import Reminders
from ui.reminders.notices import Way
from ui.reminders.quiet import minutes_until, quiet_end


class FakeHost:
    """Note what the reminders ask of the window."""

    def __init__(self) -> None:
        self.settings = Settings(notification_words="full")
        self.formats = PlainFormats()
        self.went: list[tuple[str, str]] = []
        self.told: list[str] = []
        self.failures: list[UserError] = []

    def go(self, page: str, target: str = "") -> None:
        self.went.append((page, target))

    def tell(self, sentence: str, *, undo: bool = True) -> None:
        self.told.append(sentence)

    def fail(self, error: UserError) -> None:
        self.failures.append(error)


@pytest.fixture
def ledger(clock: FixedClock) -> FakeLedger:
    return FakeLedger(clock, looked_at=clock.now())


@pytest.fixture
def host() -> FakeHost:
    return FakeHost()


@pytest.fixture
def notifier() -> FakeNotifier:
    return FakeNotifier()


@pytest.fixture
def start(
    caregiver_app: Any, ledger: FakeLedger, host: FakeHost, notifier: FakeNotifier
) -> Callable[[], Any]:
    """Begin to remind; return the reminders with what stands around them."""
    made: list[Reminders] = []

    def begin() -> Any:
        caregiver_app.reminders = ledger
        chooser, wake = FakeChooser(notifier), FakeWake()
        one = Reminders(caregiver_app, host, chooser, wake)  # type: ignore[arg-type]
        made.append(one)
        one.start()
        return SimpleNamespace(reminders=one, wake=wake, chooser=chooser)

    yield begin
    for one in made:
        one.close()


def pass_to(world: Any, clock: FixedClock, then: datetime) -> None:
    """Let the clock run and wake wherever the reminders asked to be woken."""
    while world.wake.due is not None and world.wake.due <= then:
        if world.wake.due > clock.now():
            clock.advance(seconds=(world.wake.due - clock.now()).total_seconds())
        world.wake.due = None
        world.wake.woke.emit(False)
    if then > clock.now():
        clock.advance(seconds=(then - clock.now()).total_seconds())


def bodies(notifier: FakeNotifier) -> list[str]:
    return [plain(f"{one.title} | {one.body}") for one in notifier.shown]


def plain(words: str) -> str:
    """Return words with usual spaces for those that do not break."""
    return words.replace("\N{NO-BREAK SPACE}", " ")


# Announcing


def test_what_comes_due_is_announced_once_and_at_its_minute(start, clock, ledger, notifier):
    due = clock.now() + timedelta(minutes=7)
    ledger.planned = [an_item(due)]
    world = start()
    assert world.wake.due == due
    pass_to(world, clock, due + timedelta(hours=3))
    assert bodies(notifier) == ["Clinic visit | 8:07 AM"]
    assert world.wake.due is None


def test_several_at_one_minute_are_one_notice(start, clock, ledger, notifier):
    due = clock.now() + timedelta(minutes=7)
    ledger.planned = [an_item(due, key=str(n), title=f"Number {n}") for n in range(7)]
    pass_to(start(), clock, due)
    (shown,) = notifier.shown
    assert shown.title == "7 things are due."
    assert plain(shown.body).splitlines()[0] == "8:07 AM  Number 0"
    assert shown.body.splitlines()[-1] == "and 2 more"


@pytest.mark.parametrize(("number", "said"), [(1, "Something is due."), (2, "2 things are due.")])
def test_neutral_words_name_nothing(start, clock, ledger, host, notifier, number, said):
    host.settings.notification_words = "neutral"
    due = clock.now() + timedelta(minutes=1)
    ledger.planned = [an_item(due, "dose", key=str(n), title="Lenalidomide") for n in range(number)]
    pass_to(start(), clock, due)
    (shown,) = notifier.shown
    assert (shown.title, shown.body) == ("Caregiver Organizer", said)
    assert [answer for answer, _ in shown.buttons] == ["later", "open"]


def test_a_notice_of_the_example_family_says_so(start, caregiver_app, clock, ledger, notifier):
    caregiver_app.people.save_patient(replace(caregiver_app.people.patient(), is_example=True))
    ledger.planned = [an_item(clock.now())]
    start()
    assert notifier.shown[0].title == "Example family: Clinic visit"


def test_the_day_is_said_of_what_falls_on_another_one(start, clock, ledger, notifier):
    due = clock.now() + timedelta(minutes=1)
    ledger.planned = [
        an_item(due, key="a", falls=due + timedelta(days=1)),
        an_item(due + timedelta(minutes=1), key="b", falls=due + timedelta(days=7)),
    ]
    pass_to(start(), clock, due + timedelta(minutes=1))
    assert [plain(one.body) for one in notifier.shown] == [
        "Tomorrow, 8:01 AM",
        "Mon, Mar 22, 8:01 AM",
    ]


def test_what_passed_is_one_notice_and_one_list(start, clock, ledger, notifier, qtbot):
    began = ledger.looked_at = clock.now() - timedelta(hours=11)
    ledger.planned = [an_item(began + timedelta(hours=n), key=str(n)) for n in range(1, 4)]
    world = start()
    (shown,) = notifier.shown
    assert shown.title == "3 things were due while the program was off."
    assert [one.key for one in world.reminders.passed()] == ["1", "2", "3"]
    assert world.reminders.off_span() == (began, clock.now())
    said = world.reminders.writer().span(*world.reminders.off_span())
    assert plain(said) == "Reminders were off from 9:00 PM to 8:00 AM."
    world.reminders.seen(world.reminders.passed())
    assert world.reminders.items() == ()
    assert notifier.in_sight == {}


def test_days_are_named_where_it_was_off_for_long(start, clock, ledger):
    ledger.looked_at = clock.now() - timedelta(days=5)
    world = start()
    said = world.reminders.writer().span(*world.reminders.off_span())
    assert plain(said) == "Reminders were off from Wed, Mar 10, 7:00 AM to today, 8:00 AM."


def test_after_sleep_everything_is_told_once(start, clock, ledger, notifier):
    ledger.planned = [an_item(clock.now() + timedelta(hours=n), key=str(n)) for n in range(1, 9)]
    world = start()
    clock.advance(hours=7, minutes=30)
    world.wake.woke.emit(True)
    world.wake.woke.emit(True)
    assert len(notifier.shown) == 1
    assert len(world.reminders.passed()) == 7
    pass_to(world, clock, clock.now() + timedelta(hours=1))
    assert len(notifier.shown) == 2


def test_open_reminders_are_there_after_a_restart_without_a_second_notice(
    start, clock, ledger, notifier
):
    item = an_item(clock.now() - timedelta(hours=1))
    ledger.open[item.key] = item
    world = start()
    assert world.reminders.items() == (item,)
    assert notifier.shown == []


# Again, later, quiet


def test_it_tells_again_until_answered_and_no_more_often_than_chosen(
    start, clock, ledger, host, notifier
):
    host.settings.renotify_minutes, host.settings.renotify_times = 10, 3
    due = clock.now() + timedelta(minutes=1)
    ledger.planned = [an_item(due)]
    pass_to(start(), clock, due + timedelta(hours=5))
    assert len(notifier.shown) == 4  # the first and three more
    assert {one.key for one in notifier.shown} == {notifier.shown[0].key}


def test_it_tells_no_more_once_it_is_answered(start, clock, ledger, host, notifier):
    host.settings.renotify_minutes = 10
    due = clock.now() + timedelta(minutes=1)
    ledger.planned = [an_item(due)]
    world = start()
    pass_to(world, clock, due + timedelta(minutes=12))
    notifier.pressed.emit(notifier.shown[0].key, "seen")
    pass_to(world, clock, due + timedelta(hours=5))
    assert len(notifier.shown) == 2
    assert notifier.in_sight == {}


def test_of_a_group_only_the_open_ones_are_told_again(start, clock, ledger, host, notifier):
    host.settings.renotify_minutes = 10
    due = clock.now() + timedelta(minutes=1)
    ledger.planned = [an_item(due, key="a", title="A"), an_item(due, key="b", title="B")]
    world = start()
    pass_to(world, clock, due)
    world.reminders.seen([ledger.open["a"]])
    pass_to(world, clock, due + timedelta(minutes=10))
    assert bodies(notifier)[-1] == "B | 8:01 AM"


def test_later_comes_back_after_ten_minutes(start, clock, ledger, host, notifier):
    host.settings.renotify_minutes = 5
    due = clock.now() + timedelta(minutes=1)
    ledger.planned = [an_item(due)]
    world = start()
    pass_to(world, clock, due)
    notifier.pressed.emit(notifier.shown[0].key, "later")
    assert world.reminders.items() == ()
    assert notifier.in_sight == {}
    pass_to(world, clock, due + timedelta(minutes=9))
    assert len(notifier.shown) == 1
    pass_to(world, clock, due + timedelta(minutes=10))
    assert len(notifier.shown) == 2


@pytest.mark.parametrize(("name", "hour", "minutes"), [
    ("10", 8, 10), ("60", 8, 60), ("evening", 8, 600), ("evening", 20, 22 * 60),
])  # fmt: skip
def test_later_may_be_this_evening(start, clock, ledger, name, hour, minutes):
    clock.advance(hours=hour - 8)
    ledger.looked_at = clock.now()
    item = an_item(clock.now())
    ledger.planned = [item]
    world = start()
    world.reminders.later_by_name(world.reminders.items(), name)
    assert ledger.snoozed[item.key] == clock.now() + timedelta(minutes=minutes)


def test_quiet_hours_are_told_in_one_notice_when_they_end(start, clock, ledger, host, notifier):
    host.settings.quiet_from, host.settings.quiet_until = "07:30", "10:00"
    ledger.planned = [an_item(clock.now() + timedelta(minutes=n), key=str(n)) for n in (5, 20, 90)]
    world = start()
    pass_to(world, clock, clock.now() + timedelta(minutes=119))
    assert notifier.shown == []
    pass_to(world, clock, clock.now() + timedelta(minutes=1))
    (shown,) = notifier.shown
    assert shown.title == "3 things were due during the quiet hours."
    assert len(world.reminders.items()) == 3


def test_a_start_in_the_quiet_hours_tells_what_passed_when_they_end(
    start, clock, ledger, host, notifier
):
    host.settings.quiet_from, host.settings.quiet_until = "22:00", "09:00"
    ledger.looked_at = clock.now() - timedelta(hours=5)
    ledger.planned = [an_item(clock.now() - timedelta(hours=2))]
    world = start()
    assert notifier.shown == []
    assert world.reminders.passed() == tuple(ledger.planned)  # for those who look by themselves
    pass_to(world, clock, clock.now() + timedelta(hours=1))
    assert len(notifier.shown) == 1


def test_nothing_is_told_again_in_the_quiet_hours(start, clock, ledger, host, notifier):
    host.settings.renotify_minutes = 10
    host.settings.quiet_from, host.settings.quiet_until = "08:05", "09:00"
    due = clock.now() + timedelta(minutes=1)
    ledger.planned = [an_item(due)]
    world = start()
    pass_to(world, clock, due + timedelta(minutes=50))
    assert len(notifier.shown) == 1
    pass_to(world, clock, due + timedelta(minutes=60))
    assert len(notifier.shown) == 2


def test_quiet_for_an_hour(start, clock, ledger, notifier):
    ledger.planned = [an_item(clock.now() + timedelta(minutes=30))]
    world = start()
    world.reminders.quiet_for(60)
    pass_to(world, clock, clock.now() + timedelta(minutes=59))
    assert notifier.shown == []
    pass_to(world, clock, clock.now() + timedelta(minutes=2))
    assert len(notifier.shown) == 1


@pytest.mark.parametrize(("first", "last", "hour", "minute", "ends"), [
    ("22:00", "07:00", 23, 0, (16, 7)), ("22:00", "07:00", 6, 59, (15, 7)),
    ("22:00", "07:00", 7, 0, None), ("22:00", "07:00", 21, 59, None),
    ("22:00", "07:00", 22, 0, (16, 7)), ("13:00", "15:00", 14, 0, (15, 15)),
    ("13:00", "15:00", 15, 0, None), ("", "", 3, 0, None), ("09:00", "09:00", 9, 0, None),
])  # fmt: skip
def test_when_quiet_hours_end(clock, first, last, hour, minute, ends):
    settings = Settings(quiet_from=first, quiet_until=last)
    now = clock.local_now().replace(hour=hour, minute=minute)
    found = quiet_end(settings, now)
    assert (found and (found.day, found.hour)) == ends


@pytest.mark.parametrize(("seconds", "minutes"), [(1, 1), (60, 1), (61, 2), (0, 1), (-90, 1)])
def test_minutes_are_rounded_up(clock, seconds, minutes):
    assert minutes_until(clock.now(), clock.now() + timedelta(seconds=seconds)) == minutes


# Answers


def a_planned_dose(caregiver_app, clock):
    medication = a_medication(name="Dexamethasone")
    schedule = a_schedule(medication)
    caregiver_app.medications.add(medication, [schedule])
    entry = next(one for one in caregiver_app.doses.on() if one.time is not None)
    falls = datetime.combine(entry.day, entry.time, clock.zone())
    return entry, falls


def test_taken_records_the_dose_and_answers(start, caregiver_app, clock, ledger, host, notifier):
    entry, falls = a_planned_dose(caregiver_app, clock)
    record_id = entry.schedule.id
    ledger.planned = [an_item(clock.now(), "dose", record_id=record_id, falls=falls,
                              title="Dexamethasone")]  # fmt: skip
    start()
    assert [answer for answer, _ in notifier.shown[0].buttons] == ["taken", "later", "open"]
    notifier.pressed.emit(notifier.shown[0].key, "taken")
    (after,) = (one for one in caregiver_app.doses.on() if one.time == entry.time)
    assert after.dose is not None
    assert host.told == ["Dexamethasone taken"]
    assert ledger.answered
    caregiver_app.undo()


def test_taken_never_doubles_a_dose(start, caregiver_app, clock, ledger, notifier):
    entry, falls = a_planned_dose(caregiver_app, clock)
    item = an_item(clock.now(), "dose", record_id=entry.schedule.id, falls=falls)
    ledger.planned = [item]
    world = start()
    dose = caregiver_app.doses.take(entry)
    world.reminders.take(item)
    (after,) = (one for one in caregiver_app.doses.on() if one.time == entry.time)
    assert after.dose == dose


def test_a_dose_that_is_planned_no_more_is_shown_not_guessed(start, clock, ledger, host):
    item = an_item(clock.now(), "dose", record_id="gone")
    ledger.planned = [item]
    world = start()
    world.reminders.take(item)
    assert host.went == [("today", "")]
    assert world.reminders.items() == (item,)


@pytest.mark.parametrize(("what", "place"), [
    ("appointment", ("calendar", "x")), ("collection", ("calendar", "x")), ("dose", ("today", "")),
    ("follow_up", ("follow_ups", "x")), ("task", ("follow_ups", "x")),
])  # fmt: skip
@pytest.mark.parametrize("answer", ["open", "default"])
def test_open_brings_the_window_to_the_front_and_shows_it(
    start, clock, ledger, host, notifier, qtbot, what, place, answer
):
    ledger.planned = [an_item(clock.now(), what)]
    world = start()
    with qtbot.waitSignal(world.reminders.front_asked):
        notifier.pressed.emit(notifier.shown[0].key, answer)
    assert host.went == [place]
    assert len(world.reminders.items()) == 1  # looking is no answer


def test_open_of_several_shows_the_list(start, clock, ledger, host, notifier):
    ledger.planned = [an_item(clock.now(), key="a"), an_item(clock.now(), key="b")]
    start()
    notifier.pressed.emit(notifier.shown[0].key, "open")
    assert host.went == [("reminders", "")]


def test_a_notice_that_is_waved_away_stays_in_the_list(start, clock, ledger, notifier):
    ledger.planned = [an_item(clock.now())]
    world = start()
    notifier.closed.emit(notifier.shown[0].key)
    assert len(world.reminders.items()) == 1


def test_what_is_answered_elsewhere_loses_its_notice(start, clock, ledger, notifier, qtbot):
    item = an_item(clock.now())
    ledger.planned = [item]
    world = start()
    ledger.answer_all([item])  # recorded on Today
    with qtbot.waitSignal(world.reminders.changed):
        world.reminders.records_changed()
    assert notifier.in_sight == {}


# Choices and trouble


def test_kinds_that_are_switched_off_are_not_told(start, clock, ledger, host, notifier):
    host.settings.remind_doses = False
    ledger.planned = [an_item(clock.now(), "dose", key="a"), an_item(clock.now(), key="b")]
    world = start()
    assert [one.key for one in world.reminders.items()] == ["b"]
    assert len(notifier.shown) == 1


def test_what_is_switched_on_begins_now(start, clock, ledger, host, notifier):
    host.settings.reminders_on = False
    ledger.planned = [an_item(clock.now() + timedelta(minutes=n), key=str(n)) for n in (1, 90)]
    world = start()
    assert ledger.looks == 0
    assert world.wake.due is None
    clock.advance(hours=1)
    host.settings.reminders_on = True
    world.reminders.settings_changed()
    assert notifier.shown == []
    assert world.reminders.items() == ()
    pass_to(world, clock, clock.now() + timedelta(minutes=30))
    assert len(notifier.shown) == 1


def test_switching_off_takes_everything_away(start, clock, ledger, host, notifier):
    ledger.planned = [an_item(clock.now())]
    world = start()
    host.settings.reminders_on = False
    world.reminders.settings_changed()
    assert notifier.in_sight == {}
    assert world.reminders.items() == ()


def test_a_way_that_fails_gives_way_to_another(start, clock, ledger, notifier, qtbot):
    ledger.planned = [an_item(clock.now())]
    world = start()
    with qtbot.waitSignal(world.chooser.found):
        notifier.failed.emit(notifier.shown[0])
    assert world.chooser.fallen_back == 1
    assert world.chooser.notifier.shown == [notifier.shown[0]]


def test_the_best_way_is_looked_for_again_while_another_one_is_used(start, clock, ledger, notifier):
    notifier.way = Way.WINDOW  # the desktop's server was not there at login
    ledger.planned = [an_item(clock.now() + timedelta(minutes=5))]
    world = start()
    world.chooser.notifier = better = FakeNotifier()
    pass_to(world, clock, clock.now() + timedelta(minutes=5))
    assert notifier.shown == []
    assert len(better.shown) == 1


def test_a_file_that_cannot_be_read_is_told_and_looked_at_again(start, clock, ledger, host):
    world = start()
    error = UserError("gone")

    def refuse():
        raise error

    ledger.look = refuse  # type: ignore[method-assign]
    world.wake.woke.emit(False)
    assert host.failures == [error]


def test_a_ledger_that_stays_behind_is_not_asked_without_end(start, clock, ledger):
    ledger.next_due = lambda: clock.now() - timedelta(hours=1)  # type: ignore[method-assign]
    world = start()
    assert world.wake.due > clock.now()


def test_a_test_notice_is_sent(start, notifier, host):
    host.settings.notification_words = "neutral"
    start().reminders.send_trial()
    assert bodies(notifier) == ["Caregiver Organizer | This is a test. Reminders look like this."]
