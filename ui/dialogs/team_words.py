"""Show at once what the family's own team said to do, in the team's words, and the number."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QWidget

from caregiver.domain.people import ClinicRule, RuleLevel
from caregiver.formats import Formats
from ui.dialogs.message import Message
from ui.widgets.buttons import main_button
from ui.widgets.cards import InlineMessage, Quote
from ui.widgets.text import plain


def show_team_words(
    parent: QWidget, rules: Sequence[ClinicRule], number: str, formats: Formats
) -> Message:
    """Show instructions that were met, most urgent first; the program adds none of its own.

    Without `rules` say that none is noted; the number stands there all the same.
    """
    words = QCoreApplication.translate(
        "TeamWords", "You wrote down what the team told you for this."
    )
    title = QCoreApplication.translate("TeamWords", "What your team said")
    if not rules:
        title = QCoreApplication.translate("TeamWords", "You have not noted when to call")
        words = QCoreApplication.translate(
            "TeamWords", "Your note is saved. This is your team's number:"
        )
        if not number:
            words = QCoreApplication.translate(
                "TeamWords", "Your note is saved. Please add your team's number under Care team."
            )
    box = Message(parent, title, words)
    for rule in rules:
        box.add(Quote(rule.text, _told(rule, formats)))
    phone = next((rule.phone for rule in rules if rule.phone), number)
    if phone:
        box.add(_call(rules[0].level if rules else RuleLevel.NEXT_VISIT, phone))
    close = main_button("team_words_close", QCoreApplication.translate("TeamWords", "Close"))
    close.clicked.connect(box.accept)
    box.add_buttons(close)
    box.open()
    return box


def _told(rule: ClinicRule, formats: Formats) -> str:
    day = formats.date_medium(rule.told_on) if rule.told_on is not None else ""
    return ", ".join(part for part in (rule.told_by, day) if part)


def _call(level: RuleLevel, phone: str) -> QWidget:
    if level is RuleLevel.CALL_NOW:
        word = QCoreApplication.translate("TeamWords", "Call now")
        return InlineMessage("urgent", word, "", plain(phone, "phone", wrap=False))
    return plain(phone, "phone", name="team_words_number")
