"""Log one symptom, or correct what was logged: which, how bad in words, since when, what we did."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QWidget

from caregiver import catalogue, texts
from caregiver.domain.symptoms import TEMPERATURE_UNITS, Observer, SymptomReport
from ui import messages
from ui.messages import translated
from ui.widgets.buttons import row_button
from ui.widgets.cards import across, clear
from ui.widgets.date_fields import DateField
from ui.widgets.fields import ChoiceField, NoteField, NumberField, TextField
from ui.widgets.flow import FlowLayout
from ui.widgets.record_form import RecordForm
from ui.widgets.segmented import SegmentedField

if TYPE_CHECKING:
    from caregiver.app import Caregiver
    from ui.pages import Host

FEVER = "fever"


class SymptomForm(RecordForm[SymptomReport]):
    """Ask for one observation. Only the symptom and how bad it is are needed."""

    pane_width = 440

    def __init__(self, app: Caregiver, host: Host, save: Callable[[SymptomReport], object]) -> None:
        super().__init__(
            "symptom_form",
            self.tr("Log a symptom"),
            host.drafts,
            save=save,
            sentence=messages.problem_sentence,
            explain=messages.sentence,
        )
        self._app, self._host = app, host
        self._ids: dict[str, str] = {}
        self._add_symptom()
        self._add_severity()
        self._add_temperature()
        self._add_times()
        self._add_story()

    def load(self, record: SymptomReport, *, is_new: bool = False) -> None:
        """Show a report; a new one begins with the symptoms noted last."""
        self.set_title(self.tr("Log a symptom") if is_new else self.tr("Change this note"))
        self._offer_recent()
        self._offer_medicines()
        super().load(record, is_new=is_new)
        self._follow_symptom()

    def read(self, record: SymptomReport) -> SymptomReport:
        """Return the report with the catalogue id of its name, its unit only with a value."""
        read = super().read(record)
        known = catalogue.symptoms().find(read.name, limit=1)
        is_same = known and known[0].name.casefold() == read.name.casefold()
        symptom = self._ids.get(read.name.casefold()) or (known[0].id if is_same else "")
        return replace(
            read,
            symptom=symptom,
            unit=read.unit if read.value is not None else "",
            suspected_id=read.suspected_id or None,
        )

    def fill(self, record: SymptomReport) -> None:
        """Show a report; nobody suspected is an empty choice."""
        super().fill(record)
        self.field("suspected_id").set_value(record.suspected_id or "")
        self.field("unit").set_value(record.unit or self._host.settings.temperature_unit)

    def choose_symptom(self, id: str, name: str) -> None:
        """Choose a symptom by its catalogue id and name."""
        self._ids[name.casefold()] = id
        self.field("name").set_value(name)

    def _add_symptom(self) -> None:
        names = [one.name for one in catalogue.symptoms().symptoms]
        name = TextField(
            "name",
            self.tr("What is it?"),
            example=self.tr("For example tingling, tired, nausea"),
            suggestions=names,
        )
        self.add("name", name)
        self._recent = QWidget()
        self._recent_flow = FlowLayout(self._recent, gap=4)
        self.add_widget(self._recent)
        name.value_changed.connect(self._follow_symptom)

    def _add_severity(self) -> None:
        choices = [(n, translated(word).capitalize()) for n, word in enumerate(texts.SEVERITY)]
        severity: SegmentedField[int] = SegmentedField(
            "severity",
            self.tr("How bad is it?"),
            choices,
            hint=self.tr("Our own plain words, not a medical scale."),
        )
        self.add("severity", severity)
        severity.value_changed.connect(self._show_example)

    def _add_temperature(self) -> None:
        value = NumberField("value", self.tr("Temperature"))
        unit: ChoiceField[str] = ChoiceField(
            "unit", self.tr("Unit"), [(one, one) for one in TEMPERATURE_UNITS]
        )
        self._temperature = across(self.attach("value", value), self.attach("unit", unit), 1)
        self.add_widget(self._temperature)

    def _add_times(self) -> None:
        formats, today = self._host.formats, self._app.clock.today
        self.add("day", DateField("day", self.tr("Day"), formats, today))
        self.add(
            "began_on",
            DateField(
                "began_on",
                self.tr("Since when?"),
                formats,
                today,
                offer_today=False,
                hint=self.tr("If you know when it began."),
            ),
        )
        self.add(
            "ended_on",
            DateField(
                "ended_on",
                self.tr("It ended on"),
                formats,
                today,
                hint=self.tr("Leave empty while it goes on."),
            ),
        )

    def _add_story(self) -> None:
        called = self._app.people.patient()
        person = called.called or called.name or self.tr("The person cared for")
        observers = [(Observer.CAREGIVER, self.tr("Me")), (Observer.PATIENT, person)]
        self.add("observer", SegmentedField("observer", self.tr("Who noticed it?"), observers))
        self.add("place", TextField("place", self.tr("Where?"), example=self.tr("Both feet")))
        self.add(
            "effect",
            TextField(
                "effect",
                self.tr("What does it get in the way of?"),
                example=self.tr("Trouble with buttons"),
            ),
        )
        suspected: ChoiceField[str] = ChoiceField("suspected_id", self.tr("Maybe from a medicine"))
        self.add("suspected_id", suspected)
        self.add("what_we_did", TextField("what_we_did", self.tr("What we did")))
        self.add("note", NoteField("note", self.tr("Note")))

    def _offer_recent(self) -> None:
        clear(self._recent_flow)
        for number, (id, name) in enumerate(self._app.symptoms.recent_names(6)):
            button = row_button(f"recent_{number}", name, spoken=self.tr("Choose %s") % name)
            button.clicked.connect(lambda _=False, i=id, n=name: self.choose_symptom(i, n))
            self._recent_flow.addWidget(button)

    def _offer_medicines(self) -> None:
        entries = self._app.medications.entries()
        names = [(one.medication.id, one.medication.name) for one in entries]
        self.field("suspected_id").set_choices([("", self.tr("Not that we know")), *names])

    def _follow_symptom(self) -> None:
        name = self.field("name").value()
        found = catalogue.symptoms().find(name, limit=1) if name else ()
        id = self._ids.get(name.casefold(), found[0].id if found else "")
        has_value = bool(self.field("value").draft())
        self._temperature.setVisible(id == FEVER or has_value)

    def _show_example(self) -> None:
        field = self.field("severity")
        severity = field.value()
        example = "" if severity is None else translated(texts.SEVERITY_EXAMPLES[severity])
        field.show_echo(example)
