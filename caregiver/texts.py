"""The words of the core, in plain US English, marked so that translators find them.

`mark` returns its text unchanged; `pyside6-lupdate` reads the calls, and the window translates
the text when it shows it, in the context "core".
"""

from collections.abc import Callable, Mapping
from typing import Final

from caregiver import treatment_texts
from caregiver.errors import InvalidRecord, UserError
from caregiver.marking import mark as mark

CONTEXT: Final = "core"
Translate = Callable[[str], str]


# What the Undo button and the history call one change.
SAVE_PATIENT = mark("person changed")
SAVE_MEMBER = mark("contact saved")
DELETE_MEMBER = mark("contact removed")
SAVE_RULE = mark("team's instruction saved")
DELETE_RULE = mark("team's instruction removed")
SAVE_THERAPY = mark("treatment saved")
DELETE_THERAPY = mark("treatment removed")
SAVE_CYCLE = mark("cycle saved")
SAVE_APPOINTMENT = mark("appointment saved")
DELETE_APPOINTMENT = mark("appointment removed")
DROP_OCCURRENCE = mark("one date of a series removed")
MOVE_OCCURRENCE = mark("one date of a series changed")
CHANGE_LATER = mark("a series changed from one date on")
DROP_LATER = mark("a series ended before one date")
IMPORT_CALENDAR = mark("calendar file imported")
SAVE_MEDICATION = mark("medicine saved")
CHANGE_DOSE = mark("dose changed")
STOP_MEDICATION = mark("medicine stopped")
START_AGAIN = mark("medicine started again")
HOLD_MEDICINE = mark("medicine held")
HOLD_MEDICINES = mark("medicines held")
SAVE_HOLD = mark("hold changed")
DELETE_HOLD = mark("hold removed")
END_HOLD = mark("medicine goes on")
END_HOLDS = mark("medicines go on")
DELETE_MEDICATION = mark("medicine removed")
DOSE_TAKEN = mark("dose marked taken")
DOSES_TAKEN = mark("doses marked taken")
DOSE_NOT_TAKEN = mark("dose marked not taken")
SAVE_DOSE = mark("dose corrected")
DELETE_DOSE = mark("dose record removed")
COUNT_SUPPLY = mark("supply counted")
RECEIVE_SUPPLY = mark("supply received")
REMOVE_SUPPLY = mark("supply taken out")
DELETE_SUPPLY = mark("supply entry removed")
SAVE_REFILL = mark("refill plan saved")
PLAN_REFILL = mark("refill steps added to the tasks")
LOG_SYMPTOM = mark("symptom logged")
SAVE_SYMPTOM = mark("symptom changed")
DELETE_SYMPTOM = mark("symptom removed")
END_SYMPTOM = mark("symptom ended")
DAILY_CHECK = mark("daily check saved")
SAVE_RESULTS = mark("results saved")
SAVE_RESULT = mark("result changed")
DELETE_RESULT = mark("result removed")
ADD_QUESTION = mark("question added")
TOLD_OF_MEDICINE = mark("who knows of a medicine noted")
ADD_QUESTIONS = mark("questions added")
SAVE_QUESTION = mark("question changed")
MOVE_QUESTION = mark("question moved")
CHOOSE_QUESTION = mark("top question chosen")
ANSWER_QUESTION = mark("answer saved")
DELETE_QUESTION = mark("question removed")
SAVE_VISIT = mark("visit saved")
PREPARE_VISIT = mark("visit prepared")
HOLD_VISIT = mark("visit noted")
CARRY_OVER = mark("questions moved to the next visit")
DELETE_VISIT = mark("visit removed")
SAVE_PRESET = mark("summary choices saved")
SAVE_JOURNAL = mark("journal saved")
DELETE_JOURNAL = mark("journal line removed")
SAVE_FOLLOW_UP = mark("follow-up saved")
PAUSE_FOLLOW_UP = mark("follow-up paused")
RESUME_FOLLOW_UP = mark("follow-up goes on")
DELETE_FOLLOW_UP = mark("follow-up removed")
BOOK_FOLLOW_UP = mark("follow-up booked")
UNBOOK_FOLLOW_UP = mark("follow-up no longer booked")
MARK_FOLLOW_UP = mark("follow-up step noted")
UNMARK_FOLLOW_UP = mark("follow-up step taken back")
SAVE_ROUND = mark("follow-up dates changed")
ADD_TASK = mark("task added")
SAVE_TASK = mark("task changed")
FINISH_TASK = mark("task done")
REOPEN_TASK = mark("task open again")
DELETE_TASK = mark("task removed")
ADD_DOCUMENT = mark("file added")
SAVE_DOCUMENT = mark("file changed")
DELETE_DOCUMENT = mark("file removed")
QUICK_ADD = mark("line added")
START_FILE = mark("first entries saved")
PUT_BACK = mark("removed entry put back")
# What the 24 hours at home before an appointment are reminded of with.
COLLECTION_BEGINS = mark("Start the 24-hour urine collection")
COLLECTION_ENDS = mark("The 24-hour urine collection ends")

