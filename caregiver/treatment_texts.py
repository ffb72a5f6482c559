"""What is said about treatment plans and their cycles; part of the words of texts.py."""

from collections.abc import Mapping

from caregiver.marking import mark

# What the Undo button and the history call one change.
SET_UP_REGIMEN = mark("treatment plan set up")
CONFIRM_REGIMEN = mark("treatment plan confirmed")
SAVE_REGIMEN = mark("treatment plan changed")
CONFIRM_CYCLE = mark("start of a cycle noted")
DELAY_REGIMEN = mark("treatment delayed")
CHANGE_DELAY = mark("delay corrected")
END_PAUSE = mark("treatment goes on")
CHANGE_PHASE = mark("days of a medicine changed")
STOP_REGIMEN = mark("treatment plan stopped")
BOOK_CYCLE = mark("appointments of a cycle added")
MOVE_CYCLE_VISITS = mark("appointments moved with the treatment")

# Titles of appointments that are proposed for a cycle; the names of the medicines fill them.
VISIT_WITH_MEDICINES = mark("Treatment: {names}")
BLOOD_TEST = mark("Blood test")

PROBLEMS: Mapping[str, str] = {
    "plan_empty": mark("Please choose at least one medicine."),
    "medicine_twice": mark("The same medicine stands here twice. Put its days together."),
    "days_missing": mark("Please say on which days of the cycle it is given."),
    "day_twice": mark("A day stands here twice for the same cycle. Each day counts once."),
    "day_outside_cycle": mark("A day lies outside its cycle. Please check the days."),
    "cycle_unknown": mark("The plan does not have this cycle. Please check the number."),
}

ERRORS: Mapping[str, str] = {
    "plan_not_confirmed": mark(
        "Nobody has compared this plan with the prescription yet. Nothing was set up; "
        "compare every day first."
    ),
    "plan_unknown": mark("There is no treatment plan “{value}”. Nothing was made.{near}"),
    "plan_near": mark(" Near it: {names}."),
    "not_in_plan": mark(
        "“{value}” is not a medicine of {plan}. Nothing was made. Its medicines: {names}."
    ),
    "medicine_in_plan": mark("{name} is already part of this plan. Nothing was changed."),
    "cycle_unknown": mark("The plan does not have this cycle. Nothing was changed."),
    "cycle_order": mark(
        "The cycles would no longer follow each other. Nothing was changed; check the date."
    ),
    "delay_outside": mark(
        "This day is in no cycle of the plan. Nothing was changed; check the date."
    ),
    "delay_after_infusion": mark(
        "Days after the infusion are counted on as they come. Nothing was changed."
    ),
    "delay_days": mark("A delay is 1 to 366 days. Nothing was changed."),
    "no_pause": mark("The treatment is not paused on this day. Nothing was changed."),
}

WARNINGS: Mapping[str, str] = {
    "check_first": mark("Not yet checked. Compare every day with the prescription."),
}
