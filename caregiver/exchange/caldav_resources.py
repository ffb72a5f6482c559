"""Take a written calendar apart: one resource per UID, as a calendar server keeps them."""

import hashlib
import re
from collections.abc import Iterable

from caregiver.exchange.ics_write import OWN_DOMAIN

# What changes with each writing, or is put in by a server, and says nothing new.
_PASSING = ("DTSTAMP", "LAST-MODIFIED", "CREATED", "X-", "PRODID", "ACKNOWLEDGED", "VERSION",
            "CALSCALE", "METHOD")  # fmt: skip
_SAFE = re.compile(r"[A-Za-z0-9][A-Za-z0-9@._-]{0,150}")


def resources_of(calendar: bytes) -> dict[str, bytes]:
    """Return the resources of a calendar as our writer wrote it, by UID.

    A series lies with its changed dates; METHOD is left out, as RFC 4791 4.1 wants it.
    """
    lines = _lines(calendar)
    head: list[str] = []
    zones: dict[str, list[str]] = {}
    events: dict[str, list[str]] = {}
    block: list[str] = []
    for line in lines:
        if block or line in ("BEGIN:VEVENT", "BEGIN:VTIMEZONE"):
            block.append(line)
            if line == "END:VEVENT":
                events.setdefault(_value(block, "UID"), []).extend(block)
                block = []
            elif line == "END:VTIMEZONE":
                zones[_value(block, "TZID")] = block
                block = []
        elif not line.startswith(("METHOD:", "NAME", "X-WR-", "END:VCALENDAR")):
            head.append(line)
    return {
        uid: _joined([*head, *_zones_for(found, zones), *found, "END:VCALENDAR"])
        for uid, found in events.items()
    }


def joined_calendars(resources: Iterable[bytes]) -> bytes:
    """Return resources one after the other, as one file our reader takes."""
    return b"\r\n".join(one.strip() for one in resources) + b"\r\n"


def digest_of(resource: bytes) -> str:
    """Return what a resource says, in short: the same for the same appointment."""
    events = [
        line
        for line in _inside(_lines(resource), "VEVENT")
        if not line.upper().startswith(_PASSING)
    ]
    return hashlib.sha256("\n".join(sorted(events)).encode()).hexdigest()


def uids_of(resource: bytes) -> set[str]:
    """Return the UIDs in a resource; one, where the server keeps to the standard."""
    inside = _inside(_lines(resource), "VEVENT", without="VALARM")
    return {_plain(line[4:]) for line in inside if line.upper().startswith("UID:")}


def is_own(resource: bytes) -> bool:
    """Say whether this program wrote a resource."""
    written = b"PRODID:-//Caregiver Organizer//" in resource.replace(b"\r\n ", b"")
    return written or any(uid.endswith(OWN_DOMAIN) for uid in uids_of(resource))


def is_own_uid(uid: str) -> bool:
    """Say whether a UID was given by this program."""
    return uid.endswith(OWN_DOMAIN)


def name_of(uid: str) -> str:
    """Return the file name of a UID: always the same, so that putting twice doubles nothing."""
    if _SAFE.fullmatch(uid):
        return f"{uid}.ics"
    return f"{hashlib.sha256(uid.encode()).hexdigest()[:40]}.ics"


def _lines(data: bytes) -> list[str]:
    text = data.decode("utf-8", "replace").replace("\r\n", "\n").replace("\n ", "")
    return [line for line in text.replace("\n\t", "").split("\n") if line]


def _inside(lines: list[str], name: str, without: str = "-") -> list[str]:
    found, depth, left_out = [], 0, False
    for line in lines:
        upper = line.upper()
        if upper == f"BEGIN:{name}":
            depth += 1
        if upper == f"BEGIN:{without}":
            left_out = True
        if depth and not left_out:
            found.append(line)
        if upper == f"END:{without}":
            left_out = False
        if upper == f"END:{name}":
            depth -= 1
    return found


def _value(block: list[str], name: str) -> str:
    line = next((line for line in block if line.startswith(f"{name}:")), f"{name}:")
    return _plain(line.removeprefix(f"{name}:"))


def _plain(text: str) -> str:
    return re.sub(r"\\(.)", r"\1", text)


def _zones_for(events: list[str], zones: dict[str, list[str]]) -> list[str]:
    used = {tzid for line in events for tzid in zones if f"TZID={tzid}:" in line}
    return [line for tzid in sorted(used) for line in zones[tzid]]


def _joined(lines: list[str]) -> bytes:
    from caregiver.exchange.ics_text import folded

    return b"".join(folded(line) for line in lines)
