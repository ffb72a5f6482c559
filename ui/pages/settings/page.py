"""The Settings page."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QAbstractButton, QLabel, QLineEdit, QWidget
from shiboken6 import isValid

from caregiver import __version__
from caregiver.domain.changes import RECORD_CLASSES
from caregiver.domain.people import AllergyState
from caregiver.domain.records import Record
from caregiver.domain.therapy import TherapyLine
from ui.pages import Page, attempt
from ui.pages.settings.choices import Choices
from ui.pages.settings.person import PersonForm
from ui.pages.settings.reminders import ReminderChoices
from ui.pages.settings.safety import Safety
from ui.pages.settings.server import ServerChoices
from ui.pages.settings.treatment import TreatmentForm
from ui.widgets.buttons import quiet_button, row_button, second_button
from ui.widgets.cards import Card, PageHeader, Row, RowsCard, SectionHeading, across, clear, down
from ui.widgets.naming import named
from ui.widgets.text import plain

if TYPE_CHECKING:
    from caregiver.app import Caregiver
    from ui.pages import Host


class SettingsPage(Page):
    """Show everything that can be set; a search leaves only what holds its words."""

    key = "settings"
    reads: ClassVar[tuple[type[Record], ...]] = RECORD_CLASSES

    def __init__(self, app: Caregiver, host: Host) -> None:
        super().__init__(app, host)
        self._form: PersonForm | TreatmentForm | None = None
        self._search = named(QLineEdit(), "settings_search", self.tr("Search in Settings"))
        self._search.setPlaceholderText(self.tr("Search in Settings"))
        self._search.setClearButtonEnabled(True)
        self._search.textChanged.connect(self._filter)
        self._header = PageHeader(self.tr("Settings"))
        self.column.addWidget(self._header)
        self.column.addWidget(self._search)
        self._choices = Choices(host)
        self._choices.setParent(self)
        self._choices.hide()
        self._safety = Safety(app, host, self)
        self._living = down(spacing=8)
        self._reminders = ReminderChoices(host)
        self._reminders.setParent(self)
        self._reminders.hide()
        self._server = ServerChoices(app, host)
        self._server.setParent(self)
        self._server.hide()
        self._fixed = [
            *self._choices.sections(), self._reminders.section(), self._server.section()
        ]  # fmt: skip
        self.column.addWidget(self._living)
        for section in self._fixed:
            self.column.addWidget(section)
        self._file = down(spacing=8)
        self.column.addWidget(self._file)
        self._about = down(SectionHeading(self.tr("About")), self._about_card())
        self.column.addWidget(self._about)
        self._none = plain(self.tr("Nothing here is called that."), "muted", name="settings_none")
        self._none.hide()
        self.column.addWidget(self._none)
        self.column.addStretch(1)

    def reload(self) -> None:
        """Show the person, the treatment and the state of the file again."""
        self._fill(self._living, [self._person(), self._treatment()])
        self._fill(self._file, self._safety.sections())
        self._reminders.refresh()
        self._server.begin()
        self._filter(self._search.text())

    def open(self, target: str) -> None:
        """Open "person" or "treatment", else show only what holds the words of `target`."""
        if target == "person":
            self._change_person()
        elif target in {"treatment", "where"}:
            self._change_line(self.app.therapy.current_line())
        elif target:
            self._search.setText(target)

    def first_focus(self) -> QWidget | None:
        """Return the first field of an open form, else the search."""
        if self._form is not None and isValid(self._form):
            return self._form.first_field()
        return self._search

    @staticmethod
    def _fill(holder: QWidget, sections: list[QWidget]) -> None:
        layout = holder.layout()
        assert layout is not None
        clear(layout)
        for section in sections:
            layout.addWidget(section)

    def _person(self) -> QWidget:
        patient, formats = self.app.people.patient(), self.host.formats
        born = formats.date_medium(patient.birth_date) if patient.birth_date else ""
        allergies = {
            AllergyState.LISTED: patient.allergies,
            AllergyState.NONE_KNOWN: self.tr("none known"),
            AllergyState.NOT_NOTED: self.tr("not noted yet"),
        }[patient.allergy_state]
        change = second_button("change_person", self.tr("Change"), "pencil")
        change.clicked.connect(self._change_person)
        lines = [plain(patient.name or self.tr("No name yet"), "strong")]
        if born:
            lines.append(plain(self.tr("Born %s") % born, "muted"))
        lines.append(plain(self.tr("Allergies: %s") % allergies))
        if patient.disease_type:
            lines.append(plain(patient.disease_type))
        card = Card(across(down(*lines, spacing=2), 1, change), padding=(16, 16))
        return down(SectionHeading(self.tr("The person cared for")), card)

    def _treatment(self) -> QWidget:
        add = second_button("add_line_of_treatment", self.tr("Add a treatment"), "plus")
        add.clicked.connect(self._add_line)
        rows = [self._line_row(line) for line in reversed(self.app.therapy.lines())]
        parts: list[QWidget] = [SectionHeading(self.tr("Treatment"))]
        if rows:
            parts.append(RowsCard(*rows))
        parts.append(across(add, 1))
        return down(*parts, spacing=8)

    def _line_row(self, line: TherapyLine) -> QWidget:
        title = self.tr("Line {number}: {name}").format(number=line.number, name=line.name)
        change = row_button(
            f"change_line_{line.number}",
            self.tr("Change"),
            spoken=self.tr("Change line %s") % line.number,
        )
        change.clicked.connect(lambda: self._change_line(line))
        words = down(plain(title, "strong"), plain(self._line_words(line), "muted"), spacing=0)
        return Row(words, 1, change)

    def _line_words(self, line: TherapyLine) -> str:
        formats, today = self.host.formats, self.app.clock.today()
        began = formats.month_year(line.started_on) if line.started_on else ""
        if not line.is_current(today):
            ended = formats.month_year(line.stopped_on) if line.stopped_on else ""
            span = self.tr("{began} to {ended}").format(began=began, ended=ended)
            return ", ".join(part for part in (span, line.best_response) if part)
        where = self.app.therapy.day_of_cycle()
        words = self.tr("since %s") % began if began else ""
        if where is not None:
            cycle = self.tr("cycle {cycle}, day {day} of {days} today")
            day = cycle.format(cycle=where.cycle, day=where.day, days=where.days)
            return ", ".join(part for part in (words, day) if part)
        return words

    def _about_card(self) -> QWidget:
        return Card(
            plain(self.tr("Caregiver Organizer %s") % __version__, "strong"),
            plain(
                self.tr(
                    "It keeps your notes and prints them. It gives no medical advice: "
                    "ask your team."
                )
            ),
            plain(
                self.tr(
                    "Free software under the MIT license. With Qt (LGPL), SQLCipher and ReportLab "
                    "(BSD), three free typefaces, and Lucide icons (ISC)."
                ),
                "muted",
            ),
            padding=(16, 16),
        )

    def _change_person(self) -> None:
        form = PersonForm(self.app, self.host)
        form.load(self.app.people.patient())
        self._show(form, self.tr("Saved"))

    def _add_line(self) -> None:
        numbers = [line.number for line in self.app.therapy.lines()]
        self._change_line(TherapyLine(number=max(numbers, default=0) + 1), is_new=True)

    def _change_line(self, line: TherapyLine | None, *, is_new: bool = False) -> None:
        if line is None:
            self._add_line()
            return
        form = TreatmentForm(self.app, self.host)
        form.load(line, is_new=is_new)
        if not is_new:
            remove = quiet_button("remove_line", self.tr("Remove this treatment"), "trash-2")
            remove.clicked.connect(lambda: self._remove_line(line))
            form.add_widget(across(remove, 1))
        self._show(form, self.tr("Treatment saved"))

    def _remove_line(self, line: TherapyLine) -> None:
        said = self.tr("%s removed") % line.name
        if attempt(self.host, lambda: self.app.therapy.delete_line(line), said):
            self.set_details(None)

    def _show(self, form: PersonForm | TreatmentForm, said: str) -> None:
        form.closed.connect(lambda: self.set_details(None))
        form.saved.connect(lambda _: self.host.tell(said))
        self.set_details(form)
        self._form = form
        form.first_field().setFocus(Qt.FocusReason.OtherFocusReason)

    def _filter(self, words: str) -> None:
        wanted = words.casefold().split()
        found = False
        for holder in (self._living, self._file):
            for section in holder.findChildren(
                QWidget, options=Qt.FindChildOption.FindDirectChildrenOnly
            ):
                found |= self._show_if(section, wanted)
        for section in (*self._fixed, self._about):
            found |= self._show_if(section, wanted)
        self._none.setVisible(not found)

    @staticmethod
    def _show_if(section: QWidget, wanted: list[str]) -> bool:
        texts = [label.text() for label in section.findChildren(QLabel)]
        texts += [button.text() for button in section.findChildren(QAbstractButton)]
        held = " ".join(texts).casefold()
        is_wanted = all(word in held for word in wanted)
        section.setVisible(is_wanted)
        return is_wanted
