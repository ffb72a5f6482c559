"""The printed list: every appointment from a day to a day, by month and day."""

from __future__ import annotations

from caregiver.formats import Formats
from caregiver.reports import calendar_words as words
from caregiver.reports.blocks import heading, paragraph
from caregiver.reports.calendar_cells import with_status
from caregiver.reports.calendar_month import call_lines, tallest_row
from caregiver.reports.calendar_packets import AppointmentOnPaper, DayOnPaper, ListPacket
from caregiver.reports.calendar_week import when
from caregiver.reports.flow import Slab, Spacing, fitted
from caregiver.reports.heads import head_slabs
from caregiver.reports.packets import PageChoice
from caregiver.reports.page_style import LISTS, Ink, kept_together, pdf_text
from caregiver.reports.paper import Paper, joined
from caregiver.reports.tables import Cell, Column, Table, cell, fitted_columns


def render(packet: ListPacket, formats: Formats, page: PageChoice) -> bytes:
    """Return the list as PDF."""
    return lay_out(packet, formats, page).finish()


def lay_out(packet: ListPacket, formats: Formats, page: PageChoice) -> Paper:
    """Return the list, drawn but for the foot of its pages."""
    span = words.SPAN.format(
        first=formats.date_medium(packet.first), last=formats.date_medium(packet.last)
    )
    title = words.LIST_OF.format(name=packet.head.name, span=span)
    paper = Paper(packet.head, formats, page, title, LISTS)
    slabs = head_slabs(
        paper,
        words.LIST,
        joined(packet.head.name, paper.identity()),
        [(span, "bold"), *call_lines(paper, packet.call, is_times_only=packet.is_times_only)[:1]],
    )
    if not packet.days:
        slabs += paragraph(paper.setting, pdf_text(words.NOTHING_LISTED), gap=8.0)
    slabs += _months(paper, packet)
    paper.add(slabs, fitted(slabs, paper.room, 0.0) or Spacing(pad=2.2))
    return paper


def _months(paper: Paper, packet: ListPacket) -> list[Slab]:
    """Return a table for each month, all with the same columns."""
    rows = {
        (day.day, place): _cells(paper, day, place)
        for day in packet.days
        for place in range(len(day.appointments))
    }
    if not rows:
        return []
    columns = [Column(words.DAY, 62), Column(words.TIME, 56), Column(words.WHAT_WITH, 120),
               Column(words.WHERE, 84)]  # fmt: skip
    if any(each[-1].text for each in rows.values()):
        columns.append(Column(words.GOOD_TO_KNOW, 110))
    else:
        rows = {key: each[:-1] for key, each in rows.items()}
    fitted_set = fitted_columns(paper.setting, columns, list(rows.values()))
    slabs: list[Slab] = []
    month = ""
    table = Table(paper.setting, fitted_set, tallest=tallest_row(paper))
    for day in packet.days:
        title = paper.formats.month_year(day.day)
        if title != month:
            month = title
            table = Table(paper.setting, fitted_set, tallest=tallest_row(paper))
            slabs += [heading(paper.setting, title, gap=11.0), table.head()]
        last = len(day.appointments) - 1
        for place in range(len(day.appointments)):
            slabs += table.row(rows[day.day, place], is_last_of_group=place == last)
    return slabs


def _cells(paper: Paper, day: DayOnPaper, place: int) -> list[Cell]:
    one = day.appointments[place]
    name = paper.formats.day_date(day.day)
    ink = Ink.MUTED if one.is_cancelled else Ink.TEXT
    what = pdf_text(with_status(one), "regular" if one.is_cancelled else "bold", ink)
    if one.with_whom:
        what += pdf_text(f"\n{one.with_whom}")
    if one.phone:
        what += pdf_text(f"\n{kept_together(one.phone)}")
    at = _time(paper, one)
    return [
        Cell(pdf_text(name, "regular" if place else "bold", Ink.MUTED if place else Ink.TEXT)),
        cell(at),
        Cell(what),
        cell(_where(one)),
        cell(_good_to_know(paper, one)),
    ]


def _time(paper: Paper, one: AppointmentOnPaper) -> str:
    """Return the time in the lines of a narrow column."""
    at = when(paper, one)
    if one.starts and one.ends and not one.last_day:
        at = words.FROM_TO_BELOW.format(
            first=paper.formats.time(one.starts), last=paper.formats.time(one.ends)
        )
    return f"{at}\n({one.clock})" if one.clock else at


def _where(one: AppointmentOnPaper) -> str:
    parking = words.PARKING.format(place=one.parking) if one.parking else ""
    return "\n".join(part for part in (one.place, parking) if part)


def _good_to_know(paper: Paper, one: AppointmentOnPaper) -> str:
    if one.is_cancelled or one.is_further_day:
        return ""
    leave = words.LEAVE_BY.format(time=paper.formats.time(one.leave_by)) if one.leave_by else ""
    drives = words.DRIVES.format(name=one.driver) if one.driver else ""
    bring = ", ".join(step.text for step in one.bring)
    steps = "; ".join(step.text for step in one.prepare)
    parts = [
        joined(leave, drives),
        words.BRING.format(what=bring) if bring else "",
        words.BEFORE.format(what=steps) if steps else "",
        words.NOTE.format(note=one.note) if one.note else "",
    ]
    return "\n".join(part for part in parts if part)
