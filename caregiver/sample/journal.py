"""What the family wrote down for itself, and a few lines it would share."""

from datetime import time

from caregiver.domain.journal import JournalEntry
from caregiver.sample.story import Story

# Days before today, private or not, the text.
_ENTRIES = (
    (538, True, "First evening with the new notebook. Everything in one place from now on."),
    (512, True, "Carfilzomib day. Long wait, short infusion. Ice cream on the way home."),
    (481, False, "Dentist says the gums are fine for the bone medicine."),
    (447, True, "I sleep badly before the blood results. Ben does not say so, but he does too."),
    (410, True, "She beat me at cards four times."),
    (371, False, "New glasses. Reading is easier."),
    (333, True, "Itchy arms, gone by the evening. We wrote it down this time."),
    (296, True, "One year of this. Dinner by the lake."),
    (252, False, "Walked to the bakery and back without a rest."),
    (214, True, "The steroid days are predictable by now: busy, then flat, then herself again."),
    (176, True, "Kidneys steady. We notice how much a good number does for all of us."),
    (140, True, "Flu shots for the whole house."),
    (112, True, "The light chains are up. Nobody said much in the car."),
    (96, True, "Third rise. A new plan is coming. I asked my own doctor about sleep."),
    (84, True, "Long call with my brother. We split the week now."),
    (76, False, "Scan day. She was cold; bring the warm layer next time."),
    (70, True, "First daratumumab. Five hours in the chair, a little shivering, then fine."),
    (52, False, "Fever at night, called the line. They were kind and quick. Antibiotic."),
    (46, True, "Better. Soup, two films, early bed."),
    (33, False, "Started gabapentin for the tingling."),
    (28, False, "Neutrophils 0.7. Pomalidomide paused for a week; not our mistake, they said."),
    (19, False, "Visit went well. Stable, Dr. Okafor says. New: apixaban with cycle 3."),
    (10, False, "Gabapentin stopped, too dizzy. Nurse Lee knows."),
    (6, False, "101.1 °F at ten past two at night. Hospital by three. Antibiotics, home again."),
    (4, True, "I was afraid, and then I was just tired."),
    (2, False, "Checked all medicines against the boxes. Acyclovir is running low."),
    (1, True, "Quiet day. Cards, a short walk."),
)


def tell(story: Story) -> None:
    """Tell the journal."""
    for days, is_private, text in _ENTRIES:
        day = story.day(-days)
        story.add(
            JournalEntry(
                id=story.new_id(),
                day=day,
                written_at=story.instant(day, time(21, 5)),
                text=text,
                is_private=is_private,
            )
        )
