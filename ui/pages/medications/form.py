"""Add a medicine, or correct what was written about one: what, how much, when."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from PySide6.QtWidgets import QWidget

from caregiver.app import Caregiver
from caregiver.domain.medications import Medication, MedicationSort, Place, Schedule
from caregiver.domain.quantities import safe_dose_text
from ui.messages import problem_sentence, sentence
from ui.pages import Host
from ui.pages.medications.interaction_notes import InteractionNotes
from ui.pages.medications.schedule_fields import ScheduleFields, watch_writing
from ui.widgets.buttons import quiet_button, row_button
from ui.widgets.cards import clear
from ui.widgets.date_fields import DateField
from ui.widgets.fields import ChoiceField, NoteField, TextField, TickField
from ui.widgets.flow import FlowLayout
from ui.widgets.record_form import RecordForm
from ui.widgets.text import plain

SHORTEST_TO_SUGGEST = 3


class MedicineForm(RecordForm[Medication]):
    """Ask for name, strength, how much and when; the rest is behind "More"."""

    pane_width = 460

    def __init__(self, app: Caregiver, host: Host, medication: Medication, *, is_new: bool) -> None:
        """Take a medicine, new or to be corrected."""
        super().__init__(
            "medicine_form", "", host.drafts,
            save=self._keep, sentence=problem_sentence, explain=sentence,
        )  # fmt: skip
        self._app, self._host, self._is_new_one = app, host, is_new
        self.set_title(self.tr("Add a medicine") if is_new else self.tr("Correct a mistake"))
        entry = app.medications.entry(medication.id)
        shown = entry.shown if entry is not None else ()
        self._schedule = shown[0] if shown else Schedule(medication_id=medication.id)
        self._asks_when = is_new or len(shown) <= 1
        self._build_what()
        self._when = ScheduleFields(self, host.formats, self._title_words)
        if not self._asks_when:
            self._when.hide()
        self.add_widget(self._when)
        self.add("started_on", DateField("medicine_started", self.tr("Since when"),
                                         host.formats, app.clock.today))  # fmt: skip
        self._build_more()
        for part in ("strength", "brand", "sort"):
            self.field(part).value_changed.connect(self._note_interactions)
        self.load(medication, is_new=is_new)
        self._suggest()

    def start(self) -> None:
        """Put the cursor into the name."""
        self.field("name").setFocus()

    def fill(self, record: Medication) -> None:
        """Show the medicine and when it is taken."""
        for name in ("name", "strength", "started_on", "treats_myeloma", *MORE):
            self.field(name).set_value(getattr(record, name))
        self.field("hospital").set_value(record.place is Place.HOSPITAL)
        self._when.fill(self._schedule)

    def read(self, record: Medication) -> Medication:
        """Return the medicine with what the fields say."""
        names = ("name", "strength", "started_on", "treats_myeloma", *MORE)
        values: dict[str, Any] = {name: self.field(name).value() for name in names}
        place = Place.HOSPITAL if self.field("hospital").value() else Place.HOME
        return replace(record, place=place, **values)

    def save(self) -> None:
        """Save, unless the pattern of days and times is not complete."""
        if self._asks_when and not self._has_unreadable():
            if self._when.missing():
                return
            if self._shows_problems(self._when.read(self._schedule).problems()):
                return
        super().save()

    def _keep(self, record: Medication) -> None:
        schedules = []
        if self._asks_when:
            first = self._schedule.first_on if not self._is_new_one else record.started_on
            schedule = replace(self._when.read(self._schedule), medication_id=record.id)
            schedules = [replace(schedule, first_on=first)]
        if self._is_new_one:
            self._app.medications.add(record, schedules)
        else:
            self._app.medications.save(record, schedules)
        self._host.tell(self.tr("%1 saved").replace("%1", record.name))

    def _build_what(self) -> None:
        name = self.add("name", TextField("medicine_name", self.tr("Name, as on the box")))
        name.value_changed.connect(self._suggest)
        self._offers = QWidget()
        FlowLayout(self._offers, 6)
        self._offers.hide()
        self.add_widget(self._offers)
        self._twin = plain("", "secondary", tone="attention", name="medicine_twin")
        self._twin.hide()
        self.add_widget(self._twin)
        self._notes = InteractionNotes(self._app, self._host)
        self.add_widget(self._notes)
        strength = TextField("medicine_strength", self.tr("Strength of one"),
                             example=self.tr("400 mg"))  # fmt: skip
        self.add("strength", strength)
        watch_writing(strength)
        self.add("hospital", TickField("medicine_hospital", self.tr("Given at the hospital")))
        self.add("treats_myeloma", TickField("medicine_myeloma",
                                             self.tr("Part of the myeloma treatment")))  # fmt: skip

    def _build_more(self) -> None:
        more = quiet_button("medicine_more", self.tr("More"), "chevron-down")
        self.add_widget(more)
        fields = [
            self.add("reason", TextField("medicine_reason", self.tr("What it is for"))),
            self.add("instructions", TextField("medicine_instructions", self.tr("How to take it"),
                                               example=self.tr("With food"))),
            self.add("brand", TextField("medicine_brand", self.tr("Brand"))),
            self.add("prescriber", TextField("medicine_prescriber", self.tr("Who prescribed it"))),
            self.add("pharmacy", TextField("medicine_pharmacy", self.tr("Pharmacy"))),
            self.add("looks_like", TextField("medicine_looks", self.tr("What it looks like"))),
            self.add("sort", ChoiceField("medicine_sort", self.tr("Kind"), self._sorts())),
            self.add("note", NoteField("medicine_note", self.tr("Note"), lines=2)),
        ]  # fmt: skip
        watch_writing(fields[1])
        for field in fields:
            field.hide()

        def show() -> None:
            for field in fields:
                field.show()
            more.hide()
            fields[0].setFocus()

        more.clicked.connect(show)

    def _sorts(self) -> list[tuple[MedicationSort, str]]:
        return [
            (MedicationSort.PRESCRIPTION, self.tr("Prescribed")),
            (MedicationSort.OVER_THE_COUNTER, self.tr("Bought without a prescription")),
            (MedicationSort.SUPPLEMENT, self.tr("Vitamin or supplement")),
            (MedicationSort.HERBAL, self.tr("Herb or remedy")),
        ]

    def _title_words(self) -> str:
        strength = safe_dose_text(self.field("strength").value()).text
        return f"{self.field('name').value()} {strength}".strip()

    def _suggest(self) -> None:
        """Offer known names; a name is only ever filled in by a click."""
        typed = self.field("name").value()
        layout = self._offers.layout()
        assert layout is not None
        clear(layout)
        service = self._app.medicine_names
        known = service.is_known(typed)
        asks = len(typed) >= SHORTEST_TO_SUGGEST and not known
        offered = [one.name for one in service.suggest(typed)] if asks else []
        if offered:
            layout.addWidget(plain(self.tr("Did you mean"), "muted", wrap=False))
        for number, name in enumerate(offered):
            button = row_button(f"suggestion_{number}", name,
                                spoken=self.tr("Use the name %1").replace("%1", name))  # fmt: skip
            button.clicked.connect(lambda _=False, name=name: self.field("name").set_value(name))
            layout.addWidget(button)
        self._offers.setVisible(bool(offered))
        self._show_twin(typed)
        self._note_interactions()

    def _note_interactions(self) -> None:
        """Tell what the list of interactions says of what is typed; it never stops Save."""
        if self._record is not None:
            self._notes.show_for(self.read(self._record))

    def _show_twin(self, typed: str) -> None:
        record = self._record
        twin = None
        if len(typed) >= SHORTEST_TO_SUGGEST and record is not None:
            twin = self._app.medicine_names.same_medicine(typed, record.id)
        if twin is not None:
            words = self.tr(
                "The list already has %1, which has the same ingredient. "
                "Please check with the pharmacist."
            )
            self._twin.setText(words.replace("%1", twin.name))
        self._twin.setVisible(twin is not None)


MORE = ("reason", "instructions", "brand", "prescriber", "pharmacy", "looks_like", "sort", "note")
