"""The medicines of the story and when they are taken. All doses are invented."""

from collections.abc import Sequence
from datetime import time
from decimal import Decimal
from typing import Any

from caregiver.domain.medications import Medication, MedicationSort, Place, Schedule
from caregiver.sample.story import THIRD_CYCLE, THIRD_LINE, Story
from caregiver.sample.treatment import SECOND_LINE, SECOND_LINE_END

MORNING, EVENING, NIGHT = time(8, 0), time(20, 0), time(21, 30)
INFUSION_TIME = time(11, 30)
GABAPENTIN = (33, 10)


def tell(story: Story) -> None:
    """Tell what is and was taken."""
    _now_against_myeloma(story)
    _before_against_myeloma(story)
    _to_protect(story)
    _when_needed(story)
    _other(story)


def _medicine(
    story: Story, key: str, started: int, schedules: Sequence[dict[str, Any]], **fields: Any
) -> None:
    """Add a medicine begun `started` days from today; `first` and `last` of schedules alike."""
    medication = story.add(
        Medication(
            id=story.new_id(),
            started_on=story.day(started),
            **{"prescriber": "Dr. Okafor", "pharmacy": "Corner Pharmacy", **fields},
        )
    )
    story.medications[key] = medication
    for one in schedules:
        parts = dict(one)
        first, last = parts.pop("first", started), parts.pop("last", None)
        schedule = Schedule(
            id=story.new_id(),
            medication_id=medication.id,
            first_on=story.day(first),
            last_on=None if last is None else story.day(last),
            **{"amount": Decimal(1), "unit": "tablet", **parts},
        )
        story.schedules.append((medication, story.add(schedule)))


def _now_against_myeloma(story: Story) -> None:
    regimen = {"regimen_id": story.regimens[-1].id}
    given = {**regimen, "unit": "injection", "times": (INFUSION_TIME,)}
    _medicine(
        story, "daratumumab", -THIRD_LINE,
        [
            {**given, "cycle_days": (1, 8, 15, 22), "cycles_from": 1, "cycles_to": 2},
            {**given, "cycle_days": (1, 15), "cycles_from": 3, "cycles_to": 6},
            {**given, "cycle_days": (1,), "cycles_from": 7},
        ],
        name="Daratumumab", brand="Darzalex", strength="1,800 mg", form="injection",
        route="under the skin", place=Place.HOSPITAL, treats_myeloma=True, pharmacy="",
        reason="Myeloma",
    )  # fmt: skip
    _medicine(
        story, "pomalidomide", -THIRD_LINE,
        [{**regimen, "unit": "capsule", "times": (NIGHT,), "cycle_days": tuple(range(1, 22))}],
        name="Pomalidomide", brand="Pomalyst", strength="4 mg", form="capsule", route="by mouth",
        treats_myeloma=True, pharmacy="Specialty pharmacy", reason="Myeloma",
        told_by="Dr. Okafor", pack_size=Decimal(21), delivery_days=3,
        refill_steps=("Patient survey", "Pharmacy confirms", "Agree on the delivery"),
        refill_days=(10, 7, 5),
        instructions="Swallow whole, same time each night. Gloves for whoever hands it over.",
    )  # fmt: skip
    weekday = story.today.weekday()
    _medicine(
        story, "dexamethasone", -SECOND_LINE,
        [
            {"amount": Decimal(2), "times": (MORNING,), "weekdays": (weekday,),
             "last": -THIRD_LINE - 1},
            {**regimen, "times": (MORNING,), "cycle_days": (1, 8, 15, 22),
             "first": -THIRD_LINE, "told_by": "Dr. Okafor",
             "change_reason": "Half of before: 40 mg kept her awake"},
        ],
        name="Dexamethasone", strength="20 mg", form="tablet", route="by mouth",
        treats_myeloma=True, reason="Myeloma", instructions="In the morning, with food.",
    )  # fmt: skip


