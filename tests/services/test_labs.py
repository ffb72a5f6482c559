"""Lab results: panels, tables, trends and the questions asked before saving."""

from datetime import date
from decimal import Decimal

import pytest

from caregiver.clock import FixedClock
from caregiver.errors import InvalidRecord
from caregiver.services.labs import LabsService
from caregiver.storage.care_file import CareFile
from tests import builders


@pytest.fixture
def labs(care_file: CareFile, clock: FixedClock) -> LabsService:
    return LabsService(care_file, clock)


def test_a_panel_is_saved_as_one_change(labs: LabsService, care_file: CareFile) -> None:
    labs.save_panel([builders.a_result(), builders.a_result(test="anc", name="Neutrophils")])
    assert len(labs.results()) == 2
    care_file.undo()
    assert labs.results() == ()


def test_the_table_shows_the_last_days_with_the_newest_last(labs: LabsService) -> None:
    for month, value in ((1, "104"), (2, "98"), (3, "131")):
        labs.save(builders.a_result(printed=value, taken_on=date(2027, month, 4)))
    labs.save(
        builders.a_result(test="anc", name="Neutrophils", unit="K/uL", taken_on=date(2027, 3, 4))
    )
    table = labs.table(dates=2)
    assert table.days == (date(2027, 2, 4), date(2027, 3, 4))
    kappa, neutrophils = table.rows
    assert [cell.printed if cell else None for cell in kappa.cells] == ["98", "131"]
    assert [cell is None for cell in neutrophils.cells] == [True, False]
    assert [one.printed for one in kappa.points] == ["104", "98", "131"]


def test_two_units_of_one_test_are_two_rows(labs: LabsService) -> None:
    labs.save(builders.a_result(printed="131", unit="mg/L"))
    labs.save(builders.a_result(printed="13.1", unit="mg/dL"))
    assert sorted(row.unit for row in labs.table().rows) == ["mg/L", "mg/dL"]


def test_trends_tell_lowest_and_change_since_without_mixing_units_or_laboratories(
    labs: LabsService,
) -> None:
    for month, value in ((1, "104"), (2, "98"), (3, "131")):
        labs.save(builders.a_result(printed=value, taken_on=date(2027, month, 4)))
    labs.save(builders.a_result(printed="12", laboratory="Elsewhere"))
    first, second = labs.trends("flc_kappa")
    assert first.lowest is not None
    assert (first.lowest.printed, first.change, first.change_percent) == (
        "98",
        Decimal(33),
        Decimal("33.7"),
    )
    assert [one.printed for one in second.results] == ["12"]


def test_a_value_below_what_the_lab_measures_is_kept_as_printed_and_is_no_lowest(
    labs: LabsService,
) -> None:
    labs.save(builders.a_result(printed="<0.1", taken_on=date(2027, 1, 4)))
    labs.save(builders.a_result(printed="5", taken_on=date(2027, 2, 4)))
    (trend,) = labs.trends("flc_kappa")
    assert [one.printed for one in trend.results] == ["<0.1", "5"]
    assert trend.lowest is not None
    assert trend.lowest.printed == "5"


@pytest.mark.parametrize(
    ("printed", "unit", "codes"),
    [
        ("120", "mg/L", []),
        ("13.1", "mg/L", ["tenfold"]),
        ("1310", "mg/L", ["tenfold"]),
        ("13.1", "mg/dL", ["unit_differs"]),
        ("not quantifiable", "mg/L", []),
    ],
)
def test_a_slip_of_ten_and_another_unit_are_questioned(
    labs: LabsService, printed: str, unit: str, codes: list[str]
) -> None:
    labs.save(builders.a_result(printed="131", taken_on=date(2027, 2, 4)))
    found = labs.warnings(builders.a_result(printed=printed, unit=unit))
    assert [one.code for one in found] == codes


def test_a_second_result_of_the_same_day_is_questioned(labs: LabsService) -> None:
    labs.save(builders.a_result())
    assert [one.code for one in labs.warnings(builders.a_result())] == ["same_day"]


def test_a_result_from_the_future_is_refused(labs: LabsService) -> None:
    with pytest.raises(InvalidRecord):
        labs.save_panel([builders.a_result(), builders.a_result(taken_on=date(2030, 1, 1))])
    assert labs.results() == ()


def test_the_last_panel_gives_the_tests_of_the_newest_day(labs: LabsService) -> None:
    labs.save(builders.a_result(test="anc", name="Neutrophils", taken_on=date(2027, 1, 4)))
    labs.save_panel(
        [
            builders.a_result(test="hemoglobin", name="Hemoglobin", unit="g/dL", printed="9.9"),
            builders.a_result(),
        ]
    )
    assert [one.test for one in labs.last_panel()] == ["flc_kappa", "hemoglobin"]


def test_days_with_a_whole_panel_come_before_days_with_a_single_test(labs: LabsService) -> None:
    for month in (1, 2, 3):
        for test in ("flc_kappa", "anc", "hemoglobin", "platelets"):
            labs.save(builders.a_result(test=test, name=test, taken_on=date(2027, month, 4)))
    labs.save(builders.a_result(test="anc", name="anc", taken_on=date(2027, 2, 20)))
    labs.save(builders.a_result(test="anc", name="anc", taken_on=date(2027, 3, 12)))
    assert labs.table(dates=3).days == (date(2027, 2, 4), date(2027, 3, 4), date(2027, 3, 12))
