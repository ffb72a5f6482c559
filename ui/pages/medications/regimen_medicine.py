"""One medicine of a treatment plan, to be compared with the prescription day by day."""

from __future__ import annotations

from dataclasses import replace
from typing import NamedTuple

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from caregiver import catalogue
from caregiver.app import Caregiver
from caregiver.domain.medications import Medication, Place
from caregiver.domain.quantities import safe_dose_text
from caregiver.domain.regimens import Regimen
from caregiver.services.regimens import DraftMedicine, DraftPhase
from ui.pages import Host
from ui.pages.medications.interaction_notes import InteractionNotes
from ui.pages.medications.regimen_fields import (
    Attach,
    Beside,
    DaysWithStrip,
    DoseOfPlan,
    WholeField,
    times_field,
    times_of,
)
from ui.pages.medications.regimen_names import NameOffers
from ui.pages.medications.regimen_words import RegimenWords
from ui.pages.medications.schedule_fields import TimesField, watch_writing
from ui.pages.medications.strip import StripColumn
from ui.theme import spread
from ui.widgets.buttons import quiet_button
from ui.widgets.cards import Card, across, down
from ui.widgets.fields import TextField, TickField
from ui.widgets.segmented import SegmentedField
from ui.widgets.text import icon_line, plain, set_words

READ = ("read", "excerpt", "")


class PlanOf(NamedTuple):
    """What the parts of a plan share: who takes charge of fields, the plan, and its words."""

    attach: Attach
    host: Host
    words: RegimenWords
    regimen: Regimen


class PhaseRow(QWidget):
    """Ask for the days of one part of the plan ("Cycles 3 to 6"), and its own dose if it has."""

    def __init__(self, plan: PlanOf, name: str, phase: DraftPhase, what: str) -> None:
        """Take the plan it belongs to, the start of its names, and the medicine's name."""
        super().__init__()
        self.phase, self._label = phase, ""
        self._words, attach = plan.words, plan.attach
        column = QVBoxLayout(self)
        spread(column, spacing=8)
        label = plan.words.phase(phase.cycles_from, phase.cycles_to, plan.regimen)
        self._label = label
        self.days = DaysWithStrip(attach, f"{name}_days", label, at_hospital=False)
        self.days.strip.set_title(f"{what}, {label}")
        self.days.field.set_days(phase.days)
        column.addWidget(self.days)
        self.dose: DoseOfPlan | None = None
        if phase.dose_of_source:
            of_what = self.tr("%1, %2").replace("%1", what).replace("%2", label)
            self.dose = DoseOfPlan(attach, name, phase.dose_of_source, of_what, folded=True)
            column.addWidget(self.dose)

    def read(self) -> DraftPhase:
        """Return the phase with what was typed."""
        phase = replace(self.phase, days=self.days.field.days() or ())
        if self.dose is None:
            return phase
        amount, unit, dose_text = self.dose.values()
        return replace(phase, amount=amount, unit=unit, dose_text=dose_text)

    def summary(self) -> str:
        """Return "Cycles 3 to 6: days 1, 15"."""
        phase = self.read()
        days = self._words.days(phase.days, from_zero=any(day < 1 for day in phase.days))
        words = self.tr("%1: %2").replace("%1", self._label)
        return words.replace("%2", days if phase.days else self.tr("no days"))


class LaterPhase(PhaseRow):
    """Ask from which cycle on there are other days, and which."""

    def __init__(self, plan: PlanOf, name: str, what: str) -> None:
        super().__init__(plan, name, DraftPhase(), what)
        self.cycle: WholeField = plan.attach(
            f"{name}_cycle", WholeField(f"{name}_cycle", self.tr("Other days from cycle"),
                                        example=self.tr("3")))  # fmt: skip
        inner = self.layout()
        assert isinstance(inner, QVBoxLayout)
        inner.insertWidget(0, self.cycle)

    def first_cycle(self) -> int:
        """Return the number typed, 0 where there is none yet."""
        value = self.cycle.value()
        return int(value) if value is not None else 0


