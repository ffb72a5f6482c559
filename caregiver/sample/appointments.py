"""Where the family has to be: infusions, blood tests, visits, exercise, and what is long past."""

from datetime import date, datetime, time, timedelta
from typing import Any

from caregiver.domain.appointments import Appointment, AppointmentKind, AppointmentStatus
from caregiver.domain.recurrence import WEEKDAYS
from caregiver.sample.results import panel_days
from caregiver.sample.story import (
    HISTORY_DAYS,
    LAST_VISIT,
    NEXT_VISIT,
    SECOND_CYCLE,
    THIRD_CYCLE,
    THIRD_LINE,
    Story,
)

CLINIC_TIME = time(10, 30)
# The visits went on every 4 weeks; the last one was 19 days ago.
VISIT_EVERY = 28


def tell(story: Story) -> None:
    """Tell what was and is planned."""
    _visits(story)
    _infusions(story)
    _blood_tests(story)
    _therapy_series(story)
    _single(story)


def _add(
    story: Story, title: str, kind: AppointmentKind, starts: datetime, minutes: int, **fields: Any
) -> Appointment:
    ends = starts + timedelta(minutes=minutes)
    begins_at = starts.replace(tzinfo=story.zone)
    status = AppointmentStatus.PLANNED
    if story.has_happened(begins_at + timedelta(minutes=minutes)):
        status = AppointmentStatus.ATTENDED
    return story.add(
        Appointment(
            id=story.new_id(),
            title=title,
            sort=kind,
            starts=starts,
            ends=ends,
            zone=story.zone.key,
            **{"status": status, **fields},
        )
    )


def _visits(story: Story) -> None:
    doctor = story.team["doctor"].id
    past = range(-LAST_VISIT, -HISTORY_DAYS, -VISIT_EVERY)
    for offset in [*reversed(past), NEXT_VISIT, NEXT_VISIT + VISIT_EVERY]:
        starts = datetime.combine(story.workday(offset), CLINIC_TIME)
        is_next = offset == NEXT_VISIT
        story.clinic.append(
            _add(
                story, "Hematology clinic", AppointmentKind.CLINIC, starts, 30,
                member_id=doctor,
                location="Riverside Hospital, clinic B",
                leave_by=time(9, 45) if is_next else None,
                driver="Anna" if is_next else "",
                bring="Visit summary, medicine boxes, glasses" if is_next else "",
                **({"status": AppointmentStatus.CONFIRMED} if is_next else {}),
            )
        )  # fmt: skip


def _infusions(story: Story) -> None:
    weekly = range(-THIRD_LINE, -THIRD_CYCLE, 7)
    every_other = range(-THIRD_CYCLE, 2 * VISIT_EVERY + 1, 14)
    for offset in [*weekly, *every_other]:
        _add(
            story, "Daratumumab injection", AppointmentKind.INFUSION,
            story.local(offset, time(11, 30)), 60,
            location="Infusion center, level 2",
            leave_by=time(10, 50),
            driver="Ben",
            bring="medicine list, warm layer, water",
        )  # fmt: skip


def _blood_tests(story: Story) -> None:
    for day in [*panel_days(story), story.workday(2), story.workday(2 + VISIT_EVERY)]:
        _add(
            story, "Blood test", AppointmentKind.LAB_DRAW, datetime.combine(day, time(8, 0)), 15,
            location="Riverside Hospital, laboratory",
        )  # fmt: skip


def _therapy_series(story: Story) -> None:
    first = story.workday(-SECOND_CYCLE + 10)
    weekday = WEEKDAYS[first.weekday()]
    left_out = first + timedelta(days=21)
    last = first + timedelta(days=7 * 12)
    _add(
        story, "Physical therapy", AppointmentKind.SUPPORT, datetime.combine(first, time(14, 0)),
        45,
        rule=f"FREQ=WEEKLY;BYDAY={weekday};UNTIL={last:%Y%m%d}",
        excluded_days=(left_out,),
        status=AppointmentStatus.PLANNED,
        member_id=story.team["therapist"].id,
        location="Riverside Rehab, ground floor",
        bring="flat shoes",
        note="Hands and balance. One date left out: the therapist was away.",
    )  # fmt: skip


# Single appointments: days from today, hour and minute, minutes it takes, kind, what, where,
# with whom of the team, note.
_SINGLE = (
    (-77, (9, 15), 90, AppointmentKind.SCAN, "PET-CT scan", "Riverside Hospital, imaging", "",
     "Nothing to eat for 6 hours before."),
    (-5, (14, 0), 15, AppointmentKind.TELE, "Call with Nurse Lee: results", "", "nurse",
     "She calls the house phone."),
    (24, (15, 30), 45, AppointmentKind.DENTAL, "Dental cleaning", "Elm Street Dental", "dentist",
     "Ask the team first whether this is a good week."),
    (-480, (15, 0), 30, AppointmentKind.DENTAL, "Dental check", "Elm Street Dental", "dentist", ""),
    (-196, (11, 0), 40, AppointmentKind.EYE, "Eye check", "Elm Street Eyes", "", ""),
    (-150, (16, 20), 15, AppointmentKind.VACCINE, "Flu vaccine", "Elm Street Practice", "primary",
     ""),
    (-23, (13, 0), 30, AppointmentKind.OTHER, "Hearing test", "Elm Street Practice", "",
     "Called off: the week before was hard enough."),
)  # fmt: skip
_CALLED_OFF = "Hearing test"
_BONE_MEDICINE_DAYS = (-461, -377, -293, -209, -125, -41, 43)


def _single(story: Story) -> None:
    for offset, (hour, minute), minutes, kind, title, location, member, note in _SINGLE:
        called_off = {"status": AppointmentStatus.CANCELLED} if title == _CALLED_OFF else {}
        _add(
            story, title, kind, datetime.combine(story.workday(offset), time(hour, minute)),
            minutes,
            location=location,
            member_id=story.team[member].id if member else None,
            note=note,
            **called_off,
        )  # fmt: skip
    for offset in _BONE_MEDICINE_DAYS:
        _add(
            story, "Zoledronic acid", AppointmentKind.INFUSION,
            datetime.combine(story.workday(offset), time(12, 45)), 45,
            location="Infusion center, level 2",
            bring="water",
        )  # fmt: skip
    _all_day(story, "Pomalidomide delivery", 16, "Somebody must be home to sign.")


def _all_day(story: Story, title: str, offset: int, note: str) -> None:
    day: date = story.workday(offset)
    story.add(
        Appointment(
            id=story.new_id(),
            title=title,
            sort=AppointmentKind.PHARMACY,
            starts=datetime.combine(day, time()),
            ends=datetime.combine(day, time()),
            zone=story.zone.key,
            all_day=True,
            member_id=story.team["specialty"].id,
            note=note,
        )
    )
