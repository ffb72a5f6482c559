"""An appointment as a paper says it: its kind in a word, what to bring, where its clock runs."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from caregiver.domain.appointments import (
    Appointment,
    AppointmentKind,
    AppointmentStatus,
    Occurrence,
)
from caregiver.domain.people import CareTeamMember
from caregiver.reports import calendar_words as words
from caregiver.reports.calendar_packets import AppointmentOnPaper, StepOnPaper
from caregiver.services import paper_words

# The word for a kind is left out where the title says it in one of these ways.
_SAID = {
    AppointmentKind.CLINIC: ("clinic", "visit", "dr.", "consult"),
    AppointmentKind.INFUSION: ("infusion", "injection"),
    AppointmentKind.LAB_DRAW: ("blood", "lab"),
    AppointmentKind.SCAN: ("scan", "x-ray", "mri"),
    AppointmentKind.DENTAL: ("dent",),
    AppointmentKind.VACCINE: ("vaccin", "shot"),
    AppointmentKind.TELE: ("call", "video", "phone"),
}
_LONGEST_PART = 40


@dataclass(frozen=True, slots=True, kw_only=True)
class Telling:
    """How much a paper tells: `times_only` leaves out all but when and where."""

    members: Mapping[str, CareTeamMember]
    zone: ZoneInfo
    times_only: bool = False
    with_notes: bool = False


def on_paper(occurrence: Occurrence, day: date, telling: Telling) -> AppointmentOnPaper:
    """Return an appointment as it stands on `day`, one of the days it lasts."""
    one = occurrence.appointment
    last = (occurrence.ends or occurrence.starts).date()
    cancelled = one.status is AppointmentStatus.CANCELLED
    is_off = cancelled or one.status is AppointmentStatus.MISSED
    timed = not one.all_day
    ends = occurrence.ends if occurrence.ends != occurrence.starts else None
    told = AppointmentOnPaper(
        title=words.PRIVATE_TITLE,
        starts=occurrence.starts.time() if timed else None,
        ends=ends.time() if timed and ends else None,
        last_day=last if last > occurrence.day else None,
        is_further_day=day > occurrence.day,
        clock=_clock(occurrence, telling.zone),
        status=paper_words.STATUSES[one.status] if is_off else "",
        is_off=is_off,
        is_cancelled=cancelled,
        place=one.location,
    )
    return told if telling.times_only else _in_full(told, one, telling)


def _in_full(told: AppointmentOnPaper, one: Appointment, telling: Telling) -> AppointmentOnPaper:
    member = telling.members.get(one.member_id or "")
    name = member.name if member else ""
    return AppointmentOnPaper(
        title=one.title,
        sort="" if _is_said(one) else paper_words.KINDS[one.sort],
        starts=told.starts,
        ends=told.ends,
        last_day=told.last_day,
        is_further_day=told.is_further_day,
        clock=told.clock,
        status=paper_words.STATUSES[one.status],
        is_off=told.is_off,
        is_cancelled=told.is_cancelled,
        place=one.location,
        parking=one.parking,
        with_whom="" if name and name.casefold() in one.title.casefold() else name,
        phone=member.phone if member else "",
        driver=one.driver,
        leave_by=one.leave_by,
        bring=tuple(StepOnPaper(text=part) for part in parts_of(one.bring)),
        prepare=tuple(StepOnPaper(text=step, is_done=step in one.prepared) for step in one.prepare),
        note=one.note if telling.with_notes else "",
    )


def parts_of(text: str) -> tuple[str, ...]:
    """Return the things of a list: by line or semicolon, else by comma where all are short."""
    parts = [part.strip() for part in re.split(r"[\n;]", text)]
    if len(parts) == 1 and "(" not in text:
        short = [part.strip() for part in text.split(",")]
        parts = short if all(len(part) <= _LONGEST_PART for part in short) else parts
    return tuple(part for part in parts if part)


def _is_said(one: Appointment) -> bool:
    title = one.title.casefold()
    word = paper_words.KINDS[one.sort].casefold()
    return not word or word in title or any(way in title for way in _SAID.get(one.sort, ()))


def _clock(occurrence: Occurrence, home: ZoneInfo) -> str:
    """Return "Los Angeles time" where the clocks there show another time than at home."""
    one = occurrence.appointment
    if one.all_day or not one.zone or one.zone == home.key:
        return ""
    try:
        there = occurrence.starts.replace(tzinfo=ZoneInfo(one.zone))
    except (ZoneInfoNotFoundError, ValueError, OSError):
        return paper_words.TIME_IN.format(place=one.zone)
    if there.utcoffset() == there.astimezone(home).utcoffset():
        return ""
    return paper_words.TIME_IN.format(place=_city(one.zone))


def _city(zone: str) -> str:
    return zone.rpartition("/")[2].replace("_", " ")


def in_order(found: Sequence[Occurrence], day: date) -> list[Occurrence]:
    """Return what stands on a day: what lasts the whole day first, then by time."""
    return sorted(found, key=lambda one: (one.day == day and not one.appointment.all_day,
                                          one.starts, one.appointment.title))  # fmt: skip
