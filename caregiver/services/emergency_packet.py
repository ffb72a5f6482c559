"""Fill the emergency sheet and the wallet card from the records."""

from collections.abc import Sequence
from datetime import date, timedelta

from caregiver.clock import Clock
from caregiver.domain.people import CareTeamMember, ClinicRule, Patient, Role, RuleLevel
from caregiver.domain.therapy import TherapyLine
from caregiver.reports.list_packets import EmergencySheetPacket, PastTreatment, TeamInstruction
from caregiver.reports.packets import ContactOnPaper
from caregiver.services import paper_words as words
from caregiver.services import report_packets as filled
from caregiver.services.report_medicines import MedicinesMoment, medicines_moment, short_lines
from caregiver.storage.reading import Reader

# After this long the reader should ask for a newer sheet.
GOOD_FOR = timedelta(days=60)
# Doses this far back say whether a medicine is on hold.
HELD_WITHIN = timedelta(days=28)
_LEVELS = tuple(RuleLevel)


def packet(reader: Reader, clock: Clock) -> EmergencySheetPacket:
    """Return what the emergency sheet and the wallet card say, inside one read."""
    patient = filled.patient_of(reader)
    team = sorted(reader.all(CareTeamMember, "rank"), key=lambda one: not one.is_team_line)
    lines = reader.all(TherapyLine, "number")
    today = clock.today()
    moment = medicines_moment(reader, clock, today - HELD_WITHIN)
    current = next((one for one in reversed(lines) if one.is_current(today)), None)
    treating = any(one.medication.treats_myeloma for one in moment.current)
    last_name, last_on = _last_treatment(moment)
    return EmergencySheetPacket(
        head=filled.paper_head(patient, clock),
        on_treatment=current is not None or treating,
        night_line=_night_line(team),
        clinic=_clinic(team),
        second_contact=_contact(patient),
        disease=patient.disease_type,
        regimen=current.name if current else "",
        last_treatment=last_name,
        last_treatment_on=last_on,
        past_treatments=_past_treatments(patient, lines, current),
        allergies=filled.allergies(patient),
        must_know=(*filled.lines_of(patient.must_know), *filled.lines_of(patient.cautions)),
        instructions=_instructions(reader),
        medicines=short_lines(moment),
        wishes=patient.documents_kept,
        newer_after=today + GOOD_FOR,
    )


def _night_line(team: Sequence[CareTeamMember]) -> ContactOnPaper | None:
    line = next((one for one in team if one.is_team_line), None)
    if line is None:
        return None
    return ContactOnPaper(name=line.name, phone=line.phone, hours=line.hours or words.DAY_24)


def _clinic(team: Sequence[CareTeamMember]) -> ContactOnPaper | None:
    """Return the first doctor with a number that is not the 24-hour line."""
    for one in team:
        if one.role is Role.DOCTOR and one.phone and not one.is_team_line:
            return ContactOnPaper(name=one.name, phone=one.phone, hours=one.hours)
    return None


def _contact(patient: Patient) -> ContactOnPaper | None:
    """Return the second caregiver, else the caregiver."""
    if patient.second_contact or patient.second_phone:
        return ContactOnPaper(name=patient.second_contact, phone=patient.second_phone)
    return filled.caregiver_contact(patient)


def _last_treatment(moment: MedicinesMoment) -> tuple[str, date | None]:
    """Return the myeloma medicine given last, with its day."""
    names = {one.medication.id: one.medication for one in moment.entries}
    given = [dose for id, dose in moment.last_given.items() if names[id].treats_myeloma]
    if not given:
        return "", None
    last = max(given, key=lambda one: one.day)
    same_day = [names[one.medication_id].name for one in given if one.day == last.day]
    return ", ".join(sorted(same_day)), last.day


def _past_treatments(
    patient: Patient, lines: Sequence[TherapyLine], current: TherapyLine | None
) -> tuple[PastTreatment, ...]:
    told = tuple(PastTreatment(name=one) for one in filled.lines_of(patient.treated_before))
    if told:
        return told
    return tuple(
        PastTreatment(name=one.name, on=one.started_on) for one in lines if one is not current
    )


def _instructions(reader: Reader) -> tuple[TeamInstruction, ...]:
    found = [one for one in reader.all(ClinicRule) if one.withdrawn_on is None]
    found = [one for one in found if one.level is not RuleLevel.NEXT_VISIT]
    found.sort(key=lambda one: (_LEVELS.index(one.level), one.id))
    return tuple(
        TeamInstruction(text=one.text, said_by=one.told_by, said_on=one.told_on) for one in found
    )
