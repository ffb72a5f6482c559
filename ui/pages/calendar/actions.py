"""Do what the calendar offers beside its form, and say what was done."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QFileDialog, QWidget

from caregiver.app import Caregiver
from caregiver.domain.appointments import AppointmentStatus, Occurrence
from caregiver.domain.series import collected_from
from caregiver.errors import UserError
from ui import appointments
from ui.dialogs.series_scope import SeriesScope, choose_series_scope
from ui.pages import Host
from ui.widgets.buttons import MenuButton

if TYPE_CHECKING:
    from caregiver.services.imports import ImportPreview


class CalendarActions(QObject):
    """Remove, strike out and import. Every act is one change, with Undo beside it."""

    def __init__(self, app: Caregiver, host: Host, parent: QWidget) -> None:
        super().__init__(parent)
        self._app, self._host, self._parent = app, host, parent

    def fill_menu(self, menu: MenuButton, jump: Callable[[], object]) -> None:
        """Put what is rarely needed behind "More"."""
        dots = "\N{HORIZONTAL ELLIPSIS}"
        menu.add("jump_to_date_menu", self.tr("Go to date (Ctrl+G)") + dots, jump)
        menu.add("import_calendar", self.tr("Import calendar file") + dots, self.choose_file)
        menu.add("save_calendar", self.tr("Save calendar file") + dots, self.save_file)

    def remove(self, occurrence: Occurrence) -> None:
        """Remove an appointment; of a series ask first which dates are meant."""
        if not occurrence.appointment.repeats:
            self.remove_dates(occurrence, SeriesScope.THIS)
            return
        choose_series_scope(
            self._parent,
            self.tr("Remove which dates?"),
            self._host.formats.day_date(occurrence.day),
            lambda scope: self.remove_dates(occurrence, scope),
        )

    def remove_dates(self, occurrence: Occurrence, scope: SeriesScope) -> None:
        """Remove this date, this and all later ones, or all; without a series there is one."""
        one, service = occurrence.appointment, self._app.appointments
        words = {
            SeriesScope.THIS: self.tr("Removed: %1, %2"),
            SeriesScope.LATER: self.tr("Removed: %1, from %2 on"),
            SeriesScope.ALL: self.tr("Removed all dates: %1"),
        }[scope].replace("%1", one.title)
        words = words.replace("%2", self._host.formats.day_date(occurrence.day))
        if scope is SeriesScope.THIS:
            self._do(lambda: service.drop_occurrence(one, occurrence.starts), words)
        elif scope is SeriesScope.LATER:
            self._do(lambda: service.drop_later(one, occurrence.starts), words)
        else:
            self._do(lambda: service.delete(one), words)

    def set_status(self, occurrence: Occurrence, status: AppointmentStatus) -> None:
        """Note what became of an appointment, of a series of this one date."""
        changed = replace(occurrence.appointment, status=status)
        known = appointments.status_words(changed) or self.tr("planned again")
        words = self.tr("%1: %2").replace("%1", changed.title).replace("%2", known)
        self._change_one(occurrence, words, status=status)

    def tick(self, occurrence: Occurrence, step: str, is_done: bool) -> None:
        """Note that a step of the preparation is done, or not."""
        one = occurrence.appointment
        others = tuple(known for known in one.prepared if known != step)
        prepared = (*others, step) if is_done else others
        words = self.tr("Prepared: %1") if is_done else self.tr("Not prepared yet: %1")
        self._change_one(occurrence, words.replace("%1", step), prepared=prepared)

    def tick_task(self, id: str, is_done: bool) -> None:
        """Note that a task is done, or not after all."""
        task = self._app.tasks.get(id)
        if task is None:
            return
        words = self.tr("Done: %1") if is_done else self.tr("Not done yet: %1")
        act = self._app.tasks.finish if is_done else self._app.tasks.reopen
        self._do(lambda: act(task), words.replace("%1", task.title))

    def begin_collection(self, occurrence: Occurrence) -> None:
        """Note that collecting urine begins now."""
        now = self._app.clock.now()
        self._change_one(occurrence, self.tr("The 24-hour urine has begun"),
                         collection_began_at=now, collection_ended_at=None)  # fmt: skip

    def end_collection(self, occurrence: Occurrence) -> None:
        """Note that collecting urine is over now."""
        words = self.tr("The 24-hour urine is finished")
        self._change_one(occurrence, words, collection_ended_at=self._app.clock.now())

    def choose_file(self) -> None:
        """Ask for a calendar file and show what is in it."""
        chosen, _ = QFileDialog.getOpenFileName(
            self._parent,
            self.tr("Import calendar file"),
            str(Path.home()),
            self.tr("Calendar files (*.ics);;All files (*)"),
        )
        if chosen:
            self.preview_file(Path(chosen))

    def preview_file(self, path: Path) -> None:
        """Read a calendar file beside the window and show it before anything is kept."""
        self._host.run(lambda: self._app.imports.preview(path), self._show_preview)

    def save_file(self) -> None:
        """Ask what a calendar file should hold and where it goes, and write it."""
        from ui.dialogs.export_calendar import show_export

        show_export(self._parent, self._app, self._host)

    def _show_preview(self, preview: ImportPreview) -> None:
        from ui.dialogs.import_calendar import show_preview

        show_preview(self._parent, self._app, self._host, preview)

    def _change_one(self, occurrence: Occurrence, words: str, **changes: Any) -> None:
        """Change one date of an appointment, of a series no other."""
        one = occurrence.appointment
        service = self._app.appointments
        if not one.repeats:
            self._do(lambda: service.save(replace(one, **changes)), words)
            return
        begin = collected_from(one, occurrence.starts)
        changed = replace(one, starts=occurrence.starts, ends=occurrence.ends,
                          collection_starts=begin, **changes)  # fmt: skip
        self._do(lambda: service.change_occurrence(one, occurrence.starts, changed), words)

    def _do(self, act: Callable[[], object], words: str) -> None:
        try:
            act()
        except UserError as error:
            self._host.fail(error)
            return
        self._host.tell(words)
