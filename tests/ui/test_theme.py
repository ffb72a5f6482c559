"""Colors that everyone can read, and a look that switches at once."""

import itertools

import pytest
from PySide6.QtCore import QLocale
from PySide6.QtGui import QColor, QFontInfo
from PySide6.QtWidgets import QVBoxLayout, QWidget

from ui import icons, style_sheet, theme
from ui.theme import DARK, LIGHT, Scheme, Tokens
from ui.typefaces import Typeface

GROUNDS = ("window", "surface", "alt")
TEXT_ON = [
    *itertools.product(("text", "muted", "accent", "ok", "attention", "urgent", "note"), GROUNDS),
    *((token, f"{token}_soft") for token in ("accent", "ok", "attention", "urgent", "note")),
    ("text", "accent_soft"), ("muted", "accent_soft"), ("text", "ok_soft"), ("text", "note_soft"),
    ("text", "attention_soft"), ("text", "urgent_soft"), ("text", "severity_2"),
    ("on_accent", "accent"), ("on_accent", "accent_strong"), ("on_note", "note"),
    ("on_toast", "toast"), ("toast_accent", "toast"),
]  # fmt: skip
CONTROLS_ON = [
    *itertools.product(("border", "focus"), ("window", "surface")),
    ("border", "accent_soft"),
    *((f"chart_{n}", "surface") for n in range(1, 5)),
]


def contrast(one: str, other: str) -> float:
    """The WCAG 2.2 contrast ratio of two colors."""

    def luminance(text: str) -> float:
        parts = (QColor(text).redF(), QColor(text).greenF(), QColor(text).blueF())
        linear = [p / 12.92 if p <= 0.04045 else ((p + 0.055) / 1.055) ** 2.4 for p in parts]
        return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]

    high, low = sorted((luminance(one), luminance(other)), reverse=True)
    return (high + 0.05) / (low + 0.05)


@pytest.mark.parametrize("tokens", [LIGHT, DARK], ids=["light", "dark"])
@pytest.mark.parametrize(("ink", "ground"), TEXT_ON)
def test_text_can_be_read(tokens: Tokens, ink: str, ground: str):
    assert contrast(getattr(tokens, ink), getattr(tokens, ground)) >= 4.5


@pytest.mark.parametrize("tokens", [LIGHT, DARK], ids=["light", "dark"])
@pytest.mark.parametrize(("ink", "ground"), CONTROLS_ON)
def test_controls_can_be_seen(tokens: Tokens, ink: str, ground: str):
    assert contrast(getattr(tokens, ink), getattr(tokens, ground)) >= 3


def test_every_color_is_a_color():
    for tokens in (LIGHT, DARK):
        assert all(QColor(getattr(tokens, name)).isValid() for name in theme.token_names())


def test_text_doubles_at_200_percent_and_space_grows_less(qapp):
    small = theme.choose(Scheme.LIGHT, 100, Typeface.SYSTEM)
    large = theme.choose(Scheme.LIGHT, 200, Typeface.SYSTEM)
    assert large.text_px("body") == pytest.approx(2 * small.text_px("body"), abs=1)
    assert large.px(44) == 88
    assert small.gap(32) < large.gap(32) < 2 * small.gap(32)


def test_text_size_stays_between_100_and_200(qapp):
    assert theme.choose(Scheme.LIGHT, 20, Typeface.SYSTEM).text_percent == 100
    assert theme.choose(Scheme.LIGHT, 900, Typeface.SYSTEM).text_percent == 200


@pytest.mark.parametrize("face", list(Typeface))
def test_the_letters_are_there_and_figures_stand_in_columns(qapp, face):
    chosen = theme.choose(Scheme.LIGHT, 100, face)
    font = chosen.font("body")
    assert QFontInfo(font).family() in chosen.families
    from PySide6.QtGui import QFontMetricsF

    widths = {round(QFontMetricsF(font).horizontalAdvance(digit), 2) for digit in "0123456789"}
    assert len(widths) == 1


def test_a_new_look_reaches_layouts_and_widgets_at_once(qtbot, shown):
    window = QWidget()
    qtbot.addWidget(window)
    layout = theme.spread(QVBoxLayout(window), 32, 24, 32, 24, spacing=8)
    heard = []
    window.restyle = lambda: heard.append(theme.look().text_percent)
    before = layout.contentsMargins().left()
    shown("dark", 200)
    assert layout.contentsMargins().left() > before
    assert heard == [200]
    assert theme.look().dark


def test_the_style_sheet_names_no_color_of_the_other_theme(qapp):
    light = style_sheet.build(theme.choose(Scheme.LIGHT, 100, Typeface.SYSTEM))
    assert DARK.surface not in light
    assert LIGHT.surface in light


def test_icons_take_the_color_asked_for(qapp, shown):
    picture = icons.pixmap("check", 20, "urgent").toImage()
    colors = {
        picture.pixelColor(x, y).name().upper()
        for x, y in itertools.product(range(20), range(20))
        if picture.pixelColor(x, y).alpha() == 255
    }
    assert colors == {LIGHT.urgent}


def test_the_usual_language_is_american_english(qapp):
    assert QLocale().language() != QLocale.Language.C
