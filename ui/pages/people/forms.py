"""Add or change a contact, and an instruction of the team."""

from __future__ import annotations

from dataclasses import replace

from caregiver import catalogue
from caregiver.app import Caregiver
from caregiver.domain.people import CareTeamMember, ClinicRule, RuleLevel
from ui import messages
from ui.pages import Host
from ui.people import level_choices, role_choices
from ui.widgets.date_fields import DateField
from ui.widgets.details_pane import FORM_WIDTH
from ui.widgets.fields import ChoiceField, NoteField, NumberField, TextField, TickField
from ui.widgets.record_form import RecordForm
from ui.widgets.segmented import SegmentedField

UNITS = ("\N{DEGREE SIGN}F", "\N{DEGREE SIGN}C", "lb", "kg")


class MemberForm(RecordForm[CareTeamMember]):
    """Edit a contact."""

    pane_width = FORM_WIDTH

    def __init__(self, app: Caregiver, host: Host, *, is_new: bool) -> None:
        super().__init__("member_form", "", host.drafts, save=app.people.save_member,
                         sentence=messages.problem_sentence, explain=messages.sentence)  # fmt: skip
        self.set_title(self.tr("Add contact") if is_new else self.tr("Change contact"))
        self.add("name", TextField("name", self.tr("Name"), example=self.tr("Myeloma clinic")))
        self.add("role", ChoiceField("role", self.tr("Who it is"), role_choices()))
        self.add("phone", TextField("phone", self.tr("Number to call")))
        line = self.tr("This is the number to call day and night")
        self.add("is_team_line", TickField("is_team_line", line))
        hours = TextField("hours", self.tr("When it is answered"),
                          example=self.tr("Monday to Friday, 8 to 5"))  # fmt: skip
        self.add("hours", hours)
        self.add("after_hours_phone", TextField("after_hours", self.tr("Number after hours")))
        self.add("what_for", NoteField("what_for", self.tr("What to call them for"), lines=2))
        self.add("organization", TextField("organization", self.tr("Clinic, ward or company")))
        self.add("email", TextField("email", self.tr("E-mail")))
        self.add("address", NoteField("address", self.tr("Address"), lines=2))
        self.add("note", NoteField("note", self.tr("Notes"), lines=2))


class LevelField(SegmentedField[RuleLevel]):
    """Ask how soon; nothing is chosen for the family."""

    def own_problem(self) -> str:
        """Return a sentence when nothing was chosen."""
        return "" if self.value() is not None else self.tr("Please choose how soon.")


class RuleForm(RecordForm[ClinicRule]):
    """Edit an instruction of the team."""

    pane_width = FORM_WIDTH

    def __init__(self, app: Caregiver, host: Host, *, is_new: bool) -> None:
        super().__init__("rule_form", "", host.drafts, save=app.people.save_rule,
                         sentence=messages.problem_sentence, explain=messages.sentence)  # fmt: skip
        self.set_title(self.tr("Add instruction") if is_new else self.tr("Change instruction"))
        self._names = {one.id: one.name for one in catalogue.symptoms().symptoms}
        self.add("text", NoteField("rule_text", self.tr("What they said, in their words")))
        self.add("level", LevelField("level", self.tr("How soon"), level_choices()))
        symptom = TextField("symptom", self.tr("For which symptom"),
                            hint=self.tr("Leave empty if it is for everything."),
                            suggestions=tuple(self._names.values()))  # fmt: skip
        self.add("symptom", symptom)
        number = NumberField("at_least", self.tr("From which number on, if they gave one"))
        self.add("at_least", number)
        self.add("unit", TextField("unit", self.tr("Unit of this number"), suggestions=UNITS))
        people = [one.name for one in app.people.team()]
        self.add("told_by", TextField("told_by", self.tr("Who said it"), suggestions=people))
        told_on = DateField("told_on", self.tr("When they said it"), host.formats, app.clock.today)
        self.add("told_on", told_on)
        self.add("phone", TextField("rule_phone", self.tr("Number to call, if it is another one")))

    def fill(self, record: ClinicRule) -> None:
        """Show the symptom by its name."""
        super().fill(record)
        self.field("symptom").set_value(self._names.get(record.symptom, record.symptom))
        if self._is_new:
            self.field("level").set_value(None)

    def read(self, record: ClinicRule) -> ClinicRule:
        """Keep the symptom by its catalogue id where it has one."""
        read = super().read(record)
        typed = read.symptom.casefold()
        ids = {name.casefold(): id for id, name in self._names.items()}
        return replace(read, symptom=ids.get(typed, read.symptom))
