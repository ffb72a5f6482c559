"""Show one follow-up: what is known about it, its steps, and what can be done next."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from caregiver.domain.follow_up_plan import (
    FollowUpState,
    FollowUpStatus,
    Step,
    day_of,
    done_day,
)
from caregiver.domain.follow_ups import FollowUpRound
from caregiver.formats import Formats
from ui import follow_ups as words
from ui.theme import spread
from ui.widgets.buttons import Button, MenuButton, quiet_button, row_button
from ui.widgets.cards import Row, down
from ui.widgets.flow import FlowLayout
from ui.widgets.text import icon_line, plain

Act = Callable[[], object]


class FollowUpRow(Row):
    """Show one follow-up. Its signals carry its state; a step comes with its round and its day."""

    booking_chosen = Signal(object)
    step_chosen = Signal(object, object, object)
    step_taken_back = Signal(object, object, object)
    results_counted = Signal(object, object)
    question_asked = Signal(object)
    change_chosen = Signal(object)
    dates_chosen = Signal(object)
    pause_chosen = Signal(object)
    removal_chosen = Signal(object)
    unbooking_chosen = Signal(object)

    def __init__(self, state: FollowUpState, formats: Formats, results_on: date | None) -> None:
        """Take the state, how to write, and the day of lab results that may be this test."""
        super().__init__(height=72)
        self.setObjectName(f"follow_up_{state.plan.id}")
        self._state, self._formats = state, formats
        self._name = state.plan.name
        spread(self.body, 16, 12, 16, 12, spacing=12)
        parts: list[QWidget] = [
            plain(self._name, "strong"),
            plain(words.facts(state, formats), "secondary"),
        ]
        if remark := words.missing_result(state, formats):
            parts.append(icon_line("clock", remark, "secondary"))
        parts.append(self._trust())
        if state.plan.ask and state.status is FollowUpStatus.NO_RHYTHM:
            parts.append(plain(self._ask(), "secondary"))
        parts.append(_wrapped(*self._steps(), name="steps"))
        parts.append(_wrapped(*self._offers(results_on), *self._actions()))
        self.body.addWidget(down(*parts, spacing=6), 1)

    def _ask(self) -> str:
        return self.tr("To ask: %1").replace("%1", self._state.plan.ask)

    def _trust(self) -> QWidget:
        """Return how sure the source is, in words and with its color, and who says so."""
        plan = self._state.plan
        tone, icon = words.evidence_look(plan.evidence)
        said = words.evidence_words(plan.evidence)
        line = f"{said}: {plan.source}" if plan.source else said
        return icon_line(icon, line, "secondary", token=tone)

    def _steps(self) -> list[QWidget]:
        """Return a button for each step of the round in sight; a later one waits for done."""
        state = self._state
        if state.status is FollowUpStatus.PAUSED:
            return []
        shown = self._round_in_sight()
        is_done = shown is not None and done_day(shown) is not None
        buttons: list[QWidget] = []
        for step in state.steps:
            day = day_of(shown, step) if shown is not None else None
            if day is None and step is Step.ORDERED and is_done:
                continue
            buttons.append(self._step(step, day, shown, is_late_step=not is_done))
        return buttons

    def _round_in_sight(self) -> FollowUpRound | None:
        """Return the round whose steps are shown: of what is due again, not the one before."""
        held = self._state.round
        if held is None or done_day(held) is None or not self._state.is_due:
            return held
        return held if self._state.waits_for_result else None

    def _step(
        self, step: Step, day: date | None, shown: FollowUpRound | None, *, is_late_step: bool
    ) -> Button:
        id, state = self._state.plan.id, self._state
        called = words.step_words(step)
        name = f"{step.name.lower()}_{id}"
        if day is None or shown is None:
            button = row_button(name, called, "circle",
                                  spoken=self.tr("%1 today: %2").replace("%1", called)
                                  .replace("%2", self._name))  # fmt: skip
            button.clicked.connect(partial(self.step_chosen.emit, state, step, None))
            button.setEnabled(not is_late_step or step in (Step.ORDERED, Step.DONE))
            return button
        on = self._formats.date_short(day)
        button = row_button(name, f"{called} {on}", "circle-check", accent=True,
                            spoken=self.tr("%1 on %2, take it back: %3").replace("%1", called)
                            .replace("%2", on).replace("%3", self._name))  # fmt: skip
        button.clicked.connect(partial(self.step_taken_back.emit, state, step, shown))
        return button

    def _offers(self, results_on: date | None) -> list[QWidget]:
        """Return what may be counted as done; nothing counts by itself."""
        state, id = self._state, self._state.plan.id
        offers: list[QWidget] = []
        if state.came is not None:
            day = self._formats.date_short(state.came.day)
            said = self.tr("It was done %1").replace("%1", day)
            came = row_button(f"came_{id}", said, "check", accent=True,
                              spoken=f"{said}: {self._name}")  # fmt: skip
            came.clicked.connect(partial(self.step_chosen.emit, state, Step.DONE, state.came.day))
            offers.append(came)
        if results_on is not None and state.status is not FollowUpStatus.PAUSED:
            said = self.tr("Count the results of %1").replace(
                "%1", self._formats.date_short(results_on)
            )
            count = row_button(f"count_{id}", said, "test-tube", spoken=f"{said}: {self._name}")
            count.clicked.connect(partial(self.results_counted.emit, state, results_on))
            offers.append(count)
        return offers

    def _actions(self) -> list[QWidget]:
        state, id = self._state, self._state.plan.id
        actions: list[QWidget] = []
        if state.status not in (FollowUpStatus.PAUSED, FollowUpStatus.BOOKED):
            book = row_button(
                f"book_{id}",
                self.tr("Book"),
                "calendar-plus",
                accent=state.is_due,
                spoken=self._spoken(self.tr("Book: %1")),
            )
            book.clicked.connect(partial(self.booking_chosen.emit, state))  # fmt: skip
            actions.append(book)
        if state.plan.ask:
            ask = quiet_button(f"ask_{id}", self.tr("Ask about this"),
                               "message-circle-question-mark",
                               spoken=self._spoken(self.tr("Ask about this: %1")))  # fmt: skip
            ask.clicked.connect(partial(self.question_asked.emit, state))
            actions.append(ask)
        actions.append(self._more())
        return actions

    def _more(self) -> MenuButton:
        state, id = self._state, self._state.plan.id
        more = MenuButton(f"more_{id}", self.tr("More"), spoken=self._spoken(self.tr("More: %1")))
        entries: list[tuple[str, str, Act]] = [
            ("change", self.tr("Change"), partial(self.change_chosen.emit, state)),
        ]
        shown = self._round_in_sight()
        if shown is not None and done_day(shown) is not None:
            again = partial(self.step_chosen.emit, state, Step.DONE, None)
            entries.append(("again", self.tr("Done again today"), again))
        if state.round is not None:
            entries.append(("dates", self.tr("Change the dates"),
                            partial(self.dates_chosen.emit, state)))  # fmt: skip
        if state.booked is not None or state.came is not None:
            entries.append(("unbook", self.tr("Not booked for this after all"),
                            partial(self.unbooking_chosen.emit, state)))  # fmt: skip
        is_paused = state.status is FollowUpStatus.PAUSED
        pause = self.tr("Go on with it") if is_paused else self.tr("Pause")
        entries.append(("pause", pause, partial(self.pause_chosen.emit, state)))
        entries.append(("remove", self.tr("Remove"), partial(self.removal_chosen.emit, state)))
        for name, said, act in entries:
            more.add(f"{name}_{id}", said, act)
        return more

    def _spoken(self, sentence: str) -> str:
        return sentence.replace("%1", self._name)


def _wrapped(*parts: QWidget, name: str = "") -> QWidget:
    """Return widgets side by side, on more lines where there is no room."""
    holder = QWidget()
    holder.setObjectName(name)
    flow = FlowLayout(holder)
    for part in parts:
        flow.addWidget(part)
    if not parts:  # shown before it has a parent, it would flash as a window
        holder.hide()
    return holder
