"""Statements that are prepared once give what they gave the first time, with other values."""

import pytest
from sqlalchemy import bindparam, insert, select

from caregiver.clock import FixedClock
from caregiver.domain.journal import JournalEntry
from caregiver.domain.labs import LabResult
from caregiver.domain.records import to_plain
from caregiver.errors import CareFileDamaged
from caregiver.storage import statements
from caregiver.storage.care_file import CareFile
from caregiver.storage.tables import RECORD_TABLES
from tests import builders

_journal = RECORD_TABLES["journal_entry"]
_BY_DAY = select(_journal.c.text).where(_journal.c.day == bindparam("wanted"))
_KNOWN = (
    select(_journal.c.text)
    .where(_journal.c.text.in_(("one", "two")), _journal.c.day == bindparam("wanted"))
    .order_by(_journal.c.text)
)
_INSERT = insert(_journal)


@pytest.fixture(autouse=True)
def entries(care_file: CareFile, clock: FixedClock) -> None:
    with care_file.change("saved") as work:
        for text in ("one", "two", "three"):
            work.save(builders.a_journal_entry(text=text))


def test_each_call_uses_its_own_values(care_file: CareFile) -> None:
    day = builders.MONDAY.isoformat()
    with care_file.read() as reader:
        for _ in range(2):
            found = statements.rows(reader.connection, _BY_DAY, {"wanted": day})
            assert sorted(found) == [("one",), ("three",), ("two",)]
            assert statements.rows(reader.connection, _BY_DAY, {"wanted": "1999-01-01"}) == []


def test_a_list_in_a_statement_stays_beside_values_that_change(care_file: CareFile) -> None:
    with care_file.read() as reader:
        for day, texts in (("1999-01-01", []), (builders.MONDAY.isoformat(), ["one", "two"])):
            found = statements.rows(reader.connection, _KNOWN, {"wanted": day})
            assert [text for (text,) in found] == texts


def test_many_rows_are_written_in_the_order_of_their_names(care_file: CareFile) -> None:
    made = [builders.a_journal_entry(text=text) for text in ("four", "five")]
    first, second = ({**to_plain(one), "created_at": "2027-03-15T12:00:00Z"} for one in made)
    turned = dict(reversed(second.items()))
    with care_file._transaction() as connection:
        statements.run_many(connection, _INSERT, [first, turned])
        statements.run_many(connection, _INSERT, [])
    with care_file.read() as reader:
        found = {one.id: one.text for one in reader.all(JournalEntry)}
    assert {made[0].id: "four", made[1].id: "five"}.items() <= found.items()


def test_what_the_driver_says_becomes_a_plain_refusal(care_file: CareFile) -> None:
    with care_file._transaction() as connection:
        connection.exec_driver_sql("DROP TABLE lab_result")
    with pytest.raises(CareFileDamaged), care_file.read() as reader:
        reader.all(LabResult)
