"""A page of paper on screen: as wide as there is room, always light."""

from __future__ import annotations

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QColor, QImage, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from ui.theme import look

LETTER = 11 / 8.5


class PageView(QWidget):
    """Draw one page scaled to the width of the widget."""

    def __init__(self, name: str, spoken: str, image: QImage | None = None) -> None:
        super().__init__()
        self.setObjectName(name)
        self._spoken = spoken
        self._image = image
        self.setAccessibleName(spoken)
        policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)

    def show_image(self, image: QImage | None) -> None:
        """Show another page."""
        self._image = image
        self.updateGeometry()
        self.update()

    def has_image(self) -> bool:
        """Tell whether there is a page to see yet."""
        return self._image is not None

    def hasHeightForWidth(self) -> bool:
        """Keep the shape of the paper."""
        return True

    def heightForWidth(self, width: int) -> int:
        """Return the height of the paper at a width."""
        if self._image is None or not self._image.width():
            return round(width * LETTER)
        return round(width * self._image.height() / self._image.width())

    def sizeHint(self) -> QSize:
        """Return a readable size."""
        width = look().px(320)
        return QSize(width, self.heightForWidth(width))

    def minimumSizeHint(self) -> QSize:
        """Return a size still worth looking at."""
        return QSize(120, self.heightForWidth(120))

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the paper with a thin edge."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        width = min(self.width(), self.height() * self.width() / max(1, self.heightForWidth(
            self.width())))  # fmt: skip
        box = QRectF(0, 0, width, self.heightForWidth(int(width))).adjusted(0.5, 0.5, -0.5, -0.5)
        painter.fillRect(box, QColor("white"))
        if self._image is not None:
            ratio = self.devicePixelRatioF()
            size = QSize(round(box.width() * ratio), round(box.height() * ratio))
            scaled = self._image.scaled(size, Qt.AspectRatioMode.IgnoreAspectRatio,
                                        Qt.TransformationMode.SmoothTransformation)  # fmt: skip
            painter.drawImage(box, scaled)
        painter.setPen(QPen(look().color("border"), 1))
        painter.drawRect(box)
        painter.end()
