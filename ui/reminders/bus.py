"""Talk to the session bus without ever waiting for it.

Connecting and logging in (a few ms, two seconds at most) is done by `connect`, beside the window.
From then on the socket is read when Qt says that there is something, so an idle bus costs nothing,
there is no thread, and an answer that does not come stops nobody.
"""

from __future__ import annotations

from collections.abc import Callable
from itertools import count
from typing import Any

from PySide6.QtCore import QObject, QSocketNotifier, QTimer, Signal

CONNECT_SECONDS = 2.0
# a desktop may have to start its notification server first; longer than this is too late
ANSWER_MS = 10_000
CHUNK = 65536

Answer = Callable[[tuple[Any, ...]], None]
Failure = Callable[[str], None]


def connect() -> Any:
    """Return a socket that is logged in to the session bus, None where there is none.

    To be called beside the window. It is a socket of this machine (AF_UNIX), never a network.
    """
    from jeepney.bus import get_bus
    from jeepney.io.blocking import prep_socket

    try:
        opened = prep_socket(get_bus("SESSION"), timeout=CONNECT_SECONDS)
    except (KeyError, OSError, ValueError, RuntimeError):
        # no address, nobody there, refused, or an address of a kind this machine does not have
        return None
    opened.setblocking(False)
    return opened


class SessionBus(QObject):
    """Send calls and hand out answers and signals; `lost` when the bus has gone."""

    signalled = Signal(str, str, tuple)
    lost = Signal()

    def __init__(self, opened: Any, parent: QObject | None = None) -> None:
        """Take the socket of `connect`."""
        super().__init__(parent)
        from jeepney import Parser

        self._socket = opened
        self._parser = Parser()
        self._serials = count(1)
        self._waiting: dict[int, tuple[Answer, Failure, QTimer]] = {}
        self._reader = QSocketNotifier(opened.fileno(), QSocketNotifier.Type.Read, self)
        self._reader.activated.connect(self._read)
        self.call(_bus_call("Hello"), lambda _: None)

    def call(self, message: Any, answered: Answer, failed: Failure = lambda name: None) -> None:
        """Send a call; `answered` gets the values of its reply, `failed` the name of an error."""
        if not self._reader.isEnabled():
            failed("org.freedesktop.DBus.Error.Disconnected")
            return
        serial = next(self._serials)
        timer = QTimer(self)
        timer.setSingleShot(True)
        timer.timeout.connect(lambda: self._too_late(serial))
        timer.start(ANSWER_MS)
        self._waiting[serial] = (answered, failed, timer)
        try:
            self._socket.sendall(message.serialise(serial=serial))
        except OSError:
            # closed, or so stuck that its buffer is full
            self._lose()

    def listen(self, rule: Any) -> None:
        """Ask the bus for the signals that match a rule."""
        self.call(_bus_call("AddMatch", "s", (rule.serialise(),)), lambda _: None)

    def close(self) -> None:
        """Hang up."""
        self._reader.setEnabled(False)
        for _, _, timer in self._waiting.values():
            timer.stop()
        self._waiting.clear()
        self._socket.close()

    def _read(self) -> None:
        try:
            while data := self._socket.recv(CHUNK):
                self._parser.add_data(data)
                while (message := self._parser.get_next_message()) is not None:
                    self._take(message)
        except BlockingIOError:
            return
        except OSError:
            pass
        self._lose()

    def _take(self, message: Any) -> None:
        from jeepney import HeaderFields, MessageType

        kind, fields = message.header.message_type, message.header.fields
        if kind is MessageType.signal:
            interface, member = fields[HeaderFields.interface], fields[HeaderFields.member]
            self.signalled.emit(interface, member, message.body)
            return
        serial = fields.get(HeaderFields.reply_serial, 0)
        if serial not in self._waiting:
            return
        answered, failed, timer = self._waiting.pop(serial)
        timer.stop()
        timer.deleteLater()
        if kind is MessageType.error:
            failed(fields.get(HeaderFields.error_name, ""))
        else:
            answered(message.body)

    def _too_late(self, serial: int) -> None:
        if serial in self._waiting:
            _, failed, timer = self._waiting.pop(serial)
            timer.deleteLater()
            failed("org.freedesktop.DBus.Error.NoReply")

    def _lose(self) -> None:
        if not self._reader.isEnabled():
            return
        self.close()
        self.lost.emit()


def _bus_call(member: str, signature: str | None = None, body: tuple[Any, ...] = ()) -> Any:
    """Return a call to the bus itself."""
    from jeepney import DBusAddress, new_method_call

    bus = DBusAddress("/org/freedesktop/DBus", "org.freedesktop.DBus", "org.freedesktop.DBus")
    return new_method_call(bus, member, signature, body)
