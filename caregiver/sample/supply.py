"""What is at home of some medicines, and whom the family told about others."""

from datetime import time
from decimal import Decimal

from caregiver.domain.medication_talks import MedicationTalk
from caregiver.domain.supply import SupplyEntry, SupplySort
from caregiver.sample.story import THIRD_CYCLE, Story


def tell(story: Story) -> None:
    """Tell what was counted and received, and what the pharmacist said."""
    _stock(story, "pomalidomide", -THIRD_CYCLE - 3, SupplySort.COUNTED, 21, unit="capsule")
    _stock(story, "acyclovir", -19, SupplySort.COUNTED, 48, unit="tablet")
    _stock(story, "apixaban", -THIRD_CYCLE, SupplySort.COUNTED, 4, unit="tablet")
    _stock(story, "apixaban", -THIRD_CYCLE + 1, SupplySort.RECEIVED, 60, unit="tablet")
    for key, who, answer in (
        ("vitamin_d", "Corner Pharmacy", ""),
        ("acetaminophen", "Corner Pharmacy", "Fine with her other medicines, within the limit."),
    ):
        story.add(
            MedicationTalk(
                id=story.new_id(),
                medication_id=story.medications[key].id,
                who=who,
                day=story.workday(-25),
                answer=answer,
            )
        )


def _stock(story: Story, key: str, day: int, sort: SupplySort, amount: int, *, unit: str) -> None:
    story.add(
        SupplyEntry(
            id=story.new_id(),
            medication_id=story.medications[key].id,
            sort=sort,
            amount=Decimal(amount),
            unit=unit,
            noted_at=story.instant(story.day(day), time(17, 30)),
        )
    )
