"""Talk to a calendar server (CalDAV, RFC 4791): list, read, put and delete single events.

This is the only part of the program that opens a connection, and only where the family gave an
address. The name and password go to that host alone: a redirect elsewhere is refused. The caldav
library is an optional extra and is imported with the first connection.
"""

from dataclasses import dataclass
from datetime import date
from typing import Any
from urllib.parse import quote, unquote, urljoin, urlsplit

from caregiver.errors import BadInput, ServerFailed
from caregiver.exchange.caldav_session import CaldavSession

_DAV, _CAL = "{DAV:}", "{urn:ietf:params:xml:ns:caldav}"
_NAMES = 'xmlns:D="DAV:" xmlns:C="urn:ietf:params:xml:ns:caldav"'
_LOOPBACK = {"localhost", "127.0.0.1", "::1"}
# One account's calendars may lie on numbered hosts of the same provider (pNN-caldav.icloud.com).
_MANY_HOSTS = ("icloud.com",)
_GONE = (404, 410)
_MODES = {401: "server_refused", 403: "server_forbidden", 404: "calendar_gone",
          410: "calendar_gone", 405: "server_not_calendar", 413: "server_full",
          507: "server_full"}  # fmt: skip


@dataclass(frozen=True, slots=True)
class ServerCalendar:
    """One calendar on a server. `url` is its whole address, with a slash at the end."""

    url: str
    name: str
    is_writable: bool = True


@dataclass(frozen=True, slots=True)
class ServerEvent:
    """One resource of a calendar; `href` is its path, decoded."""

    href: str
    etag: str
    data: bytes


class Changed(Exception):
    """The resource on the server is not the one that was expected; nothing was written."""


class UidTaken(Exception):
    """Another resource of the calendar has this UID already; nothing was written."""


def checked_address(address: str) -> str:
    """Return an address with its scheme; https where none was typed.

    Raises `BadInput` for what is no address, and for plain http beyond this computer.
    """
    text = address.strip()
    if "://" not in text:
        text = f"https://{text}"
    try:
        parts = urlsplit(text)
        host, _ = parts.hostname or "", parts.port
    except ValueError as error:
        raise BadInput("server_address") from error
    if parts.scheme not in ("http", "https") or not host or parts.username or " " in text:
        raise BadInput("server_address")
    if parts.scheme == "http" and host not in _LOOPBACK:
        raise BadInput("server_not_safe")
    return text if parts.path else f"{text}/"