SUPPLY_LEFT = mark("Left: {amount}.")
SUPPLY_RUNS_OUT = mark("The planned doses are covered until the day before {day}.")
# The one step of a medicine for which no others were noted, and its place before the name.
REORDER = mark("Order again")
# Steps that other families have before each cycle; nothing is added without a click.
REFILL_STEPS: Final = (
    mark("Patient survey"),
    mark("Authorization, confirmed by the pharmacy"),
    mark("Delivery slot"),
)

SEVERITY: Final = (
    mark("none"),
    mark("mild"),
    mark("moderate"),
    mark("severe"),
    mark("very severe"),
)
# Plain examples of our own beside the words; said on screen not to be a validated scale.
SEVERITY_EXAMPLES: Final = (
    mark("Not there."),
    mark("There, but the day goes on as usual."),
    mark("Gets in the way of some things."),
    mark("Most things of the day are hard or need help."),
    mark("Nothing else is possible."),
)

PROBLEMS: Mapping[str, str] = {
    **treatment_texts.PROBLEMS,
    "too_long": mark("This is longer than one entry can hold. Please shorten it."),
    "unreadable_text": mark("This text has characters that cannot be kept. Please type it again."),
    "name_missing": mark("Please give it a name."),
    "title_missing": mark("Please say what it is."),
    "text_missing": mark("Please write something first."),
    "question_missing": mark("Please write the question first."),
    "answer_missing": mark("Please write the answer first."),
    "phone_missing": mark("Please give the number to call."),
    "symptom_missing": mark("Please say which symptom."),
    "test_missing": mark("Please say which test."),
    "value_missing": mark("Please type the value as it is printed."),
    "value_unlikely": mark("This number is too big for a result. Please check it."),
    "medication_missing": mark("Please choose a medicine from the list."),
    "time_missing": mark("Please say when it was taken."),
    "start_missing": mark("Please say when it starts."),
    "zone_unknown": mark("This time zone is not known. Please choose another."),
    "date_unlikely": mark("Please check the year of this date."),
    "date_unreadable": mark("This date cannot be read. Try “March 24” or “3/24/2027”."),
    "time_unreadable": mark("This time cannot be read. Try “8:30” or “8:30 PM”."),
    "number_unreadable": mark("This is not a number. Try “4” or “0.5”."),
    "end_before_start": mark("The end is before the start."),
    "start_after_day": mark("It cannot have begun after the day it was noted."),
    "rule_not_understood": mark("This repeat pattern cannot be read. Please choose one again."),
    "interval_unlikely": mark("Please give the days between two times as 1 to 3,660."),
    "interval_reversed": mark("The longest gap is shorter than the shortest one."),
    "document_empty": mark("This file could not be kept. Please add it again."),
    "series_inside": mark("A single date of a series cannot repeat itself."),
    "reminder_unlikely": mark("A reminder can be up to 60 days before."),
    "number_too_small": mark("This must be 1 or more."),
    "cycle_length": mark("A cycle has 1 to 120 days."),
    "pause_unknown": mark("The days of this delay do not fit the cycle."),
    "month_day_unknown": mark("Days of the month go from 1 to 31."),
    "window_unknown": mark("This must be less than 24 hours."),
    "follows_itself": mark("A dose cannot follow itself. Please choose another medicine or times."),
    "follows_in_circle": mark(
        "These medicines would wait for each other. Please choose another medicine or times."
    ),
    "days_unlikely": mark("This number of days cannot be right. Please check it."),
    "source_missing": mark("Please say where this was read or who said it."),
    "cycle_day_unknown": mark("Write days of the cycle like “1-21” or “1, 8, 15”."),
    "weekday_unknown": mark("This is not a day of the week."),
    "amount_not_positive": mark("The amount must be more than 0."),
    "unit_missing": mark("Please add the unit."),
    "times_repeat": mark("The same time stands here twice."),
    "as_needed_has_times": mark("“Only when needed” has no fixed times. Choose one of the two."),
    "severity_unknown": mark("Please choose how bad it is."),
    "severity_missing": mark("Please choose how bad it is, or give a measured value."),
    "did_you_mean_f": mark("Did you mean °F?"),
    "did_you_mean_c": mark("Did you mean °C?"),
    "temperature_unlikely": mark("This is not a body temperature. Please check the number."),
    "allergies_empty": mark("Please write the allergies, or choose another answer."),
    "paper_unknown": mark("Paper is A4 or Letter."),
    "in_future": mark("This is in the future. Please check the date and time."),
    "not_held": mark("The clinic does not hold this medicine on that day."),
    "holds_overlap": mark("Another hold of this medicine has some of these days."),
}

