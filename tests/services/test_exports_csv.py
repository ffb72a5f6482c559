"""Everything about medicines as CSV: what was saved stands in the files, readable and safe."""

import csv
import errno
import io
import os
import stat
import zipfile
from datetime import UTC, date, datetime, time
from decimal import Decimal

import pytest

from caregiver.clock import FixedClock
from caregiver.domain.doses import DoseStatus
from caregiver.domain.therapy import Pause
from caregiver.errors import StorageFailed
from caregiver.services.exports import ExportsService
from caregiver.storage.care_file import CareFile
from tests import builders

FILES = {
    "README.txt", "medicines.csv", "schedules.csv", "doses.csv", "regimens.csv", "cycles.csv",
    "pauses.csv", "holds.csv", "supply.csv", "talks.csv",
}  # fmt: skip


@pytest.fixture
def exports(care_file: CareFile, clock: FixedClock) -> ExportsService:
    return ExportsService(care_file, clock)


@pytest.fixture
def filled(care_file: CareFile) -> CareFile:
    """One of each, tied together."""
    line = builders.a_line()
    regimen = builders.a_regimen(line, length_from=(1, 9), lengths=(28, 35), lab_days=(1, 15))
    pause = Pause(date(2027, 1, 11), 7, "low counts", "Dr. Okafor")
    one = builders.a_medication(name="=Pomalidomide", strength="4.0 mg", instructions="QD")
    other = builders.a_medication(name="Calcium")
    records = [
        line, regimen, builders.a_regimen_cycle(regimen).with_pause(pause), one, other,
        builders.a_schedule(one, times=(time(21, 30),), cycle_days=tuple(range(1, 22)),
                            regimen_id=regimen.id, cycles_from=2),
        builders.a_schedule(other, times=(), after_medication_id=one.id, after_minutes=-90,
                            weekdays=(0, 2), amount=Decimal("0.5")),
        builders.a_hold(one, reason="platelets"), builders.a_supply_entry(one),
        builders.a_talk(one),
    ]  # fmt: skip
    with care_file.change("start") as work:
        for record in records:
            work.save(record)
    return care_file


def read(content: bytes) -> list[dict[str, str]]:
    text = content.decode("utf-8-sig")
    return list(csv.DictReader(io.StringIO(text, newline="")))


def test_a_folder_holds_one_file_for_each_kind(exports, filled, tmp_path):
    done = exports.medicines(tmp_path / "out")
    assert {one.name for one in done.path.iterdir()} == FILES
    assert done.records == 10
    assert stat.S_IMODE((done.path / "medicines.csv").stat().st_mode) == 0o600


def test_values_stand_in_columns_of_their_own(exports, filled, tmp_path):
    folder = exports.medicines(tmp_path / "out").path
    rows = read((folder / "schedules.csv").read_bytes())
    by_name = {row["medicine"]: row for row in rows}
    plan = by_name["'=Pomalidomide"]
    assert (plan["amount"], plan["unit"], plan["times"]) == ("1", "tablet", "21:30")
    assert (plan["regimen"], plan["cycle_days"], plan["cycles_from"]) == ("DPd", "1 to 21", "2")
    follows = by_name["Calcium"]
    assert (follows["amount"], follows["weekdays"]) == ("0.5", "mon wed")
    assert (follows["after_medicine"], follows["after_minutes"]) == ("'=Pomalidomide", "-90")
    assert plan["medicine_id"] == follows["after_medicine_id"]


def test_doses_are_written_safely(exports, filled, tmp_path):
    folder = exports.medicines(tmp_path / "out").path
    medicine = next(
        row for row in read((folder / "medicines.csv").read_bytes()) if row["name"] != "Calcium"
    )
    assert medicine["name"] == "'=Pomalidomide"
    assert medicine["strength"] == "4 mg"
    assert medicine["how_to_take"] == "daily"


def test_pauses_holds_supply_and_talks_are_there(exports, filled, tmp_path):
    folder = exports.medicines(tmp_path / "out").path
    (pause,) = read((folder / "pauses.csv").read_bytes())
    assert (pause["first_on"], pause["days"], pause["reason"]) == ("2027-01-11", "7", "low counts")
    (regimen,) = read((folder / "regimens.csv").read_bytes())
    assert (regimen["lengths_from_cycle"], regimen["lengths_in_days"]) == ("1 9", "28 35")
    (hold,) = read((folder / "holds.csv").read_bytes())
    assert (hold["first_on"], hold["last_on"], hold["reason"]) == ("2027-03-15", "", "platelets")
    (supply,) = read((folder / "supply.csv").read_bytes())
    assert (supply["what"], supply["amount"]) == ("counted", "30")
    assert len(read((folder / "talks.csv").read_bytes())) == 1


