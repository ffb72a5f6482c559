"""Say that something unexpected went wrong, and let the report be copied."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QCoreApplication
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QWidget

from ui.dialogs.message import Message
from ui.widgets.buttons import main_button, second_button
from ui.widgets.fields import NoteField


def show_error_report(parent: QWidget | None, report: str, log: Path) -> Message:
    """Show a bug's report; it holds program lines only, nothing from the care file."""
    sentence = QCoreApplication.translate(
        "Message",
        "Something in the program went wrong. What you saved before is safe. "
        "You can go on, or close the program and start it again.",
    )
    box = Message(
        parent, QCoreApplication.translate("Message", "Sorry, that did not work"), sentence
    )
    text = NoteField(
        "error_report",
        QCoreApplication.translate("Message", "Report for the makers"),
        hint=QCoreApplication.translate(
            "Message", "It names program lines only. Nothing you wrote is in it. Log: %1"
        ).replace("%1", str(log)),
        lines=5,
    )
    text.set_value(report)
    box.add(text)
    close = main_button("report_close", QCoreApplication.translate("Message", "Go on"))
    close.clicked.connect(box.accept)
    copy = second_button(
        "report_copy", QCoreApplication.translate("Message", "Copy the report"), "copy"
    )
    copy.clicked.connect(lambda: QGuiApplication.clipboard().setText(report))
    box.add_buttons(close, copy)
    box.open()
    return box
