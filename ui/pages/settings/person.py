"""The person cared for: what stands at the top of every paper, in the family's own words."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QWidget

from caregiver.domain.people import AllergyState, Patient
from ui import messages
from ui.widgets.date_fields import DateField
from ui.widgets.fields import NoteField, TextField
from ui.widgets.record_form import RecordForm
from ui.widgets.segmented import SegmentedField
from ui.widgets.text import plain

if TYPE_CHECKING:
    from caregiver.app import Caregiver
    from ui.pages import Host


class PersonForm(RecordForm[Patient]):
    """Ask about the person; everything may stay empty."""

    pane_width = 480

    def __init__(self, app: Caregiver, host: Host) -> None:
        super().__init__(
            "person_form",
            self.tr("The person cared for"),
            host.drafts,
            save=app.people.save_patient,
            sentence=messages.problem_sentence,
            explain=messages.sentence,
        )
        today = app.clock.today
        self._text("name", self.tr("Full name"))
        self._text("called", self.tr("Called at home"))
        self.add(
            "birth_date",
            DateField("birth_date", self.tr("Born on"), host.formats, today, offer_today=False),
        )
        self._text("hospital_number", self.tr("Hospital number"))
        states = [
            (AllergyState.LISTED, self.tr("Yes, these")),
            (AllergyState.NONE_KNOWN, self.tr("None known")),
            (AllergyState.NOT_NOTED, self.tr("Not asked yet")),
        ]
        self.add("allergy_state", SegmentedField("allergy_state", self.tr("Allergies"), states))
        self._note("allergies", self.tr("Which allergies, and what happened"))
        self._note("cautions", self.tr("Take care with"), self.tr("Kidneys, blood thinner, device"))
        self._note("must_know", self.tr("What an emergency room must know"))
        self.add_widget(plain(self.tr("Where we are, in the words of the clinic"), "strong"))
        self._text("disease_type", self.tr("Type of the illness"))
        self._text("found", self.tr("Found"))
        self._note("treated_before", self.tr("Treated before"))
        self._note("supportive", self.tr("Supportive treatment"), self.tr("Bone medicine, last on"))
        self._text("response", self.tr("How treatment works, as told"))
        self._text("response_by", self.tr("Told by"))
        self.add("response_on", DateField("response_on", self.tr("Told on"), host.formats, today))
        self._note("goals", self.tr("What matters to us now"))
        self.add_widget(plain(self.tr("You and others"), "strong"))
        self._text("caregiver_name", self.tr("Your name"))
        self._text("caregiver_phone", self.tr("Your phone"))
        self._text("second_contact", self.tr("Second person to call"))
        self._text("second_phone", self.tr("Their phone"))
        self._note("documents_kept", self.tr("Where wishes and papers are kept"))

    def first_field(self) -> QWidget:
        """Return where one begins to type."""
        editor: QWidget = self.field("name").editor
        return editor

    def _text(self, field: str, label: str) -> None:
        self.add(field, TextField(field, label))

    def _note(self, field: str, label: str, hint: str = "") -> None:
        self.add(field, NoteField(field, label, hint=hint, lines=2))
