"""What was taken, late, skipped, held, missed, and what nobody wrote down."""

from datetime import date, datetime, time, timedelta
from decimal import Decimal

from caregiver.domain.cycles import treatment_cycles
from caregiver.domain.doses import Dose, DoseStatus
from caregiver.domain.due_doses import DueDose, due_doses
from caregiver.domain.holds import Hold
from caregiver.domain.medications import Medication, Place, Schedule
from caregiver.sample.medicines import EVENING, MORNING
from caregiver.sample.story import HISTORY_DAYS, LAST_VISIT, SECOND_CYCLE, Story

# Days 15 to 21 of cycle 2, when the team paused pomalidomide.
HELD_FROM, HELD_TO = SECOND_CYCLE - 14, SECOND_CYCLE - 20
_TAKEN, _LATE, _SKIPPED = DoseStatus.TAKEN, DoseStatus.LATE, DoseStatus.SKIPPED
_MISSED, _HELD = DoseStatus.MISSED, DoseStatus.HELD
_NOT_RECORDED = None
_REASONS = {_SKIPPED: "Felt sick", _MISSED: "Forgot"}

# What stood out since the last visit: medicine, day, time, what happened.
_TOLD: dict[tuple[str, int, time], DoseStatus | None] = {
    ("Dexamethasone", -35, MORNING): _HELD,
    ("Apixaban", -8, EVENING): _MISSED,
    ("Apixaban", -3, MORNING): _LATE,
    ("Acyclovir", -12, EVENING): _LATE,
    ("Acyclovir", -6, MORNING): _NOT_RECORDED,
    ("Apixaban", -6, MORNING): _NOT_RECORDED,
    ("Omeprazole", -6, time(7, 30)): _NOT_RECORDED,
    ("Vitamin D", -6, time(12, 30)): _SKIPPED,
    ("Vitamin D", -11, time(12, 30)): _NOT_RECORDED,
    ("Acyclovir", -1, EVENING): _NOT_RECORDED,
    ("Apixaban", -1, EVENING): _NOT_RECORDED,
}
# As-needed doses: medicine, days before today, time, note.
_NEEDED = (
    ("acetaminophen", 9, time(15, 20), "Back ached after the garden"),
    ("acetaminophen", 6, time(9, 15), "At the hospital, after they had looked at her"),
    ("acetaminophen", 5, time(14, 0), ""),
    ("acetaminophen", 5, time(20, 30), "Back"),
    ("acetaminophen", 2, time(16, 45), ""),
    ("acetaminophen", 33, time(10, 0), "Headache"),
    ("acetaminophen", 48, time(22, 10), ""),
    ("ondansetron", 12, time(8, 40), "Before breakfast"),
    ("ondansetron", 26, time(9, 5), ""),
    ("ondansetron", 55, time(10, 30), ""),
    ("ondansetron", 61, time(9, 30), "Helped after half an hour"),
)
_BONE_MEDICINE_DAYS = (41, 125, 209, 293, 377, 461)


def tell(story: Story) -> None:
    """Tell every dose up to yesterday."""
    first, last = story.day(-HISTORY_DAYS), story.day(-1)
    ordered = sorted(story.cycles, key=lambda one: one.first_on)
    cycles = treatment_cycles(story.regimens, ordered, first, last)
    story.add(
        Hold(
            id=story.new_id(),
            medication_id=story.medications["pomalidomide"].id,
            first_on=story.day(-HELD_FROM),
            last_on=story.day(-HELD_TO),
            reason="Neutrophils low",
            told_by="Dr. Okafor",
        )
    )
    for medication, schedule in story.schedules:
        for due in due_doses(schedule, first, last, cycles):
            status = _what_happened(story, medication, due)
            if status is not None:
                story.add(_dose(story, medication, due, status))
    for key, days, at, note in _NEEDED:
        _add_unplanned(story, key, story.day(-days), at, note)
    for days in _BONE_MEDICINE_DAYS:
        _add_unplanned(story, "zoledronic", story.workday(-days), time(13, 0), "")