def _before_against_myeloma(story: Story) -> None:
    ended = {"stopped_on": story.day(-SECOND_LINE_END), "treats_myeloma": True}
    _medicine(
        story, "lenalidomide", -SECOND_LINE,
        [{"unit": "capsule", "times": (NIGHT,), "cycle_days": tuple(range(1, 22)),
          "last": -SECOND_LINE_END - 1}],
        name="Lenalidomide", brand="Revlimid", strength="15 mg", form="capsule",
        route="by mouth", stop_reason="The light chains went up", reason="Myeloma", **ended,
    )  # fmt: skip
    _medicine(
        story, "carfilzomib", -SECOND_LINE,
        [{"amount": None, "unit": "", "dose_text": "dose set at the hospital",
          "times": (time(10, 0),), "cycle_days": (1, 15), "last": -SECOND_LINE_END - 1}],
        name="Carfilzomib", brand="Kyprolis", route="into a vein", form="infusion",
        place=Place.HOSPITAL, stop_reason="The light chains went up", reason="Myeloma", **ended,
    )  # fmt: skip


def _to_protect(story: Story) -> None:
    _medicine(
        story, "acyclovir", -SECOND_LINE, [{"times": (MORNING, EVENING)}],
        name="Acyclovir", strength="400 mg", form="tablet", route="by mouth",
        reason="To prevent shingles", instructions="Drink a full glass of water.",
    )  # fmt: skip
    _medicine(
        story, "apixaban", -THIRD_CYCLE, [{"times": (MORNING, EVENING)}],
        name="Apixaban", brand="Eliquis", strength="2.5 mg", form="tablet", route="by mouth",
        reason="To prevent clots while on pomalidomide",
    )  # fmt: skip
    _medicine(
        story, "sulfamethoxazole", -THIRD_LINE, [{"times": (MORNING,), "weekdays": (0, 2, 4)}],
        name="Sulfamethoxazole-trimethoprim", strength="800/160 mg",
        form="tablet", route="by mouth", reason="To prevent lung infection",
    )  # fmt: skip
    _medicine(
        story, "omeprazole", -300, [{"unit": "capsule", "times": (time(7, 30),)}],
        name="Omeprazole", strength="20 mg", form="capsule", route="by mouth",
        reason="To protect the stomach", instructions="Before breakfast.",
    )  # fmt: skip
    _medicine(
        story, "zoledronic", -461, [],
        name="Zoledronic acid", brand="Zometa", strength="3.3 mg", route="into a vein",
        form="infusion", place=Place.HOSPITAL, pharmacy="", reason="To protect the bones",
        instructions="Every 12 weeks, after a check of kidneys and teeth.",
    )  # fmt: skip


def _when_needed(story: Story) -> None:
    needed: dict[str, Any] = {"as_needed": True}
    _medicine(
        story, "acetaminophen", -SECOND_LINE,
        [
            {**needed, "most_per_day": 8, "least_gap_hours": 4, "last": -7},
            {**needed, "most_per_day": 6, "least_gap_hours": 4, "first": -6,
             "told_by": "Nurse Lee", "change_reason": "At most 6 a day, was 8"},
        ],
        name="Acetaminophen", brand="Tylenol", strength="500 mg", form="tablet",
        route="by mouth", sort=MedicationSort.OVER_THE_COUNTER, prescriber="",
        reason="Pain", instructions="Take the temperature first.",
    )  # fmt: skip
    _medicine(
        story, "ondansetron", -THIRD_LINE,
        [{**needed, "most_per_day": 3, "least_gap_hours": 8}],
        name="Ondansetron", strength="4 mg", form="tablet", route="by mouth", reason="Nausea",
    )  # fmt: skip


def _other(story: Story) -> None:
    _medicine(
        story, "vitamin_d", -400, [{"times": (time(12, 30),)}],
        name="Vitamin D", strength="1,000 units", form="tablet", route="by mouth",
        sort=MedicationSort.SUPPLEMENT, prescriber="Dr. Adams", reason="Bones",
        instructions="With lunch.",
    )  # fmt: skip
    started, stopped = GABAPENTIN
    _medicine(
        story, "gabapentin", -started,
        [{"unit": "capsule", "times": (time(21, 0),), "last": -stopped - 1}],
        name="Gabapentin", strength="100 mg", form="capsule", route="by mouth",
        reason="Tingling", stopped_on=story.day(-stopped), stop_reason="Dizzy",
    )  # fmt: skip
