"""Papers filled from known records, and saved durably."""

import errno
import os
from dataclasses import replace
from datetime import date, datetime, time
from decimal import Decimal
from pathlib import Path

import pytest

from caregiver.clock import FixedClock
from caregiver.domain.doses import DoseStatus
from caregiver.domain.medications import MedicationSort, Place
from caregiver.domain.people import AllergyState, Role, RuleLevel
from caregiver.domain.records import Record
from caregiver.errors import StorageFailed
from caregiver.formats import PlainFormats
from caregiver.services.medications import MedicationsService
from caregiver.services.reports import Paper, ReportChoices, ReportsService
from caregiver.services.visits import VisitsService
from caregiver.storage.care_file import CareFile
from tests import builders
from tests.pdf_reading import page_sizes, words_of


@pytest.fixture
def reports(care_file: CareFile, clock: FixedClock) -> ReportsService:
    return ReportsService(care_file, clock, PlainFormats())


def _save(care_file: CareFile, *records: Record) -> None:
    with care_file.change("start") as work:
        for one in records:
            work.save(one)


def _text(paper: Paper) -> str:
    return words_of(paper.content).replace("\u00a0", " ")


@pytest.fixture
def family(care_file: CareFile) -> dict[str, Record]:
    """A small family whose every record shows on the summary."""
    doctor = builders.a_member()
    line = builders.a_line(name="Dara-Pd")
    before = builders.a_line(number=2, name="KRd", started_on=date(2025, 2, 1),
                             stopped_on=date(2026, 12, 1))  # fmt: skip
    appointment = builders.an_appointment(member_id=doctor.id)
    pomalidomide = builders.a_medication(
        name="Pomalidomide", brand="Imnovid", strength="4 mg", treats_myeloma=True
    )
    acyclovir = builders.a_medication()
    records = {
        "patient": builders.a_patient(
            allergies="Penicillin (rash)",
            allergy_state=AllergyState.LISTED,
            cautions="kidneys\nblood thinner",
            disease_type="IgG kappa multiple myeloma",
            hospital_number="000 000",
            caregiver_name="Anna",
            caregiver_phone="202-555-0123",
            documents_kept="Living will: blue folder",
            goals="Time at home",
        ),
        "doctor": doctor,
        "night": builders.a_member(name="Day hospital", role=Role.NURSE, phone="202-555-0142",
                                   is_team_line=True),
        "line": line,
        "before": before,
        "cycle": builders.a_cycle(line),
        "appointment": appointment,
        "visit": builders.a_visit(
            appointment_id=appointment.id,
            member_id=doctor.id,
            checked_on=date(2027, 3, 14),
            not_had=("bleeding",),
            changes=("Sleeps in the chair.",),
        ),
        "last": builders.a_visit(starts=datetime(2027, 2, 24, 10, 30), held=True),
        "top": builders.a_question(text="Should the dose change?", is_top=True),
        "other": builders.a_question(text="Which vaccine is next?", role=Role.NURSE, rank=1),
        "pomalidomide": pomalidomide,
        "p_schedule": builders.a_schedule(pomalidomide, unit="capsule", times=(time(21, 30),),
                                          cycle_days=tuple(range(1, 22))),
        "acyclovir": acyclovir,
        "a_schedule": builders.a_schedule(acyclovir),
        "missed": builders.a_dose(acyclovir, day=date(2027, 3, 14), given_at=None,
                                  status=DoseStatus.MISSED),
        "tingling": builders.a_symptom(effect="trouble with buttons", observed_at=None),
        "kappa": builders.a_result(flag="H", laboratory="City Lab"),
        "private": builders.a_journal_entry(text="Nobody else may read this."),
    }  # fmt: skip
    _save(care_file, *records.values())
    return records


