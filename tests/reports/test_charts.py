"""The shapes of the domain, painted on paper."""

from datetime import date
from decimal import Decimal

from caregiver.domain.drawing import Drawing, Poly, TrendPoint, trend_chart
from caregiver.reports.charts import paint
from caregiver.reports.sheet import Sheet
from tests.reports.reading import assert_tidy, page_texts


class _Laid:
    """A sheet in the shape `assert_tidy` looks at."""

    def __init__(self, sheet):
        self.sheet = sheet


def painted(drawing):
    sheet = Sheet((612, 792), "Chart")
    sheet.add_page()
    with sheet.tagged(sheet.root.child("Figure", alt="a chart")):
        paint(sheet, drawing, 60, 60, alt="a chart")
    return sheet


def test_axis_labels_are_drawn_and_stay_apart():
    points = [TrendPoint(date(2027, 1, day), Decimal(90 + day)) for day in (1, 8, 15, 22, 29)]
    drawing = trend_chart(
        points,
        460,
        200,
        value_label=str,
        day_label=lambda day: f"{day:%b} {day.day}",
        range_low=Decimal(80),
        range_high=Decimal(100),
    )
    sheet = painted(drawing)
    sheet.placed = [each for each in sheet.placed if each.kind == "text"]
    assert_tidy(_Laid(sheet))
    text = page_texts(sheet.save())[0]
    assert "Jan 29" in text
    assert "100" in text


def test_a_dashed_line_is_dashed():
    plain = painted(Drawing(50, 50, (Poly(((0, 0), (50, 50))),))).save()
    dashed = painted(Drawing(50, 50, (Poly(((0, 0), (50, 50)), is_dashed=True),))).save()
    assert plain != dashed