ERRORS: Mapping[str, str] = {
    **treatment_texts.ERRORS,
    "invalid_record": mark("This could not be saved. Nothing was changed."),
    "record_missing": mark("This entry is no longer there. Nothing was changed."),
    "nothing_to_undo": mark("There is nothing to undo."),
    "nothing_to_redo": mark("There is nothing to redo."),
    "still_used": mark(
        "Other entries still refer to this one. Nothing was removed; remove those first."
    ),
    "file_exists": mark(
        "There is already a file at {path}. It was left as it is; please choose another name."
    ),
    "file_missing": mark("There is no file at {path}. Nothing was made; please check the name."),
    "file_gone": mark(
        "The file {path} is no longer there. This change was not saved; "
        "put the file or drive back, or open a backup."
    ),
    "file_is_folder": mark("{path} is a folder, not a care file. Please choose a *.care file."),
    "file_empty": mark(
        "The file {path} is empty. It was left untouched; please open the newest backup."
    ),
    "file_not_ours": mark(
        "{path} is not a care file. It was left untouched; please choose a *.care file."
    ),
    "file_damaged": mark(
        "The care file {path} is damaged. It was left untouched; please open the newest backup."
    ),
    "backup_damaged": mark(
        "The backup {path} is damaged. Nothing was changed; please choose an older one."
    ),
    "file_newer": mark(
        "{path} was made by a newer version of this program. It was left untouched; "
        "please update the program."
    ),
    "file_busy": mark(
        "The care file {path} is open in another window. Nothing was changed; close that one first."
    ),
    "file_read_only": mark(
        "{path} cannot be written to. Nothing was changed; copy it to a folder of your own first."
    ),
    "file_not_allowed": mark(
        "This computer does not allow access to {path}. Nothing was changed; "
        "please choose another place."
    ),
    "disk_full": mark(
        "The disk is full. This was not saved, and everything before it is safe; "
        "make room and try again."
    ),
    "disk_failed": mark(
        "The disk did not answer at {path}. This was not saved, and everything before it is safe; "
        "check the drive and try again."
    ),
    "library_too_old": mark(
        "The database library {version} of this computer can lose data. Nothing was opened; "
        "please install the program again."
    ),
    "no_care_file": mark(
        "There is no care file yet. Make one with: caregiver --file NAME.care new"
    ),
    "no_backup": mark("There is no backup yet. Nothing was changed."),
    "question_exists": mark("This question is already on the list. Nothing was added."),
    "top_questions_full": mark(
        "{most} questions are chosen already. Nothing was changed; take one back first."
    ),
    "trip_too_long": mark("A trip can be up to {most} days long. Please choose fewer days."),
    "no_visit": mark("There is no such visit. Nothing was made; add the appointment first."),
    "unknown_value": mark("“{value}” is not known for {name}. Nothing was changed."),
    "date_unreadable": mark("The date “{value}” cannot be read. Write it as 2027-03-24."),
    "time_unreadable": mark("The time “{value}” cannot be read. Write it as 2027-03-24T10:30."),
    "bug": mark(
        "Something went wrong inside the program. What was saved before is safe. "
        "Where it happened is noted in {path}."
    ),
    "not_in_this_version": mark("{what} is not in this version. Nothing was made."),
    "no_passphrase_needed": mark(
        "Care files of this version have no passphrase, so none was needed or read."
    ),
    "now_unreadable": mark(
        "“{value}” cannot be read as a moment. Write it with its offset: 2027-03-15T08:00-04:00."
    ),
    "count_unreadable": mark("“{value}” is not a whole number from 0 to 10,000."),
    "times_unreadable": mark("“{value}” cannot be read. Write clock times as 08:00,20:00."),
    "start_and_end_differ": mark(
        "One of start and end has a time and the other has none. Please give both or neither."
    ),
    "in_future": mark("This is in the future. Nothing was noted; please check the time."),
    "days_backwards": mark("The last day is before the first one. Please check the two dates."),
    "add_line_incomplete": mark(
        "One part is still open. Nothing was saved; please click the marked part first."
    ),
    "words_unreadable": mark(
        "These words have characters that cannot be kept. Nothing was changed; "
        "please type them again."
    ),
    "import_unreadable": mark(
        "{path} is not a file this program can read. Nothing was added; "
        "keep the file and type the dates in."
    ),
    "import_too_big": mark("{path} is too big to be a calendar file. Nothing was added."),
    "folder_missing": mark(
        "There is no folder {path}. Nothing was written; please choose another folder."
    ),
    "document_gone": mark("There is no file at {path} any more. Nothing was added."),
    "document_no_file": mark("{path} is not a file. Nothing was added; please choose a file."),
    "document_is_empty": mark("The file {path} is empty. Nothing was added."),
    "document_too_big": mark(
        "{path} is larger than {most} MB. Nothing was added; keep it beside the care file."
    ),
    "document_damaged": mark(
        "“{name}” can no longer be read. Your other records are safe; "
        "please open the newest backup."
    ),
    "paper_too_long": mark(
        "One paper holds at most {most}. Nothing was made; please choose fewer days."
    ),
    "caldav_missing": mark(
        "Calendar servers need one more part. Nothing was sent; install it with: "
        'pip install "caregiver-organizer[caldav]"'
    ),
    "server_address": mark("This is not the address of a server. Nothing was sent; check it."),
    "server_not_safe": mark(
        "This address does not protect your password. Nothing was sent; use one with https."
    ),
    "server_offline": mark(
        "The calendar server does not answer. Your own calendar is safe; it goes on later."
    ),
    "server_refused": mark(
        "The server did not accept the name and password. Many servers want an app password."
    ),
    "server_forbidden": mark("The server does not let you write there. Choose another calendar."),
    "server_not_calendar": mark("There is no calendar server at this address. Please check it."),
    "calendar_gone": mark("This calendar is no longer on the server. Please choose another."),
    "server_full": mark("The server has no room left. What is there already stays as it is."),
    "server_busy": mark("The server has too much to do now. Please try again later."),
    "server_moved": mark(
        "The server points to another address. Your password was not sent there; "
        "type the new address if you trust it."
    ),
    "server_too_much": mark("The server sent too much. Nothing was taken over."),
    "server_certificate": mark(
        "The server could not prove who it is, so no password was sent. Please check the address."
    ),
    "no_calendar_account": mark("No calendar server is set up. Nothing was sent."),
    "no_calendar_chosen": mark("Please choose a calendar first. Nothing was sent."),
    "no_calendar_watched": mark("Please choose where to look for invitations first."),
    "password_needed": mark("The password for the calendar server is needed. Nothing was sent."),
    "paper_failed": mark("The paper could not be made. Your records are safe; please try again."),
}

