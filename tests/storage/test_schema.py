"""The schema: migrations lead to what is declared, an upgrade is all or nothing."""

import re
import shutil
from pathlib import Path

import pytest
from sqlalchemy import text

from caregiver.clock import FixedClock
from caregiver.domain.journal import JournalEntry
from caregiver.storage import backups, connections, schema
from caregiver.storage.care_file import CareFile, create_file, open_file
from tests import builders

Declared = dict[str, frozenset[str]]


def declared(path: Path) -> Declared:
    raw = connections.connect(path)
    rows = raw.execute(
        "SELECT name, sql FROM sqlite_schema WHERE sql IS NOT NULL AND name <> 'alembic_version'"
    ).fetchall()
    raw.close()
    return {name: frozenset(_parts(sql)) for name, sql in rows}


def _parts(sql: str) -> list[str]:
    """Return the pieces of a CREATE text; their order inside the brackets has no meaning."""
    flat = re.sub(r"\s+", " ", sql).strip().removesuffix("STRICT")
    return [piece.strip(" ()") for piece in re.split(r", (?=CONSTRAINT|[a-z_]+ [A-Z])", flat)]


def a_later_program(folder: Path, step: str) -> schema.Migrations:
    """Return the steps of a program one version ahead, whose new step runs `step`."""
    shutil.copytree(schema.THIS_PROGRAM.folder, folder)
    version = schema.THIS_PROGRAM.version + 1
    (folder / "versions" / f"{version:04d}_later.py").write_text(
        '"""A later step."""\nfrom alembic import op\n'
        f'revision = "{version:04d}"\ndown_revision = "{version - 1:04d}"\n'
        f"def upgrade():\n    {step}\n",
        encoding="utf-8",
    )
    return schema.Migrations(folder, version)


def a_written_file(path: Path, clock: FixedClock) -> Path:
    care_file = create_file(path, clock)
    with care_file.change("saved") as work:
        work.save(builders.a_journal_entry(text="Kept through every upgrade."))
    care_file.close()
    return path


def test_migrating_from_nothing_gives_the_declared_schema(
    care_file: CareFile, tmp_path: Path
) -> None:
    migrated = tmp_path / "migrated.db"
    engine = connections.make_engine(migrated)
    with engine.connect() as connection:
        assert schema.migrate(connection, schema.THIS_PROGRAM)
    engine.dispose()
    assert declared(migrated) == declared(care_file.path)


def test_an_older_file_is_migrated_after_a_verified_backup(
    tmp_path: Path, clock: FixedClock
) -> None:
    path = a_written_file(tmp_path / "ours.care", clock)
    later = a_later_program(tmp_path / "later", 'op.execute("CREATE TABLE hope (a TEXT)")')
    opened = open_file(path, clock, migrations=later)
    with opened.read() as reader:
        assert reader.connection.execute(text("SELECT count(*) FROM hope")).scalar_one() == 0
        assert schema.version_of(reader.connection) == later.version
        assert [one.text for one in reader.all(JournalEntry)] == ["Kept through every upgrade."]
    opened.close()
    kept = backups.list_backups(path)
    assert [one.path.stem.rpartition("_")[2] for one in kept] == ["before-upgrade"]
    assert backups.verify(kept[0].path) == 1


def test_a_failed_migration_leaves_the_old_file_as_it_was(
    tmp_path: Path, clock: FixedClock
) -> None:
    path = a_written_file(tmp_path / "ours.care", clock)
    before = declared(path)
    later = a_later_program(
        tmp_path / "later",
        'op.execute("CREATE TABLE hope (a TEXT)"); op.execute("INSERT INTO hope VALUES (1, 2)")',
    )
    with pytest.raises(Exception, match="hope has 1 columns"):
        open_file(path, clock, migrations=later)
    assert declared(path) == before
    opened = open_file(path, clock)
    with opened.read() as reader:
        assert [one.text for one in reader.all(JournalEntry)] == ["Kept through every upgrade."]
    opened.close()


@pytest.mark.parametrize(
    "old", sorted(Path(__file__).parent.parent.glob("old_files/*.care")), ids=str
)
def test_every_released_file_still_opens(old: Path, tmp_path: Path, clock: FixedClock) -> None:
    path = tmp_path / old.name
    shutil.copyfile(old, path)
    opened = open_file(path, clock)
    assert opened.problems() == []
    with opened.read() as reader:
        assert reader.count(JournalEntry) > 0
    opened.close()
