"""Put the hospital and blood test days of a cycle into the calendar."""

from __future__ import annotations

from typing import Any

from PySide6.QtWidgets import QWidget

from caregiver.app import Caregiver
from caregiver.services.regimens import Proposal, RegimenCard
from ui.pages import Host
from ui.pages.medications.regimen_fields import Beside
from ui.pages.medications.regimen_forms import PlanForm
from ui.widgets.cards import down
from ui.widgets.date_fields import TimeField
from ui.widgets.fields import TickField
from ui.widgets.text import plain


class BookForm(PlanForm):
    """Offer the days as appointments; only ticked ones are put into the calendar."""

    pane_width = 520

    def __init__(self, app: Caregiver, host: Host, card: RegimenCard) -> None:
        """Take the plan with the cycle whose days are asked about."""
        number = card.cycle.number if card.cycle is not None else None
        super().__init__("book_form", "", app, host, card)
        name = ""
        if card.cycle is not None:
            name = self._words.cycle_name(card.cycle, in_block=card.in_block)
        self.set_title(self.tr("%1: days for the calendar").replace("%1", name))
        found = app.regimens.appointments_for(card.regimen.id, number)
        self._proposals = [one for one in found if one.day >= self._today]
        if not self._proposals:
            self.add_widget(plain(self.tr(
                "No hospital or blood test day is still to come in this cycle."
            ), name="book_nothing"))  # fmt: skip
        else:
            self.add_widget(plain(self.tr(
                "Tick what to put into the calendar. Leave the time empty while it is not known."
            ), "muted"))  # fmt: skip
        for place, proposal in enumerate(self._proposals):
            self.add_widget(self._row(place, proposal))
        self.open_up()

    def defaults(self) -> dict[str, Any]:
        """Tick what is not in the calendar yet."""
        ticks = {f"tick_{at}": not one.is_there for at, one in enumerate(self._proposals)}
        return ticks | {f"time_{at}": None for at in range(len(self._proposals))}

    def keep(self) -> None:
        """Book what was ticked."""
        zone = self._app.clock.zone().key
        booked = []
        for place, proposal in enumerate(self._proposals):
            if self.field(f"tick_{place}").value():
                at = self.field(f"time_{place}").value()
                booked.append(proposal.at(at, zone) if at is not None else proposal)
        if booked:
            self._app.regimens.book(booked)
            said = self.tr("%1 appointments are in the calendar")
            if len(booked) == 1:
                said = self.tr("1 appointment is in the calendar")
            self._host.tell(said.replace("%1", str(len(booked))))

    def _row(self, place: int, proposal: Proposal) -> QWidget:
        day, title = self._host.formats.day_date(proposal.day), proposal.appointment.title
        tick = self.attach(f"tick_{place}", TickField(f"book_{place}", day))
        tick.editor.setAccessibleName(f"{day}: {title}")
        words = self.tr("%1, already in the calendar") if proposal.is_there else "%1"
        what = down(tick, plain(words.replace("%1", title), "muted"), spacing=0)
        label = self.tr("Time on %1").replace("%1", day)
        at = TimeField(f"book_time_{place}", label, self._host.formats)
        at.hide_label()
        return Beside((what, 3), (self.attach(f"time_{place}", at), 2), narrow=400)
