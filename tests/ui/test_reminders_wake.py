"""Waking by the wall clock: at the instant, after sleep, and when the clock is set."""

import errno
import os
import sys
from datetime import UTC, datetime, timedelta

import pytest
from pytestqt.qtbot import QtBot

from caregiver.clock import FixedClock, SystemClock
from ui.reminders import wake
from ui.reminders.wake import KernelWake, PollWake, StillWake, make_wake

linux = pytest.mark.skipif(sys.platform != "linux", reason="timerfd is of Linux")


@pytest.fixture
def poll(clock: FixedClock):
    made = PollWake(clock)
    yield made
    made.close()


def woken(one):
    seen = []
    one.woke.connect(seen.append)
    return seen


def test_the_poll_wakes_at_the_instant_and_once(poll, clock):
    seen = woken(poll)
    poll.at(clock.now() + timedelta(minutes=1))
    clock.advance(seconds=59)
    poll._expected = clock.now()
    poll.look()
    assert seen == []
    clock.advance(seconds=1)
    poll.look()
    clock.advance(seconds=5)
    poll.look()
    assert seen == [False]


def test_the_poll_looks_at_least_every_five_seconds_and_in_time(poll, clock):
    assert poll._timer.interval() == 5000
    poll.at(clock.now() + timedelta(hours=1))
    assert poll._timer.interval() == 5000
    poll.at(clock.now() + timedelta(seconds=2))
    assert poll._timer.interval() == 2001
    poll.at(clock.now() - timedelta(hours=1))
    assert poll._timer.interval() <= 1


@pytest.mark.parametrize("hours", [7, -7])
def test_the_poll_notices_sleep_and_a_clock_that_was_set(poll, clock, hours):
    seen = woken(poll)
    poll.at(clock.now() + timedelta(days=1))
    clock.advance(hours=hours)
    poll.look()
    assert seen == [True]


def test_sleep_over_the_instant_wakes_once(poll, clock):
    seen = woken(poll)
    poll.at(clock.now() + timedelta(minutes=20))
    clock.advance(hours=8)
    poll.look()
    poll.look()
    assert seen == [True]


def test_a_poll_that_was_closed_never_wakes(poll, clock, qtbot: QtBot):
    poll.at(clock.now() - timedelta(seconds=1))
    poll.close()
    with qtbot.assertNotEmitted(poll.woke, wait=50):
        pass


@linux
def test_the_kernel_wakes_at_the_instant(qtbot: QtBot):
    made = KernelWake()
    clock = SystemClock()
    due = clock.now() + timedelta(milliseconds=150)
    made.at(due)
    with qtbot.waitSignal(made.woke, timeout=3000) as woke:
        pass
    assert woke.args == [False]
    assert timedelta() <= clock.now() - due < timedelta(seconds=1)
    made.close()


@linux
def test_the_kernel_wakes_at_once_for_the_past_and_once(qtbot: QtBot):
    made = KernelWake()
    seen = woken(made)
    made.at(datetime(1999, 1, 1, tzinfo=UTC))
    qtbot.waitUntil(lambda: bool(seen))
    made.at(SystemClock().now() + timedelta(hours=1))
    with qtbot.assertNotEmitted(made.woke, wait=80):
        pass
    assert seen == [False]
    made.close()


@linux
def test_the_kernel_tells_of_a_clock_that_was_set(qtbot: QtBot, monkeypatch):
    made = KernelWake()
    seen = woken(made)

    def read(_file, _size):
        raise OSError(errno.ECANCELED, "clock was set")

    monkeypatch.setattr(wake.os, "read", read)
    made.at(SystemClock().now() + timedelta(hours=1))
    made._ready()
    assert seen == [True]
    assert made._due is not None  # what was asked for still holds
    made.close()


@linux
def test_a_clock_set_between_two_armings_is_told_too(qtbot: QtBot, monkeypatch):
    made = KernelWake()
    answers = iter([errno.ECANCELED, 0])
    monkeypatch.setattr(made, "_set_timer", lambda: next(answers))
    with qtbot.waitSignal(made.woke) as woke:
        made.at(None)
    assert woke.args == [True]
    monkeypatch.undo()
    made.close()


@linux
def test_the_kernel_leaves_no_file_open():
    before = len(os.listdir("/proc/self/fd"))
    made = KernelWake()
    made.close()
    made.close()
    assert len(os.listdir("/proc/self/fd")) == before


@linux
def test_the_machines_clock_needs_no_poll():
    made = make_wake(SystemClock())
    assert isinstance(made, KernelWake)
    made.close()


def test_a_clock_that_stands_still_wakes_for_the_past_only(clock, qtbot: QtBot):
    made = make_wake(clock)
    assert isinstance(made, StillWake)
    made.at(clock.now() + timedelta(seconds=1))
    with qtbot.assertNotEmitted(made.woke, wait=30):
        pass
    with qtbot.waitSignal(made.woke):
        made.at(clock.now())
    made.close()


def test_another_clock_is_polled(clock):
    class Ours:
        now = clock.now

    made = make_wake(Ours())
    assert isinstance(made, PollWake)
    made.close()


@linux
def test_a_kernel_without_it_is_polled(monkeypatch):
    def refuse(_parent):
        raise OSError(errno.ENOSYS, "timerfd_create")

    monkeypatch.setattr(wake, "KernelWake", refuse)
    made = make_wake(SystemClock())
    assert isinstance(made, PollWake)
    made.close()
