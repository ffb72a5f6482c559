"""Names while somebody types: offered, never taken by themselves."""

from datetime import timedelta

import pytest

from caregiver.clock import FixedClock
from caregiver.services.medications import MedicationsService
from caregiver.services.medicine_names import MedicineNamesService, NameOffer
from caregiver.storage.care_file import CareFile
from tests.builders import MONDAY, a_medication


@pytest.fixture
def medications(care_file: CareFile, clock: FixedClock) -> MedicationsService:
    return MedicationsService(care_file, clock)


@pytest.fixture
def names(care_file: CareFile, clock: FixedClock) -> MedicineNamesService:
    return MedicineNamesService(care_file, clock)


def test_a_slip_is_offered_and_what_was_typed_stays(names, medications):
    assert names.suggest("lenalidomid")[0] == NameOffer("Lenalidomide")
    assert "Lenalidomide" not in [one.name for one in names.suggest("Lenalidomide")]
    assert medications.add(a_medication(name="lenalidomid")).name == "lenalidomid"


def test_a_brand_says_what_it_leads_to(names):
    offers = {one.name: one.generics for one in names.suggest("Revlimi")}
    assert offers["Revlimid"] == ("Lenalidomide",)
    assert names.brand_of("revlimid") == "Lenalidomide"
    assert names.brand_of("lenalidomide") == ""
    assert names.brand_of("no such name") == ""


def test_names_of_the_family_are_offered_too(names, medications):
    medications.add(a_medication(name="Grandma's ginger tea"))
    assert NameOffer("Grandma's ginger tea") in names.suggest("gran")


def test_a_name_that_looks_alike_is_named(names):
    assert "Pomalidomide" in names.look_alikes("Lenalidomide")
    assert names.look_alikes("") == ()


def test_only_a_whole_name_is_known(names):
    assert names.is_known("lenalidomide")
    assert not names.is_known("lenalidomid")


def test_a_brand_and_its_generic_are_the_same_medicine(names, medications):
    brand = medications.add(a_medication(name="Revlimid"))
    assert names.same_medicine("lenalidomide") == brand
    assert names.same_medicine("lenalidomide", but=brand.id) is None
    assert names.same_medicine("") is None
    assert names.same_medicine("Zometa") is None
    medications.stop(brand, MONDAY - timedelta(days=1))
    assert names.same_medicine("lenalidomide") is None
