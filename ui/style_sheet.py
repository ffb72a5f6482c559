"""Write the Qt style sheet from the tokens; the only place with style sheet text."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from ui.theme import Look

TEXT_COLORS = {"muted": "muted", "small": "muted", "placeholder": "muted"}


def build(look: Look) -> str:
    """Return the style sheet of the whole program for one look."""
    parts = (_texts(look), _surfaces(look), _buttons(look), _marks(look), _fields(look))
    return "\n".join((*parts, _views(look), _bars(look)))


def _texts(look: Look) -> str:
    from ui.theme import TYPE_SCALE

    rules = ["QLabel { background: transparent; }"]
    for role, (_, weight) in TYPE_SCALE.items():
        color = getattr(look.tokens, TEXT_COLORS.get(role, "text"))
        rules.append(
            f'QLabel[role="{role}"] {{ font-size: {look.text_px(role)}px;'
            f" font-weight: {weight}; color: {color}; }}"
        )
    for tone in ("accent", "ok", "attention", "urgent", "note", "muted"):
        color = getattr(look.tokens, tone)
        rules.append(f'QLabel[tone="{tone}"] {{ color: {color}; }}')
    return "\n".join(rules)


def _surfaces(look: Look) -> str:
    t = look.tokens
    frames = {
        "card": f"background: {t.surface}; border: 1px solid {t.hairline}; border-radius: 10px;",
        "raised": f"background: {t.surface}; border: 1px solid {t.border}; border-radius: 10px;",
        "box": f"background: {t.surface}; border: 1px solid {t.border}; border-radius: 8px;",
        "topbar": f"background: {t.surface}; border: none; border-bottom: 1px solid {t.hairline};",
        "rail": f"background: {t.surface}; border: none; border-right: 1px solid {t.hairline};",
        "bottombar": f"background: {t.surface}; border: none; border-top: 1px solid {t.hairline};",
        "details": f"background: {t.surface}; border: none; border-left: 1px solid {t.hairline};",
        "line": f"background: {t.hairline}; border: none;",
        "quote": f"background: transparent; border: none; border-left: 3px solid {t.hairline};",
        "row_open": f"background: {t.accent_soft}; border: none;"
        f" border-left: 4px solid {t.accent};",
        "toast": f"background: {t.toast}; border-radius: 10px; border: none;",
        "example": f"background: {t.window}; border: 4px solid {t.note};",
    }
    for tone in ("ok", "attention", "urgent", "note", "accent"):
        soft, strong = getattr(t, f"{tone}_soft"), getattr(t, tone)
        frames[f"message_{tone}"] = (
            f"background: {soft}; border: 1px solid {strong}; border-radius: 8px;"
        )
    rules = [f'QFrame[role="{role}"] {{ {text} }}' for role, text in frames.items()]
    rules.append(
        f"QMainWindow, QDialog, QWidget#page_area {{ background: {t.window}; color: {t.text}; }}"
    )
    rules.append("QScrollArea, QStackedWidget { background: transparent; border: none; }")
    rules.append("QScrollArea > QWidget > QWidget { background: transparent; }")
    rules.append("QWidget#qt_scrollarea_viewport { background: transparent; }")
    rules.append(
        f'QLabel[role="on_example"] {{ color: {t.on_note}; background: {t.note};'
        f" border-radius: 6px; font-weight: 700; font-size: {look.text_px('secondary')}px; }}"
    )
    rules.append(f'QLabel[role="on_toast"] {{ color: {t.on_toast}; }}')
    return "\n".join(rules)


def _buttons(look: Look) -> str:
    t = look.tokens
    tall, row = look.px(44) - 2, look.px(36) - 2
    size = look.text_px("button")
    small = look.text_px("secondary")

    def rule(role: str, text: str, state: str = "") -> str:
        return f'QAbstractButton[role="{role}"]{state} {{ {text} }}'

    wide, narrow = look.gap(15), look.gap(11)
    base = f"border-radius: 8px; font-weight: 600; font-size: {size}px; outline: none;"
    short = f"border-radius: 8px; font-weight: 600; font-size: {small}px; outline: none;"
    outline = f"background: {t.surface}; color: {t.text}; border: 1px solid {t.border};"
    rules = [
        rule("main", f"{base} background: {t.accent}; color: {t.on_accent}; padding: 0 {wide}px;"
             f" border: 1px solid {t.accent}; min-height: {tall}px;"),
        rule("main", f"background: {t.accent_strong}; border-color: {t.accent_strong};", ":hover"),
        rule("second", f"{base} {outline} min-height: {tall}px; padding: 0 {wide}px;"),
        rule("row", f"{short} {outline} min-height: {row}px; padding: 0 {narrow}px;"),
        rule("row_accent", f"{short} {outline} color: {t.accent}; min-height: {row}px;"
             f" padding: 0 {narrow}px;"),
        rule("quiet", f"{short} font-weight: 500; background: transparent; color: {t.muted};"
             f" border: 1px solid transparent; min-height: {row}px; padding: 0 {look.gap(9)}px;"),
        rule("link", f"{short} background: transparent; color: {t.accent}; border: none;"
             f" min-height: {look.px(24)}px; padding: 0 2px; text-align: left;"),
        rule("link", "text-decoration: underline;", ":hover"),
        rule("icon", f"background: {t.surface}; border: 1px solid {t.border}; border-radius: 8px;"
             f" min-height: {row}px; min-width: {row}px; outline: none;"),
        rule("icon_quiet", "background: transparent; border: 1px solid transparent;"
             f" border-radius: 8px; min-height: {row}px; min-width: {row}px; outline: none;"),
        rule("toast_undo", f"{short} font-size: {size}px; background: transparent;"
             f" color: {t.toast_accent}; border: 1px solid {t.toast_accent};"
             f" min-height: {row}px; padding: 0 {narrow}px;"),
        rule("choice", f"{base} {outline} min-height: {tall}px; padding: 0 {wide}px;"),
        rule("choice", f"background: {t.accent_soft}; color: {t.accent};"
             f" border: 2px solid {t.accent}; min-height: {tall - 2}px;"
             f" padding: 0 {wide - 1}px;", ":checked"),
    ]  # fmt: skip
    for role in ("second", "row", "row_accent", "quiet", "icon", "icon_quiet", "choice"):
        rules.append(rule(role, f"background: {t.alt};", ":hover:!checked"))
        rules.append(rule(role, f"background: {t.accent_soft};", ":pressed"))
    for role in ("main", "second", "row", "row_accent", "icon"):
        rules.append(
            rule(role, f"background: {t.alt}; color: {t.muted}; border: 1px dashed {t.border};",
                 ":disabled")
        )  # fmt: skip
    rules.append(_segments(look))
    return "\n".join(rules)


def _segments(look: Look) -> str:
    t = look.tokens
    return f"""
    QAbstractButton[role="segment"] {{ background: {t.surface}; color: {t.text};
        border: 1px solid {t.border}; border-left-width: 0; min-height: {look.px(36) - 2}px;
        padding: 0 {look.gap(15)}px; font-size: {look.text_px("secondary")}px; outline: none; }}
    QAbstractButton[role="segment"][place="first"], QAbstractButton[role="segment"][place="only"]
        {{ border-left-width: 1px; border-top-left-radius: 8px; border-bottom-left-radius: 8px; }}
    QAbstractButton[role="segment"][place="last"], QAbstractButton[role="segment"][place="only"]
        {{ border-top-right-radius: 8px; border-bottom-right-radius: 8px; }}
    QAbstractButton[role="segment"]:checked {{ background: {t.accent_soft}; color: {t.accent};
        font-weight: 700; }}
    QAbstractButton[role="segment"]:hover:!checked {{ background: {t.alt}; }}
    """


def _marks(look: Look) -> str:
    t = look.tokens
    size = look.text_px("secondary") - 1
    rules = []
    for tone in ("ok", "attention", "urgent", "note", "accent"):
        rules.append(
            f'QFrame[role="chip_{tone}"] {{ background: {getattr(t, f"{tone}_soft")};'
            f" border: none; border-radius: 6px; }}"
            f' QFrame[role="chip_{tone}"] QLabel {{ color: {getattr(t, tone)};'
            f" font-size: {size}px; font-weight: 600; }}"
        )
    rules.append(
        f'QFrame[role="chip_plain"] {{ background: {t.alt}; border: none; border-radius: 6px; }}'
        f' QFrame[role="chip_plain"] QLabel {{ color: {t.text}; font-size: {size}px;'
        f" font-weight: 600; }}"
    )
    return "\n".join(rules)


def _fields(look: Look) -> str:
    t = look.tokens
    height = look.px(40) - 2
    inner = f"padding: 0 {look.gap(10)}px; border: 1px solid {t.border}; border-radius: 8px;"
    return f"""
    QLineEdit, QPlainTextEdit {{ placeholder-text-color: {t.muted}; }}
    QLineEdit, QComboBox {{ {inner} background: {t.surface}; color: {t.text};
        min-height: {height}px; selection-background-color: {t.accent};
        selection-color: {t.on_accent}; }}
    QPlainTextEdit {{ background: {t.surface}; color: {t.text}; border: 1px solid {t.border};
        border-radius: 8px; padding: {look.gap(6)}px; selection-background-color: {t.accent};
        selection-color: {t.on_accent}; }}
    QLineEdit[wrong="true"], QComboBox[wrong="true"], QPlainTextEdit[wrong="true"]
        {{ border: 2px solid {t.attention}; }}
    QLineEdit:disabled, QComboBox:disabled, QPlainTextEdit:disabled
        {{ background: {t.alt}; color: {t.muted}; }}
    QLineEdit[role="bare"], QLineEdit[role="bare"]:disabled
        {{ border: none; background: transparent; padding: 0; }}
    QComboBox {{ padding-right: {look.px(32)}px; }}
    QComboBox QLineEdit {{ border: none; padding: 0; min-height: 0; background: transparent; }}
    QComboBox::drop-down {{ border: none; width: {look.px(32)}px; }}
    QComboBox::down-arrow {{ image: none; }}
    QComboBox QAbstractItemView {{ background: {t.surface}; color: {t.text};
        border: 1px solid {t.border}; outline: none; padding: 4px; }}
    QComboBox QAbstractItemView::item {{ min-height: {look.px(36)}px; padding: 0 8px; }}
    QComboBox QAbstractItemView::item:selected {{ background: {t.accent_soft}; color: {t.accent}; }}
    """


def _views(look: Look) -> str:
    t = look.tokens
    return f"""
    QTableView, QListView, QTreeView {{ background: {t.surface}; color: {t.text};
        border: 1px solid {t.hairline}; border-radius: 10px; outline: none;
        gridline-color: {t.hairline}; selection-background-color: {t.accent_soft};
        selection-color: {t.text}; }}
    QHeaderView {{ background: transparent; border: none; }}
    QHeaderView::section {{ background: {t.surface}; color: {t.text}; border: none;
        border-bottom: 1px solid {t.hairline}; padding: {look.gap(8)}px {look.gap(16)}px;
        font-size: {look.text_px("secondary") - 1}px; font-weight: 600; }}
    QTableView#month_grid QHeaderView::section {{ padding: 0 {look.px(6)}px; }}
    QTableCornerButton::section {{ background: {t.surface}; border: none; }}
    QMenu {{ background: {t.surface}; color: {t.text}; border: 1px solid {t.border};
        padding: 4px; }}
    QMenu::item {{ padding: {look.gap(8)}px {look.gap(28)}px {look.gap(8)}px {look.gap(16)}px;
        border-radius: 6px; }}
    QMenu::item:selected {{ background: {t.accent_soft}; color: {t.accent}; }}
    QMenu::item:disabled {{ color: {t.muted}; }}
    QMenu::separator {{ height: 1px; background: {t.hairline}; margin: 4px 8px; }}
    QToolTip {{ background: {t.toast}; color: {t.on_toast}; border: none; padding: 6px; }}
    """


def _bars(look: Look) -> str:
    t = look.tokens
    width = look.px(12)
    return f"""
    QScrollBar:vertical {{ background: transparent; width: {width}px; margin: 0; }}
    QScrollBar:horizontal {{ background: transparent; height: {width}px; margin: 0; }}
    QScrollBar::handle {{ background: {t.border}; border-radius: {max(3, width // 2 - 3)}px;
        margin: 3px; min-height: 32px; min-width: 32px; }}
    QScrollBar::handle:hover {{ background: {t.muted}; }}
    QScrollBar::add-line, QScrollBar::sub-line {{ width: 0; height: 0; }}
    QScrollBar::add-page, QScrollBar::sub-page {{ background: transparent; }}
    """
