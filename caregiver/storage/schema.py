"""Making the schema of a new care file and bringing an older one up to date."""

from dataclasses import dataclass
from pathlib import Path

from sqlalchemy import Connection

from caregiver.errors import CareFileDamaged, CareFileError
from caregiver.storage.connections import begin_write
from caregiver.storage.tables import APPLICATION_ID, CREATE_SEARCH, SCHEMA_VERSION, metadata

_FOLDER = Path(__file__).with_name("migrations")


@dataclass(frozen=True, slots=True)
class Migrations:
    """The steps this program knows: their folder and the version they lead to."""

    folder: Path = _FOLDER
    version: int = SCHEMA_VERSION


THIS_PROGRAM = Migrations()


def create(connection: Connection) -> None:
    """Make all tables of a new care file, inside the caller's transaction."""
    metadata.create_all(connection)
    connection.exec_driver_sql(CREATE_SEARCH)
    connection.exec_driver_sql(
        "CREATE TABLE alembic_version (version_num VARCHAR(32) NOT NULL, "
        "CONSTRAINT alembic_version_pkc PRIMARY KEY (version_num))"
    )
    connection.exec_driver_sql(
        "INSERT INTO alembic_version VALUES (?)", (revision_name(SCHEMA_VERSION),)
    )
    connection.exec_driver_sql(f"PRAGMA application_id = {APPLICATION_ID}")
    connection.exec_driver_sql(f"PRAGMA user_version = {SCHEMA_VERSION}")


def revision_name(version: int) -> str:
    """Return Alembic's name for a schema version: 1 is "0001"."""
    return f"{version:04d}"


def version_of(connection: Connection) -> int:
    """Return the schema version of the open file."""
    version = connection.exec_driver_sql("PRAGMA user_version").scalar_one()
    return int(version)


def check_version(connection: Connection, path: Path, migrations: Migrations) -> bool:
    """Say whether the file must be migrated; raise where it is not ours or from a newer program."""
    identity = connection.exec_driver_sql("PRAGMA application_id").scalar_one()
    if identity != APPLICATION_ID:
        raise CareFileError("file_not_ours", path=str(path))
    version = version_of(connection)
    if version > migrations.version:
        raise CareFileError("file_newer", path=str(path))
    if version < 1:
        raise CareFileDamaged("file_damaged", path=str(path))
    return version < migrations.version


def migrate(connection: Connection, migrations: Migrations) -> bool:
    """Run the missing steps in one transaction; say False and change nothing if references break.

    They are let go while tables are made anew, and looked at once more before the commit.
    Source: sqlite.org, "Making Other Kinds Of Table Schema Changes".
    """
    connection.exec_driver_sql("PRAGMA foreign_keys = OFF")
    connection.rollback()
    try:
        begin_write(connection)
        _run_steps(connection, migrations)
        holds = not connection.exec_driver_sql("PRAGMA foreign_key_check").fetchall()
        if holds:
            connection.commit()
    finally:
        connection.rollback()
        connection.exec_driver_sql("PRAGMA foreign_keys = ON")
        connection.rollback()
    return holds


def _run_steps(connection: Connection, migrations: Migrations) -> None:
    # Alembic costs 40 ms to import and is needed once per new version.
    from alembic import command
    from alembic.config import Config

    config = Config()
    config.set_main_option("script_location", str(migrations.folder))
    config.attributes["connection"] = connection
    command.upgrade(config, revision_name(migrations.version))
    connection.exec_driver_sql(f"PRAGMA user_version = {migrations.version}")