class MedicineOfPlan(Card):
    """Show one medicine with its days, dose, times and place; all of it can be changed."""

    changed = Signal()

    def __init__(self, app: Caregiver, plan: PlanOf, key: str, medicine: DraftMedicine) -> None:
        """Take the start of the names of its fields ("plan_0") and the medicine."""
        super().__init__(padding=(16, 16))
        self._app, self._plan, self._key = app, plan, key
        self._attach = plan.attach
        self._medicine = medicine
        self._twin = app.medications.get(medicine.medication_id) if medicine.medication_id else None
        self.setObjectName(key)
        spread(self.body, 16, 12, 16, 16, spacing=12)
        self.rows: list[PhaseRow] = []
        self._columns: dict[int, list[StripColumn]] = {}
        self._build_head()
        self._parts = QWidget()
        self._column = QVBoxLayout(self._parts)
        spread(self._column, spacing=12)
        self.add(self._parts)
        self._build_phases()
        self._build_dose()
        self._build_place()
        self._notes = InteractionNotes(app, plan.host)
        self._column.addWidget(self._notes)
        self._build_sources()
        self.place.value_changed.connect(self._show_parts)
        self._show_parts()
        self._look_together()

    def name_words(self) -> str:
        """Return the medicine's name as shown."""
        if self.name is not None:
            return self.name.value()
        return self._medicine.name[:1].upper() + self._medicine.name[1:]

    def set_columns(self, columns: dict[int, list[StripColumn]]) -> None:
        """Take the days of the cycle in which each phase begins, by the cycle's number."""
        self._columns = columns
        for row in self.rows:
            nearest = max((n for n in columns if n <= row.phase.cycles_from), default=1)
            row.days.set_columns(columns.get(nearest, []))

    def read(self) -> DraftMedicine:
        """Return the medicine with what was typed and chosen."""
        amount, unit, dose_text = self.dose.values()
        twin = self._twin if self._twin is not None and self.join.value() else None
        return replace(
            self._medicine,
            name=self.name_words(),
            phases=self._read_phases(),
            place=self.place.value() or Place.HOME,
            is_included=self.use is None or self.use.value(),
            amount=amount,
            unit=unit,
            dose_text=dose_text,
            strength=self.strength.value(),
            times=times_of(self.times),
            medication_id=twin.id if twin is not None else "",
            keeps_old=twin is not None and self.keep_old.value(),
        )

    def add_later_days(self) -> None:
        """Ask for other days from a later cycle on."""
        number = len(self.rows)
        row = LaterPhase(self._plan, f"{self._key}_{number}", self.name_words())
        self.rows.append(row)
        self._phase_column.addWidget(row)
        self.set_columns(self._columns)
        self._show_place()
        row.show()
        row.cycle.setFocus()
        self.changed.emit()

    def show_problem(self, part: str, sentence: str) -> None:
        """Show what is wrong with a part of it: "name", "phases", "amount" …"""
        fields = {
            "name": self.name or self.use,
            "phases": self.rows[0].days.field,
            "cycle_days": self.rows[0].days.field,
            "unit": self.dose.unit,
            "amount": self.dose.amount,
            "dose_text": self.dose.dose_text,
            "times": self.times,
            "strength": self.strength,
        }
        field = fields.get(part) or self.rows[0].days.field
        self.dose.unfold()
        self._show_later()
        field.show_problem(sentence)
        field.setFocus()

    def _build_head(self) -> None:
        medicine = self._medicine
        self.name: TextField | None = None
        self.use: TickField | None = None
        if medicine.drug_id:
            use = TickField(f"{self._key}_use", self.tr("Part of our plan"))
            spoken = self.tr("%1 is part of our plan").replace("%1", self.name_words())
            use.editor.setAccessibleName(spoken)
            use.set_value(medicine.is_included)
            use.value_changed.connect(self._show_parts)
            self.use = self._attach(f"{self._key}_use", use)
            self.add(across(plain(self.name_words(), "heading"), 1, use))
        else:
            self.name = self._attach(
                f"{self._key}_name", TextField(f"{self._key}_name",
                                               self.tr("Medicine, as on the box")))  # fmt: skip
            self.name.set_value(medicine.name)
            self.name.value_changed.connect(self._find_twin)
            self.add(self.name)
            self.add(NameOffers(self._app, self.name, self._key))
        self._out = plain(self.tr("Left out."), "muted")
        self.add(self._out)
        if medicine.checked not in READ:
            self.add(icon_line("circle-alert", self.tr("Not yet checked in its source."),
                               "secondary", token="attention"))  # fmt: skip
        if medicine.note:
            self.add(plain(medicine.note, "muted"))

    def _build_phases(self) -> None:
        self._phase_column = QVBoxLayout()
        spread(self._phase_column, spacing=12)
        self._column.addLayout(self._phase_column)
        self._later = plain("", "secondary", name=f"{self._key}_later")
        self._more = quiet_button(f"{self._key}_more", self.tr("Show these days"), "chevron-down",
                                  spoken=self.tr("Show the later days of %1")
                                  .replace("%1", self.name_words()))  # fmt: skip
        self._more.clicked.connect(self._show_later)
        for number, phase in enumerate(self._medicine.phases):
            row = PhaseRow(self._plan, f"{self._key}_{number}", phase, self.name_words())
            row.days.field.value_changed.connect(self._show_summary)
            row.setVisible(number == 0)
            self.rows.append(row)
            self._phase_column.addWidget(row)
        self._later_holder = down(self._later, across(self._more, 1))
        self._later_holder.setVisible(len(self.rows) > 1)
        self._column.addWidget(self._later_holder)
        other = quiet_button(f"{self._key}_other_days", self.tr("Other days in later cycles"),
                             "plus", spoken=self.tr("Other days of %1 in later cycles")
                             .replace("%1", self.name_words()))  # fmt: skip
        other.clicked.connect(self.add_later_days)
        other.setVisible(len(self.rows) == 1 and not self._plan.regimen.counts_from_zero)
        self._column.addWidget(across(other, 1))
        self._show_summary()

    def _build_dose(self) -> None:
        key, medicine = self._key, self._medicine
        self.dose = DoseOfPlan(self._attach, key, medicine.dose_text_of_source, self.name_words(),
                               folded=medicine.at_hospital)  # fmt: skip
        self.dose.opened.connect(self._show_parts)
        self._doses_apart = all(row.dose is not None for row in self.rows)
        self.strength: TextField = self._attach(
            f"{key}_strength", TextField(f"{key}_strength", self.tr("Strength of one"),
                                         example=self.tr("as on the box")))  # fmt: skip
        self.strength.set_value(medicine.strength)
        watch_writing(self.strength)
        self.times: TimesField = times_field(
            self._attach, f"{key}_times", self._plan.host.formats, self.tr("At what times"),
            self.tr("like 8 AM, 8 PM"),
        )  # fmt: skip
        self._more_dose = Beside((self.strength, 1), (self.times, 1))
        self._column.addWidget(self.dose)
        self._column.addWidget(self._more_dose)

    def _build_place(self) -> None:
        choices = [(Place.HOME, self.tr("At home")), (Place.HOSPITAL, self.tr("At the hospital"))]
        self.place: SegmentedField[Place] = self._attach(
            f"{self._key}_place", SegmentedField(f"{self._key}_place", self.tr("Where it is given"),
                                                 choices))  # fmt: skip
        self.place.set_value(self._medicine.place)
        self._column.addWidget(self.place)
        self.join: TickField = self._attach(
            f"{self._key}_join", TickField(f"{self._key}_join", self.tr("It is the same medicine"))
        )
        self.join.set_value(True)
        self._join_words = plain("", "muted", name=f"{self._key}_twin")
        self.keep_old: TickField = self._attach(
            f"{self._key}_keep_old", TickField(f"{self._key}_keep_old",
                                               self.tr("Keep its other times too")))  # fmt: skip
        self._twin_holder = down(self._join_words, self.join, self.keep_old, spacing=0)
        self.join.value_changed.connect(self._show_twin)
        self._column.addWidget(self._twin_holder)
        self._show_twin()

    def _build_sources(self) -> None:
        if not self._medicine.sources:
            return
        known = catalogue.sources()
        names = []
        for cited in self._medicine.sources:
            source = known.get(cited.source_id)
            names.append(f"{source.title if source else cited.source_id}: {cited.section}")
        words = plain("\n".join(names), "muted", name=f"{self._key}_sources")
        words.hide()
        show = quiet_button(f"{self._key}_show_sources", self.tr("Where these days come from"),
                            "chevron-down", spoken=self.tr("Where the days of %1 come from")
                            .replace("%1", self.name_words()))  # fmt: skip
        show.clicked.connect(lambda: words.setVisible(words.isHidden()))
        self._column.addWidget(down(across(show, 1), words))

    def _read_phases(self) -> tuple[DraftPhase, ...]:
        phases: list[DraftPhase] = []
        for row in self.rows:
            if not isinstance(row, LaterPhase):
                phases.append(row.read())
                continue
            first = row.first_cycle()
            if first > 1:
                before = [one for one in phases if one.cycles_from < first]
                phases = [
                    replace(one, cycles_to=min(one.cycles_to or first - 1, first - 1))
                    for one in before
                ]
                phases.append(replace(row.read(), cycles_from=first))
        return tuple(phases)

    def _show_parts(self) -> None:
        used = self.use is None or self.use.value()
        self._parts.setVisible(used)
        self._out.setVisible(not used)
        if self.place.value() is Place.HOME:
            self.dose.unfold()
        self.dose.setVisible(not self._doses_apart)
        self._more_dose.setVisible(self._doses_apart or self.dose.is_open())
        self._show_place()
        self.changed.emit()

    def _show_place(self) -> None:
        for row in self.rows:
            row.days.set_at_hospital(self.place.value() is Place.HOSPITAL)

    def _show_later(self) -> None:
        had = self._more.hasFocus()
        for row in self.rows:
            row.show()
        self._later_holder.hide()
        if had:
            self.rows[1].days.field.setFocus()

    def _show_summary(self) -> None:
        set_words(self._later, "\n".join(row.summary() for row in self.rows[1:]))
        self.changed.emit()

    def _find_twin(self) -> None:
        typed = self.name_words()
        self._twin = self._app.medicine_names.same_medicine(typed) if len(typed) > 2 else None
        self._show_twin()
        self._look_together()

    def _look_together(self) -> None:
        """Say what the list says of it beside the others; one that is in use has said it."""
        is_new = self._twin is None
        self._notes.show_for(Medication(name=self.name_words() if is_new else ""))

    def _show_twin(self) -> None:
        twin: Medication | None = self._twin
        self._twin_holder.setVisible(twin is not None)
        if twin is None:
            return
        name = f"{twin.name} {safe_dose_text(twin.strength).text}".strip()
        if self.join.value():
            words = self.tr(
                "%1 is already in your list. It keeps its record; these days take the place "
                "of its times until now."
            )
        else:
            words = self.tr("%1 stays as it is, and a second one is added beside it.")
        set_words(self._join_words, words.replace("%1", name))
        self.keep_old.setVisible(self.join.value())
