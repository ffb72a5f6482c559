"""The emergency sheet: one page a stranger can read at arm's length, most urgent first.

It states what the family noted and nothing else. The standing sentence about fever is the
only text of its own, and only for someone on treatment.
"""

from __future__ import annotations

from caregiver.formats import Formats
from caregiver.reports import words
from caregiver.reports.blocks import heading, paragraph
from caregiver.reports.flow import ROOMIEST, Slab, Spacing, fitted
from caregiver.reports.heads import labelled_box
from caregiver.reports.list_packets import EmergencySheetPacket, TeamInstruction
from caregiver.reports.packets import ContactOnPaper, PageChoice
from caregiver.reports.page_style import ARMS_LENGTH, NOTHING, Ink, PaperText, pdf_text
from caregiver.reports.paper import Paper, allergy_text, joined, labelled
from caregiver.reports.sheet import Sheet
from caregiver.reports.typesetting import break_lines, one_line

_FIRST_PHONE = 24.0
_PHONE = 18.0


def render(packet: EmergencySheetPacket, formats: Formats, page: PageChoice) -> bytes:
    """Return the emergency sheet as PDF."""
    return lay_out(packet, formats, page).finish()


def lay_out(packet: EmergencySheetPacket, formats: Formats, page: PageChoice) -> Paper:
    """Return the emergency sheet, drawn but for the foot of its pages."""
    title = words.EMERGENCY_SHEET_OF.format(name=packet.head.name)
    paper = Paper(packet.head, formats, page, title, ARMS_LENGTH)
    slabs = [
        *_statement(paper, packet),
        *_person(paper, packet),
        *_calls(paper, packet),
        *_treatment(paper, packet),
        labelled_box(
            paper,
            [(words.ALLERGIES, allergy_text(packet.allergies))],
            paper.setting.sizes.body + 1,
            line=1.8,
        ),
        *_list(paper, words.MUST_KNOW, [f"✓ {each}" for each in packet.must_know], "semibold"),
        *_instructions(paper, packet.instructions),
        *_list(paper, words.MEDICINES_SHORT, ["; ".join(packet.medicines)], "regular"),
        *_list(paper, words.WISHES, [packet.wishes], "regular"),
        *_dates(paper, packet),
    ]
    paper.add(slabs, fitted(slabs, paper.room, 0.0) or ROOMIEST)
    return paper


def _statement(paper: Paper, packet: EmergencySheetPacket) -> list[Slab]:
    """Return the black box with the sentence that must not be missed."""
    if not packet.on_treatment:
        return []
    size = 20.0 * paper.setting.sizes.body / ARMS_LENGTH.body
    leading = size * paper.setting.sizes.leading
    side = 10.0
    lines = [
        line
        for sentence in words.EMERGENCY_STATEMENT
        for line in break_lines(
            pdf_text(sentence, "bold", Ink.WHITE), size, paper.setting.width - 2 * side
        )
    ]
    core = len(lines) * leading + 8

    def paint(sheet: Sheet, left: float, top: float, spacing: Spacing) -> None:
        with sheet.furniture():
            box = (left, top, paper.setting.width, core + 2 * spacing.pad)
            sheet.rectangle(box, fill=Ink.TEXT)
        with sheet.tagged(sheet.root.child("P")):
            for place, line in enumerate(lines):
                sheet.text(left + side, top + 3 + spacing.pad + place * leading, line, size)

    return [Slab(core=core, pads=2, paint=paint)]


def _person(paper: Paper, packet: EmergencySheetPacket) -> list[Slab]:
    name = pdf_text(packet.head.name, "bold")
    sizes = paper.setting.sizes
    slabs = paragraph(paper.setting, name, size=sizes.name, gap=6.0, tag="H1")
    identity = pdf_text(paper.identity())
    return slabs + (paragraph(paper.setting, identity, gap=0.0) if identity else [])


def _calls(paper: Paper, packet: EmergencySheetPacket) -> list[Slab]:
    scale = paper.setting.sizes.body / ARMS_LENGTH.body
    slabs = [heading(paper.setting, words.CALL, gap=8.0)]
    if packet.night_line and packet.night_line.phone:
        slabs.append(_call(paper, packet.night_line, "", _FIRST_PHONE * scale))
    else:
        blank = pdf_text(f"{words.NO_NIGHT_LINE} ____________________")
        slabs += paragraph(paper.setting, blank, gap=2.0)
    for contact, label in (
        (packet.second_contact, words.SECOND_CONTACT),
        (packet.clinic, words.CLINIC),
    ):
        if contact:
            slabs.append(_call(paper, contact, label, _PHONE * scale))
    return slabs


