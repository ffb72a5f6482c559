"""Fonts are loaded once, embedded whole enough, and safe to use from two places at a time."""

import io
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace

import pikepdf

from caregiver.formats import PlainFormats
from caregiver.reports import visit_summary
from caregiver.reports.fonts import paper_fonts, text_width
from caregiver.reports.packets import PageChoice
from tests.reports import sample_papers as sample
from tests.reports.reading import squeezed, whole_text


def printed(goals):
    packet = replace(sample.VISIT_SUMMARY, goals=goals)
    return visit_summary.render(packet, PlainFormats(), PageChoice())


def test_papers_drawn_at_the_same_time_do_not_mix():
    texts = [f"goal {n} " + "".join(chr(0x410 + (n + k) % 32) for k in range(20)) for n in range(8)]
    alone = [printed(text) for text in texts]
    with ThreadPoolExecutor(4) as pool:
        together = list(pool.map(printed, texts))
    assert together == alone
    for text, pdf in zip(texts, alone, strict=True):
        assert squeezed(text) in whole_text(pdf)


def test_every_font_is_embedded_and_can_be_copied_from():
    with pikepdf.open(io.BytesIO(printed("★ κ Łódź 😀"))) as document:
        fonts = document.pages[0].Resources.Font
        assert len(fonts) >= 3
        for font in fonts.values():
            assert "/FontFile2" in font.FontDescriptor
            assert "/ToUnicode" in font


def test_more_than_one_subset_of_a_font_is_written_when_needed():
    many = "".join(chr(code) for code in range(0x400, 0x530))
    missing = [c for c in many if ord(c) not in paper_fonts()["regular"].glyphs]
    kept = "".join(c for c in many if c not in missing)
    assert squeezed(kept) in whole_text(printed(kept))


def test_widths_are_those_of_the_font():
    assert text_width("regular", "0123456789", 10) == 49.7
    assert text_width("regular", "a\xa0b", 10) == text_width("regular", "a b", 10)
