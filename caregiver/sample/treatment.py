"""Where the treatment stands: three lines of therapy and the cycles of the last two."""

from caregiver.domain.regimens import Regimen
from caregiver.domain.therapy import Cycle, TherapyLine
from caregiver.sample.story import SECOND_CYCLE, THIRD_CYCLE, THIRD_LINE, Story

SECOND_LINE, SECOND_LINE_END = 790, 80
CYCLE_DAYS = 28


def tell(story: Story) -> None:
    """Tell the lines of therapy and their cycles."""
    story.add(
        TherapyLine(
            id=story.new_id(),
            number=1,
            name="VRd, stem cell transplant, then lenalidomide",
            started_on=story.day(-2180),
            stopped_on=story.day(-800),
            best_response="Very good partial response",
            stop_reason="The myeloma came back",
            note="Transplant went well; home again after 19 days.",
        )
    )
    second = story.add(
        TherapyLine(
            id=story.new_id(),
            number=2,
            name="KRd (carfilzomib, lenalidomide, dexamethasone)",
            started_on=story.day(-SECOND_LINE),
            stopped_on=story.day(-SECOND_LINE_END),
            best_response="Partial response",
            stop_reason="The light chains went up three times in a row",
        )
    )
    third = story.add(
        TherapyLine(
            id=story.new_id(),
            number=3,
            name="Daratumumab + pomalidomide + dexamethasone",
            started_on=story.day(-THIRD_LINE),
            best_response="Stable so far",
        )
    )
    _cycles(story, second, range(-SECOND_LINE, -SECOND_LINE_END, CYCLE_DAYS))
    regimen = Regimen(
        id=story.new_id(),
        therapy_line_id=third.id,
        name="DPd",
        template="dpd",
        lengths=(CYCLE_DAYS,),
        lab_days=(1, 15),
        started_on=story.day(-THIRD_LINE),
        confirmed_on=story.day(-THIRD_LINE - 3),
        told_by="Dr. Okafor",
    )
    story.regimens.append(story.add(regimen))
    _cycles(story, third, (-THIRD_LINE, -SECOND_CYCLE, -THIRD_CYCLE), regimen)


def _cycles(
    story: Story,
    line: TherapyLine,
    first_days: range | tuple[int, ...],
    regimen: Regimen | None = None,
) -> None:
    for number, offset in enumerate(first_days, 1):
        story.cycles.append(
            story.add(
                Cycle(
                    id=story.new_id(),
                    therapy_line_id=line.id,
                    regimen_id=regimen.id if regimen else None,
                    number=number,
                    first_on=story.day(offset),
                    days=CYCLE_DAYS,
                )
            )
        )
