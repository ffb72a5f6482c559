"""Ask what a calendar file should hold and how much it tells, then write it."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QFileDialog, QWidget

from caregiver.app import Caregiver
from caregiver.services.exports import Exported
from ui.dialogs.message import Message
from ui.pages import Host
from ui.widgets.buttons import main_button, quiet_button
from ui.widgets.cards import down
from ui.widgets.fields import ChoiceField
from ui.widgets.text import plain

MONTHS_AHEAD, ONE, EVERYTHING = "months", "one", "everything"
DAYS_AHEAD = 92
MOST_OFFERED = 60
# the translation tool finds a call by this name
translate = QCoreApplication.translate


class ExportDialog(Message):
    """Hold three questions: what, which one, how much is told. Nothing is written before Save."""

    def __init__(self, parent: QWidget | None, app: Caregiver, host: Host) -> None:
        super().__init__(
            parent,
            translate("ExportCalendar", "Save calendar file"),
            translate("ExportCalendar", "For another calendar program, or for somebody who helps."),
        )
        self.setObjectName("export_dialog")
        self._app, self._host = app, host
        ones = self._appointments()
        self.scope = ChoiceField("export_scope", translate("ExportCalendar", "What"), _scopes(ones))
        self.one = ChoiceField("export_one", translate("ExportCalendar", "Which one"), ones)
        self.privacy = ChoiceField(
            "export_privacy", translate("ExportCalendar", "How much it tells"), _privacies()
        )
        self._told = plain("", "muted", name="export_told")
        self.add(down(self.scope, self.one, self.privacy, self._told, spacing=12))
        save = main_button(
            "export_save", translate("ExportCalendar", "Save") + "\N{HORIZONTAL ELLIPSIS}"
        )
        save.clicked.connect(self._choose_place)
        cancel = quiet_button("export_cancel", translate("ExportCalendar", "Cancel"))
        cancel.clicked.connect(self.reject)
        self.add_buttons(save, cancel)
        for field in (self.scope, self.privacy):
            field.value_changed.connect(self._show)
        self._show()

    def write(self, path: Path) -> None:
        """Write the file beside the window, tell about it, and close."""
        chosen, privacy = self.scope.value(), self.privacy.value()
        first = self._app.clock.today() if chosen == MONTHS_AHEAD else None
        last = first + timedelta(days=DAYS_AHEAD) if first else None
        one = self.one.value() if chosen == ONE else ""
        host = self._host
        host.run(
            lambda: self._app.exports.calendar(
                path, first, last, privacy=privacy, appointment_id=one
            ),
            lambda done: host.tell(told(done), undo=False),
        )
        self.accept()

    def _choose_place(self) -> None:
        one = self.one.value() if self.scope.value() == ONE else ""
        name = self._app.exports.calendar_name(self.privacy.value(), one)
        chosen, _ = QFileDialog.getSaveFileName(
            self,
            self.windowTitle(),
            str(Path.home() / name),
            translate("ExportCalendar", "Calendar files (*.ics)"),
        )
        if chosen:
            self.write(Path(chosen))

    def _show(self) -> None:
        self.one.setVisible(self.scope.value() == ONE)
        self._told.setText(_explained(self.privacy.value()))
        if self.isVisible():
            self._column.activate()
            width = max(self.width(), self._column.minimumSize().width())
            self.resize(width, self._column.heightForWidth(width))

    def _appointments(self) -> list[tuple[str, str]]:
        """Return the next appointments, each series once, with day and title."""
        today, formats = self._app.clock.today(), self._host.formats
        found: dict[str, str] = {}
        for each in self._app.appointments.occurrences(today, today + timedelta(days=DAYS_AHEAD)):
            one = each.appointment
            words = f"{formats.day_date(each.day)}: {one.title}"
            found.setdefault(one.id, words)
        return list(found.items())[:MOST_OFFERED]


def told(done: Exported) -> str:
    """Return what is said when a file is written; what may surprise comes with it."""
    words = translate("ExportCalendar", "Saved as %1").replace("%1", done.path.name)
    if done.is_large:
        return (
            words
            + ". "
            + translate(
                "ExportCalendar",
                "It is large. If a calendar refuses it, save only the next 3 months.",
            )
        )
    if done.written_out:
        return (
            words
            + ". "
            + translate("ExportCalendar", "Series that repeat in an unusual way go one year ahead.")
        )
    return words


def _scopes(ones: list[tuple[str, str]]) -> list[tuple[str, str]]:
    found = [(MONTHS_AHEAD, translate("ExportCalendar", "The next 3 months"))]
    if ones:
        found.append((ONE, translate("ExportCalendar", "One appointment")))
    return [*found, (EVERYTHING, translate("ExportCalendar", "Everything"))]


def _privacies() -> list[tuple[str, str]]:
    return [
        ("places", translate("ExportCalendar", "Times and places only")),
        ("busy", translate("ExportCalendar", "Only that the time is taken")),
        ("full", translate("ExportCalendar", "All details")),
    ]


def _explained(privacy: str) -> str:
    return {
        "places": translate(
            "ExportCalendar", "Each one is called \u201cAppointment\u201d. Notes stay here."
        ),
        "busy": translate(
            "ExportCalendar",
            "Each one is called \u201cAppointment\u201d. Places and notes stay here.",
        ),
        "full": translate(
            "ExportCalendar",
            "Titles, notes, tasks and follow-ups are in the file. "
            "Anybody who gets the file can read them.",
        ),
    }[privacy]


def show_export(parent: QWidget, app: Caregiver, host: Host) -> ExportDialog:
    """Ask on top of the window, without stopping it."""
    dialog = ExportDialog(parent.window(), app, host)
    dialog.setModal(True)
    dialog.open()
    return dialog
