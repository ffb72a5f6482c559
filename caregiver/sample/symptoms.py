"""What was noticed, by whom, and what the family did."""

from datetime import date, time
from decimal import Decimal
from typing import Any

from caregiver import catalogue
from caregiver.domain.symptoms import Observer, SymptomReport
from caregiver.sample.story import HISTORY_DAYS, THIRD_LINE, Story
from caregiver.sample.treatment import SECOND_LINE_END

TINGLING, TIRED, CONSTIPATED = "neuropathy_numbness_tingling", "fatigue", "constipation"
PAIN, NAUSEA, FEVER = "back_pain", "nausea", "fever"
TINGLING_BEGAN = 34
_PATIENT, _CAREGIVER = Observer.PATIENT, Observer.CAREGIVER
_CHECK_TIME = time(7, 40)

# The last 14 days, today last; "-" is a day on which nothing was noted.
_LAST_DAYS = {
    TINGLING: "111-1111222222",
    TIRED: "32211-13221111",
    CONSTIPATED: "11000-11100011",
    PAIN: "00000-01100000",
    NAUSEA: "01000-00000000",
}
_TEMPERATURES = ((-5, "99.5"), (-4, "98.8"), (-3, "98.4"), (0, "98.6"))
_WORDS: dict[tuple[str, int], dict[str, str]] = {
    (TINGLING, -5): {"effect": "Trouble with buttons", "note": "Both feet, now at night too."},
    (TINGLING, -2): {"effect": "Trouble with buttons", "note": "Woke up twice."},
    (TINGLING, 0): {"effect": "Trouble with buttons", "note": "Both feet, now at night too."},
    (TIRED, -13): {"effect": "In bed until noon", "what_we_did": "Rest and naps"},
    (TIRED, -6): {"effect": "In bed all day", "what_we_did": "Rest and naps"},
    (CONSTIPATED, -13): {"what_we_did": "Prunes and a laxative powder, better in 2 days"},
    (CONSTIPATED, -1): {"what_we_did": "Prunes, more water"},
    (PAIN, -6): {"place": "lower back", "what_we_did": "Acetaminophen, warm pack"},
    (NAUSEA, -12): {"what_we_did": "Ondansetron, gone by noon"},
}
# Once in a while before: symptom, days before today, severity, observer, note, what we did.
_EARLIER = (
    ("cough", 52, 2, _CAREGIVER, "Chest infection", "Called the team; antibiotic for 7 days"),
    ("cough", 49, 1, _PATIENT, "Nearly gone", ""),
    (FEVER, 52, 2, _CAREGIVER, "100.9 °F at night", "Called the 24-hour line"),
    ("insomnia", 69, 2, _PATIENT, "Night after dexamethasone", ""),
    ("insomnia", 48, 1, _PATIENT, "Night after dexamethasone", "Takes it at 8 now, not at noon"),
    ("dizziness", 24, 2, _CAREGIVER, "Held on to the rail", "Told Nurse Lee"),
    ("diarrhea", 180, 2, _CAREGIVER, "Four times that day", "Rice and broth"),
    ("diarrhea", 141, 1, _PATIENT, "", ""),
    ("rash", 330, 1, _CAREGIVER, "Itchy arms for a day", "Cream"),
    ("muscle_cramps", 260, 2, _PATIENT, "Calves, at night", "Stretching"),
    ("muscle_cramps", 205, 1, _PATIENT, "Calves", ""),
    ("infusion_reaction", 70, 1, _CAREGIVER, "Chills after the first injection", "Warm blanket"),
    ("injection_site_reaction", 56, 1, _PATIENT, "Red patch on the belly", "Cool pack"),
    ("bruising", 25, 1, _CAREGIVER, "Left arm, where blood was drawn", ""),
    ("loss_of_appetite", 40, 1, _CAREGIVER, "Half portions", "Small meals, soup"),
)


