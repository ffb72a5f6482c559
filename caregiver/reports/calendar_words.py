"""The standing words of the printed calendar, in US English."""

from caregiver.texts import mark

CALENDAR_OF = mark("Calendar of {name}, {span}")
WEEK_OF = mark("Week of {name}, {span}")
LIST_OF = mark("Appointments of {name}, {span}")
WEEK = mark("Week {span}")
LIST = mark("Appointments")
SPAN = mark("{first} to {last}")
TIMES_ONLY = mark("Times and places only")
CALL = mark("Call the team: {phone}")

CYCLE_BEGINS = mark("Cycle {cycle}, day {day}")
CYCLE_BEGINS_SHORT = mark("Cycle {cycle}")
DAY_OF_CYCLE = mark("day {day}")
BAND = mark("{name}, days {days}")
REST = mark("Rest days, no {name}")
BAND_BEGINS = mark("{name} begins, days {days}")
REST_SHORT = mark("no {name}")
REST_BEGINS = mark("Rest days begin, no {name}")

UNTIL = mark("until {day}")
ALL_DAY = mark("All day")
FROM_TO = mark("{first} to {last}")
FROM_TO_BELOW = mark("{first}\nto {last}")
MORE_BELOW = mark("+{count} more, see page {page}")
MORE_SHORT = mark("+{count} on page {page}")
MORE_SHORTEST = mark("+{count}")
CONTINUED = mark("Days that did not fit, in full")
BANDS_CONTINUED = mark("Also this month: {bands}")
KEY_TREATMENT = mark("treatment days")
KEY_REST = mark("rest days, no dose")
KEY_MEDICINE = mark("medicine not taken every day")
NOTHING_THIS_MONTH = mark("No appointments noted for this month.")

DAY = mark("Day")
TIME = mark("Time")
WHAT_WHERE = mark("What, where, with whom")
WHAT_WITH = mark("What, with whom")
WHERE = mark("Where")
GOOD_TO_KNOW = mark("Getting there, what to bring")
NOTHING_PLANNED = mark("Nothing planned")
NOTHING_LISTED = mark("No appointments noted for these days.")
GET_READY = mark("Get ready, to do")
LEAVE_BY = mark("Leave by {time}")
DRIVES = mark("{name} drives")
PARKING = mark("Parking: {place}")
BRING = mark("Bring: {what}")
BEFORE = mark("Before: {what}")
WHO_DOES = mark("{what} ({who})")
AT_WHAT = mark("{time} {what}")
WITH_SORT = mark("{sort}: {title}")
IN_STATUS = mark("{title} ({status})")
NOTE = mark("Note: {note}")
PRIVATE_TITLE = mark("Appointment")

DOSES = mark("Medicines")
DOSES_NOTE = mark("tick what was taken")
DOSES_NOTE_OPEN = mark("tick what was taken; “if needed”: write the time into the day")
MEDICINE = mark("Medicine")
WHEN = mark("When")
DOSE_ALT = {
    "": mark("not this day"),
    "due": mark("to take"),
    "taken": mark("taken"),
    "not taken": mark("not taken"),
    "on hold": mark("on hold"),
    "hospital": mark("given at the hospital"),
}
