"""Tasks and follow-ups on the command line: from due to discussed, and every step back."""

from tests.cli.driver import InProcess


def _state(cli: InProcess, id: str) -> dict[str, object]:
    (found,) = [one for one in cli.json("follow-ups") if one["id"] == id]
    assert isinstance(found, dict)
    return found


def test_a_task_from_due_to_done(cli: InProcess) -> None:
    id = cli.json(
        "add", "task", "--title", "Permit", "--due", "2027-03-16", "--at", "9:30", "--owner", "Ben"
    )["id"]
    agenda = cli.json("agenda", "--from", "2027-03-15", "--to", "2027-03-17", "--kind", "task")

    assert [(one["title"], one["start"], one["status"]) for one in agenda] == [
        ("Permit", "2027-03-16T09:30:00-04:00", "planned")
    ]
    assert cli.json("done", id) == {"id": id}
    (kept,) = cli.json("list", "task")
    assert (kept["done_on"], kept["owner"]) == ("2027-03-15", "Ben")
    cli.json("done", id, "--undo")
    (kept,) = cli.json("list", "tasks")
    assert kept["done_on"] is None


def test_a_time_without_a_day_is_refused(cli: InProcess) -> None:
    result = cli("add", "task", "--title", "Permit", "--at", "9:30")
    assert result.code != 0
    assert cli.json("list", "task") == []


def test_a_follow_up_from_ordered_to_discussed_and_back(cli: InProcess) -> None:
    id = cli.json("add", "follow-up", "--template", "spep", "--every", "28")["id"]
    assert _state(cli, id)["status"] == "due"
    for step, on in (
        ("ordered", "2027-03-10"),
        ("done", "2027-03-12"),
        ("result-seen", "2027-03-14"),
        ("discussed", "2027-03-15"),
    ):
        cli.json("step", id, step, "--on", on)

    state = _state(cli, id)
    assert state["steps"] == {
        "ordered": "2027-03-10",
        "done": "2027-03-12",
        "result-seen": "2027-03-14",
        "discussed": "2027-03-15",
    }
    assert (state["status"], state["due_from"], state["days_since"]) == ("done", "2027-04-09", 3)
    for step in ("discussed", "result-seen", "done", "ordered"):
        cli.json("step", id, step, "--undo")
    assert cli.json("list", "follow_up_round") == []
    assert cli("step", id, "done", "--undo").code != 0


def test_what_was_done_before_does_not_move_the_first_day(cli: InProcess) -> None:
    id = cli.json("add", "follow-up", "--name", "M-protein", "--every", "28", "--test")["id"]
    cli.json("done", id, "--on", "2027-01-25")
    assert _state(cli, id)["due_from"] == "2027-03-15"


def test_seven_weeks_after_a_four_weekly_test(cli: InProcess) -> None:
    id = cli.json(
        "add", "follow-up", "--name", "M-protein", "--every", "28", "--due", "2027-01-25"
    )["id"]
    cli.json("done", id, "--on", "2027-01-25")
    state = _state(cli, id)

    assert (state["status"], state["days_since"], state["booked"]) == ("overdue", 49, None)
    assert [one["id"] for one in cli.json("follow-ups", "--due")] == [id]
    agenda = cli.json("agenda", "--from", "2027-03-15", "--to", "2027-03-16")
    assert [(one["kind"], one["id"]) for one in agenda] == [("follow_up", id)]
    booked = cli.json("book", id, "--start", "2027-03-16T08:00", "--location", "Laboratory")
    assert _state(cli, id)["status"] == "booked"
    agenda = cli.json("agenda", "--from", "2027-03-15", "--to", "2027-03-16")
    assert [(one["kind"], one["id"]) for one in agenda] == [("appointment", booked["id"])]


def test_a_whole_day_is_booked(cli: InProcess) -> None:
    id = cli.json("add", "follow-up", "--name", "Dentist", "--kind", "dental")["id"]
    cli.json("book", id, "--start", "2027-03-20")
    (kept,) = cli.json("list", "appointment")
    assert (kept["all_day"], kept["sort"]) == (True, "dental")


def test_templates_say_how_sure_they_are(cli: InProcess) -> None:
    found = cli.json("follow-ups", "--templates")
    assert len(found) == 77
    assert {one["evidence"] for one in found} == {"guideline", "weak", "general_cancer"}
    assert all(one["source"] for one in found)


def test_what_is_not_there(cli: InProcess) -> None:
    assert cli("done", "nothing").code != 0
    assert cli("add", "follow-up", "--template", "nothing").code != 0
    assert cli("follow-ups").out.strip() == "None."


def test_the_family_has_two_that_are_due(family: InProcess) -> None:
    due = family.json("follow-ups", "--due")
    assert [one["name"] for one in due] == ["24-hour urine for M-protein", "Skin check"]
    assert "overdue" in family("follow-ups").out
