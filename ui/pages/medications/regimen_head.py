"""The card of one treatment plan: where one stands in it, its strip, and what can be done."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from caregiver.services.regimens import RegimenCard
from ui.pages import attempt
from ui.pages.medications.regimen_words import RegimenWords
from ui.pages.medications.strip import CycleStrip
from ui.theme import spread
from ui.widgets.buttons import Button, MenuButton, icon_button, quiet_button, row_button
from ui.widgets.cards import InlineMessage, across, clear, down
from ui.widgets.flow import FlowLayout
from ui.widgets.text import Runs, plain, set_words

if TYPE_CHECKING:
    from caregiver.app import Caregiver
    from caregiver.domain.therapy import Cycle
    from ui.pages import Host


class RegimenHead(QWidget):
    """Show a plan. `form_asked` carries the form to open, `plan_asked` a template to go on with."""

    form_asked = Signal(object)
    plan_asked = Signal(str, str)

    def __init__(self, app: Caregiver, host: Host, regimen_id: str) -> None:
        super().__init__()
        self.setObjectName(f"plan_{regimen_id}")
        self._app, self._host, self._id = app, host, regimen_id
        self._words = RegimenWords(host.formats)
        self._today = app.clock.today()
        self.card: RegimenCard = app.regimens.card(regimen_id)
        self._shown = self.card
        column = QVBoxLayout(self)
        spread(column, 16, 14, 16, 14, spacing=4)
        self._actions = QWidget()
        self._flow = FlowLayout(self._actions, 8)
        self._fill_actions()
        column.addWidget(plain(self.card.regimen.name, "heading"))
        self.place = Runs(*self._place_runs())
        column.addWidget(self.place)
        self._add_notes(column)
        column.addWidget(self._turning())
        self.strip = CycleStrip()
        self.strip.day_told.connect(self._tell)
        column.addWidget(self.strip)
        self._told = plain("", "secondary", name="strip_day")
        column.addWidget(self._told)
        self._legend = plain("", "muted", name="strip_legend")
        column.addWidget(self._legend)
        column.addWidget(self._actions)
        self._show_cycle()

    def turn(self, step: int) -> None:
        """Show the cycle before (-1) or after."""
        cycle = self._beside(step)
        if cycle is not None:
            self._shown = self._app.regimens.card(self._id, cycle.first_on)
            self._show_cycle()

    def ask(self, what: str, day: date | None = None) -> None:
        """Ask for the form of a thing to do: "delay" (from `day` on), "next_cycle", "go_on"."""
        if what == "next_cycle" and self.card.next_cycle is not None:
            self._next()
        elif what == "go_on" and self.card.pause is not None:
            self._go_on()
        else:
            self._delay(day)

    def _place_runs(self) -> list[tuple[str, str]]:
        card, regimen = self.card, self.card.regimen
        line = next(
            (one for one in self._app.therapy.lines() if one.id == regimen.therapy_line_id), None
        )
        runs = []
        if line is not None:
            words = self.tr("Line %1").replace("%1", str(line.number))
            if line.started_on is not None:
                since = self._host.formats.date_medium(line.started_on)
                words = self.tr("%1 since %2").replace("%1", words).replace("%2", since)
            runs.append((f"{words} ·", "muted"))
        place = self._words.place(card)
        if not place and card.cycle is not None and card.cycle.first_on > self._today:
            place = self.tr("Begins %1")
            place = place.replace("%1", self._host.formats.weekday_date(card.cycle.first_on))
        runs.append((place or self.tr("No cycle today"), "secondary_strong"))
        return runs

    def _add_notes(self, column: QVBoxLayout) -> None:
        card = self.card
        if card.pause is not None:
            go_on = row_button("go_on", self.tr("It goes on…"), "check")
            go_on.clicked.connect(self._go_on)
            message = InlineMessage("info", "", self._words.paused(card.pause), go_on)
            message.setObjectName("plan_paused")
            column.addWidget(message)
        if not card.is_confirmed:
            confirm = row_button("confirm_plan", self.tr("We compared it"), "check")
            confirm.clicked.connect(self._confirm)
            words = self.tr(
                "Nobody has noted yet that every day was compared with the prescription."
            )
            column.addWidget(InlineMessage("attention", "", words, confirm))

    def _turning(self) -> QWidget:
        self._title = plain("", "secondary_strong", wrap=False, name="strip_cycle")
        self._before = icon_button("cycle_before", self.tr("Cycle before"), "chevron-left",
                                   quiet=True)  # fmt: skip
        self._after = icon_button("cycle_after", self.tr("Cycle after"), "chevron-right",
                                  quiet=True)  # fmt: skip
        self._now = quiet_button(
            "cycle_now", self.tr("Today"), spoken=self.tr("Show today's cycle")
        )
        self._before.clicked.connect(lambda: self.turn(-1))
        self._after.clicked.connect(lambda: self.turn(1))
        self._now.clicked.connect(self._show_now)
        return across(self._before, self._title, self._after, self._now, 1, spacing=4)

    def _fill_actions(self) -> None:
        clear(self._flow)
        card = self.card
        buttons: list[Button] = []
        infused = card.regimen.counts_from_zero and card.where is not None and card.where.day > 0
        if (card.where is not None or card.next_cycle is not None) and not infused:
            spoken = self.tr("Delay %1").replace("%1", card.regimen.name)
            delay = quiet_button("delay_plan", self.tr("Delay…"), "calendar-clock", spoken=spoken)
            delay.clicked.connect(lambda: self._delay())
            buttons.append(delay)
        if card.next_cycle is not None:
            following = quiet_button("next_cycle", self.tr("Next cycle…"), "calendar-check",
                                     spoken=self.tr("Next cycle of %1")
                                     .replace("%1", card.regimen.name))  # fmt: skip
            following.clicked.connect(self._next)
            buttons.append(following)
        buttons.append(self._more())
        for button in buttons:
            self._flow.addWidget(button)

    def _more(self) -> MenuButton:
        card = self.card
        spoken = self.tr("More for %1").replace("%1", card.regimen.name)
        more = MenuButton("plan_more", self.tr("More"), spoken=spoken)
        for row in card.rows:
            words = self.tr("Change days or dose of %1…").replace("%1", row.medication.name)
            id = row.medication.id
            more.add(f"change_{id}", words, partial(self._change, id))
        more.add("book_days", self.tr("Put hospital and blood test days into the calendar…"),
                 self._book)  # fmt: skip
        more.add("edit_plan", self.tr("Name and blood test days…"), self._edit)
        follow_on = card.follow_on
        if follow_on is not None:
            words = self.tr("Go on with %1…").replace("%1", follow_on.name)
            more.add("follow_on", words, lambda: self.plan_asked.emit(follow_on.id, self._id))
        more.add("hold_plan", self.tr("The clinic holds these medicines…"), self._hold)
        more.add("stop_plan", self.tr("Stop the plan…"), self._stop)
        return more

    def _show_cycle(self) -> None:
        shown, cycle = self._shown, self._shown.cycle
        for part in (self.strip, self._legend, self._told):
            part.setVisible(cycle is not None and bool(shown.rows))
        if cycle is None:
            return
        is_now = self.card.where is not None and self._is_now(cycle)
        columns, at = self._words.columns(cycle, self._today if is_now else None)
        name = self._words.cycle_name(cycle, in_block=shown.in_block)
        self.strip.set_title(f"{self.card.regimen.name}, {name}")
        self.strip.show_columns(self._words.rows(shown), columns, at, self._words.rest(shown))
        ends = cycle.ends_before()
        self.strip.set_past(at is None and ends is not None and ends <= self._today)
        set_words(self._title, f"{name}: {self._dates(cycle)}")
        set_words(self._legend, self._words.legend(shown))
        is_day = at is not None and columns[at].number is not None
        self._tell(self.strip.told(at) if at is not None and is_day else "")
        self._before.setEnabled(self._beside(-1) is not None)
        self._after.setEnabled(self._beside(1) is not None)
        self._now.setVisible(not self._is_now(cycle))

    def _dates(self, cycle: Cycle) -> str:
        first = self._words.day(cycle.first_on)
        ends = cycle.ends_before()
        if ends is None:
            return self.tr("from %1").replace("%1", first)
        if cycle.days == 1:
            return first
        last = self._words.day(ends - timedelta(days=1))
        words = self.tr("%1 to %2").replace("%1", first).replace("%2", last)
        if self._shown.is_cycle_noted or cycle.first_on <= self._today:
            return words
        return self.tr("%1, by the plan").replace("%1", words)

    def _beside(self, step: int) -> Cycle | None:
        cycle = self._shown.cycle
        if cycle is None:
            return None
        if step > 0:
            return self._shown.next_cycle
        day = cycle.first_on - timedelta(days=1)
        started = self.card.regimen.started_on
        if started is None or day < started:
            return None
        return self._app.regimens.card(self._id, day).cycle

    def _is_now(self, cycle: Cycle) -> bool:
        return self.card.cycle is not None and cycle.number == self.card.cycle.number

    def _show_now(self) -> None:
        self._shown = self.card
        self._show_cycle()
        self.strip.setFocus()

    def _tell(self, words: str) -> None:
        set_words(self._told, words)
        self._told.setVisible(bool(words))

    def _confirm(self) -> None:
        said = self.tr("%1 was compared today").replace("%1", self.card.regimen.name)
        attempt(self._host, lambda: self._app.regimens.confirm(self._id), said)

    def _delay(self, day: date | None = None) -> None:
        from ui.pages.medications.regimen_delay import DelayForm

        self.form_asked.emit(DelayForm(self._app, self._host, self.card, day))

    def _go_on(self) -> None:
        from ui.pages.medications.regimen_delay import GoOnForm

        self._open(GoOnForm)

    def _next(self) -> None:
        from ui.pages.medications.regimen_next import NextCycleForm

        self._open(NextCycleForm)

    def _book(self) -> None:
        from ui.pages.medications.regimen_book import BookForm

        self.form_asked.emit(BookForm(self._app, self._host, self._shown))

    def _edit(self) -> None:
        from ui.pages.medications.regimen_change import EditPlanForm

        self._open(EditPlanForm)

    def _stop(self) -> None:
        from ui.pages.medications.regimen_change import StopPlanForm

        self._open(StopPlanForm)

    def _hold(self) -> None:
        """Hold all medicines of the plan, while its days go on: a delay moves the days."""
        from ui.pages.medications.hold_form import HoldForm

        medications = [row.medication for row in self.card.rows]
        if medications:
            self.form_asked.emit(HoldForm(self._app, self._host, medications))

    def _change(self, medication_id: str) -> None:
        from ui.pages.medications.regimen_phases import ChangePhasesForm

        row = next(one for one in self.card.rows if one.medication.id == medication_id)
        self.form_asked.emit(ChangePhasesForm(self._app, self._host, self.card, row))

    def _open(self, form: Callable[[Caregiver, Host, RegimenCard], QWidget]) -> None:
        self.form_asked.emit(form(self._app, self._host, self.card))


class SupportRow(QWidget):
    """Show a plan beside the treatment in one line: "Denosumab every 4 weeks, next March 29"."""

    form_asked = Signal(object)

    def __init__(self, app: Caregiver, host: Host, regimen_id: str) -> None:
        super().__init__()
        self.setObjectName(f"plan_{regimen_id}")
        self._app, self._host = app, host
        self.card = card = app.regimens.card(regimen_id)
        words = RegimenWords(host.formats)
        when = self._next_words()
        if card.pause is not None:
            when = words.paused(card.pause)
        column = QVBoxLayout(self)
        spread(column, 16, 8, 8, 8, spacing=2)
        name = card.regimen.name
        actions: list[QWidget] = []
        for key, label, icon, act in self._doings():
            spoken = self.tr("%1 %2").replace("%1", label).replace("%2", name)
            button = quiet_button(f"{key}_{regimen_id}", label, icon, spoken=spoken)
            button.clicked.connect(act)
            actions.append(button)
        column.addWidget(across(down(plain(name, "strong"), plain(when, "muted"), spacing=0), 1,
                                *actions))  # fmt: skip

    def _doings(self) -> list[tuple[str, str, str, Callable[[], None]]]:
        from ui.pages.medications.regimen_change import StopPlanForm
        from ui.pages.medications.regimen_delay import DelayForm, GoOnForm

        def opens(form: Callable[[Caregiver, Host, RegimenCard], QWidget]) -> Callable[[], None]:
            return lambda: self.form_asked.emit(form(self._app, self._host, self.card))

        move = ("delay", self.tr("Delay…"), "calendar-clock", opens(DelayForm))
        if self.card.pause is not None:
            move = ("go_on", self.tr("It goes on…"), "check", opens(GoOnForm))
        return [move, ("stop", self.tr("Stop…"), "x", opens(StopPlanForm))]

    def _next_words(self) -> str:
        """Return the next date on which one of its medicines is due."""
        card, today = self.card, self._app.clock.today()
        cards = [card]
        if card.next_cycle is not None:
            cards.append(self._app.regimens.card(card.regimen.id, card.next_cycle.first_on))
        dates = [
            one.cycle.date_of(day)
            for one in cards
            if one.cycle is not None
            for row in one.rows
            for day in row.days
        ]
        to_come = sorted(day for day in dates if day is not None and day >= today)
        if not to_come:
            return self.tr("No next date is planned")
        if to_come[0] == today:
            return self.tr("Today")
        return self.tr("Next: %1").replace("%1", self._host.formats.weekday_date(to_come[0]))
