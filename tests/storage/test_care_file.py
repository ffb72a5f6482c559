"""The care file: opening, changing, undoing, and refusing what is not ours."""

import os
import stat
from dataclasses import replace
from pathlib import Path

import pytest

from caregiver.clock import FixedClock
from caregiver.domain.changes import RECORD_CLASSES, ChangeSet
from caregiver.domain.doses import Dose
from caregiver.domain.medications import Medication, Schedule
from caregiver.domain.people import CareTeamMember
from caregiver.domain.records import Record
from caregiver.domain.symptoms import SymptomReport
from caregiver.errors import (
    BadInput,
    CareFileBusy,
    CareFileDamaged,
    CareFileError,
    InvalidRecord,
    NotFound,
)
from caregiver.storage import connections
from caregiver.storage.care_file import CareFile, create_file, open_file
from tests import builders


def one_of_each() -> list[Record]:
    medication = builders.a_medication()
    schedule = builders.a_schedule(medication)
    line = builders.a_line()
    regimen = builders.a_regimen(line)
    member = builders.a_member()
    appointment = builders.an_appointment(member_id=member.id)
    visit = builders.a_visit(appointment_id=appointment.id)
    question = builders.a_question(visit_id=visit.id)
    follow_up = builders.a_follow_up(member_id=member.id)
    return [
        builders.a_patient(),
        member,
        builders.a_rule(),
        line,
        regimen,
        builders.a_cycle(line),
        appointment,
        medication,
        schedule,
        builders.a_dose(medication, schedule_id=schedule.id),
        builders.a_hold(medication),
        builders.a_supply_entry(medication),
        builders.a_symptom(suspected_id=medication.id),
        builders.a_result(),
        visit,
        question,
        builders.an_answer(question),
        builders.a_talk(medication, question_id=question.id),
        builders.a_journal_entry(),
        builders.a_preset(member_id=member.id),
        follow_up,
        builders.a_round(follow_up, appointment_id=appointment.id),
        builders.a_task(),
        builders.a_document(),
    ]


def save(care_file: CareFile, *records: Record) -> None:
    with care_file.change("saved") as work:
        for record in records:
            work.save(record)


def everything(care_file: CareFile) -> dict[str, Record]:
    with care_file.read() as reader:
        return {one.id: one for cls in RECORD_CLASSES for one in reader.all(cls)}


def test_every_kind_of_record_comes_back_as_it_was_saved(care_file: CareFile) -> None:
    records = one_of_each()
    assert {type(one) for one in records} == set(RECORD_CLASSES)
    save(care_file, *records)
    stored = everything(care_file)
    for record in records:
        back = stored[record.id]
        assert back.created_at == care_file.clock.now()
        assert back.updated_by == "Anna"
        plain = replace(back, created_at=None, updated_at=None, updated_by="")
        assert plain == record


def test_records_survive_closing_and_opening(care_file: CareFile, clock: FixedClock) -> None:
    save(care_file, *one_of_each())
    before = everything(care_file)
    care_file.close()
    again = open_file(care_file.path, clock)
    assert everything(again) == before
    again.close()


def test_a_change_that_raises_leaves_nothing(care_file: CareFile) -> None:
    def fail() -> None:
        with care_file.change("saved") as work:
            work.save(builders.a_medication())
            raise KeyError("something went wrong")

    with pytest.raises(KeyError):
        fail()
    assert everything(care_file) == {}
    assert care_file.undo_label() == ""


def test_an_invalid_record_is_refused_with_its_problems(care_file: CareFile) -> None:
    with pytest.raises(InvalidRecord) as caught, care_file.change("saved") as work:
        work.save(builders.a_medication(name=" "))
    assert [one.code for one in caught.value.problems] == ["name_missing"]
    assert everything(care_file) == {}


def test_a_reference_to_nothing_is_refused_when_the_change_ends(care_file: CareFile) -> None:
    lost = builders.a_dose(builders.a_medication())
    with pytest.raises(Exception, match="FOREIGN KEY"):
        save(care_file, lost)
    assert everything(care_file) == {}
    save(care_file, builders.a_medication())


def test_one_change_is_announced_once_with_what_it_touched(care_file: CareFile) -> None:
    heard: list[ChangeSet] = []
    care_file.listen(heard.append)
    medication = builders.a_medication()
    save(care_file, medication, builders.a_schedule(medication))
    assert len(heard) == 1
    assert heard[0].touches(Medication)
    assert heard[0].touches(Dose, Schedule)
    assert not heard[0].touches(SymptomReport)


def test_saving_what_is_already_so_is_no_change(care_file: CareFile) -> None:
    medication = builders.a_medication()
    save(care_file, medication)
    heard: list[ChangeSet] = []
    care_file.listen(heard.append)
    save(care_file, medication)
    assert heard == []
    assert len(care_file.history()) == 1


