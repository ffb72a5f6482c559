"""What a calendar file says that the family did not write; marked like texts.py."""

from caregiver.texts import mark

APPOINTMENT = mark("Appointment")
CALENDAR = mark("Appointments")
COLLECTION = mark("24-hour urine collection")
FOLLOW_UP_DUE = mark("Due: {name}")
