"""Correct or remove one result."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal

from caregiver.domain.labs import LabResult
from ui import messages
from ui.widgets.buttons import quiet_button
from ui.widgets.cards import across
from ui.widgets.date_fields import DateField
from ui.widgets.fields import NoteField, NumberField, TextField
from ui.widgets.record_form import RecordForm

if TYPE_CHECKING:
    from caregiver.app import Caregiver
    from ui.pages import Host


class ResultForm(RecordForm[LabResult]):
    """Ask for everything the paper says about one result."""

    remove_asked = Signal(object)
    pane_width = 420

    def __init__(self, app: Caregiver, host: Host, save: Callable[[LabResult], object]) -> None:
        super().__init__(
            "result_form",
            self.tr("Change this result"),
            host.drafts,
            save=save,
            sentence=messages.problem_sentence,
            explain=messages.sentence,
        )
        self.add("name", TextField("name", self.tr("Test")))
        self.add("printed", TextField("printed", self.tr("Value, as printed")))
        self.add("unit", TextField("unit", self.tr("Unit")))
        self.add("taken_on", DateField("taken_on", self.tr("Day"), host.formats, app.clock.today))
        self.add("range_low", NumberField("range_low", self.tr("Lab's range from")))
        self.add("range_high", NumberField("range_high", self.tr("Lab's range to")))
        self.add("range_text", TextField("range_text", self.tr("Lab's range in words")))
        self.add("flag", TextField("flag", self.tr("Flag, if the lab printed one")))
        self.add("laboratory", TextField("laboratory", self.tr("Laboratory")))
        self.add("note", NoteField("note", self.tr("Note")))
        remove = quiet_button("remove_result", self.tr("Remove this result"), "trash-2")
        remove.clicked.connect(lambda: self.remove_asked.emit(self._record))
        self.add_widget(across(remove, 1))
