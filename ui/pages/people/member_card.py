"""Show one contact large enough to read across a room: name, number, when and what for."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QWidget

from caregiver.domain.people import CareTeamMember
from ui.people import role_words
from ui.widgets.buttons import MenuButton, row_button
from ui.widgets.cards import Card, Chip, across
from ui.widgets.text import icon_line, plain


class MemberCard(Card):
    """Show a contact. Its signals carry the contact, or the number that was copied."""

    change_chosen = Signal(object)
    removal_chosen = Signal(object)
    number_copied = Signal(str)

    def __init__(self, member: CareTeamMember) -> None:
        super().__init__(padding=(16, 16))
        self.member = member
        self.setObjectName(f"member_{member.id}")
        name = plain(member.name, "heading")
        if member.is_team_line:
            chip = Chip(self.tr("Day and night"), "accent", "phone")
            self.add(across(name, 1, chip))
        else:
            self.add(name)
        known = " \N{MIDDLE DOT} ".join(
            part for part in (role_words(member.role), member.organization) if part
        )
        self.add(plain(known, "muted"))
        if member.phone:
            self.add(plain(member.phone, "phone", name=f"phone_{member.id}"))
        if member.hours:
            self.add(icon_line("clock", member.hours, "secondary"))
        if member.after_hours_phone:
            words = self.tr("After hours: %1").replace("%1", member.after_hours_phone)
            self.add(icon_line("moon", words, "strong"))
        if member.what_for:
            self.add(plain(member.what_for))
        for words in (member.email, member.address, member.note):
            if words:
                self.add(plain(words, "secondary"))
        self.body.addStretch(1)
        self.add(self._actions())

    def _actions(self) -> QWidget:
        member = self.member
        parts: list[QWidget | int] = []
        if member.phone:
            copy = row_button(f"copy_{member.id}", self.tr("Copy number"), "copy", accent=True,
                              spoken=self.tr("Copy the number of %1").replace("%1", member.name),
                              )  # fmt: skip
            copy.clicked.connect(lambda: self._copy(member.phone))
            parts.append(copy)
        change = row_button(f"change_{member.id}", self.tr("Change"),
                            spoken=self.tr("Change %1").replace("%1", member.name))  # fmt: skip
        change.clicked.connect(lambda: self.change_chosen.emit(member))
        more = MenuButton(f"more_{member.id}", self.tr("More"),
                          spoken=self.tr("More about %1").replace("%1", member.name))  # fmt: skip
        if member.after_hours_phone:
            more.add("copy_after_hours", self.tr("Copy the after-hours number"),
                     lambda: self._copy(member.after_hours_phone))  # fmt: skip
        more.add("remove", self.tr("Remove"), lambda: self.removal_chosen.emit(member))
        return across(*parts, change, more, 1)

    def _copy(self, number: str) -> None:
        QGuiApplication.clipboard().setText(number)
        self.number_copied.emit(number)
