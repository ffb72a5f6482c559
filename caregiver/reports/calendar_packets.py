"""What the printed month, week and list are made of.

Times are wall-clock times where the appointment is. An empty text means "not noted".
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, time
from enum import StrEnum

from caregiver.domain.bands import Band
from caregiver.reports.packets import ContactOnPaper, PaperHead


@dataclass(frozen=True, slots=True, kw_only=True)
class StepOnPaper:
    """Something to do or to pack, with a box to tick; `at` and `who` where they are known."""

    text: str
    is_done: bool = False
    at: time | None = None
    who: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class AppointmentOnPaper:
    """An appointment on one of its days. Without `starts` it is for the whole day.

    `sort` is a word such as "Infusion", empty where the title says it. `last_day` is set where it
    goes on for several days, and `is_further_day` on all of them but the first. `clock` says
    where the times hold, if that is not here ("Los Angeles time"). `status` is a word; `is_off`: it
    does not or did not take place.
    """

    title: str
    sort: str = ""
    starts: time | None = None
    ends: time | None = None
    last_day: date | None = None
    is_further_day: bool = False
    clock: str = ""
    status: str = ""
    is_off: bool = False
    is_cancelled: bool = False
    place: str = ""
    parking: str = ""
    with_whom: str = ""
    phone: str = ""
    driver: str = ""
    leave_by: time | None = None
    bring: tuple[StepOnPaper, ...] = ()
    prepare: tuple[StepOnPaper, ...] = ()
    note: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class LineOnPaper:
    """Something on a day that is no appointment: a medicine, a task, a change of the clocks."""

    text: str
    is_medicine: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class DayOnPaper:
    """One day. `cycle` and `cycle_day` are 0 where no cycle runs."""

    day: date
    cycle: int = 0
    cycle_day: int = 0
    appointments: tuple[AppointmentOnPaper, ...] = ()
    lines: tuple[LineOnPaper, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class MonthOnPaper:
    """One month: whole weeks, so that days of the months beside it are among `days`."""

    first: date
    days: tuple[DayOnPaper, ...]
    bands: tuple[Band, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class MonthPacket:
    """Months to hang on a wall, one below the other in time; `call` is the team's number."""

    head: PaperHead
    months: tuple[MonthOnPaper, ...]
    call: ContactOnPaper | None = None
    is_times_only: bool = False


class DoseMark(StrEnum):
    """What the week sheet shows of a dose on a day."""

    NOT_DUE = ""
    DUE = "due"
    TAKEN = "taken"
    NOT_TAKEN = "not taken"
    HELD = "on hold"
    AT_HOSPITAL = "hospital"


@dataclass(frozen=True, slots=True, kw_only=True)
class DoseRow:
    """A medicine at one time of the day: one mark for each day of the week.

    `when` is "7:30 AM", or words where no time is planned. `is_open`: room to write the times
    down instead of boxes, for what is only taken when needed; `notes` are what is known already.
    """

    when: str
    medicine: str
    amount: str = ""
    marks: tuple[DoseMark, ...] = ()
    notes: tuple[str, ...] = ()
    is_open: bool = False
    ends_part: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class WeekDayOnPaper:
    """One day of the week sheet: what is on, and what is to be done."""

    day: DayOnPaper
    to_do: tuple[StepOnPaper, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class WeekOnPaper:
    """Seven days with their doses."""

    days: tuple[WeekDayOnPaper, ...]
    doses: tuple[DoseRow, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class WeekPacket:
    """Week sheets for the fridge; `call` is the team's number at their foot."""

    head: PaperHead
    weeks: tuple[WeekOnPaper, ...]
    call: ContactOnPaper | None = None
    is_times_only: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class ListPacket:
    """All appointments of the days `first` to `last`; `days` holds only those with any."""

    head: PaperHead
    first: date
    last: date
    days: tuple[DayOnPaper, ...] = ()
    call: ContactOnPaper | None = None
    is_times_only: bool = False
