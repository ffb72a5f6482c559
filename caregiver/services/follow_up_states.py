"""Where every follow-up stands on a day, in one read; what Today and the calendar need of them."""

from collections.abc import Iterator
from datetime import date, timedelta

from caregiver.domain.appointments import Appointment, Occurrence, occurrences
from caregiver.domain.follow_up_plan import (
    FollowUpState,
    FollowUpStatus,
    current_round,
    done_day,
    state_of,
)
from caregiver.domain.follow_ups import FollowUp
from caregiver.storage import follow_ups as rows
from caregiver.storage.reading import Reader

LOOK_AHEAD = timedelta(days=750)
# An appointment this long before it was linked may be what a round stands for.
LOOK_BACK = timedelta(days=60)


def states_in(reader: Reader, today: date) -> tuple[FollowUpState, ...]:
    """Return where every plan stands on `today`: what is due longest first, paused ones last."""
    plans = reader.all(FollowUp, "name")
    if not plans:
        return ()
    rounds = rows.current_rounds(reader.connection)
    linked = {
        one.appointment_id
        for found in rounds.values()
        for one in found
        if one.appointment_id and done_day(one) is None
    }
    appointments = {one.id: one for one in reader.among(Appointment, "id", sorted(linked))}
    found = []
    for plan in plans:
        held = rounds.get(plan.id, [])
        now = current_round(held)
        appointment = appointments.get(now.appointment_id or "") if now else None
        times = list(_times(appointment, today)) if appointment else []
        found.append(state_of(plan, held, times, today))
    return tuple(sorted(found, key=_due_first))


def _times(appointment: Appointment, today: date) -> Iterator[Occurrence]:
    """Return when a linked appointment falls around `today`; a single one whenever it is."""
    if appointment.repeats or appointment.starts is None:
        return occurrences(appointment, today - LOOK_BACK, today + LOOK_AHEAD)
    return iter((Occurrence(appointment, appointment.starts, appointment.ends),))


def _due_first(state: FollowUpState) -> tuple[bool, bool, date, str]:
    is_paused = state.status is FollowUpStatus.PAUSED
    return (is_paused, not state.is_due, state.next_due_from or date.max, state.plan.name)
