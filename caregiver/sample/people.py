"""Who is in the story, and what the team told the family. All names and numbers are invented."""

from datetime import date
from decimal import Decimal

from caregiver.domain.people import (
    AllergyState,
    CareTeamMember,
    ClinicRule,
    Patient,
    Role,
    RuleLevel,
)
from caregiver.sample.story import LAST_VISIT, THIRD_LINE, Story

PATIENT_ID = "00000000-0000-7000-8000-000000000001"
TEAM_LINE = "202-555-0142"

# Key, name, role, organization, phone, hours, after hours, what for.
_TEAM = (
    ("line", "Hematology 24-hour line", Role.NURSE, "Riverside Hospital", TEAM_LINE,
     "Day and night, 24 hours", "", "Fever, bleeding, anything that cannot wait"),
    ("doctor", "Dr. Okafor", Role.DOCTOR, "Riverside Hospital, hematology", "202-555-0143",
     "Mon to Fri, 8 AM to 4 PM", TEAM_LINE, "Treatment, results, what comes next"),
    ("nurse", "Nurse Lee", Role.NURSE, "Riverside Hospital, hematology", "202-555-0144",
     "Mon to Fri, 8 AM to 4 PM", TEAM_LINE, "Side effects, injections, refills"),
    ("pharmacy", "Corner Pharmacy", Role.PHARMACIST, "Main Street", "202-555-0151",
     "Mon to Sat, 9 AM to 7 PM", "", "Everyday medicines; asks about anything new"),
    ("specialty", "Specialty pharmacy", Role.PHARMACIST, "By mail", "202-555-0152",
     "Mon to Fri, 8 AM to 8 PM", "202-555-0153", "Pomalidomide, every 28 days"),
    ("primary", "Dr. Adams", Role.PRIMARY_CARE, "Elm Street Practice", "202-555-0161",
     "Mon to Fri, 8 AM to 5 PM", "", "Blood pressure, vaccines"),
    ("social", "Ms. Rivera", Role.SOCIAL_WORKER, "Riverside Hospital", "202-555-0162",
     "Tue and Thu", "", "Help at home, travel money, a person to talk to"),
    ("therapist", "Mr. Novak", Role.THERAPIST, "Riverside Rehab", "202-555-0163",
     "Mon to Fri", "", "Balance and hand exercises"),
    ("dentist", "Dr. Shah", Role.DENTIST, "Elm Street Dental", "202-555-0164",
     "Mon to Thu", "", "Check before bone medicine"),
    ("ride", "Neighbor rides", Role.TRANSPORT, "Volunteers", "202-555-0170",
     "Call 2 days ahead", "", "Rides when Ben is away"),
)  # fmt: skip


def tell(story: Story) -> None:
    """Tell who is who."""
    story.add(_patient(story))
    for rank, (key, name, role, place, phone, hours, after, use) in enumerate(_TEAM):
        story.team[key] = story.add(
            CareTeamMember(
                id=story.new_id(),
                name=name,
                role=role,
                organization=place,
                phone=phone,
                hours=hours,
                after_hours_phone=after,
                what_for=use,
                is_team_line=key == "line",
                rank=rank,
            )
        )
    for rule in _rules(story):
        story.add(rule)


def _patient(story: Story) -> Patient:
    bone_medicine = story.formats.month_day(story.day(-41))
    return Patient(
        id=PATIENT_ID,
        name="Sample Person",
        called="Rose",
        birth_date=date(1958, 5, 12),
        hospital_number="000 000",
        allergy_state=AllergyState.LISTED,
        allergies="Penicillin (rash, 1998)",
        cautions="Kidneys (eGFR 48). Blood thinner (apixaban). Dexamethasone raises blood sugar.",
        goals="To walk to the lake again, and to be at the wedding in June. Fewer hospital nights.",
        disease_type="IgG kappa multiple myeloma",
        found=story.formats.month_year(story.day(-2200)),
        treated_before=(
            f"VRd and stem cell transplant ({story.day(-2180).year} to {story.day(-800).year}), "
            f"KRd ({story.day(-790).year} to {story.day(-80).year})"
        ),
        supportive=f"Zoledronic acid every 12 weeks, last {bone_medicine}",
        response="Stable",
        response_by="Dr. Okafor",
        response_on=story.day(-LAST_VISIT),
        must_know="Hears badly on the left side. Hard to draw blood from: left arm works best.",
        documents_kept="Health care proxy (Anna): blue folder, shelf in the hall.",
        caregiver_name="Anna (daughter)",
        caregiver_phone="202-555-0110",
        second_contact="Ben (son)",
        second_phone="202-555-0111",
        is_example=True,
    )


def _rules(story: Story) -> tuple[ClinicRule, ...]:
    visit = story.day(-LAST_VISIT)
    start = story.day(-THIRD_LINE)

    def rule(text: str, level: RuleLevel, symptom: str, told_by: str, told_on: date) -> ClinicRule:
        return ClinicRule(
            id=story.new_id(),
            text=text,
            level=level,
            symptom=symptom,
            at_least=Decimal("100.4") if symptom == "fever" else None,
            unit="°F" if symptom == "fever" else "",
            phone=TEAM_LINE,
            told_by=told_by,
            told_on=told_on,
        )

    return (
        rule(
            "100.4 °F or more: call us at once, day or night. Do not wait for the morning, "
            "and do not take acetaminophen first.",
            RuleLevel.CALL_NOW, "fever", "Nurse Lee", start,
        ),
        rule(
            "Chest pain, or short of breath: call 911, then us.",
            RuleLevel.CALL_NOW, "shortness_of_breath", "Dr. Okafor", start,
        ),
        rule(
            "One leg swollen, warm or sore: call us the same day.",
            RuleLevel.CALL_TODAY, "leg_swelling", "Dr. Okafor", start,
        ),
        rule(
            "Nosebleed that does not stop after 15 minutes of pressing: call us.",
            RuleLevel.CALL_TODAY, "nosebleed", "Nurse Lee", story.day(-14),
        ),
        rule(
            "Bring it up at the visit. Call sooner if she trips or falls.",
            RuleLevel.NEXT_VISIT, "neuropathy_numbness_tingling", "Nurse Lee", visit,
        ),
        rule(
            "No bowel movement for 3 days: call us.",
            RuleLevel.CALL_TODAY, "constipation", "Nurse Lee", visit,
        ),
    )  # fmt: skip
