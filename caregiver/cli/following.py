"""Tasks and follow-ups: adding them, where they stand, and each step that is done."""

from dataclasses import replace
from datetime import datetime, time
from typing import Any

from caregiver.app import Caregiver
from caregiver.cli.arguments import (
    Commands,
    Namespace,
    clock_times,
    count,
    day,
    identifier,
    local_or_day,
)
from caregiver.cli.output import Answer, table
from caregiver.domain.appointments import AppointmentKind
from caregiver.domain.follow_up_plan import FollowUpState, Step, day_of
from caregiver.domain.follow_ups import FollowUp
from caregiver.domain.tasks import Task
from caregiver.errors import BadInput, NotFound

_STEPS = {step.name.lower().replace("_", "-"): step for step in Step}


def register_adding(add: Commands) -> None:
    """Add `add task` and `add follow-up`."""
    task = add.add("task", "something to do", _add_task)
    task.add_argument("--title", required=True, metavar="T", help="what is to be done")
    task.add_argument("--due", type=day, metavar="D", help="by when")
    task.add_argument("--at", type=clock_times, metavar="HH:MM", help="at what time of that day")
    task.add_argument("--owner", default="", metavar="W", help="who does it")
    task.add_argument("--note", default="", metavar="T", help="in your own words")
    plan = add.add("follow-up", "something to come back to; the team's own plan wins", _add_plan)
    which = plan.add_mutually_exclusive_group(required=True)
    which.add_argument("--template", metavar="ID", help="as `follow-ups --templates` lists them")
    which.add_argument("--name", metavar="N", help="in your own words")
    plan.add_argument("--every", type=count, metavar="DAYS", help="days until it is due again")
    plan.add_argument("--up-to", type=count, metavar="DAYS", help="days at the latest; as --every")
    plan.add_argument("--due", type=day, metavar="D", help="when it is due first; today")
    plan.add_argument("--kind", choices=[one.value for one in AppointmentKind],
                      help="what is booked for it")  # fmt: skip
    plan.add_argument("--test", action="store_true", help="it has a result to wait for")


def register(commands: Commands) -> None:
    """Add the commands that work on tasks and follow-ups that are there."""
    listing = commands.add("follow-ups", "where each follow-up stands", _list)
    listing.add_argument("--due", action="store_true", help="only what is due and not booked")
    listing.add_argument("--templates", action="store_true", help="what there is to choose from")
    done = commands.add("done", "a task or a follow-up is done", _done)
    step = commands.add("step", "one step of a follow-up, with its day", _step)
    for parser in (done, step):
        parser.add_argument("id", type=identifier, metavar="ID", help="of the task or follow-up")
        parser.add_argument("--on", type=day, metavar="D", help="the day; today")
        parser.add_argument("--undo", action="store_true", help="it is not so after all")
    step.add_argument("step", choices=list(_STEPS), metavar="STEP", help=", ".join(_STEPS))
    book = commands.add("book", "make the appointment for a follow-up", _book)
    book.add_argument("id", type=identifier, metavar="ID", help="of the follow-up")
    book.add_argument("--start", required=True, type=local_or_day, metavar="L",
                      help="local 2027-03-24T10:30, or 2027-03-24 for all day")  # fmt: skip
    book.add_argument("--location", default="", metavar="X", help="where")


def _add_task(app: Caregiver, args: Namespace) -> Answer:
    times: tuple[time, ...] = args.at or ()
    if times and args.due is None:
        raise BadInput("unknown_value", value=times[0].strftime("%H:%M"), name="--at without --due")
    saved = app.tasks.add(
        Task(
            title=args.title,
            due_on=args.due,
            due_time=times[0] if times else None,
            owner=args.owner,
            note=args.note,
        )
    )
    return Answer({"id": saved.id}, [saved.id])


def _add_plan(app: Caregiver, args: Namespace) -> Answer:
    plan = FollowUp(name=args.name or "")
    if args.template is not None:
        plan = app.follow_ups.from_template(args.template)
    changes: dict[str, Any] = {}
    if args.every is not None:
        changes.update(min_days=args.every, max_days=max(args.every, args.up_to or 0))
    if args.kind is not None:
        changes["sort"] = AppointmentKind(args.kind)
    if args.test:
        changes["is_test"] = True
    if args.due is not None or args.every is not None:
        changes["starts_on"] = args.due or app.clock.today()
    saved = app.follow_ups.save(replace(plan, **changes))
    return Answer({"id": saved.id}, [saved.id])


