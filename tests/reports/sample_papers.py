"""The packets the tests of the papers are drawn from; the person and all values are invented."""

from dataclasses import replace
from datetime import date, datetime
from decimal import Decimal

from caregiver.reports.list_packets import (
    EmergencySheetPacket,
    ListedMedicine,
    MedicationListPacket,
    MedicineGroup,
    PastTreatment,
    QuestionListPacket,
    TeamInstruction,
)
from caregiver.reports.packets import (
    Allergies,
    ContactOnPaper,
    MedicineChange,
    MedicineRow,
    PaperHead,
    ProblemRow,
    Question,
    StoppedMedicine,
    VisitOnPaper,
    VisitSummaryPacket,
    WhereWeAre,
)
from caregiver.reports.result_packets import ResultOnPaper, ResultRow

HEAD = PaperHead(
    name="Maria Sample",
    birth_date=date(1958, 5, 12),
    hospital_number="000 000",
    printed_at=datetime(2027, 3, 23, 18, 40),
)
VISIT = VisitOnPaper(
    starts_at=datetime(2027, 3, 24, 10, 30),
    place="Hematology clinic, level 2",
    clinician="Dr. Okafor",
)
DAYS = (date(2027, 1, 4), date(2027, 2, 1), date(2027, 2, 24), date(2027, 3, 17))


def result_row(test, unit, values, lab_range="", flags="", days=DAYS):
    """Build a row from "9.1 8.2 - <7.9" and "115-165"; "-" is a test not done."""
    low, _, high = lab_range.partition("-")
    results = []
    for day, printed in zip(days, values.split(), strict=True):
        if printed == "-":
            continue
        bound = printed[0] if printed[0] in "<>" else ""
        results.append(
            ResultOnPaper(
                day=day,
                printed=printed,
                value=Decimal(printed.lstrip("<>").replace(",", "")),
                bound=bound,
                flag=flags if day == days[-1] else "",
                range_text=f"{low} to {high}" if lab_range else "",
                range_low=Decimal(low) if low else None,
                range_high=Decimal(high) if high else None,
            )
        )
    return ResultRow(test=test, unit=unit, results=tuple(results))


