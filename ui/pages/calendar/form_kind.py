"""Ask what an appointment is for, each kind with its icon."""

from __future__ import annotations

from PySide6.QtCore import QSize
from PySide6.QtWidgets import QComboBox

from caregiver.domain.appointments import AppointmentKind
from ui import appointments, icons
from ui.theme import look
from ui.widgets.fields import ChoiceField

ICON_SIZE = 20


class KindField(ChoiceField[AppointmentKind]):
    """Ask for the kind; `was_chosen` says that a person did, so that no guess replaces it."""

    def __init__(self, name: str, label: str) -> None:
        super().__init__(name, label, appointments.kind_choices())
        self.was_chosen = False
        combo = self.editor
        assert isinstance(combo, QComboBox)
        combo.activated.connect(self._chosen)
        self.restyle()

    def guess(self, kind: AppointmentKind) -> None:
        """Choose a kind unless a person did."""
        if not self.was_chosen:
            self.set_value(kind)

    def restyle(self) -> None:
        """Draw the icons again."""
        combo = self.editor
        assert isinstance(combo, QComboBox)
        side = look().px(ICON_SIZE)
        combo.setIconSize(QSize(side, side))
        for place, (kind, _) in enumerate(appointments.kind_choices()):
            combo.setItemIcon(place, icons.icon(appointments.kind_icon(kind), ICON_SIZE, "muted"))

    def _chosen(self) -> None:
        self.was_chosen = True
