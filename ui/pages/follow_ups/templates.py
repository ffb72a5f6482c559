"""Choose what to follow from a list: each entry says where it was found and how sure that is."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QTimer, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from caregiver.services.follow_ups import TemplateChoice
from ui import follow_ups as words
from ui.theme import spread
from ui.widgets.buttons import row_button, second_button
from ui.widgets.cards import RowsCard, across, down
from ui.widgets.fields import TextField
from ui.widgets.text import icon_line, plain

if TYPE_CHECKING:
    from caregiver.app import Caregiver

TYPING_MS = 150
MOST_SHOWN = 25


class TemplatePane(QWidget):
    """Show the templates found. `chosen` carries the id of one, "" for the family's own."""

    chosen = Signal(str)
    pane_width = 480

    def __init__(self, app: Caregiver) -> None:
        super().__init__()
        self.setObjectName("follow_up_templates")
        self._app = app
        column = QVBoxLayout(self)
        spread(column, spacing=12)
        column.addWidget(plain(self.tr("Add a follow-up"), "pane"))
        about = self.tr("These are things to ask about, not a schedule. "
                        "The team\N{RIGHT SINGLE QUOTATION MARK}s own plan wins.")  # fmt: skip
        column.addWidget(plain(about, "muted"))
        self._search = TextField("template_search", self.tr("Search"), example=self.tr("dentist"))
        self._search.value_changed.connect(self._typed)
        column.addWidget(self._search)
        own = second_button("own_follow_up", self.tr("Something else, in our own words"), "plus")
        own.clicked.connect(partial(self.chosen.emit, ""))
        column.addWidget(across(own, 1))
        self._found = plain("", "muted", name="templates_found")
        column.addWidget(self._found)
        self._rows = RowsCard()
        column.addWidget(self._rows)
        column.addStretch(1)
        self._wait = QTimer(self)
        self._wait.setSingleShot(True)
        self._wait.setInterval(TYPING_MS)
        self._wait.timeout.connect(self._fill)
        self._fill()

    def first_field(self) -> QWidget:
        """Return where the cursor goes first."""
        return self._search.editor

    def _typed(self) -> None:
        self._wait.start()

    def _fill(self) -> None:
        found = self._app.follow_ups.templates(self._search.value())
        shown = found[:MOST_SHOWN]
        self._rows.set_rows(*(self._row(one) for one in shown))
        self._rows.setVisible(bool(shown))
        said = self.tr("Nothing found. Try another word.") if not found else ""
        if len(found) > len(shown):
            said = self.tr("The first %1 of %2 are shown. Search to find the others.")
            said = said.replace("%1", str(len(shown))).replace("%2", str(len(found)))
        self._found.setText(said)
        self._found.setVisible(bool(said))

    def _row(self, choice: TemplateChoice) -> QWidget:
        one = choice.template
        parts: list[QWidget] = [plain(one.name, "strong")]
        often = one.interval_text or one.when
        rest = [often] if one.is_for_everyone else [often, one.applies]
        parts.append(plain(" \N{MIDDLE DOT} ".join(rest), "muted"))
        parts.append(plain(one.plain, "secondary"))
        if one.warning:
            parts.append(plain(one.warning, "muted"))
        parts.append(plain(self.tr("To ask: %1").replace("%1", one.ask), "secondary"))
        tone, icon = words.evidence_look(one.evidence)
        said = f"{words.evidence_words(one.evidence)}: {choice.source}"
        parts.append(icon_line(icon, said, "secondary", token=tone))
        if choice.is_followed:
            parts.append(plain(self.tr("On your list already."), "muted"))
        spoken = self.tr("Add: %1").replace("%1", one.name)
        add = row_button(f"template_{one.id}", self.tr("Add"), "plus", spoken=spoken)
        add.clicked.connect(partial(self.chosen.emit, one.id))
        parts.append(across(add, 1))
        holder = down(*parts, spacing=4)
        layout = holder.layout()
        assert layout is not None
        spread(layout, 16, 12, 16, 12, spacing=4)
        return holder
