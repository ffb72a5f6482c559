"""List every command of the window as data: its menu, its words, its keys."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from PySide6.QtCore import QT_TRANSLATE_NOOP, QCoreApplication
from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QMenu, QWidget

from ui.pages import ENTRIES


@dataclass(frozen=True, slots=True)
class Command:
    """Name one command: its id (also its object name), its words and its keys."""

    name: str
    words: object
    keys: tuple[str, ...] = ()
    checkable: bool = False

    def text(self) -> str:
        """Return the translated words."""
        return QCoreApplication.translate("Commands", str(self.words))


@dataclass(frozen=True, slots=True)
class MenuOf:
    """Name one menu and its commands; None is a line between them."""

    name: str
    words: object
    commands: tuple[Command | None, ...]

    def text(self) -> str:
        """Return the translated words."""
        return QCoreApplication.translate("Commands", str(self.words))


FILE_MENU = MenuOf("file_menu", QT_TRANSLATE_NOOP("Commands", "File"), (
    Command("new_file", QT_TRANSLATE_NOOP("Commands", "New care file")),
    Command("open_file", QT_TRANSLATE_NOOP("Commands", "Open a care file"), ("Ctrl+O",)),
    Command("open_example", QT_TRANSLATE_NOOP("Commands", "Open the example family")),
    Command("open_backup", QT_TRANSLATE_NOOP("Commands", "Open a backup")),
    None,
    Command("print", QT_TRANSLATE_NOOP("Commands", "Print this screen"), ("Ctrl+P",)),
    Command("emergency", QT_TRANSLATE_NOOP("Commands", "Emergency sheet"), ("Ctrl+Shift+E",)),
    None,
    Command("quit", QT_TRANSLATE_NOOP("Commands", "Close the program"), ("Ctrl+Q",)),
))  # fmt: skip
EDIT_MENU = MenuOf("edit_menu", QT_TRANSLATE_NOOP("Commands", "Edit"), (
    Command("undo", QT_TRANSLATE_NOOP("Commands", "Undo"), ("Ctrl+Z",)),
    Command("redo", QT_TRANSLATE_NOOP("Commands", "Redo"), ("Ctrl+Shift+Z", "Ctrl+Y")),
    None,
    Command("add_anything", QT_TRANSLATE_NOOP("Commands", "Add anything"), ("Ctrl+N",)),
    Command("new_form", QT_TRANSLATE_NOOP("Commands", "Full form of this screen"),
            ("Ctrl+Shift+N",)),
    Command("copy_number", QT_TRANSLATE_NOOP("Commands", "Copy the team's number")),
))  # fmt: skip
VIEW_MENU = MenuOf("view_menu", QT_TRANSLATE_NOOP("Commands", "View"), (
    Command("back", QT_TRANSLATE_NOOP("Commands", "Back"), ("Alt+Left",)),
    Command("forward", QT_TRANSLATE_NOOP("Commands", "Forward"), ("Alt+Right",)),
    Command("turn_today", QT_TRANSLATE_NOOP("Commands", "Go to today"), ("Ctrl+T",)),
    Command("jump_to_date", QT_TRANSLATE_NOOP("Commands", "Go to a date"), ("Ctrl+G",)),
    Command("previous_period", QT_TRANSLATE_NOOP("Commands", "Previous period")),
    Command("next_period", QT_TRANSLATE_NOOP("Commands", "Next period")),
    None,
    Command("bigger", QT_TRANSLATE_NOOP("Commands", "Bigger text"), ("Ctrl+=", "Ctrl++")),
    Command("smaller", QT_TRANSLATE_NOOP("Commands", "Smaller text"), ("Ctrl+-",)),
    Command("normal", QT_TRANSLATE_NOOP("Commands", "Normal text"), ("Ctrl+0",)),
    None,
    Command("theme_system", QT_TRANSLATE_NOOP("Commands", "Colors of the system"), (), True),
    Command("theme_light", QT_TRANSLATE_NOOP("Commands", "Light colors"), (), True),
    Command("theme_dark", QT_TRANSLATE_NOOP("Commands", "Dark colors"), (), True),
    None,
    Command("main_menu_open", QT_TRANSLATE_NOOP("Commands", "Open this menu"), ("F10",)),
    Command("next_pane", QT_TRANSLATE_NOOP("Commands", "Next part of the window"), ("F6",)),
    Command("previous_pane", QT_TRANSLATE_NOOP("Commands", "Previous part of the window"),
            ("Shift+F6",)),
))  # fmt: skip
GO_MENU = MenuOf("go_menu", QT_TRANSLATE_NOOP("Commands", "Go to"), (
    *(Command(f"page_{entry.key}", entry.title, (entry.keys,)) for entry in ENTRIES),
    None,
    Command("note_visit", QT_TRANSLATE_NOOP("Commands", "Note a visit"), ("Ctrl+Shift+V",)),
))  # fmt: skip
HELP_MENU = MenuOf("help_menu", QT_TRANSLATE_NOOP("Commands", "Help"), (
    Command("help", QT_TRANSLATE_NOOP("Commands", "Help for this screen"), ("F1",)),
    Command("shortcuts", QT_TRANSLATE_NOOP("Commands", "All keys"), ("Ctrl+?",)),
    Command("about", QT_TRANSLATE_NOOP("Commands", "About this program")),
))  # fmt: skip
MENUS = (FILE_MENU, EDIT_MENU, VIEW_MENU, GO_MENU, HELP_MENU)

# commands that make no sense before a care file is open
NEED_FILE = frozenset(
    {"print", "emergency", "undo", "redo", "add_anything", "new_form", "copy_number", "back",
     "forward", "turn_today", "jump_to_date", "previous_period", "next_period", "note_visit",
     "help"}
    | {f"page_{entry.key}" for entry in ENTRIES}
)  # fmt: skip


def every_command() -> tuple[Command, ...]:
    """Return all commands in the order of the menus."""
    return tuple(each for menu in MENUS for each in menu.commands if each is not None)


def build(window: QWidget, run: Mapping[str, Callable[[], object]]) -> dict[str, QAction]:
    """Make an action for each command; `run` says what it does. Its keys work at once."""
    actions: dict[str, QAction] = {}
    for command in every_command():
        action = QAction(command.text(), window)
        action.setObjectName(command.name)
        action.setShortcuts([QKeySequence(keys) for keys in command.keys])
        action.setCheckable(command.checkable)
        act = run[command.name]
        action.triggered.connect(lambda _checked=False, act=act: act())
        window.addAction(action)
        actions[command.name] = action
    return actions


def fill_menu(menu: QMenu, actions: Mapping[str, QAction]) -> None:
    """Put every command into a menu of menus."""
    for part in MENUS:
        inner = menu.addMenu(part.text())
        inner.setObjectName(part.name)
        for command in part.commands:
            if command is None:
                inner.addSeparator()
            else:
                inner.addAction(actions[command.name])
