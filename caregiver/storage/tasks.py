"""Finding what is still to be done."""

from typing import Any

from sqlalchemy import Connection, Select, select

from caregiver.domain.records import from_row
from caregiver.domain.tasks import Task
from caregiver.storage import statements
from caregiver.storage.tables import RECORD_TABLES

_task = RECORD_TABLES["task"]
_NOT_DONE: Select[Any] = select(_task).where(_task.c.done_on.is_(None))
_OWNERS: Select[Any] = select(_task.c.owner).distinct().where(_task.c.owner != "")


def not_done(connection: Connection) -> list[Task]:
    """Return the tasks nobody has done yet, in no order."""
    return [from_row(Task, row) for row in statements.rows(connection, _NOT_DONE)]


def owners(connection: Connection) -> list[str]:
    """Return everybody a task was ever given to."""
    return [name for (name,) in statements.rows(connection, _OWNERS)]
