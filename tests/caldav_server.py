"""A real calendar server (Radicale) on this computer, for the tests."""

import base64
import http.client
import socket
import subprocess
import sys
import time
from pathlib import Path

USER, PASSWORD = "anna", "correct horse"


class Radicale:
    """One server with its own folder and port; it can be stopped and started again."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        folder.mkdir(parents=True, exist_ok=True)
        (folder / "users").write_text(f"{USER}:{PASSWORD}\n")
        with socket.socket() as probe:
            probe.bind(("127.0.0.1", 0))
            self.port = probe.getsockname()[1]
        self._process: subprocess.Popen[bytes] | None = None

    @property
    def address(self) -> str:
        return f"http://127.0.0.1:{self.port}/"

    def start(self) -> None:
        options = {
            "--server-hosts": f"127.0.0.1:{self.port}", "--auth-type": "htpasswd",
            "--auth-htpasswd-filename": str(self.folder / "users"),
            "--auth-htpasswd-encryption": "plain", "--auth-delay": "0",
            "--storage-filesystem-folder": str(self.folder / "store"),
            "--logging-level": "critical",
        }  # fmt: skip
        words = [word for pair in options.items() for word in pair]
        self._process = subprocess.Popen(
            [sys.executable, "-m", "radicale", "--config", "", *words],
            stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
        )  # fmt: skip
        last = time.monotonic() + 30
        while time.monotonic() < last:
            try:
                socket.create_connection(("127.0.0.1", self.port), 1).close()
            except OSError:
                time.sleep(0.05)
            else:
                return
        raise AssertionError("Radicale did not start")

    def stop(self) -> None:
        if self._process is not None:
            self._process.terminate()
            self._process.wait(20)
            self._process = None

    def make_calendar(self, name: str) -> str:
        """Make a calendar and return its address."""
        body = (
            '<C:mkcalendar xmlns:D="DAV:" xmlns:C="urn:ietf:params:xml:ns:caldav"><D:set><D:prop>'
            f"<D:displayname>{name}</D:displayname></D:prop></D:set></C:mkcalendar>"
        )
        assert self.ask("MKCALENDAR", f"/{USER}/{name.lower()}/", body)[0] == 201
        return f"{self.address}{USER}/{name.lower()}/"

    def ask(self, method: str, path: str, body: str = "") -> tuple[int, bytes]:
        """Send one request, independently of the program."""
        token = base64.b64encode(f"{USER}:{PASSWORD}".encode()).decode()
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=20)
        headers = {"Authorization": f"Basic {token}"}
        if body.startswith("BEGIN"):
            headers["Content-Type"] = "text/calendar"
        connection.request(method, path, body.encode(), headers)
        answer = connection.getresponse()
        found = answer.status, answer.read()
        connection.close()
        return found

    def stored(self, calendar: str) -> dict[str, bytes]:
        """Return the files of a calendar as they lie on the server's disk."""
        name = calendar.rstrip("/").rsplit("/", 1)[-1]
        folder = self.folder / "store" / "collection-root" / USER / name
        return {path.name: path.read_bytes() for path in folder.glob("*.ics")}
