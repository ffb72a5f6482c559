"""Show one sentence and one button, or ask one question with two verbs."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication, Qt
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QDialog, QVBoxLayout, QWidget

from ui.theme import look, spread
from ui.widgets.buttons import Button, main_button, second_button
from ui.widgets.cards import across
from ui.widgets.naming import named
from ui.widgets.text import plain


class Message(QDialog):
    """Hold a sentence and its buttons; freed when closed."""

    def __init__(self, parent: QWidget | None, title: str, sentence: str) -> None:
        super().__init__(parent)
        named(self, "message", sentence)
        self.setWindowTitle(title)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setMinimumWidth(look().px(420))
        self._column = QVBoxLayout(self)
        spread(self._column, 24, 24, 24, 24, spacing=16)
        self._column.addWidget(plain(title, "pane"))
        self._column.addWidget(plain(sentence, name="message_sentence"))

    def add(self, part: QWidget) -> None:
        """Add a widget under the sentence."""
        self._column.addWidget(part)

    def add_buttons(self, *buttons: Button) -> None:
        """Put the buttons at the bottom; the first has the focus."""
        self._column.addWidget(across(*buttons, 1))
        buttons[0].setDefault(True)
        buttons[0].setFocus(Qt.FocusReason.OtherFocusReason)

    def showEvent(self, event: QShowEvent) -> None:
        """Be as high as the wrapped words need."""
        super().showEvent(event)
        width = max(self.minimumWidth(), self._column.minimumSize().width())
        self.resize(width, self._column.heightForWidth(width))


def show_message(parent: QWidget | None, sentence: str, title: str = "") -> Message:
    """Show a sentence without stopping the program."""
    box = Message(
        parent, title or QCoreApplication.translate("Message", "Please read this"), sentence
    )
    okay = main_button("message_close", QCoreApplication.translate("Message", "OK"))
    okay.clicked.connect(box.accept)
    box.add_buttons(okay)
    box.setModal(True)
    box.open()
    return box


def ask(parent: QWidget | None, title: str, sentence: str, *, do: str, keep: str) -> bool:
    """Ask before something that Undo cannot take back; the safe button is the default."""
    box = Message(parent, title, sentence)
    box.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose, False)
    safe, act = main_button("ask_keep", keep), second_button("ask_do", do)
    safe.clicked.connect(box.reject)
    act.clicked.connect(box.accept)
    box.add_buttons(safe, act)
    result = box.exec() == QDialog.DialogCode.Accepted.value
    box.deleteLater()
    return result
