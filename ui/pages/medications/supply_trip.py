"""Pack for a trip or a stay away: what is needed, and whether what is at home is enough."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QVBoxLayout, QWidget

from caregiver.errors import BadInput
from caregiver.services.supply_trip import Trip, TripRow, TripSort
from ui.messages import sentence
from ui.supply_words import SupplyWords
from ui.theme import spread
from ui.widgets.buttons import second_button
from ui.widgets.cards import InlineMessage, RowsCard, across, clear, down
from ui.widgets.date_fields import DateField
from ui.widgets.details_pane import pane_title
from ui.widgets.text import IconLabel, plain

if TYPE_CHECKING:
    from caregiver.app import Caregiver
    from ui.pages import Host

USUAL_DAYS = timedelta(days=6)


class TripPane(QWidget):
    """Ask for the days and show the list at once; it can be copied."""

    pane_width = 480
    closed = Signal()

    def __init__(self, app: Caregiver, host: Host) -> None:
        super().__init__()
        self.setObjectName("trip_pane")
        self._app, self._host = app, host
        self._words = TripWords(host)
        self._trip: Trip | None = None
        column = QVBoxLayout(self)
        spread(column, spacing=16)
        column.addWidget(pane_title(self.tr("Pack for a trip"), self.tr(
            "Or for a stay in the hospital: what is needed on these days."
        )))  # fmt: skip
        today = app.clock.today()
        self.first = DateField("trip_first", self.tr("First day"), host.formats, app.clock.today)
        self.last = DateField("trip_last", self.tr("Last day"), host.formats, app.clock.today)
        self.first.set_value(today + timedelta(days=1))
        self.last.set_value(today + timedelta(days=1) + USUAL_DAYS)
        for field in (self.first, self.last):
            column.addWidget(field)
            field.value_changed.connect(self.reload)
        self._answer = QVBoxLayout()
        spread(self._answer, spacing=12)
        column.addLayout(self._answer)
        self._copy = second_button("copy_trip", self.tr("Copy the list"), "copy")
        self._copy.clicked.connect(self._copy_list)
        column.addWidget(across(self._copy, 1))
        self.reload()

    def start(self) -> None:
        """Put the cursor into the first day."""
        self.first.setFocus(Qt.FocusReason.OtherFocusReason)

    def reload(self) -> None:
        """Work the list out again; nothing is shown while a day cannot be read."""
        clear(self._answer)
        self._trip = None
        first, last = self.first.value(), self.last.value()
        if first is not None and last is not None:
            try:
                self._trip = self._app.supply.trip(first, last)
            except BadInput as error:
                self._add(InlineMessage("attention", "", sentence(error)))
        self._copy.setVisible(self._trip is not None and bool(self._trip.rows))
        if self._trip is not None:
            self._show(self._trip)

    def text(self) -> str:
        """Return the list as plain lines, as it is copied."""
        if self._trip is None:
            return ""
        lines = [self._words.title(self._trip)]
        for heading, rows in self._parts(self._trip):
            lines += ["", heading]
            for row in rows:
                told = ". ".join(self._words.lines(row))
                lines.append(f"- {self._words.name(row)}: {told}")
        return "\n".join(lines)

    def _show(self, trip: Trip) -> None:
        for heading, rows in self._parts(trip):
            self._add(down(plain(heading, "strong"), self._card(rows), spacing=6))
        if not trip.rows:
            self._add(plain(self.tr("No medicine is in use on these days."), "muted"))
        self._add(plain(self.tr(
            "Doses are those of the plan; rest days and held days need nothing."
        ), "muted"))  # fmt: skip

    def _parts(self, trip: Trip) -> list[tuple[str, list[TripRow]]]:
        headings = {
            TripSort.PACK: self.tr("To pack"),
            TripSort.AS_NEEDED: self.tr("Only when needed"),
            TripSort.HELD: self.tr("Held by the clinic"),
            TripSort.AT_HOSPITAL: self.tr("Given at the hospital"),
            TripSort.NOTHING_DUE: self.tr("No dose on these days"),
        }
        parts = [
            (heading, [row for row in trip.rows if row.sort is sort])
            for sort, heading in headings.items()
        ]
        return [(heading, rows) for heading, rows in parts if rows]

    def _card(self, rows: list[TripRow]) -> RowsCard:
        shown = []
        for row in rows:
            needed, *enough = self._words.lines(row)
            is_short = row.is_enough is False
            told = [plain(one, "secondary", tone="attention" if is_short else "muted")
                    for one in enough]  # fmt: skip
            words = down(plain(self._words.name(row), "strong"), plain(needed), *told, spacing=0)
            icon = [IconLabel("circle-alert", 18, "attention")] if is_short else []
            holder = across(words, 1, *icon)
            spread_in(holder)
            shown.append(holder)
        return RowsCard(*shown)

    def _add(self, widget: QWidget) -> None:
        self._answer.addWidget(widget)
        widget.show()

    def _copy_list(self) -> None:
        QGuiApplication.clipboard().setText(self.text())
        self._host.tell(self.tr("The list is copied"), undo=False)


class TripWords(SupplyWords):
    """Say what is needed of one medicine, and whether it is there."""

    def __init__(self, host: Host) -> None:
        super().__init__(host.formats)

    def title(self, trip: Trip) -> str:
        """Return what the list is for."""
        words = self.tr("Medicines from %1 to %2")
        first, last = (self._formats.day_date(day) for day in (trip.first, trip.last))
        return words.replace("%1", first).replace("%2", last)

    def name(self, row: TripRow) -> str:
        """Return name and strength."""
        return f"{row.medication.name} {self.safe(row.medication.strength)}".strip()

    def lines(self, row: TripRow) -> list[str]:
        """Return what to take along, and in a second line whether it is there."""
        if row.sort is TripSort.AT_HOSPITAL:
            days = ", ".join(self._formats.day_date(day) for day in row.days)
            return [days or self.tr("Not on these days, by the plan")]
        if row.sort is TripSort.HELD:
            return [self.tr("Ask the team whether to take it along")]
        if row.sort is TripSort.NOTHING_DUE:
            return [self.tr("Nothing to pack")]
        if row.sort is TripSort.AS_NEEDED:
            return [self._as_needed(row)]
        return [self._needed(row), self._enough(row)]

    def _needed(self, row: TripRow) -> str:
        doses = self.tr("1 dose") if row.doses == 1 else self.tr("%1 doses")
        doses = doses.replace("%1", str(row.doses))
        if row.needed is None:
            return self.tr("%1; the amount is not noted").replace("%1", doses)
        amount = self._formats.quantity(row.needed, row.unit)
        packs = row.packs
        if packs is None:
            return f"{amount} ({doses})"
        packed = self.tr("1 pack") if packs == 1 else self.tr("%1 packs")
        return f"{amount} ({doses}, {packed.replace('%1', str(packs))})"

    def _enough(self, row: TripRow) -> str:
        if row.left is None:
            return self.tr("Not counted: please check what is there")
        left = self._formats.quantity(row.left, row.unit)
        if row.is_enough:
            return self.tr("Enough: about %1 will be there").replace("%1", left)
        short = self._formats.quantity(row.short, row.unit)
        words = self.tr("Not enough: about %1 will be there, %2 missing")
        return words.replace("%1", left).replace("%2", short)

    def _as_needed(self, row: TripRow) -> str:
        parts = []
        if row.most_per_day is not None:
            parts.append(self.tr("At most %1 doses a day").replace("%1", str(row.most_per_day)))
        if row.left is not None:
            left = self._formats.quantity(row.left, row.unit)
            parts.append(self.tr("About %1 there").replace("%1", left))
        return ". ".join(parts) or self.tr("Not counted")


def spread_in(holder: QWidget) -> None:
    """Give a row of a card its room at the edges."""
    layout = holder.layout()
    if layout is not None:
        spread(layout, 12, 8, 12, 8, spacing=8)
