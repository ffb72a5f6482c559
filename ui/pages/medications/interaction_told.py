"""Tell everyone: who of the care team knows about which medicine, and since when."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from caregiver.domain.medication_talks import MedicationTalk
from caregiver.domain.medications import Medication
from caregiver.domain.people import CareTeamMember
from ui.pages import attempt
from ui.pages.medications.interaction_hit import focus_again, name_in_focus
from ui.theme import spread
from ui.widgets.buttons import row_button
from ui.widgets.cards import EmptyState, Row, RowsCard, across, clear, down
from ui.widgets.details_pane import pane_title
from ui.widgets.fields import ChoiceField
from ui.widgets.text import plain
from ui.widgets.ticks import CheckBox

if TYPE_CHECKING:
    from caregiver.app import Caregiver
    from ui.pages import Host


class ToldPane(QWidget):
    """Tick what one person knows about; under each medicine stands who else does."""

    pane_width = 460
    closed = Signal()

    def __init__(self, app: Caregiver, host: Host) -> None:
        super().__init__()
        self.setObjectName("told_pane")
        self._app, self._host = app, host
        column = QVBoxLayout(self)
        spread(column, spacing=12)
        column.addWidget(pane_title(self.tr("Who knows about these?")))
        column.addWidget(plain(self.tr(
            "Tick what each person was told about. Nothing is sent to anybody."
        ), "muted"))  # fmt: skip
        self._who: ChoiceField[str] = ChoiceField("told_who", self.tr("Who"))
        self._who.value_changed.connect(self._fill)
        column.addWidget(self._who)
        self._body = QVBoxLayout()
        spread(self._body, spacing=12)
        column.addLayout(self._body)
        self._team: dict[str, CareTeamMember] = {}
        self.reload()

    def start(self) -> None:
        """Put the focus on the person."""
        self._who.setFocus()

    def reload(self) -> None:
        """Ask for the care team and the medicines again."""
        chosen = self._who.value() if self._team else ""
        team = self._app.people.team()
        self._team = {one.id: one for one in sorted(team, key=lambda one: one.is_team_line)}
        self._who.setVisible(bool(self._team))
        self._who.blockSignals(True)
        self._who.set_choices([(one.id, one.name) for one in self._team.values()])
        if chosen in self._team:
            self._who.set_value(chosen)
        self._who.blockSignals(False)
        self._fill()

    def _fill(self) -> None:
        name = name_in_focus(self)
        clear(self._body)
        medicines = [one.medication for one in self._app.medications.entries()]
        member = self._team.get(self._who.value()) if self._team else None
        if member is None or not medicines:
            words = self.tr("Add the people under Care team, and the medicines here.")
            self._body.addWidget(EmptyState(words, None, "users"))
            return
        told = self._app.interactions.who_knows()
        known = self._app.interactions.knows(member)
        rows = [self._row(one, member, known, told.get(one.id, ())) for one in medicines]
        left = [one.id for one in medicines if one.id not in known]
        if left:
            every = row_button("told_all", self.tr("%1 knows about all").replace(
                "%1", member.name), "check")  # fmt: skip
            every.clicked.connect(lambda: self._tell(left, member))
            self._body.addWidget(across(every, 1))
        self._body.addWidget(RowsCard(*rows))
        focus_again(self, name)

    def _row(
        self, medicine: Medication, member: CareTeamMember,
        known: Mapping[str, date | None], told: tuple[MedicationTalk, ...],
    ) -> QWidget:  # fmt: skip
        spoken = self.tr("%1 knows about %2").replace("%1", member.name)
        box = CheckBox(f"told_{medicine.id}", medicine.name,
                       spoken=spoken.replace("%2", medicine.name))  # fmt: skip
        box.setChecked(medicine.id in known)
        box.clicked.connect(lambda on: self._tick(medicine, member, on))
        parts: list[QWidget] = [box]
        words = "; ".join(self._who_words(one) for one in told)
        if words:
            parts.append(plain(words, "muted"))
        return Row(down(*parts, spacing=2))

    def _who_words(self, talk: MedicationTalk) -> str:
        day = self._host.formats.month_day(talk.day) if talk.day is not None else ""
        return self.tr("%1, %2").replace("%1", talk.who).replace("%2", day) if day else talk.who

    def _tick(self, medicine: Medication, member: CareTeamMember, is_on: bool) -> None:
        if is_on:
            self._tell([medicine.id], member)
        else:
            said = self.tr("Taken back")
            attempt(self._host, lambda: self._app.interactions.not_told(medicine.id, member), said)

    def _tell(self, ids: list[str], member: CareTeamMember) -> None:
        said = self.tr("Noted: %1 knows").replace("%1", member.name)
        attempt(self._host, lambda: self._app.interactions.told(ids, member), said)
