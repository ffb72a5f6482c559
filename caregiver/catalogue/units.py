"""Unit codes as people read them. The codes are UCUM; the record keeps what is shown here."""

_SHOWN = {
    "mg/(24.h)": "mg/24 h",
    "g/(24.h)": "g/24 h",
    "10*3/uL": "×10³/µL",
    "10*9/L": "×10⁹/L",
    "/uL": "/µL",
    "umol/L": "µmol/L",
    "ug/mL": "µg/mL",
    "ug/L": "µg/L",
    "mL/min/{1.73_m2}": "mL/min/1.73 m²",
    "m[IU]/L": "mIU/L",
    "u[IU]/mL": "µIU/mL",
    "mm[Hg]": "mmHg",
    "{ratio}": "",
    "{score}": "0 to 10",
    "{doses}": "doses",
    "{infections}": "infections",
    "[lb_av]": "lb",
    "[in_i]": "in",
    "[foz_us]": "fl oz",
    "Cel": "°C",
    "[degF]": "°F",
    "/min": "per minute",
    "/d": "a day",
    "/wk": "a week",
    "h": "hours",
    "d": "days",
    "wk": "weeks",
    "min": "minutes",
}


def unit_text(code: str) -> str:
    """Return how a unit code is shown; codes that read well stay as they are."""
    return _SHOWN.get(code, code)


def is_readable(code: str) -> bool:
    """Say whether a unit shows without the brackets, stars and braces of the code system."""
    return not set(unit_text(code)) & set("[]{}()*")
