"""The medicine list in its piles: every day, not every day, when needed, hospital, remedies.

*Source: AHRQ, My Medicines List (columns and piles); ISMP (safe writing, in the domain).*
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from caregiver.formats import Formats
from caregiver.reports import medication_words as more
from caregiver.reports import words
from caregiver.reports.blocks import heading, paragraph
from caregiver.reports.flow import Slab, Spacing, fitted
from caregiver.reports.fonts import Weight
from caregiver.reports.heads import head_slabs, labelled_box
from caregiver.reports.list_packets import (
    ListedMedicine,
    MedicationListPacket,
    MedicineGroup,
)
from caregiver.reports.medication_names import gap
from caregiver.reports.packets import ContactOnPaper, MedicineChange, PageChoice, StoppedMedicine
from caregiver.reports.page_style import LISTS, Ink, PaperText, kept_together, pdf_text
from caregiver.reports.paper import Paper, allergy_text, joined
from caregiver.reports.tables import Cell, Column, Table, cell, fitted_columns
from caregiver.reports.visit_sections import CHANGE_WORDS

_TITLES = {
    MedicineGroup.EVERY_DAY: words.EVERY_DAY,
    MedicineGroup.NOT_EVERY_DAY: words.NOT_EVERY_DAY,
    MedicineGroup.AS_NEEDED: words.AS_NEEDED,
    MedicineGroup.AT_HOSPITAL: words.AT_HOSPITAL,
    MedicineGroup.REMEDIES: words.REMEDIES,
}


def render(packet: MedicationListPacket, formats: Formats, page: PageChoice) -> bytes:
    """Return the medicine list as PDF."""
    return lay_out(packet, formats, page).finish()


def lay_out(packet: MedicationListPacket, formats: Formats, page: PageChoice) -> Paper:
    """Return the medicine list, drawn but for the foot of its pages."""
    title = words.MEDICINE_LIST_OF.format(name=packet.head.name)
    paper = Paper(packet.head, formats, page, title, LISTS)
    slabs = head_slabs(
        paper,
        words.MEDICINE_LIST,
        joined(packet.head.name, paper.identity()),
        _dates(paper, packet),
    )
    rows = [(words.ALLERGIES, allergy_text(packet.allergies))]
    if packet.emergency_contact:
        rows.append((words.EMERGENCY_CONTACT, _contact(packet.emergency_contact)))
    slabs.append(labelled_box(paper, rows, paper.setting.sizes.body + 0.5))
    if not packet.medicines:
        slabs += paragraph(paper.setting, pdf_text(words.NO_MEDICINES), gap=8.0)
    slabs += _groups(paper, packet.medicines)
    slabs += _stopped(paper, packet.stopped)
    paper.add(slabs, fitted(slabs, paper.room, 0.0) or Spacing(pad=2.2))
    return paper


def _dates(paper: Paper, packet: MedicationListPacket) -> list[tuple[str, Weight]]:
    dates: list[tuple[str, Weight]] = []
    if packet.updated_on:
        day = paper.formats.date_medium(packet.updated_on)
        dates.append((words.UPDATED_ON.format(date=day), "bold"))
    checked = words.NOT_CHECKED
    if packet.checked_on:
        checked = words.CHECKED_BOXES_ON.format(date=paper.formats.date_medium(packet.checked_on))
    dates.append((checked, "regular"))
    return dates


def _contact(contact: ContactOnPaper) -> PaperText:
    name = f"{contact.name} ({contact.role})" if contact.role else contact.name
    hours = f", {contact.hours}" if contact.hours else ""
    return pdf_text(f"{name} ") + pdf_text(kept_together(contact.phone), "bold") + pdf_text(hours)


def _groups(paper: Paper, medicines: Sequence[ListedMedicine]) -> list[Slab]:
    """Return a table for each pile that is not empty, all with the same columns."""
    columns = (
        Column(words.MEDICINE, 90),
        Column(words.HOW_MUCH, 56),
        Column(words.WHEN, 80),
        Column(words.USED_FOR, 70),
        Column(words.GOOD_TO_KNOW, 100),
    )
    cells = {medicine: _cells(paper, medicine) for medicine in medicines}
    if not cells:
        return []
    fitted = fitted_columns(paper.setting, columns, list(cells.values()))
    slabs: list[Slab] = []
    for group, title in _TITLES.items():
        pile = [medicine for medicine in medicines if medicine.group is group]
        if not pile:
            continue
        table = Table(paper.setting, fitted)
        slabs += [heading(paper.setting, title, gap=11.0), table.head()]
        for medicine in pile:
            slabs += table.row(cells[medicine])
    return slabs


def _cells(paper: Paper, medicine: ListedMedicine) -> list[Cell]:
    when = medicine.when
    if medicine.begins:
        first = paper.formats.date_short(medicine.begins)
        when = more.COMING_FROM.format(first=first, when=when).rstrip(": ")
    if medicine.at_most:
        most = words.AT_MOST.format(amount=medicine.at_most)
        when = "; ".join(part for part in (when, most) if part)
    return [
        Cell(_name(paper, medicine)),
        cell(medicine.how_much),
        cell(when),
        cell(medicine.used_for),
        cell(_good_to_know(paper, medicine)),
    ]


def _name(paper: Paper, medicine: ListedMedicine) -> PaperText:
    name = pdf_text(medicine.name, "regular" if medicine.is_further else "bold")
    if medicine.brand:
        name += pdf_text(f"{gap(medicine.name)}({medicine.brand})")
    if medicine.strength:
        name += pdf_text(f"\n{medicine.strength}")
    if medicine.change is MedicineChange.ON_HOLD:
        return name + pdf_text(f"\n{_held(paper, medicine)}", "bold", Ink.ACCENT)
    if medicine.change is not MedicineChange.NONE:
        change = CHANGE_WORDS[medicine.change]
        if medicine.changed_on:
            change = f"{change} {paper.formats.date_short(medicine.changed_on)}"
        name += pdf_text(f"\n{change}", "bold", Ink.ACCENT)
    return name


def _held(paper: Paper, medicine: ListedMedicine) -> str:
    """Return "HELD BY THE CLINIC since Mar 12, until Mar 20"."""
    since = _short(paper, medicine.changed_on) if medicine.changed_on else ""
    text = more.HELD_LISTED.format(day=since) if since else words.ON_HOLD
    if medicine.held_until:
        until = more.HELD_UNTIL.format(day=_short(paper, medicine.held_until))
        text = f"{text}, {until}"
    return text


def _short(paper: Paper, day: date) -> str:
    return kept_together(paper.formats.date_short(day))


def _good_to_know(paper: Paper, medicine: ListedMedicine) -> str:
    held = ", ".join(part for part in (medicine.held_reason, _said_by(medicine)) if part)
    parts = [more.HOLD_REASON.format(reason=held) if held else "", medicine.instructions]
    if medicine.avoid:
        parts.append(more.AVOID.format(what=medicine.avoid))
    if medicine.missed_dose and medicine.missed_dose_source:
        missed = more.MISSED.format(
            what=medicine.missed_dose, source=medicine.missed_dose_source.rstrip(".")
        )
        parts.append(missed)
    if medicine.looks_like:
        parts.append(words.LOOKS_LIKE.format(look=medicine.looks_like))
    if medicine.since:
        parts.append(words.SINCE.format(date=paper.formats.date_medium(medicine.since)))
    if medicine.prescribed_by:
        parts.append(words.PRESCRIBED_BY.format(who=medicine.prescribed_by))
    if medicine.told_by:
        parts.append(more.TOLD_BY.format(who=medicine.told_by))
    return "; ".join(part.removesuffix(".") for part in parts if part)


def _said_by(medicine: ListedMedicine) -> str:
    return more.SAID_BY.format(who=medicine.held_told_by) if medicine.held_told_by else ""


def _stopped(paper: Paper, stopped: Sequence[StoppedMedicine]) -> list[Slab]:
    if not stopped:
        return []
    columns = (
        Column(words.MEDICINE, 190),
        Column(words.STOPPED_ON, 130),
        Column(words.REASON, 200),
    )
    table = Table(paper.setting, columns)
    slabs = [heading(paper.setting, words.STOPPED_LATELY, gap=11.0), table.head()]
    for medicine in stopped:
        day = paper.formats.date_medium(medicine.stopped_on) if medicine.stopped_on else ""
        slabs += table.row(
            [Cell(pdf_text(medicine.name, "bold")), cell(day), cell(medicine.reason)]
        )
    return slabs
