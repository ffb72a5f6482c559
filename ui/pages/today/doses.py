"""The doses on Today: due now, later, and those of yesterday nobody recorded."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, time
from decimal import Decimal
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from caregiver import texts
from caregiver.domain.dose_plan import DoseEntry
from caregiver.domain.therapy import CycleDay
from caregiver.services.today import TodayPage as Answer
from ui.medicine_words import MedicineWords
from ui.messages import translated
from ui.pages.today.dose_row import DoseRow
from ui.theme import look, spread
from ui.widgets.buttons import MenuButton, link_button, main_button, quiet_button, row_button
from ui.widgets.cards import (
    Card,
    InlineMessage,
    Row,
    RowsCard,
    SectionHeading,
    across,
    clear,
)
from ui.widgets.text import Runs, plain

if TYPE_CHECKING:
    from caregiver.app import Caregiver
    from ui.pages import Host

Key = tuple[str, date, time | None]
MOST_OF_YESTERDAY = 4


class DueDoses(QWidget):
    """Show the doses to record, each with one click, and one button for all that wait."""

    taken = Signal(object)
    not_taken = Signal(object, object, str)
    put_off = Signal(object)
    details_asked = Signal(object)
    given = Signal(object)

    def __init__(
        self, app: Caregiver, host: Host, words: MedicineWords, *, is_yesterday: bool = False
    ) -> None:
        super().__init__()
        self._app, self._host, self._words = app, host, words
        self._is_yesterday = is_yesterday
        self._name = "yesterday" if is_yesterday else "due"
        self._rows: list[DoseRow] = []
        self._shows_all = False
        self._last: tuple[Answer, Sequence[DoseEntry]] | None = None
        self._column = QVBoxLayout(self)
        spread(self._column, spacing=4)
        self._head = QVBoxLayout()
        spread(self._head, spacing=8)
        self._column.addLayout(self._head)
        self._card = RowsCard()
        self._card.hide()
        self._column.addWidget(self._card)
        self._foot = QVBoxLayout()
        spread(self._foot, spacing=4)
        self._column.addLayout(self._foot)

    def fill(self, answer: Answer, entries: Sequence[DoseEntry], asked: Key | None) -> None:
        """Show `entries`; `asked` is the dose whose reason may be given."""
        self._last = (answer, entries)
        focused = self._focused_place()
        self.setVisible(bool(entries) or (not self._is_yesterday and answer.has_medications))
        self._fill_head(answer, [one for one in entries if one.dose is None])
        shown = entries
        if self._is_yesterday and not self._shows_all:
            shown = entries[:MOST_OF_YESTERDAY]
        if [(one.key, one.schedule) for one in shown] == [
            (row.entry.key, row.entry.schedule) for row in self._rows
        ]:
            for row, entry in zip(self._rows, shown, strict=True):
                row.show_entry(entry, ask_reason=asked == entry.key and entry.dose is not None)
        else:
            self._build_rows(shown, asked)
        self._fill_foot(answer, len(entries) - len(shown), entries)
        if focused is not None and self._rows:
            self._focus_after(focused)

    def first_waiting(self) -> QWidget | None:
        """Return the first row that waits to be recorded."""
        return next((row for row in self._rows if row.entry.dose is None), None)

    def focus_first(self) -> None:
        """Give the focus to the first row that waits, else to any."""
        row = self.first_waiting() or next(iter(self._rows), None)
        if row is not None:
            row.setFocus(Qt.FocusReason.OtherFocusReason)

    def _fill_head(self, answer: Answer, waiting: Sequence[DoseEntry]) -> None:
        clear(self._head)
        actions = []
        if not self._is_yesterday and answer.when_needed:
            actions.append(self._needed_button(answer))
        if len(waiting) > 1 and not self._is_yesterday:
            words = self.tr("All %1 taken").replace("%1", self._words.waiting(waiting))
            button = main_button("take_all", words, "check")
            button.clicked.connect(lambda: self.taken.emit(list(waiting)))
            actions.append(button)
        title = self.tr("Not recorded yesterday") if self._is_yesterday else self.tr("Due now")
        remark = self._words.waiting(waiting) if waiting and not self._is_yesterday else ""
        if len(waiting) > 1 and not self._is_yesterday:
            remark = ""
        self._head.addWidget(SectionHeading(title, remark, *actions))

    def _needed_button(self, answer: Answer) -> QWidget:
        button = MenuButton("when_needed", self.tr("When needed"),
                            spoken=self.tr("Record a medicine taken when needed"))  # fmt: skip
        for number, entry in enumerate(answer.when_needed):
            dose = self._words.dose(entry)
            button.add(f"give_{number}", f"{entry.medication.name} {dose}".strip(),
                       partial(self._ask_before, entry))  # fmt: skip
        return button

    def _ask_before(self, entry: DoseEntry) -> None:
        """Record a dose when needed at once, unless a limit of the family would be passed."""
        schedule = entry.schedule
        found = self._app.doses.warnings(schedule) if schedule is not None else ()
        if not found:
            self.given.emit(entry)
            return
        sentences = [
            translated(texts.WARNINGS[one.code]).format(limit=one.limit, given=one.given)
            for one in found
        ]
        anyway = row_button("give_anyway", self.tr("It was taken: record it"))
        anyway.clicked.connect(lambda: self.given.emit(entry))
        leave = quiet_button("give_not", self.tr("Do not record"))
        message = InlineMessage(
            "attention", entry.medication.name, " ".join(sentences),
            across(anyway, leave),
        )  # fmt: skip
        message.setObjectName("limit_warning")
        leave.clicked.connect(message.hide)
        self._head.addWidget(message)
        message.show()
        leave.setFocus(Qt.FocusReason.OtherFocusReason)

    def _build_rows(self, entries: Sequence[DoseEntry], asked: Key | None) -> None:
        later = self.tr("Leave") if self._is_yesterday else ""
        zone = self._app.clock.zone()
        self._rows = []
        for number, entry in enumerate(entries):
            row = DoseRow(f"{self._name}_{number}", entry, self._words, zone, leave=later)
            row.has_keys = self._host.settings.row_keys
            row.show_entry(entry, ask_reason=asked == entry.key and entry.dose is not None)
            row.taken.connect(lambda one: self.taken.emit([one]))
            row.not_taken.connect(self.not_taken)
            row.put_off.connect(self.put_off)
            row.details_asked.connect(self.details_asked)
            row.moved.connect(lambda step, number=number: self._move(number, step))
            self._rows.append(row)
        self._card.set_rows(*self._rows)
        self._card.setVisible(bool(self._rows))
        for row in self._rows:
            row.show()  # a layout shows new widgets only later, and until then none can have focus

    def _fill_foot(self, answer: Answer, hidden: int, entries: Sequence[DoseEntry]) -> None:
        clear(self._foot)
        if hidden:
            more = link_button("yesterday_more", self.tr("Show %1 more").replace("%1", str(hidden)))
            more.clicked.connect(self._show_all)
            self._foot.addWidget(more)
        if not entries and not self._is_yesterday and answer.has_medications:
            self._foot.addWidget(Card(plain(self._nothing_due(answer), name="nothing_due")))

    def _nothing_due(self, answer: Answer) -> str:
        if answer.later:
            return self.tr("Nothing due now.")
        following = answer.next_dose
        if following is None:
            return self.tr("Nothing due today.")
        formats = self._host.formats
        words = self.tr("Nothing due today. Next: %1, %2.")
        when = formats.weekday_date(following.day)
        if following.time is not None:
            when = f"{when}, {formats.time(following.time)}"
        return words.replace("%1", following.medication.name).replace("%2", when)

    def _show_all(self) -> None:
        self._shows_all = True
        if self._last is not None:
            self.fill(*self._last, None)
            self.focus_first()

    def _move(self, number: int, step: int) -> None:
        target = number + step
        if 0 <= target < len(self._rows):
            self._rows[target].setFocus(Qt.FocusReason.OtherFocusReason)

    def _focused_place(self) -> int | None:
        """Return which row has the focus, itself or one of its buttons."""
        focus: QWidget | None = self.window().focusWidget()
        if focus is None:
            return None
        for number, row in enumerate(self._rows):
            if row is focus or row.isAncestorOf(focus):
                return number
        return None

    def _focus_after(self, number: int) -> None:
        """Go on to the next row that waits once this one is recorded."""
        at = min(number, len(self._rows) - 1)
        order = [*self._rows[at:], *self._rows[:at]]
        row = next((one for one in order if one.entry.dose is None), self._rows[at])
        row.setFocus(Qt.FocusReason.OtherFocusReason)


class LaterDoses(QWidget):
    """Show what comes later today, one line for each time."""

    taken = Signal(object)

    def __init__(self, host: Host, words: MedicineWords) -> None:
        super().__init__()
        self._host, self._words = host, words
        self._cycle_day: CycleDay | None = None
        column = QVBoxLayout(self)
        spread(column, spacing=4)
        column.addWidget(SectionHeading(self.tr("Later today")))
        self._card = RowsCard()
        column.addWidget(self._card)

    def fill(self, entries: Sequence[DoseEntry], cycle_day: CycleDay | None = None) -> None:
        """Show the doses by their times; `cycle_day` is today's place in the treatment."""
        self._cycle_day = cycle_day
        by_time: dict[time | None, list[DoseEntry]] = {}
        for entry in entries:
            by_time.setdefault(entry.time, []).append(entry)
        rows = [self._row(number, at, group) for number, (at, group) in enumerate(by_time.items())]
        self._card.set_rows(*rows)
        self.setVisible(bool(rows))

    def _row(self, number: int, at: time | None, group: Sequence[DoseEntry]) -> Row:
        when = self._host.formats.time(at) if at else self.tr("Any time")
        label = plain(when, "body", tone="muted", wrap=False)
        label.setMinimumWidth(look().px(80))
        runs: list[tuple[str, str]] = []
        for index, entry in enumerate(group):
            comma = "," if index < len(group) - 1 else ""
            dose = self._words.dose(entry)
            runs.append((entry.medication.name + ("" if dose else comma), "strong"))
            if dose:
                runs.append((dose + comma, "body"))
        names = self._words.listed([entry.medication.name for entry in group])
        early = quiet_button(
            f"later_{number}_taken", self.tr("Mark taken"), "check",
            spoken=self.tr("Record as taken now: %1").replace("%1", names),
        )  # fmt: skip
        early.clicked.connect(lambda: self.taken.emit(list(group)))
        remark = plain(self._remark(group), "muted", wrap=False, name=f"later_{number}_remark")
        return Row(label, Runs(*runs), 1, remark, early)

    def _remark(self, group: Sequence[DoseEntry]) -> str:
        """Return "day 15 of 21" or how much it is in all: "2 tablets"."""
        plans = [one.schedule for one in group if one.schedule is not None]
        days, where = plans[0].cycle_days if len(group) == len(plans) == 1 else (), self._cycle_day
        if where is not None and where.day in days and len(days) == max(days):
            words = self.tr("day %1 of %2").replace("%1", str(where.day))
            return words.replace("%2", str(len(days)))
        amounts = [one.amount for one in plans if one.amount is not None]
        units = {one.unit for one in plans}
        if len(units) != 1 or "" in units or len(amounts) < len(group):
            return ""
        return self._host.formats.quantity(sum(amounts, Decimal()), *units)
