"""The words that services put between the family's own words, in US English."""

from caregiver.domain.appointments import AppointmentKind, AppointmentStatus
from caregiver.domain.people import Role
from caregiver.texts import mark

ROLES = {
    Role.DOCTOR: mark("the doctor"),
    Role.NURSE: mark("the nurse"),
    Role.PHARMACIST: mark("the pharmacist"),
    Role.SOCIAL_WORKER: mark("the social worker"),
    Role.FINANCE: mark("billing and insurance"),
    Role.PRIMARY_CARE: mark("primary care"),
    Role.THERAPIST: mark("the therapist"),
    Role.DIETITIAN: mark("the dietitian"),
    Role.DENTIST: mark("the dentist"),
    Role.TRANSPORT: mark("transport"),
    Role.FAMILY: mark("the family"),
    Role.OTHER: "",
}

# What an appointment is for, and what became of it.
KINDS = {
    AppointmentKind.CLINIC: mark("Visit"),
    AppointmentKind.INFUSION: mark("Infusion"),
    AppointmentKind.LAB_DRAW: mark("Blood"),
    AppointmentKind.SCAN: mark("Scan"),
    AppointmentKind.PROCEDURE: mark("Procedure"),
    AppointmentKind.DENTAL: mark("Dentist"),
    AppointmentKind.EYE: mark("Eyes"),
    AppointmentKind.VACCINE: mark("Vaccine"),
    AppointmentKind.PHARMACY: mark("Pharmacy"),
    AppointmentKind.TELE: mark("Call"),
    AppointmentKind.SUPPORT: mark("Support"),
    AppointmentKind.OTHER: "",
}
CANCELLED = mark("cancelled")
STATUSES = {
    AppointmentStatus.PLANNED: "",
    AppointmentStatus.CONFIRMED: mark("confirmed"),
    AppointmentStatus.ATTENDED: mark("took place"),
    AppointmentStatus.MISSED: mark("did not take place"),
    AppointmentStatus.CANCELLED: CANCELLED,
}
TIME_IN = mark("{place} time")
CLOCKS_FORWARD = mark("Clocks go forward")
CLOCKS_BACK = mark("Clocks go back")
MARK_AT = mark("{medicine}, {part}")
STAY_HOME_FROM = mark("24-hour urine: begin at {time}, stay at home")
STAY_HOME_UNTIL = mark("24-hour urine: until {time}")
STAY_HOME = mark("24-hour urine: stay at home")
OPEN_SINCE = mark("{what} (since {day})")
FOLLOW_UP = mark("Due: {what}")
ANY_TIME = mark("any time")
IF_NEEDED = mark("if needed")
HOSPITAL = mark("hospital")
TAKEN = mark("taken")
MONTHS = mark("{count} months")
WEEKS = mark("{count} weeks")
DAYS = mark("{count} days")

# When a symptom was there.
FROM_TO = mark("{first} to {last}")
SINCE = mark("since {day}")
HOSPITAL_STAY = mark("hospital stay")
NEW_BONE_PAIN = mark("new bone pain")
NOTED_ON_DAYS = mark("noted on {days} days")

# What became of the doses since the last visit.
ALL_TAKEN = mark("all {planned} taken")
NOT_TAKEN = mark("{count} of {planned} not taken")
HELD = mark("{count} on hold as told")
SOME_NOT_RECORDED = mark("{count} not recorded")
NOT_RECORDED = mark("not recorded")
USED_ON_DAYS = mark("used on {days} days")
USED_ONCE = mark("used on 1 day")
NOT_USED = mark("no use recorded")
LAST_GIVEN = mark("last {day}")
DOSE_WAS = mark("before: {dose}")

