"""Finding the visit that an option means: by its own id, its appointment's id, or the next one."""

from datetime import timedelta

from caregiver.app import Caregiver
from caregiver.domain.appointments import Occurrence, occurrences
from caregiver.domain.visits import Visit
from caregiver.errors import NotFound
from caregiver.services.visits import visit_for

NEXT = "next"
_AHEAD = timedelta(days=750)


def visit_asked_for(app: Caregiver, wanted: str | None) -> Visit | None:
    """Return the visit asked for, an unsaved one where it is not prepared yet.

    Without a wish it is the next one, or None. Raises `NotFound` where there is no such visit.
    """
    if wanted is None or wanted == NEXT:
        coming = app.visits.next()
        if coming is not None:
            return coming.visit or visit_for(coming.occurrence)
        if wanted == NEXT:
            raise NotFound("no_visit")
        return None
    found = app.visits.get(wanted)
    if found is not None:
        return found
    occurrence = _occurrence(app, wanted)
    return _prepared(app, occurrence) or visit_for(occurrence)


def saved_visit_id(app: Caregiver, wanted: str) -> str:
    """Return the id of a visit that is in the file, preparing it where it was not yet."""
    found = visit_asked_for(app, wanted)
    assert found is not None
    if app.visits.get(found.id) is not None:
        return found.id
    if wanted == NEXT:
        coming = app.visits.next()
        assert coming is not None
        return app.visits.prepare(coming.occurrence).id
    return app.visits.prepare(_occurrence(app, wanted)).id


def _occurrence(app: Caregiver, appointment_id: str) -> Occurrence:
    """Return the next date of an appointment, else its first one."""
    appointment = app.appointments.get(appointment_id)
    if appointment is None or appointment.starts is None:
        raise NotFound("no_visit")
    first = appointment.starts.date()
    today = app.clock.today()
    coming = next(occurrences(appointment, max(first, today), today + _AHEAD), None)
    return coming or Occurrence(appointment, appointment.starts, appointment.ends)


def _prepared(app: Caregiver, occurrence: Occurrence) -> Visit | None:
    return next(
        (
            one
            for one in app.visits.all()
            if one.appointment_id == occurrence.appointment.id and one.starts == occurrence.starts
        ),
        None,
    )
