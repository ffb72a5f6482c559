"""The "Add anything" line on a real file: what is known is used, the right records are saved."""

from datetime import UTC, date, datetime, time
from decimal import Decimal

import pytest

from caregiver.clock import FixedClock
from caregiver.domain.appointments import Appointment
from caregiver.domain.changes import RECORD_CLASSES
from caregiver.domain.doses import Dose, DoseStatus
from caregiver.domain.journal import JournalEntry
from caregiver.domain.labs import LabResult
from caregiver.domain.people import CareTeamMember
from caregiver.domain.questions import Question
from caregiver.domain.quick_add import Kind
from caregiver.domain.records import Record
from caregiver.domain.symptoms import SymptomReport
from caregiver.errors import BadInput
from caregiver.services.quick_add import QuickAddService
from caregiver.storage.care_file import CareFile
from tests import builders


@pytest.fixture
def line(care_file: CareFile, clock: FixedClock) -> QuickAddService:
    return QuickAddService(care_file, clock)


def saved(care_file: CareFile, cls: type[Record]) -> list[Record]:
    with care_file.read() as reader:
        return list(reader.all(cls))


def add(line: QuickAddService, text: str) -> None:
    line.save(line.read(text))


def test_an_appointment_is_saved_with_its_day_time_and_place(
    line: QuickAddService, care_file: CareFile
) -> None:
    add(line, "haematology wed 24 march 10:30 st james level 2")
    (one,) = saved(care_file, Appointment)
    assert isinstance(one, Appointment)
    assert (one.title, one.starts, one.ends, one.location, one.zone) == (
        "Haematology",
        datetime(2027, 3, 24, 10, 30),
        datetime(2027, 3, 24, 11, 0),
        "St James Level 2",
        "America/New_York",
    )


def test_a_fever_is_a_symptom_with_its_temperature(
    line: QuickAddService, care_file: CareFile
) -> None:
    add(line, "fever 38.4 now")
    (one,) = saved(care_file, SymptomReport)
    assert isinstance(one, SymptomReport)
    assert (one.symptom, one.value, one.unit, one.day) == (
        "fever",
        Decimal("38.4"),
        "°C",
        builders.MONDAY,
    )


class TestDoses:
    @pytest.fixture(autouse=True)
    def _medicines(self, care_file: CareFile) -> None:
        dex = builders.a_medication(name="Dexamethasone", strength="")
        acetaminophen = builders.a_medication(name="Acetaminophen", strength="500 mg")
        with care_file.change("saved") as work:
            for one in (dex, acetaminophen):
                work.save(one)
            work.save(
                builders.a_schedule(
                    dex, amount=Decimal(20), unit="mg", times=(time(7), time(19)), weekdays=(0,)
                )
            )
            work.save(
                builders.a_schedule(
                    acetaminophen, as_needed=True, times=(), amount=None, unit="", most_per_day=6
                )
            )

    def test_a_missed_dose_is_recorded_on_the_planned_one(
        self, line: QuickAddService, care_file: CareFile
    ) -> None:
        add(line, "missed dex monday")
        (dose,) = saved(care_file, Dose)
        assert isinstance(dose, Dose)
        assert (dose.status, dose.day, dose.due_time, dose.given_at) == (
            DoseStatus.MISSED,
            date(2027, 3, 15),
            time(7),
            None,
        )
        assert (dose.amount, dose.unit) == (Decimal(20), "mg")

    def test_the_second_line_of_a_day_meets_the_second_dose(
        self, line: QuickAddService, care_file: CareFile
    ) -> None:
        add(line, "missed dex monday")
        add(line, "missed dex monday")
        times = [one.due_time for one in saved(care_file, Dose) if isinstance(one, Dose)]
        assert times == [time(7), time(19)]

    def test_an_as_needed_dose_is_found_by_another_name_and_keeps_what_was_typed(
        self, line: QuickAddService, care_file: CareFile, clock: FixedClock
    ) -> None:
        add(line, "took paracetamol 1000")
        (dose,) = saved(care_file, Dose)
        assert isinstance(dose, Dose)
        assert (dose.status, dose.amount, dose.unit, dose.due_time) == (
            DoseStatus.TAKEN,
            Decimal(1000),
            "mg",
            None,
        )
        assert dose.given_at == clock.now()


def test_a_question_goes_on_the_list_for_the_person_named(
    line: QuickAddService, care_file: CareFile
) -> None:
    member = builders.a_member(name="Dr. Amal Aziz")
    with care_file.change("saved") as work:
        work.save(member)
    add(line, "ask dr aziz about tingling")
    (one,) = saved(care_file, Question)
    assert isinstance(one, Question)
    assert (one.text, one.member_id) == ("About tingling", member.id)


def test_results_take_the_unit_of_last_time(line: QuickAddService, care_file: CareFile) -> None:
    with care_file.change("saved") as work:
        work.save(builders.a_result())
        work.save(builders.a_result(test="hemoglobin", name="Hemoglobin", unit="g/dL"))
    add(line, "hb 9.9 kappa 140 march 14")
    found = [
        one
        for one in saved(care_file, LabResult)
        if isinstance(one, LabResult) and one.taken_on == date(2027, 3, 14)
    ]
    assert {(one.test, one.printed, one.unit) for one in found} == {
        ("hemoglobin", "9.9", "g/dL"),
        ("flc_kappa", "140", "mg/L"),
    }


def test_a_number_typed_for_somebody_known_is_added_to_them(
    line: QuickAddService, care_file: CareFile
) -> None:
    with care_file.change("saved") as work:
        work.save(builders.a_member(name="Ward nurse"))
    add(line, "call ward nurse 202-555-0199")
    members = saved(care_file, CareTeamMember)
    assert len(members) == 1
    assert isinstance(members[0], CareTeamMember)
    assert members[0].phone == "202-555-0199"


def test_a_known_number_is_never_replaced(line: QuickAddService, care_file: CareFile) -> None:
    with care_file.change("saved") as work:
        work.save(builders.a_member(name="Ward nurse", phone="202-555-0100"))
    add(line, "call ward nurse 202-555-0199")
    phones = [one.phone for one in saved(care_file, CareTeamMember) if hasattr(one, "phone")]
    assert sorted(phones) == ["202-555-0100", "202-555-0199"]


def test_what_cannot_be_read_is_kept_whole_in_the_journal_and_private(
    line: QuickAddService, care_file: CareFile
) -> None:
    add(line, "slept badly, scared about the scan")
    (one,) = saved(care_file, JournalEntry)
    assert isinstance(one, JournalEntry)
    assert one.text == "slept badly, scared about the scan"
    assert one.is_private
    assert one.written_at == datetime(2027, 3, 15, 12, 0, tzinfo=UTC)


def test_a_day_that_does_not_exist_must_be_answered_before_anything_is_saved(
    line: QuickAddService, care_file: CareFile
) -> None:
    reading = line.read("31 april clinic 9am")
    assert reading.missing == ("day",)
    with pytest.raises(BadInput) as caught:
        line.save(reading)
    assert caught.value.code == "add_line_incomplete"
    assert all(saved(care_file, cls) == [] for cls in RECORD_CLASSES)
    line.save(reading.with_value("day", date(2027, 4, 30)))
    assert len(saved(care_file, Appointment)) == 1


def test_a_new_medicine_is_known_to_the_next_line(
    line: QuickAddService, care_file: CareFile
) -> None:
    assert line.read("took zzolmitriptan").kind is not Kind.DOSE
    with care_file.change("saved") as work:
        work.save(builders.a_medication(name="Zzolmitriptan"))
    assert line.read("took zzolmitriptan").kind is Kind.DOSE