WARNINGS: Mapping[str, str] = {
    **treatment_texts.WARNINGS,
    "over_most_per_day": mark(
        "You wrote: at most {limit} in 24 hours. {given} are already noted. Ask the team first."
    ),
    "under_least_gap": mark(
        "You wrote: at least {limit} hours apart. The last one is closer than that. "
        "Ask the team first."
    ),
    "held": mark("The clinic holds this medicine on that day. Ask the team before giving it."),
    "unit_differs": mark("The unit is not the one of last time. The two are kept apart."),
    "same_day": mark("There is already a result of this test for that day."),
    "already_noted": mark(
        "The planned dose near this time is noted already, so this one stands beside it."
    ),
    "tenfold": mark("This is ten times off the last value. Same unit?"),
    "trailing_zero": mark(
        "Written without the zero at the end, so that it is not read as ten times more."
    ),
    "leading_zero": mark("Written with a zero in front, so that the point is not missed."),
    "write_mcg": mark("Written as mcg, so that it is not read as mg."),
    "write_daily": mark("Written as “daily”, because the short form is often misread."),
    "write_every_other_day": mark(
        "Written as “every other day”, because the short form is often misread."
    ),
    "write_twice": mark("Written as “twice a day”, because the short form is often misread."),
    "write_three_times": mark(
        "Written as “3 times a day”, because the short form is often misread."
    ),
    "write_bedtime": mark("Written as “at bedtime”, because the short form is often misread."),
    "write_under_skin": mark(
        "Written as “under the skin”, because the short form is often misread."
    ),
    "write_units": mark("Written as “units”, because the short form is often misread."),
    "space_before_unit": mark("Written with a space before the unit."),
    "no_full_stop": mark("Written without the full stop after the unit."),
    "thousands": mark("Written with a comma from 1,000 on."),
}


def sentence(error: UserError, translate: Translate = str) -> str:
    """Return the sentence for an expected error: what happened, what was kept, what to do."""
    text = translate(ERRORS.get(error.code, ERRORS["invalid_record"])).format(**error.values)
    if isinstance(error, InvalidRecord):
        reasons = [translate(PROBLEMS[one.code]) for one in error.problems]
        return " ".join([text, *dict.fromkeys(reasons)])
    return text
