"""Search everything in the care file: one line, and what was found with the newest first."""

from __future__ import annotations

from textwrap import shorten
from typing import TYPE_CHECKING

from PySide6.QtCore import QT_TRANSLATE_NOOP, QCoreApplication, Qt, QTimer
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QLineEdit, QVBoxLayout, QWidget

from ui.pages import Host, Page
from ui.theme import look, spread
from ui.widgets.buttons import Button
from ui.widgets.cards import EmptyState, PageHeader, Row, RowsCard, SectionHeading, down
from ui.widgets.naming import named
from ui.widgets.text import Runs, plain

if TYPE_CHECKING:
    from caregiver.app import Caregiver
    from caregiver.services.search import Hit

MOST = 50
PAUSE_MS = 120
LONGEST_TITLE = 100
MATCH_FROM, MATCH_TO = "\x02", "\x03"

# kind of record → the page that shows it, and what one such record is called
SHOWN_ON: dict[str, tuple[str, object]] = {
    "patient": ("settings", QT_TRANSLATE_NOOP("Kinds", "Person")),
    "care_team_member": ("people", QT_TRANSLATE_NOOP("Kinds", "Care team")),
    "clinic_rule": ("people", QT_TRANSLATE_NOOP("Kinds", "Team's instruction")),
    "therapy_line": ("course", QT_TRANSLATE_NOOP("Kinds", "Treatment")),
    "regimen": ("medications", QT_TRANSLATE_NOOP("Kinds", "Treatment plan")),
    "cycle": ("course", QT_TRANSLATE_NOOP("Kinds", "Cycle")),
    "appointment": ("calendar", QT_TRANSLATE_NOOP("Kinds", "Appointment")),
    "medication": ("medications", QT_TRANSLATE_NOOP("Kinds", "Medicine")),
    "schedule": ("medications", QT_TRANSLATE_NOOP("Kinds", "Medicine")),
    "dose": ("medications", QT_TRANSLATE_NOOP("Kinds", "Dose")),
    "hold": ("medications", QT_TRANSLATE_NOOP("Kinds", "Held by the clinic")),
    "medication_talk": ("medications", QT_TRANSLATE_NOOP("Kinds", "About a medicine")),
    "symptom_report": ("symptoms", QT_TRANSLATE_NOOP("Kinds", "Symptom")),
    "lab_result": ("course", QT_TRANSLATE_NOOP("Kinds", "Result")),
    "visit": ("visits", QT_TRANSLATE_NOOP("Kinds", "Visit")),
    "question": ("visits", QT_TRANSLATE_NOOP("Kinds", "Question")),
    "answer": ("visits", QT_TRANSLATE_NOOP("Kinds", "Answer")),
    "follow_up": ("follow_ups", QT_TRANSLATE_NOOP("Kinds", "Follow-up")),
    "follow_up_round": ("follow_ups", QT_TRANSLATE_NOOP("Kinds", "Follow-up")),
    "task": ("follow_ups", QT_TRANSLATE_NOOP("Kinds", "Task")),
    "document": ("calendar", QT_TRANSLATE_NOOP("Kinds", "File")),
    "journal_entry": ("journal", QT_TRANSLATE_NOOP("Kinds", "Journal")),
}


