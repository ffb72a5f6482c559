"""A line on Today for each medicine that has to be ordered now."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QVBoxLayout, QWidget

from caregiver.services.supply import RefillPlan, SupplyState
from ui.pages import attempt
from ui.supply_words import SupplyWords
from ui.theme import spread
from ui.widgets.buttons import quiet_button, row_button
from ui.widgets.cards import Row, RowsCard, SectionHeading, down
from ui.widgets.text import IconLabel, Runs, plain

if TYPE_CHECKING:
    from caregiver.app import Caregiver
    from ui.pages import Host


class SupplyToOrder(QWidget):
    """Show what runs out soon; hidden where there is nothing to order."""

    def __init__(self, app: Caregiver, host: Host) -> None:
        super().__init__()
        self.setObjectName("supply_to_order")
        self._app, self._host = app, host
        self._words = SupplyWords(host.formats)
        self._rows = RowsCard()
        column = QVBoxLayout(self)
        spread(column, spacing=0)
        self._heading = SectionHeading(self.tr("Running low"))
        column.addWidget(self._heading)
        column.addWidget(self._rows)
        self.hide()

    def reload(self) -> None:
        """Ask what is low again."""
        rows = [self._row(one) for one in self._app.supply.low()]
        self._heading.set_words(self.tr("Running low") if rows else self.tr("Supply"))
        rows += [self._moved_row(one) for one in self._app.supply.moved_refills()]
        self._rows.set_rows(*rows)
        for row in rows:
            row.show()
        self.setVisible(bool(rows))

    def _moved_row(self, plan: RefillPlan) -> Row:
        name = plan.medication.name
        told = self.tr("%1: the refill tasks are still on the old days.").replace("%1", name)
        spoken = self.tr("Move the refill tasks of %1").replace("%1", name)
        move = row_button(f"move_refill_{plan.medication.id}", self.tr("Move them too"),
                          "calendar-clock", spoken=spoken)  # fmt: skip
        move.clicked.connect(partial(self._move, plan))
        return Row(IconLabel("package", 20, "attention"), plain(told), 1, move, height=56)

    def _row(self, state: SupplyState) -> Row:
        medication, today = state.medication, self._app.clock.today()
        title = Runs((medication.name, "strong"), (f"· {self._words.chip(state)}", "body"))
        told = self._words.reorder(state, today) or self._words.until(state)
        spoken = self.tr("See the supply of %1").replace("%1", medication.name)
        see = quiet_button(f"see_supply_{medication.id}", self.tr("See it"), spoken=spoken)
        see.clicked.connect(partial(self._host.go, "medications", medication.id))
        buttons = [see]
        if not medication.refill_steps:  # steps of its own are ticked one by one
            ordered = row_button(
                f"ordered_{medication.id}", self.tr("Ordered"), "check",
                spoken=self.tr("%1 is ordered").replace("%1", medication.name),
            )  # fmt: skip
            ordered.clicked.connect(partial(self._ordered, state))
            buttons.append(ordered)
        words = down(title, plain(told, "muted"), spacing=0)
        return Row(IconLabel("package", 20, "attention"), words, 1, *buttons, height=56)

    def _move(self, plan: RefillPlan) -> None:
        said = self.tr("%1: the refill tasks moved").replace("%1", plan.medication.name)
        attempt(self._host, lambda: self._app.supply.plan_refill(plan.medication.id), said)

    def _ordered(self, state: SupplyState) -> None:
        name = state.medication.name
        attempt(
            self._host,
            lambda: self._app.supply.ordered(state.medication.id),
            self.tr("%1: noted as ordered").replace("%1", name),
        )
