"""One medicine of the list: name and dose, how it is taken, what changed."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent, QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QFrame, QHBoxLayout, QSizePolicy, QWidget

from ui.theme import look, set_role, spread
from ui.widgets.cards import Chip
from ui.widgets.naming import named
from ui.widgets.text import IconLabel, Runs, plain

NARROW, CHANGE, SUPPLY = 640, 256, 104


class MedicineRow(QFrame):
    """Show one medicine; a click, Enter or Space opens its details."""

    opened = Signal(str)
    moved = Signal(str, int)

    def __init__(
        self,
        id: str,
        title: tuple[str, str],
        how: str,
        change: str,
        supply: tuple[str, bool] | None = None,
        *,
        held: str = "",
    ) -> None:
        """Take the id, name and dose, how it is taken, and what changed ("" for nothing).

        `supply` is what is left and whether that is little; None where no row shows it. `held`
        says that the clinic holds it, which matters more than what changed.
        """
        super().__init__()
        self._id = id
        left = supply[0] if supply else ""
        parts = (" ".join(title).strip(), how, held, change, left)
        spoken = ", ".join(part for part in parts if part)
        named(self, f"medicine_{id}", spoken)
        self.setProperty("role", "row")
        self.setProperty("ring", "inside")
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        row = QBoxLayout(QBoxLayout.Direction.LeftToRight, self)
        spread(row, 16, 6, 12, 6, spacing=12)
        self._row = row
        runs = [(title[0], "strong"), *([(title[1], "strong")] if title[1] else [])]
        for label, share in ((Runs(*runs), 336), (plain(how), 420)):
            policy = label.sizePolicy()
            policy.setHorizontalPolicy(QSizePolicy.Policy.Ignored)
            label.setSizePolicy(policy)
            row.addWidget(label, share)
        self._change = QWidget()
        inner = QHBoxLayout(self._change)
        spread(inner, spacing=0)
        if held:
            inner.addWidget(Chip(held, "plain", "pause"))
        elif change:
            inner.addWidget(Chip(change, "note"))
        inner.addStretch(1)
        self._has_change = bool(held or change)
        row.addWidget(self._change)
        self._has_supply = bool(left)
        self._supply = self._supply_words(supply)
        row.addWidget(self._supply)
        self._arrow = IconLabel("chevron-right", 18, "muted")
        row.addWidget(self._arrow)
        self.restyle()

    def set_open(self, is_open: bool) -> None:
        """Show that the details beside the list are those of this medicine."""
        set_role(self, "row_open" if is_open else "row")

    def restyle(self) -> None:
        """Take the height again."""
        self.setMinimumHeight(look().px(44))
        self._arrange()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Put the parts under each other where there is no room beside."""
        super().resizeEvent(event)
        self._arrange()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Open the details."""
        if event.button() == Qt.MouseButton.LeftButton:
            self.setFocus(Qt.FocusReason.MouseFocusReason)
            self.opened.emit(self._id)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Open the details, or move to the next row."""
        key = event.key()
        step = {Qt.Key.Key_Down.value: 1, Qt.Key.Key_Up.value: -1}.get(key, 0)
        if key in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space):
            self.opened.emit(self._id)
        elif step:
            self.moved.emit(self._id, step)
        else:
            super().keyPressEvent(event)

    def _supply_words(self, supply: tuple[str, bool] | None) -> QWidget:
        holder = QWidget()
        inner = QHBoxLayout(holder)
        spread(inner, spacing=0)
        self._supply_space = supply is not None
        if supply is not None and supply[0]:
            words, is_low = supply
            told = Chip(words, "attention", "package") if is_low else plain(
                words, "muted", wrap=False
            )  # fmt: skip
            inner.addWidget(told)
        return holder

    def _arrange(self) -> None:
        is_narrow = self.width() < look().px(NARROW)
        wanted = QBoxLayout.Direction.TopToBottom if is_narrow else QBoxLayout.Direction.LeftToRight
        if self._row.direction() != wanted:
            self._row.setDirection(wanted)
            self._row.setSpacing(look().gap(2 if is_narrow else 12))
        self._arrow.setVisible(not is_narrow)
        self._change.setMinimumWidth(0 if is_narrow else look().px(CHANGE))
        self._change.setVisible(self._has_change or not is_narrow)
        self._supply.setMinimumWidth(look().px(SUPPLY) if not is_narrow else 0)
        self._supply.setVisible(self._has_supply or (self._supply_space and not is_narrow))
        edge = Qt.AlignmentFlag.AlignLeft if is_narrow else Qt.AlignmentFlag.AlignRight
        inner = self._supply.layout()
        if inner is not None:
            inner.setAlignment(edge)
