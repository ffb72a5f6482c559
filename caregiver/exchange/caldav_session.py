"""Send single requests of a calendar client, within bounds of time, size and place."""

import time
from types import SimpleNamespace
from typing import Any
from urllib.parse import urljoin, urlsplit

from caregiver.errors import BadInput, ServerFailed

MOST_BYTES = 20 * 1024 * 1024
LONGEST_WAIT, LONGEST_ANSWER = 20, 90  # seconds: without any answer, and for all of it
_MOST_REDIRECTS = 4
_REDIRECTS = (301, 302, 307, 308)


class CaldavSession:
    """Requests to one host through the caldav library, which finds out how to log in."""

    def __init__(self, url: str, user: str, password: str) -> None:
        """Prepare; raises `BadInput` where the library is not installed."""
        try:
            from caldav import DAVClient
        except ImportError as error:
            raise BadInput("caldav_missing") from error
        self._client = DAVClient(
            url, username=user, password=password, timeout=LONGEST_WAIT,
            enable_rfc6764=False, rate_limit_handle=False,
        )  # fmt: skip
        self._client.session.close()
        # Certificates are checked; no other host is asked about them, and no proxy, netrc or
        # second protocol is used, so that nothing but the family's server hears of this.
        self._client.session = _Bounded(url)

    def close(self) -> None:
        """Let go of the connection."""
        self._client.close()

    def send(self, method: str, url: str, body: str, headers: dict[str, str]) -> Any:
        """Return the answer (`status`, `headers`, `content`, `tree`).

        Raises `ServerFailed` where there is none, or where the name or password is wrong.
        """
        from caldav.lib import error as dav
        from caldav.lib.http_sync import requests
        from lxml.etree import LxmlError

        bounded = self._client.session
        try:
            answer = self._client.request(url, method, body, headers)
        except dav.RateLimitError as error:
            raise ServerFailed("server_busy") from error
        except dav.AuthorizationError as error:
            code = "server_forbidden" if error.status == 403 else "server_refused"
            raise ServerFailed(code) from error
        except requests.exceptions.SSLError as error:
            raise ServerFailed("server_certificate") from error
        except (requests.exceptions.RequestException, OSError) as error:
            raise ServerFailed("server_offline") from error
        except (dav.DAVError, LxmlError, NotImplementedError, ValueError) as error:
            raise ServerFailed("server_not_calendar") from error
        answer.content = bounded.last
        return answer


class _Bounded:
    """The session the library sends through: same host only, bounded in size and time."""

    def __init__(self, url: str) -> None:
        from caldav.lib.http_sync import requests

        self._origin = _origin(url)
        self._session = requests.Session(
            retries=0, disable_http2=True, disable_http3=True,
            revocation_configuration=None, allow_incoming_cookies=False,
        )  # fmt: skip
        self._session.trust_env = False
        self.last = b""

    def close(self) -> None:
        """Close all connections."""
        self._session.close()

    def request(self, method: str, url: str, **options: Any) -> Any:
        """Send one request and follow redirects within the host."""
        for _ in range(_MOST_REDIRECTS):
            if _origin(url) != self._origin:
                raise ServerFailed("server_moved")
            answer = self._session.request(
                method, url, data=options["data"], headers=options["headers"],
                auth=options["auth"], timeout=LONGEST_WAIT, verify=True,
                allow_redirects=False, stream=True,
            )  # fmt: skip
            self.last = _body(answer)
            if answer.status_code not in _REDIRECTS or "Location" not in answer.headers:
                return SimpleNamespace(
                    status_code=answer.status_code, headers=answer.headers, url=url,
                    content=self.last, text=self.last.decode("utf-8", "replace"),
                    reason=answer.reason,
                )  # fmt: skip
            url = urljoin(url, answer.headers["Location"])
        raise ServerFailed("server_moved")


def _origin(url: str) -> tuple[str, str | None, int | None]:
    parts = urlsplit(url)
    port = parts.port or {"http": 80, "https": 443}.get(parts.scheme)
    return parts.scheme, parts.hostname, port


def _body(answer: Any) -> bytes:
    begun, parts, size = time.monotonic(), [], 0
    for part in answer.iter_content(64 * 1024):
        parts.append(part)
        size += len(part)
        if size > MOST_BYTES:
            answer.close()
            raise ServerFailed("server_too_much")
        if time.monotonic() - begun > LONGEST_ANSWER:
            answer.close()
            raise ServerFailed("server_offline")
    return b"".join(parts)
