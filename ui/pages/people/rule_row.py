"""Show one instruction of the team in its own words; one no longer valid is struck through."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from caregiver.domain.people import ClinicRule
from caregiver.formats import Formats
from ui.people import level_tone, level_words
from ui.theme import spread
from ui.widgets.buttons import MenuButton, row_button
from ui.widgets.cards import Chip, Quote, Row, across, down
from ui.widgets.text import plain


class RuleRow(Row):
    """Show an instruction. Its signals carry the instruction."""

    change_chosen = Signal(object)
    withdrawal_chosen = Signal(object)
    removal_chosen = Signal(object)

    def __init__(self, rule: ClinicRule, formats: Formats, symptom: str) -> None:
        """Take the instruction, how to write, and the name of its symptom."""
        super().__init__(height=72)
        self._rule, self._formats = rule, formats
        self.setObjectName(f"rule_{rule.id}")
        spread(self.body, 16, 12, 16, 12, spacing=12)
        words = down(*self._words(symptom), spacing=6)
        self.body.addWidget(words, 1)
        self.body.addWidget(self._actions())

    def _words(self, symptom: str) -> list[QWidget]:
        rule = self._rule
        if rule.withdrawn_on is not None:
            struck = plain(rule.text, "muted")
            font = struck.font()
            font.setStrikeOut(True)
            struck.setFont(font)
            since = self.tr("No longer valid since %1")
            day = self._formats.date_medium(rule.withdrawn_on)
            return [struck, plain(since.replace("%1", day), "muted")]
        chip = across(Chip(level_words(rule.level), level_tone(rule.level), "phone"), 1)
        parts: list[QWidget] = [chip, Quote(rule.text, self._source())]
        if about := self._about(symptom):
            parts.append(plain(about, "muted"))
        return parts

    def _source(self) -> str:
        told_on = self._rule.told_on
        day = self._formats.date_medium(told_on) if told_on else ""
        return ", ".join(part for part in (self._rule.told_by, day) if part)

    def _about(self, symptom: str) -> str:
        rule = self._rule
        limit = ""
        if rule.at_least is not None:
            amount = self._formats.quantity(rule.at_least, rule.unit)
            limit = self.tr("from %1").replace("%1", amount)
        about = self.tr("For: %1").replace("%1", symptom) if symptom else ""
        number = self.tr("call %1").replace("%1", rule.phone) if rule.phone else ""
        return " \N{MIDDLE DOT} ".join(part for part in (about, limit, number) if part)

    def _actions(self) -> QWidget:
        rule = self._rule
        short = rule.text[:60]
        change = row_button(f"change_{rule.id}", self.tr("Change"),
                            spoken=self.tr("Change: %1").replace("%1", short))  # fmt: skip
        change.clicked.connect(lambda: self.change_chosen.emit(rule))
        more = MenuButton(f"more_{rule.id}", self.tr("More"),
                          spoken=self.tr("More: %1").replace("%1", short))  # fmt: skip
        is_valid = rule.withdrawn_on is None
        words = self.tr("No longer valid") if is_valid else self.tr("Valid again")
        more.add("withdraw", words, lambda: self.withdrawal_chosen.emit(rule))
        more.add("remove", self.tr("Remove, it was a mistake"),
                 lambda: self.removal_chosen.emit(rule))  # fmt: skip
        return across(change, more)
