"""The calendar on a server: `caldav connect`, `publish`, `check`, `status`, `disconnect`."""

import os
import sys
from dataclasses import asdict

from caregiver.app import Caregiver
from caregiver.cli.arguments import Commands, Namespace, Parser
from caregiver.cli.output import Answer, iso, moment_text
from caregiver.errors import BadInput, NotFound

PASSWORD_VARIABLE = "CAREGIVER_CALDAV_PASSWORD"


def register(commands: Commands) -> None:
    """Add the commands about a calendar server."""
    server = commands.group("caldav", "put the calendar on a server of yours (CalDAV)")
    connect = server.add("connect", "log in and choose calendars", _connect)
    connect.add_argument("address", metavar="ADDRESS", help="such as https://cloud.example.org")
    connect.add_argument("--user", required=True, metavar="NAME")
    connect.add_argument("--calendar", metavar="NAME", help="where to publish")
    connect.add_argument("--watch", metavar="NAME", help="where invitations arrive")
    connect.add_argument(
        "--privacy", choices=("full", "places", "busy"), help="how much is told; else places"
    )
    _password(connect)
    _password(server.add("publish", "make the calendar there what it is here", _publish))
    check = server.add("check", "look for invitations; writes nothing there", _check)
    check.add_argument("--take", action="store_true", help="take over what is new")
    _password(check)
    server.add("status", "say how the last try went", _status)
    leave = server.add("disconnect", "forget the server and its password", _disconnect)
    leave.add_argument("--take-off", action="store_true", help="first delete our events there")
    _password(leave)


def _password(parser: Parser) -> None:
    parser.add_argument(
        "--password-stdin",
        action="store_true",
        help=f"read it from standard input; else from {PASSWORD_VARIABLE} or the keyring",
    )


def _given(args: Namespace) -> str | None:
    if args.password_stdin:
        return sys.stdin.readline().rstrip("\r\n") or None
    return os.environ.get(PASSWORD_VARIABLE) or None


def _connect(app: Caregiver, args: Namespace) -> Answer:
    password = _given(args)
    if password is None:
        raise BadInput("password_needed")
    found = app.publishing.connect(args.address, args.user, password)
    chosen: dict[str, object] = {}
    for name, field in ((args.calendar, "calendar"), (args.watch, "watched")):
        if name is None:
            continue
        one = next((one for one in found if name in (one.name, one.url)), None)
        if one is None:
            raise NotFound("calendar_gone")
        chosen[field] = one.url if field == "calendar" else (one.url,)
        if field == "calendar":
            chosen["calendar_name"] = one.name
    if args.privacy:
        chosen["privacy"] = args.privacy
    app.publishing.choose(**chosen)
    lines = [f"{one.name}: {one.url}" for one in found]
    return Answer({"calendars": [asdict(one) for one in found]}, ["Connected.", *lines])


def _publish(app: Caregiver, args: Namespace) -> Answer:
    done = app.publishing.publish(_given(args))
    words = (
        f"Added: {done.added}, updated: {done.updated}, removed: {done.removed}, "
        f"right already: {done.unchanged}, left alone: {done.left_alone}."
    )
    return Answer(asdict(done), [words])


def _check(app: Caregiver, args: Namespace) -> Answer:
    path = app.publishing.save_invitations(app.path.parent, _given(args))
    if path is None:
        return Answer({"found": 0, "new": 0, "added": 0}, ["No invitations."])
    try:
        preview = app.imports.preview(path)
    finally:
        path.unlink(missing_ok=True)
    new = [one for one in preview.rows if one.is_ticked]
    added = app.imports.run(preview).added if args.take else 0
    lines = [f"{one.state.value}: {one.title}" for one in preview.rows]
    return Answer({"found": len(preview.rows), "new": len(new), "added": added}, lines)


def _status(app: Caregiver, args: Namespace) -> Answer:
    account, state = app.publishing.account(), app.publishing.state()
    zone = app.clock.zone()
    data = {
        "state": state.code,
        "address": account.address if account else None,
        "user": account.user if account else None,
        "calendar": account.calendar or None if account else None,
        "last_try": iso(state.tried_at, zone),
        "last_good": iso(state.good_at, zone),
        "published": state.published,
        "paused_since": iso(state.paused_at, zone),
    }
    if account is None:
        return Answer(data, ["Never connected."])
    last = moment_text(state.good_at, zone) if state.good_at else "never"
    words = [f"{account.user} at {account.address}: {state.code.replace('_', ' ')}."]
    words.append(f"Last good: {last}. Events there: {state.published}.")
    if state.paused_at:
        words.append("A backup was put back, so publishing by itself is off.")
    return Answer(data, words)


def _disconnect(app: Caregiver, args: Namespace) -> Answer:
    app.publishing.disconnect(_given(args), take_off=args.take_off)
    return Answer({"disconnected": True}, ["Disconnected."])
