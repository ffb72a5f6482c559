"""Keep the colors, type sizes and spacing of the window, and switch them at once.

Colors and their contrast: the design notes of the project, checked in tests/ui/test_theme.py.
"""

from __future__ import annotations

from dataclasses import dataclass, fields
from enum import Enum
from typing import Protocol, runtime_checkable

from PySide6.QtCore import QMargins, Qt
from PySide6.QtGui import QColor, QFont, QGuiApplication, QPalette
from PySide6.QtWidgets import QApplication, QLayout, QWidget

from ui import style_sheet, typefaces


class Scheme(Enum):
    """Say which colors the caregiver wants."""

    SYSTEM = "system"
    LIGHT = "light"
    DARK = "dark"


@dataclass(frozen=True, slots=True, kw_only=True)
class Tokens:
    """Name every color once; each is "#RRGGBB"."""

    window: str
    surface: str
    alt: str
    text: str
    muted: str
    hairline: str
    border: str
    focus: str
    accent: str
    on_accent: str
    accent_soft: str
    accent_strong: str
    ok: str
    ok_soft: str
    attention: str
    attention_soft: str
    urgent: str
    urgent_soft: str
    note: str
    note_soft: str
    on_note: str
    severity_2: str
    toast: str
    on_toast: str
    toast_accent: str
    chart_1: str
    chart_2: str
    chart_3: str
    chart_4: str


LIGHT = Tokens(
    window="#F7F6F3", surface="#FFFFFF", alt="#EFEDE8",
    text="#1F2328", muted="#4F5661", hairline="#E2DFD8", border="#767B85", focus="#0B4F9E",
    accent="#1B5E8C", on_accent="#FFFFFF", accent_soft="#E3EDF4", accent_strong="#164D73",
    ok="#1F6F54", ok_soft="#E3F3EA", attention="#8A5C00", attention_soft="#FFF3DB",
    urgent="#8C1515", urgent_soft="#FBE6E3", note="#4B4FA8", note_soft="#ECECF9",
    on_note="#FFFFFF", severity_2="#C9CAEF",
    toast="#1F2328", on_toast="#F7F6F3", toast_accent="#7FC4F0",
    chart_1="#152965", chart_2="#AE3009", chart_3="#077E70", chart_4="#B632E2",
)  # fmt: skip

DARK = Tokens(
    window="#16191D", surface="#1F242A", alt="#2A3038",
    text="#F1F0EC", muted="#B9C0CA", hairline="#363D46", border="#8D96A3", focus="#9CD2FF",
    accent="#7FC4F0", on_accent="#0E2231", accent_soft="#1E3545", accent_strong="#A2D6F8",
    ok="#B8F0D4", ok_soft="#173A2B", attention="#FFC94D", attention_soft="#45330A",
    urgent="#FF8577", urgent_soft="#4B1F1B", note="#B5B8FF", note_soft="#2C2E57",
    on_note="#16191D", severity_2="#4A4E94",
    toast="#F1F0EC", on_toast="#1F2328", toast_accent="#1B5E8C",
    chart_1="#6386EE", chart_2="#E76A23", chart_3="#5EE8AF", chart_4="#FCCFFC",
)  # fmt: skip

# size in px at 100 % for Source Sans 3, and weight; one entry per way text may look
TYPE_SCALE: dict[str, tuple[float, int]] = {
    "date": (30, 700),
    "title": (28, 700),
    "question": (26, 700),
    "phone": (22, 700),
    "pane": (20, 700),
    "heading": (19, 600),
    "body": (17, 400),
    "strong": (17, 600),
    "button": (16, 600),
    "secondary": (15, 400),
    "secondary_strong": (15, 600),
    "muted": (15, 400),
    "small": (13, 400),
    "small_strong": (13, 600),
}


@dataclass(frozen=True, slots=True)
class Look:
    """Hold one complete look: colors, text size and typeface."""

    tokens: Tokens
    dark: bool
    text_percent: int
    families: tuple[str, ...]
    family_factor: float

    @property
    def scale(self) -> float:
        """Return the text size as a factor, 1.0 to 2.0."""
        return self.text_percent / 100

    def px(self, size: float) -> int:
        """Scale a size that must grow with the text: heights of controls, icons, columns."""
        return round(size * self.scale)

    def gap(self, size: float) -> int:
        """Scale empty space: it grows half as fast as the text, so that 200 % still fits."""
        return round(size * (1 + (self.scale - 1) / 4))

    def text_px(self, role: str) -> int:
        """Return the pixel size of a text role of `TYPE_SCALE`."""
        return max(9, round(TYPE_SCALE[role][0] * self.family_factor * self.scale))

    def font(self, role: str = "body") -> QFont:
        """Return the font of a text role, with digits of equal width."""
        return self.sized_font(*TYPE_SCALE[role])

    def sized_font(self, size: float, weight: int = 400) -> QFont:
        """Return a font of `size` px at 100 %, for painters whose marks have no role."""
        font = QFont()
        font.setFamilies(list(self.families))
        font.setPixelSize(max(9, round(size * self.family_factor * self.scale)))
        font.setWeight(QFont.Weight(weight))
        font.setFeature(QFont.Tag("tnum"), 1)
        return font

    def color(self, token: str) -> QColor:
        """Return the color of a token by its name, for painting."""
        return QColor(getattr(self.tokens, token))


