"""Tell from its title what an appointment is for. A guess for the icon, always changeable."""

import re

from caregiver.domain.appointments import AppointmentKind

# The first that fits wins, so "eye scan" is a scan and "chemo clinic" an infusion.
_WORDS: tuple[tuple[AppointmentKind, str], ...] = (
    (
        AppointmentKind.LAB_DRAW,
        r"blood (?:test|draw|work|tests|count)s?|bloods|bloodwork|labs?|lab work|cbc|urine test",
    ),
    (
        AppointmentKind.SCAN,
        r"scans?|mri|ct|pet|pet-ct|x-?rays?|ultrasound|dexa|echo|skeletal survey|imaging",
    ),
    (
        AppointmentKind.INFUSION,
        r"infusions?|chemo|chemotherapy|treatment|drip|injection clinic|transfusion|ivig"
        r"|day unit|zometa|dara",
    ),
    (
        AppointmentKind.PROCEDURE,
        r"biops(?:y|ies)|surgery|operation|procedure|bone marrow|port placement|line placement"
        r"|transplant|kyphoplasty|endoscopy|colonoscopy|radiation|radiotherapy",
    ),
    (AppointmentKind.DENTAL, r"dentist|dental|teeth|tooth|hygienist"),
    (AppointmentKind.EYE, r"eyes?|optician|optometrist|ophthalmolog(?:y|ist)|glasses"),
    (
        AppointmentKind.VACCINE,
        r"vaccin(?:e|es|ation|ations)|flu shot|flu jab|covid shot|booster|shingrix|shingles shot",
    ),
    (AppointmentKind.PHARMACY, r"pharmac(?:y|ist)|prescriptions?|refill|pick ?up (?:meds|pills)"),
    (
        AppointmentKind.TELE,
        r"telehealth|telemedicine|video (?:call|visit)|phone (?:call|visit|appointment)|zoom",
    ),
    (
        AppointmentKind.SUPPORT,
        r"support group|counsel(?:l?ing|l?or)|social worker|therapist|massage|yoga|respite"
        r"|chaplain|palliative",
    ),
    (
        AppointmentKind.CLINIC,
        r"appointments?|appts?|clinic|visits?|check-?ups?|consult(?:ation)?|follow-?up|review"
        r"|ha?ematolog(?:y|ist)|oncolog(?:y|ist)|cardiolog(?:y|ist)|nephrolog(?:y|ist)"
        r"|neurolog(?:y|ist)|kidney|doctors?|dr|gp|nurse|specialist|hospital|ward|physio"
        r"|physiotherapy|physical therapy|dietitian|nutritionist|second opinion",
    ),
)
_PATTERNS = tuple((kind, re.compile(rf"\b(?:{words})\b")) for kind, words in _WORDS)


def kind_named(text: str) -> AppointmentKind | None:
    """Return the kind whose words stand in `text`, None where it names no appointment."""
    plain = text.casefold()
    return next((kind for kind, pattern in _PATTERNS if pattern.search(plain)), None)


def kind_of(title: str) -> AppointmentKind:
    """Return the kind a title stands for, `OTHER` where it says nothing of the sort."""
    return kind_named(title) or AppointmentKind.OTHER