def test_a_zip_holds_the_same_files(exports, filled, tmp_path):
    packed = exports.medicines(tmp_path / "out.zip").path
    folder = exports.medicines(tmp_path / "out").path
    with zipfile.ZipFile(packed) as found:
        assert set(found.namelist()) == FILES
        for name in FILES:
            assert found.read(name) == (folder / name).read_bytes()


def test_days_outside_are_left_out(exports, filled, tmp_path):
    folder = exports.medicines(tmp_path / "out", date(2027, 3, 15), date(2027, 3, 15)).path
    assert len(read((folder / "holds.csv").read_bytes())) == 1
    assert read((folder / "cycles.csv").read_bytes()) == []


def test_a_file_in_the_way_is_left_alone(exports, filled, tmp_path):
    there = tmp_path / "out"
    there.write_text("mine", encoding="utf-8")
    with pytest.raises(StorageFailed) as failed:
        exports.medicines(there)
    assert failed.value.code == "file_exists"
    assert there.read_text(encoding="utf-8") == "mine"


def test_a_folder_in_no_folder_is_refused(exports, filled, tmp_path):
    with pytest.raises(StorageFailed) as failed:
        exports.medicines(tmp_path / "no" / "out")
    assert failed.value.code == "folder_missing"


def with_doses(care_file: CareFile) -> None:
    """One dose taken, one that stands with its reasons, one when needed after midnight UTC."""
    one = builders.a_medication(name="Pomalidomide", strength="4.0 mg")
    plan = builders.a_schedule(one, times=(time(21, 30),), weekdays=(0, 2))
    records = [
        one, plan,
        builders.a_dose(one, schedule_id=plan.id, due_time=time(21, 30), strength="4.0 mg",
                        given_at=datetime(2027, 3, 16, 1, 40, tzinfo=UTC), given_by="=Anna"),
        builders.a_dose(one, day=date(2027, 3, 14), status=DoseStatus.HELD, given_at=None,
                        reason="platelets", note="ask\n\"again\", please", amount=None),
        builders.a_dose(one, due_time=None, amount=Decimal("0.50"),
                        given_at=datetime(2027, 3, 15, 12, tzinfo=UTC)),
    ]  # fmt: skip
    with care_file.change("doses") as work:
        for record in records:
            work.save(record)


def test_a_dose_stands_with_its_own_time_and_amount(exports, care_file, tmp_path):
    with_doses(care_file)
    rows = read((exports.medicines(tmp_path / "out").path / "doses.csv").read_bytes())
    held, taken, needed = rows
    assert (taken["day"], taken["planned_time"]) == ("2027-03-15", "21:30")
    assert taken["status"] == "taken"
    assert (taken["taken_at"], taken["zone"]) == ("2027-03-15T21:40-04:00", "America/New_York")
    assert (taken["amount"], taken["unit"], taken["strength"]) == ("1", "tablet", "4 mg")
    assert taken["medicine"] == "Pomalidomide"
    assert taken["schedule"] == "Mon, Wed, night"
    assert taken["given_by"] == "'=Anna"
    assert (held["status"], held["taken_at"], held["amount"]) == ("held", "", "")
    assert (held["reason"], held["note"]) == ("platelets", 'ask\n"again", please')
    assert (needed["planned_time"], needed["amount"]) == ("", "0.50")


def test_doses_of_other_days_are_left_out(exports, care_file, tmp_path):
    with_doses(care_file)
    day = date(2027, 3, 14)
    folder = exports.medicines(tmp_path / "out", day, day).path
    assert [row["status"] for row in read((folder / "doses.csv").read_bytes())] == ["held"]


def test_a_full_disk_leaves_the_old_folder_whole(exports, filled, tmp_path, monkeypatch):
    folder = exports.medicines(tmp_path / "out").path
    (folder / "mine.txt").write_text("mine", encoding="utf-8")
    before = {one.name: one.read_bytes() for one in folder.iterdir()}
    with filled.change("more") as work:
        work.save(builders.a_medication(name="Acyclovir"))
    synced = os.fsync
    calls = iter(range(100))

    def full(handle: int) -> None:
        if next(calls) >= 6:
            raise OSError(errno.ENOSPC, "full")
        synced(handle)

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(StorageFailed) as failed:
        exports.medicines(folder)
    assert (failed.value.code, failed.value.values["path"]) == ("disk_full", str(folder))
    assert {one.name: one.read_bytes() for one in folder.iterdir()} == before
    assert [one.name for one in tmp_path.glob(".out*")] == []


def test_a_full_disk_leaves_no_new_folder(exports, filled, tmp_path, monkeypatch):
    def full(handle: int) -> None:
        raise OSError(errno.ENOSPC, "full")

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(StorageFailed):
        exports.medicines(tmp_path / "out")
    assert not (tmp_path / "out").exists()
