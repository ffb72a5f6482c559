"""Type anything on one line, see how it was understood, correct it, save it with Enter."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any, Protocol

from PySide6.QtCore import QEvent, QObject, QPoint, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLineEdit, QMenu, QVBoxLayout, QWidget

from ui.theme import look, spread
from ui.widgets.buttons import Button, main_button, quiet_button
from ui.widgets.cards import across, clear
from ui.widgets.flow import FlowLayout
from ui.widgets.naming import named
from ui.widgets.text import IconLabel, plain, set_words

WIDEST_CHIP = 420


class ReadChip(Protocol):
    """Name one part of a reading. `choices` are pairs of value and words; empty: free text."""

    @property
    def key(self) -> str:
        """Return what `with_chip` takes."""
        ...

    @property
    def label(self) -> str:
        """Return "Date", "Severity"."""
        ...

    @property
    def value(self) -> str:
        """Return the words understood."""
        ...

    @property
    def needs_confirm(self) -> bool:
        """Tell whether the reading is a guess that a person should look at."""
        ...

    @property
    def choices(self) -> Sequence[tuple[str, str]]:
        """Return the values to choose from."""
        ...


class LineReading(Protocol):
    """Name how a line was understood."""

    @property
    def chips(self) -> Sequence[ReadChip]:
        """Return its parts, in reading order; the first is what it becomes."""
        ...

    @property
    def question(self) -> str:
        """Return what must be answered before it can be saved, or ""."""
        ...

    @property
    def warning(self) -> str:
        """Return what to think of before saving, or ""."""
        ...

    def with_chip(self, key: str, value: str) -> Any:
        """Return the reading with one part corrected."""
        ...


class LineReader(Protocol):
    """Read lines and save what was read."""

    def read(self, text: str) -> Any:
        """Return how the text is understood (a LineReading); never fails."""
        ...

    def save(self, reading: Any, /) -> str:
        """Save what was read; return what was saved. May raise a UserError."""
        ...


class ChipEditor(QFrame):
    """Show one part of the reading; a click opens a choice or lets it be typed again."""

    changed = Signal(str, str)

    def __init__(self, chip: ReadChip) -> None:
        super().__init__()
        self._chip = chip
        row = QHBoxLayout(self)
        spread(row, spacing=0)
        words = f"{chip.label}: {chip.value}" if chip.value else chip.label
        spoken = self.tr("%1, please check").replace("%1", words) if chip.needs_confirm else words
        self._button = Button(f"chip_{chip.key}", words, "row", spoken=spoken)
        room = look().px(WIDEST_CHIP)
        self._button.setText(
            self._button.fontMetrics().elidedText(
                self._button.text(), Qt.TextElideMode.ElideRight, room
            )
        )
        if chip.needs_confirm:
            self._button.set_icon("circle-alert")
        self._button.clicked.connect(self._open)
        row.addWidget(self._button)
        self._edit = QLineEdit(chip.value)
        named(self._edit, f"chip_{chip.key}_edit", chip.label)
        self._edit.editingFinished.connect(self._finish)
        self._edit.hide()
        row.addWidget(self._edit)

    def _open(self) -> None:
        if self._chip.choices:
            menu = QMenu(self)
            for value, words in self._chip.choices:
                action = menu.addAction(words.replace("&", "&&"))
                action.triggered.connect(
                    lambda _checked=False, value=value: self.changed.emit(self._chip.key, value)
                )
            menu.popup(self.mapToGlobal(QPoint(0, self.height())))
            return
        self._button.hide()
        self._edit.show()
        self._edit.setFocus(Qt.FocusReason.OtherFocusReason)
        self._edit.selectAll()

    def _finish(self) -> None:
        if self._edit.isVisible() and self._edit.text() != self._chip.value:
            self.changed.emit(self._chip.key, self._edit.text())
            return
        self._edit.hide()
        self._button.show()


class ReadingPanel(QFrame):
    """Show under the line what will be saved, part by part, with Save and Keep for later."""

    save_asked = Signal()
    chip_changed = Signal(str, str)

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        named(self, "reading_panel", self.tr("How we understand your line"))
        self.setProperty("role", "raised")
        column = self._column = QVBoxLayout(self)
        spread(column, 16, 12, 16, 12, spacing=12)
        self._head = plain(self.tr("We read it like this. Click a part to correct it."), "muted")
        column.addWidget(self._head)
        self._chips = QWidget()
        self._flow = FlowLayout(self._chips, 8)
        column.addWidget(self._chips)
        self._message = plain("", "secondary", tone="attention", name="reading_message")
        self._message.hide()
        column.addWidget(self._message)
        save = main_button("add_save", self.tr("Save"), "check")
        save.clicked.connect(self.save_asked)
        later = quiet_button("add_later", self.tr("Keep for later"))
        later.clicked.connect(self.hide)
        hint = plain(self.tr("Enter saves, Esc keeps it for later"), "muted")
        column.addWidget(across(save, later, hint, 1))
        self.hide()

    def show_reading(self, reading: LineReading) -> None:
        """Show the parts, and what to think of before saving."""
        self.show_message(reading.warning)
        clear(self._flow)
        for chip in reading.chips:
            editor = ChipEditor(chip)
            editor.changed.connect(self.chip_changed, Qt.ConnectionType.QueuedConnection)
            self._flow.addWidget(editor)
            editor.show()

    def event(self, event: QEvent) -> bool:
        """Be as high as the parts need, also when they grow a moment later."""
        done = super().event(event)
        if event.type() == QEvent.Type.LayoutRequest:
            self.fit()
        return done

    def fit(self) -> None:
        """Take the height that the parts need at this width."""
        self.resize(self.width(), self._column.totalHeightForWidth(self.width()))

    def put_after(self, control: QWidget) -> None:
        """Let Tab go from `control` through the parts to the buttons, in reading order."""
        buttons = [each for each in self.findChildren(Button) if not each.isHidden()]
        parts = [each for each in buttons if self._chips.isAncestorOf(each)]
        for button in (*parts, *(each for each in buttons if each not in parts)):
            QWidget.setTabOrder(control, button)
            control = button

    def show_message(self, sentence: str) -> None:
        """Show a warning, or why it could not be saved."""
        set_words(self._message, sentence)
        self._message.setVisible(bool(sentence))


class AddLine(QFrame):
    """Hold the line itself; what was typed stays until it is saved."""

    saved = Signal(str)

    def __init__(self, window: QWidget) -> None:
        """Take the window over which the panel opens."""
        super().__init__()
        self.setObjectName("add_line_box")
        self.setProperty("role", "box")
        self._reader: LineReader | None = None
        self._reading: LineReading | None = None
        self._save: Callable[[Callable[[], str]], tuple[str, str]] | None = None
        row = QHBoxLayout(self)
        spread(row, 12, 0, 12, 0, spacing=8)
        row.addWidget(IconLabel("plus", 18, "muted"), 0, Qt.AlignmentFlag.AlignVCenter)
        self._edit = QLineEdit()
        named(self._edit, "add_line", self.tr("Add anything"))
        self._edit.setProperty("role", "bare")
        self._edit.setProperty("ring_holder", self)
        self._edit.setPlaceholderText(self.tr("Add anything: “blood test tomorrow 8”"))
        self._edit.textChanged.connect(self._read)
        self._edit.returnPressed.connect(self._save_now)
        self._edit.installEventFilter(self)
        row.addWidget(self._edit, 1)
        self._keys = plain(self.tr("Ctrl+N"), "small", wrap=False)
        row.addWidget(self._keys)
        self._window = window
        self._made_panel: ReadingPanel | None = None
        self.restyle()

    def connect_reader(
        self,
        reader: LineReader | None,
        save: Callable[[Callable[[], str]], tuple[str, str]],
    ) -> None:
        """Use a reader; `save` runs the saving and returns (what was saved, what went wrong)."""
        self._reader, self._save = reader, save
        self.setEnabled(reader is not None)

    def open(self, text: str = "") -> None:
        """Put the cursor into the line; a text given replaces an empty line only."""
        if text and not self._edit.text():
            self._edit.setText(text)
        self._edit.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self._edit.selectAll()
        self._read()

    def panel(self) -> ReadingPanel:
        """Return the panel under the line; it is made with the first line, not at the start."""
        if self._made_panel is None:
            panel = self._made_panel = ReadingPanel(self._window)
            panel.save_asked.connect(self._save_now)
            panel.chip_changed.connect(self._correct)
            panel.installEventFilter(self)
        return self._made_panel

    def set_short(self, is_short: bool) -> None:
        """Leave the keys away where there is little room."""
        self._keys.setVisible(not is_short)

    def restyle(self) -> None:
        """Take the height again."""
        self.setFixedHeight(look().px(40))

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Close the panel with Esc, enter it with the down arrow."""
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress:
            if event.key() == Qt.Key.Key_Escape and self._is_open():
                self._close()
                self._edit.setFocus(Qt.FocusReason.OtherFocusReason)
                return True
            if watched is self._edit and event.key() == Qt.Key.Key_Down:
                self._enter_panel() if self._is_open() else self._edit.focusNextChild()
                return True
        return False

    def _is_open(self) -> bool:
        return self._made_panel is not None and self._made_panel.isVisible()

    def _close(self) -> None:
        if self._made_panel is not None:
            self._made_panel.hide()

    def _enter_panel(self) -> None:
        for button in self.panel().findChildren(Button):
            if button.isVisible():
                button.setFocus(Qt.FocusReason.OtherFocusReason)
                return

    def _read(self) -> None:
        text = self._edit.text()
        if self._reader is None or not text.strip():
            self._reading = None
            self._close()
            return
        self._show(self._reader.read(text))

    def _correct(self, key: str, value: str) -> None:
        if self._reading is not None:
            self._show(self._reading.with_chip(key, value))
            self._edit.setFocus(Qt.FocusReason.OtherFocusReason)

    def _show(self, reading: LineReading) -> None:
        self._reading = reading
        panel = self.panel()
        panel.show_reading(reading)
        window = panel.parentWidget()
        if window is None:
            return
        corner = self.mapTo(window, QPoint(0, self.height() + 6))
        width = max(self.width(), min(look().px(560), window.width() - 32))
        corner.setX(max(8, min(corner.x(), window.width() - width - 8)))
        panel.setFixedWidth(width)
        panel.move(corner)
        # shown first: only then do new parts know how high they are
        panel.show()
        panel.fit()
        panel.put_after(self._edit)
        panel.raise_()

    def _save_now(self) -> None:
        reader, reading, save = self._reader, self._reading, self._save
        if reader is None or reading is None or save is None:
            return
        if reading.question:
            self.panel().show_message(reading.question)
            return
        sentence, trouble = save(lambda: reader.save(reading))
        if trouble:
            self.panel().show_message(trouble)
            return
        self._edit.clear()
        self._close()
        self.saved.emit(sentence)
