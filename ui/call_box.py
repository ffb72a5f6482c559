"""Keep the number to call at night, and the emergency sheet, in sight on every screen."""

from __future__ import annotations

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QFontMetrics, QGuiApplication, QPainter, QPaintEvent
from PySide6.QtWidgets import QBoxLayout, QFrame, QPushButton, QSizePolicy

from ui import icons
from ui.theme import look, spread
from ui.widgets.buttons import Button
from ui.widgets.naming import named


class CallButton(QPushButton):
    """Show "Call the team" and the number; a click copies the number."""

    def __init__(self) -> None:
        super().__init__()
        self._number = ""
        self._hours = ""
        self._is_flat = False
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setProperty("role", "call")
        self.set_number("", "")

    def set_number(self, number: str, hours: str) -> None:
        """Show the number and when it is answered; "" asks to add one."""
        self._number, self._hours = number, hours
        spoken = self.tr("Call the team: %1, %2").replace("%1", number).replace("%2", hours)
        named(self, "call_team", spoken if number else self.tr("Add the team's 24-hour number"))
        self.setToolTip(self.tr("Click to copy the number") if number else "")
        self.updateGeometry()
        self.update()

    def number(self) -> str:
        """Return the number shown."""
        return self._number

    def set_flat(self, is_flat: bool) -> None:
        """Show everything in one line."""
        self._is_flat = is_flat
        self.updateGeometry()
        self.update()

    def copy_number(self) -> None:
        """Put the number on the clipboard."""
        QGuiApplication.clipboard().setText(self._number)

    def sizeHint(self) -> QSize:
        """Return the room for the three lines."""
        words = self._lines()
        widths = [QFontMetrics(look().font(role)).horizontalAdvance(text) for text, role in words]
        heights = [QFontMetrics(look().font(role)).height() for _, role in words]
        pad = 2 * look().gap(12)
        icon = look().px(18) + look().gap(8)
        if self._is_flat:
            total = sum(widths) + icon + pad + (len(words) - 1) * look().gap(16)
            return QSize(total, max(max(heights), look().px(36)) + look().gap(8))
        first = widths[0] + icon
        return QSize(max(first, *widths[1:], 0) + pad, sum(heights) + pad + look().gap(4))

    def minimumSizeHint(self) -> QSize:
        """Return the same: a number is never cut."""
        return self.sizeHint()

    def restyle(self) -> None:
        """Take the size again."""
        self.updateGeometry()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the box, the icon and the lines."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(look().color("border"))
        painter.setBrush(look().color("alt" if self.underMouse() else "surface"))
        painter.drawRoundedRect(QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5), 8, 8)
        pad, side = look().gap(12), look().px(18)
        x = float(pad)
        y = float(pad)
        for number, (text, role) in enumerate(self._lines()):
            metrics = QFontMetrics(look().font(role))
            middle = self.height() / 2 if self._is_flat else y + metrics.height() / 2
            if number == 0:
                icons.paint(painter, "phone", QRectF(x, middle - side / 2, side, side))
            indent = side + look().gap(8) if number == 0 else 0
            painter.setFont(look().font(role))
            painter.setPen(look().color("muted" if role == "small" else "text"))
            painter.drawText(
                QRectF(x + indent, middle - metrics.height() / 2, self.width(), metrics.height()),
                Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter,
                text,
            )
            if self._is_flat:
                x += indent + metrics.horizontalAdvance(text) + look().gap(16)
            y += metrics.height() + look().gap(2)
        painter.end()

    def _lines(self) -> list[tuple[str, str]]:
        if not self._number:
            return [
                (self.tr("Call the team"), "strong" if self._is_flat else "button"),
                (self.tr("Add the number"), "strong"),
            ]
        lines = [(self.tr("Call the team"), "button"), (self._number, "phone")]
        return [*lines, (self._hours, "small")] if self._hours else lines


class CallBox(QFrame):
    """Hold the call button and the emergency sheet button, one under the other or in one line."""

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("call_box")
        self._layout = QBoxLayout(QBoxLayout.Direction.TopToBottom, self)
        spread(self._layout, spacing=8)
        self.call = CallButton()
        self.sheet = Button("emergency_sheet", self.tr("Emergency sheet"), icon="file-text")
        self.sheet.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self._layout.addWidget(self.call)
        self._layout.addWidget(self.sheet)

    def set_flat(self, is_flat: bool) -> None:
        """Stand in one line at the bottom of the window."""
        way = QBoxLayout.Direction
        self._layout.setDirection(way.LeftToRight if is_flat else way.TopToBottom)
        policy = QSizePolicy.Policy
        for button in (self.call, self.sheet):
            button.setSizePolicy(policy.Maximum if is_flat else policy.Expanding, policy.Fixed)
        self.call.set_flat(is_flat)


def bottom_bar() -> QFrame:
    """Return the empty bar that holds the call box while the rail is narrow."""
    bar = QFrame()
    named(bar, "bottom_bar", "")
    bar.setProperty("role", "bottombar")
    return bar
