"""The calendar on the phone: a calendar server of the family's, published to and looked at."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QLineEdit, QWidget

from caregiver.errors import UserError
from caregiver.services.imports import ImportPreview
from caregiver.services.publishing import Account
from caregiver.services.publishing_run import Published
from ui import messages
from ui.dialogs.import_calendar import show_preview
from ui.dialogs.message import ask
from ui.theme import look
from ui.widgets.buttons import Button, main_button, quiet_button, second_button
from ui.widgets.cards import Card, SectionHeading, clear, down
from ui.widgets.fields import ChoiceField, TextField, TickField
from ui.widgets.flow import FlowLayout
from ui.widgets.segmented import SegmentedField
from ui.widgets.text import plain, set_words

if TYPE_CHECKING:
    from caregiver.app import Caregiver
    from caregiver.services.publishing import ServerCalendar
    from ui.pages import Host


class ServerChoices(QWidget):
    """Show the form to connect, or the choices and the state of the account."""

    def __init__(self, app: Caregiver, host: Host) -> None:
        super().__init__()
        self._app, self._host = app, host
        self._calendars: tuple[ServerCalendar, ...] = ()
        self._has_begun = False
        self._card = Card(padding=(16, 16))
        self._card.body.setSpacing(look().gap(12))
        self._state = plain("", "secondary", name="server_state")

    def section(self) -> QWidget:
        """Return the section of the page with its heading."""
        return down(SectionHeading(self.tr("Calendar on the phone (CalDAV)")), self._card)

    def begin(self) -> None:
        """Read the account the first time; later only what is done here builds the card anew."""
        if not self._has_begun:
            self.refresh()

    def refresh(self) -> None:
        """Build the card anew: the form without an account, else its choices."""
        clear(self._card.body)
        self._state = plain("", "secondary", name="server_state")
        account = self._app.publishing.account()
        if account is None:
            self._show_form("", "")
        else:
            self._show_account(account)
        self.show_state()
        self._has_begun = True

    def show_state(self) -> None:
        """Say in words how the last try went."""
        state = self._app.publishing.state()
        last = self._when(state.good_at) if state.good_at else self.tr("never yet")
        if state.code == "never":
            words = self.tr("Not connected. Nothing leaves this computer.")
        elif state.code == "connected":
            words = self.tr("Connected. Last time: {last}. Appointments there: {count}.")
        elif state.code == "server_offline":
            words = self.tr("Offline. Last good time: {last}. It goes on when you try again.")
        else:
            sentence = messages.sentence(UserError(state.code))
            words = f"{sentence} {self.tr('Last good time: {last}.')}"
        if state.paused_at:
            more = self.tr("A backup was put back, so publishing by itself is off. "
                           "Look at the calendar, then switch it on again.")  # fmt: skip
            words = f"{words} {more}"
        set_words(self._state, words.format(last=last, count=state.published))

    def _show_form(self, address: str, user: str) -> None:
        self._address = TextField(
            "server_address", self.tr("Address of the server"), example="https://cloud.example.org",
            hint=self.tr("iCloud: https://caldav.icloud.com. Nextcloud: your cloud's address "
                         "and /remote.php/dav/"),
        )  # fmt: skip
        self._user = TextField("server_user", self.tr("User name"))
        self._address.set_value(address)
        self._user.set_value(user)
        go = main_button("server_connect", self.tr("Connect"))
        go.clicked.connect(self._connect)
        for part in (
            plain(self.tr("Show your appointments on the phone, through a calendar account of "
                          "your own. Nothing is sent before you connect."), "muted"),
            self._address, self._user, self._password_field(), _wrapped(go), self._state,
        ):  # fmt: skip
            self._card.add(part)

    def _password_field(self) -> QWidget:
        self._password = TextField(
            "server_password", self.tr("Password"),
            hint=self.tr("iCloud and many Nextclouds want an app password. You make one in the "
                         "settings of your account there. It is kept in this computer's password "
                         "safe; where there is none, you are asked each time."),
        )  # fmt: skip
        editor = self._password.editor
        assert isinstance(editor, QLineEdit)
        editor.setEchoMode(QLineEdit.EchoMode.Password)
        return self._password

    def _show_account(self, account: Account) -> None:
        who = self.tr("{user} at {address}").format(user=account.user, address=account.address)
        self._card.add(plain(who, "strong"))
        self._card.add(self._state)
        self._card.add(self._calendar_field("server_calendar", self.tr("Show them in"),
                                            account.calendar, self._choose_calendar))  # fmt: skip
        levels = [
            ("places", self.tr("Times and places")),
            ("full", self.tr("Everything")),
            ("busy", self.tr("Only busy")),
        ]
        privacy: SegmentedField[str] = SegmentedField(
            "server_privacy", self.tr("How much is told"), levels
        )
        privacy.set_value(account.privacy)
        privacy.value_changed.connect(lambda: self._choose(privacy=privacy.value()))
        self._card.add(privacy)
        watched = account.watched[0] if account.watched else ""
        self._card.add(self._calendar_field("server_watched", self.tr("Look for invitations in"),
                                            watched, self._choose_watched))  # fmt: skip
        auto = TickField("server_automatic", self.tr("Publish by itself after changes"))
        auto.set_value(account.automatic)
        auto.value_changed.connect(lambda: self._choose(automatic=auto.value()))
        self._card.add(auto)
        self._ask_password(account)
        buttons = (
            _button("server_publish", self.tr("Publish now"), self._publish),
            _button("server_check", self.tr("Check for invitations"), self._check),
            _button("server_list", self.tr("Show calendars again"), self._list),
            _button("server_disconnect", self.tr("Disconnect"), self._disconnect, quiet=True),
        )
        self._card.add(_wrapped(*buttons))

    def _ask_password(self, account: Account) -> None:
        field = self._password_field()
        known = bool(self._app.publishing.passwords.find(account.address, account.user))
        wrong = self._app.publishing.state().code == "server_refused"
        field.setVisible(not known or wrong)
        self._card.add(field)

    def _calendar_field(
        self, name: str, label: str, chosen: str, choose: Callable[[str], None]
    ) -> QWidget:
        offered = [("", self.tr("None"))]
        offered += [(one.url, one.name) for one in self._calendars
                    if one.is_writable or name == "server_watched"]  # fmt: skip
        if chosen and chosen not in {url for url, _ in offered}:
            offered.append((chosen, chosen.rstrip("/").rsplit("/", 1)[-1]))
        field: ChoiceField[str] = ChoiceField(name, label, offered)
        field.set_value(chosen)
        field.value_changed.connect(lambda: choose(field.value()))
        return field

    def _choose(self, **chosen: object) -> None:
        self._app.publishing.choose(**chosen)
        self.show_state()

    def _choose_calendar(self, url: str) -> None:
        self._choose(calendar=url)

    def _choose_watched(self, url: str) -> None:
        self._choose(watched=(url,) if url else ())

    def _typed(self) -> str | None:
        return self._password.draft() or None

    def _connect(self) -> None:
        address, user, password = (
            one.draft() for one in (self._address, self._user, self._password)
        )
        service = self._app.publishing
        self._run(lambda: service.connect(address, user, password), self._connected)

    def _connected(self, found: tuple[ServerCalendar, ...]) -> None:
        self._calendars = found
        self.refresh()
        self._host.tell(self.tr("Connected. Now choose a calendar."), undo=False)

    def _list(self) -> None:
        typed = self._typed()
        self._run(lambda: self._app.publishing.calendars(typed), self._connected)

    def _publish(self) -> None:
        typed = self._typed()
        self._run(lambda: self._app.publishing.publish(typed), self._published)

    def _published(self, done: Published) -> None:
        words = self.tr("Published: {added} new, {updated} changed, {removed} removed.")
        said = words.format(added=done.added, updated=done.updated, removed=done.removed)
        if done.left_alone:
            more = self.tr("{count} came there from elsewhere and stay as they are.")
            said = f"{said} {more.format(count=done.left_alone)}"
        self._host.tell(said, undo=False)
        self.show_state()

    def _check(self) -> None:
        typed, folder = self._typed(), self._app.path.parent

        def work() -> ImportPreview | None:
            path = self._app.publishing.save_invitations(folder, typed)
            if path is None:
                return None
            try:
                return self._app.imports.preview(path)
            finally:
                path.unlink(missing_ok=True)

        self._run(work, self._found)

    def _found(self, preview: ImportPreview | None) -> None:
        self.show_state()
        if preview is None:
            self._host.tell(self.tr("No invitations there."), undo=False)
        else:
            show_preview(self._card, self._app, self._host, preview)

    def _disconnect(self) -> None:
        take_off = self._app.publishing.state().published > 0 and ask(
            self, self.tr("Disconnect"),
            self.tr("Shall your appointments be taken off the server too?"),
            do=self.tr("Take them off"), keep=self.tr("Leave them there"),
        )  # fmt: skip
        typed = self._typed()

        def work() -> None:
            self._app.publishing.disconnect(typed, take_off=take_off)

        self._run(work, lambda _: self.refresh())

    def _run(self, work: Callable[[], object], done: Callable[..., None]) -> None:
        """Do it beside the window; the state says what went wrong too."""

        def failed(error: UserError) -> None:
            self.show_state()
            self._host.fail(error)

        self._host.run(work, done, failed)

    def _when(self, instant: datetime) -> str:
        local = instant.astimezone(self._app.clock.zone())
        formats = self._host.formats
        return f"{formats.date_medium(local.date())}, {formats.time(local)}"


def _button(name: str, words: str, act: Callable[[], None], *, quiet: bool = False) -> Button:
    button = quiet_button(name, words) if quiet else second_button(name, words)
    button.clicked.connect(act)
    return button


def _wrapped(*buttons: Button) -> QWidget:
    holder = QWidget()
    flow = FlowLayout(holder)
    for button in buttons:
        flow.addWidget(button)
    return holder
