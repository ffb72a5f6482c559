"""Tables as CSV that spreadsheets read right: UTF-8 with a mark, RFC 4180, no formulas.

*Sources: RFC 4180; OWASP, CSV injection (cells that begin like a formula get an apostrophe).*
"""

from __future__ import annotations

import csv
import io
import zipfile
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, time
from decimal import Decimal

Value = str | int | Decimal | date | datetime | time | bool | None
_FORMULA = ("=", "+", "-", "@", "\t", "\r")
README = "README.txt"


@dataclass(frozen=True, slots=True)
class CsvColumn:
    """A column: its stable snake_case name, and what stands in it."""

    name: str
    about: str


@dataclass(frozen=True, slots=True)
class CsvTable:
    """A table: the name of its file without ending, its columns, and rows of as many values."""

    name: str
    about: str
    columns: tuple[CsvColumn, ...]
    rows: Sequence[Sequence[Value]]


def cell_text(value: Value) -> str:
    """Return a value as it stands in a cell: ISO dates, plain numbers, yes or no."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, Decimal):
        return f"{value:f}"
    if isinstance(value, int):
        return str(value)
    if isinstance(value, time):
        return value.strftime("%H:%M")
    if isinstance(value, date):
        return value.isoformat()
    return f"'{value}" if value.startswith(_FORMULA) else value


def csv_bytes(table: CsvTable) -> bytes:
    """Return one table as the bytes of a CSV file."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow([column.name for column in table.columns])
    for row in table.rows:
        writer.writerow([cell_text(value) for value in row])
    return out.getvalue().encode("utf-8-sig")


def readme(title: str, version: int, tables: Sequence[CsvTable]) -> bytes:
    """Return the text that says what is in each file and column."""
    lines = [title, f"Format version: {version}", ""]
    lines += [
        "Dates are year-month-day, times are 24-hour local times, instants are UTC or bear their",
        "distance from it. Numbers have a point. An empty cell means: not noted. A text that",
        "begins like a formula has an apostrophe (') before it.",
    ]
    for table in tables:
        lines += ["", f"{table.name}.csv: {table.about} ({len(table.rows)} rows)"]
        lines += [f"  {column.name}: {column.about}" for column in table.columns]
    return ("\r\n".join(lines) + "\r\n").encode("utf-8-sig")


def csv_files(title: str, version: int, tables: Sequence[CsvTable]) -> dict[str, bytes]:
    """Return all files by name, the text about them first."""
    files = {README: readme(title, version, tables)}
    return files | {f"{table.name}.csv": csv_bytes(table) for table in tables}


def zipped(files: dict[str, bytes], made_at: datetime) -> bytes:
    """Return the files packed into one; `made_at` is the time they bear."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as packed:
        for name, content in files.items():
            info = zipfile.ZipInfo(name, made_at.timetuple()[:6])
            info.compress_type = zipfile.ZIP_DEFLATED
            packed.writestr(info, content)
    return out.getvalue()
