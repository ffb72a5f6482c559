"""The card of a treatment plan: one cycle on one page, to compare with the prescription."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from itertools import groupby

from caregiver.formats import Formats
from caregiver.reports import medication_words as words
from caregiver.reports.blocks import heading, paragraph
from caregiver.reports.flow import Slab, Spacing, fitted
from caregiver.reports.fonts import Weight
from caregiver.reports.heads import head_slabs, labelled_box
from caregiver.reports.medication_days import dates_text, day_number, numbers_text
from caregiver.reports.medication_grid import GridCell, RuledTable
from caregiver.reports.medication_names import named
from caregiver.reports.medication_packets import (
    CycleOnPaper,
    DelayOnPaper,
    RegimenCardPacket,
    StripDay,
    StripRow,
)
from caregiver.reports.packets import PageChoice
from caregiver.reports.page_style import LISTS, NOTHING, Ink, PaperText, pdf_text
from caregiver.reports.paper import Paper, joined, labelled
from caregiver.reports.regimen_strip import MOST_DAYS, StripLook, mark_row, strips_of
from caregiver.reports.tables import Cell, Column, Table, cell, fitted_columns
from caregiver.reports.typesetting import one_line

_NAME_WIDTH = 0.25
_LOOSE = Spacing(air=1.0, pad=2.4)


def render(packet: RegimenCardPacket, formats: Formats, page: PageChoice) -> bytes:
    """Return the card as PDF, on wide paper."""
    return lay_out(packet, formats, page).finish()


def lay_out(packet: RegimenCardPacket, formats: Formats, page: PageChoice) -> Paper:
    """Return the card, drawn but for the foot of its pages."""
    title = words.CARD_TITLE.format(name=packet.head.name)
    paper = Paper(packet.head, formats, page, title, LISTS, is_wide=True)
    slabs = [*_head(paper, packet)]
    if packet.cycle is None:
        day = formats.date_medium(packet.on)
        slabs += paragraph(paper.setting, pdf_text(words.NO_CYCLE.format(day=day)), gap=8.0)
    else:
        slabs.append(labelled_box(paper, [_check(paper, packet)], paper.setting.sizes.body))
        slabs += _strips(paper, packet)
        slabs += _doses(paper, packet)
        slabs += _lines(paper, packet)
    slabs += _delays(paper, packet.delays)
    slabs += _sources(paper, packet)
    paper.add(slabs, fitted(slabs, paper.room, 0.0) or _LOOSE)
    return paper


def _head(paper: Paper, packet: RegimenCardPacket) -> list[Slab]:
    beside: list[tuple[str, Weight]] = []
    if packet.cycle is not None:
        beside = [(_cycle(paper, packet, packet.cycle), "bold"), (_today(paper, packet), "regular")]
    whose = joined(packet.head.name, paper.identity(), packet.line)
    title = packet.name or words.PLAN
    return head_slabs(paper, title, whose, [one for one in beside if one[0]])


def _cycle(paper: Paper, packet: RegimenCardPacket, cycle: CycleOnPaper) -> str:
    """Return "Cycle 3: March 1 to March 28, 2027 · 28 days"."""
    formats = paper.formats
    first = formats.month_day(cycle.first)
    last = formats.date_medium(cycle.last) if cycle.last else ""
    if packet.counts_from_zero:
        zero = next((one.day for one in packet.strip if one.number == 0), None)
        if not last or zero is None:
            return words.ZERO_OPEN.format(first=formats.date_medium(cycle.first))
        return words.ZERO_OF.format(first=first, last=last, zero=formats.month_day(zero))
    if not last:
        first = formats.date_medium(cycle.first)
        return words.CYCLE_OPEN.format(cycle=cycle.number, first=first)
    sentence = words.BLOCK_OF if cycle.is_block else words.CYCLE_OF
    span = sentence.format(cycle=cycle.number, first=first, last=last)
    return joined(span, words.LENGTH.format(days=cycle.days))


def _today(paper: Paper, packet: RegimenCardPacket) -> str:
    if packet.place is None:
        return ""
    day = paper.formats.date_short(packet.on)
    if packet.place.is_paused:
        return words.TODAY_PAUSED.format(day=day)
    number = day_number(packet.place.day, is_zero=packet.counts_from_zero)
    if packet.counts_from_zero:
        return words.TODAY_ZERO.format(day=day, number=number)
    return words.TODAY_IS.format(day=day, number=number, days=packet.place.days)


def _check(paper: Paper, packet: RegimenCardPacket) -> tuple[str, PaperText]:
    if packet.is_unchecked:
        return words.CHECK, pdf_text(words.UNCHECKED, "bold")
    text = pdf_text(words.COMPARE)
    if packet.confirmed_on:
        day = paper.formats.date_medium(packet.confirmed_on)
        return words.CHECK, text + pdf_text(f" {words.COMPARED_ON.format(date=day)}", "semibold")
    return words.CHECK, text + pdf_text(f" {words.NOT_COMPARED}", "bold")


def _strips(paper: Paper, packet: RegimenCardPacket) -> list[Slab]:
    """Return the dates of the cycle in one strip or more, each of whole weeks."""
    slabs = [heading(paper.setting, words.PLAN_DAYS, _key(packet), gap=9.0)]
    strips = strips_of(packet.strip, _days_side_by_side(paper, packet))
    for days in strips:
        shown = packet if len(strips) == 1 else _only(packet, days)
        if shown.rows or any(one.is_lab for one in days) or len(strips) == 1:
            slabs += _strip(paper, shown, days)
    return slabs


def _only(packet: RegimenCardPacket, days: Sequence[StripDay]) -> RegimenCardPacket:
    """Return the packet with the medicines that are planned on some of the days."""
    here = {one.day for one in days}
    return replace(packet, rows=tuple(row for row in packet.rows if here & set(row.dates)))


def _days_side_by_side(paper: Paper, packet: RegimenCardPacket) -> int:
    """Return how many days have room for their number and the name of their weekday."""
    small = paper.setting.sizes.small
    labels = {_number(packet, one) for one in packet.strip}
    labels |= {paper.formats.weekday_short(one.day)[:2] for one in packet.strip}
    widest = max(one_line(pdf_text(label, "bold"), small).width for label in labels)
    room = paper.setting.width * (1 - _NAME_WIDTH)
    return min(MOST_DAYS, int(room / (widest + 2.5)))


def _number(packet: RegimenCardPacket, day: StripDay) -> str:
    if day.number is None:
        return "–"
    return day_number(day.number, is_zero=packet.counts_from_zero)


def _strip(paper: Paper, packet: RegimenCardPacket, days: Sequence[StripDay]) -> list[Slab]:
    sizes = paper.setting.sizes
    first = paper.setting.width * _NAME_WIDTH
    width = min((paper.setting.width - first) / len(days), sizes.body * 2.6)
    edges = [0.0, *(first + width * number for number in range(len(days) + 1))]
    mondays = [1 + place for place, one in enumerate(days) if one.day.weekday() == 0]
    table = RuledTable(edges, sizes.body, strong=[1, *mondays])
    slabs = table.head(*_strip_head(paper, packet, days))
    planned = {day for row in packet.rows for day in row.dates}
    look = StripLook(tuple(days), planned, packet.on, sizes.body)
    for row in packet.rows:
        text = named(row.name, row.dose)
        alt = words.STRIP_ALT.format(medicine=row.name, days=_days_words(packet, row))
        slabs += table.row(
            [GridCell(text=text), GridCell(columns=len(days), draw=mark_row(look, row), alt=alt,
                                           least=sizes.body * 1.2)],
        )  # fmt: skip
    if any(one.is_lab for one in days):
        labs = tuple(one.day for one in packet.strip if one.is_lab)
        row = StripRow(name=words.BLOOD_TEST, dates=labs)
        alt = words.STRIP_ALT.format(medicine=row.name, days=_days_words(packet, row))
        drawn = GridCell(columns=len(days), draw=mark_row(look, row, is_lab=True), alt=alt,
                         least=sizes.body * 1.2)  # fmt: skip
        slabs += table.row([GridCell(text=pdf_text(row.name)), drawn], is_strong=True)
    return slabs


def _strip_head(
    paper: Paper, packet: RegimenCardPacket, days: Sequence[StripDay]
) -> list[list[GridCell]]:
    """Return the rows of months, of dates and of days of the cycle."""
    small = paper.setting.sizes.small
    formats = paper.formats
    months = [GridCell(text=pdf_text(""), size=small)]
    for _, group in groupby(days, key=lambda one: (one.day.year, one.day.month)):
        held = list(group)
        name = formats.month_year(held[0].day) if len(held) > 4 else ""
        months.append(GridCell(text=pdf_text(name, "semibold"), columns=len(held), size=small))
    dates = [GridCell(text=pdf_text(words.DATE_ROW, ink=Ink.MUTED), size=small)]
    numbers = [GridCell(text=pdf_text(words.DAY_OF_CYCLE, "semibold"), size=small)]
    for one in days:
        is_on = one.day == packet.on
        fill = Ink.TINT if is_on else ""
        weekday = formats.weekday_short(one.day)[:2]
        text = pdf_text(f"{weekday}\n{one.day.day}", "bold" if is_on else "regular", Ink.MUTED)
        dates.append(GridCell(text=text, size=small, is_centered=True, fill=fill, is_tight=True))
        number = _number(packet, one)
        numbers.append(
            GridCell(text=pdf_text(number, "bold"), size=small, is_centered=True, fill=fill,
                     is_tight=True)
        )  # fmt: skip
    return [months, dates, numbers]


def _key(packet: RegimenCardPacket) -> str:
    planned = {day for row in packet.rows for day in row.dates}
    parts = []
    if any(not row.is_at_hospital for row in packet.rows):
        parts.append(f"\N{BLACK CIRCLE} {words.KEY_HOME}")
    if any(row.is_at_hospital for row in packet.rows):
        parts.append(f"\N{BLACK UP-POINTING TRIANGLE} {words.KEY_AT_HOSPITAL}")
    if any(one.is_lab for one in packet.strip):
        parts.append(f"\N{BLACK SQUARE} {words.KEY_LAB}")
    if any(row.held for row in packet.rows):
        parts.append(f"\N{CIRCLED MINUS} {words.KEY_HELD_DAY}")
    if any(one.number is not None and one.day not in planned for one in packet.strip):
        parts.append(words.KEY_NO_DOSE if packet.counts_from_zero else words.KEY_REST)
    if any(one.number is None for one in packet.strip):
        parts.append(words.KEY_PAUSE)
    return joined(*parts)


def _doses(paper: Paper, packet: RegimenCardPacket) -> list[Slab]:
    """Return each medicine with its dose, its days and its dates in words."""
    if not packet.rows:
        return []
    columns = (
        Column(words.MEDICINE_DOSE, 170),
        Column(words.WHEN, 100),
        Column(words.DAYS, 130),
        Column(words.DATES, 200),
    )
    rows = [_dose_cells(paper, packet, row) for row in packet.rows]
    table = Table(paper.setting, fitted_columns(paper.setting, columns, rows))
    title = heading(paper.setting, words.PLAN_DOSES, gap=9.0)
    return [title, table.head(), *(slab for cells in rows for slab in table.row(cells))]


def _dose_cells(paper: Paper, packet: RegimenCardPacket, row: StripRow) -> list[Cell]:
    name = named(row.name, row.dose)
    when = words.KEY_AT_HOSPITAL if row.is_at_hospital else row.when
    dates = dates_text(row.dates, paper.formats)
    if row.held:
        held = words.HELD_DATES.format(dates=dates_text(row.held, paper.formats))
        dates = f"{dates}\n{held}"
    return [Cell(name), cell(when), cell(_days_words(packet, row)), cell(dates)]


def _days_words(packet: RegimenCardPacket, row: StripRow) -> str:
    numbers = {one.day: one.number for one in packet.strip}
    found = [number for day in row.dates if (number := numbers.get(day)) is not None]
    return numbers_text(found, is_zero=packet.counts_from_zero)


def _lines(paper: Paper, packet: RegimenCardPacket) -> list[Slab]:
    """Return the lines about blood tests, rest days and the next cycle."""
    formats = paper.formats
    planned = {day for row in packet.rows for day in row.dates}
    labs = [one.day for one in packet.strip if one.is_lab]
    rest = [one.day for one in packet.strip if one.number is not None and one.day not in planned]
    rest_words = dates_text(rest, formats) if rest else words.NO_REST_DAYS
    texts = [labelled(words.LAB_DAYS, dates_text(labs, formats)) if labs else NOTHING]
    if packet.rows:
        label = words.NO_DOSE_DAYS if packet.counts_from_zero else words.REST_DAYS
        texts.append(labelled(label, rest_words))
    texts.append(_next(paper, packet))
    if packet.stopped_on:
        stopped = words.PLAN_STOPPED.format(date=formats.date_medium(packet.stopped_on))
        texts.append(labelled(f"{stopped}:", packet.stop_reason) or pdf_text(stopped, "bold"))
    slabs = []
    for number, text in enumerate(one for one in texts if one):
        slabs += paragraph(paper.setting, text, gap=6.0 if number == 0 else 1.5)
    return slabs


def _next(paper: Paper, packet: RegimenCardPacket) -> PaperText:
    following = packet.next_cycle
    if following is None:
        is_open = any(one.days is None for one in packet.delays)
        return pdf_text(words.NEXT_UNKNOWN, "bold") if is_open else NOTHING
    last = paper.formats.date_medium(following.last) if following.last else ""
    text = words.NEXT_CYCLE.format(
        cycle=following.number,
        days=following.days,
        first=paper.formats.month_day(following.first),
        last=last,
    )
    return pdf_text(text, "bold")


def _delays(paper: Paper, delays: Sequence[DelayOnPaper]) -> list[Slab]:
    if not delays:
        return []
    slabs = [heading(paper.setting, words.DELAYS, gap=9.0)]
    for one in delays:
        first = paper.formats.date_medium(one.first)
        text = _delay_words(one, first)
        said = words.SAID_BY.format(who=one.told_by) if one.told_by else ""
        why = ", ".join(part for part in (one.reason, said) if part)
        shown = labelled(f"{text}:", why) or pdf_text(text, "bold")
        slabs += paragraph(paper.setting, shown, gap=1.5)
    return slabs


def _delay_words(delay: DelayOnPaper, first: str) -> str:
    if delay.days is None:
        text = words.DELAYED_OPEN.format(first=first)
        return text[:1].upper() + text[1:]
    sentence = words.DELAYED_ONE if delay.days == 1 else words.DELAYED
    return sentence.format(days=delay.days, first=first)


def _sources(paper: Paper, packet: RegimenCardPacket) -> list[Slab]:
    slabs: list[Slab] = []
    small = paper.setting.sizes.small
    told = words.PLAN_TOLD_BY.format(who=packet.told_by) if packet.told_by else ""
    for text in (told, packet.note):
        if text:
            slabs += paragraph(paper.setting, pdf_text(text), gap=3.0)
    if packet.sources:
        listed = "; ".join(packet.sources)
        sources = pdf_text(f"{words.SOURCES}: {listed}", ink=Ink.MUTED)
        slabs += paragraph(paper.setting, sources, size=small, gap=5.0)
    return slabs
