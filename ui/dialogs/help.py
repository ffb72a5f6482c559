"""Help for one screen, all keys, and what this program is."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QT_TRANSLATE_NOOP, QCoreApplication, Qt
from PySide6.QtGui import QKeySequence
from PySide6.QtWidgets import QDialog, QGridLayout, QScrollArea, QVBoxLayout, QWidget

from ui import actions
from ui.pages import BY_KEY
from ui.theme import look, spread
from ui.widgets.buttons import main_button
from ui.widgets.cards import across
from ui.widgets.naming import named
from ui.widgets.text import plain

HELP: dict[str, object] = {
    "today": QT_TRANSLATE_NOOP("Help", "Today shows what is due now, what comes later, and who to "
        "call. Mark a medicine as taken with one click or with Space. A mark can be undone."),
    "calendar": QT_TRANSLATE_NOOP("Help", "The calendar keeps visits, treatment days and tests. "
        "Look at it as a list, a day, a week or a month. Page Up and Page Down turn it. Drag an "
        "appointment to another time, or hold Ctrl and press an arrow key, then Enter."),
    "medications": QT_TRANSLATE_NOOP("Help", "Medicines shows the list as it is now. When a dose "
        "changes, doses that were given keep the amount that was given. The treatment plan stands "
        "at the top: when the clinic moves it, choose Delay."),
    "symptoms": QT_TRANSLATE_NOOP("Help", "Symptoms shows the last 14 days, one row for each "
        "symptom. An empty dashed box means: not noted."),
    "course": QT_TRANSLATE_NOOP("Help", "Write results as the lab printed them, with its unit and "
        "its range. Results in different units stay apart."),
    "visits": QT_TRANSLATE_NOOP("Help", "Collect questions, choose the three that matter most, and "
        "take them to the visit. Questions without an answer move on to the next visit."),
    "journal": QT_TRANSLATE_NOOP("Help", "The journal is on no paper. What you mark as private "
        "can also be left out of a full export."),
    "people": QT_TRANSLATE_NOOP("Help", "Keep the people you call here. The 24-hour number is in "
        "sight on every screen."),
    "reports": QT_TRANSLATE_NOOP("Help", "Look at a paper here before you print or save it. "
        "Private notes stay out."),
    "settings": QT_TRANSLATE_NOOP("Help", "Every setting works at once. You can go back at any "
        "time."),
    "search": QT_TRANSLATE_NOOP("Help", "Search looks through everything you wrote. One word is "
        "enough, or its beginning."),
    "reminders": QT_TRANSLATE_NOOP("Help", "Reminders shows what came due and waits for an answer. "
        "A computer that sleeps cannot remind you: put the calendar on your phone for alarms."),
    "follow_ups": QT_TRANSLATE_NOOP("Help", "Follow-ups shows what is due and not booked. Each one "
        "says where it was found. It is a list to ask about: the plan of your team wins."),
}  # fmt: skip

ROW_KEYS = (
    ("Space", QT_TRANSLATE_NOOP("Help", "In a dose row: taken")),
    ("X", QT_TRANSLATE_NOOP("Help", "In a dose row: not taken")),
    ("L", QT_TRANSLATE_NOOP("Help", "In a dose row: later")),
    ("Enter", QT_TRANSLATE_NOOP("Help", "Open the selected thing")),
    ("Delete", QT_TRANSLATE_NOOP("Help", "Remove the selected thing; Undo brings it back")),
    ("Ctrl+S", QT_TRANSLATE_NOOP("Help", "In a form: save and close")),
    ("Esc", QT_TRANSLATE_NOOP("Help", "Close a form; what you typed is kept")),
    ("PgUp", QT_TRANSLATE_NOOP("Help", "Previous month or period")),
    ("PgDown", QT_TRANSLATE_NOOP("Help", "Next month or period")),
    ("Ctrl+Left", QT_TRANSLATE_NOOP("Help", "On an appointment: a day earlier, Enter moves it")),
    ("Ctrl+Right", QT_TRANSLATE_NOOP("Help", "On an appointment: a day later")),
    ("Ctrl+Up", QT_TRANSLATE_NOOP("Help", "On an appointment: 15 minutes or a week earlier")),
    ("Ctrl+Down", QT_TRANSLATE_NOOP("Help", "On an appointment: 15 minutes or a week later")),
)


class HelpDialog(QDialog):
    """Show sentences and a table of keys; scrolls; freed when closed."""

    def __init__(self, parent: QWidget, title: str, *sentences: str) -> None:
        super().__init__(parent)
        named(self, "help_dialog", title)
        self.setWindowTitle(title)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        outer = QVBoxLayout(self)
        spread(outer, 24, 24, 24, 24, spacing=16)
        outer.addWidget(plain(title, "title"))
        scroll = QScrollArea()
        named(scroll, "help_text", title)
        scroll.setWidgetResizable(True)
        holder = QWidget()
        inner = QVBoxLayout(holder)
        spread(inner, 0, 0, 8, 0, spacing=0)
        self.column = QVBoxLayout()
        spread(self.column, spacing=12)
        inner.addLayout(self.column)
        inner.addStretch(1)
        for words in sentences:
            self.column.addWidget(plain(words))
        scroll.setWidget(holder)
        outer.addWidget(scroll, 1)
        close = main_button("help_close", self.tr("Close"))
        close.clicked.connect(self.accept)
        outer.addWidget(across(close, 1))
        room = parent.size()
        self.resize(min(look().px(640), room.width() - 40), min(look().px(560), room.height() - 40))
        close.setFocus(Qt.FocusReason.OtherFocusReason)

    def add_keys(self, heading: str, keys: list[tuple[str, str]]) -> None:
        """Add a table of what a key does."""
        self.column.addWidget(plain(heading, "heading"))
        holder = QWidget()
        grid = QGridLayout(holder)
        spread(grid, spacing=6)
        grid.setColumnStretch(1, 1)
        for row, (key, words) in enumerate(keys):
            grid.addWidget(plain(key, "strong", wrap=False), row, 0, Qt.AlignmentFlag.AlignTop)
            grid.addWidget(plain(words), row, 1)
        grid.setHorizontalSpacing(look().gap(24))
        self.column.addWidget(holder)


def show_help(parent: QWidget, page: str) -> HelpDialog:
    """Show what the screen in sight is for, and all keys."""
    entry = BY_KEY.get(page)
    title = entry.name() if entry is not None else QCoreApplication.translate("Help", "Help")
    dialog = HelpDialog(parent, title, _tr(str(HELP.get(page, ""))))
    _add_all_keys(dialog)
    dialog.open()
    return dialog


def show_keys(parent: QWidget) -> HelpDialog:
    """Show all keys."""
    dialog = HelpDialog(parent, QCoreApplication.translate("Help", "All keys"))
    _add_all_keys(dialog)
    dialog.open()
    return dialog


def show_about(parent: QWidget) -> HelpDialog:
    """Show what the program is, its license, and those of its parts."""
    dialog = HelpDialog(
        parent,
        QCoreApplication.translate("Help", "Caregiver Organizer"),
        QCoreApplication.translate(
            "Help", "Keeps appointments, medicines, side effects and questions of one person, and "
            "prints one page for the clinic. Everything stays on this computer."),
        QCoreApplication.translate(
            "Help", "It does not give medical advice. Ask your care team."),
        QCoreApplication.translate(
            "Help", "Free software under the MIT license. It uses Qt (LGPL), SQLCipher and SQLite, "
            "ReportLab, the fonts Source Sans 3, Atkinson Hyperlegible Next and DejaVu Sans, and "
            "Lucide icons. Their licenses are in the folder %1.",
        ).replace("%1", str(Path(__file__).resolve().parents[2] / "resources")),
    )  # fmt: skip
    dialog.open()
    return dialog


def _add_all_keys(dialog: HelpDialog) -> None:
    for menu in actions.MENUS:
        keys = [
            (_native(command.keys[0]), command.text())
            for command in menu.commands
            if command is not None and command.keys
        ]
        if keys:
            dialog.add_keys(menu.text(), keys)
    rows = [(_native(key), _tr(str(words))) for key, words in ROW_KEYS]
    dialog.add_keys(QCoreApplication.translate("Help", "In lists and forms"), rows)


def _native(keys: str) -> str:
    return QKeySequence(keys).toString(QKeySequence.SequenceFormat.NativeText)


def _tr(words: str) -> str:
    return QCoreApplication.translate("Help", words)
