"""Draw the icons in the colors of the moment (Lucide, one line width, `currentColor`)."""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path

from PySide6.QtCore import QByteArray, QRectF, Qt
from PySide6.QtGui import QGuiApplication, QIcon, QPainter, QPixmap

from ui.theme import look

ICONS = Path(__file__).resolve().parent.parent / "resources" / "icons"


def pixmap(name: str, size: int, token: str = "text", *, pad_right: int = 0) -> QPixmap:
    """Return the icon `size` px square at 100 % text, drawn sharp for the screen in use."""
    side = look().px(size)
    return _drawn(name, side, look().color(token).name(), _ratio(), look().px(pad_right))


def icon(name: str, size: int, token: str = "text", *, pad_right: int = 0) -> QIcon:
    """Return the same as a QIcon; it looks alike when the control is disabled."""
    result = QIcon()
    drawn = pixmap(name, size, token, pad_right=pad_right)
    result.addPixmap(drawn)
    result.addPixmap(drawn, QIcon.Mode.Disabled)
    return result


def paint(painter: QPainter, name: str, box: QRectF, token: str = "text") -> None:
    """Draw the icon into a square of a widget or delegate that paints itself."""
    drawn = _drawn(name, round(box.width()), look().color(token).name(), _ratio(), 0)
    painter.drawPixmap(box.topLeft(), drawn)


def _ratio() -> float:
    app = QGuiApplication.instance()
    return app.devicePixelRatio() if isinstance(app, QGuiApplication) else 1.0


@lru_cache(maxsize=512)
def _drawn(name: str, side: int, color: str, ratio: float, pad_right: int) -> QPixmap:
    # QtSvg is loaded with the first icon, not with the first import of this module
    from PySide6.QtSvg import QSvgRenderer

    source = (ICONS / f"{name}.svg").read_text(encoding="utf-8")
    renderer = QSvgRenderer(QByteArray(source.replace("currentColor", color).encode()))
    drawn = QPixmap(round((side + pad_right) * ratio), round(side * ratio))
    drawn.setDevicePixelRatio(ratio)
    drawn.fill(Qt.GlobalColor.transparent)
    painter = QPainter(drawn)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    renderer.render(painter, QRectF(0, 0, side, side))
    painter.end()
    return drawn
