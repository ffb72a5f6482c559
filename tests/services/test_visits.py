"""Visits: the next one, preparing, holding, and the last one."""

from dataclasses import replace
from datetime import date, datetime

import pytest

from caregiver.clock import FixedClock
from caregiver.domain.appointments import (
    Appointment,
    AppointmentKind,
    AppointmentStatus,
    Occurrence,
)
from caregiver.domain.records import Record
from caregiver.services.questions import QuestionsService
from caregiver.services.visits import VisitsService
from caregiver.storage.care_file import CareFile
from tests import builders


@pytest.fixture
def visits(care_file: CareFile, clock: FixedClock) -> VisitsService:
    return VisitsService(care_file, clock)


def _save(care_file: CareFile, *records: Record) -> None:
    with care_file.change("start") as work:
        for one in records:
            work.save(one)


def _on(day: int, **changes: object) -> Appointment:
    starts = datetime(2027, 3, day, 10, 30)
    return builders.an_appointment(**{"starts": starts, "ends": None, **changes})


def test_the_next_visit_is_the_first_clinic_appointment(
    visits: VisitsService, care_file: CareFile
) -> None:
    doctor = builders.a_member()
    _save(care_file, doctor, _on(30), _on(24, member_id=doctor.id), _on(10),
          _on(17, sort=AppointmentKind.LAB_DRAW),
          _on(18, status=AppointmentStatus.CANCELLED))  # fmt: skip

    found = visits.next()

    assert found is not None
    assert found.occurrence.day == date(2027, 3, 24)
    assert found.days == 9
    assert found.member is not None
    assert found.member.name == doctor.name


def test_a_call_counts_where_there_is_no_clinic_visit(
    visits: VisitsService, care_file: CareFile
) -> None:
    _save(care_file, _on(17, sort=AppointmentKind.TELE))

    found = visits.next()

    assert found is not None
    assert found.occurrence.day == date(2027, 3, 17)


def test_without_appointments_there_is_no_next_visit(visits: VisitsService) -> None:
    assert visits.next() is None
    assert visits.last_held() is None


def test_a_visit_stays_next_until_it_is_over(
    visits: VisitsService, care_file: CareFile, clock: FixedClock
) -> None:
    _save(care_file, builders.an_appointment(starts=datetime(2027, 3, 15, 8, 30),
                                             ends=datetime(2027, 3, 15, 9, 0)))  # fmt: skip
    clock.advance(minutes=45)
    assert visits.next() is not None

    clock.advance(minutes=30)
    assert visits.next() is None


def test_preparing_twice_makes_one_visit(visits: VisitsService, care_file: CareFile) -> None:
    _save(care_file, _on(24))
    found = visits.next()
    assert found is not None

    first = visits.prepare(found.occurrence)
    again = visits.prepare(found.occurrence)

    assert first == again
    assert visits.all() == (first,)
    prepared = visits.next()
    assert prepared is not None
    assert prepared.visit == first


def test_a_prepared_visit_moves_with_its_appointment(
    visits: VisitsService, care_file: CareFile
) -> None:
    appointment = _on(24)
    _save(care_file, appointment)
    first = visits.prepare(Occurrence(appointment, datetime(2027, 3, 24, 10, 30), None))
    moved = replace(appointment, starts=datetime(2027, 3, 25, 9))

    second = visits.prepare(Occurrence(moved, datetime(2027, 3, 25, 9), None))

    assert second.id == first.id
    assert second.starts == datetime(2027, 3, 25, 9)


def test_each_date_of_a_series_has_its_own_visit(
    visits: VisitsService, care_file: CareFile
) -> None:
    weekly = _on(17, rule="FREQ=WEEKLY")
    _save(care_file, weekly)

    first = visits.prepare(Occurrence(weekly, datetime(2027, 3, 17, 10, 30), None))
    second = visits.prepare(Occurrence(weekly, datetime(2027, 3, 24, 10, 30), None))

    assert first.id != second.id


def test_holding_a_visit_moves_its_questions_on_in_one_change(
    visits: VisitsService, care_file: CareFile, clock: FixedClock
) -> None:
    questions = QuestionsService(care_file, clock)
    question = questions.choose(questions.add(builders.a_question()), True)
    visit = visits.save(builders.a_visit())

    held = visits.hold(visit, decisions="Same dose.", note="Long wait.")

    assert held.held
    assert questions.get(question.id).asked_on == (date(2027, 3, 24),)
    care_file.undo()
    assert questions.get(question.id).asked_on == ()
    assert not visits.get(visit.id).held


def test_a_held_visit_is_not_next_any_more(visits: VisitsService, care_file: CareFile) -> None:
    _save(care_file, _on(15), _on(24))
    found = visits.next()
    assert found is not None

    visits.hold(visits.prepare(found.occurrence))

    after = visits.next()
    assert after is not None
    assert after.occurrence.day == date(2027, 3, 24)


def test_the_last_visit_is_the_newest_held_one(visits: VisitsService, care_file: CareFile) -> None:
    held = builders.a_visit(starts=datetime(2027, 2, 24, 10), held=True)
    _save(care_file, held, builders.a_visit(starts=datetime(2027, 1, 20, 10), held=True),
          builders.a_visit(starts=datetime(2027, 3, 10, 10)))  # fmt: skip

    last = visits.last_held()
    assert last is not None
    assert last.id == held.id

    earlier = visits.last_held(before=date(2027, 2, 24))
    assert earlier is not None
    assert earlier.when() == date(2027, 1, 20)


def test_without_a_noted_visit_the_last_clinic_appointment_stands_in(
    visits: VisitsService, care_file: CareFile
) -> None:
    _save(care_file, _on(10), _on(12, sort=AppointmentKind.TELE),
          _on(13, status=AppointmentStatus.MISSED))  # fmt: skip

    last = visits.last_held()

    assert last is not None
    assert last.when() == date(2027, 3, 10)
    assert visits.all() == ()


def test_a_removed_visit_leaves_its_questions_and_answers(
    visits: VisitsService, care_file: CareFile, clock: FixedClock
) -> None:
    visit = builders.a_visit()
    question = builders.a_question(visit_id=visit.id)
    answer = builders.an_answer(question, visit_id=visit.id)
    _save(care_file, visit, question, answer)

    visits.delete(visit)

    questions = QuestionsService(care_file, clock)
    assert questions.get(question.id).visit_id is None
    assert questions.answers(question.id)[0].visit_id is None


def test_each_clinician_has_one_preset(visits: VisitsService, care_file: CareFile) -> None:
    doctor = builders.a_member()
    _save(care_file, doctor)
    assert visits.preset(doctor.id).sections_off == ()

    visits.save_preset(builders.a_preset(member_id=doctor.id, sections_off=("goals",)))
    visits.save_preset(builders.a_preset(member_id=doctor.id, large_print=True))

    assert visits.preset(doctor.id).large_print
    assert visits.preset(doctor.id).sections_off == ()
    assert visits.preset(None).member_id is None


def test_a_visit_of_which_nothing_was_noted_is_asked_about(
    visits: VisitsService, care_file: CareFile
) -> None:
    _save(care_file, _on(10))

    waiting = visits.to_note()
    assert waiting is not None
    assert waiting.when() == date(2027, 3, 10)

    visits.hold(waiting, decisions="Same dose.")
    assert visits.to_note() is None
    assert visits.all()[0].appointment_id == waiting.appointment_id


def test_an_old_visit_is_not_asked_about(visits: VisitsService, care_file: CareFile) -> None:
    _save(care_file, builders.an_appointment(starts=datetime(2027, 1, 10, 9), ends=None))

    assert visits.to_note() is None
