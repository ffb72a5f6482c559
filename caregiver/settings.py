"""The preferences of one person on one computer: a small JSON file, without the record itself."""

import contextlib
import json
import os
from dataclasses import asdict, dataclass, fields
from datetime import time
from pathlib import Path

from caregiver import paths

FILE_NAME = "settings.json"


@dataclass(slots=True)
class Settings:
    """What the person chose here; nothing of it travels with the care file.

    `theme` is system, light or dark; `typeface` system or easy; `text_size` 100 to 200 (%);
    `temperature_unit` is °F or °C; `paper` letter, a4 or "" (as usual in this country);
    `window` is x, y, width, height. `quiet_from` and `quiet_until` are wall-clock times ("22:00"),
    both "" for no quiet hours; `renotify_minutes` 0 announces once, else again after so many
    minutes, at most `renotify_times`; `notification_words` is neutral or full.
    `calendar_view` and `calendar_shown` are what the calendar showed last, in its own words.
    """

    last_file: str = ""
    user_name: str = ""
    text_size: int = 100
    theme: str = "system"
    typeface: str = "system"
    paper: str = ""
    temperature_unit: str = "°F"
    row_keys: bool = True
    window: tuple[int, ...] = ()
    is_maximized: bool = False
    reminders_on: bool = True
    remind_appointments: bool = True
    remind_doses: bool = True
    remind_tasks: bool = True
    quiet_from: str = ""
    quiet_until: str = ""
    renotify_minutes: int = 0
    renotify_times: int = 3
    notification_words: str = "neutral"
    close_to_tray: bool = False
    was_told_of_tray: bool = False
    start_at_login: bool = False
    calendar_view: str = "list"
    calendar_shown: str = ""

    def remember_file(self, path: Path) -> None:
        """Keep which care file to open next time."""
        self.last_file = str(path.resolve())


def settings_path() -> Path:
    """Return where the preferences are kept."""
    return paths.settings_folder() / FILE_NAME


def load(path: Path | None = None) -> Settings:
    """Return the preferences; what is missing or makes no sense is as on the first day."""
    try:
        kept = json.loads((path or settings_path()).read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return Settings()
    return _checked(kept) if isinstance(kept, dict) else Settings()


def save(settings: Settings, path: Path | None = None) -> None:
    """Keep the preferences; a folder that cannot be written is no reason to stop."""
    target = path or settings_path()
    part = target.with_suffix(".part")
    with contextlib.suppress(OSError):
        paths.make_private_folder(target.parent)
        part.touch(mode=0o600)
        part.write_text(json.dumps(asdict(settings), indent=1), encoding="utf-8")
        os.replace(part, target)


def _checked(kept: dict[str, object]) -> Settings:
    settings = Settings()
    for each in fields(Settings):
        value = kept.get(each.name)
        standard = getattr(settings, each.name)
        if type(value) is type(standard):
            setattr(settings, each.name, value)
    settings.text_size = min(200, max(100, settings.text_size))
    if settings.theme not in ("system", "light", "dark"):
        settings.theme = "system"
    if settings.paper not in ("", "letter", "a4"):
        settings.paper = ""
    if settings.temperature_unit not in ("°F", "°C"):
        settings.temperature_unit = "°F"
    if settings.notification_words not in ("neutral", "full"):
        settings.notification_words = "neutral"
    settings.renotify_minutes = min(120, max(0, settings.renotify_minutes))
    settings.renotify_times = min(20, max(1, settings.renotify_times))
    if not (_is_time(settings.quiet_from) and _is_time(settings.quiet_until)):
        settings.quiet_from = settings.quiet_until = ""
    window = kept.get("window")
    if isinstance(window, list) and len(window) == 4 and all(type(n) is int for n in window):
        settings.window = tuple(window)
    return settings


def _is_time(text: str) -> bool:
    """Say whether a text is a time of day; empty is none."""
    try:
        time.fromisoformat(text)
    except ValueError:
        return False
    return True
