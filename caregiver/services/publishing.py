"""The family's calendar on a server of theirs (CalDAV): put there one way, and looked at.

The account belongs to the care file, not to the computer: another file opened here (the example
family) is never published. The password is in neither; see `passwords.py`.
"""

import json
from collections.abc import Callable
from dataclasses import asdict, dataclass, replace
from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING, Any, TypeVar

from caregiver.clock import Clock
from caregiver.domain.appointments import Appointment, occurrences
from caregiver.domain.records import instant_from_text, instant_text
from caregiver.errors import BadInput, CareFileDamaged, ServerFailed
from caregiver.exchange.caldav import CaldavServer, ServerCalendar, checked_address
from caregiver.exchange.caldav_resources import is_own_uid, joined_calendars, resources_of, uids_of
from caregiver.services.appointments import AppointmentsService
from caregiver.services.passwords import Passwords
from caregiver.services.publishing_run import Published, PublishingRun
from caregiver.storage import publishing
from caregiver.storage.care_file import CareFile

if TYPE_CHECKING:
    from pathlib import Path


__all__ = ["Account", "PublishingService", "ServerCalendar", "ServerState"]

ACCOUNT, STATE = publishing.ACCOUNT, "caldav_state"
LOOK_BACK, LOOK_AHEAD = timedelta(days=31), timedelta(days=2 * 366)
T = TypeVar("T")
Connect = Callable[[str, str, str], CaldavServer]


@dataclass(frozen=True, slots=True)
class Account:
    """What the family chose. `calendar` and `watched` are addresses of calendars.

    `privacy` is full, places or busy; `only_ahead` leaves out what ended over a month ago.
    """

    address: str
    user: str
    calendar: str = ""
    calendar_name: str = ""
    watched: tuple[str, ...] = ()
    privacy: str = "places"
    only_ahead: bool = False
    automatic: bool = False


@dataclass(frozen=True, slots=True)
class ServerState:
    """How the last try went: "never", "connected" or an error code; when, and the last good time.

    `published` is how many events of ours stand there. `paused_at`: a backup was put back then,
    and publishing by itself was switched off until somebody switches it on again.
    """

    code: str = "never"
    tried_at: datetime | None = None
    good_at: datetime | None = None
    published: int = 0
    paused_at: datetime | None = None


