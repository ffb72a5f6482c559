"""Say what each command of `actions.py` does."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING

from ui.pages import ENTRIES, Page
from ui.panes import next_pane
from ui.session import Session

if TYPE_CHECKING:
    from ui.program import Program

TEXT_STEP = 25


class Commands:
    """Turn the name of a command into something to call."""

    def __init__(self, program: Program) -> None:
        self._program = program
        self._window = program.window

    def table(self) -> dict[str, Callable[[], object]]:
        """Return what to call for each command name."""
        return {**self._file(), **self._edit(), **self._view(), **self._go(), **self._help()}

    def _file(self) -> dict[str, Callable[[], object]]:
        return {
            "new_file": self._program.show_welcome,
            "open_file": self._program.choose_file,
            "open_example": self._program.open_example,
            "open_backup": self._program.choose_backup,
            "print": self._on_page(lambda page: page.print_page()),
            "emergency": self._to("reports", "emergency_sheet"),
            "quit": self._program.presence.quit,
        }

    def _edit(self) -> dict[str, Callable[[], object]]:
        return {
            "undo": self._on_session(Session.undo),
            "redo": self._on_session(Session.redo),
            "add_anything": self._on_session(Session.open_add_line),
            "new_form": self._on_page(lambda page: page.new()),
            "copy_number": self._on_session(Session.copy_number),
        }

    def _view(self) -> dict[str, Callable[[], object]]:
        return {
            "back": self._on_session(lambda session: session.pages.back()),
            "forward": self._on_session(lambda session: session.pages.forward()),
            "turn_today": self._on_page(lambda page: page.keep_focus(lambda: page.turn_to_today())),
            "jump_to_date": self._on_page(lambda page: page.jump_to_date()),
            "previous_period": self._on_page(lambda page: page.keep_focus(lambda: page.turn(-1))),
            "next_period": self._on_page(lambda page: page.keep_focus(lambda: page.turn(1))),
            "bigger": partial(self._change_text, TEXT_STEP),
            "smaller": partial(self._change_text, -TEXT_STEP),
            "normal": partial(self._change_text, 0),
            "theme_system": partial(self._change_theme, "system"),
            "theme_light": partial(self._change_theme, "light"),
            "theme_dark": partial(self._change_theme, "dark"),
            "main_menu_open": self._window.top_bar.open_menu,
            "next_pane": lambda: next_pane(self._window.panes(), 1),
            "previous_pane": lambda: next_pane(self._window.panes(), -1),
        }

    def _go(self) -> dict[str, Callable[[], object]]:
        pages = {f"page_{entry.key}": self._to(entry.key) for entry in ENTRIES}
        return {**pages, "note_visit": self._to("visits", "after")}

    def _help(self) -> dict[str, Callable[[], object]]:
        return {"help": self._show_help, "shortcuts": self._show_keys, "about": self._show_about}

    def _on_session(self, act: Callable[[Session], object]) -> Callable[[], object]:
        def run() -> None:
            if self._program.session is not None:
                act(self._program.session)

        return run

    def _on_page(self, act: Callable[[Page], object]) -> Callable[[], object]:
        def run(session: Session) -> None:
            page = session.pages.current()
            if page is not None:
                act(page)

        return self._on_session(run)

    def _to(self, page: str, target: str = "") -> Callable[[], object]:
        return self._on_session(lambda session: session.go(page, target))

    def _change_text(self, step: int) -> None:
        settings = self._program.settings
        settings.text_size = min(200, max(100, settings.text_size + step)) if step else 100
        self._program.apply_settings()

    def _change_theme(self, theme: str) -> None:
        self._program.settings.theme = theme
        self._program.apply_settings()

    def _show_help(self) -> None:
        from ui.dialogs.help import show_help

        session = self._program.session
        show_help(self._window, "" if session is None else session.pages.current_key())

    def _show_keys(self) -> None:
        from ui.dialogs.help import show_keys

        show_keys(self._window)

    def _show_about(self) -> None:
        from ui.dialogs.help import show_about

        show_about(self._window)
