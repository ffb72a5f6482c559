"""The sections of the visit summary, in slabs; `visit_summary` puts them on pages."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import date

from caregiver.domain.drawing import severity_steps
from caregiver.reports import words
from caregiver.reports.blocks import Growing, heading, paragraph, writing_lines
from caregiver.reports.flow import Slab
from caregiver.reports.packets import (
    MedicineChange,
    MedicineRow,
    ProblemRow,
    Question,
    VisitSummaryPacket,
    WhereWeAre,
)
from caregiver.reports.page_style import NOTHING, Ink, PaperText, kept_together, pdf_text
from caregiver.reports.paper import Paper, labelled
from caregiver.reports.tables import Cell, Column, Table, cell, fitted_columns

CHANGE_WORDS = {
    MedicineChange.NEW: words.NEW,
    MedicineChange.CHANGED: words.CHANGED,
    MedicineChange.ON_HOLD: words.ON_HOLD,
}


@dataclass(frozen=True, slots=True)
class Part:
    """A section: `rows` may be moved to the second page, but `least` of them stay.

    `most` is how many rows the first page shows at all; `more` sets the rows from an index on.
    `tail` is the text below the rows.
    """

    head: list[Slab] = field(default_factory=list)
    rows: list[list[Slab]] = field(default_factory=list)
    tail: PaperText = NOTHING
    most: int = 0
    least: int = 0
    more: Callable[[int], list[Slab]] | None = None


def questions(paper: Paper, packet: VisitSummaryPacket, title: str, where: str) -> Part:
    """Return the chosen questions; `where` says where the further ones stand."""
    size = paper.setting.sizes.lead
    listed = Growing("L")
    count = len(packet.further_questions)
    slabs = [heading(paper.setting, title, where.format(count=count) if count else "")]
    for number, question in enumerate(packet.questions, start=1):
        label = pdf_text(f"{number}.", "bold", Ink.ACCENT)
        text = pdf_text(question.text, "semibold") + _addressed(question) + asked(paper, question)
        slabs += paragraph(
            paper.setting,
            text,
            size=size,
            label=label,
            indent=size * 1.6,
            item=Growing("LI", listed),
            tag="LBody",
        )
    return Part(head=slabs)


def _addressed(question: Question) -> PaperText:
    """Return whom the question is for, quietly, where that does not go without saying."""
    if not question.role:
        return NOTHING
    return pdf_text(f" ({words.QUESTION_TO.format(role=question.role)})", ink=Ink.MUTED)


def asked(paper: Paper, question: Question) -> PaperText:
    """Return how often the question was asked before, quietly: "asked twice, over 6 weeks"."""
    if not question.asked_on:
        return NOTHING
    days = (paper.head.printed_at.date() - min(question.asked_on)).days
    times = len(question.asked_on)
    if times == 1:
        span = words.WEEKS_AGO if days >= 14 else words.DAYS_AGO
        sentence = words.ASKED_ONCE
    else:
        span = words.OVER_WEEKS if days >= 14 else words.OVER_DAYS
        sentence = words.ASKED_TWICE if times == 2 else words.ASKED_OFTEN
    span = span.format(weeks=days // 7, days=days)
    return pdf_text(f" ({sentence.format(count=times, span=span)})", ink=Ink.MUTED)


def further_questions(paper: Paper, packet: VisitSummaryPacket) -> list[Slab]:
    """Return the questions beyond the chosen ones, each with two lines to write on."""
    if not packet.further_questions:
        return []
    slabs = [heading(paper.setting, words.FURTHER_QUESTIONS, level=3)]
    listed = Growing("L")
    first = len(packet.questions) + 1
    for number, question in enumerate(packet.further_questions, start=first):
        text = pdf_text(question.text) + _addressed(question) + asked(paper, question)
        slabs += paragraph(
            paper.setting,
            text,
            label=pdf_text(f"{number}.", "bold"),
            indent=paper.setting.sizes.body * 2,
            gap=6.0,
            with_next=True,
            item=Growing("LI", listed),
            tag="LBody",
        )
        slabs.append(writing_lines(paper.setting, 1, pitch=20.0, indent=19.0))
    return slabs


def where_we_are(paper: Paper, packet: VisitSummaryPacket, title: str) -> Part:
    """Return the illness and its treatment: the present line first, in bold."""
    where = packet.where
    lead = _present_line(paper, where)
    story = NOTHING
    for piece in _story(paper, where):
        story += piece if not story else pdf_text(" ") + piece
    if not lead and not story:
        return Part()
    slabs = [heading(paper.setting, title)]
    if lead:
        slabs += paragraph(paper.setting, pdf_text(lead, "bold"), with_next=bool(story))
    if story:
        slabs += paragraph(paper.setting, story)
    return Part(head=slabs)


def _present_line(paper: Paper, where: WhereWeAre) -> str:
    line = where.line
    if line and where.line_since:
        since = paper.formats.date_medium(where.line_since)
        line = words.LINE_SINCE.format(line=line, date=since)
    sentence = ": ".join(part for part in (line, where.regimen) if part)
    if sentence and not sentence.endswith("."):
        sentence += "."
    if where.cycle_number is not None:
        cycle = words.CYCLE if where.cycle_day is None else words.CYCLE_DAY
        sentence += " " + cycle.format(cycle=where.cycle_number, day=where.cycle_day)
    return sentence.strip()


def _story(paper: Paper, where: WhereWeAre) -> list[PaperText]:
    found = where.found
    if isinstance(found, date):
        found = paper.formats.month_year(found)
    disease = where.disease
    if disease and found:
        disease = words.FOUND.format(disease=disease, date=found)
    elif disease and not disease.endswith("."):
        disease += "."
    pieces = [pdf_text(disease)]
    for label, things in ((words.BEFORE, where.before), (words.SUPPORTIVE, where.supportive)):
        pieces.append(labelled(label, _sentence("; ".join(things))))
    told = _told_by(paper, where)
    if where.response:
        said = f"“{where.response}”" + (f", {told}" if told else "")
        pieces.append(labelled(words.RESPONSE, _sentence(said)))
    return [piece for piece in pieces if piece]


def _told_by(paper: Paper, where: WhereWeAre) -> str:
    day = paper.dated(where.response_on) if where.response_on else ""
    if where.response_by and day:
        return words.TOLD_BY_ON.format(who=where.response_by, date=day)
    if where.response_by:
        return words.TOLD_BY.format(who=where.response_by)
    return words.TOLD_ON.format(date=day) if day else ""


def _sentence(text: str) -> str:
    return text if not text or text.endswith((".", "?", "!")) else f"{text}."


def goals(paper: Paper, packet: VisitSummaryPacket) -> Part:
    """Return what matters to the family, in their words."""
    if not packet.goals:
        return Part()
    return Part(head=paragraph(paper.setting, labelled(words.GOALS, packet.goals), gap=4.0))


def changes(paper: Paper, packet: VisitSummaryPacket, title: str) -> Part:
    """Return what changed since the last visit, and what the family says was not there."""
    if not packet.problems and not packet.not_had:
        return Part()
    not_had = NOTHING
    if packet.not_had:
        not_had = labelled(words.NOT_HAD, ", ".join(packet.not_had))
    head = [heading(paper.setting, title)]
    table_head, rows = _problem_table(paper, packet.problems)
    if rows:
        head.append(table_head)

    def more(start: int) -> list[Slab]:
        again, further = _problem_table(paper, packet.problems[start:])
        title = heading(paper.setting, words.MORE_PROBLEMS, level=3)
        return [title, again, *(slab for row in further for slab in row)]

    return Part(head=head, rows=rows, tail=not_had, most=6, least=3, more=more)


def changes_title(paper: Paper, packet: VisitSummaryPacket) -> str:
    """Return the title of the changes, with the day they are counted from."""
    if packet.since is None:
        return words.CHANGES
    title = words.CHANGES_SINCE_VISIT if packet.since_is_visit else words.CHANGES_SINCE
    return title.format(date=paper.dated(packet.since))


def _problem_table(paper: Paper, rows: Sequence[ProblemRow]) -> tuple[Slab, list[list[Slab]]]:
    """Return the head and the rows, with a stronger line below the urgent ones."""
    columns = (
        Column(words.PROBLEM, 80),
        Column(words.WORST, 40),
        Column(words.NOW, 40),
        Column(words.STEPS, 36),
        Column(words.EFFECT_AND_WHEN, 100),
        Column(words.WHAT_WE_DID, 80),
    )
    cells = [_problem_cells(paper, row) for row in rows]
    table = Table(paper.setting, fitted_columns(paper.setting, columns, cells))
    slabs = []
    for place, row in enumerate(rows):
        ends = row.is_urgent and any(not later.is_urgent for later in rows[place + 1 :][:1])
        slabs.append(table.row(cells[place], is_last_of_group=ends))
    return table.head(), slabs


def _problem_cells(paper: Paper, row: ProblemRow) -> list[Cell]:
    happened = "; ".join(part for part in (row.when, row.effect) if part)
    if row.reported_by:
        happened = f"{happened} ({_reporter(paper, row.reported_by)})".strip()
    return [
        Cell(pdf_text(row.name, "bold")),
        cell(row.worst),
        Cell(pdf_text(row.now, "semibold")),
        _steps(paper, row),
        cell(happened),
        cell(row.what_we_did),
    ]


def _reporter(paper: Paper, who: str) -> str:
    """Return who noted it; the person cared for needs no name on their own paper."""
    if who == paper.head.name or who in paper.head.name.split():
        return words.SELF_REPORTED
    return words.REPORTED_BY.format(who=who)


def _steps(paper: Paper, row: ProblemRow) -> Cell:
    """Return the severities as boxes, if both are known."""
    if row.worst_step is None or row.now_step is None:
        return Cell()
    width = paper.setting.sizes.body * 3.2
    alt = words.STEPS_ALT.format(worst=row.worst_step, now=row.now_step)
    drawing = severity_steps(row.worst_step, row.now_step, width, width * 0.22)
    return Cell(drawing=drawing, alt=alt)


def medicines(paper: Paper, packet: VisitSummaryPacket, title: str) -> Part:
    """Return the medicines as they are taken, treatment first; then what was stopped."""
    tail = _medicine_tail(paper, packet)
    if not packet.medicines and not tail:
        return Part()
    note = ""
    if packet.medicines_checked_on:
        note = words.CHECKED_ON.format(date=paper.dated(packet.medicines_checked_on))
    table_head, rows = _medicine_table(paper, packet.medicines)

    def more(start: int) -> list[Slab]:
        again, further = _medicine_table(paper, packet.medicines[start:])
        title = heading(paper.setting, words.MORE_MEDICINES, level=3)
        return [title, again, *(slab for row in further for slab in row)]

    head = [heading(paper.setting, title, note)]
    if rows:
        head.append(table_head)
    return Part(head=head, rows=rows, tail=tail, most=10, least=6, more=more)


def _medicine_table(paper: Paper, rows: Sequence[MedicineRow]) -> tuple[Slab, list[list[Slab]]]:
    """Return the head and the rows, with a stronger line below the treatment."""
    columns = (
        Column(words.MEDICINE, 110),
        Column(words.HOW_MUCH_WHEN, 150),
        Column(words.SINCE_LAST_VISIT, 80),
    )
    cells = [
        [Cell(_medicine_name(paper, row)), cell(row.how), cell(row.since_last)] for row in rows
    ]
    table = Table(paper.setting, fitted_columns(paper.setting, columns, cells))
    slabs = []
    for place, row in enumerate(rows):
        following = rows[place + 1] if place + 1 < len(rows) else None
        ends = row.is_treatment and following is not None and not following.is_treatment
        slabs.append(table.row(cells[place], is_last_of_group=ends))
    return table.head(), slabs


def _medicine_name(paper: Paper, row: MedicineRow) -> PaperText:
    name = pdf_text(row.name, "bold")
    if row.brand:
        name += pdf_text(f" ({row.brand})")
    if row.change is not MedicineChange.NONE:
        change = CHANGE_WORDS[row.change]
        if row.changed_on:
            change = f"{change} {paper.formats.date_short(row.changed_on)}"
        name += pdf_text(f" {kept_together(f'– {change}')}", "bold", Ink.ACCENT)
    if row.change_note:
        name += pdf_text(f" ({row.change_note})", ink=Ink.MUTED)
    return name


def _medicine_tail(paper: Paper, packet: VisitSummaryPacket) -> PaperText:
    stopped = []
    for medicine in packet.stopped:
        day = paper.dated(medicine.stopped_on) if medicine.stopped_on else ""
        why = ", ".join(part for part in (day, medicine.reason) if part)
        stopped.append(f"{medicine.name} ({why})" if why else medicine.name)
    text = NOTHING
    for label, things in (
        (words.STOPPED, stopped),
        (words.ALSO_TAKES, packet.also_takes),
        (words.RUNNING_OUT, packet.running_out),
    ):
        said = labelled(label, _sentence("; ".join(things)))
        if said:
            text += said if not text else pdf_text(" ") + said
    return text
