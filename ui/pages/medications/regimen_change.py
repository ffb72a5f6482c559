"""Change the name and blood test days of a treatment plan, or stop it."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from caregiver.app import Caregiver
from caregiver.domain.regimens import Regimen
from caregiver.services.regimens import RegimenCard
from ui.pages import Host
from ui.pages.medications.regimen_fields import PlanDaysField
from ui.pages.medications.regimen_forms import PlanForm
from ui.pages.medications.regimen_words import typed_days
from ui.widgets.fields import NoteField, TextField, TickField
from ui.widgets.text import plain


class EditPlanForm(PlanForm):
    """Correct the name of a plan, its blood test days, who prescribed it and a note."""

    def __init__(self, app: Caregiver, host: Host, card: RegimenCard) -> None:
        """Take the plan."""
        super().__init__("edit_plan_form", "", app, host, card)
        self.set_title(self.tr("The plan %1").replace("%1", card.regimen.name))
        self.add("name", TextField("edit_plan_name", self.tr("Name of the plan")))
        self.add("lab_days", PlanDaysField("edit_plan_labs", self.tr("Days with a blood test"),
                                           example="1, 15"))  # fmt: skip
        self.add("told_by", TextField("edit_plan_told_by", self.tr("Who prescribed it")))
        self.add("note", NoteField("edit_plan_note", self.tr("Note"), lines=2))
        self.open_up()

    def defaults(self) -> dict[str, Any]:
        """Return what is written about the plan."""
        plan = self._card.regimen
        labs = typed_days(plan.lab_days)
        return {"name": plan.name, "lab_days": labs, "told_by": plan.told_by, "note": plan.note}

    def read(self, record: Regimen) -> Regimen:
        """Return the plan with what the fields say."""
        return replace(
            record,
            name=self.field("name").value(),
            lab_days=self.field("lab_days").days() or (),
            told_by=self.field("told_by").value(),
            note=self.field("note").value(),
        )

    def keep(self) -> None:
        """Save the plan."""
        plan = self._app.regimens.save(self.read(self._card.regimen))
        self._host.tell(self.tr("%1 saved").replace("%1", plan.name))


class StopPlanForm(PlanForm):
    """Stop a plan and the medicines of it that are ticked."""

    def __init__(self, app: Caregiver, host: Host, card: RegimenCard) -> None:
        """Take the plan."""
        super().__init__("stop_plan_form", "", app, host, card)
        self.set_title(self.tr("Stop %1").replace("%1", card.regimen.name))
        self.add_date("on", "stop_plan_on", self.tr("First day without it"))
        self.add_why("stop_plan")
        if card.rows:
            self.add_widget(plain(self.tr("These medicines stop with it"), "strong"))
        for place, row in enumerate(card.rows):
            self.add(f"stops_{place}", TickField(f"stop_plan_{place}", row.medication.name))
        if card.regimen.treats_myeloma:
            self.add("ends_line", TickField("stop_plan_line",
                                            self.tr("The line of treatment ends too")))  # fmt: skip
        self.add_widget(plain(self.tr("The record stays. You can undo this."), "muted"))
        self.open_up()

    def start(self) -> None:
        """Put the cursor into the reason: the day is most often right."""
        self.field("reason").setFocus()

    def defaults(self) -> dict[str, Any]:
        """Return today, with every medicine ticked."""
        ticks = {f"stops_{place}": True for place in range(len(self._card.rows))}
        ends = {"ends_line": False} if self._card.regimen.treats_myeloma else {}
        return {"on": self._today, "reason": "", "told_by": "", **ticks, **ends}

    def save(self) -> None:
        """Save, unless the day is missing."""
        if not self.lacks_date("on"):
            super().save()

    def keep(self) -> None:
        """Stop the plan."""
        reason, told_by = self.why()
        ids = [
            row.medication.id
            for place, row in enumerate(self._card.rows)
            if self.field(f"stops_{place}").value()
        ]
        ends = self._card.regimen.treats_myeloma and self.field("ends_line").value()
        self._app.regimens.stop(
            self._card.regimen.id, self.field("on").value(), reason, told_by, ids, ends_line=ends
        )
        self._host.tell(self.tr("%1 is stopped").replace("%1", self._card.regimen.name))
