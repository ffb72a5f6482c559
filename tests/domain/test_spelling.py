"""Names with slips in them, and names that look or sound alike."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from caregiver.domain.name_match import distance
from caregiver.domain.spelling import Rank, beginning_distance, sound_of, spelling_index

ROW = ("lenalidomide", "Revlimid", "Pepto-Bismol", "calcium with vitamin D", "calcium tablets",
       "MST", "vitamin B12", "Lasix", "Losec", "")  # fmt: skip
INDEX = spelling_index(ROW)
words = st.text("abcdef", max_size=9)


def found(text, limit=6):
    return [ROW[one.place] for one in INDEX.find(text, limit)]


@pytest.mark.parametrize(
    ("typed", "rank", "name"),
    [
        ("REVLIMID", Rank.EXACT, "Revlimid"),
        ("pepto bismol", Rank.EXACT, "Pepto-Bismol"),
        ("peptobismol", Rank.EXACT, "Pepto-Bismol"),
        ("rev", Rank.BEGINS, "Revlimid"),
        ("evlimid", Rank.NEAR, "Revlimid"),
        ("msst", Rank.NEAR, "MST"),
        ("tablets", Rank.LATER_WORD, "calcium tablets"),
        ("tabl calc", Rank.LATER_WORD, "calcium tablets"),
        ("lenelidomibe", Rank.FAR, "lenalidomide"),
        ("lenelid", Rank.BEGINS_NEARLY, "lenalidomide"),
    ],
)
def test_how_well_a_name_fits(typed, rank, name):
    best = INDEX.find(typed)[0]
    assert (best.rank, ROW[best.place]) == (rank, name)


@pytest.mark.parametrize("typed", ["", " - ", "xx", "m", "zzzzzzzzz"])
def test_nothing_is_found_where_nothing_fits(typed):
    assert "lenalidomide" not in found(typed)


def test_names_in_a_rank_keep_their_order_and_come_once():
    assert found("calcium") == ["calcium with vitamin D", "calcium tablets"]
    assert found("calcium", limit=1) == ["calcium with vitamin D"]
    assert found("vitamin") == ["vitamin B12", "calcium with vitamin D"]


def test_names_a_slip_away_come_before_a_third_one_that_begins_so():
    row = ("aspa", "aspirin", "aspirin cardio", "aspirin plus", "asq")
    ranked = spelling_index(row).find("asp")
    assert [row[one.place] for one in ranked] == [
        "aspa", "aspirin", "asq", "aspirin cardio", "aspirin plus"
    ]  # fmt: skip


def test_alike_names_come_with_how_unlike_they_are_closest_first():
    row = ("thalidomide", "pomalidomide", "velcade", "lenalidomide")
    alike = spelling_index(row).alike("lenalidomide")
    assert {row[place] for _, place in alike} == {"pomalidomide", "thalidomide"}
    assert list(alike) == sorted(alike)
    assert all(0 < far <= 0.3 for far, _ in alike)
    assert spelling_index(row).alike("abc") == ()


def test_what_sounds_alike_may_differ_in_more_letters():
    assert [ROW[place] for _, place in INDEX.alike("Lasix")] == ["Losec"]


@pytest.mark.parametrize(
    ("one", "other"),
    [("phenytoin", "fenitoin"), ("xanax", "zanax"), ("lasix", "losec"), ("celexa", "selexa"),
     ("zyban", "sipan"), ("anacin", "annacin")],
)  # fmt: skip
def test_names_that_sound_alike_have_one_key(one, other):
    assert sound_of(one) == sound_of(other)


def test_names_that_sound_different_have_different_keys():
    assert len({sound_of(one) for one in ("velcade", "revlimid", "lenalidomide", "acyclovir")}) == 4
    assert sound_of("") == sound_of("123") == ""


@given(words, words, st.integers(0, 4))
def test_the_distance_is_the_same_both_ways_and_right_up_to_the_most(one, other, most):
    exact = distance(one, other, 20)
    assert exact == distance(other, one, 20)
    assert (exact == 0) == (one == other)
    assert (exact if exact <= most else most + 1) == min(distance(one, other, most), most + 1)


@pytest.mark.parametrize(
    ("one", "other", "slips"),
    [("abcd", "acbd", 1), ("abcd", "abd", 1), ("abcd", "abxd", 1), ("abcd", "abccd", 1),
     ("ca", "abc", 3), ("", "abc", 3), ("abc", "abc", 0), ("abcd", "badc", 2)],
)  # fmt: skip
def test_slips_are_counted(one, other, slips):
    assert distance(one, other, 9) == slips


@given(words.filter(bool), words.filter(bool))
def test_the_distance_to_a_beginning_is_the_least_over_all_beginnings(typed, written):
    least = min(distance(typed, written[:size], 20) for size in range(len(written) + 1))
    assert min(beginning_distance(typed, written, 2), 3) == min(least, 3)


@given(st.lists(st.text("abcde ", max_size=8), max_size=6), st.text("abcde ", max_size=8))
def test_anything_typed_has_an_answer_with_each_name_once(row, typed):
    places = [one.place for one in spelling_index(row).find(typed, 9)]
    assert len(places) == len(set(places)) <= len(row)
    ranks = [one.rank for one in spelling_index(row).find(typed, 9)]
    assert ranks == sorted(ranks)