def tell(story: Story) -> None:
    """Tell every report."""
    _long_ago(story)
    _third_line(story)
    for symptom, marks in _LAST_DAYS.items():
        for place, mark in enumerate(marks):
            if mark != "-":
                _last_days(story, symptom, place - 13, int(mark))
    for symptom, days, severity, observer, note, did in _EARLIER:
        _report(story, symptom, -days, severity, observer=observer, note=note,
                what_we_did=did, ended_on=story.day(-days))  # fmt: skip
    _fever(story)


def _report(
    story: Story, symptom: str, offset: int, severity: int | None, **fields: Any
) -> SymptomReport | None:
    """Add one report; one of today that would still be ahead is left out."""
    day: date = story.day(offset)
    observed_at = story.instant(day, fields.pop("at", _CHECK_TIME))
    if not story.has_happened(observed_at):
        return None
    known = catalogue.symptoms().get(symptom)
    return story.add(
        SymptomReport(
            id=story.new_id(),
            symptom=symptom,
            name=known.name if known else "Temperature",
            day=day,
            observed_at=observed_at,
            severity=severity,
            **fields,
        )
    )


def _last_days(story: Story, symptom: str, offset: int, severity: int) -> None:
    fields: dict[str, Any] = dict(_WORDS.get((symptom, offset), {}))
    is_told = symptom in {TINGLING, PAIN, NAUSEA} and offset % 3 == 0
    fields["observer"] = _PATIENT if is_told else _CAREGIVER
    if symptom == TINGLING:
        fields["began_on"] = story.day(-TINGLING_BEGAN)
        fields["suspected_id"] = story.medications["pomalidomide"].id
        fields["place"] = "hands and feet"
    if symptom == TIRED:
        fields["began_on"] = story.day(-THIRD_LINE)
    if symptom == TIRED and severity >= 2:
        fields["suspected_id"] = story.medications["dexamethasone"].id
    if symptom in {PAIN, NAUSEA} and severity:
        fields["ended_on"] = story.day(offset)
    _report(story, symptom, offset, severity, **fields)


def _third_line(story: Story) -> None:
    """Tell the daily checks from the first day of the treatment to two weeks ago."""
    for offset in range(-THIRD_LINE, -13):
        if story.chance.random() < 0.3:
            continue
        since_dexamethasone = (offset + THIRD_LINE) % 7
        tired = {0: 1, 1: 3, 2: 2, 3: 2}.get(since_dexamethasone, 1)
        _report(story, TIRED, offset, tired, observer=_CAREGIVER)
        if offset >= -TINGLING_BEGAN:
            _report(
                story, TINGLING, offset, 1, observer=_PATIENT, place="feet",
                began_on=story.day(-TINGLING_BEGAN),
            )  # fmt: skip
        if story.chance.random() < 0.4:
            bowels = story.chance.choice((0, 0, 0, 1))
            _report(story, CONSTIPATED, offset, bowels, observer=_PATIENT)
        if story.chance.random() < 0.5:
            _report(story, NAUSEA, offset, 0, observer=_PATIENT)


def _long_ago(story: Story) -> None:
    """Tell the weekly notes of the second line."""
    for offset in range(-HISTORY_DAYS, -SECOND_LINE_END, 7):
        tired = story.chance.choice((0, 1, 1, 1, 2))
        _report(story, TIRED, offset + 2, tired, observer=_CAREGIVER)
        if story.chance.random() < 0.3:
            pain = story.chance.choice((0, 0, 1, 1, 2))
            _report(story, PAIN, offset + 3, pain, observer=_PATIENT, place="lower back")


def _fever(story: Story) -> None:
    _report(
        story, FEVER, -6, 2, at=time(2, 10), value=Decimal("101.1"), unit="°F",
        began_on=story.day(-6), ended_on=story.day(-5), observer=_CAREGIVER,
        effect="Shivering, in bed",
        what_we_did="Hospital, antibiotics for 2 days",
    )  # fmt: skip
    for offset, value in _TEMPERATURES:
        _report(
            story, "", offset, None, at=time(7, 30), value=Decimal(value), unit="°F",
            observer=_CAREGIVER,
        )  # fmt: skip
