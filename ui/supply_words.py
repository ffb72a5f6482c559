"""Say in words what is left of a medicine and until when it lasts; the same on every screen."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, timedelta
from decimal import Decimal

from PySide6.QtCore import QObject

from caregiver.domain.quantities import counted_unit, safe_dose_text
from caregiver.domain.supply import Outlook, SupplyEntry, SupplySort
from caregiver.domain.tasks import Task
from caregiver.formats import Formats
from caregiver.services.supply import RefillPlan, SupplyState

# Any number that English puts into the plural.
FEW = Decimal(2)


class SupplyWords(QObject):
    """Write amounts and days the way this person's desktop does."""

    def __init__(self, formats: Formats) -> None:
        super().__init__()
        self._formats = formats

    def left(self, state: SupplyState) -> str:
        """Return "About 12 tablets left"; without "about" where nothing had to be assumed."""
        if not state.left:
            return self.tr("None left, by the plan") if state.assumed else self.tr("None left")
        amount = self._formats.quantity(state.left, state.unit)
        if state.assumed or state.uncounted or state.ran_dry or not state.is_counted:
            return self.tr("About %1 left").replace("%1", amount)
        return self.tr("%1 left").replace("%1", amount)

    def until(self, state: SupplyState) -> str:
        """Return until when that is enough, as a sentence."""
        day = state.runs_out_on
        if day is None:
            return self._without_day(state)
        if state.days_left == 0:
            return self.tr("Not enough for all of today's doses.")
        last = day - timedelta(days=1)
        if state.days_left == 1:
            return self.tr("Enough for today, not for tomorrow.")
        return self.tr("Enough through %1.").replace("%1", self._formats.day_date(last))

    def chip(self, state: SupplyState) -> str:
        """Return the few words of the list: "5 days left", else "36 tablets"."""
        days = state.days_left
        if days is None:
            return self._formats.quantity(state.left, state.unit)
        if days == 0:
            return self.tr("Not enough for today")
        if days == 1:
            return self.tr("1 day left")
        return self.tr("%1 days left").replace("%1", str(days))

    def in_list(
        self, states: Mapping[str, SupplyState], medication_id: str
    ) -> tuple[str, bool] | None:
        """Return the words of a row and whether it is little; None where no row has any."""
        state = states.get(medication_id)
        if state is None:
            return ("", False) if states else None
        return self.chip(state), state.is_low

    def reorder(self, state: SupplyState, today: date) -> str:
        """Return by when to order, "" where the delivery time or the last day is not known."""
        day, needs = state.reorder_by, state.medication.delivery_days
        if day is None or needs is None:
            return ""
        if day < today:
            return self.tr("Order now: the day to order by was %1.").replace(
                "%1", self._formats.day_date(day)
            )
        if day == today:
            return self.tr("Order today.")
        return self.tr("Order by %1.").replace("%1", self._formats.day_date(day))

    def delivery(self, state: SupplyState) -> str:
        """Return how the day to order by was found."""
        needs = state.medication.delivery_days
        if state.reorder_by is None or not needs:
            return ""
        words = self.tr("1 day for the pharmacy.")
        if needs > 1:
            words = self.tr("%1 days for the pharmacy, weekends counted like other days.")
        return words.replace("%1", str(needs))

    def packs(self, state: SupplyState) -> str:
        """Return how many whole packs that is."""
        if not state.packs:
            return ""
        if state.packs == 1:
            return self.tr("That is 1 whole pack.")
        return self.tr("That is %1 whole packs.").replace("%1", str(state.packs))

    def basis(self, state: SupplyState) -> str:
        """Return what the number rests on: the count, and doses taken from the plan."""
        day = self._formats.month_day(state.counted_on)
        words = self.tr("Counted on %1.") if state.is_counted else self.tr("Since the pack of %1.")
        parts = [words.replace("%1", day)]
        if state.assumed == 1:
            parts.append(self.tr("1 dose since then is taken from the plan: nobody recorded it."))
        elif state.assumed:
            parts.append(
                self.tr(
                    "%1 doses since then are taken from the plan: nobody recorded them."
                ).replace("%1", str(state.assumed))
            )
        return " ".join(parts)

    def doubts(self, state: SupplyState, today: date) -> list[str]:
        """Return what somebody should look at, as sentences."""
        found = []
        if state.ran_dry:
            found.append(self.tr("By the plan it ran out before now. Please count again."))
        if state.uncounted:
            words = self.tr("Some doses or packs are not noted in %1. They are not counted here.")
            found.append(words.replace("%1", self._many(state)))
        if state.expires_on is not None and state.expires_first:
            day = self._formats.date_medium(state.expires_on)
            words = self.tr("The date on the pack is %1. That comes before it is used up.")
            if state.expires_on <= today:
                words = self.tr("The date on the pack has passed: %1. Please ask the pharmacist.")
            found.append(words.replace("%1", day))
        return found

    def entry(self, entry: SupplyEntry, day: date) -> str:
        """Return one line of the supply's own log."""
        amount = self._formats.quantity(entry.amount, entry.unit)
        words = {
            SupplySort.COUNTED: self.tr("%1: counted %2"),
            SupplySort.RECEIVED: self.tr("%1: %2 came in"),
            SupplySort.REMOVED: self.tr("%1: %2 taken out"),
        }[entry.sort]
        return words.replace("%1", self._formats.date_short(day)).replace("%2", amount)

    def unit_after(self, unit: str) -> str:
        """Return a unit as it stands behind an empty field: "tablets"."""
        return counted_unit(FEW, unit)

    def refill_dates(self, plan: RefillPlan) -> str:
        """Return what the dates of the steps are counted back from."""
        if plan.day_one is None:
            return self.tr("The dates follow once the next cycle or the day to order by is known.")
        day = self._formats.day_date(plan.day_one)
        if plan.cycle is not None:
            words = self.tr("Counted back from day 1 of cycle %1, %2.")
            return words.replace("%1", str(plan.cycle.number)).replace("%2", day)
        return self.tr("Counted back from the day to order by, %1.").replace("%1", day)

    def task(self, task: Task | None, has_moved: bool) -> str:
        """Return where the task of a step stands."""
        if task is None:
            return self.tr("not in the tasks yet")
        if task.done_on is not None:
            return self.tr("done %1").replace("%1", self._formats.date_short(task.done_on))
        if has_moved and task.due_on is not None:
            day = self._formats.date_short(task.due_on)
            return self.tr("the task is still on %1").replace("%1", day)
        return self.tr("in the tasks")

    def safe(self, text: str) -> str:
        """Return a strength in its safe writing."""
        return safe_dose_text(text).text

    def _without_day(self, state: SupplyState) -> str:
        if state.outlook is Outlook.ENOUGH:
            return self.tr("Enough for every dose that is planned.")
        if state.outlook is Outlook.AS_NEEDED:
            return self.tr("Taken only when needed, so no day is worked out.")
        if state.outlook is Outlook.NOT_COUNTABLE:
            words = self.tr("The doses are not noted in %1, so no day can be worked out.")
            return words.replace("%1", self._many(state))
        return self.tr("No dose is planned, so no day is worked out.")

    def _many(self, state: SupplyState) -> str:
        return counted_unit(FEW, state.unit)
