"""What is said around calendar files; marked like texts.py.

Of an import: what it did not take over as it stood. Of an export: what the family did not write.
"""

from collections.abc import Mapping

from caregiver.texts import Translate, mark

APPOINTMENT = mark("Appointment")
CALENDAR = mark("Appointments")
COLLECTION = mark("24-hour urine collection")
FOLLOW_UP_DUE = mark("Due: {name}")
TREATMENT_DAY = mark("Treatment day: {names}")
IMPORT_NOTES: Mapping[str, str] = {
    "nothing_inside": mark("There is no appointment and no task in this file."),
    "is_an_answer": mark("This file is an answer to an invitation. There is nothing to add."),
    "cancelled_not_here": mark("Cancelled by the sender, and not in your calendar."),
    "no_date": mark("Not read: it has no date."),
    "date_unreadable": mark("Not read: its date is not clear ({text})."),
    "date_unlikely": mark("Not read: its year cannot be right ({text})."),
    "cut_off": mark("Not read: the file ends in the middle of it."),
    "rule_not_understood": mark(
        "Not read: this program does not know how it repeats. Please add its dates by hand."
    ),
    "rule_wrong": mark("Not read: the way it repeats is not clear. Please add its dates by hand."),
    "rule_too_often": mark("Not read: it repeats far too often for a calendar."),
    "too_many_exceptions": mark("Not read: too many of its dates are taken out."),
    "all_later_days_moved": mark(
        "Not read: it moves all later dates of a series. Please change the series by hand."
    ),
    "zone_odd": mark("Not read: its time zone is not known ({text})."),
    "zone_unknown": mark("Time zone not known, taken as your own time: {text}."),
    "end_unreadable": mark("Its end is not clear, so it has none here."),
    "end_before_start": mark("It ends before it starts, so it has no end here."),
    "too_long": mark("It lasts more than a year, so it has no end here."),
    "extra_day_unreadable": mark("One extra date is not clear ({text}) and was left out."),
    "extra_day_other_length": mark("Its extra date on {text} lasts longer or shorter in the file."),
    "too_many_extra_days": mark("Not read: it has too many extra dates ({text})."),
    "only_a_note": mark("Not read: it only tells what is due. It is no appointment."),
    "task_cancelled": mark("This task was cancelled, so it was left out."),
    "task_repeats": mark("This task repeats. Only its first date was taken over."),
    "task_date_unreadable": mark("The day this task is due is not clear ({text})."),
    "dates_not_shown": mark("The file holds so many series that not all next dates are shown."),
    "no_title": mark("It has no title."),
    "note_cut": mark("Its notes are very long. The end was left out."),
    "twice_in_file": mark("It stands in the file twice. The newer one counts."),
    "letters_guessed": mark("Some letters may be wrong. Please check the names."),
    "letters_replaced": mark("Some letters could not be read. Please check the names."),
    "line_too_long": mark("The end of a very long line was left out."),
    "too_many_events": mark("The file holds too many appointments. The rest was left out."),
    "too_many_zones": mark("The file holds too many time zones. The rest was left out."),
    "journals_left_out": mark("Journal notes in the file were left out: {text}."),
    "busy_times_left_out": mark("Busy times in the file were left out: {text}."),
    "alarms_left_out": mark("Reminders in the file were left out: {text}."),
    "attachments_left_out": mark("Attached files were left out: {text}."),
    "people_left_out": mark("Names of people invited were left out: {text}."),
    "blocks_left_out": mark("Other things in the file were left out: {text}."),
    "invalid": mark("Not read: something in it does not fit together."),
}


def import_note(code: str, text: str, translate: Translate = str) -> str:
    """Return the sentence for one note of an import; `text` is what it is about."""
    sentence = translate(IMPORT_NOTES.get(code, IMPORT_NOTES["invalid"]))
    return sentence.replace("{text}", text)
