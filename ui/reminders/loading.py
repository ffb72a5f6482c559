"""Load what reminders are made of beside the window: together it is too long for a frame."""

from importlib import import_module

PARTS = (
    "ctypes",
    "jeepney.io.blocking",
    "caregiver.services.reminders",
    "ui.reminders.center",
    "ui.reminders.chooser",
    "ui.reminders.desktop",
    "ui.autostart",
)


def load() -> None:
    """Import every part that this computer has."""
    for part in PARTS:
        try:
            import_module(part)
        except ImportError:
            if part != "jeepney.io.blocking":  # of Linux only
                raise