def first_of_today(story: Story) -> Dose | None:
    """Return the dose taken before breakfast today, None where it is not yet that time."""
    medication = story.medications["omeprazole"]
    schedule = _schedule_on(story, medication, story.today)
    given_at = story.instant(story.today, time(7, 34))
    if schedule is None or not story.has_happened(given_at):
        return None
    due = DueDose(schedule, story.today, time(7, 30))
    return _given(story, medication, due, given_at, DoseStatus.TAKEN)


def _what_happened(story: Story, medication: Medication, due: DueDose) -> DoseStatus | None:
    offset = (due.day - story.today).days
    told = (medication.name, offset, due.time)
    if told in _TOLD:
        return _TOLD[told]
    if medication.place is Place.HOSPITAL:
        return _TAKEN
    if medication.name == "Pomalidomide" and -HELD_FROM <= offset <= -HELD_TO:
        return _NOT_RECORDED
    if medication.name in {"Pomalidomide", "Lenalidomide", "Dexamethasone"}:
        return story.chance.choices((_TAKEN, _LATE, _NOT_RECORDED), (96, 3, 1))[0]
    if offset >= -LAST_VISIT:
        return _TAKEN
    every: tuple[DoseStatus | None, ...] = (_TAKEN, _LATE, _SKIPPED, _MISSED, _NOT_RECORDED)
    return story.chance.choices(every, (930, 30, 8, 14, 18))[0]


def _dose(story: Story, medication: Medication, due: DueDose, status: DoseStatus) -> Dose:
    if status.was_taken:
        minutes = story.chance.randint(-12, 25)
        if status is _LATE:
            minutes = story.chance.randint(130, 260)
        given_at = story.instant(due.day, due.time) + timedelta(minutes=minutes)
        return _given(story, medication, due, given_at, status)
    reason = "Blood sugar high: Dr. Okafor said to leave this one out"
    return Dose(
        id=story.new_id(),
        medication_id=medication.id,
        schedule_id=due.schedule.id,
        day=due.day,
        due_time=due.time,
        status=status,
        reason=_REASONS.get(status, reason),
    )


def _given(
    story: Story,
    medication: Medication,
    due: DueDose,
    given_at: datetime,
    status: DoseStatus,
) -> Dose:
    hospital = medication.place is Place.HOSPITAL
    by = "Infusion center" if hospital else story.chance.choice(("", "", "Anna", "Ben"))
    return Dose(
        id=story.new_id(),
        medication_id=medication.id,
        schedule_id=due.schedule.id,
        day=due.day,
        due_time=due.time,
        status=status,
        given_at=given_at,
        amount=due.schedule.amount,
        unit=due.schedule.unit,
        dose_text=due.schedule.dose_text,
        strength=medication.strength,
        given_by=by,
    )


def _schedule_on(story: Story, medication: Medication, day: date) -> Schedule | None:
    mine = (schedule for owner, schedule in story.schedules if owner.id == medication.id)
    return next((schedule for schedule in mine if schedule.is_current(day)), None)


def _add_unplanned(story: Story, key: str, day: date, at: time, note: str) -> None:
    medication = story.medications[key]
    schedule = _schedule_on(story, medication, day)
    amount = schedule.amount if schedule else None
    if key == "acetaminophen":
        amount = Decimal(2 if at.hour >= 20 else 1)
    story.add(
        Dose(
            id=story.new_id(),
            medication_id=medication.id,
            schedule_id=schedule.id if schedule else None,
            day=day,
            given_at=story.instant(day, at),
            amount=amount,
            unit=schedule.unit if schedule else "",
            strength=medication.strength,
            given_by="Infusion center" if medication.place is Place.HOSPITAL else "",
            note=note,
        )
    )
