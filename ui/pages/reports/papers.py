"""Which papers there are, and how to make them and turn them into pictures."""

from __future__ import annotations

import threading
from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

import pypdfium2
from PySide6.QtCore import QT_TRANSLATE_NOOP, QCoreApplication
from PySide6.QtGui import QImage

from caregiver.services.reports import Paper, ReportChoices

if TYPE_CHECKING:
    from caregiver.app import Caregiver

SCREEN_DPI, CARD_DPI, PRINT_DPI = 150, 60, 300
# PDFium keeps global state: one thread at a time, to the closing of the last page.
PDF_LOCK = threading.Lock()


@dataclass(frozen=True, slots=True)
class PaperKind:
    """One paper: its key, its words and its icon."""

    key: str
    title: object
    about: object
    icon: str

    def name(self) -> str:
        """Return the translated title."""
        return QCoreApplication.translate("Papers", str(self.title))

    def line(self) -> str:
        """Return the translated line that says what it is for."""
        return QCoreApplication.translate("Papers", str(self.about))


# QT_TRANSLATE_NOOP marks the words for translation and hands them back
_ALL = (
    PaperKind("visit_summary", QT_TRANSLATE_NOOP("Papers", "Visit summary"),
              QT_TRANSLATE_NOOP("Papers", "One page for the clinic: questions, changes, results, "
                                          "medicines."), "stethoscope"),
    PaperKind("medication_list", QT_TRANSLATE_NOOP("Papers", "Medicine list"),
              QT_TRANSLATE_NOOP("Papers", "Everything taken now, for the pharmacy or a new "
                                          "doctor."), "pill"),
    PaperKind("fridge_list", QT_TRANSLATE_NOOP("Papers", "Medicines for the fridge"),
              QT_TRANSLATE_NOOP("Papers", "What is taken at home: morning, noon, evening, "
                                          "night. Big type."), "sun-moon"),
    PaperKind("week_grid", QT_TRANSLATE_NOOP("Papers", "Medicines to tick"),
              QT_TRANSLATE_NOOP("Papers", "A week with a box for every dose."), "square-check"),
    PaperKind("regimen_card", QT_TRANSLATE_NOOP("Papers", "Treatment plan"),
              QT_TRANSLATE_NOOP("Papers", "One cycle: which medicine on which day, blood tests, "
                                          "rest days."), "calendar-range"),
    PaperKind("medication_changes", QT_TRANSLATE_NOOP("Papers", "Changes of medicines"),
              QT_TRANSLATE_NOOP("Papers", "What was started, changed, held and stopped, and "
                                          "why."), "history"),
    PaperKind("question_list", QT_TRANSLATE_NOOP("Papers", "Question list"),
              QT_TRANSLATE_NOOP("Papers", "Your questions, with room to write the answers."),
              "message-circle-question-mark"),
    PaperKind("emergency_sheet", QT_TRANSLATE_NOOP("Papers", "Emergency sheet"),
              QT_TRANSLATE_NOOP("Papers", "For the emergency room and the fridge door."),
              "file-text"),
    PaperKind("wallet_card", QT_TRANSLATE_NOOP("Papers", "Wallet card"),
              QT_TRANSLATE_NOOP("Papers", "To cut out and carry."), "credit-card"),
    PaperKind("calendar_month", QT_TRANSLATE_NOOP("Papers", "Month to hang up"),
              QT_TRANSLATE_NOOP("Papers", "Appointments, treatment days and rest days on one "
                                          "page."), "calendar"),
    PaperKind("calendar_week", QT_TRANSLATE_NOOP("Papers", "Week sheet for the fridge"),
              QT_TRANSLATE_NOOP("Papers", "Who drives, what to bring, and every dose to "
                                          "tick."), "list-checks"),
    PaperKind("calendar_list", QT_TRANSLATE_NOOP("Papers", "List of appointments"),
              QT_TRANSLATE_NOOP("Papers", "The next months, with places and phone "
                                          "numbers."), "file-text"),
)  # fmt: skip
KINDS: Mapping[str, PaperKind] = {one.key: one for one in _ALL}


@dataclass(frozen=True, slots=True)
class Pictured:
    """A paper and a picture of each page."""

    paper: Paper
    pages: tuple[QImage, ...]


def make(app: Caregiver, kind: str, choices: ReportChoices | None = None) -> Paper:
    """Make a paper; safe beside the window."""
    makers = {
        "visit_summary": lambda: app.reports.visit_summary(None, choices),
        "medication_list": lambda: app.reports.medication_list(choices),
        "fridge_list": lambda: app.reports.fridge_list(choices),
        "week_grid": lambda: app.reports.week_grid(choices),
        "regimen_card": lambda: app.reports.regimen_card(choices),
        "medication_changes": lambda: app.reports.medication_changes(choices),
        "question_list": lambda: app.reports.question_list(None, choices),
        "emergency_sheet": lambda: app.reports.emergency_sheet(choices),
        "wallet_card": lambda: app.reports.wallet_card(choices),
        "calendar_month": lambda: app.reports.calendar_month(choices),
        "calendar_week": lambda: app.reports.calendar_week(choices),
        "calendar_list": lambda: app.reports.calendar_list(choices),
    }
    with PDF_LOCK:
        return makers[kind]()


def pictured(
    app: Caregiver, kind: str, choices: ReportChoices | None = None, dpi: int = SCREEN_DPI
) -> Pictured:
    """Make a paper and draw its pages."""
    paper = make(app, kind, choices)
    return Pictured(paper, pictures(paper.content, dpi))


def pictures(content: bytes, dpi: int, most: int = 0) -> tuple[QImage, ...]:
    """Draw the pages of a PDF, all or the first `most`."""
    with PDF_LOCK:
        document = pypdfium2.PdfDocument(content)
        try:
            count = min(len(document), most) if most else len(document)
            return tuple(_picture(document[number], dpi) for number in range(count))
        finally:
            document.close()


def _picture(page: pypdfium2.PdfPage, dpi: int) -> QImage:
    bitmap = page.render(scale=dpi / 72, rev_byteorder=True, prefer_bgrx=True)
    drawn = QImage(
        bytes(bitmap.buffer), bitmap.width, bitmap.height, bitmap.stride,
        QImage.Format.Format_RGBX8888,
    ).copy()  # fmt: skip
    bitmap.close()
    page.close()
    drawn.setDotsPerMeterX(round(dpi / 0.0254))
    drawn.setDotsPerMeterY(round(dpi / 0.0254))
    return drawn
