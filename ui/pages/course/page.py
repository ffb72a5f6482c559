"""The Labs & course page."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING, ClassVar

from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QWidget

from caregiver.domain.drawing import Drawing, trend_chart
from caregiver.domain.labs import LabResult, Trend
from caregiver.domain.people import Patient
from caregiver.domain.records import Record
from caregiver.domain.therapy import Cycle, TherapyLine
from caregiver.errors import UserError
from caregiver.services.labs import LabRow, LabTable
from ui.pages import Page
from ui.pages.course.panel_form import PanelForm
from ui.pages.course.result_form import ResultForm
from ui.pages.course.table import ResultsTable, short_name, trend_points
from ui.widgets.buttons import main_button, second_button
from ui.widgets.cards import Card, EmptyState, PageHeader, clear
from ui.widgets.chart_view import ChartView, ChartWithTable, Draw
from ui.widgets.text import Runs, plain

if TYPE_CHECKING:
    from caregiver.app import Caregiver
    from ui.pages import Host

CHART_HEIGHT = 248


class CoursePage(Page):
    """Show one trend at a time and the last results as a table."""

    key = "course"
    reads: ClassVar[tuple[type[Record], ...]] = (LabResult, Patient, TherapyLine, Cycle)

    def __init__(self, app: Caregiver, host: Host) -> None:
        super().__init__(app, host)
        self._days, self._place = 4, 0
        self._content = LabTable((), ())
        add = main_button("add_results", self.tr("Add results"), "plus")
        add.clicked.connect(self.new)
        self._header = PageHeader(self.tr("Labs & course"), "", add)
        self.column.addWidget(self._header)
        self._chart_card = Card()
        self._chart_card.setObjectName("trend_card")
        self.column.addWidget(self._chart_card)
        self.column.addSpacing(8)
        self._table = ResultsTable(host.formats)
        self._table.test_chosen.connect(self._choose)
        self._table.result_opened.connect(self._edit)
        self.column.addWidget(self._table)
        self._remark = plain(
            self.tr(
                "Flags and ranges are the laboratory's own. Press Enter on a value to change it."
            ),
            "muted",
        )
        self.column.addWidget(self._remark)
        first = second_button("first_results", self.tr("Type the newest blood test"), "plus")
        first.clicked.connect(self.new)
        self._empty = EmptyState(
            self.tr("No results yet. Type the newest blood test from its paper."),
            first,
            "test-tube",
        )
        self.column.addWidget(self._empty)
        self.column.addStretch(1)

    def reload(self) -> None:
        """Read the last results again."""
        self._content = self.app.labs.table(dates=self._days)
        has_rows = bool(self._content.rows)
        self._header.set_title(self.tr("Labs & course"), self._where_we_are())
        for part in (self._chart_card, self._table, self._remark):
            part.setVisible(has_rows)
        self._empty.setVisible(not has_rows)
        self._place = min(self._place, max(0, len(self._content.rows) - 1))
        self._table.show_table(self._content)
        if has_rows:
            self._show_chart()

    def open(self, target: str) -> None:
        """Open the panel ("new"), or a result by its id."""
        if target == "new":
            self.new()
            return
        result = self.app.labs.get(target) if target else None
        if result is not None:
            self._edit(result)

    def first_focus(self) -> QWidget | None:
        """Return the table."""
        return self._table if self._table.isVisibleTo(self) else None

    def new(self) -> None:
        """Open the grid for a new paper."""
        form = PanelForm(self.app, self.host)
        form.closed.connect(lambda: self.set_details(None))
        form.saved.connect(lambda _: self.host.tell(self.tr("Results saved")))
        self.set_details(form)
        form.first_value().setFocus()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Show as many days as fit, the newest at the right."""
        super().resizeEvent(event)
        margins = self.column.contentsMargins()
        days = self._table.days_that_fit(self.width() - margins.left() - margins.right())
        if days != self._days:
            self._days = days
            self._is_stale = True  # a page made ready out of sight reloads when it is shown
            self.refresh()

    def _where_we_are(self) -> str:
        patient, formats = self.app.people.patient(), self.host.formats
        parts = [patient.disease_type]
        if patient.response:
            told = self.tr("response told by {who}: “{words}”").format(
                who=patient.response_by or self.tr("the team"), words=patient.response
            )
            if patient.response_on:
                told = f"{told}, {formats.month_day(patient.response_on)}"
            parts.append(told)
        return " · ".join(part for part in parts if part)

    def _choose(self, place: int) -> None:
        if place != self._place and 0 <= place < len(self._content.rows):
            self._place = place
            self._show_chart()

    def _show_chart(self) -> None:
        row = self._content.rows[self._place]
        trend = self._trend(row)
        clear(self._chart_card.body)
        self._chart_card.add(Runs((short_name(row), "heading"), (row.unit, "muted")))
        self._chart_card.add(plain(self._lowest(trend), "muted"))
        spoken = self._spoken(row, trend)
        chart = ChartView("trend_chart", spoken, self._drawer(trend), height=CHART_HEIGHT)
        both = ChartWithTable(
            chart, [self.tr("Day"), self.tr("Value"), self.tr("Flag"), self.tr("Lab range")]
        )
        both.set_rows([self._table_row(one) for one in reversed(trend.results)])
        self._chart_card.add(both)

    def _trend(self, row: LabRow) -> Trend:
        series = self.app.labs.trends(row.test or row.name)
        mine = [one for one in series if one.unit == row.unit]
        return max(mine, key=lambda one: one.results[-1].taken_on)

    def _drawer(self, trend: Trend) -> Draw:
        last, formats = trend.results[-1], self.host.formats
        points = trend_points(trend.results)
        starts = [
            (line.started_on, self.tr("Line {number}").format(number=line.number))
            for line in self.app.therapy.lines()
            if line.started_on is not None
        ]
        starts.sort()

        def value_label(value: Decimal) -> str:
            return formats.number(value)

        def day_label(day: date) -> str:
            return formats.date_short(day)

        def draw(width: float, height: float) -> Drawing:
            return trend_chart(
                points,
                width,
                height,
                value_label=value_label,
                day_label=day_label,
                range_low=last.range_low,
                range_high=last.range_high,
                starts=starts,
            )

        return draw

    def _lowest(self, trend: Trend) -> str:
        """Return the lowest value and the change since, as facts without a verdict."""
        if trend.lowest is None or trend.change is None:
            return ""
        formats = self.host.formats
        lowest = self.tr("Lowest {value} on {day}").format(
            value=trend.lowest.printed, day=formats.date_medium(trend.lowest.taken_on)
        )
        if trend.lowest is trend.results[-1]:
            return lowest
        sign = "+" if trend.change >= 0 else "\N{MINUS SIGN}"
        since = self.tr("since then {sign}{change}").format(
            sign=sign, change=formats.number(abs(trend.change))
        )
        return f"{lowest}, {since}"

    def _spoken(self, row: LabRow, trend: Trend) -> str:
        first, last, formats = trend.results[0], trend.results[-1], self.host.formats
        words = self.tr("{name}, {count} results from {first} to {last}. Newest: {value} {unit}.")
        return words.format(
            name=row.name,
            count=len(trend.results),
            first=formats.date_medium(first.taken_on),
            last=formats.date_medium(last.taken_on),
            value=last.printed,
            unit=last.unit,
        )

    def _table_row(self, result: LabResult) -> tuple[str, ...]:
        value = f"{result.printed} {result.unit}".strip()
        day = self.host.formats.date_medium(result.taken_on)
        return (day, value, result.flag, result.range_words())

    def _edit(self, result: LabResult) -> None:
        form = ResultForm(self.app, self.host, self.app.labs.save)
        form.load(result)
        form.closed.connect(lambda: self.set_details(None))
        form.saved.connect(lambda _: self.host.tell(self.tr("Result changed")))
        form.remove_asked.connect(self._remove)
        self.set_details(form)

    def _remove(self, result: LabResult) -> None:
        try:
            self.app.labs.delete(result)
        except UserError as error:
            self.host.fail(error)
            return
        self.set_details(None)
        self.host.tell(self.tr("Result removed"))
