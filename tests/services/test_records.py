"""Any kind of record: listing, counting, and putting removed ones back after a restart."""

from datetime import date

import pytest

from caregiver.clock import FixedClock
from caregiver.domain.records import from_plain
from caregiver.domain.therapy import CycleDay
from caregiver.errors import BadInput, NotFound
from caregiver.services.journal import JournalService
from caregiver.services.people import PeopleService
from caregiver.services.records import RecordsService
from caregiver.services.therapy import TherapyService
from caregiver.storage.care_file import CareFile, open_file
from tests import builders


@pytest.fixture
def records(care_file: CareFile, clock: FixedClock) -> RecordsService:
    return RecordsService(care_file, clock)


def test_a_removed_entry_can_be_put_back_after_a_restart(
    care_file: CareFile, clock: FixedClock
) -> None:
    journal = JournalService(care_file, clock)
    entry = journal.write("Slept badly.")
    journal.delete(entry)
    care_file.close()
    again = open_file(care_file.path, clock)
    records = RecordsService(again, clock)
    (removed,) = records.removed()
    assert removed.title == "Slept badly."
    records.put_back(removed)
    assert records.removed() == ()
    assert [one.text for one in JournalService(again, clock).newest()] == ["Slept badly."]
    with pytest.raises(NotFound):
        records.put_back(removed)
    again.close()


def test_what_was_removed_long_ago_is_no_longer_offered(
    care_file: CareFile, clock: FixedClock, records: RecordsService
) -> None:
    journal = JournalService(care_file, clock)
    journal.delete(journal.write("Slept badly."))
    clock.advance(days=31)
    assert records.removed() == ()


def test_undoing_a_removal_takes_it_off_the_list(
    care_file: CareFile, clock: FixedClock, records: RecordsService
) -> None:
    journal = JournalService(care_file, clock)
    journal.delete(journal.write("Slept badly."))
    care_file.undo()
    assert records.removed() == ()


def test_listing_by_days_leaves_out_other_days(
    care_file: CareFile, clock: FixedClock, records: RecordsService
) -> None:
    journal = JournalService(care_file, clock)
    for day in (1, 2, 3):
        journal.write(f"day {day}", date(2027, 3, day))
    found = records.list("journal_entry", date(2027, 3, 2), date(2027, 3, 2))
    assert [one.when() for one in found] == [date(2027, 3, 2)]
    assert records.counts()["journal_entry"] == 3
    assert from_plain(type(found[0]), records.plain(found[0])) == found[0]


def test_an_unknown_kind_is_refused_by_name(records: RecordsService) -> None:
    with pytest.raises(BadInput) as caught:
        records.list("spaceship")
    assert caught.value.values["value"] == "spaceship"


class TestPeople:
    def test_there_is_one_24_hour_line(self, care_file: CareFile) -> None:
        people = PeopleService(care_file)
        people.save_member(builders.a_member(name="Old", phone="1", is_team_line=True))
        people.save_member(builders.a_member(name="New", phone="2", is_team_line=True))
        line = people.team_line()
        assert line is not None
        assert line.name == "New"
        assert [one.is_team_line for one in people.team()] == [True, False]

    def test_removing_a_contact_keeps_what_refers_to_it(self, care_file: CareFile) -> None:
        people = PeopleService(care_file)
        member = people.save_member(builders.a_member())
        with care_file.change("saved") as work:
            appointment = work.save(builders.an_appointment(member_id=member.id))
            work.save(builders.a_preset(member_id=member.id))
        people.delete_member(member)
        with care_file.read() as reader:
            kept = reader.get(type(appointment), appointment.id)
        assert kept is not None
        assert kept.member_id is None
        care_file.undo()
        assert people.member(member.id) is not None

    def test_the_person_is_one_record_however_often_saved(
        self, care_file: CareFile, records: RecordsService
    ) -> None:
        people = PeopleService(care_file)
        people.save_patient(builders.a_patient(id=people.patient().id))
        people.save_patient(builders.a_patient(id=people.patient().id, name="Rose"))
        assert people.patient().name == "Rose"
        assert records.counts()["patient"] == 1


class TestTherapy:
    def test_the_current_line_and_the_day_of_its_cycle(
        self, care_file: CareFile, clock: FixedClock
    ) -> None:
        therapy = TherapyService(care_file, clock)
        therapy.save_line(
            builders.a_line(
                number=2, name="KRd", started_on=date(2025, 1, 6), stopped_on=date(2026, 12, 1)
            )
        )
        line = builders.a_line()
        therapy.save_line_with_cycle(line, builders.a_cycle(line))
        current = therapy.current_line()
        assert current is not None
        assert current.name == "DPd"
        assert therapy.day_of_cycle() == CycleDay(3, 15, 28)

    def test_removing_a_line_takes_its_cycles_along_and_undo_brings_both_back(
        self, care_file: CareFile, clock: FixedClock
    ) -> None:
        therapy = TherapyService(care_file, clock)
        line = therapy.save_line_with_cycle(one := builders.a_line(), builders.a_cycle(one))
        therapy.delete_line(line)
        assert therapy.cycles() == ()
        care_file.undo()
        assert len(therapy.cycles()) == 1
