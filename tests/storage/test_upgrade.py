"""A file of the first release in this program: whole, searchable, and Undo reaches across."""

import contextlib
import json
import shutil
from collections.abc import Callable
from dataclasses import fields, replace
from pathlib import Path
from typing import Any

import pytest

from caregiver.app import Caregiver
from caregiver.clock import FixedClock
from caregiver.domain.appointments import Appointment
from caregiver.storage import backups, connections
from caregiver.storage.tables import RECORD_TABLES, SCHEMA_VERSION

OLD_FILE = Path(__file__).parent.parent / "old_files" / "0.1.0.care"
NEW_FIELDS = (
    "extra_starts", "excluded_starts", "series_id", "series_start", "reminders", "prepare",
    "prepared", "parking", "collects_urine", "collection_starts", "collection_began_at",
    "collection_ended_at",
)  # fmt: skip
Row = dict[str, Any]


@pytest.fixture
def old(tmp_path: Path) -> Path:
    path = tmp_path / "ours.care"
    shutil.copyfile(OLD_FILE, path)
    return path


def change_as_before(path: Path, change: Callable[[Row], Row | None]) -> Row:
    """Save or remove an appointment as the first release did, with its history; return it."""
    with contextlib.closing(connections.connect(path)) as raw:
        found = raw.execute("SELECT * FROM appointment")
        names = [one[0] for one in found.description]
        old = dict(zip(names, found.fetchone(), strict=True))
        # an appointment of its own: the one in the file belongs to a visit
        old |= {"id": "01a20ac4-b809-7000-8000-000000000001", "title": "Bone scan"}
        assert not set(NEW_FIELDS) & old.keys()
        marks = ", ".join("?" for _ in old)
        new = change(dict(old))
        kept = new or old
        raw.execute(f"INSERT INTO appointment VALUES ({marks})", tuple(kept.values()))
        if new is None:
            raw.execute("DELETE FROM appointment WHERE id = ?", (old["id"],))
            stamp = (old["id"], "appointment", "2027-03-15T12:00:00.000000Z", "Anna")
            raw.execute("INSERT INTO tombstone VALUES (?, ?, ?, ?)", stamp)
        raw.execute("UPDATE change SET state = 'dropped' WHERE state = 'undone'")
        raw.execute(
            "INSERT INTO change (at, by, label, state) "
            "VALUES ('2027-03-15T12:00:00.000000Z', 'Anna', 'saved', 'done')"
        )
        raw.execute(
            "INSERT INTO change_record (change_number, position, kind, record_id, before, after) "
            "SELECT max(number), 0, 'appointment', ?, ?, ? FROM change",
            (old["id"], json.dumps(old), json.dumps(new) if new else None),
        )
    return old


def defaults() -> Row:
    plain = Appointment()
    return {name: getattr(plain, name) for name in NEW_FIELDS}


def the_scan(app: Caregiver) -> Appointment:
    found = app.appointments.get("01a20ac4-b809-7000-8000-000000000001")
    assert found is not None
    return found


def new_values(appointment: Appointment) -> Row:
    return {name: getattr(appointment, name) for name in NEW_FIELDS}


def test_the_new_fields_are_the_ones_the_old_file_does_not_have(old: Path) -> None:
    with contextlib.closing(connections.connect(old)) as raw:
        had = {row[1] for row in raw.execute("PRAGMA table_info(appointment)")}
    assert set(NEW_FIELDS) == {one.name for one in fields(Appointment)} - had


def test_the_file_is_whole_searchable_and_exports_everything(old: Path, clock: FixedClock) -> None:
    with Caregiver.open(old, clock) as app:
        assert app.schema == SCHEMA_VERSION
        assert app.backups.problems() == ()
        (found,) = app.appointments.all()
        assert new_values(found) == defaults()
        assert found.id in {hit.id for hit in app.search.find("hematology")}
        target = old.with_name("everything.json")
        app.exports.everything(target)
        (kept,) = app.backups.list()
        records = app.backups.verify(kept.path)
    everything = json.loads(target.read_text(encoding="utf-8"))
    assert everything["records"]["appointment"][0]["title"] == "Hematology clinic"
    assert kept.path.stem.endswith("_before-upgrade")
    with contextlib.closing(connections.connect(old)) as raw:
        counts = [raw.execute(f"SELECT count(*) FROM {kind}").fetchone() for kind in RECORD_TABLES]
    assert records == sum(count for (count,) in counts)


def test_undo_of_an_edit_from_before_gives_the_new_fields_their_default(
    old: Path, clock: FixedClock
) -> None:
    before = change_as_before(old, lambda row: {**row, "title": "Bone scan, moved"})
    with Caregiver.open(old, clock) as app:
        assert the_scan(app).title == "Bone scan, moved"
        app.undo()
        assert the_scan(app).title == before["title"]
        assert new_values(the_scan(app)) == defaults()
        app.redo()
        assert the_scan(app).title == "Bone scan, moved"
        assert new_values(the_scan(app)) == defaults()
        assert app.backups.problems() == ()


def test_after_such_an_undo_the_new_fields_are_still_saved(old: Path, clock: FixedClock) -> None:
    change_as_before(old, lambda row: {**row, "title": "Bone scan, moved"})
    with Caregiver.open(old, clock) as app:
        app.undo()
        app.appointments.save(replace(the_scan(app), parking="Garage B", reminders=(60,)))
        assert (the_scan(app).parking, the_scan(app).reminders) == ("Garage B", (60,))


def test_an_appointment_removed_before_comes_back_with_undo(old: Path, clock: FixedClock) -> None:
    change_as_before(old, lambda row: None)
    with Caregiver.open(old, clock) as app:
        app.undo()
        assert new_values(the_scan(app)) == defaults()
        assert the_scan(app).id in {hit.id for hit in app.search.find("bone scan")}
        new = app.appointments.save(
            replace(the_scan(app), id="01a20ac4-b809-7000-8000-000000000002", parking="Garage B")
        )
        kept = app.appointments.get(new.id)
        assert kept is not None
        assert kept.parking == "Garage B"


def test_an_appointment_removed_before_can_be_put_back_from_the_list(
    old: Path, clock: FixedClock
) -> None:
    change_as_before(old, lambda row: None)
    with Caregiver.open(old, clock) as app:
        (removed,) = [one for one in app.records.removed() if one.record.kind == "appointment"]
        app.records.put_back(removed)
        assert new_values(the_scan(app)) == defaults()


def test_everything_in_the_old_file_can_be_undone_and_redone(old: Path, clock: FixedClock) -> None:
    with Caregiver.open(old, clock) as app:
        whole = {kind: app.records.list(kind) for kind in RECORD_TABLES}
        assert app.undo().label
        assert app.appointments.all() == ()
        app.redo()
        assert {kind: app.records.list(kind) for kind in RECORD_TABLES} == whole
        assert app.backups.problems() == ()


def test_a_backup_of_the_old_release_is_restored_and_brought_up_to_date(
    old: Path, clock: FixedClock
) -> None:
    with Caregiver.open(old, clock) as app:
        (made,) = app.backups.list()
    backups.restore(made.path, old, clock.now())
    with contextlib.closing(connections.connect(old)) as raw:
        assert raw.execute("PRAGMA user_version").fetchone() == (1,)
    with Caregiver.open(old, clock) as app:
        assert app.schema == SCHEMA_VERSION
        assert len(app.appointments.all()) == 1