def test_the_summary_says_what_the_records_say(reports, family) -> None:
    text = _text(reports.visit_summary())

    for expected in (
        "Sample Person", "Wednesday, March 24, 2027", "Dr. Okafor", "Penicillin (rash)",
        "blood thinner", "Should the dose change?", "IgG kappa multiple myeloma", "Third line",
        "Dara-Pd", "Cycle 3, day 24", "KRd (2025 to 2026)", "February 24",
        "Tingling or numbness", "moderate",
        "trouble with buttons", "Sleeps in the chair.", "bleeding", "131", "City Lab",
        "Pomalidomide", "Imnovid", "4 mg, 1 capsule", "days 1 to 21 of 28",
        "Acyclovir", "morning and evening", "not taken", "Anna", "Time at home",
    ):  # fmt: skip
        assert expected in text, expected


def test_the_summary_is_named_after_the_visit_and_counts_its_pages(reports, family) -> None:
    paper = reports.visit_summary()

    assert paper.name == "2027-03-24_visit-summary.pdf"
    assert paper.pages >= 1
    assert paper.content.startswith(b"%PDF")
    assert "Questions: 2" in paper.sections


@pytest.mark.parametrize(
    "make", ["visit_summary", "medication_list", "question_list", "emergency_sheet", "wallet_card"]
)
def test_the_journal_is_on_no_paper(reports, family, make) -> None:
    assert "Nobody else" not in _text(getattr(reports, make)())


@pytest.mark.parametrize(
    "make", ["visit_summary", "medication_list", "question_list", "emergency_sheet", "wallet_card"]
)
def test_every_paper_can_be_made_from_an_empty_file(reports, make) -> None:
    paper = getattr(reports, make)()

    assert paper.pages == 1
    assert paper.name.startswith("2027-03-15_")
    assert "EXAMPLE" not in _text(paper)


@pytest.mark.parametrize(
    "make", ["visit_summary", "medication_list", "question_list", "emergency_sheet", "wallet_card"]
)
def test_every_paper_of_the_example_says_so(reports, care_file, make) -> None:
    _save(care_file, builders.a_patient(is_example=True))

    assert "EXAMPLE" in _text(getattr(reports, make)())


def test_a_section_switched_off_leaves_no_trace(reports, family) -> None:
    text = _text(reports.visit_summary(choices=ReportChoices(sections_off=("medicines",))))

    assert "Pomalidomide" not in text
    assert (
        "Medicines: 2"
        not in reports.visit_summary(choices=ReportChoices(sections_off=("medicines",))).sections
    )


def test_the_clinicians_own_preset_holds_without_choices(reports, family, care_file, clock) -> None:
    doctor = family["doctor"]
    VisitsService(care_file, clock).save_preset(
        builders.a_preset(member_id=doctor.id, sections_off=("results",))
    )

    assert "131" not in _text(reports.visit_summary())
    assert "131" in _text(reports.visit_summary(choices=ReportChoices()))


def test_lines_left_out_are_not_printed(reports, family, care_file, clock) -> None:
    visits = VisitsService(care_file, clock)
    acyclovir = family["acyclovir"]
    visit = family["visit"]
    left_out = ("problem:neuropathy_numbness_tingling", f"doses:{acyclovir.id}")
    saved = visits.save(replace(visit, left_out=left_out))

    text = _text(reports.visit_summary(saved))

    assert "Tingling" not in text
    assert "not taken" not in text


def test_silence_about_allergies_is_said_aloud(reports, care_file) -> None:
    _save(care_file, builders.a_patient())

    assert "not noted" in _text(reports.visit_summary())


def test_none_known_only_where_the_family_said_so(reports, care_file) -> None:
    _save(care_file, builders.a_patient(allergy_state=AllergyState.NONE_KNOWN))

    assert "none known" in _text(reports.visit_summary())


