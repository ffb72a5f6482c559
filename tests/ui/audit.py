"""What every page must pass: names for all controls, nothing cut off, targets large enough."""

from PySide6.QtCore import QRect, Qt
from PySide6.QtGui import QAccessible, QFontMetrics
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractItemView,
    QAbstractScrollArea,
    QApplication,
    QComboBox,
    QLabel,
    QLineEdit,
    QScrollArea,
    QScrollBar,
    QWidget,
)

SMALLEST_TARGET, SMALLEST_IN_TABLE = 32, 24


def controls(root: QWidget) -> list[QWidget]:
    """Return every visible control that can have the focus."""
    found = []
    for widget in [root, *root.findChildren(QWidget)]:
        can_focus = widget.focusPolicy() & Qt.FocusPolicy.TabFocus
        inner = isinstance(widget.parentWidget(), QComboBox | QAbstractItemView)
        if can_focus and widget.isVisible() and not inner and not isinstance(widget, QScrollBar):
            found.append(widget)
    return found


def accessibility_faults(root: QWidget) -> list[str]:
    """Return a line for each control without an object name or a spoken name."""
    faults = []
    for widget in controls(root):
        where = f"{type(widget).__name__} {widget.objectName()!r}"
        if not widget.objectName() or widget.objectName().startswith("qt_"):
            faults.append(f"{where}: no object name")
        seen = QAccessible.queryAccessibleInterface(widget)
        spoken = seen.text(QAccessible.Text.Name) if seen is not None else ""
        if not (spoken or widget.accessibleName()):
            faults.append(f"{where}: no spoken name")
    return faults


def target_faults(root: QWidget) -> list[str]:
    """Return a line for each button that is too small to hit."""
    faults = []
    for widget in controls(root):
        is_link = widget.property("role") == "link"
        if isinstance(widget, QAbstractButton) and not is_link:
            size = min(widget.width(), widget.height())
            holder: QWidget | None = widget.parentWidget()
            table = holder.parentWidget() if holder is not None else None
            in_table = isinstance(table, QAbstractItemView)
            if size < (SMALLEST_IN_TABLE if in_table else SMALLEST_TARGET):
                faults.append(f"{widget.objectName()}: {widget.width()} x {widget.height()} px")
    return faults


def clipping_faults(root: QWidget) -> list[str]:
    """Return a line for each text that does not fit, and each widget cut by its parent."""
    faults = []
    for widget in root.findChildren(QWidget):
        if not widget.isVisible():
            continue
        where = f"{type(widget).__name__} {widget.objectName()!r}"
        if isinstance(widget, QLabel) and widget.text() and not _label_fits(widget):
            faults.append(f"{where} {widget.text()[:40]!r}: {widget.width()} x {widget.height()}")
        elif isinstance(widget, QAbstractButton | QComboBox):
            hint = widget.minimumSizeHint()
            if widget.width() < hint.width() or widget.height() < hint.height():
                faults.append(f"{where}: {widget.size().toTuple()} < {hint.toTuple()}")
        elif isinstance(widget, QScrollArea):
            bar = widget.horizontalScrollBar()
            inner = widget.widget()
            if inner is not None and (bar.maximum() > 0 or inner.width() > widget.width()):
                faults.append(f"{where}: needs sideways scrolling ({inner.width()} px)")
        if _is_cut(widget):
            faults.append(f"{where}: reaches out of its parent")
    return faults


def assert_accessible(root: QWidget) -> None:
    """Fail with every control that lacks a name or is too small to hit."""
    faults = accessibility_faults(root) + target_faults(root)
    assert not faults, "\n".join(faults)


def assert_not_clipped(root: QWidget) -> None:
    """Fail with every text or widget that is cut off."""
    for _ in range(4):  # a layout inside a layout settles one round later
        QApplication.processEvents()
    faults = clipping_faults(root)
    assert not faults, "\n".join(faults)


def _label_fits(label: QLabel) -> bool:
    room = label.contentsRect()
    if label.hasHeightForWidth() and label.wordWrap():
        longest = max(
            label.text().replace("\N{ZERO WIDTH SPACE}", " ").split(), key=len, default=""
        )
        is_rich = label.textFormat() == Qt.TextFormat.RichText
        word = 0 if is_rich else QFontMetrics(label.font()).horizontalAdvance(longest)
        return (
            label.heightForWidth(label.width()) <= label.height() + 1 and word <= room.width() + 1
        )
    hint = label.sizeHint()
    return hint.width() <= label.width() + 1 and hint.height() <= label.height() + 1


def _is_cut(widget: QWidget) -> bool:
    parent = widget.parentWidget()
    is_free = (
        parent is None
        or widget.isWindow()
        or isinstance(widget, QScrollBar | QLineEdit)
        or isinstance(parent, QAbstractScrollArea)
        or parent.objectName() == "qt_scrollarea_viewport"
        or bool(widget.testAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents))
    )
    if is_free or parent is None:
        return False
    return not QRect(-1, -1, parent.width() + 2, parent.height() + 2).contains(widget.geometry())
