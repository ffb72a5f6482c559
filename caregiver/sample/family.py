"""The whole story, told part by part into a care file."""

from caregiver import texts
from caregiver.clock import Clock
from caregiver.domain.doses import Dose
from caregiver.sample import (
    appointments,
    dose_log,
    follow_ups,
    journal,
    medicines,
    people,
    questions,
    results,
    supply,
    symptoms,
    treatment,
)
from caregiver.sample.story import Story
from caregiver.storage.care_file import CareFile

_PARTS = (
    people.tell,
    treatment.tell,
    medicines.tell,
    dose_log.tell,
    supply.tell,
    appointments.tell,
    questions.tell,
    symptoms.tell,
    results.tell,
    journal.tell,
    follow_ups.tell,
)


def fill(care_file: CareFile, clock: Clock) -> None:
    """Fill an empty care file with the example family, as their story stands at `clock`'s now.

    The last entries are changes of their own, so that Undo and the history have something to show.
    """
    story = Story(clock)
    for tell in _PARTS:
        tell(story)
    care_file.fill(story.records)
    with care_file.change(texts.ADD_QUESTION) as work:
        work.save(questions.newest(story))
    dose = dose_log.first_of_today(story)
    if dose is not None:
        _save_dose(care_file, dose)


def _save_dose(care_file: CareFile, dose: Dose) -> None:
    with care_file.change(texts.DOSE_TAKEN) as work:
        work.save(dose)
