"""Names typed in a hurry: prefixes and small slips find the thing, wild guesses do not."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from caregiver.domain.name_match import fold, index_of, is_near, slips_allowed

INDEX = index_of([
    ("len", ("Lenalidomide", "Revlimid")),
    ("pom", ("Pomalidomide", "Pomalyst")),
    ("dex", ("Dexamethasone", "Decadron")),
    ("num", ("Tingling or numbness", "Pins and needles")),
])  # fmt: skip


@pytest.mark.parametrize(("text", "folded"), [
    ("  Größe ", "grosse"), ("Pins & needles", "pins needles"), ("can't", "cannot"),
    ("can’t sleep", "cannot sleep"), ("É", "e"), ("ℐ", "i"), ("", ""),
])  # fmt: skip
def test_names_are_compared_without_case_accents_and_signs(text, folded):
    assert fold(text) == folded


@pytest.mark.parametrize(("typed", "found"), [
    ("lenalidomide", ["len"]), ("REV", ["len"]), ("lenalidomdie", ["len"]), ("pomalist", ["pom"]),
    ("needles", ["num"]), ("numb ting", ["num"]), ("dexametasone", ["dex"]), ("needels", ["num"]),
    ("xyz", []), ("", []), ("ghost", []), ("relvimid", ["len"]), ("dexamx", ["dex"]),
])  # fmt: skip
def test_a_name_is_found_as_people_type_it(typed, found):
    assert list(INDEX.find(typed)) == found


def test_a_name_as_it_is_written_comes_before_a_synonym_and_a_slip():
    index = index_of([("a", ("Panadol",)), ("b", ("Calpol", "Panadol")), ("c", ("Panadil",))])
    assert [hit.thing for hit in index.hits("panadol")] == ["a", "b", "c"]
    ranks = [hit.rank for hit in index.hits("panadol")]
    assert ranks == sorted(ranks)
    assert index.find("panadol", limit=1) == ("a",)


@pytest.mark.parametrize(("typed", "written", "near"), [
    ("dex", "dax", False),  # too short for a slip
    ("dex", "dex", True),
    ("1234", "1235", False),  # a number is right or wrong
    ("fever", "fevre", True), ("fever", "efver", True),
    ("fever", "vefer", False),
    ("fever", "lever", False), ("fever", "feverish", False), ("nausea", "naussea", True),
    ("neuropathy", "neuropaty", True), ("neuropathy", "nueropaty", True),
    ("neuropathy", "xxxxxxxxxx", False), ("neuropathy", "nzzzzzzzzz", False),
])  # fmt: skip
def test_slips_are_few_and_the_first_letter_is_right(typed, written, near):
    assert is_near(typed, written) is near


@given(st.text("abcdefgh", min_size=4, max_size=14), st.integers(0, 13), st.sampled_from("xyz"))
def test_one_wrong_letter_after_the_first_is_forgiven(word, place, letter):
    place = 1 + place % (len(word) - 1)
    assert is_near(word[:place] + letter + word[place + 1 :], word)
    assert slips_allowed(word) in {1, 2}


@given(st.text(max_size=30))
def test_anything_typed_has_an_answer(text):
    assert set(INDEX.find(text)) <= {"len", "pom", "dex", "num"}
    assert fold(fold(text)) == fold(text)
