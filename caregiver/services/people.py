"""The person cared for, the care team, and what the team told the family."""

from dataclasses import replace

from caregiver import texts
from caregiver.domain.appointments import Appointment
from caregiver.domain.follow_ups import FollowUp
from caregiver.domain.medication_talks import MedicationTalk
from caregiver.domain.people import CareTeamMember, ClinicRule, Patient, RuleLevel
from caregiver.domain.questions import Question
from caregiver.domain.visits import SummaryPreset, Visit
from caregiver.storage.care_file import CareFile

_URGENCY = {level: place for place, level in enumerate(RuleLevel)}


class PeopleService:
    """Reading and changing people and what they said."""

    def __init__(self, care_file: CareFile) -> None:
        """Work on one care file."""
        self._file = care_file

    # Reading

    def patient(self) -> Patient:
        """Return the person cared for; an empty one with the same id until first saved."""
        with self._file.read() as reader:
            found = reader.all(Patient)
        return found[0] if found else Patient(id="00000000-0000-7000-8000-000000000001")

    def team(self) -> tuple[CareTeamMember, ...]:
        """Return the care team: the 24-hour line first, then in the family's order."""
        with self._file.read() as reader:
            found = reader.all(CareTeamMember, "rank")
        return tuple(sorted(found, key=lambda one: (not one.is_team_line, one.rank)))

    def member(self, id: str) -> CareTeamMember | None:
        """Return one member of the care team."""
        with self._file.read() as reader:
            return reader.get(CareTeamMember, id)

    def team_line(self) -> CareTeamMember | None:
        """Return the number to call day and night."""
        with self._file.read() as reader:
            found = reader.where(CareTeamMember, "rank", is_team_line=1)
        return found[0] if found else None

    def rules(self, symptom: str | None = None) -> tuple[ClinicRule, ...]:
        """Return the team's instructions in force, most urgent first; all or for one symptom."""
        with self._file.read() as reader:
            found = reader.all(ClinicRule)
        held = [
            one
            for one in found
            if one.withdrawn_on is None and (symptom is None or one.symptom == symptom)
        ]
        return tuple(sorted(held, key=lambda one: (_URGENCY[one.level], one.id)))

    def all_rules(self) -> tuple[ClinicRule, ...]:
        """Return every instruction, those no longer in force too, newest first."""
        with self._file.read() as reader:
            return tuple(reader.all(ClinicRule, "-id"))

    # Changing

    def save_patient(self, patient: Patient) -> Patient:
        """Save the person cared for."""
        with self._file.change(texts.SAVE_PATIENT) as work:
            return work.save(patient)

    def save_member(self, member: CareTeamMember) -> CareTeamMember:
        """Save a contact; there is one 24-hour line, so a new one takes over from the old."""
        with self._file.read() as reader:
            lines = reader.where(CareTeamMember, "rank", is_team_line=1)
        with self._file.change(texts.SAVE_MEMBER) as work:
            if member.is_team_line:
                for other in lines:
                    if other.id != member.id:
                        work.save(replace(other, is_team_line=False))
            return work.save(member)

    def delete_member(self, member: CareTeamMember) -> None:
        """Remove a contact; what refers to it keeps its own words and forgets the link."""
        with self._file.read() as reader:
            appointments = reader.where(Appointment, member_id=member.id)
            visits = reader.where(Visit, member_id=member.id)
            questions = reader.where(Question, member_id=member.id)
            presets = reader.where(SummaryPreset, member_id=member.id)
            follow_ups = reader.where(FollowUp, member_id=member.id)
            talks = reader.where(MedicationTalk, member_id=member.id)
        with self._file.change(texts.DELETE_MEMBER) as work:
            for appointment in appointments:
                work.save(replace(appointment, member_id=None))
            for visit in visits:
                work.save(replace(visit, member_id=None))
            for question in questions:
                work.save(replace(question, member_id=None))
            for follow_up in follow_ups:
                work.save(replace(follow_up, member_id=None))
            for talk in talks:
                work.save(replace(talk, member_id=None, who=talk.who or member.name))
            for preset in presets:
                work.delete(preset)
            work.delete(member)

    def save_rule(self, rule: ClinicRule) -> ClinicRule:
        """Save an instruction of the team."""
        with self._file.change(texts.SAVE_RULE) as work:
            return work.save(rule)

    def delete_rule(self, rule: ClinicRule) -> None:
        """Remove an instruction typed by mistake; one no longer valid is withdrawn instead."""
        with self._file.change(texts.DELETE_RULE) as work:
            work.delete(rule)