class TestUndo:
    def test_undo_and_redo_go_back_and_forth_through_every_kind(self, care_file: CareFile) -> None:
        states = [everything(care_file)]
        for record in one_of_each():
            save(care_file, record)
            states.append(everything(care_file))
        for state in reversed(states[:-1]):
            care_file.undo()
            assert everything(care_file) == state
        for state in states[1:]:
            care_file.redo()
            assert everything(care_file) == state

    def test_undo_works_after_a_restart(self, care_file: CareFile, clock: FixedClock) -> None:
        medication = builders.a_medication()
        save(care_file, medication)
        save(care_file, replace(medication, strength="200 mg"))
        care_file.close()
        again = open_file(care_file.path, clock)
        assert again.undo_label() == "saved"
        again.undo()
        with again.read() as reader:
            assert reader.all(Medication)[0].strength == "400 mg"
        assert again.redo_label() == "saved"
        again.close()

    def test_undoing_a_removal_brings_back_the_record_and_its_search_entry(
        self, care_file: CareFile
    ) -> None:
        entry = builders.a_journal_entry(text="The heron came back.")
        save(care_file, entry)
        with care_file.change("removed") as work:
            work.delete(entry)
        assert care_file.find_text("heron") == []
        care_file.undo()
        assert [hit.id for hit in care_file.find_text("heron")] == [entry.id]

    def test_a_new_change_ends_redo(self, care_file: CareFile) -> None:
        save(care_file, builders.a_journal_entry(text="one"))
        care_file.undo()
        save(care_file, builders.a_journal_entry(text="two"))
        assert care_file.redo_label() == ""
        with pytest.raises(NotFound):
            care_file.redo()

    def test_the_last_fifty_changes_can_be_undone_and_no_more(self, care_file: CareFile) -> None:
        for number in range(55):
            save(care_file, builders.a_journal_entry(text=f"line {number}"))
        for _ in range(50):
            care_file.undo()
        with pytest.raises(NotFound) as caught:
            care_file.undo()
        assert caught.value.code == "nothing_to_undo"
        assert len(everything(care_file)) == 5

    def test_history_tells_who_when_before_and_after(self, care_file: CareFile) -> None:
        medication = builders.a_medication()
        save(care_file, medication)
        save(care_file, replace(medication, strength="200 mg"))
        newest, first = care_file.history()
        assert (newest.by, newest.label, newest.is_undone) == ("Anna", "saved", False)
        assert newest.at == care_file.clock.now()
        assert first.changes[0].before is None
        assert newest.changes[0].before is not None
        assert newest.changes[0].before["strength"] == "400 mg"
        assert newest.changes[0].after is not None
        assert newest.changes[0].after["strength"] == "200 mg"