class PublishingService:
    """Connecting, publishing and looking for invitations. Nothing is sent before `connect`."""

    def __init__(
        self,
        care_file: CareFile,
        clock: Clock,
        passwords: Passwords | None = None,
        connect: Connect = CaldavServer,
    ) -> None:
        """Work on one care file; `connect` makes a connection."""
        self._file = care_file
        self._clock = clock
        self._connect = connect
        self.passwords = passwords or Passwords()

    # Reading

    def account(self) -> Account | None:
        """Return the account of this care file, None where none was set up."""
        values = self._kept(ACCOUNT)
        if not values:
            return None
        try:
            return Account(**{**values, "watched": tuple(values["watched"])})
        except (KeyError, TypeError) as error:
            raise CareFileDamaged("file_damaged", path=str(self._file.path)) from error

    def state(self) -> ServerState:
        """Return how the last try went."""
        kept = self._kept(STATE)
        moments = {name: instant_from_text(kept[name]) for name in ("tried_at", "good_at")
                   if kept.get(name)}  # fmt: skip
        paused = self._file.fact(publishing.PAUSED)
        return ServerState(
            kept.get("code", "never"), moments.get("tried_at"), moments.get("good_at"),
            len(self._published()), instant_from_text(paused) if paused else None,
        )  # fmt: skip

    # Changing

    def connect(self, address: str, user: str, password: str) -> tuple[ServerCalendar, ...]:
        """Log in, keep the account and the password, and return the calendars there are.

        Raises `BadInput` for an address that cannot be, `ServerFailed` with the reason.
        """
        checked, name = checked_address(address), user.strip()
        old = self.account()
        same = old is not None and (old.address, old.user) == (checked, name)
        with self._connect(checked, name, password) as server:
            found = server.calendars()
        if not same:
            self._keep(Account(checked, name))
        self.passwords.keep(checked, name, password)
        self._note("connected")
        return found

    def calendars(self, password: str | None = None) -> tuple[ServerCalendar, ...]:
        """Return the calendars of the account."""
        with self._server(password) as server:
            return self._noted(server.calendars)

    def choose(self, **chosen: object) -> Account:
        """Keep choices: fields of `Account` by name."""
        account = replace(self._wanted(), **chosen)  # type: ignore[arg-type]  # names are its own
        self._keep(account)
        if "automatic" in chosen:
            self._file.set_fact(publishing.PAUSED, "")
        return account

    def publish(self, password: str | None = None) -> Published:
        """Make our events in the chosen calendar what they are here; others are not touched.

        Only what changed is sent. Stopped midway, the next one goes on; nothing is doubled.
        """
        account = self._wanted()
        if not account.calendar:
            raise BadInput("no_calendar_chosen")
        wanted = self._resources(account)
        with self._server(password) as server:

            def work() -> Published:
                self._leave_others(server, account.calendar)
                return PublishingRun(self._file, server, account.calendar).run(wanted)

            return self._noted(work)

    def invitations(self, password: str | None = None) -> bytes:
        """Return the events of the watched calendars as one calendar file; writes nothing there.

        From a month ago to two years ahead; what we published ourselves is left out.
        """
        account = self._wanted()
        if not account.watched:
            raise BadInput("no_calendar_watched")
        today = self._clock.today()
        with self._server(password) as server:

            def work() -> bytes:
                found = [
                    one.data
                    for url in account.watched
                    for one in server.events(url, today - LOOK_BACK, today + LOOK_AHEAD)
                ]
                ours = set(self._published())
                kept = [
                    one
                    for one in found
                    if not any(is_own_uid(uid) or uid in ours for uid in uids_of(one))
                ]
                return joined_calendars(kept)

            return self._noted(work)

    def save_invitations(self, folder: "Path", password: str | None = None) -> "Path | None":
        """Write the invitations into a private file for the import preview; None for none.

        Whoever asked removes it; where that did not happen, the next opening does.
        """
        from caregiver.storage import durable

        data = self.invitations(password)
        if b"BEGIN:VEVENT" not in data:
            return None
        target = publishing.invitations_beside(folder / self._file.path.name)
        durable.write_bytes(target, data)
        return target

    def disconnect(self, password: str | None = None, *, take_off: bool = False) -> None:
        """Forget the account and the password; first take our events off where wanted."""
        account = self._wanted()
        if take_off and self._published():
            with self._server(password) as server:

                def work() -> None:
                    for calendar in self._known_calendars():
                        if _same_server(calendar, account.address):
                            PublishingRun(self._file, server, calendar).run({})

                self._noted(work)
        self.passwords.forget(account.address, account.user)
        self._file.set_fact(ACCOUNT, "")
        self._file.set_fact(STATE, "")
        self._file.set_fact(publishing.PAUSED, "")

    def _leave_others(self, server: CaldavServer, calendar: str) -> None:
        """Take our events out of the calendar chosen before, so that none shows twice."""
        for other in self._known_calendars():
            if other != calendar and _same_server(other, calendar):
                PublishingRun(self._file, server, other).run({})

    def _known_calendars(self) -> list[str]:
        with self._file.read() as reader:
            return publishing.accounts(reader.connection)

    def _published(self) -> dict[str, publishing.Published]:
        account = self.account()
        if account is None:
            return {}
        with self._file.read() as reader:
            return publishing.of_account(reader.connection, account.calendar)

    def _resources(self, account: Account) -> dict[str, bytes]:
        from caregiver.exchange.ics import IcsStyle, Privacy, write_calendar

        with self._file.read() as reader:
            found = reader.all(Appointment, "starts")
        zone_of = AppointmentsService(self._file, self._clock).zone_of
        first = self._clock.today() - LOOK_BACK if account.only_ahead else None
        chosen = [replace(one, zone=zone_of(one).key) for one in found if _touches(one, first)]
        privacy: Privacy = Privacy(account.privacy)
        style = IcsStyle(written_at=self._clock.now(), privacy=privacy)
        return resources_of(write_calendar(chosen, style))

    def _server(self, password: str | None) -> CaldavServer:
        account = self._wanted()
        known = password or self.passwords.find(account.address, account.user)
        if not known:
            raise BadInput("password_needed")
        return self._connect(account.address, account.user, known)

    def _noted(self, work: Callable[[], T]) -> T:
        """Do something on the server and keep how it went."""
        try:
            done = work()
        except ServerFailed as error:
            self._note(error.code)
            raise
        self._note("connected")
        return done

    def _wanted(self) -> Account:
        account = self.account()
        if account is None:
            raise BadInput("no_calendar_account")
        return account

    def _kept(self, name: str) -> dict[str, Any]:
        try:
            found = json.loads(self._file.fact(name) or "{}")
        except (ValueError, RecursionError) as error:
            raise CareFileDamaged("file_damaged", path=str(self._file.path)) from error
        return found if isinstance(found, dict) else {}

    def _keep(self, account: Account) -> None:
        self._file.set_fact(ACCOUNT, json.dumps(asdict(account)))

    def _note(self, code: str) -> None:
        now = instant_text(self._clock.now())
        kept = self._kept(STATE)
        good = now if code == "connected" else kept.get("good_at")
        state = {"code": code, "tried_at": now, "good_at": good}
        self._file.set_fact(STATE, json.dumps(state))


def _touches(one: Appointment, first: date | None) -> bool:
    if first is None or one.repeats or one.starts is None or one.starts.date() >= first:
        return one.starts is not None
    return next(occurrences(one, first, date.max - LOOK_AHEAD), None) is not None


def _same_server(one: str, other: str) -> bool:
    from urllib.parse import urlsplit

    return urlsplit(one)[:2] == urlsplit(other)[:2]