class CaldavServer:
    """One connection; close it when done. All methods raise `ServerFailed` with the reason."""

    def __init__(self, address: str, user: str, password: str) -> None:
        """Hold the address and who asks; nothing is sent yet."""
        self._address = checked_address(address)
        self._who = (user, password)
        self._sessions: dict[str, CaldavSession] = {}

    def __enter__(self) -> "CaldavServer":
        """Use the connection in a `with` block."""
        return self

    def __exit__(self, *_: object) -> None:
        """Close the connection."""
        for session in self._sessions.values():
            session.close()

    def calendars(self) -> tuple[ServerCalendar, ...]:
        """Return the calendars of this account that hold events, in the server's order."""
        principal = self._address
        for start in (self._address, urljoin(self._address, "/.well-known/caldav")):
            found = self._props(start, "D:current-user-principal", "D:resourcetype", missing=True)
            if any(_is_calendar(props) for _, props in found):
                return self._calendars_in(start)
            named = next((_href(one, f"{_DAV}current-user-principal") for _, one in found), "")
            if named:
                principal = urljoin(start, named)
                break
        else:
            raise ServerFailed("server_not_calendar")
        homes = self._props(principal, "C:calendar-home-set")
        home = next((_href(one, f"{_CAL}calendar-home-set") for _, one in homes), "")
        if not home:
            raise ServerFailed("server_not_calendar")
        return self._calendars_in(urljoin(principal, home))

    def etags(self, calendar: str) -> dict[str, str]:
        """Return the path of every event of a calendar, with its version."""
        found = self._props(calendar, "D:getetag", depth=1)
        return {
            href: etag
            for href, props in found
            if not href.endswith("/") and (etag := _text(props, f"{_DAV}getetag"))
        }

    def events(self, calendar: str, first: date, last: date) -> tuple[ServerEvent, ...]:
        """Return the events that touch the days `first` to `last` (UTC, inclusive)."""
        span = f'<C:time-range start="{first:%Y%m%d}T000000Z" end="{last:%Y%m%d}T235959Z"/>'
        return self._query(calendar, span)

    def find(self, calendar: str, uid: str) -> ServerEvent | None:
        """Return the resource with a UID, wherever it lies in the calendar."""
        safe = uid.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
        match = f'<C:text-match collation="i;octet">{safe}</C:text-match>'
        found = self._query(calendar, f'<C:prop-filter name="UID">{match}</C:prop-filter>')
        return found[0] if found else None

    def get(self, calendar: str, href: str) -> ServerEvent | None:
        """Return one event, None where it is gone."""
        answer = self._send("GET", _whole(calendar, href), good=(200, *_GONE))
        if answer.status in _GONE:
            return None
        return ServerEvent(href, answer.headers.get("ETag", ""), answer.content)

    def put(self, calendar: str, href: str, data: bytes, etag: str = "") -> str:
        """Write one event: a new one, or in the place of version `etag`. Return its new version.

        The version is empty where the server does not say it. Raises `Changed` where another
        version stands there, `UidTaken` where the UID is elsewhere in the calendar.
        """
        headers = {"If-Match": etag} if etag else {"If-None-Match": "*"}
        headers["Content-Type"] = "text/calendar; charset=utf-8"
        good = (200, 201, 204, 409, 412, *((404,) if etag else ()))
        answer = self._send("PUT", _whole(calendar, href), data.decode(), headers, good=good)
        if answer.status == 409 or (answer.status == 412 and b"no-uid-conflict" in answer.content):
            raise UidTaken(href)
        if answer.status in (404, 412):
            raise Changed(href)
        return str(answer.headers.get("ETag", ""))

    def delete(self, calendar: str, href: str, etag: str) -> None:
        """Delete version `etag` of one event; gone already is as good. Raises `Changed`."""
        headers = {"If-Match": etag} if etag else {}
        good = (200, 202, 204, 412, *_GONE)
        if self._send("DELETE", _whole(calendar, href), "", headers, good=good).status == 412:
            raise Changed(href)

    def _calendars_in(self, home: str) -> tuple[ServerCalendar, ...]:
        names = ("D:resourcetype", "D:displayname", "C:supported-calendar-component-set",
                 "D:current-user-privilege-set")  # fmt: skip
        found = []
        for href, props in self._props(home, *names, depth=1):
            kinds = props.get(f"{_CAL}supported-calendar-component-set")
            holds = {one.get("name") for one in kinds} if kinds is not None else {"VEVENT"}
            if not _is_calendar(props) or (holds and "VEVENT" not in holds):
                continue
            rights = props.get(f"{_DAV}current-user-privilege-set")
            allowed = {str(one.tag) for one in rights.iter()} if rights is not None else None
            writable = allowed is None or bool(allowed & _WRITING)
            url = _whole(home, href if href.endswith("/") else f"{href}/")
            name = _text(props, f"{_DAV}displayname") or href.strip("/").rsplit("/", 1)[-1]
            found.append(ServerCalendar(url, name[:200], writable))
        return tuple(found)

    def _query(self, calendar: str, inner: str) -> tuple[ServerEvent, ...]:
        body = (
            f"<C:calendar-query {_NAMES}><D:prop><D:getetag/><C:calendar-data/></D:prop>"
            f'<C:filter><C:comp-filter name="VCALENDAR"><C:comp-filter name="VEVENT">{inner}'
            "</C:comp-filter></C:comp-filter></C:filter></C:calendar-query>"
        )
        answer = self._send("REPORT", calendar, body, {"Depth": "1"}, good=(200, 207))
        return tuple(
            ServerEvent(href, _text(props, f"{_DAV}getetag"), data.encode())
            for href, props in _responses(answer)
            if (data := _text(props, f"{_CAL}calendar-data"))
        )

    def _props(
        self, url: str, *names: str, depth: int = 0, missing: bool = False
    ) -> list[tuple[str, dict[str, Any]]]:
        wanted = "".join(f"<{name}/>" for name in names)
        body = f"<D:propfind {_NAMES}><D:prop>{wanted}</D:prop></D:propfind>"
        good = (200, 207, *((404, 405, 501) if missing else ()))
        answer = self._send("PROPFIND", url, body, {"Depth": str(depth)}, good=good)
        return _responses(answer) if answer.status == 207 else []

    def _send(
        self, method: str, url: str, body: str = "", headers: dict[str, str] | None = None,
        *, good: tuple[int, ...],
    ) -> Any:  # fmt: skip
        answer = self._session_for(url).send(method, url, body, headers or {})
        if answer.status not in good:
            usual = "server_busy" if answer.status >= 500 else "server_not_calendar"
            raise ServerFailed(_MODES.get(answer.status, usual))
        return answer

    def _session_for(self, url: str) -> CaldavSession:
        """Return the session for a host that may be told the password."""
        origin, own = urlsplit(url), urlsplit(self._address)
        same = (origin.scheme, origin.netloc) == (own.scheme, own.netloc)
        hosts = (origin.hostname or "", own.hostname or "")
        sisters = origin.scheme == "https" and any(
            all(host.endswith(f".{name}") for host in hosts) for name in _MANY_HOSTS
        )
        if not same and not sisters:
            raise ServerFailed("server_moved")
        if origin.netloc not in self._sessions:
            self._sessions[origin.netloc] = CaldavSession(url, *self._who)
        return self._sessions[origin.netloc]


_WRITING = {f"{_DAV}all", f"{_DAV}write", f"{_DAV}write-content", f"{_DAV}bind"}


def _responses(answer: Any) -> list[tuple[str, dict[str, Any]]]:
    """Return path and properties (XML elements by name) of each part of a multi-status answer."""
    tree = answer.tree
    if tree is None or tree.tag != f"{_DAV}multistatus":
        raise ServerFailed("server_not_calendar")
    found = []
    for one in tree.iter(f"{_DAV}response"):
        props = {}
        for part in one.iter(f"{_DAV}propstat"):
            if " 200" in (part.findtext(f"{_DAV}status") or " 200"):
                props.update({str(each.tag): each for each in part.iterfind(f"{_DAV}prop/*")})
        href = one.findtext(f"{_DAV}href") or ""
        found.append((unquote(urlsplit(href.strip()).path), props))
    return found


def _text(props: dict[str, Any], name: str) -> str:
    element = props.get(name)
    return (element.text or "").strip() if element is not None else ""


def _href(props: dict[str, Any], name: str) -> str:
    element = props.get(name)
    return (element.findtext(f"{_DAV}href") or "").strip() if element is not None else ""


def _is_calendar(props: dict[str, Any]) -> bool:
    kinds = props.get(f"{_DAV}resourcetype")
    return kinds is not None and kinds.find(f"{_CAL}calendar") is not None


def _whole(base: str, href: str) -> str:
    return urljoin(base, quote(href, safe="/@:!$&'()*+,;=~"))
