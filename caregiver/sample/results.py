"""Lab panels every 4 weeks, with the laboratory's own ranges and flags. All values are invented."""

from datetime import date
from decimal import Decimal
from typing import NamedTuple

from caregiver.domain.labs import LabResult, parse_value
from caregiver.sample.story import Story

LABORATORY = "Riverside Hospital laboratory"
_BEFORE = tuple(range(-546, -69, 28))
_PANELS = (*_BEFORE, -42, -19, -5)
# Small blood counts between the panels: the low one that held pomalidomide for a week.
_SMALL = {
    -56: {"hemoglobin": "10.6", "anc": "1.7", "wbc": "3.8", "platelets": "139"},
    -28: {"hemoglobin": "10.2", "anc": "0.7", "wbc": "2.1", "platelets": "104"},
    -21: {"hemoglobin": "10.2", "anc": "0.8", "wbc": "2.2", "platelets": "99"},
}


class _Test(NamedTuple):
    id: str
    name: str
    unit: str
    low: str
    high: str
    values: str


# One value per panel, oldest first.
_TESTS = (
    _Test("m_protein_serum", "Serum M-protein (M-spike)", "g/dL", "", "",
          "1.35 1.05 0.82 0.66 0.52 0.45 0.41 0.40 0.41 0.42 0.44 0.48 0.55 0.62 0.73 0.82 0.95 "
          "0.91 0.82 0.79 0.88"),
    _Test("flc_kappa", "Kappa free light chains", "mg/L", "3.3", "19.4",
          "93 71 58 48 43 40 39 40 41 43 46 49 54 60 71 88 119 104 98 112 131"),
    _Test("flc_lambda", "Lambda free light chains", "mg/L", "5.7", "26.3",
          "4.2 3.1 2.4 1.9 <1.5 <1.5 <1.5 <1.5 <1.5 1.6 1.8 2.2 2.9 3.6 4.4 5.2 5.6 "
          "9.3 9.1 8.9 8.7"),
    _Test("flc_ratio", "Free light chain ratio (kappa / lambda)", "", "0.26", "1.65",
          "22.1 22.9 24.2 25.3 >28.7 >26.7 >26.0 >26.7 >27.3 26.9 25.6 22.3 18.6 16.7 16.1 16.9 "
          "21.3 11.2 10.8 12.6 15.1"),
    _Test("hemoglobin", "Hemoglobin", "g/dL", "11.5", "16.5",
          "10.2 10.6 11.0 11.4 11.7 11.9 12.1 12.0 12.0 11.9 11.8 11.8 11.6 11.5 11.3 11.1 10.9 "
          "10.8 10.4 10.1 9.9"),
    _Test("anc", "Neutrophils (ANC)", "×10³/µL", "1.8", "7.5",
          "2.6 2.4 2.1 2.3 2.0 2.2 2.4 2.1 1.9 2.2 2.3 2.0 2.1 2.4 2.2 2.0 2.3 1.9 1.4 0.9 1.2"),
    _Test("wbc", "White blood cells", "×10³/µL", "4.0", "11.0",
          "4.9 4.7 4.4 4.5 4.2 4.4 4.6 4.3 4.1 4.4 4.5 4.2 4.3 4.6 4.4 4.2 4.5 4.1 3.3 2.4 2.9"),
    _Test("platelets", "Platelets", "×10³/µL", "150", "400",
          "171 168 174 180 177 169 175 182 178 171 168 165 170 166 159 153 148 142 131 98 110"),
    _Test("creatinine", "Creatinine", "mg/dL", "0.50", "0.95",
          "1.18 1.20 1.17 1.21 1.19 1.22 1.20 1.23 1.21 1.24 1.22 1.25 1.27 1.26 1.29 1.31 1.34 "
          "1.33 1.37 1.35 1.40"),
    _Test("egfr", "Kidney filter rate (eGFR)", "mL/min/1.73 m²", "60", "",
          "58 57 58 56 57 55 56 55 56 54 55 54 53 53 52 51 50 51 49 50 48"),
    _Test("calcium", "Calcium (total)", "mg/dL", "8.6", "10.2",
          "9.4 9.3 9.5 9.2 9.3 9.4 9.3 9.2 9.4 9.3 9.5 9.4 9.2 9.3 9.4 9.3 9.5 9.3 9.4 9.2 9.5"),
)  # fmt: skip
# Tests that are done about every 12 weeks: the number of the panel and the value.
_NOW_AND_THEN = (
    _Test("igg", "Immunoglobulin IgG", "mg/dL", "700", "1600",
          "0:1890 3:1420 6:1180 9:1150 12:1240 15:1390 18:1310 20:1180"),
    _Test("ldh", "LDH (lactate dehydrogenase)", "U/L", "", "250",
          "0:212 3:198 6:187 9:190 12:201 15:214 17:226 20:231"),
    _Test("b2m", "Beta-2 microglobulin", "mg/L", "", "2.5", "0:4.1 6:3.2 12:3.4 17:3.9 20:3.8"),
)  # fmt: skip


def panel_days(story: Story) -> tuple[date, ...]:
    """Return the days blood was drawn, oldest first."""
    return tuple(story.day(offset) for offset in sorted({*_PANELS, *_SMALL}))


def tell(story: Story) -> None:
    """Tell all results."""
    for test in _TESTS:
        for offset, value in zip(_PANELS, test.values.split(), strict=True):
            _add(story, test, offset, value)
        for offset, values in _SMALL.items():
            if test.id in values:
                _add(story, test, offset, values[test.id])
    for test in _NOW_AND_THEN:
        for pair in test.values.split():
            place, _, value = pair.partition(":")
            _add(story, test, _PANELS[int(place)], value)
    fixation = _Test("immunofixation_serum", "Serum immunofixation", "", "", "", "")
    for offset in (_PANELS[0], _PANELS[8], -70, -5):
        _add(story, fixation, offset, "IgG kappa seen")


def _add(story: Story, test: _Test, offset: int, value: str) -> None:
    low = Decimal(test.low) if test.low else None
    high = Decimal(test.high) if test.high else None
    story.add(
        LabResult(
            id=story.new_id(),
            test=test.id,
            name=test.name,
            printed=value,
            unit=test.unit,
            range_low=low,
            range_high=high,
            flag=_flag(value, low, high),
            laboratory=LABORATORY,
            taken_on=story.day(offset),
        )
    )


def _flag(value: str, low: Decimal | None, high: Decimal | None) -> str:
    number = parse_value(value).number
    if number is None:
        return ""
    if high is not None and number > high:
        return "H"
    return "L" if low is not None and number < low else ""
