"""CSV that a spreadsheet reads right and that runs nothing."""

import csv
import io
from datetime import UTC, date, datetime, time
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from caregiver.exchange.csv_tables import CsvColumn, CsvTable, cell_text, csv_bytes, csv_files


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (None, ""),
        (True, "yes"),
        (False, "no"),
        (Decimal("0.50"), "0.50"),
        (Decimal("1E+3"), "1000"),
        (-5, "-5"),
        (date(2027, 3, 24), "2027-03-24"),
        (time(8, 5), "08:05"),
        (datetime(2027, 3, 24, 12, 0, tzinfo=UTC), "2027-03-24T12:00:00+00:00"),
        ("=1+1", "'=1+1"),
        ("+1", "'+1"),
        ("-1", "'-1"),
        ("@SUM(A1)", "'@SUM(A1)"),
        ("\tx", "'\tx"),
        ("\rx", "'\rx"),
        ("a=b", "a=b"),
    ],
)
def test_what_stands_in_a_cell(value, text):
    assert cell_text(value) == text


def a_table(*rows):
    columns = (CsvColumn("name", "who"), CsvColumn("note", "what"))
    return CsvTable("people", "people", columns, rows)


def test_the_file_has_a_mark_and_windows_line_ends():
    content = csv_bytes(a_table(("Łódź", "a,b")))
    assert content.startswith(b"\xef\xbb\xbf")
    assert content.decode("utf-8-sig") == 'name,note\r\nŁódź,"a,b"\r\n'


@given(st.lists(st.tuples(st.text(max_size=20), st.text(max_size=20)), max_size=5))
def test_every_text_comes_back_and_none_is_a_formula(rows):
    content = csv_bytes(a_table(*rows)).decode("utf-8-sig")
    read = list(csv.reader(io.StringIO(content, newline=""), strict=True))[1:]
    assert [[cell.removeprefix("'") for cell in row] for row in read] == [
        [cell.removeprefix("'") for cell in row] for row in rows
    ]
    for row in read:
        for cell in row:
            assert not cell.startswith(("=", "+", "-", "@", "\t", "\r"))


def test_the_readme_names_every_file_and_column():
    files = csv_files("Title", 1, [a_table(("a", "b"))])
    said = files["README.txt"].decode("utf-8-sig")
    assert "Format version: 1" in said
    assert "people.csv: people (1 rows)" in said
    assert "  note: what" in said
