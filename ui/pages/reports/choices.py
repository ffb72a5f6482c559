"""The choices beside a preview: for whom, which parts, which paper."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from caregiver import catalogue
from caregiver.domain.people import Role
from caregiver.domain.visits import SummaryPreset
from caregiver.errors import UserError
from caregiver.services.reports import DEFAULT_TESTS, SECTIONS, ReportChoices, choices_of
from ui.pages.reports.medicine_choices import MEDICINE_PAPERS, MedicineChoices
from ui.pages.reports.range_choices import CALENDARS, RangeChoices
from ui.theme import spread
from ui.widgets.buttons import Button
from ui.widgets.cards import across, down
from ui.widgets.fields import ChoiceField, MemberField
from ui.widgets.segmented import SegmentedField
from ui.widgets.text import plain
from ui.widgets.ticks import CheckBox

if TYPE_CHECKING:
    from caregiver.app import Caregiver
    from ui.pages import Host


class Choices(QWidget):
    """Ask how to print one kind of paper; every choice counts at once.

    Those of the summary are kept for each clinician in the care file.
    """

    changed = Signal()

    def __init__(self, app: Caregiver, host: Host, kind: str, first: date | None = None) -> None:
        """Take the key of the paper, and where a calendar begins (else today)."""
        super().__init__()
        self._app, self._host, self._kind = app, host, kind
        self._is_loading = True
        self._preset = SummaryPreset()
        self._column = QVBoxLayout(self)
        spread(self._column, spacing=12)
        self._range: RangeChoices | None = None
        if kind in CALENDARS:
            self._range = RangeChoices(app, host, kind, first)
            self._range.changed.connect(self._edited)
            self._column.addWidget(self._range)
        self._medicines: MedicineChoices | None = None
        if kind in MEDICINE_PAPERS:
            self._medicines = MedicineChoices(app, host, kind, first)
            self._medicines.changed.connect(self._edited)
            self._column.addWidget(self._medicines)
        is_summary = kind == "visit_summary"
        if is_summary:
            self._add_member()
        if kind == "question_list":
            self._add_role()
        self._add_paper()
        if is_summary:
            self._add_sections()
            self._add_tests()
            self._load(self._usual_member())
        self._is_loading = False

    def choices(self) -> ReportChoices:
        """Return what is chosen."""
        paper = self._paper.value() or ""
        if self._kind == "visit_summary":
            return replace(choices_of(self._preset), paper=self._preset.paper or paper)
        role = self._role.value() if self._kind == "question_list" else None
        chosen = ReportChoices(paper=paper, large_print=self._large.isChecked(), role=role)
        if self._medicines is not None:
            return self._medicines.fill(chosen)
        return self._range.fill(chosen) if self._range is not None else chosen

    def range(self) -> RangeChoices | None:
        """Return the choice of days, None where the paper has none."""
        return self._range

    def _add_paper(self) -> None:
        self._paper: SegmentedField[str] = SegmentedField(
            "paper", self.tr("Paper"), [("letter", self.tr("Letter")), ("a4", "A4")]
        )
        self._paper.set_value(self._host.settings.paper or self._host.formats.paper)
        self._paper.value_changed.connect(self._edited)
        self._column.addWidget(self._paper)
        self._large = CheckBox("large_print", self.tr("Large print"))
        self._large.toggled.connect(self._edited)
        self._column.addWidget(self._large)
        # a card for the wallet has one size
        self._large.setVisible(self._kind != "wallet_card")

    def _add_member(self) -> None:
        self._member = MemberField("summary_for", self.tr("For whom"))
        team = [one for one in self._app.people.team() if not one.is_team_line]
        self._member.set_members([(one.id, one.name) for one in team])
        self._member.value_changed.connect(self._change_member)
        self._column.addWidget(self._member)

    def _add_sections(self) -> None:
        titles = self._section_titles()
        self._sections = {key: CheckBox(f"section_{key}", titles[key]) for key in SECTIONS}
        for tick in self._sections.values():
            tick.toggled.connect(self._edited)
        title = plain(self.tr("Parts"), "strong")
        self._column.addWidget(down(title, *self._sections.values(), spacing=0))

    def _add_tests(self) -> None:
        names = {one.test or one.name: one.name for one in self._app.labs.tests_used()}
        known = catalogue.labs()
        self._test_ticks = {}
        for number, (key, name) in enumerate(names.items()):
            test = known.get(key)
            words = test.short_name if test is not None else name
            tick = CheckBox(f"test_{number}", words, spoken=name)
            tick.toggled.connect(self._edited)
            self._test_ticks[key] = tick
        if not names:
            return
        holder = down(*self._test_ticks.values(), spacing=0)
        holder.hide()
        show = Button("choose_tests", self.tr("Choose the tests"), "link", icon="test-tube")
        show.clicked.connect(lambda: holder.setVisible(holder.isHidden()))
        self._column.addWidget(across(show, 1))
        self._column.addWidget(holder)

    def _add_role(self) -> None:
        from ui.pages.visits.words import role_choices

        everyone: list[tuple[Role | None, str]] = [(None, self.tr("Everyone"))]
        self._role: ChoiceField[Role | None] = ChoiceField(
            "list_for", self.tr("For whom"), [*everyone, *role_choices()]
        )
        self._role.value_changed.connect(self._edited)
        self._column.addWidget(self._role)

    def _section_titles(self) -> dict[str, str]:
        return {
            "questions": self.tr("Questions"),
            "where_we_are": self.tr("Where we are"),
            "goals": self.tr("What matters to us"),
            "changes": self.tr("What has changed"),
            "results": self.tr("Results"),
            "medicines": self.tr("Medicines"),
            "clinic": self.tr("Boxes for the clinic"),
        }

    def _usual_member(self) -> str:
        found = self._app.visits.next()
        return found.member.id if found is not None and found.member is not None else ""

    def _change_member(self) -> None:
        if not self._is_loading:
            self._load(self._member.value())
            self.changed.emit()

    def _load(self, member_id: str) -> None:
        self._is_loading = True
        self._preset = self._app.visits.preset(member_id or None)
        self._member.set_value(member_id)
        for key, tick in self._sections.items():
            tick.setChecked(key not in self._preset.sections_off)
        tests = self._preset.tests or DEFAULT_TESTS
        for key, tick in self._test_ticks.items():
            tick.setChecked(key in tests)
        if self._preset.paper:
            self._paper.set_value(self._preset.paper)
        self._large.setChecked(self._preset.large_print)
        self._is_loading = False

    def _edited(self) -> None:
        if self._is_loading:
            return
        if self._kind == "visit_summary":
            self._keep()
        self.changed.emit()

    def _keep(self) -> None:
        off = tuple(key for key, tick in self._sections.items() if not tick.isChecked())
        ticked = tuple(key for key, tick in self._test_ticks.items() if tick.isChecked())
        usual = {key for key in self._test_ticks if key in DEFAULT_TESTS}
        chosen = replace(
            self._preset,
            sections_off=off,
            tests=() if set(ticked) == usual else ticked,
            paper=self._paper.value() or "",
            large_print=self._large.isChecked(),
        )
        try:
            self._preset = self._app.visits.save_preset(chosen)
        except UserError as error:
            self._host.fail(error)
