"""Publish by itself after changes, where the family chose that: quietly, and while it is open."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from PySide6.QtCore import QObject, QTimer

from caregiver.app import Caregiver
from caregiver.domain.appointments import Appointment
from caregiver.domain.changes import ChangeSet
from caregiver.errors import UserError

QUIET_MS = 30 * 1000
AGAIN_MS = 15 * 60 * 1000
_WORTH_TRYING_AGAIN = {"server_offline", "server_busy"}


class Publisher(QObject):
    """Wait until nothing was changed for half a minute, then publish; try again when offline.

    What needs somebody (a password, another calendar) stops it until the next change; Settings
    says what it is.
    """

    def __init__(self, app: Caregiver, run: Callable[..., object], parent: QObject) -> None:
        super().__init__(parent)
        self._app, self._run = app, run
        self._is_running = self._is_asked = False
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.timeout.connect(self.publish)

    def records_changed(self, change_set: ChangeSet) -> None:
        """Publish soon if an appointment was changed and the family wants it so."""
        if change_set.touches(Appointment) and self._is_wanted():
            self._timer.start(QUIET_MS)

    def publish(self) -> None:
        """Publish beside the window, one at a time."""
        if not self._is_wanted():
            return
        if self._is_running:
            self._is_asked = True
            return
        self._is_running, self._is_asked = True, False
        self._run(self._app.publishing.publish, self._done, self._failed)

    def stop(self) -> None:
        """Publish nothing more."""
        self._timer.stop()

    def _is_wanted(self) -> bool:
        account = self._app.publishing.account()
        if account is None or not (account.automatic and account.calendar):
            return False
        # a name or password refused once is not tried again and again: accounts get locked
        return self._app.publishing.state().code != "server_refused"

    def _done(self, _: Any) -> None:
        self._is_running = False
        if self._is_asked:
            self._timer.start(QUIET_MS)

    def _failed(self, error: UserError) -> None:
        self._is_running = False
        if error.code in _WORTH_TRYING_AGAIN:
            self._timer.start(AGAIN_MS)
