"""The questions that wait, in order: choose, move, answer, with mouse, buttons and keys."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date

from PySide6.QtCore import QMimeData, QPoint, Qt, Signal
from PySide6.QtGui import (
    QDrag,
    QDragEnterEvent,
    QDragLeaveEvent,
    QDragMoveEvent,
    QDropEvent,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPen,
    QResizeEvent,
)
from PySide6.QtWidgets import QApplication, QBoxLayout, QFrame, QSizePolicy, QVBoxLayout, QWidget

from caregiver.domain.questions import Question
from ui.pages.visits.words import VisitWords
from ui.theme import look, spread
from ui.widgets.buttons import MenuButton, icon_button, quiet_button, row_button
from ui.widgets.cards import across, clear, hairline
from ui.widgets.naming import named
from ui.widgets.text import IconLabel, plain

MIME = "application/x-caregiver-question"
NARROW, BOX = 640, 28


class Grip(IconLabel):
    """Show where a row can be picked up with the mouse; the keyboard has its own way."""

    def __init__(self, question_id: str) -> None:
        super().__init__("grip-vertical", 18, "muted")
        self._question_id = question_id
        self._pressed = QPoint()
        self.setCursor(Qt.CursorShape.OpenHandCursor)
        self.setAlignment(Qt.AlignmentFlag.AlignCenter)

    def restyle(self) -> None:
        """Draw the icon again, in the middle of the number's height."""
        super().restyle()
        self.setFixedHeight(look().px(BOX))

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Remember where the mouse took hold."""
        self._pressed = event.position().toPoint()

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Begin to drag once the mouse has moved a little."""
        moved = (event.position().toPoint() - self._pressed).manhattanLength()
        if moved < QApplication.startDragDistance():
            return
        drag = QDrag(self)
        carried = QMimeData()
        carried.setData(MIME, self._question_id.encode())
        drag.setMimeData(carried)
        row = self.parentWidget()
        if row is not None:
            drag.setPixmap(row.grab())
        drag.exec(Qt.DropAction.MoveAction)


class QuestionRow(QFrame):
    """Show one question. Space chooses, Enter answers, Ctrl+Up and Ctrl+Down move."""

    def __init__(self, question: Question, place: int, line: str, owner: QuestionList) -> None:
        super().__init__()
        self.question, self._place, self._owner = question, place, owner
        id = question.id
        self.setProperty("role", "row")
        self.setProperty("ring", "inside")
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        said = self.tr("Question {number}: {text}. {line}")
        named(self, f"question_{id}",
              said.format(number=place + 1, text=question.text, line=line))  # fmt: skip
        words = QWidget()
        column = QVBoxLayout(words)
        spread(column, spacing=0)
        column.addWidget(plain(question.text, "strong" if question.is_top else "body"))
        column.addWidget(plain(line, "muted"))
        self._number = _Number(place + 1, question.is_top)
        self._buttons = self._make_buttons(id)
        self._layout = QBoxLayout(QBoxLayout.Direction.LeftToRight, self)
        spread(self._layout, 12, 8, 8, 8, spacing=8)
        top = QWidget()
        row = QBoxLayout(QBoxLayout.Direction.LeftToRight, top)
        spread(row, spacing=10)
        self._grip = Grip(id)
        row.addWidget(self._grip, 0, Qt.AlignmentFlag.AlignTop)
        row.addWidget(self._number, 0, Qt.AlignmentFlag.AlignTop)
        row.addWidget(words, 1, Qt.AlignmentFlag.AlignVCenter)
        self._layout.addWidget(top, 1)
        self._layout.addWidget(self._buttons, 0)
        self._turn(owner.width() >= look().px(NARROW) or not owner.isVisible())

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Act on the row, or go to the next one."""
        key, owner = event.key(), self._owner
        ctrl = bool(event.modifiers() & Qt.KeyboardModifier.ControlModifier)
        if key in (Qt.Key.Key_Up, Qt.Key.Key_Down):
            step = -1 if key == Qt.Key.Key_Up else 1
            if ctrl:
                owner.moved.emit(self.question, self._place + step)
            else:
                owner.focus_row(self._place + step)
        elif key == Qt.Key.Key_Space:
            owner.chosen.emit(self.question, not self.question.is_top)
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and not ctrl:
            owner.answer_asked.emit(self.question)
        elif key == Qt.Key.Key_Delete:
            owner.remove_asked.emit(self.question)
        else:
            super().keyPressEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Put the buttons under the words where there is little room."""
        super().resizeEvent(event)
        self._turn(event.size().width() >= look().px(NARROW))

    def _turn(self, wide: bool) -> None:
        self._layout.setDirection(
            QBoxLayout.Direction.LeftToRight if wide else QBoxLayout.Direction.TopToBottom
        )

    def _make_buttons(self, id: str) -> QWidget:
        question, owner = self.question, self._owner
        text = question.text
        if question.is_top:
            choose = row_button(f"choose_{id}", self.tr("Chosen"), "check", accent=True,
                                spoken=self.tr("Chosen, take it back: %s") % text)  # fmt: skip
        else:
            spoken = self.tr("Choose as a top question: %s") % text
            choose = quiet_button(f"choose_{id}", self.tr("Choose"), "star", spoken=spoken)
        choose.clicked.connect(lambda: owner.chosen.emit(question, not question.is_top))
        up = icon_button(f"up_{id}", self.tr("Move up: %s") % text, "arrow-up", quiet=True)
        down = icon_button(f"down_{id}", self.tr("Move down: %s") % text, "arrow-down", quiet=True)
        up.clicked.connect(lambda: owner.moved.emit(question, self._place - 1))
        down.clicked.connect(lambda: owner.moved.emit(question, self._place + 1))
        answer = row_button(f"answer_{id}", self.tr("Answer"), "pencil",
                            spoken=self.tr("Write the answer: %s") % text)  # fmt: skip
        answer.clicked.connect(lambda: owner.answer_asked.emit(question))
        more = MenuButton(f"more_{id}", self.tr("More"), spoken=self.tr("More for: %s") % text)
        more.add("edit_question", self.tr("Change the question"),
                 lambda: owner.edit_asked.emit(question))  # fmt: skip
        more.add("park_question", self.tr("Set aside for now"),
                 lambda: owner.park_asked.emit(question))  # fmt: skip
        more.add("remove_question", self.tr("Remove"),
                 lambda: owner.remove_asked.emit(question))  # fmt: skip
        return across(choose, up, down, answer, more, 1, spacing=4)


