"""A tiny notification server for tests: `python -m tests.ui.notification_server ABILITIES`.

It owns org.freedesktop.Notifications on the session bus, prints each call as a line of JSON, and
takes lines on its input: `press ID ACTION`, `close ID REASON`, `refuse`, `quit`. Abilities are
separated by commas.
"""

import json
import os
import selectors
import sys
from typing import Any

from jeepney import (
    DBusAddress,
    HeaderFields,
    MessageType,
    new_error,
    new_method_return,
    new_signal,
)
from jeepney.bus_messages import message_bus
from jeepney.io.blocking import open_dbus_connection

NAME = "org.freedesktop.Notifications"
HERE = DBusAddress("/org/freedesktop/Notifications", interface=NAME)


class Server:
    """Answer calls from the bus, and do what the test says on the input."""

    def __init__(self, abilities: list[str]) -> None:
        self.abilities = abilities
        self.bus = open_dbus_connection("SESSION")
        self.bus.send_and_get_reply(message_bus.RequestName(NAME))
        self.last = 0
        self.refuses = False

    def run(self) -> None:
        """Go on until the input ends or says quit."""
        selector = selectors.DefaultSelector()
        selector.register(self.bus.sock, selectors.EVENT_READ)
        selector.register(sys.stdin.fileno(), selectors.EVENT_READ)
        self.say("ready")
        typed = b""
        while True:
            for key, _ in selector.select():
                if key.fileobj is self.bus.sock:
                    self.read_bus()
                    continue
                read = os.read(sys.stdin.fileno(), 4096)
                *lines, typed = (typed + read).split(b"\n")
                if not read or any(not self.obey(line.decode().split()) for line in lines):
                    return

    def read_bus(self) -> None:
        """Answer every call that has arrived."""
        while True:
            try:
                message = self.bus.receive(timeout=0)
            except TimeoutError:
                return
            except ConnectionResetError:
                sys.exit()  # the bus has gone
            if message.header.message_type is MessageType.method_call:
                self.answer(message)

    def answer(self, message: Any) -> None:
        """Answer one call."""
        member = message.header.fields[HeaderFields.member]
        if member == "GetCapabilities":
            self.bus.send(new_method_return(message, "as", (self.abilities,)))
        elif member == "Notify" and self.refuses:
            self.bus.send(new_error(message, f"{NAME}.Error.ExcessNotificationGeneration"))
        elif member == "Notify":
            app, replaces, _icon, summary, body, actions, hints, _timeout = message.body
            self.last = replaces or self.last + 1
            self.bus.send(new_method_return(message, "u", (self.last,)))
            self.say("notify", id=self.last, replaces=replaces, app=app, summary=summary,
                     body=body, actions=actions, hints=sorted(hints))  # fmt: skip
        elif member == "CloseNotification":
            self.bus.send(new_method_return(message))
            self.signal("NotificationClosed", "uu", (message.body[0], 3))
            self.say("close", id=message.body[0])

    def obey(self, words: list[str]) -> bool:
        """Do what a line says; say whether to go on."""
        if words[0] == "press":
            self.signal("ActivationToken", "us", (int(words[1]), "token"))
            self.signal("ActionInvoked", "us", (int(words[1]), words[2]))
            self.signal("NotificationClosed", "uu", (int(words[1]), 2))
        elif words[0] == "close":
            self.signal("NotificationClosed", "uu", (int(words[1]), int(words[2])))
        elif words[0] == "refuse":
            self.refuses = True
            self.say("refusing")
        return words[0] != "quit"

    def signal(self, member: str, signature: str, values: tuple[Any, ...]) -> None:
        """Tell everybody on the bus."""
        self.bus.send(new_signal(HERE, member, signature, values))

    def say(self, what: str, **values: object) -> None:
        """Print a line for the test."""
        sys.stdout.write(json.dumps({"what": what, **values}) + "\n")
        sys.stdout.flush()


if __name__ == "__main__":
    Server([one for one in sys.argv[1].split(",") if one]).run()
