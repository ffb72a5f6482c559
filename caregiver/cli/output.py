"""What a command answers: one JSON document for programs, plain text for people."""

import json
import os
import shutil
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from zoneinfo import ZoneInfo

from caregiver.domain.records import Record, field_names, to_plain
from caregiver.formats import PlainFormats

MATCH_MARKS = {2: None, 3: None}
_GAP = 2
_NARROWEST = 12


@dataclass(frozen=True, slots=True)
class Answer:
    """The answer of one command: the JSON document, the lines of text, and the exit code."""

    data: Any
    lines: Sequence[str] = ()
    exit_code: int = 0


def show(answer: Answer, *, as_json: bool) -> None:
    """Print an answer; characters the terminal does not have are written as their code."""
    if as_json:
        text = json.dumps(answer.data, ensure_ascii=not _speaks_unicode(), indent=2)
    else:
        text = "\n".join(answer.lines)
    if not text:
        return
    encoding = sys.stdout.encoding or "utf-8"
    print(text.encode(encoding, "backslashreplace").decode(encoding))
    sys.stdout.flush()


def complain(sentence: str) -> None:
    """Print one sentence on standard error."""
    encoding = sys.stderr.encoding or "utf-8"
    one_line = " ".join(sentence.split())
    print(one_line.encode(encoding, "backslashreplace").decode(encoding), file=sys.stderr)


def table(rows: Sequence[Sequence[str]], heads: Sequence[str]) -> list[str]:
    """Return rows in aligned columns; the last column is shortened to what the terminal holds."""
    cells = [[" ".join(cell.split()) for cell in row] for row in (heads, *rows)]
    widths = [max(len(row[place]) for row in cells) for place in range(len(heads))]
    if sys.stdout.isatty():
        room = shutil.get_terminal_size().columns - sum(widths[:-1]) - _GAP * (len(widths) - 1)
        widths[-1] = min(widths[-1], max(room, _NARROWEST))
    return [_line(row, widths) for row in cells]


def record_json(record: Record) -> dict[str, Any]:
    """Return a record for JSON: its plain form, with yes/no and lists as JSON has them."""
    plain: dict[str, Any] = {"kind": record.kind, **to_plain(record)}
    for name in field_names(type(record)):
        value = getattr(record, name)
        if isinstance(value, bool):
            plain[name] = value
        elif isinstance(value, tuple):
            plain[name] = json.loads(plain[name]) if plain[name] else []
    return plain


def title_of(record: Record) -> str:
    """Return the line that names a record, as far as it has words."""
    texts = [text for text in record.texts() if text]
    return " ".join(texts[0].split()) if texts else ""


def iso(moment: datetime | date | None, zone: ZoneInfo) -> str | None:
    """Return an instant in `zone` with its offset, a day as it is."""
    if isinstance(moment, datetime):
        return moment.astimezone(zone).isoformat(timespec="seconds")
    return moment.isoformat() if moment else None


def moment_text(moment: datetime, zone: ZoneInfo) -> str:
    """Return an instant as a person of `zone` writes it."""
    local = moment.astimezone(zone)
    formats = PlainFormats()
    return f"{local.date().isoformat()} {formats.time(local)}"


def _line(row: Sequence[str], widths: Sequence[int]) -> str:
    fitted = [
        cell if len(cell) <= width else f"{cell[: width - 1]}…"
        for cell, width in zip(row, widths, strict=True)
    ]
    return (
        (" " * _GAP)
        .join(cell.ljust(width) for cell, width in zip(fitted, widths, strict=True))
        .rstrip()
    )


def _speaks_unicode() -> bool:
    return (sys.stdout.encoding or "").lower().replace("-", "") == "utf8"


def silence_output() -> None:
    """Stop writing to a reader that has gone, so that the end of the program does not complain."""
    nowhere = os.open(os.devnull, os.O_WRONLY)
    os.dup2(nowhere, sys.stdout.fileno())
    os.close(nowhere)
