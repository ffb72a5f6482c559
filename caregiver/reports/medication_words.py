"""The standing words of the papers about medicines, in US English."""

from caregiver.texts import mark

# Days and times.
MORNING = mark("Morning")
NOON = mark("Noon")
EVENING = mark("Evening")
NIGHT = mark("Night")
ANY_TIME = mark("Any time")
ANY_TIME_DOSE = mark("any time of the day: {amount}")
ANY_TIME_ONLY = mark("any time of the day")
ON_WEEKDAY = mark("only on {weekday}: {dates}")
ONLY_ON = mark("only {days}")
EVERY_DAYS = mark("every {count} days from {first}")
FROM_TO = mark("{first} to {last}")
FROM_ON = mark("from {first}")
UNTIL = mark("until {last}")
AND = mark("{first} and {last}")
CYCLE_DAY = mark("Cycle {cycle}, day {day} of {days}")
BLOCK_DAY = mark("Step-up block, day {day} of {days}")
PAUSED = mark("Cycle {cycle}, paused")
DAY_SHORT = mark("day {day}")
PAUSED_SHORT = mark("paused")

# The fridge list.
FRIDGE_LIST = mark("Medicines at home")
FRIDGE_LIST_OF = mark("Medicines at home of {name}")
GOOD_FROM_TO = mark("{first} to {last}")
PRINT_AGAIN = mark("Print again after {last}, and after every change.")
MEDICINE = mark("Medicine")
HELD = mark("Held by the clinic")
HELD_SINCE = mark("Held by the clinic since {day}")
NO_FIXED = mark("No doses planned for these days.")
NEEDED_TITLE = mark("Only when needed")
UNTIMED_TITLE = mark("Also in use: no dose in these days, or no time noted")
GROUPS = {
    "every_day": mark("Every day"),
    "not_every_day": mark("Only on some days"),
    "as_needed": mark("Only when needed"),
    "at_hospital": mark("Given at the hospital"),
    "remedies": mark("Vitamins and remedies"),
}

# The week grid.
WEEK_GRID = mark("Medicines {span}")
WEEK_GRID_OF = mark("Medicines to tick of {name}, {span}")
SPAN = mark("{first} to {last}")
TICK = mark("Please tick what was taken")
KEY_TAKEN = mark("taken")
KEY_NOT_TAKEN = mark("not taken")
KEY_DUE = mark("to take")
KEY_GRAY = mark("gray = no dose")
KEY_HOSPITAL = mark("at the hospital")
KEY_HELD = mark("held by the clinic")
HELD_SHORT = mark("held")
WRITE_TIME = mark("write the time into the day")
NOTHING_PLANNED = mark("No doses planned for this week.")
DOSE_ALT = mark("{day}, {part}: {mark}")
DOSE_ALT_AT = mark("{day}, {time}: {mark}")
MARKS = {
    "due": mark("to take"),
    "taken": mark("taken"),
    "not taken": mark("not taken"),
    "held": mark("held by the clinic"),
    "hospital": mark("given at the hospital"),
}

# The change history.
CHANGES = mark("What changed in the medicines")
CHANGES_OF = mark("What changed: {medicine}")
CHANGES_TITLE = mark("Changes of medicines of {name}")
ALL_NOTED = mark("until {last}")
DATE = mark("Date")
WHAT = mark("What changed")
WHY = mark("Why, who said so")
BEFORE = mark("before: {how}")
NOW = mark("now: {how}")
SAID_BY = mark("said by {who}")
NO_CHANGES = mark("No changes noted in this time.")
KINDS = {
    "started": mark("Started"),
    "changed": mark("Changed"),
    "planned": mark("As planned"),
    "held": mark("Held by the clinic"),
    "goes_on": mark("Goes on after the hold"),
    "stopped": mark("Stopped"),
}

# The regimen card.
PLAN = mark("Treatment plan")
CHECK = mark("Please check")
WHEN = mark("When")
HELD_DATES = mark("held by the clinic: {dates}")
CARD_TITLE = mark("Treatment plan of {name}")
CYCLE_OF = mark("Cycle {cycle}: {first} to {last}")
CYCLE_OPEN = mark("Cycle {cycle}: from {first}")
BLOCK_OF = mark("Step-up block: {first} to {last}")
ZERO_OF = mark("Plan from {first} to {last}, day 0 on {zero}")
ZERO_OPEN = mark("Plan from {first}")
LENGTH = mark("{days} days")
TODAY_IS = mark("{day} is day {number} of {days}")
TODAY_ZERO = mark("{day} is day {number}")
TODAY_PAUSED = mark("Paused on {day}")
DAY_OF_CYCLE = mark("Day")
DATE_ROW = mark("Date")
BLOOD_TEST = mark("Blood test")
NO_CYCLE = mark("No cycle runs on {day}.")
PLAN_DAYS = mark("The days of this cycle")
PLAN_DOSES = mark("Doses, as you typed them")
MEDICINE_DOSE = mark("Medicine, dose")
DAYS = mark("Days")
DATES = mark("Dates")
KEY_HOME = mark("at home")
KEY_AT_HOSPITAL = mark("given at the hospital")
KEY_LAB = mark("blood test")
KEY_REST = mark("gray = rest day")
KEY_NO_DOSE = mark("gray = no dose planned")
KEY_PAUSE = mark("– = paused")
KEY_HELD_DAY = mark("held by the clinic")
REST_DAYS = mark("Rest days:")
NO_DOSE_DAYS = mark("No dose planned:")
NO_REST_DAYS = mark("none")
LAB_DAYS = mark("Blood tests:")
DELAYS = mark("Delays and pauses")
DELAYED = mark("{days} days from {first}: days come so much later")
DELAYED_ONE = mark("1 day from {first}: days come a day later")
DELAYED_OPEN = mark("from {first}, until the clinic says that it goes on")
NEXT_CYCLE = mark("Next: cycle {cycle}, {days} days, {first} to {last}")
NEXT_UNKNOWN = mark("Next cycle: not known while the treatment is paused")
DAYS_WORDS = mark("days {days}")
DAY_WORDS = mark("day {days}")
STRIP_ALT = mark("{medicine}: {days}")
COMPARE = mark("Compare every day and dose with the prescription before you follow this card.")
COMPARED_ON = mark("Compared with the prescription on {date}.")
NOT_COMPARED = mark("Not yet compared with the prescription.")
UNCHECKED = mark("Not yet checked. Compare every day with the prescription.")
PLAN_TOLD_BY = mark("Plan told by {who}.")
PLAN_STOPPED = mark("Stopped on {date}")
SOURCES = mark("Where the pattern of days comes from")
NOTES = mark("Notes")

# The medicine list.
TOLD_BY = mark("{who} said to take it")
AVOID = mark("avoid: {what}")
MISSED = mark("missed dose: {what} (source: {source})")
HELD_LISTED = mark("HELD BY THE CLINIC since {day}")
HELD_UNTIL = mark("until {day}")
COMING_FROM = mark("from {first}: {when}")
HOLD_REASON = mark("on hold: {reason}")
