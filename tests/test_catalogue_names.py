"""Names of medicines: every name leads to what is in it, also with a slip, and never by itself."""

import pytest

from caregiver import catalogue
from caregiver.catalogue.medicine_names import MedicineNames, OtherName
from caregiver.domain.name_match import fold

NAMES = catalogue.drug_names()
EVERY = NAMES.every_name


def slips(text, step):
    """Single slips of a name: a letter missing, doubled, wrong, swapped with the next one.

    `step` moves the places, so that names of one length are not all spoiled at one place.
    """
    letters = [place for place, letter in enumerate(text) if letter.isalpha()]
    for kind in range(4):
        for part in range(2):
            place = letters[(step * 7 + kind * 3 + part * (len(letters) // 2)) % len(letters)]
            before, letter, after = text[:place], text[place], text[place + 1 :]
            wrong = "e" if letter.lower() != "e" else "o"
            swapped = before + after[:1] + letter + after[1:] if after else before + letter
            yield (before + after, before + letter + letter + after, before + wrong + after,
                   swapped)[kind]  # fmt: skip


def leads_there(wanted, found):
    return any(set(wanted.generics) <= set(one.generics) for one in found)


def test_every_exact_name_leads_to_its_ingredients_first_or_second():
    for one in EVERY:
        assert leads_there(one, NAMES.suggest(one.text, 2)), one.text


def test_every_generic_name_suggests_itself_first_or_second():
    for name in {generic for one in EVERY for generic in one.generics}:
        assert fold(name) in [fold(one.text) for one in NAMES.suggest(name, 2)], name


def test_every_name_in_capitals_and_without_hyphens_is_still_that_name():
    for one in EVERY:
        typed = one.text.upper().replace("-", " ")
        assert leads_there(one, NAMES.suggest(typed, 2)), typed


@pytest.mark.parametrize("start", range(0, len(EVERY), 60))
def test_every_name_with_one_slip_leads_there_among_the_first_five(start):
    for step, one in enumerate(EVERY[start : start + 60], start):
        for typed in slips(one.text, step):
            if typed.strip() and typed != one.text:
                assert leads_there(one, NAMES.suggest(typed, 5)), (one.text, typed)


def test_all_names_of_the_catalogue_are_there():
    medicines = {fold(name) for one in NAMES.medicines for name in one.names}
    listed = {fold(name) for name in catalogue.interactions().names}
    found = {fold(one.text) for one in EVERY}
    assert len(listed) >= 803
    assert medicines | listed <= found
    assert len(EVERY) == len({one.text.casefold() for one in EVERY})


@pytest.mark.parametrize(
    ("typed", "generics"),
    [
        ("Revlimid", ("lenalidomide",)),
        ("Tylenol", ("acetaminophen",)),
        ("paracetamol", ("acetaminophen",)),
        ("Zovirax", ("acyclovir",)),
        ("Advil PM", ("ibuprofen", "diphenhydramine")),
        ("lenalidomide", ()),
        ("Neoral", ("cyclosporine",)),
        ("prednisolone", ()),
    ],
)
def test_a_brand_shows_what_is_in_it(typed, generics):
    best = NAMES.suggest(typed)[0]
    assert best.text == typed
    assert best.leads_to == generics


def test_after_an_exact_brand_comes_its_generic_name():
    assert [one.text for one in NAMES.suggest("velcade")][:2] == ["Velcade", "bortezomib"]
    several = NAMES.suggest("NyQuil")
    assert [one.text for one in several] == ["NyQuil"]


@pytest.mark.parametrize(
    ("typed", "text"),
    [("lenal", "lenalidomide"), ("lenalidamide", "lenalidomide"), ("acetomin", "acetaminophen"),
     ("evlimid", "Revlimid"), ("xarleto", "Xarelto"), ("peptobismol", "Pepto-Bismol"),
     ("b12", "vitamin B12"), ("st johns", "St John's wort"), ("dexametazone", "dexamethasone")],
)  # fmt: skip
def test_a_name_half_typed_or_misspelled_is_offered(typed, text):
    assert text in [one.text for one in NAMES.suggest(typed)]


def test_nothing_is_offered_for_nothing_and_for_what_is_far_from_every_name():
    assert NAMES.suggest("") == ()
    assert NAMES.suggest("  ,") == ()
    assert NAMES.suggest("qqqqqqqqqq") == ()


def test_what_is_not_known_is_not_known_by_a_slip():
    assert NAMES.known("Revlimd") is None
    assert NAMES.generics("Revlimd") == ()
    assert NAMES.known("REVLIMID").medicine.id == "lenalidomide"
    assert NAMES.generics("nyquil") == (
        "cold, flu or sleep products that contain acetaminophen", "dextromethorphan", "doxylamine"
    )  # fmt: skip


# the family's own names ---------------------------------------------------------------------


def test_names_of_the_family_come_first_among_equals():
    own = ("Lenalidomide Zentiva", "Grandma's balm", "Revlimid")
    assert [one.text for one in NAMES.suggest("lenal", own=own)][:1] == ["Lenalidomide Zentiva"]
    mine = NAMES.suggest("grandmas bal", own=own)[0]
    assert (mine.text, mine.is_own, mine.generics) == ("Grandma's balm", True, ())
    known = [one for one in NAMES.suggest("revlimid", own=own) if fold(one.text) == "revlimid"]
    assert len(known) == 1
    assert known[0].is_own
    assert known[0].generics == ("lenalidomide",)


def test_an_exact_name_of_the_catalogue_comes_before_a_slip_of_an_own_one():
    assert NAMES.suggest("velcade", own=("Velcada",))[0].text == "Velcade"


def test_slips_in_own_names_are_forgiven_too():
    own = tuple(f"Remedy {word}" for word in ("Alpina", "Borrelius", "Cordiform"))
    assert NAMES.suggest("remedy borelius", own=own)[0].text == "Remedy Borrelius"


# look-alikes --------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("name", "other"),
    [
        ("lenalidomide", "thalidomide"),
        ("lenalidomide", "pomalidomide"),
        ("acyclovir", "valacyclovir"),
        ("azithromycin", "erythromycin"),
        ("Lasix", "Losec"),
        ("citalopram", "escitalopram"),
        ("Cardicor", "Cardizem"),
        ("hydralazine", "hydroxyzine"),
    ],
)
def test_names_that_look_or_sound_alike_are_named(name, other):
    assert other in [one.text for one in NAMES.look_alikes(name)]


def test_every_look_alike_is_another_medicine_and_goes_both_ways():
    alike = {one: NAMES.look_alikes(one.text) for one in EVERY}
    assert sum(map(bool, alike.values())) > 80
    for one, others in alike.items():
        for other in others:
            assert one.text in [back.text for back in NAMES.look_alikes(other.text)]
            assert not set(one.generics) & set(other.generics)
            assert other.is_taken


def test_only_what_is_taken_can_be_mixed_up():
    assert NAMES.look_alikes("beer") == ()
    assert NAMES.look_alikes("x") == ()


def test_pairs_that_were_reported_come_first_with_their_source():
    alike = NAMES.look_alikes("celexa")
    assert alike[0].text == "Celebrex"
    assert catalogue.publishers(alike[0].sources).startswith("Joint Commission")
    assert [one.text for one in NAMES.look_alikes("Clonidine")][:2] == ["clonazepam", "Klonopin"]
    unknown = NAMES.look_alikes("metformin")[0]
    assert (unknown.text, unknown.generics) == ("metronidazole", ())
    computed = NAMES.look_alikes("lenalidomide")
    assert computed
    assert not any(one.sources for one in computed)
    cited = {cited.source_id for pair in NAMES.mixed_up for cited in pair.sources}
    assert cited <= set(catalogue.sources())


def test_a_strength_behind_a_name_is_passed_over():
    assert NAMES.suggest("lenalidomde 25 mg")[0].text == "lenalidomide"
    assert NAMES.suggest("Grandmas blm 5 %", own=("Grandma's balm",))[0].is_own
    assert NAMES.suggest("vitamin b12")[0].text == "vitamin B12"
    assert NAMES.suggest("25 mg") == ()


def test_an_own_medicine_that_looks_alike_is_named():
    alike = NAMES.look_alikes("Velcade", own=("Velcaid", "Velcade"))
    assert [one.text for one in alike if one.is_own] == ["Velcaid"]


# how names are put together -----------------------------------------------------------------


def test_a_name_of_both_lists_is_one_name():
    others = (OtherName("Caltrate", ("calcium tablets",)), OtherName("caltrate", ("again",)))
    names = MedicineNames((NAMES.find("Caltrate"),), lambda: others)
    found = [one for one in names.every_name if one.text == "Caltrate"]
    assert [one.generics for one in found] == [("calcium with vitamin D", "calcium tablets")]


def test_names_are_read_before_the_first_key_when_asked():
    asked = []
    names = MedicineNames(NAMES.medicines, lambda: asked.append(1) or ())
    assert asked == []
    names.prepare()
    names.suggest("len")
    assert asked == [1]
