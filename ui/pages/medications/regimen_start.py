"""The last step of a treatment plan: where one stands in it today, and that it was compared."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from caregiver.app import Caregiver
from caregiver.domain.patterns import PatternNames
from caregiver.domain.therapy import Cycle, TherapyLine
from caregiver.formats import Formats
from caregiver.services.regimen_drafts import schedules_of
from caregiver.services.regimens import RegimenDraft, day_one_of, first_date
from ui.medicine_words import MedicineWords
from ui.pages.medications.regimen_fields import Attach, Beside, WholeField
from ui.pages.medications.regimen_words import RegimenWords
from ui.pages.medications.strip import CycleStrip, StripRow
from ui.theme import spread
from ui.widgets.date_fields import DateField
from ui.widgets.fields import ChoiceField, TextField, TickField
from ui.widgets.segmented import SegmentedField
from ui.widgets.text import plain, set_words

ON_A_DATE, COUNTED = "date", "count"
STOPS, GOES_ON = "stops", "goes_on"
NEW_LINE = "new"


class StartOfPlan(QWidget):
    """Ask when day 1 was or will be, or which day it is today."""

    changed = Signal()

    def __init__(
        self, app: Caregiver, formats: Formats, attach: Attach, draft: RegimenDraft, *,
        follows: str = "",
    ) -> None:  # fmt: skip
        """Take the draft, and the id of the plan that stops for it where that is decided."""
        super().__init__()
        self._app, self._formats, self._draft = app, formats, draft
        self._follows = follows
        self._words = RegimenWords(formats)
        column = QVBoxLayout(self)
        spread(column, spacing=16)
        self._build_fields(attach)
        parts = (self.way, self.day_one, self._count, self.until_now, self.line, self.line_name)
        for part in parts:
            column.addWidget(part)
        self.reading = plain("", "strong", name="plan_reading")
        column.addWidget(self.reading)
        self.strip = CycleStrip("plan_strip")
        column.addWidget(self.strip)
        self._sentences = plain("", name="plan_sentences")
        column.addWidget(self._sentences)
        self.confirmed: TickField = attach(
            "plan_confirmed", TickField("plan_confirmed", self.tr("We compared every day and dose"))
        )
        spoken = self.tr("We compared every day and dose with the prescription")
        self.confirmed.editor.setAccessibleName(spoken)
        column.addWidget(plain(self.tr("With the prescription in hand"), "strong"))
        column.addWidget(self.confirmed)
        asked = (self.way, self.day_one, self.day, self.cycle, self.line, self.until_now)
        for field in (*asked, self.confirmed):
            field.value_changed.connect(self.show_reading)
        self.show_draft(draft)

    def show_draft(self, draft: RegimenDraft) -> None:
        """Take the draft as it was left in the step before."""
        self._draft = draft
        self.way.setVisible(not draft.counts_from_zero)
        self.line.setVisible(not draft.is_supportive)
        self.until_now.setVisible(self._earlier is not None and not draft.is_supportive)
        set_words(self._sentences, "\n".join(self._patterns()))
        self.show_reading()

    def number(self) -> int:
        """Return the cycle asked for; 1 where days count from an infusion."""
        if self._draft.counts_from_zero:
            return 1
        value = self.cycle.value()
        return int(value) if value is not None else 1

    def day_one_on(self) -> date | None:
        """Return the date of day 1 of that cycle, or of day 0; None where it is not known."""
        if self._draft.counts_from_zero or self.way.value() == ON_A_DATE:
            return self.day_one.value()
        day = self.day.value()
        if self.way.value() != COUNTED or day is None or not self._is_day(int(day)):
            return None
        return day_one_of(self._draft, int(day), self._app.clock.today())

    def line_chosen(self) -> TherapyLine | None:
        """Return the line of therapy it belongs to; None: the one under way, or none."""
        if self._draft.is_supportive:
            return None
        value = self.line.value()
        lines = self._app.therapy.lines()
        if value == NEW_LINE:
            number = max((one.number for one in lines), default=0) + 1
            name = self.line_name.value() or self._draft.name
            started = self.day_one_on() if self.number() == 1 else None
            return TherapyLine(number=number, name=name, started_on=started)
        return next((one for one in lines if one.id == value), None)

    def follows(self) -> str:
        """Return the id of the plan that stops when this one begins, "" for none."""
        if self._follows:
            return self._follows
        stops = self.until_now.value() == STOPS and not self._draft.is_supportive
        return self._earlier.id if self._earlier is not None and stops else ""

    def show_missing(self) -> bool:
        """Show what is still to be said; say whether anything is."""
        sentence = ""
        field: DateField | WholeField | SegmentedField[str] = self.day_one
        if not self._draft.counts_from_zero and self.way.value() is None:
            field, sentence = self.way, self.tr("Please choose one of the two.")
        elif self.day_one_on() is None and not field.own_problem():
            sentence = self.tr("Please give the date.")
            if self.way.value() == COUNTED and not self._draft.counts_from_zero:
                field, sentence = self.day, self.tr("Please give a day of this cycle.")
        if not sentence and self.until_now.isVisibleTo(self) and self.until_now.value() is None:
            field, sentence = self.until_now, self.tr("Please choose one of the two.")
        if sentence:
            field.show_problem(sentence)
            field.setFocus()
        return bool(sentence)

    def show_reading(self) -> None:
        """Show the fields of the chosen way, and what they mean."""
        from_zero = self._draft.counts_from_zero
        by_count = self.way.value() == COUNTED and not from_zero
        self.day_one.setVisible(from_zero or self.way.value() == ON_A_DATE)
        self._count.setVisible(self.way.value() is not None and not from_zero)
        self.day.setVisible(by_count)
        self.line_name.setVisible(self.line.value() == NEW_LINE and not self._draft.is_supportive)
        set_words(self.reading, self._reading())
        self.reading.setVisible(bool(self.reading.text()))
        self._show_strip()
        self.changed.emit()

    def _build_fields(self, attach: Attach) -> None:
        draft, today = self._draft, self._app.clock.today
        self.way: SegmentedField[str] = attach(
            "plan_way", SegmentedField("plan_way", self.tr("Where are you now?"), [
                (ON_A_DATE, self.tr("We know the date of day 1")),
                (COUNTED, self.tr("We know which day it is today")),
            ]))  # fmt: skip
        label = self.tr("Day 0, the infusion, is or was on")
        if not draft.counts_from_zero:
            label = self.tr("Day 1 is or was on")
        self.day_one: DateField = attach(
            "plan_day_one", DateField("plan_day_one", label, self._formats, today)
        )
        self.day: WholeField = attach(
            "plan_day", WholeField("plan_day", self.tr("Today is day"), example=self.tr("15"))
        )
        self.cycle: WholeField = attach(
            "plan_cycle", WholeField("plan_cycle", self.tr("Of cycle"), example=self.tr("1"))
        )
        self.cycle.set_value(Decimal(1))
        self._count = Beside((self.day, 1), (self.cycle, 1), narrow=300)
        treating = [one for one in self._app.regimens.current() if one.treats_myeloma]
        self._earlier = treating[0] if treating and not self._follows else None
        until_now = self.tr("%1, the plan until now")
        name = self._earlier.name if self._earlier is not None else ""
        self.until_now: SegmentedField[str] = attach(
            "plan_until_now", SegmentedField("plan_until_now", until_now.replace("%1", name), [
                (STOPS, self.tr("Stops when this one begins")),
                (GOES_ON, self.tr("Goes on beside it")),
            ]))  # fmt: skip
        self.line: ChoiceField[str] = attach(
            "plan_line", ChoiceField("plan_line", self.tr("It belongs to"), self._lines())
        )
        self.line_name: TextField = attach(
            "plan_line_name", TextField("plan_line_name", self.tr("Name of the new line"),
                                        example=draft.name))  # fmt: skip

    def _patterns(self) -> list[str]:
        """Return each medicine as a sentence that reads well aloud."""
        regimen = self._draft.regimen()
        words = MedicineWords(self._formats, lambda: PatternNames(regimens={regimen.id: regimen}))
        found = []
        for one in self._draft.included:
            schedules = [
                replace(part, first_on=None)
                for part in schedules_of(one, regimen, "-", self._app.clock.today())
            ]
            found.append(words.several(one.name, schedules, one.strength))
        return found

    def _lines(self) -> list[tuple[str, str]]:
        lines = self._app.therapy.lines()
        current = self._app.therapy.current_line()
        words = self.tr("Line %1: %2")
        choices = [
            (one.id, words.replace("%1", str(one.number)).replace("%2", one.name))
            for one in sorted(lines, key=lambda one: (one != current, -one.number))
        ]
        number = str(max((one.number for one in lines), default=0) + 1)
        new = self.tr("A new line of treatment, line %1").replace("%1", number)
        return [*choices, (NEW_LINE, new)]

    def _is_day(self, day: int) -> bool:
        days = self._draft.regimen().days_of(self.number())
        return 1 <= day <= days

    def _cycle(self) -> Cycle | None:
        day_one = self.day_one_on()
        if day_one is None or self.number() < 1 or self._draft.problems():
            return None
        regimen = self._draft.regimen()
        return regimen.cycle(self.number(), first_date(self._draft, day_one, self.number()))

    def _reading(self) -> str:
        """Return what was said in other words, as a check: today's day, and what comes next."""
        cycle = self._cycle()
        if cycle is None:
            return ""
        today = self._app.clock.today()
        in_block = self._draft.first_is_block and cycle.number == 1
        first = self._formats.date_long(cycle.date_of(min(1, cycle.first_day)) or cycle.first_on)
        name = self._words.cycle_name(cycle, in_block=in_block)
        if today < cycle.first_on:
            return self.tr("%1 begins on %2.").replace("%1", name).replace("%2", first)
        ends = cycle.ends_before()
        if cycle.counts_from_zero or ends is None or today < ends:
            place = self._words.place_of(cycle.place_of(today), cycle, in_block=in_block)
            said = self.tr("Today: %1.").replace("%1", place)
        else:
            said = self.tr("%1 was over on %2.").replace("%1", name)
            said = said.replace("%2", self._formats.date_long(ends - timedelta(days=1)))
        if cycle.counts_from_zero or ends is None:
            return said
        is_last = self._draft.last_cycle is not None and cycle.number >= self._draft.last_cycle
        if is_last or ends < today:
            return said
        following = self.tr("Cycle %1 begins on %2 by the plan.")
        following = following.replace("%1", str(cycle.number + 1))
        return f"{said} {following.replace('%2', self._formats.date_long(ends))}"

    def _show_strip(self) -> None:
        cycle = self._cycle()
        self.strip.setVisible(cycle is not None)
        if cycle is None:
            return
        columns, today = self._words.columns(cycle, self._app.clock.today())
        rows = [
            StripRow(one.name, "", frozenset(one.days_in(cycle.number)),
                     at_hospital=one.at_hospital)
            for one in self._draft.included
        ]  # fmt: skip
        self.strip.show_columns([one for one in rows if one.days], columns, today)
