"""The choices of reminders: what, how loud, when not, and how the program stays there for them."""

from __future__ import annotations

from datetime import time
from typing import TYPE_CHECKING, Any

from PySide6.QtWidgets import QWidget

from ui import autostart
from ui.reminders import words
from ui.reminders.notices import Way
from ui.theme import look
from ui.widgets.buttons import second_button
from ui.widgets.cards import Card, InlineMessage, SectionHeading, across, down
from ui.widgets.date_fields import TimeField
from ui.widgets.fields import TickField
from ui.widgets.flow import FlowLayout
from ui.widgets.segmented import SegmentedField
from ui.widgets.text import plain, set_words

if TYPE_CHECKING:
    from ui.pages import Host

RENOTIFY_MINUTES = (0, 5, 10, 30)
RENOTIFY_TIMES = (1, 3, 6)


class ReminderChoices(QWidget):
    """Show every choice about reminders; each applies at once."""

    def __init__(self, host: Host) -> None:
        super().__init__()
        self._host = host
        self._entry = autostart.here()
        self._way = plain("", "muted", name="notification_way")
        self._login_words = plain("", "muted", name="login_words")

    def section(self) -> QWidget:
        """Return the section of the page with its heading."""
        # side by side in the card, not in groups of their own: only so do choices that wrap get
        # the height they need
        self._parts = [
            self._what(), *self._how(), self._quiet(), *self._again(), self._presence()
        ]  # fmt: skip
        card = Card(self._tick("reminders_on", self.tr("Remind me on this computer")))
        card.body.setContentsMargins(*(look().gap(16),) * 4)
        card.body.setSpacing(look().gap(16))
        for part in self._parts:
            card.add(part)
        self._enable()
        self._host.reminders.changed.connect(self.show_way)
        self.show_way()
        return down(SectionHeading(self.tr("Reminders")), self._honest(), card, spacing=8)

    def show_way(self) -> None:
        """Say how notices are shown here, and whether the entry at login is there."""
        sentence = {
            Way.UNKNOWN: self.tr("The program looks for a way to show notifications."),
            Way.DESKTOP: self.tr("Notifications can be shown on this computer."),
            Way.TRAY: self.tr("Notifications can be shown on this computer, without buttons."),
            Way.WINDOW: words.cannot_show_words()
            + " "
            + self.tr("A small window is shown instead."),
        }[self._host.reminders.way()]
        set_words(self._way, sentence)

    def refresh(self) -> None:
        """Find out how notices are shown, and whether the entry at login is there."""
        self._host.reminders.find_way()
        is_on = autostart.is_on(self._entry)
        if self._login.value() != is_on:
            self._show_login(is_on)

    def _honest(self) -> QWidget:
        share = second_button("share_calendar", self.tr("Open the calendar"), "calendar-days")
        share.clicked.connect(lambda: self._host.go("calendar"))
        sentence = self.tr(
            "A computer that sleeps cannot remind you. For alarms, put the calendar on your phone: "
            "in the calendar, More saves a file for it."
        )
        return InlineMessage("info", "", sentence, share)

    def _what(self) -> QWidget:
        return down(
            plain(self.tr("Remind of"), "strong"),
            self._tick("remind_appointments", self.tr("Appointments")),
            self._tick("remind_doses", self.tr("Medicines")),
            self._tick("remind_tasks", self.tr("Tasks and follow-ups")),
            spacing=4,
        )

    def _how(self) -> list[QWidget]:
        said = [
            ("neutral", self.tr("Only that something is due")),
            ("full", self.tr("What it is")),
        ]
        trial = second_button("send_test", self.tr("Send a test notification"), "bell")
        trial.clicked.connect(lambda: self._host.reminders.send_trial())
        holder = QWidget()
        FlowLayout(holder).addWidget(trial)
        hint = self.tr("Others can read a notification, also while the screen is locked.")
        choice = self._choice("notification_words", self.tr("A notification says"), said, hint)
        return [choice, holder, self._way]

    def _quiet(self) -> QWidget:
        formats, settings = self._host.formats, self._host.settings
        first = TimeField("quiet_from", self.tr("Quiet from"), formats)
        last = TimeField("quiet_until", self.tr("Quiet until"), formats)
        for field, kept in ((first, settings.quiet_from), (last, settings.quiet_until)):
            field.set_value(time.fromisoformat(kept) if kept else None)
            field.value_changed.connect(lambda: self._keep_quiet(first, last))
        hint = self.tr("What comes due then is told in one notification when they end.")
        return down(
            plain(self.tr("Quiet hours"), "strong"),
            plain(hint, "muted"),
            across(first, 1, last, 1, spacing=16),
            spacing=4,
        )

    def _again(self) -> list[QWidget]:
        minutes = [
            (each, self.tr("Every %s minutes") % each if each else self.tr("No"))
            for each in RENOTIFY_MINUTES
        ]
        times = [
            (each, self.tr("%s times") % each if each > 1 else self.tr("Once"))
            for each in RENOTIFY_TIMES
        ]
        return [
            self._choice("renotify_minutes", self.tr("Tell again until answered"), minutes),
            self._choice("renotify_times", self.tr("But no more often than"), times),
        ]

    def _presence(self) -> QWidget:
        tray = self._tick("close_to_tray", self.tr("Keep running when the window is closed"))
        login = self._login = TickField(
            "start_at_login",
            self.tr("Start in the background when I log in"),
        )
        login.set_value(autostart.is_on(self._entry))
        login.value_changed.connect(self._switch_login)
        return down(tray, login, self._login_words, spacing=4)

    def _tick(self, name: str, label: str) -> TickField:
        field = TickField(name, label)
        field.set_value(bool(getattr(self._host.settings, name)))
        field.value_changed.connect(lambda: self._set(name, field.value()))
        return field

    def _choice(
        self, name: str, label: str, choices: list[tuple[Any, str]], hint: str = ""
    ) -> QWidget:
        field: SegmentedField[Any] = SegmentedField(name, label, choices, hint=hint)
        field.set_value(getattr(self._host.settings, name))
        field.value_changed.connect(lambda: self._set(name, field.value()))
        return field

    def _keep_quiet(self, first: TimeField, last: TimeField) -> None:
        """Keep the quiet hours once both ends can be read; no end at all switches them off."""
        begins, ends = first.value(), last.value()
        if begins is not None and ends is not None:
            kept = f"{begins:%H:%M}", f"{ends:%H:%M}"
        elif first.draft().strip() and last.draft().strip():
            return  # somebody is typing
        else:
            kept = "", ""
        settings = self._host.settings
        if (settings.quiet_from, settings.quiet_until) != kept:
            settings.quiet_from, settings.quiet_until = kept
            self._host.settings_changed()

    def _show_login(self, is_on: bool) -> None:
        self._login.blockSignals(True)
        self._login.set_value(is_on)
        self._login.blockSignals(False)

    def _switch_login(self) -> None:
        """Write or remove the entry at login and say what is there now."""
        is_wanted = self._login.value()
        if autostart.switch(self._entry, is_wanted):
            said = self.tr("Checked: the entry at login is there.") if is_wanted else ""
        else:
            said = self.tr("The entry at login could not be changed.")
            self._show_login(not is_wanted)
        set_words(self._login_words, said)
        self._set("start_at_login", autostart.is_on(self._entry))

    def _set(self, name: str, value: Any) -> None:
        if value is not None and getattr(self._host.settings, name) != value:
            setattr(self._host.settings, name, value)
            self._enable()
            self._host.settings_changed()

    def _enable(self) -> None:
        """Let the choices rest while reminders are switched off."""
        is_on = self._host.settings.reminders_on
        for part in self._parts:
            part.setEnabled(is_on)
