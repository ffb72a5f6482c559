"""Make, open and put back care files for the window."""

from __future__ import annotations

from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

from caregiver import paths
from caregiver.app import Caregiver
from caregiver.clock import Clock
from caregiver.domain.appointments import Appointment
from caregiver.domain.people import CareTeamMember, Role
from caregiver.formats import Formats

if TYPE_CHECKING:
    from ui.dialogs.welcome import FirstAnswers

OWN_NAME, EXAMPLE_NAME = "family", "example family"


@dataclass(frozen=True, slots=True)
class CareFiles:
    """Open care files with one clock, one way of writing and one person's name."""

    clock: Clock
    formats: Formats
    by: str

    def open(self, path: Path) -> Caregiver:
        """Open a care file."""
        return Caregiver.open(path, self.clock, self.formats, self.by)

    def create(self, path: Path) -> Caregiver:
        """Create an empty care file."""
        return Caregiver.create(path, self.clock, self.formats, self.by)

    def restore(self, backup: Path, target: Path) -> Caregiver:
        """Put a backup into the place of a care file and open it."""
        from caregiver.services.backups import restore

        restore(backup, target, self.clock)
        return self.open(target)

    def example(self) -> Caregiver:
        """Open the example family; make it where there is none yet."""
        path = paths.care_folder() / f"{EXAMPLE_NAME}{paths.CARE_SUFFIX}"
        if path.exists():
            return self.open(path)
        paths.make_private_folder(path.parent)
        from caregiver.sample import fill

        app = self.create(path)
        fill(app.file, self.clock)
        return app

    def start(self, answers: FirstAnswers, words: tuple[str, str]) -> Caregiver:
        """Create the family's own file with what they told.

        `words` are the name and the hours of the number to call at night.
        """
        app = self.create(free_path(OWN_NAME))
        if answers.name:
            app.people.save_patient(replace(app.people.patient(), name=answers.name))
        if answers.night_number:
            app.people.save_member(
                CareTeamMember(
                    name=words[0], hours=words[1], phone=answers.night_number,
                    role=Role.NURSE, is_team_line=True,
                )
            )  # fmt: skip
        if answers.appointment_at is not None:
            zone = str(self.clock.zone())
            app.appointments.save(
                Appointment(title=answers.appointment, starts=answers.appointment_at, zone=zone)
            )
        return app


def free_path(name: str) -> Path:
    """Return a path in the folder of care files at which there is no file yet."""
    folder = paths.care_folder()
    paths.make_private_folder(folder)
    path = folder / f"{name}{paths.CARE_SUFFIX}"
    number = 2
    while path.exists():
        path = folder / f"{name} {number}{paths.CARE_SUFFIX}"
        number += 1
    return path
