"""Connections to a care file, made in one place with the settings that keep it safe.

Measured reasons: WAL with `synchronous=FULL` lost nothing in simulated power cuts, NORMAL did;
SQLite below 3.51.3 can lose committed pages (WAL-reset bug, SQLite changes 3.53.0 item 1).
"""

from pathlib import Path

from sqlalchemy import Connection, create_engine
from sqlalchemy.engine import Engine
from sqlalchemy.pool import QueuePool
from sqlcipher3 import dbapi2 as driver

from caregiver.errors import CareFileError

OLDEST_SQLITE = (3, 51, 3)
_SETTINGS = (
    "PRAGMA cipher_log_level = NONE",
    "PRAGMA busy_timeout = 2000",
    "PRAGMA journal_mode = WAL",
    "PRAGMA synchronous = FULL",
    "PRAGMA foreign_keys = ON",
    "PRAGMA trusted_schema = OFF",
    "PRAGMA cell_size_check = ON",
    "PRAGMA secure_delete = ON",
    "PRAGMA temp_store = MEMORY",
)


def require_safe_library() -> None:
    """Refuse a database library with known data loss."""
    if driver.sqlite_version_info < OLDEST_SQLITE:
        raise CareFileError("library_too_old", version=driver.sqlite_version)


def connect(path: Path) -> driver.Connection:
    """Return a driver connection; it commits only what a change commits."""
    connection = driver.connect(str(path), isolation_level=None, check_same_thread=False)
    for setting in _SETTINGS:
        connection.execute(setting).fetchall()
    return connection


def make_engine(path: Path) -> Engine:
    """Return the engine of one care file. One connection is kept; more serve background reads."""
    return create_engine(
        "sqlite+pysqlite://",
        module=driver,
        creator=lambda: connect(path),
        poolclass=QueuePool,
        pool_size=1,
        max_overflow=4,
        pool_use_lifo=True,
        pool_reset_on_return="rollback",
        # What a person typed never reaches an error message, and so never the log.
        hide_parameters=True,
    )


def begin_write(connection: Connection) -> None:
    """Begin a transaction that holds the write lock from its first moment."""
    connection.exec_driver_sql("BEGIN IMMEDIATE")


def begin_read(connection: Connection) -> None:
    """Begin a transaction in which every read sees the same moment."""
    driver_connection = connection.connection.driver_connection
    assert driver_connection is not None
    driver_connection.execute("BEGIN")


def end(connection: Connection) -> None:
    """Leave no transaction open: a commit refused by a deferred reference check leaves one."""
    driver_connection = connection.connection.driver_connection
    if driver_connection is not None and driver_connection.in_transaction:
        driver_connection.rollback()
