"""The floor of a start: a bare PySide6 window with a table. Prints when it was painted.

Run by starting.py as a process of its own.
"""

import sys
import time

from PySide6.QtCore import QTimer
from PySide6.QtGui import QPaintEvent
from PySide6.QtWidgets import QApplication, QMainWindow, QTableWidget, QTableWidgetItem


class BareWindow(QMainWindow):
    """A window that says when it was painted for the first time."""

    painted_at = 0.0

    def paintEvent(self, event: QPaintEvent) -> None:
        """Note the first time."""
        super().paintEvent(event)
        self.painted_at = self.painted_at or time.monotonic()


def main() -> int:
    """Show the window and stay until the other side closes standard input."""
    app = QApplication(sys.argv[:1])
    window = BareWindow()
    table = QTableWidget(20, 5)
    for row in range(20):
        for column in range(5):
            table.setItem(row, column, QTableWidgetItem(f"{row} {column}"))
    window.setCentralWidget(table)
    window.resize(1280, 800)
    window.show()

    def said() -> None:
        print(f"painted {window.painted_at}", flush=True)
        print(f"filled {time.monotonic()}", flush=True)

    QTimer.singleShot(0, lambda: QTimer.singleShot(0, said))
    return app.exec()


if __name__ == "__main__":
    sys.exit(main())
