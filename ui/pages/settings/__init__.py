"""The Settings page: the person, the treatment, the look, backups and what was removed."""

from ui.pages.settings.page import SettingsPage

__all__ = ["SettingsPage"]
