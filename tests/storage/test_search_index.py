"""Search: found by the start of any word, newest first, never fooled by what was typed."""

from datetime import date

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from caregiver.storage import search_index
from caregiver.storage.care_file import CareFile
from tests import builders


def write(care_file: CareFile, *texts: str) -> None:
    with care_file.change("saved") as work:
        for number, text in enumerate(texts):
            work.save(builders.a_journal_entry(text=text, day=date(2027, 1, 1 + number)))


def titles(care_file: CareFile, query: str) -> list[str]:
    return [hit.title for hit in care_file.find_text(query)]


def test_hits_come_newest_day_first_whatever_order_they_were_written_in(
    care_file: CareFile,
) -> None:
    with care_file.change("saved") as work:
        for day in (5, 9, 7):
            work.save(builders.a_journal_entry(text=f"tingling {day}", day=date(2027, 1, day)))
    assert titles(care_file, "tingling") == ["tingling 9", "tingling 7", "tingling 5"]


def test_all_words_are_wanted_and_each_may_be_a_beginning(care_file: CareFile) -> None:
    write(care_file, "numb feet at night", "numb hands")
    assert titles(care_file, "feet num") == ["numb feet at night"]


def test_accents_and_case_do_not_matter(care_file: CareFile) -> None:
    write(care_file, "Café with René")
    assert titles(care_file, "cafe rene") == ["Café with René"]


@pytest.mark.parametrize(
    "query", ['"', "* OR", "NEAR(", "a AND b", "col:x", "-minus", "()", "'; DROP"]
)
def test_operators_are_only_words(care_file: CareFile, query: str) -> None:
    write(care_file, "nothing special")
    assert isinstance(care_file.find_text(query), list)


def test_a_changed_text_is_found_by_its_new_words_only(care_file: CareFile) -> None:
    entry = builders.a_journal_entry(text="first wording")
    with care_file.change("saved") as work:
        work.save(entry)
    with care_file.change("saved") as work:
        work.save(builders.a_journal_entry(id=entry.id, text="second wording"))
    assert titles(care_file, "first") == []
    assert titles(care_file, "second") == ["second wording"]
    with care_file.read() as reader:
        search_index.check(reader.connection)


@settings(
    max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(st.text(max_size=40))
def test_any_typed_text_is_a_search_and_never_an_error(care_file: CareFile, query: str) -> None:
    care_file.find_text(query)
