"""Which rows the supply is worked out from: none before the last count."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from decimal import Decimal

from caregiver.domain.supply import SupplySort
from caregiver.storage import supply
from tests.builders import a_medication, a_supply_entry

COUNTED = datetime(2027, 3, 1, 12, tzinfo=UTC)
LONG_AGO = "2020-01-01"


def fill(care_file, *records):
    with care_file.change("filled") as work:
        for record in records:
            work.save(record)


def test_years_of_packs_before_a_count_are_not_read(care_file):
    medication, other = a_medication(), a_medication(name="Apixaban")
    counted = a_supply_entry(medication, noted_at=COUNTED)
    pack = a_supply_entry(
        medication, sort=SupplySort.RECEIVED, noted_at=COUNTED + timedelta(days=1)
    )
    packs = [
        replace(pack, id=f"{pack.id[:-4]}{number:04}", noted_at=COUNTED - timedelta(days=number))
        for number in range(1, 90)
    ]
    fill(care_file, medication, other, *packs, counted, pack)
    fill(care_file, a_supply_entry(other, sort=SupplySort.RECEIVED, amount=Decimal(7)))
    with care_file.read() as reader:
        found = supply.since_count(reader.connection, LONG_AGO)
        one = supply.since_count(reader.connection, LONG_AGO, medication.id)
        newest = supply.newest_of(reader.connection, medication.id, 3)
    assert [entry.id for entry in found[medication.id]] == [counted.id, pack.id]
    assert [entry.amount for entry in found[other.id]] == [7]
    assert list(one) == [medication.id]
    assert [entry.id for entry in newest] == [pack.id, counted.id, packs[0].id]


def test_a_count_too_long_ago_is_not_read(care_file):
    medication = a_medication()
    fill(care_file, medication, a_supply_entry(medication, noted_at=COUNTED))
    with care_file.read() as reader:
        assert supply.since_count(reader.connection, "2027-03-02") == {}


def test_one_medicine_is_found_by_its_index(care_file):
    asked = supply._SINCE_COUNT_OF.params(wanted="x", earliest=LONG_AGO)
    with care_file.read() as reader:
        dialect = reader.connection.dialect
        words = str(asked.compile(dialect=dialect, compile_kwargs={"literal_binds": True}))
        plan = reader.connection.exec_driver_sql(f"EXPLAIN QUERY PLAN {words}").fetchall()
    steps = [str(row) for row in plan]
    assert [step for step in steps if "SCAN" in step] == []
    assert any("ix_supply_entry_medication_id_noted_at" in step for step in steps)
