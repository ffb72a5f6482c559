"""One publishing into one calendar: compare, put what differs, delete what is gone.

That an event will be put is noted before, and that it was right after the server took it. A run
that was cut off in between finds its event again under the name made of its UID, so nothing is
ever doubled or left behind.
"""

from dataclasses import dataclass, replace
from urllib.parse import unquote, urlsplit

from caregiver.exchange.caldav import CaldavServer, Changed, ServerEvent, UidTaken
from caregiver.exchange.caldav_resources import digest_of, is_own, is_own_uid, name_of, uids_of
from caregiver.storage import publishing
from caregiver.storage.care_file import CareFile

_TRIES = 4


@dataclass(frozen=True, slots=True)
class Published:
    """How many events were put anew, replaced and deleted, and how many were right already.

    `left_alone` came into that calendar from elsewhere under the same UID, and stay as they are.
    """

    added: int = 0
    updated: int = 0
    removed: int = 0
    unchanged: int = 0
    left_alone: int = 0


class PublishingRun:
    """Makes our part of one calendar equal to what is wanted."""

    def __init__(self, care_file: CareFile, server: CaldavServer, calendar: str) -> None:
        """Work on the calendar with this address."""
        self._file, self._server, self._calendar = care_file, server, calendar
        self._folder = unquote(urlsplit(calendar).path)
        self._counts = Published()

    def run(self, wanted: dict[str, bytes]) -> Published:
        """Put and delete until the server has `wanted` (resources by UID) and no more of ours."""
        with self._file.read() as reader:
            known = publishing.of_account(reader.connection, self._calendar)
        if not wanted and not known:
            return self._counts
        there = self._server.etags(self._calendar)
        for uid, one in known.items():
            if uid not in wanted:
                self._remove(one, there.get(one.href))
        for uid, data in wanted.items():
            self._place(uid, data, known.get(uid), there)
        return self._counts

    def _place(
        self, uid: str, data: bytes, known: publishing.Published | None, there: dict[str, str]
    ) -> None:
        digest = digest_of(data)
        href = known.href if known else f"{self._folder}{name_of(uid)}"
        etag = there.get(href, "")
        if known and etag and (known.etag, known.digest) == (etag, digest):
            self._count("unchanged")
            return
        if not etag and known is None and not is_own_uid(uid):
            found = self._server.find(self._calendar, uid)
            if found is not None:
                href, etag = found.href, found.etag
        # Another version than we put: cut off before it was noted, or changed by somebody.
        is_other = bool(etag) and not (known and known.etag == etag)
        if is_other and self._adopted(uid, href, digest, known):
            return
        if known is None:
            self._remember(publishing.Published(uid, href, "", ""))
        self._put(uid, href, data, etag)

    def _adopted(
        self, uid: str, href: str, digest: str, known: publishing.Published | None
    ) -> bool:
        """Look at what stands there: say whether it may stay (ours and right, or not ours)."""
        found = self._server.get(self._calendar, href)
        if found is None:
            return False
        if not _is_ours(found, uid, known):
            self._leave_alone(uid)
            return True
        if digest_of(found.data) != digest:
            return False
        self._remember(publishing.Published(uid, href, found.etag, digest))
        self._count("unchanged")
        return True

    def _put(self, uid: str, href: str, data: bytes, etag: str) -> None:
        digest = digest_of(data)
        for _ in range(_TRIES):
            try:
                new = self._server.put(self._calendar, href, data, etag)
            except (UidTaken, Changed) as refusal:
                if isinstance(refusal, UidTaken):
                    found = self._server.find(self._calendar, uid)
                else:
                    found = self._server.get(self._calendar, href)
                if found is not None and not _is_ours(found, uid, None):
                    break
                href, etag = (found.href, found.etag) if found else (href, "")
                continue
            self._remember(publishing.Published(uid, href, new, digest))
            self._count("updated" if etag else "added")
            return
        self._leave_alone(uid)

    def _leave_alone(self, uid: str) -> None:
        """Note that what stands there is not ours, so that it is never deleted either."""
        self._forget(uid)
        self._count("left_alone")

    def _remove(self, known: publishing.Published, etag: str | None) -> None:
        """Delete what we put; what stands there now under another UID is not ours."""
        for _ in range(_TRIES):
            if etag is None:
                break
            if etag != known.etag or not etag:
                found = self._server.get(self._calendar, known.href)
                if found is None or not _is_ours(found, known.uid, known):
                    break
                etag = found.etag
            try:
                self._server.delete(self._calendar, known.href, etag)
            except Changed:
                etag = ""
                continue
            self._count("removed")
            break
        else:
            return  # it changes all the time: the next run tries again
        self._forget(known.uid)

    def _forget(self, uid: str) -> None:
        with self._file.aside() as connection:
            publishing.forget(connection, self._calendar, uid)

    def _remember(self, one: publishing.Published) -> None:
        with self._file.aside() as connection:
            publishing.remember(connection, self._calendar, one)

    def _count(self, name: str) -> None:
        self._counts = replace(self._counts, **{name: getattr(self._counts, name) + 1})


def _is_ours(found: ServerEvent, uid: str, known: publishing.Published | None) -> bool:
    """Say whether what stands there is what we put, perhaps changed by somebody since."""
    was_put = known is not None and bool(known.digest)
    return uid in uids_of(found.data) and (was_put or is_own(found.data))
