"""Counting the pages of a finished paper."""

from caregiver.formats import PlainFormats
from caregiver.reports import visit_summary
from caregiver.reports.packets import PageChoice
from caregiver.reports.pages import page_count
from tests.reports import sample_papers as sample


def test_pages_are_counted():
    short = visit_summary.render(sample.VISIT_SUMMARY, PlainFormats(), PageChoice())
    long = visit_summary.render(sample.FULL_VISIT_SUMMARY, PlainFormats(), PageChoice())
    assert (page_count(short), page_count(long)) == (1, 2)