@runtime_checkable
class Restyled(Protocol):
    """Mark a widget that paints or measures by itself and must hear of a new look."""

    def restyle(self) -> None:
        """Take sizes, icons and colors from `look()` again."""


_current = Look(LIGHT, False, 100, ("Source Sans 3",), 1.0)


def look() -> Look:
    """Return the look in force."""
    return _current


def system_is_dark() -> bool:
    """Tell whether the desktop asks for dark colors."""
    return QGuiApplication.styleHints().colorScheme() == Qt.ColorScheme.Dark


def choose(scheme: Scheme, text_percent: int, typeface: typefaces.Typeface) -> Look:
    """Work out the look for the caregiver's choices on this computer."""
    dark = scheme is Scheme.DARK or (scheme is Scheme.SYSTEM and system_is_dark())
    families, factor = typefaces.families(typeface)
    percent = min(200, max(100, text_percent))
    return Look(DARK if dark else LIGHT, dark, percent, families, factor)


def apply(app: QApplication, new_look: Look) -> None:
    """Give every open window the new look at once."""
    global _current
    _current = new_look
    app.setPalette(_qt_palette(new_look))
    app.setFont(new_look.font())
    app.setStyleSheet(style_sheet.build(new_look))
    for window in app.topLevelWidgets():
        _respace(window)
        _restyle(window)


def spread(layout: QLayout, *margins: int, spacing: int = 8) -> QLayout:
    """Set margins that follow the look: none, one for all, or left, top, right, bottom."""
    four = margins if len(margins) == 4 else (margins or (0,)) * 4
    layout.setProperty("base_space", [*four, spacing])
    _space(layout)
    return layout


def set_role(widget: QWidget, role: str) -> None:
    """Change the role a widget has in the style sheet."""
    if (widget.property("role") or "") == role:
        return  # styling the whole window again takes some milliseconds
    widget.setProperty("role", role)
    # before it is first shown a widget has no style yet: it takes this role then
    if widget.testAttribute(Qt.WidgetAttribute.WA_WState_Polished):
        widget.style().unpolish(widget)
        widget.style().polish(widget)


def token_names() -> tuple[str, ...]:
    """Return the names of all colors."""
    return tuple(each.name for each in fields(Tokens))


def _space(layout: QLayout) -> None:
    base = layout.property("base_space")
    if base is None:
        return
    left, top, right, bottom, spacing = (_current.gap(int(each)) for each in base)
    layout.setContentsMargins(QMargins(left, top, right, bottom))
    layout.setSpacing(spacing)


def _respace(window: QWidget) -> None:
    for layout in window.findChildren(QLayout):
        _space(layout)


def _restyle(window: QWidget) -> None:
    for widget in (window, *window.findChildren(QWidget)):
        if isinstance(widget, Restyled):
            widget.restyle()


def _qt_palette(new_look: Look) -> QPalette:
    tokens = new_look.tokens
    palette = QPalette()
    roles = {
        QPalette.ColorRole.Window: tokens.window,
        QPalette.ColorRole.WindowText: tokens.text,
        QPalette.ColorRole.Base: tokens.surface,
        QPalette.ColorRole.AlternateBase: tokens.alt,
        QPalette.ColorRole.Text: tokens.text,
        QPalette.ColorRole.PlaceholderText: tokens.muted,
        QPalette.ColorRole.Button: tokens.surface,
        QPalette.ColorRole.ButtonText: tokens.text,
        QPalette.ColorRole.ToolTipBase: tokens.toast,
        QPalette.ColorRole.ToolTipText: tokens.on_toast,
        QPalette.ColorRole.Highlight: tokens.accent,
        QPalette.ColorRole.HighlightedText: tokens.on_accent,
        QPalette.ColorRole.Link: tokens.accent,
        QPalette.ColorRole.LinkVisited: tokens.accent,
    }
    for role, color in roles.items():
        palette.setColor(role, QColor(color))
    for role in (QPalette.ColorRole.Text, QPalette.ColorRole.ButtonText):
        palette.setColor(QPalette.ColorGroup.Disabled, role, QColor(tokens.muted))
    return palette