def test_new_changed_on_hold_and_stopped_are_told_in_words(reports, care_file) -> None:
    new = builders.a_medication(name="Apixaban", started_on=date(2027, 3, 1))
    changed = builders.a_medication(name="Dexamethasone", strength="")
    held = builders.a_medication(name="Pomalidomide")
    stopped = builders.a_medication(name="Gabapentin", stopped_on=date(2027, 3, 10),
                                    stop_reason="dizzy")  # fmt: skip
    remedy = builders.a_medication(name="Vitamin D", strength="800 units",
                                   sort=MedicationSort.SUPPLEMENT)  # fmt: skip
    _save(
        care_file, new, changed, held, stopped, remedy,
        builders.a_schedule(changed, amount=Decimal(5), last_on=date(2027, 3, 4)),
        builders.a_schedule(changed, amount=Decimal(3), first_on=date(2027, 3, 5)),
        builders.a_schedule(held),
        builders.a_dose(held, status=DoseStatus.HELD, given_at=None),
    )  # fmt: skip

    text = _text(reports.visit_summary())

    for expected in ("NEW", "CHANGED", "before: 5 tablets", "ON HOLD", "Gabapentin", "dizzy",
                     "Vitamin D 800 units"):  # fmt: skip
        assert expected in text, expected


def test_treatment_comes_before_everything_else(reports, care_file) -> None:
    names = [("Acyclovir", False), ("Zinc drops", False), ("Pomalidomide", True)]
    for name, treats in names:
        _save(care_file, builders.a_medication(name=name, treats_myeloma=treats))

    text = _text(reports.visit_summary())

    assert text.index("Pomalidomide") < text.index("Acyclovir") < text.index("Zinc drops")


def test_when_needed_and_at_the_hospital_say_what_was_given(reports, care_file) -> None:
    needed = builders.a_medication(name="Acetaminophen")
    given = builders.a_medication(name="Daratumumab", place=Place.HOSPITAL)
    _save(
        care_file, needed, given,
        builders.a_schedule(needed, as_needed=True, times=(), most_per_day=8),
        builders.a_dose(needed, due_time=None),
        builders.a_dose(given, due_time=None, day=date(2027, 3, 1)),
    )  # fmt: skip

    text = _text(reports.visit_summary())

    assert "only when needed, at most 8 a day" in text
    assert "used on 1 day" in text
    assert "last March 1" in text


def test_values_in_other_units_are_never_joined(reports, care_file) -> None:
    hemoglobin = {"test": "hemoglobin", "name": "Hemoglobin", "range_low": None,
                  "range_high": None}  # fmt: skip
    _save(
        care_file,
        builders.a_result(printed="99", unit="g/L", taken_on=date(2027, 2, 1), **hemoglobin),
        builders.a_result(printed="9.8", unit="g/dL", taken_on=date(2027, 3, 10), **hemoglobin),
    )

    text = _text(reports.visit_summary())

    assert "Hemoglobin (g/L)" in text
    assert "Hemoglobin (g/dL)" in text


def test_only_the_tests_chosen_are_shown(reports, family, care_file) -> None:
    _save(care_file, builders.a_result(test="igg", name="IgG", printed="512", unit="mg/dL"))

    assert "512" not in _text(reports.visit_summary())
    text = _text(reports.visit_summary(choices=ReportChoices(tests=("igg",))))
    assert "512" in text
    assert "131" not in text


def test_a_full_table_keeps_the_light_chain_the_lab_flagged(reports, care_file) -> None:
    tests = ("m_protein_serum", "flc_lambda", "flc_ratio", "hemoglobin", "anc", "platelets",
             "creatinine", "calcium")  # fmt: skip
    _save(care_file, builders.a_result(flag="H"),
          *(builders.a_result(test=one, name=one, printed="7") for one in tests))  # fmt: skip

    text = _text(reports.visit_summary())

    assert "κ free light chain" in text
    assert "λ free light chain" not in text


def test_the_question_list_can_be_for_one_role(reports, family) -> None:
    everything = _text(reports.question_list())
    nurse = _text(reports.question_list(choices=ReportChoices(role=Role.NURSE)))

    assert "Should the dose change?" in everything
    assert "Which vaccine is next?" in everything
    assert "Should the dose change?" not in nurse
    assert "Which vaccine is next?" in nurse