class TestOpening:
    def test_a_second_opening_is_refused_as_busy(
        self, care_file: CareFile, clock: FixedClock
    ) -> None:
        with pytest.raises(CareFileBusy) as caught:
            open_file(care_file.path, clock)
        assert caught.value.exit_code == 3

    def test_a_link_to_an_open_file_counts_as_the_same_file(
        self, care_file: CareFile, clock: FixedClock, tmp_path: Path
    ) -> None:
        (tmp_path / "elsewhere").mkdir()
        link = tmp_path / "elsewhere" / "link.care"
        link.symlink_to(care_file.path)
        with pytest.raises(CareFileBusy):
            open_file(link, clock)

    def test_creating_never_replaces_a_file(self, care_file: CareFile, clock: FixedClock) -> None:
        with pytest.raises(BadInput) as caught:
            create_file(care_file.path, clock)
        assert caught.value.code == "file_exists"

    def test_creating_in_a_folder_that_is_not_there_says_so(
        self, tmp_path: Path, clock: FixedClock
    ) -> None:
        with pytest.raises(NotFound) as caught:
            create_file(tmp_path / "nowhere" / "ours.care", clock)
        assert caught.value.code == "folder_missing"
        assert not (tmp_path / "nowhere").exists()

    @pytest.mark.parametrize(
        ("content", "code", "kind"),
        [
            (b"", "file_empty", CareFileDamaged),
            (b"\0" * 4096, "file_empty", CareFileDamaged),
            (b"hello", "file_not_ours", CareFileError),
            (b"%PDF-1.7 something", "file_not_ours", CareFileError),
            (b"SQLite format 3\0" + b"\0" * 4080, "file_not_ours", CareFileError),
        ],
    )
    def test_what_is_not_a_care_file_is_refused_and_left_alone(
        self,
        tmp_path: Path,
        clock: FixedClock,
        content: bytes,
        code: str,
        kind: type[CareFileError],
    ) -> None:
        path = tmp_path / "other.care"
        path.write_bytes(content)
        with pytest.raises(kind) as caught:
            open_file(path, clock)
        assert caught.value.code == code
        assert path.read_bytes() == content
        assert [one.name for one in tmp_path.iterdir() if one.name != "home"] == ["other.care"]

    def test_a_missing_file_and_a_folder_are_told_apart(
        self, tmp_path: Path, clock: FixedClock
    ) -> None:
        with pytest.raises(NotFound) as missing:
            open_file(tmp_path / "nothing.care", clock)
        assert missing.value.code == "file_missing"
        with pytest.raises(CareFileError) as folder:
            open_file(tmp_path, clock)
        assert folder.value.code == "file_is_folder"

    def test_a_damaged_file_is_refused_and_left_byte_for_byte(
        self, care_file: CareFile, clock: FixedClock
    ) -> None:
        save(care_file, *one_of_each())
        care_file.close()
        content = bytearray(care_file.path.read_bytes())
        content[200:8000] = b"\xff" * 7800
        care_file.path.write_bytes(content)
        with pytest.raises(CareFileDamaged) as caught:
            open_file(care_file.path, clock)
        assert caught.value.exit_code == 4
        assert care_file.path.read_bytes() == content

    def test_a_file_of_a_newer_program_is_refused_without_changing_a_byte(
        self, care_file: CareFile, clock: FixedClock
    ) -> None:
        care_file.close()
        raw = connections.connect(care_file.path)
        raw.execute("PRAGMA user_version = 999")
        raw.close()
        content = care_file.path.read_bytes()
        with pytest.raises(CareFileError) as caught:
            open_file(care_file.path, clock)
        assert caught.value.code == "file_newer"
        assert care_file.path.read_bytes() == content

    def test_a_file_that_goes_away_while_open_refuses_changes(self, care_file: CareFile) -> None:
        moved = care_file.path.with_name("moved.care")
        os.rename(care_file.path, moved)
        with pytest.raises(CareFileError) as caught:
            save(care_file, builders.a_medication())
        assert caught.value.code == "file_gone"
        assert not care_file.path.exists()
        os.rename(moved, care_file.path)

    def test_only_the_owner_can_read_a_care_file(self, care_file: CareFile) -> None:
        save(care_file, builders.a_medication())
        for path in care_file.path.parent.glob("*ours.care*"):
            assert stat.S_IMODE(path.stat().st_mode) == 0o600, path

    def test_the_settings_that_keep_a_file_safe_are_on(self, care_file: CareFile) -> None:
        wanted = {
            "journal_mode": "wal",
            "synchronous": 2,
            "foreign_keys": 1,
            "trusted_schema": 0,
            "cell_size_check": 1,
            "secure_delete": 1,
        }
        with care_file.read() as reader:
            for name, value in wanted.items():
                found = reader.connection.exec_driver_sql(f"PRAGMA {name}").scalar_one()
                assert found == value, name

    def test_an_old_library_is_refused(self, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr(connections, "OLDEST_SQLITE", (99, 0, 0))
        with pytest.raises(CareFileError) as caught:
            connections.require_safe_library()
        assert caught.value.code == "library_too_old"


def test_a_deleted_record_leaves_a_tombstone(care_file: CareFile) -> None:
    member = builders.a_member()
    save(care_file, member)
    with care_file.change("removed") as work:
        work.delete(member)
    with care_file.read() as reader:
        rows = reader.connection.exec_driver_sql("SELECT record_id, kind FROM tombstone").all()
        assert [tuple(row) for row in rows] == [(member.id, CareTeamMember.kind)]
    care_file.undo()
    with care_file.read() as reader:
        left = reader.connection.exec_driver_sql("SELECT count(*) FROM tombstone").scalar_one()
    assert left == 0


def test_filling_a_file_twice_indexes_both_fills(care_file: CareFile) -> None:
    care_file.fill([builders.a_journal_entry(text="heron one")])
    care_file.fill([builders.a_journal_entry(text="heron two")])
    save(care_file, builders.a_journal_entry(text="heron three"))
    assert [hit.title for hit in care_file.find_text("heron")] == [
        "heron three",
        "heron two",
        "heron one",
    ]


def test_an_error_of_the_database_does_not_quote_what_was_typed(care_file: CareFile) -> None:
    with pytest.raises(Exception, match="CHECK") as caught, care_file.read() as reader:
        reader.connection.exec_driver_sql(
            "INSERT INTO journal_entry (id, updated_by, day, text, is_private, tags) "
            "VALUES ('x', '', '2027-01-01', ?, 7, '')",
            ("very private words",),
        )
    assert "very private words" not in str(caught.value)
