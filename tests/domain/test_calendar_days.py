"""What stands on the days of the calendar, and what of it is wanted."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from caregiver.domain.appointments import (
    Appointment,
    AppointmentKind,
    AppointmentStatus,
    Occurrence,
)
from caregiver.domain.calendar_days import EVERYTHING, HomeBlock, Shown, home_block
from tests.builders import an_appointment

NEW_YORK = ZoneInfo("America/New_York")
TUESDAY = datetime(2027, 3, 16, 8, 0)


def occurrence_of(appointment: Appointment, days_later: int = 0) -> Occurrence:
    """Return one date of an appointment."""
    assert appointment.starts is not None
    return Occurrence(appointment, appointment.starts + timedelta(days=days_later), None)


def a_collection(**changes: Any) -> Appointment:
    """A blood test on Tuesday at 8:00, to which 24-hour urine is brought."""
    return an_appointment(**{"starts": TUESDAY, "ends": None, "collects_urine": True, **changes})


@pytest.mark.parametrize(
    ("shown", "is_wanted"),
    [
        (EVERYTHING, True),
        (Shown(appointments=False), False),
        (Shown(medicines=False, follow_ups=False), True),
        (Shown(hidden_kinds=frozenset({AppointmentKind.CLINIC})), False),
        (Shown(hidden_kinds=frozenset({AppointmentKind.EYE})), True),
        (Shown(member_id="doctor"), True),
        (Shown(member_id="nurse"), False),
    ],
)
def test_an_appointment_is_wanted_by_kind_and_person(shown: Shown, is_wanted: bool) -> None:
    assert shown.has(occurrence_of(an_appointment(member_id="doctor"))) is is_wanted
    assert shown.is_everything == (shown is EVERYTHING)


@pytest.mark.parametrize(
    ("changes", "block"),
    [
        ({}, ((15, 8), (16, 8))),
        ({"collection_starts": datetime(2027, 3, 15, 7)}, ((15, 7), (16, 7))),
        ({"collection_began_at": datetime(2027, 3, 15, 11, 30, tzinfo=UTC)}, ((15, 7), (16, 7))),
        (
            {
                "collection_began_at": datetime(2027, 3, 15, 11, tzinfo=UTC),
                "collection_ended_at": datetime(2027, 3, 16, 10, tzinfo=UTC),
            },
            ((15, 7), (16, 6)),
        ),
        ({"collects_urine": False}, None),
        ({"status": AppointmentStatus.CANCELLED}, None),
    ],
)
def test_urine_is_collected_for_a_day_before(changes: dict[str, Any], block: Any) -> None:
    found = home_block(occurrence_of(a_collection(**changes)), NEW_YORK)

    hours = found and tuple((one.day, one.hour) for one in (found.starts, found.ends))
    assert hours == block


def test_a_later_date_of_a_series_has_hours_of_its_own() -> None:
    series = a_collection(
        rule="FREQ=WEEKLY",
        collection_starts=datetime(2027, 3, 15, 7),
        collection_began_at=datetime(2027, 3, 15, 12, tzinfo=UTC),
    )

    found = home_block(occurrence_of(series, days_later=7), NEW_YORK)

    assert found is not None
    assert (found.starts, found.ends) == (datetime(2027, 3, 22, 7), datetime(2027, 3, 23, 7))


def test_daylight_saving_does_not_shorten_the_24_hours() -> None:
    sunday = a_collection(
        starts=datetime(2027, 3, 14, 9), collection_starts=datetime(2027, 3, 13, 7)
    )

    found = home_block(occurrence_of(sunday), NEW_YORK)

    assert found is not None
    assert found.ends == datetime(2027, 3, 14, 8)


@given(st.datetimes(datetime(2020, 1, 1), datetime(2035, 1, 1)), st.integers(0, 72))
def test_a_block_is_on_its_days_and_no_others(starts: datetime, hours: int) -> None:
    starts = starts.replace(second=0, microsecond=0)
    block = HomeBlock(occurrence_of(a_collection()), starts, starts + timedelta(hours=hours + 1))

    last = (block.ends - timedelta(minutes=1)).date()
    around = [starts.date() + timedelta(days=number) for number in range(-2, 6)]
    assert [day for day in around if block.is_on(day)] == [
        day for day in around if starts.date() <= day <= last
    ]


def test_an_appointment_without_a_start_has_no_hours() -> None:
    nothing = replace(a_collection(), starts=None)

    assert home_block(Occurrence(nothing, TUESDAY, None), NEW_YORK) is None