RESULTS = (
    result_row("M-protein", "g/L", "9.1 8.2 7.9 8.8"),
    result_row("κ free light chain", "mg/L", "104 98 112 131", "3.3-19.4", "H"),
    result_row("κ/λ ratio", "", "11.2 10.8 12.6 15.0", "0.26-1.65", "H"),
    result_row("Hemoglobin", "g/L", "108 104 101 99", "115-165", "L"),
    result_row("Neutrophils", "10⁹/L", "1.9 1.4 0.9 1.2", "1.8-7.5", "L"),
    result_row("Platelets", "10⁹/L", "142 131 98 110", "150-400", "L"),
    result_row("Creatinine", "µmol/L", "118 121 - 124", "45-84", "H"),
    result_row("Calcium, adj.", "mmol/L", "2.31 2.34 2.29 2.36", "2.2-2.6"),
)
PROBLEMS = (
    ProblemRow(
        name="Fever 38.4 °C",
        worst="once",
        now="none",
        when="March 9, 2:10 AM",
        what_we_did="Called the ward, ER, IV antibiotics for 2 days",
        is_urgent=True,
    ),
    ProblemRow(
        name="Tingling, numb feet",
        worst="moderate",
        now="moderate",
        worst_step=2,
        now_step=2,
        when="most days, nights since March 10",
        effect="trouble with buttons",
        what_we_did="Nothing yet",
        reported_by="Maria",
    ),
    ProblemRow(
        name="Tired",
        worst="severe",
        now="mild",
        worst_step=3,
        now_step=1,
        when="day 2 to 3 after dexamethasone",
        what_we_did="Rest, naps",
    ),
    ProblemRow(
        name="Constipated",
        worst="mild",
        now="none",
        worst_step=1,
        now_step=0,
        when="March 1 to 6",
        what_we_did="Macrogol, better",
    ),
    ProblemRow(name="Leg cramps", worst="mild", now="mild", when="3 nights a week"),
    ProblemRow(
        name="Low mood", worst="moderate", now="mild", when="since February", what_we_did="Talked"
    ),
)
MEDICINES = (
    MedicineRow(
        name="daratumumab",
        brand="Darzalex SC",
        how="1,800 mg under the skin, every 2 weeks, at the hospital",
        since_last="last March 15",
        is_treatment=True,
    ),
    MedicineRow(
        name="pomalidomide",
        brand="Imnovid",
        how="4 mg capsule, 1 at night, days 1 to 21 of 28",
        since_last="21 taken",
        is_treatment=True,
    ),
    MedicineRow(
        name="dexamethasone",
        how="20 mg, Mondays, in the morning with food",
        since_last="3 taken, 1 held",
        change=MedicineChange.CHANGED,
        changed_on=date(2027, 3, 8),
        is_treatment=True,
    ),
    MedicineRow(
        name="apixaban",
        how="2.5 mg, 1 in the morning and 1 at night",
        since_last="1 not taken, 2 not recorded",
        change=MedicineChange.NEW,
        changed_on=date(2027, 3, 1),
    ),
    MedicineRow(name="acyclovir", how="400 mg, 1 in the morning and 1 at night"),
    MedicineRow(name="co-trimoxazole", how="960 mg, Mon, Wed, Fri", since_last="2 not taken"),
    MedicineRow(name="omeprazole", how="20 mg, 1 in the morning"),
    MedicineRow(name="zoledronic acid", how="into a vein, every 12 weeks", since_last="last Feb 2"),
    MedicineRow(name="macrogol", how="1 sachet, only when needed", since_last="used on 4 days"),
    MedicineRow(
        name="acetaminophen",
        how="500 mg, at most 8 a day, only when needed",
        since_last="used on 6 days",
    ),
)
QUESTIONS = (
    Question(
        text="The tingling in both feet is worse since cycle 2 and now there at night. "
        "Should a dose change?",
        is_top=True,
        asked_on=(date(2027, 2, 9), date(2027, 2, 24)),
    ),
    Question(
        text="κ light chains went up twice (98 → 131 mg/L). Does this change the plan, "
        "and when is the next decision?",
        is_top=True,
    ),
    Question(
        text="Two chest infections since January. Would immunoglobulin or another antibiotic "
        "plan help?",
        is_top=True,
    ),
)
FURTHER = (
    Question(text="Is the shingles vaccine possible now?", role="the nurse"),
    Question(text="Who do we call at night: the ward or the ER?", role="the nurse"),
    Question(text="May she travel by plane in May?", role=""),
)
VISIT_SUMMARY = VisitSummaryPacket(
    head=HEAD,
    visit=VISIT,
    caregiver=ContactOnPaper(name="Anna Sample", role="daughter", phone="(555) 010-0123"),
    allergies=Allergies(text="penicillin (rash, 1998)"),
    cautions=("kidneys (eGFR 48)", "blood thinner (apixaban)", "dexamethasone raises sugar"),
    questions=QUESTIONS,
    where=WhereWeAre(
        disease="IgG kappa multiple myeloma",
        found=date(2021, 3, 1),
        line="Third line",
        line_since=date(2027, 1, 4),
        regimen="daratumumab + pomalidomide + dexamethasone",
        cycle_number=3,
        cycle_day=22,
        before=("VRd + transplant (2021 to 2024)", "KRd (2025 to 2026)"),
        supportive=("zoledronic acid every 12 weeks, last February 2",),
        response="stable",
        response_by="Dr. Okafor",
        response_on=date(2027, 2, 24),
    ),
    goals="to be at the wedding in June, and no more nights in the hospital than needed.",
    since=date(2027, 2, 24),
    problems=PROBLEMS,
    not_had=("new bone pain", "bleeding", "breathlessness", "falls", "confusion"),
    result_days=DAYS,
    results=RESULTS,
    laboratories=("County Hospital laboratory",),
    medicines=MEDICINES,
    medicines_checked_on=date(2027, 3, 22),
    stopped=(StoppedMedicine(name="gabapentin", stopped_on=date(2027, 3, 15), reason="dizzy"),),
    also_takes=("vitamin D 800 units",),
    running_out=("acyclovir, 5 days left",),
)
FULL_VISIT_SUMMARY = replace(VISIT_SUMMARY, further_questions=FURTHER)
QUESTION_LIST = QuestionListPacket(head=HEAD, visit=VISIT, questions=QUESTIONS + FURTHER)
MEDICATION_LIST = MedicationListPacket(
    head=HEAD,
    allergies=Allergies(text="penicillin (rash, 1998)"),
    emergency_contact=ContactOnPaper(
        name="Anna Sample", role="daughter", phone="(555) 010-0123", hours="any time"
    ),
    updated_on=date(2027, 3, 15),
    checked_on=date(2027, 3, 22),
    medicines=(
        ListedMedicine(
            name="apixaban",
            group=MedicineGroup.EVERY_DAY,
            brand="Eliquis",
            strength="2.5 mg tablet",
            how_much="1 tablet",
            when="in the morning and at night",
            used_for="prevent blood clots",
            instructions="with or without food",
            looks_like="round, yellow",
            since=date(2027, 3, 1),
            prescribed_by="Dr. Okafor",
            change=MedicineChange.NEW,
            changed_on=date(2027, 3, 1),
        ),
        ListedMedicine(
            name="acyclovir",
            group=MedicineGroup.EVERY_DAY,
            strength="400 mg tablet",
            how_much="1 tablet",
            when="in the morning and at night",
            used_for="prevent shingles",
        ),
        ListedMedicine(
            name="pomalidomide",
            group=MedicineGroup.NOT_EVERY_DAY,
            strength="4 mg capsule",
            how_much="1 capsule",
            when="at night, days 1 to 21 of 28",
            used_for="myeloma",
            since=date(2027, 1, 4),
            prescribed_by="Dr. Okafor",
        ),
        ListedMedicine(
            name="acetaminophen",
            group=MedicineGroup.AS_NEEDED,
            strength="500 mg tablet",
            how_much="1 or 2 tablets",
            when="for pain",
            at_most="8 tablets",
        ),
        ListedMedicine(
            name="daratumumab",
            group=MedicineGroup.AT_HOSPITAL,
            brand="Darzalex SC",
            strength="1,800 mg",
            when="every 2 weeks, under the skin",
            used_for="myeloma",
        ),
        ListedMedicine(
            name="vitamin D", group=MedicineGroup.REMEDIES, how_much="800 units", when="daily"
        ),
    ),
    stopped=(StoppedMedicine(name="gabapentin", stopped_on=date(2027, 3, 15), reason="dizzy"),),
)
EMERGENCY_SHEET = EmergencySheetPacket(
    head=HEAD,
    on_treatment=True,
    night_line=ContactOnPaper(
        name="Hematology 24-hour line", phone="(555) 010-0199", hours="day and night"
    ),
    clinic=ContactOnPaper(name="Hematology clinic", phone="(555) 010-0140", hours="Mon to Fri"),
    second_contact=ContactOnPaper(name="Anna Sample", role="daughter", phone="(555) 010-0123"),
    disease="IgG kappa multiple myeloma",
    regimen="daratumumab + pomalidomide + dexamethasone",
    last_treatment="daratumumab",
    last_treatment_on=date(2027, 3, 15),
    past_treatments=(PastTreatment(name="Stem cell transplant", on=date(2021, 11, 4)),),
    allergies=Allergies(text="penicillin (rash, 1998)"),
    must_know=("Blood thinner: apixaban", "Steroids: dexamethasone", "Kidneys: eGFR 48"),
    instructions=(
        TeamInstruction(
            text="38.0 °C or shivering: call at once, day or night.",
            said_by="Nurse Lee",
            said_on=date(2027, 1, 4),
        ),
    ),
    medicines=(
        "pomalidomide 4 mg, days 1 to 21 of 28",
        "dexamethasone 20 mg, Mondays",
        "apixaban 2.5 mg twice daily",
        "acyclovir 400 mg twice daily",
    ),
    wishes="Health care proxy: Anna Sample. The form is in the blue folder at home.",
    newer_after=date(2027, 6, 23),
)
