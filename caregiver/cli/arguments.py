"""The words of the command line: common options, kinds of value, and the parser of it all."""

import argparse
import sys
from collections.abc import Callable, Sequence
from datetime import date, datetime, time
from decimal import Decimal
from typing import Any, NoReturn, TypeVar

from caregiver import texts
from caregiver.domain.quantities import parse_decimal

Namespace = argparse.Namespace
Run = Callable[..., Any]
PROGRAM = "caregiver"
MOST = 10_000
D = TypeVar("D", date, datetime)


class Usage(Exception):
    """The command was not written as it must be; the sentence says how."""


class Parser(argparse.ArgumentParser):
    """A parser that answers a slip with one sentence and where to read more."""

    def __init__(self, **options: Any) -> None:
        """Never guess at shortened options: a script must mean the same tomorrow."""
        options.setdefault("allow_abbrev", False)
        super().__init__(**options)

    def error(self, message: str) -> NoReturn:
        """Stop with what was wrong."""
        raise Usage(f"{message}. Try: {self.prog} --help".replace(".. Try", ". Try"))


class Commands:
    """Where each module of the command line puts its commands."""

    def __init__(self, under: "argparse._SubParsersAction[Parser]", program: str) -> None:
        """Add commands below one parser."""
        self._under = under
        self._program = program

    def add(self, name: str, help: str, run: Run, *, opens: bool = True) -> Parser:
        """Add one command; `run` takes the open program and the arguments.

        With `opens=False` the care file stays closed and `run` takes a `Place` instead.
        """
        parser = self._under.add_parser(
            name,
            help=help,
            description=help,
            parents=[common_options()],
            prog=f"{self._program} {name}",
        )
        parser.set_defaults(run=run, opens=opens)
        return parser

    def group(self, name: str, help: str) -> "Commands":
        """Add a command that has commands of its own."""
        parser = self._under.add_parser(
            name,
            help=help,
            description=help,
            parents=[common_options()],
            prog=f"{self._program} {name}",
        )
        under = parser.add_subparsers(
            title="what", metavar="WHAT", required=True, parser_class=Parser
        )
        return Commands(under, f"{self._program} {name}")


def common_options() -> Parser:
    """Return the options that may stand before or after a command."""
    parser = Parser(add_help=False, argument_default=argparse.SUPPRESS)
    group = parser.add_argument_group("options of every command")
    group.add_argument("--file", metavar="CARE_FILE", help="the care file; else the last opened")
    group.add_argument(
        "--passphrase-file", metavar="PATH", help="for encrypted care files of a later version"
    )
    group.add_argument(
        "--passphrase-stdin", action="store_true", help="the same, from standard input"
    )
    group.add_argument(
        "--now",
        metavar="ISO",
        type=aware,
        help="a date and time with its offset that stands in for the clock, for tests; "
        "the time zone stays this computer's",
    )
    group.add_argument("--json", action="store_true", help="answer with one JSON document")
    return parser


def value(reader: Callable[[str], Any], code: str) -> Callable[[str], Any]:
    """Return a reader of one kind of value; what it cannot read gets the sentence of `code`."""

    def read(text: str) -> Any:
        try:
            return reader(text)
        except ValueError as error:
            sentence = texts.ERRORS.get(code) or texts.PROBLEMS[code]
            raise argparse.ArgumentTypeError(sentence.format(value=text)) from error

    return read


def _likely(found: D) -> D:
    """Refuse years in which nobody lives who is cared for here."""
    if not 1900 <= found.year <= 2200:
        raise ValueError(found)
    return found


def _day(text: str) -> date:
    if len(text) != len("2027-03-24"):
        raise ValueError(text)
    return _likely(date.fromisoformat(text))


def _local(text: str) -> datetime:
    """Read a wall-clock time; one with an offset is not local."""
    found = datetime.fromisoformat(text)
    if found.tzinfo is not None or len(text) < len("2027-03-24T10:30"):
        raise ValueError(text)
    return _likely(found)


def _local_or_day(text: str) -> datetime | date:
    return _day(text) if len(text) == len("2027-03-24") else _local(text)


def _times(text: str) -> tuple[time, ...]:
    found = tuple(time.fromisoformat(_padded(part)) for part in text.split(","))
    if any(one.tzinfo or one.second or one.microsecond for one in found):
        raise ValueError(text)
    return found


def _padded(text: str) -> str:
    hour, colon, minute = text.strip().partition(":")
    if not colon or not minute.isdecimal() or len(minute) != 2:
        raise ValueError(text)
    return f"{hour:0>2}:{minute}"


def _aware(text: str) -> datetime:
    found = datetime.fromisoformat(text)
    if found.tzinfo is None:
        raise ValueError(text)
    return _likely(found)


def _number(text: str) -> Decimal:
    found = parse_decimal(text)
    if found is None:
        raise ValueError(text)
    return found


def _encodable(text: str) -> str:
    """Refuse bytes of the command line that are no text: nothing in a care file has such an id."""
    text.encode("utf-8")
    return text


def _count(text: str) -> int:
    found = int(text)
    if not 0 <= found <= MOST:
        raise ValueError(text)
    return found


_DAYS = ("mo", "tu", "we", "th", "fr", "sa", "su")


def _weekdays(text: str) -> tuple[int, ...]:
    names = [part.strip().lower() for part in text.split(",")]
    full = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
    if any(len(name) < 2 or not any(day.startswith(name) for day in full) for name in names):
        raise ValueError(text)
    return tuple(sorted({_DAYS.index(name[:2]) for name in names}))


day = value(_day, "date_unreadable")
local = value(_local, "time_unreadable")
local_or_day = value(_local_or_day, "time_unreadable")
clock_times = value(_times, "times_unreadable")
identifier = value(_encodable, "unreadable_text")
count = value(_count, "count_unreadable")
number = value(_number, "number_unreadable")
weekdays = value(_weekdays, "weekday_unknown")


def aware(text: str) -> datetime:
    """Read an instant with its offset from UTC."""
    read: datetime = value(_aware, "now_unreadable")(text)
    return read


def build(modules: Sequence[Any], version: str) -> Parser:
    """Return the whole parser; each module adds its commands with `register`."""
    parser = Parser(
        prog=PROGRAM,
        description="Caregiver Organizer on the command line. Not medical advice.",
        parents=[common_options()],
    )
    parser.add_argument("--version", action="version", version=f"%(prog)s {version}")
    under = parser.add_subparsers(
        title="commands", metavar="COMMAND", required=True, parser_class=Parser
    )
    commands = Commands(under, PROGRAM)
    for module in modules:
        module.register(commands)
    return parser


def parse(parser: Parser, argv: Sequence[str] | None) -> Namespace:
    """Return the arguments, with the common options filled in; raise `Usage` for a slip."""
    defaults = {
        "file": None,
        "passphrase_file": None,
        "passphrase_stdin": False,
        "now": None,
        "json": False,
    }
    words = sys.argv[1:] if argv is None else argv
    for word in words:
        # argparse of Python 3.11 takes the dashes out of "--text=--" and hands on a list.
        if word.startswith("--") and word.endswith("=--"):
            raise Usage(f"{word.removesuffix('=--')} needs a value")
    found = parser.parse_args(words)
    for name, standard in defaults.items():
        if not hasattr(found, name):
            setattr(found, name, standard)
    return found
