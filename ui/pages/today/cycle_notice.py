"""Say on Today that a cycle begins by the plan, or that the treatment is paused."""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QVBoxLayout, QWidget

from ui.pages import attempt
from ui.pages.medications.regimen_words import RegimenWords
from ui.theme import spread
from ui.widgets.buttons import quiet_button, row_button
from ui.widgets.cards import InlineMessage, across, clear

if TYPE_CHECKING:
    from caregiver.app import Caregiver
    from caregiver.domain.therapy import Cycle
    from caregiver.services.regimens import RegimenCard
    from ui.pages import Host

# A cycle is asked about from two days before its planned day 1 until a week after.
BEFORE, AFTER = timedelta(days=2), timedelta(days=7)


class CycleNotice(QWidget):
    """Show one calm line for each treatment with something to say, none otherwise."""

    def __init__(self, app: Caregiver, host: Host) -> None:
        super().__init__()
        self.setObjectName("cycle_notice")
        self._app, self._host = app, host
        self._words = RegimenWords(host.formats)
        self._column = QVBoxLayout(self)
        spread(self._column, 0, 12, 0, 0, spacing=8)
        self.hide()

    def reload(self) -> None:
        """Ask where the treatments stand, and show what is to be said."""
        clear(self._column)
        lines = []
        for regimen in self._app.regimens.current():
            if regimen.treats_myeloma:
                line = self._line(self._app.regimens.card(regimen.id))
                lines += [line] if line is not None else []
        for line in lines:
            self._column.addWidget(line)
            line.show()
        self.setVisible(bool(lines))

    def _line(self, card: RegimenCard) -> QWidget | None:
        today = self._app.clock.today()
        if card.pause is not None:
            return self._paused(card)
        cycle = card.cycle
        if cycle is not None and cycle.created_at is None and cycle.first_on >= today - AFTER:
            return self._asks(card, cycle, today)
        following = card.next_cycle
        if following is None or following.created_at is not None:
            return None
        is_near = following.first_on <= today + BEFORE
        return self._asks(card, following, today) if is_near else None

    def _paused(self, card: RegimenCard) -> QWidget:
        assert card.pause is not None
        words = self.tr("%1: %2").replace("%1", card.regimen.name)
        go_on = row_button("plan_goes_on", self.tr("It goes on…"), "check")
        go_on.clicked.connect(lambda: self._go("go_on", card))
        words = words.replace("%2", self._words.paused(card.pause))
        return InlineMessage("info", "", words, go_on)

    def _asks(self, card: RegimenCard, cycle: Cycle, today: date) -> QWidget:
        in_block = card.regimen.first_is_block and cycle.number == 1
        name = self._words.cycle_name(cycle, in_block=in_block)
        began = self.tr("It began")
        if cycle.first_on > today:
            words = self.tr("%1 begins %2 by the plan.")
            began = self.tr("The day is right")
        elif cycle.first_on == today:
            words = self.tr("%1 begins today by the plan.")
        else:
            words = self.tr("%1 began %2 by the plan.")
        day = self._host.formats.weekday_date(cycle.first_on)
        words = words.replace("%1", name).replace("%2", day)
        spoken = self.tr("%1: %2").replace("%1", name).replace("%2", began)
        yes = row_button("cycle_began", began, "check", spoken=spoken)
        yes.clicked.connect(lambda: self._confirm(card, cycle, name))
        late = quiet_button("cycle_delayed", self.tr("Delayed…"),
                            spoken=self.tr("%1 is delayed").replace("%1", name))  # fmt: skip
        late.clicked.connect(lambda: self._go("delay", card, cycle.first_on))
        return InlineMessage("info", "", words, across(yes, late))

    def _confirm(self, card: RegimenCard, cycle: Cycle, name: str) -> None:
        day = self._host.formats.weekday_date(cycle.first_on)
        said = self.tr("%1: day 1 is %2").replace("%1", name).replace("%2", day)
        act = self._app.regimens.confirm_cycle
        attempt(self._host, lambda: act(card.regimen.id, cycle.number, cycle.first_on), said)

    def _go(self, what: str, card: RegimenCard, day: date | None = None) -> None:
        target = f"{what}:{card.regimen.id}"
        self._host.go("medications", f"{target}:{day.isoformat()}" if day is not None else target)
