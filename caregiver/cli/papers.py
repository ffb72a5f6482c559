"""Papers: the visit summary and the other reports, as PDF."""

from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from caregiver.app import Caregiver
from caregiver.cli.arguments import Commands, Namespace, day, identifier
from caregiver.cli.output import Answer
from caregiver.cli.visiting import visit_asked_for
from caregiver.errors import BadInput

if TYPE_CHECKING:
    from caregiver.services.reports import Paper

REPORTS = (
    "medication-list", "emergency-sheet", "wallet-card", "question-list",
    "calendar-month", "calendar-week", "calendar-list",
    "fridge-list", "week-grid", "medication-changes", "regimen-card",
)  # fmt: skip
_LATER = ("symptom-diary", "treatment-history", "handoff", "full-pack")


def register(commands: Commands) -> None:
    """Add the commands that make papers."""
    summary = commands.add("summary", "the page for a visit", _summary)
    summary.add_argument(
        "--visit", type=identifier, metavar="ID", help="id of a visit or its appointment, or next"
    )
    summary.add_argument("--since", type=day, metavar="D", help="what changed since this day")
    _paper_options(summary.add_argument)
    summary.add_argument("--large-print", action="store_true", help="bigger type")
    report = commands.add("report", "another paper", _report)
    report.add_argument("name", metavar="NAME", help=", ".join(REPORTS))
    _paper_options(report.add_argument)
    report.add_argument("--large-print", action="store_true", help="bigger type")
    _calendar_options(report.add_argument)


def _calendar_options(add_argument: object) -> None:
    assert callable(add_argument)
    add_argument(
        "--from",
        dest="first",
        type=day,
        metavar="D",
        help="the first day of a calendar, a grid, changes; the day of a card",
    )
    add_argument("--to", dest="last", type=day, metavar="D", help="the last day")
    add_argument("--times-only", action="store_true", help="calendars: only times and places")
    add_argument("--notes", action="store_true", help="calendar-list: the notes too")
    add_argument("--medication", type=identifier, metavar="ID", help="medication-changes: only it")
    add_argument("--regimen", type=identifier, metavar="ID", help="regimen-card: else the present")


def _paper_options(add_argument: object) -> None:
    assert callable(add_argument)
    add_argument("--out", required=True, type=Path, metavar="FILE.pdf", help="where to write it")
    add_argument("--paper", choices=("a4", "letter"), default="", help="else as usual here")


def _summary(app: Caregiver, args: Namespace) -> Answer:
    # Only papers need the services that fill them: other commands start without.
    from caregiver.services.reports import choices_of

    visit = visit_asked_for(app, args.visit)
    choices = choices_of(app.visits.preset(visit.member_id if visit else None))
    paper = app.reports.visit_summary(
        visit,
        replace(
            choices,
            since=args.since,
            paper=args.paper or choices.paper,
            large_print=args.large_print or choices.large_print,
        ),
    )
    saved = app.reports.save(paper, args.out.absolute())
    data = {"file": str(saved), "pages": paper.pages, "sections": list(paper.sections)}
    return Answer(data, [_made(saved, paper), *(f"  {one}" for one in paper.sections)])


def _report(app: Caregiver, args: Namespace) -> Answer:
    from caregiver.services.reports import ReportChoices

    name = args.name
    if name in _LATER:
        raise BadInput("not_in_this_version", what=name)
    if name not in REPORTS:
        raise BadInput("unknown_value", value=name, name=f"NAME ({', '.join(REPORTS)})")
    choices = ReportChoices(
        paper=args.paper,
        large_print=args.large_print,
        first=args.first,
        last=args.last,
        times_only=args.times_only,
        with_notes=args.notes,
        medication_id=args.medication or "",
        regimen_id=args.regimen or "",
    )
    makers = {
        "medication-list": lambda: app.reports.medication_list(choices),
        "emergency-sheet": lambda: app.reports.emergency_sheet(choices),
        "wallet-card": lambda: app.reports.wallet_card(choices),
        "question-list": lambda: app.reports.question_list(None, choices),
        "calendar-month": lambda: app.reports.calendar_month(choices),
        "calendar-week": lambda: app.reports.calendar_week(choices),
        "calendar-list": lambda: app.reports.calendar_list(choices),
        "fridge-list": lambda: app.reports.fridge_list(choices),
        "week-grid": lambda: app.reports.week_grid(choices),
        "medication-changes": lambda: app.reports.medication_changes(choices),
        "regimen-card": lambda: app.reports.regimen_card(choices),
    }
    paper = makers[name]()
    saved = app.reports.save(paper, args.out.absolute())
    return Answer({"file": str(saved), "pages": paper.pages}, [_made(saved, paper)])


def _made(saved: Path, paper: "Paper") -> str:
    return f"Made {saved}, {paper.pages} {'page' if paper.pages == 1 else 'pages'}."
