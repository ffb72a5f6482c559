"""Let a second start bring the first window to the front instead of opening the file twice."""

from __future__ import annotations

import hashlib
from pathlib import Path

from PySide6.QtCore import QObject, Signal
from PySide6.QtNetwork import QLocalServer, QLocalSocket

WAIT_MS = 500


class SingleInstance(QObject):
    """Listen for later starts of the program by the same person."""

    asked = Signal(str)

    def __init__(self, folder: Path, parent: QObject | None = None) -> None:
        """Take the folder of the preferences: each has its own first window."""
        super().__init__(parent)
        digest = hashlib.sha256(str(folder.resolve()).encode()).hexdigest()[:16]
        self._name = f"caregiver-organizer-{digest}"
        self._server: QLocalServer | None = None

    def hand_over(self, path: str) -> bool:
        """Ask the first window to come to the front (and open `path`); False if there is none."""
        socket = QLocalSocket()
        socket.connectToServer(self._name)
        if not socket.waitForConnected(WAIT_MS):
            return False
        socket.write(path.encode() + b"\n")
        socket.waitForBytesWritten(WAIT_MS)
        socket.disconnectFromServer()
        return True

    def listen(self) -> None:
        """Be the first window."""
        self._server = QLocalServer(self)
        self._server.setSocketOptions(QLocalServer.SocketOption.UserAccessOption)
        if not self._server.listen(self._name):
            # what a crashed program left behind
            QLocalServer.removeServer(self._name)
            self._server.listen(self._name)
        self._server.newConnection.connect(self._connected)

    def _connected(self) -> None:
        if self._server is None:
            return
        socket = self._server.nextPendingConnection()
        # the other start writes its one line as soon as it is connected
        if socket.canReadLine() or socket.waitForReadyRead(WAIT_MS):
            line = bytes(socket.readLine().data()).decode(errors="replace")
            self.asked.emit(line.strip())
        socket.disconnectFromServer()
        socket.deleteLater()
