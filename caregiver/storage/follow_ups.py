"""What says where the follow-ups stand, found without reading every round of the years."""

from datetime import date
from typing import Any

from sqlalchemy import Connection, Select, and_, func, select

from caregiver.domain.follow_up_plan import done_day
from caregiver.domain.follow_ups import FollowUpRound
from caregiver.domain.records import from_row
from caregiver.storage import statements
from caregiver.storage.tables import RECORD_TABLES

_round = RECORD_TABLES["follow_up_round"]
_plan = RECORD_TABLES["follow_up"]
_lab = RECORD_TABLES["lab_result"]


# Outer joins, so that SQLite goes plan by plan on the index of plan and day; else it would read
# the rounds of all years. A plan without such a round gives a row of nothing.
_same = _round.alias()
_last_day = (
    select(func.max(_same.c.done_on)).where(_same.c.follow_up_id == _plan.c.id).scalar_subquery()
)
_OPEN, _LAST_DONE = (
    select(_round).select_from(
        _plan.outerjoin(_round, and_(_round.c.follow_up_id == _plan.c.id, condition))
    )
    for condition in (_round.c.done_on.is_(None), _round.c.done_on == _last_day)
)
_LAST_RESULTS: Select[Any] = (
    select(_lab.c.test, func.max(_lab.c.taken_on)).where(_lab.c.test != "").group_by(_lab.c.test)
)


def current_rounds(connection: Connection) -> dict[str, list[FollowUpRound]]:
    """Return by follow-up the rounds that are not done and those done last."""
    rows = [
        row
        for statement in (_OPEN, _LAST_DONE)
        for row in statements.rows(connection, statement)
        if row[0] is not None
    ]
    found: dict[str, list[FollowUpRound]] = {}
    for one in sorted((from_row(FollowUpRound, row) for row in rows), key=lambda one: one.id):
        found.setdefault(one.follow_up_id or "", []).append(one)
    return {plan: _current(rounds) for plan, rounds in found.items()}


def _current(rounds: list[FollowUpRound]) -> list[FollowUpRound]:
    """Leave out what was done before the last; a result that was seen stands for its day."""
    last = max((day for one in rounds if (day := done_day(one))), default=None)
    return [one for one in rounds if done_day(one) in (None, last)]


def last_results(connection: Connection) -> dict[str, date]:
    """Return the newest day a result was taken on, by test."""
    rows = statements.rows(connection, _LAST_RESULTS)
    return {test: date.fromisoformat(day) for test, day in rows if day}
