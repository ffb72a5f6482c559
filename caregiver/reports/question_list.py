"""The question list: what to ask whom, with ruled room to write the answers down."""

from __future__ import annotations

from caregiver.formats import Formats
from caregiver.reports import words
from caregiver.reports.blocks import Growing, heading, paragraph, writing_lines
from caregiver.reports.flow import Slab, Spacing
from caregiver.reports.heads import head_slabs, visit_day
from caregiver.reports.list_packets import QuestionListPacket
from caregiver.reports.packets import PageChoice, Question
from caregiver.reports.page_style import LISTS, Ink, pdf_text
from caregiver.reports.paper import Paper, joined
from caregiver.reports.sheet import Sheet
from caregiver.reports.typesetting import break_lines, one_line
from caregiver.reports.visit_sections import asked

_BOX = 17.0
_INDENT = 26.0
_LINES = 3
_SPARE_LINES = 4


def render(packet: QuestionListPacket, formats: Formats, page: PageChoice) -> bytes:
    """Return the question list as PDF."""
    return lay_out(packet, formats, page).finish()


def lay_out(packet: QuestionListPacket, formats: Formats, page: PageChoice) -> Paper:
    """Return the question list, drawn but for the foot of its pages."""
    title = words.QUESTION_LIST_FOR.format(name=packet.head.name)
    paper = Paper(packet.head, formats, page, title, LISTS)
    visit = packet.visit
    slabs = head_slabs(
        paper,
        words.QUESTION_LIST,
        joined(packet.head.name, paper.identity()),
        [
            (visit_day(paper, visit), "bold"),
            (joined(visit.place, visit.clinician), "regular"),
        ],
    )
    if not packet.questions:
        slabs += paragraph(paper.setting, pdf_text(words.NO_QUESTIONS), gap=8.0)
    number = 0
    for role, questions in _by_role(packet.questions):
        title = words.QUESTIONS_FOR_ROLE.format(role=role) if role else words.QUESTIONS_FOR_ANYONE
        slabs.append(heading(paper.setting, title, gap=12.0))
        listed = Growing("L")
        for question in questions:
            number += 1
            slabs.append(_question(paper, number, question, Growing("LI", listed)))
            slabs.append(writing_lines(paper.setting, _LINES, indent=_INDENT))
    slabs.append(heading(paper.setting, words.NEW_QUESTIONS, gap=12.0))
    slabs.append(writing_lines(paper.setting, _SPARE_LINES))
    paper.add(slabs, Spacing())
    return paper


def _by_role(questions: tuple[Question, ...]) -> list[tuple[str, list[Question]]]:
    """Return the questions by role, roles in order of their first question, top ones first."""
    roles: dict[str, list[Question]] = {}
    for question in questions:
        roles.setdefault(question.role, []).append(question)
    return [(role, sorted(each, key=lambda one: not one.is_top)) for role, each in roles.items()]


def _question(paper: Paper, number: int, question: Question, item: Growing) -> Slab:
    sizes = paper.setting.sizes
    leading = sizes.lead * sizes.leading
    text = pdf_text(question.text, "semibold" if question.is_top else "regular")
    if question.is_top:
        text = pdf_text(f"{words.TOP_QUESTION}  ", "bold", Ink.ACCENT) + text
    text += asked(paper, question)
    lines = break_lines(text, sizes.lead, paper.setting.width - _INDENT)
    note = []
    if question.note:
        quiet = pdf_text(question.note, ink=Ink.MUTED)
        note = break_lines(quiet, sizes.body, paper.setting.width - _INDENT)
    label = one_line(pdf_text(str(number), "bold"), sizes.lead)
    box = _BOX * sizes.lead / 10.0
    core = max(box, len(lines) * leading + len(note) * sizes.body * sizes.leading + 3)

    def paint(sheet: Sheet, left: float, top: float, _spacing: Spacing) -> None:
        with sheet.furniture():
            sheet.rectangle((left, top, box, box), stroke=Ink.TEXT, line=0.9)
        element = item.on(sheet)
        with sheet.tagged(element.child("Lbl")):
            sheet.text(left + (box - label.width) / 2, top + (box - leading) / 2, label, sizes.lead)
        with sheet.tagged(element.child("LBody")):
            y = top + 2
            for line in lines:
                sheet.text(left + _INDENT, y, line, sizes.lead)
                y += leading
            for line in note:
                sheet.text(left + _INDENT, y, line, sizes.body)
                y += sizes.body * sizes.leading

    return Slab(core=core, paint=paint, gap=9.0, with_next=True)
