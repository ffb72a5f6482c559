"""Show notices by the best way there is, again where nobody answers, and no longer than needed."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer, Signal

from ui.reminders import words
from ui.reminders.notices import Notice, Notifier, Way
from ui.reminders.words import Why

if TYPE_CHECKING:
    from caregiver.app import Caregiver
    from caregiver.services.reminders import ReminderItem
    from ui.pages import Host
    from ui.reminders.chooser import Chooser

# at login the program may be there before the desktop's server is
SEARCH_AGAIN = timedelta(minutes=1)


@dataclass(slots=True)
class Shown:
    """Remember what one notice is about, and when it was shown last."""

    keys: tuple[str, ...]
    why: Why
    at: datetime
    times: int = 1


class Announcer(QObject):
    """Keep the notices of one open care file.

    `answered` carries the keys of the reminders a notice was about, and the answer.
    """

    answered = Signal(tuple, str)
    way_changed = Signal()

    def __init__(self, app: Caregiver, host: Host, chooser: Chooser, parent: QObject) -> None:
        super().__init__(parent)
        self._app, self._host, self._chooser = app, host, chooser
        self._clock = app.clock
        self._notifier: Notifier | None = None
        self._unsent: list[Notice] = []
        self._shown: dict[str, Shown] = {}
        self._searched_at: datetime | None = None
        self._is_searching = False
        chooser.setParent(self)
        chooser.found.connect(self._use)

    def way(self) -> Way:
        """Return how notices are shown, UNKNOWN before anybody looked."""
        return Way.UNKNOWN if self._notifier is None else self._notifier.way

    def find_way(self) -> None:
        """Find out how notices can be shown, unless it is known."""
        if self._notifier is None:
            self._search()

    def tell(self, items: Sequence[ReminderItem], why: Why) -> None:
        """Show one notice about all of `items`; none for none."""
        if not items:
            return
        first = items[0]
        key = f"{why.value}:{first.key if len(items) == 1 else first.due_at.isoformat()}"
        self._shown[key] = Shown(tuple(one.key for one in items), why, self._clock.now())
        self._show(self._notice(key, items, why))

    def keep_up(self, open_items: Mapping[str, ReminderItem], *, is_quiet: bool) -> None:
        """Show again what waits too long, and take away what was answered elsewhere."""
        now = self._clock.now()
        for key, shown in list(self._shown.items()):
            items = [open_items[one] for one in shown.keys if one in open_items]
            again = self._again_at(shown)
            if not items:
                self._withdraw(key)
            elif again is not None and now >= again and not is_quiet:
                shown.at, shown.times = now, shown.times + 1
                self._show(self._notice(key, items, shown.why))

    def forget(self, keys: Sequence[str]) -> None:
        """Show some reminders no more; a notice about nothing else goes away."""
        for key, shown in list(self._shown.items()):
            shown.keys = tuple(one for one in shown.keys if one not in keys)
            if not shown.keys:
                self._withdraw(key)

    def next_again(self) -> datetime | None:
        """Return when a notice has to be shown again."""
        instants = [self._again_at(shown) for shown in self._shown.values()]
        return min((one for one in instants if one is not None), default=None)

    def send_trial(self) -> None:
        """Show a test notice."""
        self._show(words.trial_notice(self._host.settings.notification_words))

    def close(self) -> None:
        """Take every notice away."""
        self._chooser.close()
        if self._notifier is not None:
            self._notifier.close()
            self._notifier = None

    def _notice(self, key: str, items: Sequence[ReminderItem], why: Why) -> Notice:
        writer = words.WhenWriter(self._host.formats, self._clock.today(), self._clock.zone())
        made = words.notice(key, items, why, self._host.settings.notification_words, writer)
        return words.as_example(made) if self._app.people.patient().is_example else made

    def _show(self, notice: Notice) -> None:
        searched = self._searched_at or self._clock.now()
        is_second_best = self.way() in (Way.TRAY, Way.WINDOW)
        if self._notifier is None or self._is_searching:
            self._unsent.append(notice)
            self.find_way()
        elif is_second_best and self._clock.now() - searched > SEARCH_AGAIN:
            self._unsent.append(notice)
            self._search()
        else:
            self._notifier.show_notice(notice)

    def _again_at(self, shown: Shown) -> datetime | None:
        settings = self._host.settings
        if not settings.renotify_minutes or shown.times > settings.renotify_times:
            return None
        return shown.at + timedelta(minutes=settings.renotify_minutes)

    def _withdraw(self, key: str) -> None:
        self._shown.pop(key, None)
        self._unsent = [one for one in self._unsent if one.key != key]
        if self._notifier is not None:
            self._notifier.withdraw(key)

    def _search(self) -> None:
        if not self._is_searching:
            self._is_searching, self._searched_at = True, self._clock.now()
            self._chooser.look()

    def _use(self, notifier: Notifier) -> None:
        before, self._notifier = self._notifier, notifier
        self._is_searching = False
        if before is not None:
            before.close()
            before.deleteLater()
        notifier.setParent(self)
        notifier.pressed.connect(self._pressed)
        notifier.failed.connect(self._failed)
        waiting, self._unsent = self._unsent, []
        for notice in waiting:
            notifier.show_notice(notice)
        self.way_changed.emit()

    def _failed(self, notice: Notice | None) -> None:
        """Show a notice in another way: the server has gone."""
        if notice is not None:
            self._unsent.append(notice)
        if not self._is_searching:
            self._is_searching = True
            QTimer.singleShot(0, self._chooser, self._chooser.fall_back)

    def _pressed(self, key: str, answer: str) -> None:
        shown = self._shown.get(key)
        self.answered.emit(() if shown is None else shown.keys, answer)
