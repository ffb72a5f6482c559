"""Give the entries of the selected day of the month the focus: controls over what is painted."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QRect, Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent, QPaintEvent
from PySide6.QtWidgets import QAbstractButton, QWidget

from caregiver.domain.appointments import Occurrence
from caregiver.formats import Formats
from caregiver.services.calendar import HomeBlock
from ui import appointments
from ui.pages.calendar import entry_words
from ui.pages.calendar.month_paint import Drawn, Pressed
from ui.pages.calendar.moving import Mover
from ui.widgets.naming import named

MOST = 6
RING = 2  # px around an entry, so that the ring does not cover its words


class MonthEntry(QAbstractButton):
    """Stand over one painted entry: it has the focus and its words; the mouse goes through."""

    opened = Signal(object)
    entered = Signal(object)
    removal_chosen = Signal(object)
    left = Signal(object, int)

    def __init__(self, parent: QWidget, mover: Mover) -> None:
        super().__init__(parent)
        self._mover = mover
        self.what: Pressed | None = None
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setProperty("ring", "inside")
        named(self, "month_entry", "")
        self.clicked.connect(lambda: self.opened.emit(self.what))  # by a screen reader
        self.hide()

    def stand_for(self, what: Pressed, box: QRect, formats: Formats) -> None:
        """Stand for another entry."""
        self.what = what
        if isinstance(what, Occurrence):
            name = f"month_{appointments.occurrence_name(what)}"
            hint = self.tr("Hold Ctrl and press an arrow key, then Enter, to move it.")
            named(self, name, entry_words.spoken_event(what, formats), hint)
        elif isinstance(what, HomeBlock):
            name = f"month_home_{appointments.occurrence_name(what.occurrence)}"
            named(self, name, entry_words.spoken_home(what, formats))
        else:
            named(self, f"month_{what.kind}_{what.id}", entry_words.spoken_line(what, formats))
        self.setGeometry(box.adjusted(-RING, -RING, RING, RING))
        self.show()

    def occurrence(self) -> Occurrence | None:
        """Return the appointment it stands for, if it is one."""
        return self.what if isinstance(self.what, Occurrence) else None

    def event(self, event: QEvent) -> bool:
        """Keep Esc for going back to the days."""
        if (
            event.type() == QEvent.Type.ShortcutOverride
            and isinstance(event, QKeyEvent)
            and self._mover.occurrence() is not None
        ):
            event.accept()
            return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Move, open or remove it; go to a neighbor or back to the days."""
        occurrence = self.occurrence()
        if occurrence is not None and self._mover.key(event, occurrence):
            return
        key = event.key()
        if event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier:
            event.ignore()
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.entered.emit(self.what)
        elif key == Qt.Key.Key_Space:
            self.opened.emit(self.what)
        elif key in (Qt.Key.Key_Delete, Qt.Key.Key_Backspace) and occurrence is not None:
            self.removal_chosen.emit(occurrence)
        elif key in (Qt.Key.Key_Up, Qt.Key.Key_Down, Qt.Key.Key_Escape):
            self.left.emit(self, key)
        else:
            event.ignore()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Forget a move that was not finished."""
        super().focusOutEvent(event)
        self._mover.cancel()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw nothing: the grid has drawn it already."""


class MonthEntries:
    """Hold a few `MonthEntry` controls and put them over the entries of one day."""

    def __init__(self, grid: QWidget, viewport: QWidget, mover: Mover) -> None:
        self._grid = grid
        self.controls = [MonthEntry(viewport, mover) for _ in range(MOST)]
        for control in self.controls:
            control.left.connect(self._leave)

    def shown(self) -> list[MonthEntry]:
        """Return the controls in use."""
        return [one for one in self.controls if not one.isHidden()]

    def stand_over(self, drawn: Drawn | None, formats: Formats) -> None:
        """Stand over the entries of a day; the focus goes back to the days if its entry went."""
        places = drawn.places[:MOST] if drawn is not None else []
        focused = next((one for one in self.controls if one.hasFocus()), None)
        kept = focused.objectName() if focused is not None else ""
        for control, (box, what) in zip(self.controls, places, strict=False):
            control.stand_for(what, box, formats)
        for control in self.controls[len(places) :]:
            control.hide()
        if kept and not self.focus_on(kept):
            self._grid.setFocus(Qt.FocusReason.OtherFocusReason)

    def focus_on(self, name: str) -> bool:
        """Put the focus on an entry; say whether it is there."""
        for one in self.shown():
            if one.objectName() == name:
                one.setFocus(Qt.FocusReason.OtherFocusReason)
                return True
        return False

    def _leave(self, control: MonthEntry, key: int) -> None:
        shown = self.shown()
        beside = shown.index(control) + (1 if key == Qt.Key.Key_Down else -1)
        if key == Qt.Key.Key_Escape or beside < 0:
            self._grid.setFocus(Qt.FocusReason.OtherFocusReason)
        elif beside < len(shown):
            shown[beside].setFocus(Qt.FocusReason.TabFocusReason)