def test_the_medicine_list_is_what_is_in_use(reports, family, care_file) -> None:
    _save(care_file, builders.a_medication(name="Gabapentin", stopped_on=date(2027, 2, 1)))

    text = _text(reports.medication_list())

    for expected in ("Pomalidomide", "Acyclovir", "Stopped in the last 3 months", "Gabapentin",
                     "March 14"):  # fmt: skip
        assert expected in text, expected


def test_the_emergency_sheet_needs_no_question(reports, family, care_file) -> None:
    _save(care_file, builders.a_rule(text="100.4 °F: call at once.", level=RuleLevel.CALL_NOW),
          builders.a_rule(text="Old advice.", withdrawn_on=date(2027, 1, 1)))  # fmt: skip

    text = _text(reports.emergency_sheet())

    for expected in ("Fever can be an emergency", "202-555-0142", "100.4 °F: call at once.",
                     "Penicillin", "blue folder", "Pomalidomide"):  # fmt: skip
        assert expected in text, expected
    assert "Old advice" not in text


def test_a_wallet_card_carries_the_night_number(reports, family) -> None:
    text = _text(reports.wallet_card())

    assert "202-555-0142" in text
    assert "202-555-0123" in text


@pytest.mark.parametrize("paper", ["a4", "letter"])
def test_the_paper_chosen_is_the_paper_printed(reports, family, paper) -> None:
    content = reports.visit_summary(choices=ReportChoices(paper=paper)).content

    assert round(page_sizes(content)[0][0]) == {"a4": 595, "letter": 612}[paper]


def test_markup_in_a_note_prints_as_typed(reports, care_file) -> None:
    _save(care_file, builders.a_question(text="Is <b>this</b> & that fine?", is_top=True))

    assert "Is <b>this</b> & that fine?" in _text(reports.visit_summary())


def test_a_paper_is_saved_whole_under_its_own_name(reports, tmp_path: Path) -> None:
    paper = reports.emergency_sheet()

    saved = reports.save(paper, tmp_path)

    assert saved == tmp_path / "2027-03-15_emergency-sheet.pdf"
    assert saved.read_bytes() == paper.content


def test_a_missing_folder_is_a_sentence_and_writes_nothing(reports, tmp_path: Path) -> None:
    with pytest.raises(StorageFailed) as failed:
        reports.save(reports.emergency_sheet(), tmp_path / "gone" / "sheet.pdf")

    assert failed.value.code == "folder_missing"


@pytest.mark.parametrize(
    ("number", "code"),
    [(errno.EACCES, "file_not_allowed"), (errno.ENOSPC, "disk_full"), (errno.EROFS,
                                                                      "file_read_only")],
)  # fmt: skip
def test_a_refusing_disk_is_a_sentence_and_leaves_the_old_file(
    reports, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, number, code
) -> None:
    paper = reports.emergency_sheet()
    target = tmp_path / "sheet.pdf"
    target.write_bytes(b"old")

    def refuse(*_: object) -> None:
        raise OSError(number, "no")

    monkeypatch.setattr(os, "fsync", refuse)
    with pytest.raises(StorageFailed) as failed:
        reports.save(paper, target)

    assert failed.value.code == code
    assert target.read_bytes() == b"old"
    assert [one.name for one in tmp_path.glob("*.part")] == []


def test_the_printed_list_matches_the_list_on_screen(reports, family, care_file, clock) -> None:
    _save(
        care_file,
        builders.a_medication(name="Zoledronic acid", place=Place.HOSPITAL),
        builders.a_medication(name="Vitamin D", sort=MedicationSort.SUPPLEMENT),
        builders.a_medication(name="Gabapentin", stopped_on=date(2027, 3, 1)),
    )
    groups = MedicationsService(care_file, clock).groups()
    text = _text(reports.medication_list())
    shown = text[: text.index("Stopped in the last 3 months")]

    assert all(entry.medication.name in shown for entry in groups.current)
    assert "Gabapentin" not in shown
    assert f"Medicines: {len(groups.current)}" in reports.medication_list().sections
