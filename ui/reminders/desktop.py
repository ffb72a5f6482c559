"""Show notices by the notification server of a Linux desktop (Desktop Notifications 1.2)."""

from __future__ import annotations

import os
import unicodedata
from html import escape
from typing import Any

from PySide6.QtCore import QObject

from caregiver import paths
from ui.icons import ICONS
from ui.reminders.bus import SessionBus
from ui.reminders.notices import DEFAULT, Notice, Notifier, Way

SERVICE = "org.freedesktop.Notifications"
PATH = "/org/freedesktop/Notifications"
APP_NAME = "Caregiver Organizer"
USUAL_TIME = -1  # as long as the desktop shows any notice
MOST_TITLE, MOST_BODY = 200, 1000


class DesktopNotifier(Notifier):
    """Show notices with buttons; each is sent and forgotten, the answers come by the bus."""

    way = Way.DESKTOP

    def __init__(
        self, bus: SessionBus, abilities: frozenset[str], parent: QObject | None = None
    ) -> None:
        """Take what the server said it can do; see `abilities_of`."""
        super().__init__(parent)
        from jeepney import MatchRule

        self._bus, self._abilities = bus, abilities
        self._ids: dict[str, int] = {}
        self._keys: dict[int, str] = {}
        self._sent: dict[str, Notice] = {}
        self._next: dict[str, Notice | None] = {}
        bus.setParent(self)
        bus.signalled.connect(self._signalled)
        bus.lost.connect(self._lost)
        bus.listen(MatchRule(type="signal", interface=SERVICE, path=PATH))
        owner = MatchRule(
            type="signal", interface="org.freedesktop.DBus", member="NameOwnerChanged"
        )
        owner.add_arg_condition(0, SERVICE)
        bus.listen(owner)

    def show_notice(self, notice: Notice) -> None:
        """Send a notice; one with the same key that is still on its way goes first."""
        if notice.key in self._sent:
            self._next[notice.key] = notice
            return
        self._sent[notice.key] = notice
        body = (
            APP_NAME,
            self._ids.get(notice.key, 0),
            str(ICONS / "app.svg"),
            clean(notice.title.replace("\n", " "))[:MOST_TITLE],
            self._body(notice.body),
            self._actions(notice),
            {"desktop-entry": ("s", paths.APP_NAME), "category": ("s", "x-caregiver.reminder")},
            USUAL_TIME,
        )
        self._bus.call(
            _call("Notify", "susssasa{sv}i", body),
            lambda values: self._shown(notice.key, int(values[0])),
            lambda name: self._refused(notice),
        )

    def withdraw(self, key: str) -> None:
        """Take a notice away."""
        if key in self._sent:
            self._next[key] = None
            return
        number = self._ids.pop(key, 0)
        if number:
            self._bus.call(_call("CloseNotification", "u", (number,)), lambda _: None)

    def close(self) -> None:
        """Take every notice away and hang up."""
        for key in list(self._ids):
            self.withdraw(key)
        self._bus.close()

    def _body(self, words: str) -> str:
        """Return a text that the server shows as it was typed, whatever it holds."""
        shown = clean(words)[:MOST_BODY]
        return escape(shown) if "body-markup" in self._abilities else shown

    def _actions(self, notice: Notice) -> list[str]:
        """Return answers and words in turn; a server without buttons is not sent any."""
        if "actions" not in self._abilities:
            return []
        pairs = [(DEFAULT, ""), *notice.buttons]
        return [text for pair in pairs for text in pair]

    def _shown(self, key: str, number: int) -> None:
        self._ids[key] = number
        self._keys[number] = key
        self._sent.pop(key, None)
        if key not in self._next:
            return
        following = self._next.pop(key)
        if following is None:
            self.withdraw(key)
        else:
            self.show_notice(following)

    def _refused(self, notice: Notice) -> None:
        self._sent.pop(notice.key, None)
        following = self._next.pop(notice.key, notice)
        if following is not None:
            self.failed.emit(following)

    def _signalled(self, interface: str, member: str, values: tuple[Any, ...]) -> None:
        if interface == SERVICE and len(values) == 2:
            self._answered(member, values)
        elif member == "NameOwnerChanged" and values and values[0] == SERVICE:
            # another server counts from one again: what the old one showed is gone
            gone = list(self._ids)
            self._ids.clear()
            self._keys.clear()
            for key in gone:
                self.closed.emit(key)

    def _answered(self, member: str, values: tuple[Any, ...]) -> None:
        key = self._keys.get(values[0])
        if key is None:
            return  # of another program
        if member == "ActivationToken":
            # lets the window come to the front on Wayland (xdg-activation)
            os.environ["XDG_ACTIVATION_TOKEN"] = str(values[1])
        elif member == "ActionInvoked":
            self.pressed.emit(key, str(values[1]))
        elif member == "NotificationClosed" and self._ids.get(key) == values[0]:
            del self._ids[key]
            self.closed.emit(key)

    def _lost(self) -> None:
        waiting = [self._next.get(key, notice) for key, notice in self._sent.items()]
        self._sent.clear()
        self._next.clear()
        self._ids.clear()
        self._keys.clear()
        for notice in waiting:
            if notice is not None:
                self.failed.emit(notice)
        self.failed.emit(None)


def ask_abilities() -> Any:
    """Return the call that asks a server what it can do; it also starts one that is asleep."""
    return _call("GetCapabilities")


def clean(words: str) -> str:
    """Return a text without control characters and half characters; lines stay."""
    return "".join(
        one for one in words if one == "\n" or unicodedata.category(one) not in ("Cc", "Cs")
    )


def _call(member: str, signature: str | None = None, body: tuple[Any, ...] = ()) -> Any:
    from jeepney import DBusAddress, new_method_call

    return new_method_call(DBusAddress(PATH, SERVICE, SERVICE), member, signature, body)