def _list(app: Caregiver, args: Namespace) -> Answer:
    if args.templates:
        return _templates(app)
    found = [one for one in app.follow_ups.states() if one.is_due or not args.due]
    rows = [
        (
            one.status.value.replace("_", " "),
            one.last_done.isoformat() if one.last_done else "-",
            one.next_due_from.isoformat() if one.next_due_from else "-",
            one.booked.day.isoformat() if one.booked else "-",
            one.plan.id,
            one.plan.name,
        )
        for one in found
    ]
    heads = ("Stands", "Last", "Due from", "Booked", "Id", "What")
    return Answer([_json(one) for one in found], table(rows, heads) if rows else ["None."])


def _json(state: FollowUpState) -> dict[str, Any]:
    plan, now = state.plan, state.round
    return {
        "id": plan.id,
        "name": plan.name,
        "status": state.status.value,
        "last_done": state.last_done.isoformat() if state.last_done else None,
        "days_since": state.days_since,
        "due_from": state.next_due_from.isoformat() if state.next_due_from else None,
        "due_to": state.next_due_to.isoformat() if state.next_due_to else None,
        "min_days": plan.min_days,
        "max_days": plan.max_days,
        "booked": state.booked.day.isoformat() if state.booked else None,
        "steps": {
            name: on.isoformat() if now and (on := day_of(now, step)) else None
            for name, step in _STEPS.items()
            if step in state.steps
        },
        "evidence": plan.evidence or None,
        "source": plan.source or None,
        "ask": plan.ask or None,
    }


def _templates(app: Caregiver) -> Answer:
    found = app.follow_ups.templates()
    data = [
        {
            "id": one.template.id,
            "name": one.template.name,
            "min_days": one.template.min_days,
            "max_days": one.template.max_days,
            "interval": one.template.interval_text or one.template.when,
            "evidence": one.template.evidence,
            "source": one.source,
            "ask": one.template.ask,
            "is_followed": one.is_followed,
        }
        for one in found
    ]
    rows = [
        (one.template.id, one.template.evidence.replace("_", " "), one.template.name)
        for one in found
    ]
    return Answer(data, table(rows, ("Id", "Evidence", "What")))


def _plan(app: Caregiver, id: str) -> FollowUp:
    plan = app.follow_ups.get(id)
    if plan is None:
        raise NotFound("record_missing", kind="follow-up", id=id)
    return plan


def _done(app: Caregiver, args: Namespace) -> Answer:
    task = app.tasks.get(args.id)
    if task is None:
        return _mark(app, _plan(app, args.id), Step.DONE, args)
    saved = app.tasks.reopen(task) if args.undo else app.tasks.finish(task, args.on)
    return Answer({"id": saved.id}, [saved.id])


def _step(app: Caregiver, args: Namespace) -> Answer:
    return _mark(app, _plan(app, args.id), _STEPS[args.step], args)


def _mark(app: Caregiver, plan: FollowUp, step: Step, args: Namespace) -> Answer:
    """Note a step, or take back the newest one of its kind."""
    if not args.undo:
        app.follow_ups.mark(plan, step, args.on)
    else:
        held = (one for one in app.follow_ups.rounds(plan.id) if day_of(one, step) is not None)
        if (newest := next(held, None)) is None:
            raise BadInput("unknown_value", value=args.id, name="ID with --undo")
        app.follow_ups.unmark(newest, step)
    state = next(one for one in app.follow_ups.states() if one.plan.id == plan.id)
    return Answer(_json(state), [plan.id])


def _book(app: Caregiver, args: Namespace) -> Answer:
    starts = args.start
    if not isinstance(starts, datetime):
        starts = datetime.combine(starts, time())
    booked = app.follow_ups.book(_plan(app, args.id), starts, location=args.location)
    return Answer({"id": booked.id}, [booked.id])
