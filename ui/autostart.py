"""Start the program at login, as a choice: an entry that is written, read back and removable.

What counts is what is on the disk, not what was once chosen: somebody may have removed the entry
with the desktop's own settings (R8: a start-at-login entry that is verified).
"""

from __future__ import annotations

import os
import plistlib
import re
import shlex
import sys
from collections.abc import Sequence
from importlib import import_module
from pathlib import Path
from typing import Any, Protocol

from caregiver import paths

NAME = "Caregiver Organizer"
FLAG = "--background"
MAIN = Path(__file__).resolve().parent.parent / "main.py"
_WORD = re.compile(r'"((?:\\.|[^"\\])*)"|(\S+)')
RUN_KEY = r"Software\Microsoft\Windows\CurrentVersion\Run"


class Autostart(Protocol):
    """Write, read and remove the entry of one kind of desktop."""

    def words(self) -> list[str]:
        """Return the command of the entry as words, [] where there is none that works."""
        ...

    def add(self, command: Sequence[str]) -> None:
        """Write the entry; `OSError` where it cannot be."""
        ...

    def remove(self) -> None:
        """Remove the entry; nothing happens where there is none."""
        ...


class DesktopEntry:
    """A file in the autostart folder of a Linux desktop (XDG autostart)."""

    def __init__(self, folder: Path | None = None) -> None:
        """Take another folder than the person's own for tests."""
        config = os.environ.get("XDG_CONFIG_HOME") or str(Path.home() / ".config")
        self.path = (folder or Path(config) / "autostart") / f"{paths.APP_NAME}.desktop"

    def words(self) -> list[str]:
        """Return the command of the entry as words."""
        try:
            lines = self.path.read_text(encoding="utf-8").splitlines()
        except (OSError, UnicodeDecodeError):
            return []
        values = dict(line.split("=", 1) for line in lines if "=" in line)
        is_off = "true" in values.get("Hidden", "").lower()
        is_off |= "false" in values.get("X-GNOME-Autostart-enabled", "").lower()
        return [] if is_off else _unquoted(values.get("Exec", ""))

    def add(self, command: Sequence[str]) -> None:
        """Write the entry."""
        lines = (
            "[Desktop Entry]",
            "Type=Application",
            f"Name={NAME}",
            "Comment=Reminds of appointments and medicines",
            f"Exec={' '.join(_quoted(word) for word in command)}",
            f"Icon={paths.APP_NAME}",
            "Terminal=false",
            "X-GNOME-Autostart-enabled=true",
        )
        _replace(self.path, ("\n".join(lines) + "\n").encode())

    def remove(self) -> None:
        """Remove the entry."""
        self.path.unlink(missing_ok=True)


class LaunchAgent:
    """A property list in the LaunchAgents folder of macOS."""

    def __init__(self, folder: Path | None = None) -> None:
        """Take another folder than the person's own for tests."""
        agents = folder or Path.home() / "Library" / "LaunchAgents"
        self.path = agents / f"{paths.APP_NAME}.plist"

    def words(self) -> list[str]:
        """Return the command of the entry as words."""
        try:
            kept = plistlib.loads(self.path.read_bytes())
        except (OSError, ValueError, plistlib.InvalidFileException):
            return []
        return [str(word) for word in kept.get("ProgramArguments", [])]

    def add(self, command: Sequence[str]) -> None:
        """Write the entry."""
        kept = {"Label": paths.APP_NAME, "ProgramArguments": list(command), "RunAtLoad": True}
        _replace(self.path, plistlib.dumps(kept))

    def remove(self) -> None:
        """Remove the entry."""
        self.path.unlink(missing_ok=True)


class RunKey:
    """A value under the person's Run key of Windows."""

    def __init__(self, registry: Any = None) -> None:
        """Take another registry than the machine's for tests."""
        self._registry = registry or import_module("winreg")

    def words(self) -> list[str]:
        """Return the command of the entry as words."""
        try:
            with self._key() as key:
                text, _ = self._registry.QueryValueEx(key, NAME)
        except OSError:
            return []
        return [word.strip('"') for word in shlex.split(str(text), posix=False)]

    def add(self, command: Sequence[str]) -> None:
        """Write the entry."""
        text = " ".join(f'"{word}"' if " " in word or "\\" in word else word for word in command)
        with self._key() as key:
            self._registry.SetValueEx(key, NAME, 0, self._registry.REG_SZ, text)

    def remove(self) -> None:
        """Remove the entry."""
        try:
            with self._key() as key:
                self._registry.DeleteValue(key, NAME)
        except FileNotFoundError:
            return

    def _key(self) -> Any:
        return self._registry.CreateKey(self._registry.HKEY_CURRENT_USER, RUN_KEY)


def here() -> Autostart:
    """Return the way of this computer."""
    if sys.platform == "win32":
        return RunKey()
    return LaunchAgent() if sys.platform == "darwin" else DesktopEntry()


def command() -> list[str]:
    """Return what starts this program without its window."""
    if getattr(sys, "frozen", False):
        return [sys.executable, FLAG]
    return [sys.executable, str(MAIN), FLAG]


def is_on(entry: Autostart) -> bool:
    """Say whether an entry is there that starts this very program."""
    return entry.words() == command() and Path(entry.words()[0]).exists()


def switch(entry: Autostart, is_wanted: bool) -> bool:
    """Write or remove the entry, read it back, and say whether it is now as wanted."""
    try:
        if is_wanted:
            entry.add(command())
        else:
            entry.remove()
    except OSError:
        return False
    return is_on(entry) if is_wanted else not entry.words()


def renew(entry: Autostart) -> bool:
    """Let an entry that is there start the program where it is now; say whether one is there.

    An entry that somebody removed or switched off stays so.
    """
    return bool(entry.words()) and (is_on(entry) or switch(entry, True))


def _quoted(word: str) -> str:
    """Quote a word for Exec (Desktop Entry Specification: quoting, then the string escapes)."""
    inner = "".join(f"\\{one}" if one in '"`$\\' else one for one in word)
    return f'"{inner}"'.replace("\\", "\\\\").replace("%", "%%")


def _unquoted(text: str) -> list[str]:
    """Return the words of an Exec line."""
    line = text.replace("\\\\", "\\")
    words = [quoted or bare for quoted, bare in _WORD.findall(line)]
    return [re.sub(r"\\(.)", r"\1", word).replace("%%", "%") for word in words]


def _replace(path: Path, content: bytes) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    part = path.with_suffix(".part")
    part.write_bytes(content)
    os.replace(part, path)
