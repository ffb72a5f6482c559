"""The few numbers Today needs, each found by an index however old the file is."""

from sqlalchemy import func, select, text

from caregiver.storage import statements
from caregiver.storage.reading import Reader
from caregiver.storage.tables import RECORD_TABLES

_question = RECORD_TABLES["question"]
_COUNT_QUESTIONS = select(func.count(), func.coalesce(func.sum(_question.c.is_top), 0)).where(
    _question.c.status.in_(("open", "they_will_check"))
)
_PRESENT = text(
    "SELECT EXISTS (SELECT 1 FROM appointment), EXISTS (SELECT 1 FROM medication),"
    " EXISTS (SELECT 1 FROM care_team_member WHERE is_team_line = 1)"
)


def waiting_questions(reader: Reader) -> tuple[int, int]:
    """Return how many questions wait for the next visit, and how many of them are chosen."""
    (row,) = statements.rows(reader.connection, _COUNT_QUESTIONS)
    return int(row[0]), int(row[1])


def what_is_there(reader: Reader) -> tuple[bool, bool, bool]:
    """Say whether there is any appointment, any medicine, and a number to call."""
    (row,) = statements.rows(reader.connection, _PRESENT)
    return bool(row[0]), bool(row[1]), bool(row[2])
