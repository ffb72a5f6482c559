"""Where things are: the program's own files and the person's folders."""

import os
from pathlib import Path

import platformdirs

APP_NAME = "caregiver-organizer"
CARE_SUFFIX = ".care"


def settings_folder() -> Path:
    """Return the folder of preferences; `CAREGIVER_HOME` overrides it for tests and sticks."""
    override = os.environ.get("CAREGIVER_HOME")
    if override:
        return Path(override)
    return Path(platformdirs.user_config_dir(APP_NAME, appauthor=False))


def log_folder() -> Path:
    """Return the folder of the log."""
    override = os.environ.get("CAREGIVER_HOME")
    if override:
        return Path(override)
    return Path(platformdirs.user_log_dir(APP_NAME, appauthor=False))


def care_folder() -> Path:
    """Return where a new care file goes unless the person says otherwise."""
    override = os.environ.get("CAREGIVER_HOME")
    if override:
        return Path(override)
    return Path(platformdirs.user_documents_dir()) / "Caregiver Organizer"


def make_private_folder(folder: Path) -> None:
    """Create `folder` so that only its owner can read it."""
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
