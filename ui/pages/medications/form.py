"""Add a medicine, or correct what was written about one: what, how much, when."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

from caregiver.app import Caregiver
from caregiver.domain.medications import Medication, MedicationSort, Place, Schedule
from caregiver.domain.records import Problem, new_id
from caregiver.services.medicine_names import LabelFact
from ui.messages import problem_sentence, sentence
from ui.pages import Host
from ui.pages.medications.form_names import SHORTEST_TO_SUGGEST, LabelOffer, NameOffers
from ui.pages.medications.form_patterns import COUNTED, STEPS, can_ask, is_mixed, plan_of
from ui.pages.medications.interaction_notes import InteractionNotes
from ui.pages.medications.schedule_fields import ScheduleFields, watch_writing
from ui.widgets.buttons import quiet_button
from ui.widgets.date_fields import DateField
from ui.widgets.fields import ChoiceField, NoteField, TextField, TickField
from ui.widgets.record_form import RecordForm
from ui.widgets.text import plain


class MedicineForm(RecordForm[Medication]):
    """Ask for name, strength, how much and when; the rest is behind "More"."""

    pane_width = 460

    def __init__(self, app: Caregiver, host: Host, medication: Medication, *, is_new: bool,
                 again: Medication | None = None) -> None:  # fmt: skip
        """Take a medicine, new or to be corrected; `again` is the stopped one it goes on from."""
        super().__init__(
            "medicine_form", "", host.drafts,
            save=self._keep, sentence=problem_sentence, explain=sentence,
        )  # fmt: skip
        self._app, self._host, self._is_new_one = app, host, is_new
        self._again = again
        self.set_title(self.tr("Add a medicine") if is_new else self.tr("Correct a mistake"))
        entry = app.medications.entry(medication.id)
        self._plan = plan_of(entry) if entry is not None else ()
        self._schedule = self._plan[0] if self._plan else Schedule(medication_id=medication.id)
        self._asks_when = is_new or (can_ask(entry) and not any(map(is_mixed, self._plan)))
        self._build_what()
        self._medication = medication
        self._when = ScheduleFields(self, app, host.formats, self._as_typed, self._start)
        if not self._asks_when:
            self._when.hide()
        self.add_widget(self._when)
        self.add("started_on", DateField("medicine_started", self.tr("Since when"),
                                         host.formats, app.clock.today))  # fmt: skip
        self.add("last_on", DateField("medicine_until", self.tr("Until when, if that is known"),
                                      host.formats, app.clock.today))  # fmt: skip
        self.field("started_on").value_changed.connect(self._when.show_parts)
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
        self._when.fill(self._plan)
        self.field("last_on").set_value(self._plan[-1].last_on if self._plan else None)

    def read(self, record: Medication) -> Medication:
        """Return the medicine with what the fields say."""
        names = ("name", "strength", "started_on", "treats_myeloma", *MORE)
        values: dict[str, Any] = {name: self.field(name).value() for name in names}
        place = Place.HOSPITAL if self.field("hospital").value() else Place.HOME
        return replace(record, place=place, **values)

    def _draft_id(self) -> str:
        """Keep what was typed about one that starts again away from any other new one."""
        return f"again {self._again.id}" if self._again is not None else super()._draft_id()

    def save(self) -> None:
        """Save, unless the pattern of days and times is not complete."""
        if self._asks_when and not self._has_unreadable():
            if self._when.missing():
                return
            if self._when.needs_start():
                self._shows_problems((Problem("started_on", "start_missing"),))
                return
            if self._shows_problems(tuple(p for one in self._schedules() for p in one.problems())):
                return
        super().save()

    def _keep(self, record: Medication) -> None:
        schedules = self._schedules() if self._asks_when else ()
        if self._again is not None:
            self._app.medications.start_again(self._again, record, schedules)
        elif self._is_new_one:
            self._app.medications.add(record, schedules)
        else:
            self._app.medications.save(record, schedules, instead_of=self._plan)
        self._host.tell(self.tr("%1 saved").replace("%1", record.name))

    def _start(self) -> date | None:
        """Return the day the pattern begins: for one that is corrected its own first day."""
        if self._plan and self._plan[0].first_on is not None:
            return self._plan[0].first_on
        day: date | None = (
            self.field("started_on").value() if "started_on" in self._fields else None
        )
        return day

    def _schedules(self) -> tuple[Schedule, ...]:
        """Return the pattern with its days; the last day ends what has no end of its own."""
        assert self._record is not None
        start, last = self._start(), self.field("last_on").value()
        read = self._when.read(replace(self._schedule, medication_id=self._record.id))
        counted = self._when.key() in COUNTED
        dated = [one if counted and one.first_on else replace(one, first_on=start) for one in read]
        ends = dated[-1:] if self._when.key() == STEPS else dated
        return tuple(
            replace(one, last_on=last or (one.last_on if self._when.key() == STEPS else None))
            if one in ends
            else one
            for one in dated
        )

    def _as_typed(self) -> Medication:
        """Return the medicine as it is typed so far, to say and to show its days."""
        typed = {name: self.field(name).value() for name in ("name", "strength")
                 if name in self._fields}  # fmt: skip
        return replace(self._medication, stopped_on=None, started_on=None, **typed)

    def _build_what(self) -> None:
        name = self.add("name", TextField("medicine_name", self.tr("Name, as on the box")))
        name.value_changed.connect(self._suggest)
        self._offers = NameOffers(self._app, self._use_name)
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
        self._food = LabelOffer("label_food", lambda fact: self.field("instructions").set_value(
            fact.text))  # fmt: skip
        self._missed = LabelOffer("label_missed", self._use_missed)
        fields = [
            self.add("reason", TextField("medicine_reason", self.tr("What it is for"))),
            self.add("instructions", TextField("medicine_instructions", self.tr("How to take it"),
                                               example=self.tr("With food"))),
            self._beside(self._food),
            self.add("avoid", TextField("medicine_avoid", self.tr("What to avoid with it"))),
            self.add("missed_dose", TextField("medicine_missed", self.tr("If a dose is missed"))),
            self._beside(self._missed),
            self.add("missed_dose_source", TextField(
                "medicine_missed_source", self.tr("Where that was read, or who said it"))),
            self.add("brand", TextField("medicine_brand", self.tr("Brand"))),
            self.add("form", TextField("medicine_form_kind", self.tr("Form"),
                                       example=self.tr("tablet, liquid, patch"))),
            self.add("route", TextField("medicine_route", self.tr("How it is given"),
                                        example=self.tr("by mouth"), suggestions=self._routes())),
            self.add("told_by", TextField("medicine_told_by", self.tr("Who said to start it"))),
            self.add("prescriber", TextField("medicine_prescriber", self.tr("Who prescribed it"))),
            self.add("pharmacy", TextField("medicine_pharmacy", self.tr("Pharmacy"))),
            self.add("looks_like", TextField("medicine_looks", self.tr("What it looks like"))),
            self.add("sort", ChoiceField("medicine_sort", self.tr("Kind"), self._sorts())),
            self.add("note", NoteField("medicine_note", self.tr("Note"), lines=2)),
        ]  # fmt: skip
        for name in ("instructions", "avoid", "missed_dose"):
            watch_writing(self.field(name))
        for field in fields:
            field.hide()

        def show() -> None:
            for field in fields:
                field.show()
            self._show_labels()
            more.hide()
            fields[0].setFocus()

        more.clicked.connect(show)

    def _beside(self, offer: LabelOffer) -> LabelOffer:
        self.add_widget(offer)
        return offer

    def _routes(self) -> tuple[str, ...]:
        return (
            self.tr("by mouth"), self.tr("under the skin"), self.tr("into a vein"),
            self.tr("on the skin"), self.tr("into the eyes"), self.tr("breathed in"),
        )  # fmt: skip

    def _sorts(self) -> list[tuple[MedicationSort, str]]:
        return [
            (MedicationSort.PRESCRIPTION, self.tr("Prescribed")),
            (MedicationSort.OVER_THE_COUNTER, self.tr("Bought without a prescription")),
            (MedicationSort.SUPPLEMENT, self.tr("Vitamin or supplement")),
            (MedicationSort.HERBAL, self.tr("Herb or remedy")),
        ]

    def _suggest(self) -> None:
        """Offer known names; a name is only ever filled in by a click."""
        typed = self.field("name").value()
        self._offers.show_for(typed)
        if "missed_dose" in self._fields:
            facts = self._app.medicine_names.label_facts(typed)
            self._food.offer(facts.food)
            self._missed.offer(facts.missed_dose)
            self._show_labels()
        self._show_twin(typed)
        self._note_interactions()

    def _use_name(self, name: str, brand: str) -> None:
        """Fill in a name that was clicked, and the brand it stands on the box with."""
        if brand and not self.field("brand").value():
            self.field("brand").set_value(brand)
        self.field("name").set_value(name)
        self.field("name").setFocus()

    def _use_missed(self, fact: LabelFact) -> None:
        self.field("missed_dose").set_value(fact.text)
        self.field("missed_dose_source").set_value(fact.source)

    def _show_labels(self) -> None:
        """Show what the label says where the field it is about is in sight."""
        for offer, name in ((self._food, "instructions"), (self._missed, "missed_dose")):
            offer.setVisible(offer.has_fact() and not self.field(name).isHidden())

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


MORE = (
    "reason", "instructions", "avoid", "missed_dose", "missed_dose_source", "brand", "form",
    "route", "told_by", "prescriber", "pharmacy", "looks_like", "sort", "note",
)  # fmt: skip


def again_of(stopped: Medication) -> Medication:
    """Return a new medicine with the facts of a stopped one; how much and when are asked anew."""
    return replace(
        stopped, id=new_id(), created_at=None, updated_at=None, updated_by="", strength="",
        started_on=None, stopped_on=None, stop_reason="", stop_told_by="", told_by="",
    )  # fmt: skip