class SearchPage(Page):
    """Find records by any word in them; Enter on one opens it where it belongs."""

    key = "search"

    def __init__(self, app: Caregiver, host: Host) -> None:
        super().__init__(app, host)
        self.column.addWidget(PageHeader(self.tr("Search")))
        self._line = QLineEdit()
        named(self._line, "search_line", self.tr("Search everything"))
        self._line.setPlaceholderText(self.tr("A name, a medicine, a word you wrote"))
        self._line.setClearButtonEnabled(False)
        self._line.textChanged.connect(self._typed)
        self._line.returnPressed.connect(self._to_first)
        self.column.addWidget(self._line)
        self._hint = plain(
            self.tr(
                "Finds medicines, appointments, symptoms, results, questions, notes and people."
            ),
            "muted",
        )
        self.column.addWidget(self._hint)
        self._found = QWidget()
        self._found_column = QVBoxLayout(self._found)
        spread(self._found_column, spacing=0)
        self._heading = SectionHeading("")
        self._rows = RowsCard()
        self._nothing = EmptyState(
            self.tr("Nothing found. Try one word, or only its beginning."), icon="search"
        )
        for part in (self._heading, self._rows, self._nothing):
            self._found_column.addWidget(part)
        self.column.addWidget(self._found)
        self.column.addStretch(1)
        # letters typed quickly ask once
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.setInterval(PAUSE_MS)
        self._pause.timeout.connect(self.reload)

    def reload(self) -> None:
        """Search again for the words in the line."""
        words = self._line.text().strip()
        hits = self.app.search.find(words, MOST) if words else ()
        self._heading.set_words(_count(len(hits)) if hits else "")
        self._rows.set_rows(*(self._row(number, hit) for number, hit in enumerate(hits)))
        self._found.setVisible(bool(words))
        self._hint.setVisible(not words)
        self._heading.setVisible(bool(hits))
        self._rows.setVisible(bool(hits))
        self._nothing.setVisible(bool(words) and not hits)

    def first_focus(self) -> QWidget:
        """Put the cursor into the line."""
        self._line.selectAll()
        return self._line

    def open(self, target: str) -> None:
        """Search for `target`."""
        self._line.setText(target)
        self.reload()

    def time_passed(self) -> None:
        """Stay as it is: nothing here depends on the time."""

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Go back to Today with Esc."""
        if event.key() == Qt.Key.Key_Escape:
            self.host.go("today")
        else:
            super().keyPressEvent(event)

    def _typed(self) -> None:
        self._pause.start()

    def _to_first(self) -> None:
        self._pause.stop()
        self.reload()
        button = self._rows.findChild(Button)
        if button is not None:
            button.setFocus(Qt.FocusReason.OtherFocusReason)

    def _row(self, number: int, hit: Hit) -> Row:
        page, kind_words = SHOWN_ON.get(hit.kind, ("today", ""))
        kind = QCoreApplication.translate("Kinds", str(kind_words))
        day = self.host.formats.date_medium(hit.day) if hit.day is not None else ""
        where = " \N{MIDDLE DOT} ".join(part for part in (kind, day) if part)
        button = Button(f"open_hit_{number}", self.tr("Open"), "row_accent",
                        spoken=self.tr("Open %1, %2").replace("%1", hit.title)
                        .replace("%2", where))  # fmt: skip
        button.clicked.connect(lambda: self.host.go(page, hit.id))
        lines: list[QWidget] = [
            plain(shorten(hit.title, LONGEST_TITLE, placeholder=" …"), "strong")
        ]
        if not hit.title.startswith(_bare(hit.excerpt).rstrip(" …")):
            lines.append(Runs(*_marked(hit.excerpt), between=""))
        lines.append(plain(where, "muted"))
        row = Row(down(*lines, spacing=2), 1, button, height=60)
        row.body.setContentsMargins(look().gap(16), look().gap(8), look().gap(16), look().gap(8))
        return row


def _bare(excerpt: str) -> str:
    return excerpt.replace(MATCH_FROM, "").replace(MATCH_TO, "")


def _marked(excerpt: str) -> list[tuple[str, str]]:
    """Split an excerpt into runs, the matches in bold."""
    runs: list[tuple[str, str]] = []
    for part in excerpt.split(MATCH_FROM):
        match, found, rest = part.partition(MATCH_TO)
        if found:
            runs.append((match, "strong"))
            runs.append((rest, "body"))
        else:
            runs.append((part, "body"))
    return [(words, role) for words, role in runs if words]


def _count(number: int) -> str:
    if number >= MOST:
        return QCoreApplication.translate("SearchPage", "The newest %n found", "", number)
    return QCoreApplication.translate("SearchPage", "%n found", "", number)
