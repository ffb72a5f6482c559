"""Show the people to call, the 24-hour line first, and what the team told the family."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from caregiver import catalogue
from caregiver.app import Caregiver
from caregiver.domain.people import CareTeamMember, ClinicRule
from caregiver.errors import UserError
from ui.pages import Host, Page
from ui.pages.people.card_grid import CardGrid
from ui.pages.people.forms import MemberForm, RuleForm
from ui.pages.people.member_card import MemberCard
from ui.pages.people.rule_row import RuleRow
from ui.widgets.buttons import main_button, row_button, second_button
from ui.widgets.cards import EmptyState, PageHeader, RowsCard, SectionHeading
from ui.widgets.text import plain

TEAM_LINE, NEW, NEW_RULE = "team_line", "new", "new_rule"
Form = MemberForm | RuleForm


class PeoplePage(Page):
    """Show contacts as large cards, and instructions in the team's own words."""

    key = "people"
    reads = (CareTeamMember, ClinicRule)

    def __init__(self, app: Caregiver, host: Host) -> None:
        super().__init__(app, host)
        self._form: Form | None = None
        self._add = main_button("add_contact", self.tr("Add contact"), "plus")
        self._add.clicked.connect(self.new)
        self.column.addWidget(PageHeader(self.tr("Care team"), "", self._add))
        self.column.addWidget(self._empty_state())
        self._cards = CardGrid()
        self.column.addWidget(self._cards)
        add_rule = row_button("add_rule", self.tr("Add instruction"), "plus")
        add_rule.clicked.connect(self.new_rule)
        self.column.addWidget(SectionHeading(self.tr("What the team told us"), "", add_rule))
        self._no_rules = plain(
            self.tr("When should you call? Write down what the team said, in their words. "
                    "It is shown when you note such a symptom."), "muted", name="no_rules",
        )  # fmt: skip
        self._rules = RowsCard()
        self.column.addWidget(self._no_rules)
        self.column.addWidget(self._rules)
        self.column.addStretch(1)

    def reload(self) -> None:
        """Show all contacts and instructions again."""
        team = self.app.people.team()
        self._empty.setVisible(not team)
        self._cards.setVisible(bool(team))
        self._cards.show_cards([self._card(member) for member in team])
        names = {one.id: one.name for one in catalogue.symptoms().symptoms}
        held = self.app.people.rules()
        gone = [one for one in self.app.people.all_rules() if one.withdrawn_on is not None]
        rows = [self._row(rule, names.get(rule.symptom, rule.symptom)) for rule in (*held, *gone)]
        self._rules.set_rows(*rows)
        self._rules.setVisible(bool(rows))
        self._no_rules.setVisible(not rows)

    def open(self, target: str) -> None:
        """Show the form of the 24-hour line, of a new entry, or of a record by its id."""
        if target == NEW:
            self.new()
        elif target == NEW_RULE:
            self.new_rule()
        elif target == TEAM_LINE:
            self._open_team_line()
        elif (member := self.app.people.member(target)) is not None:
            self._change_member(member)
        else:
            found = (one for one in self.app.people.all_rules() if one.id == target)
            if (rule := next(found, None)) is not None:
                self._change_rule(rule)

    def first_focus(self) -> QWidget | None:
        """Return the main button."""
        return self._add

    def new(self) -> None:
        """Open the form for a new contact."""
        self._new_member(CareTeamMember(rank=len(self.app.people.team())))

    def new_rule(self) -> None:
        """Open the form for a new instruction."""
        form = RuleForm(self.app, self.host, is_new=True)
        form.load(ClinicRule(told_on=self.app.clock.today()), is_new=True)
        self._show_form(form, "text")

    def set_details(self, pane: QWidget | None) -> None:
        """Show a pane; a form that is left keeps what was typed."""
        form, self._form = self._form, pane if isinstance(pane, MemberForm | RuleForm) else None
        if form is not None and form is not pane:
            form.leave()
        super().set_details(pane)

    def _empty_state(self) -> EmptyState:
        action = second_button("add_night_number", self.tr("Add this number"), "phone")
        action.clicked.connect(self._open_team_line)
        sentence = self.tr("Start with the number you would call at night.")
        self._empty = EmptyState(sentence, action, "phone")
        return self._empty

    def _card(self, member: CareTeamMember) -> MemberCard:
        card = MemberCard(member)
        card.change_chosen.connect(self._change_member)
        card.removal_chosen.connect(self._remove_member, Qt.ConnectionType.QueuedConnection)
        card.number_copied.connect(self._say_copied)
        return card

    def _row(self, rule: ClinicRule, symptom: str) -> RuleRow:
        row = RuleRow(rule, self.host.formats, symptom)
        row.change_chosen.connect(self._change_rule)
        row.withdrawal_chosen.connect(self._withdraw, Qt.ConnectionType.QueuedConnection)
        row.removal_chosen.connect(self._remove_rule, Qt.ConnectionType.QueuedConnection)
        return row

    def _open_team_line(self) -> None:
        line = self.app.people.team_line()
        if line is None:
            self._new_member(CareTeamMember(is_team_line=True))
        else:
            self._change_member(line)

    def _new_member(self, member: CareTeamMember) -> None:
        form = MemberForm(self.app, self.host, is_new=True)
        form.load(member, is_new=True)
        self._show_form(form, "name")

    def _change_member(self, member: CareTeamMember) -> None:
        form = MemberForm(self.app, self.host, is_new=False)
        form.load(member)
        self._show_form(form, "name")

    def _change_rule(self, rule: ClinicRule) -> None:
        form = RuleForm(self.app, self.host, is_new=False)
        form.load(rule)
        self._show_form(form, "text")

    def _show_form(self, form: Form, first: str) -> None:
        form.saved.connect(self._was_saved)
        form.closed.connect(lambda: self._closed(form))
        self.set_details(form)
        form.field(first).setFocus(Qt.FocusReason.OtherFocusReason)

    def _closed(self, form: Form) -> None:
        if self._form is form:
            self._form = None
            self.set_details(None)

    def _was_saved(self, record: object) -> None:
        if isinstance(record, CareTeamMember):
            self.host.tell(self.tr("Saved: %1").replace("%1", record.name))
        else:
            self.host.tell(self.tr("Saved the team\N{RIGHT SINGLE QUOTATION MARK}s instruction"))

    def _say_copied(self, number: str) -> None:
        self.host.tell(self.tr("Copied the number %1").replace("%1", number), undo=False)

    def _remove_member(self, member: CareTeamMember) -> None:
        words = self.tr("Removed: %1").replace("%1", member.name)
        self._do(lambda: self.app.people.delete_member(member), words)

    def _remove_rule(self, rule: ClinicRule) -> None:
        self._do(lambda: self.app.people.delete_rule(rule), self.tr("Removed the instruction"))

    def _withdraw(self, rule: ClinicRule) -> None:
        is_valid = rule.withdrawn_on is None
        changed = replace(rule, withdrawn_on=self.app.clock.today() if is_valid else None)
        words = self.tr("Marked as no longer valid") if is_valid else self.tr("Valid again")
        self._do(lambda: self.app.people.save_rule(changed), words)

    def _do(self, act: Callable[[], object], words: str) -> None:
        try:
            act()
        except UserError as error:
            self.host.fail(error)
            return
        self.host.tell(words)