# When a medicine is taken.
MORNING = mark("morning")
NOON = mark("noon")
AFTERNOON = mark("afternoon")
EVENING = mark("evening")
NIGHT = mark("night")
AND = mark("{first} and {last}")
WHEN_NEEDED = mark("only when needed")
AT_MOST = mark("at most {count} a day")
HOURS_APART = mark("at least {hours} hours apart")
CYCLE_DAYS = mark("days {days} of {length}")
CYCLE_DAYS_ONLY = mark("cycle days {days}")
AT_HOSPITAL = mark("given at the hospital")
BETWEEN = mark("between {first} and {last}")
WITHIN = mark("within {time}")
AFTER_DOSE = mark("{time} after {medicine}")
BEFORE_DOSE = mark("{time} before {medicine}")
WITH_DOSE = mark("together with {medicine}")
OTHER_MEDICINE = mark("the other medicine")
HOUR = mark("1 hour")
HOURS = mark("{count} hours")
MINUTE = mark("1 minute")
MINUTES = mark("{count} minutes")
HOURS_AND_MINUTES = mark("{hours} {minutes}")
EVERY_DAYS = mark("every {count} days")
MONTH_DAY = mark("day {days} of each month")
MONTH_DAYS = mark("days {days} of each month")
CYCLE_DAY = mark("day {days} of {length}")
CYCLE_DAY_ONLY = mark("cycle day {days}")
WHOLE_CYCLE = mark("every day of the cycle")
WHOLE_CYCLE_OF = mark("every day of the {length}-day cycle")
INFUSION_DAYS = mark("days {days} from the infusion")
INFUSION_DAY = mark("day {days} from the infusion")
IN_REGIMEN = mark("{days} ({regimen})")
CYCLE_BEGINS = mark("cycle {number} begins, {regimen}")
NONE_PLANNED = mark("none planned from here on")
FROM_CYCLE = mark("from cycle {first} on")
IN_CYCLE = mark("in cycle {first}")
IN_CYCLES = mark("in cycles {first} to {last}")
UNTIL = mark("until {day}")
HOUR_APART = mark("at least 1 hour apart")
THEN = mark("{before}, then {after}")
WEEKDAYS = (
    mark("Mondays"),
    mark("Tuesdays"),
    mark("Wednesdays"),
    mark("Thursdays"),
    mark("Fridays"),
    mark("Saturdays"),
    mark("Sundays"),
)
SHORT_WEEKDAYS = (
    mark("Mon"),
    mark("Tue"),
    mark("Wed"),
    mark("Thu"),
    mark("Fri"),
    mark("Sat"),
    mark("Sun"),
)

# Lines of therapy.
LINES = (
    mark("First line"),
    mark("Second line"),
    mark("Third line"),
    mark("Fourth line"),
    mark("Fifth line"),
    mark("Sixth line"),
    mark("Seventh line"),
    mark("Eighth line"),
)
LATER_LINE = mark("Line {number}")
BEFORE_YEARS = mark("{name} ({first} to {last})")
BEFORE_YEAR = mark("{name} ({year})")
DAY_24 = mark("day and night")

# What a paper holds, for the list beside its preview.
HOLDS_IDENTITY = mark("Name, birth date, hospital number, allergies, cautions")
HOLDS_NAME = mark("Name, birth date, hospital number")
HOLDS_QUESTIONS = mark("Questions: {count}")
HOLDS_WHERE = mark("Illness and treatment")
HOLDS_GOALS = mark("What matters to you")
HOLDS_CHANGES = mark("What has changed: {count}")
HOLDS_RESULTS = mark("Tests: {count}")
HOLDS_MEDICINES = mark("Medicines: {count}")
HOLDS_CLINIC = mark("Empty boxes for the clinic")
HOLDS_CONTACTS = mark("Phone numbers")
HOLDS_INSTRUCTIONS = mark("What the team told you: {count}")
HOLDS_APPOINTMENTS = mark("Appointments: {count}")
HOLDS_DOSES = mark("Medicines with boxes to tick: {count}")
HOLDS_TREATMENT = mark("Treatment days and medicines")
HOLDS_TO_DO = mark("To do: {count}")
HOLDS_TIMES_ONLY = mark("Name, times and places only")
HOLDS_FRIDGE = mark("Name, birth date, allergies")
HOLDS_WISHES = mark("Where documents are kept")

ON_HOLD = mark("{medicine} (on hold)")
NAME_MISSING = mark("Name not noted")
THE_PATIENT = mark("the patient")
THEY_CHECK = mark("They said they will check.")
