"""The clinic moves the treatment: by some days, or until they call; and when it goes on."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from PySide6.QtWidgets import QVBoxLayout, QWidget

from caregiver.app import Caregiver
from caregiver.domain.cycle_moves import CannotMove, Moves, delayed, pause_ended
from caregiver.domain.regimens import planned_cycles
from caregiver.domain.therapy import Cycle, Pause
from caregiver.errors import BadInput
from caregiver.services.regimen_visits import MovedVisit
from caregiver.services.regimens import RegimenCard
from ui.messages import sentence
from ui.pages import Host
from ui.pages.medications.regimen_fields import WholeField
from ui.pages.medications.regimen_forms import AHEAD, PlanForm
from ui.theme import spread
from ui.widgets.buttons import quiet_button
from ui.widgets.cards import across, clear, down
from ui.widgets.segmented import SegmentedField
from ui.widgets.text import plain, set_words
from ui.widgets.ticks import CheckBox

BY_DAYS, UNTIL_CALL = "days", "call"
# Appointments so many days ahead are offered for moving; later ones the clinic still plans.
SOON = 28


class DelayForm(PlanForm):
    """Move the rest of the treatment, with the reason and who said so."""

    def __init__(
        self, app: Caregiver, host: Host, card: RegimenCard, day: date | None = None
    ) -> None:
        """Take the plan as it stands today, and the day it moves from where that is known."""
        self._from_on = day
        super().__init__("delay_form", "", app, host, card)
        self.set_title(self.tr("Delay %1").replace("%1", card.regimen.name))
        self.add_date("from_on", "delay_from", self.tr("From which day"))
        self.add("way", SegmentedField("delay_way", self.tr("For how long"), [
            (BY_DAYS, self.tr("A number of days")), (UNTIL_CALL, self.tr("Until they call")),
        ]))  # fmt: skip
        self.add("days", WholeField("delay_days", self.tr("How many days"),
                                    unit=self.tr("days"), example="7"))  # fmt: skip
        self._preview = plain("", "strong", name="delay_preview")
        self.add_widget(self._preview)
        self.add_why("delay")
        self._visits = QWidget()
        self._visit_column = QVBoxLayout(self._visits)
        spread(self._visit_column, spacing=4)
        self.add_widget(self._visits)
        self._moved: list[tuple[MovedVisit, CheckBox]] = []
        self.open_up()
        for name in ("from_on", "way", "days"):
            self.field(name).value_changed.connect(self._show_preview)
        self._show_preview()

    def start(self) -> None:
        """Put the cursor on how long: the day is most often right."""
        self.focus_choice("way")

    def defaults(self) -> dict[str, Any]:
        """Return the likely day; how long is for the clinic to say."""
        empty = {"way": None, "days": None, "reason": "", "told_by": ""}
        return {"from_on": self._likely_day(), **empty}

    def save(self) -> None:
        """Save, unless the day or how long is missing."""
        way = self.field("way").value()
        if way is None:
            self.ask_choice("way", self.tr("Please choose one of the two."))
        elif way == BY_DAYS and not self._days() and not self.field("days").own_problem():
            self.field("days").show_problem(self.tr("Please give the number of days."))
            self.field("days").setFocus()
        elif not self.lacks_date("from_on"):
            super().save()

    def keep(self) -> None:
        """Note the delay, and move what was ticked."""
        reason, told_by = self.why()
        ticked = [visit for visit, box in self._moved if box.isChecked()]
        self._app.regimens.delay(
            self._card.regimen.id, self.field("from_on").value(), self._length(),
            reason, told_by, visits=ticked,
        )  # fmt: skip
        said = self.tr("%1 is delayed") if self._length() else self.tr("%1 is paused")
        self._host.tell(said.replace("%1", self._card.regimen.name))

    def _days(self) -> int:
        value = self.field("days").value()
        return int(value) if value is not None else 0

    def _length(self) -> int | None:
        return self._days() if self.field("way").value() == BY_DAYS else None

    def _likely_day(self) -> date:
        """Return today while doses are still planned in this cycle, else the next day 1."""
        card = self._card
        if self._from_on is not None:
            return self._from_on
        if card.where is None or card.cycle is None or card.next_cycle is None:
            return self._today if card.cycle is None else max(self._today, card.cycle.first_on)
        to_come = [day for row in card.rows for day in row.days if day >= card.where.day]
        return self._today if to_come else card.next_cycle.first_on

    def _show_preview(self) -> None:
        self.field("days").setVisible(self.field("way").value() == BY_DAYS)
        words = self._preview_words()
        set_words(self._preview, words)
        self._preview.setVisible(bool(words))
        self._offer_visits()

    def _preview_words(self) -> str:
        from_on, way = self.field("from_on").value(), self.field("way").value()
        if from_on is None or way is None or (way == BY_DAYS and not self._days()):
            return ""
        regimen, noted = self._card.regimen, list(self.noted())
        before = planned_cycles(regimen, noted, from_on, from_on + AHEAD)
        try:
            moves = delayed(regimen, noted, Pause(from_on, self._length(), "", ""))
        except CannotMove as error:
            return sentence(BadInput(str(error)))
        if way == UNTIL_CALL:
            words = self.tr("From %1 on nothing is planned until you note when it goes on.")
            return words.replace("%1", self.date_words(from_on))
        after = planned_cycles(regimen, moves.cycles, from_on, from_on + AHEAD)
        return self._moves_words(from_on, before, after)

    def _moves_words(
        self, from_on: date, before: tuple[Cycle, ...], after: tuple[Cycle, ...]
    ) -> str:
        """Return "Day 15 moves from March 15 to March 22; cycle 4 begins April 5 instead of …"."""
        then = {one.number: one for one in after}
        parts = []
        holding = next((one for one in reversed(before) if one.first_on <= from_on), None)
        if holding is not None and holding.first_on < from_on:
            day = holding.place_of(from_on).day
            new = then[holding.number].date_of(day)
            if new is not None and day < holding.first_day + holding.days:
                words = self.tr("Day %1 moves from %2 to %3")
                label = self._words.day_label(day, from_zero=holding.counts_from_zero)
                words = words.replace("%1", label).replace("%2", self._words.day(from_on))
                parts.append(words.replace("%3", self._words.day(new)))
        following = next((one for one in before if one.first_on >= from_on), None)
        if following is not None and following.number in then:
            words = self.tr("cycle %1 begins %2 instead of %3")
            if not parts:
                words = self.tr("Cycle %1 begins %2 instead of %3")
            words = words.replace("%1", str(following.number))
            words = words.replace("%2", self._words.day(then[following.number].first_on))
            parts.append(words.replace("%3", self._words.day(following.first_on)))
        return f"{'; '.join(parts)}." if parts else ""

    def _offer_visits(self) -> None:
        """Offer the appointments that fall into what moves; none is ticked by itself."""
        ticked = {visit.occurrence.starts for visit, box in self._moved if box.isChecked()}
        clear(self._visit_column)
        self._moved = []
        found = self._visits_in_question()
        self._visits.setVisible(bool(found))
        if not found:
            return
        self._visit_column.addWidget(plain(self.tr("Move these appointments too?"), "strong"))
        for number, visit in enumerate(found):
            title = visit.occurrence.appointment.title
            box = CheckBox(f"delay_visit_{number}", self._visit_words(visit),
                           spoken=f"{title}: {self._visit_words(visit)}")  # fmt: skip
            box.setChecked(visit.occurrence.starts in ticked)
            self._moved.append((visit, box))
            row = down(box, plain(title, "muted"), spacing=0)
            self._visit_column.addWidget(row)
            row.show()
        hint = self.tr("Tick only what the clinic has moved. The others stay where they are.")
        self._visit_column.addWidget(plain(hint, "muted"))

    def _visits_in_question(self) -> list[MovedVisit]:
        """Return the visits of this plan, and others in the days that are moved away from."""
        from_on, length = self.field("from_on").value(), self._length()
        if from_on is None or not length:
            return []
        found = self._app.regimens.moved_by(self._card.regimen.id, from_on, length)
        until = from_on + timedelta(days=max(length, SOON))
        return [one for one in found if one.occurrence.day < until]

    def _visit_words(self, visit: MovedVisit) -> str:
        words = self.tr("%1 to %2").replace("%1", self._host.formats.day_date(visit.occurrence.day))
        to = self._host.formats.day_date(visit.to) if visit.to is not None else ""
        return words.replace("%2", to)


class GoOnForm(PlanForm):
    """End a pause: the treatment goes on from a day."""

    def __init__(self, app: Caregiver, host: Host, card: RegimenCard) -> None:
        """Take the plan as it stands today."""
        super().__init__("go_on_form", "", app, host, card)
        self.set_title(self.tr("%1 goes on").replace("%1", card.regimen.name))
        if card.pause is not None:
            self.add_widget(plain(self._words.paused(card.pause), "muted"))
        self.add_date("on", "go_on_from", self.tr("It goes on from"))
        self._preview = plain("", "strong", name="go_on_preview")
        self.add_widget(self._preview)
        none = quiet_button("go_on_no_pause", self.tr("There was no pause: take it out"), "trash-2")
        none.clicked.connect(self._take_out)
        self.add_widget(across(none, 1))
        self.open_up()
        self.field("on").value_changed.connect(self._show_preview)
        self._show_preview()

    def defaults(self) -> dict[str, Any]:
        """Return today."""
        return {"on": self._today}

    def save(self) -> None:
        """Save, unless the day is missing."""
        if not self.lacks_date("on"):
            super().save()

    def keep(self) -> None:
        """Note when it goes on."""
        self._app.regimens.end_pause(self._card.regimen.id, self.field("on").value())
        said = self.tr("%1 goes on from %2").replace("%1", self._card.regimen.name)
        self._host.tell(said.replace("%2", self.date_words(self.field("on").value())))

    def _take_out(self) -> None:
        pause = self._card.pause
        if pause is not None:
            self._app.regimens.change_delay(self._card.regimen.id, pause.first, None)
            self._host.tell(self.tr("The pause is taken out"))
            self.closed.emit()

    def _show_preview(self) -> None:
        words = self._preview_words()
        set_words(self._preview, words)
        self._preview.setVisible(bool(words))

    def _preview_words(self) -> str:
        on = self.field("on").value()
        if on is None:
            return ""
        regimen = self._card.regimen
        try:
            moves: Moves = pause_ended(self.noted(), on)
        except CannotMove as error:
            return sentence(BadInput(str(error)))
        cycles = planned_cycles(regimen, moves.cycles, on, on + AHEAD)
        cycle = next((one for one in reversed(cycles) if one.first_on <= on), None)
        if cycle is None:
            return ""
        in_block = regimen.first_is_block and cycle.number == 1
        place = self._words.place_of(cycle.place_of(on), cycle, in_block=in_block)
        words = self.tr("%1 is %2.").replace("%1", self.date_words(on))
        said = words.replace("%2", place)
        following = next((one for one in cycles if one.first_on > on), None)
        if following is None:
            return said
        then = self.tr("Cycle %1 begins %2 by the plan.")
        then = then.replace("%1", str(following.number))
        return f"{said} {then.replace('%2', self._words.day(following.first_on))}"