class _Number(QWidget):
    """Draw the place of a question in a box, filled for the chosen ones."""

    def __init__(self, number: int, is_top: bool) -> None:
        super().__init__()
        self._number, self._is_top = number, is_top
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.restyle()

    def restyle(self) -> None:
        """Take the size again."""
        self.setFixedSize(look().px(BOX), look().px(BOX))

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw box and number."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        box = self.rect().adjusted(1, 1, -1, -1)
        painter.setPen(QPen(look().color("accent" if self._is_top else "border"), 1.5))
        painter.setBrush(look().color("accent" if self._is_top else "surface"))
        painter.drawRoundedRect(box, 6, 6)
        painter.setFont(look().font("small_strong"))
        painter.setPen(look().color("on_accent" if self._is_top else "text"))
        painter.drawText(box, Qt.AlignmentFlag.AlignCenter, str(self._number))
        painter.end()


class QuestionList(QFrame):
    """Hold the rows, the chosen ones first, and take rows dropped at another place."""

    chosen = Signal(object, bool)
    moved = Signal(object, int)
    answer_asked = Signal(object)
    edit_asked = Signal(object)
    park_asked = Signal(object)
    remove_asked = Signal(object)

    def __init__(self, words: VisitWords) -> None:
        super().__init__()
        self.setObjectName("question_list")
        self.setProperty("role", "card")
        self.setAcceptDrops(True)
        self._words = words
        self._rows: list[QuestionRow] = []
        self._line_y = -1
        self._body = QVBoxLayout(self)
        self._body.setContentsMargins(1, 1, 1, 1)
        self._body.setSpacing(0)

    def show_questions(
        self, questions: Sequence[Question], members: Mapping[str, str], today: date
    ) -> None:
        """Show the questions; the control that had the focus has it again."""
        focused: QWidget | None = QApplication.focusWidget()
        inside = focused is not None and self.isAncestorOf(focused)
        name = focused.objectName() if focused is not None and inside else ""
        clear(self._body)
        self._rows = []
        was_top = False
        for place, one in enumerate(questions):
            if place and was_top and not one.is_top:
                self._body.addWidget(hairline())
                rest = plain(self.tr("If there is time"), "muted")
                rest.setContentsMargins(look().gap(16), look().gap(10), 0, look().gap(4))
                self._body.addWidget(rest)
            elif place:
                self._body.addWidget(hairline())
            was_top = one.is_top
            member = members.get(one.member_id or "", "")
            line = self._words.question_line(one, member, today)
            row = QuestionRow(one, place, line, self)
            self._rows.append(row)
            self._body.addWidget(row)
            # a layout shows what is added to it later only; the focus needs it now
            row.show()
        again: QWidget | None = self.findChild(QWidget, name) if name else None
        if again is not None:
            again.setFocus(Qt.FocusReason.OtherFocusReason)

    def focus_row(self, place: int) -> None:
        """Give the focus to the row at a place, if there is one."""
        if 0 <= place < len(self._rows):
            self._rows[place].setFocus(Qt.FocusReason.TabFocusReason)

    def first_row(self) -> QuestionRow | None:
        """Return the first row."""
        return self._rows[0] if self._rows else None

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """Take a question that was picked up in this list."""
        if event.mimeData().hasFormat(MIME):
            event.acceptProposedAction()

    def dragMoveEvent(self, event: QDragMoveEvent) -> None:
        """Show where it would land."""
        self._line_y = self._gap_at(event.position().toPoint().y())[1]
        self.update()
        event.acceptProposedAction()

    def dragLeaveEvent(self, event: QDragLeaveEvent) -> None:
        """Take the mark away."""
        self._line_y = -1
        self.update()

    def dropEvent(self, event: QDropEvent) -> None:
        """Ask for the question to be moved to the gap under the mouse."""
        self._line_y = -1
        self.update()
        id = bytes(event.mimeData().data(MIME).data()).decode()
        row = next((one for one in self._rows if one.question.id == id), None)
        if row is None:
            return
        gap, _ = self._gap_at(event.position().toPoint().y())
        event.acceptProposedAction()
        self.moved.emit(row.question, gap - int(gap > self._rows.index(row)))

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the card and, while dragging, the line where the row would land."""
        super().paintEvent(event)
        if self._line_y >= 0:
            painter = QPainter(self)
            painter.setPen(QPen(look().color("accent"), 3))
            painter.drawLine(8, self._line_y, self.width() - 8, self._line_y)
            painter.end()

    def _gap_at(self, y: int) -> tuple[int, int]:
        """Return the gap between rows nearest to a height, and where its line is drawn."""
        for place, row in enumerate(self._rows):
            if y < row.geometry().center().y():
                return place, row.geometry().top()
        last = self._rows[-1].geometry().bottom() if self._rows else 0
        return len(self._rows), last