def _call(paper: Paper, contact: ContactOnPaper, label: str, size: float) -> Slab:
    """Return a number at the left, as large as it gets, and whose it is beside it."""
    sizes = paper.setting.sizes
    phone = one_line(pdf_text(contact.phone, "bold"), size)
    beside = phone.width + 14 if phone.width < paper.setting.width * 0.55 else 0.0
    who = pdf_text(contact.name, "semibold")
    told = contact.role or ("" if label.casefold() in contact.name.casefold() else label)
    details = joined(told, contact.hours)
    who += pdf_text(f", {details}" if details else "")
    lines = break_lines(who, sizes.body, paper.setting.width - beside)
    phones = (
        [phone]
        if beside
        else break_lines(pdf_text(contact.phone, "bold"), size, paper.setting.width)
    )
    leading, small = size * sizes.leading, sizes.body * sizes.leading
    if beside:
        core = max(leading, len(lines) * small)
    else:
        core = len(phones) * leading + len(lines) * small

    def paint(sheet: Sheet, left: float, top: float, _spacing: Spacing) -> None:
        with sheet.tagged(sheet.root.child("P")):
            for place, line in enumerate(phones):
                sheet.text(left, top + place * leading, line, size)
            start = (core - len(lines) * small) * (0.62 if len(lines) == 1 else 0.5)
            y = top + (start if beside else len(phones) * leading)
            for place, line in enumerate(lines):
                sheet.text(left + beside, y + place * small, line, sizes.body)

    return Slab(core=core, paint=paint, gap=2.0)


def _treatment(paper: Paper, packet: EmergencySheetPacket) -> list[Slab]:
    last = packet.last_treatment
    if packet.last_treatment_on:
        day = paper.formats.date_medium(packet.last_treatment_on)
        last = ", ".join(part for part in (last, day) if part)
    past = []
    for treatment in packet.past_treatments:
        day = paper.formats.month_year(treatment.on) if treatment.on else ""
        past.append(f"{treatment.name} ({day})" if day else treatment.name)
    texts = [
        pdf_text(packet.disease, "semibold"),
        labelled(words.CURRENT_TREATMENT, packet.regimen),
        labelled(words.LAST_TREATMENT, last),
        labelled(words.PAST_TREATMENTS, "; ".join(past)),
    ]
    slabs = [slab for text in texts if text for slab in paragraph(paper.setting, text, gap=1.0)]
    return [heading(paper.setting, words.TREATMENT_TITLE), *slabs] if slabs else []


def _list(paper: Paper, title: str, items: list[str], weight: str) -> list[Slab]:
    slabs = []
    for item in items:
        if item:
            text = pdf_text(item, "semibold" if weight == "semibold" else "regular")
            slabs += paragraph(paper.setting, text, gap=1.0)
    return [heading(paper.setting, title), *slabs] if slabs else []


def _instructions(paper: Paper, instructions: tuple[TeamInstruction, ...]) -> list[Slab]:
    slabs: list[Slab] = []
    for instruction in instructions:
        day = paper.formats.date_medium(instruction.said_on) if instruction.said_on else ""
        source = ", ".join(part for part in (instruction.said_by, day) if part)
        text = pdf_text(f"“{instruction.text}”", "semibold")
        text += pdf_text(f" ({source})", ink=Ink.MUTED) if source else NOTHING
        slabs += paragraph(paper.setting, text, gap=1.0)
    return [heading(paper.setting, words.TEAM_SAID), *slabs] if slabs else []


def _dates(paper: Paper, packet: EmergencySheetPacket) -> list[Slab]:
    printed = paper.formats.date_long(packet.head.printed_at.date())
    text: PaperText = pdf_text(words.PRINTED_ON_BIG.format(date=printed), "bold")
    if packet.newer_after:
        day = paper.formats.date_medium(packet.newer_after)
        text += pdf_text(f". {words.NEWER_AFTER.format(date=day)}")
    return paragraph(paper.setting, text, size=paper.setting.sizes.heading, gap=10.0)
