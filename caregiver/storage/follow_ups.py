"""What says where the follow-ups stand, found without reading every round of the years."""

from datetime import date
from typing import Any

from sqlalchemy import Connection, Select, func, or_, select

from caregiver.domain.follow_ups import FollowUpRound
from caregiver.domain.records import from_row
from caregiver.storage import statements
from caregiver.storage.tables import RECORD_TABLES

_round = RECORD_TABLES["follow_up_round"]
_lab = RECORD_TABLES["lab_result"]


def _done(table: Any) -> Any:
    return func.coalesce(table.c.done_on, table.c.result_seen_on, table.c.discussed_on)


# One pass over the rounds: asking for the newest of each round's plan would be one pass per round.
_newest = (
    select(_round.c.follow_up_id.label("plan"), func.max(_done(_round)).label("day"))
    .where(_round.c.follow_up_id.is_not(None))
    .group_by(_round.c.follow_up_id)
    .subquery()
)
_CURRENT: Select[Any] = (
    select(_round)
    .join(_newest, _newest.c.plan == _round.c.follow_up_id)
    .where(or_(_done(_round).is_(None), _done(_round) == _newest.c.day))
    .order_by(_round.c.follow_up_id, _round.c.id)
)
_LAST_RESULTS: Select[Any] = (
    select(_lab.c.test, func.max(_lab.c.taken_on)).where(_lab.c.test != "").group_by(_lab.c.test)
)


def current_rounds(connection: Connection) -> dict[str, list[FollowUpRound]]:
    """Return by follow-up the rounds that are not done and those done last."""
    found: dict[str, list[FollowUpRound]] = {}
    for row in statements.rows(connection, _CURRENT):
        one = from_row(FollowUpRound, row)
        if one.follow_up_id is not None:
            found.setdefault(one.follow_up_id, []).append(one)
    return found


def last_results(connection: Connection) -> dict[str, date]:
    """Return the newest day a result was taken on, by test."""
    rows = statements.rows(connection, _LAST_RESULTS)
    return {test: date.fromisoformat(day) for test, day in rows if day}
