"""What the user guide and the README say can be done, can be done."""

import re
import shlex
from pathlib import Path

import pytest

from caregiver import cli, sample
from caregiver.app import Caregiver
from caregiver.domain.quick_add import Kind

ROOT = Path(__file__).resolve().parents[1]
GUIDE = ROOT / "docs" / "user-guide"
PAGES = sorted(GUIDE.glob("*.md"))
BLOCK = re.compile(r"^```\n(.*?)^```$", re.MULTILINE | re.DOTALL)
KEY = re.compile(r"\b(?:(?:Ctrl|Alt|Shift)\+)+(?:[A-Z]\b|\d|[=\-,?])|\b(?:Shift\+)?F\d{1,2}\b")
# Keys of rows and forms, which are not commands of the menu.
IN_FORMS = {"Ctrl+S"}
FIRST_WORDS = {
    "an appointment": Kind.APPOINTMENT,
    "a symptom": Kind.SYMPTOM,
    "a dose": Kind.DOSE,
    "the same": Kind.DOSE,
    "a question": Kind.QUESTION,
    "two results": Kind.LAB,
    "a contact": Kind.CONTACT,
    "a private": Kind.JOURNAL,
}


def commands_in(document, program):
    """Return the lines of a document's blocks that call the command line, as words."""
    lines = "".join(BLOCK.findall(document.read_text("utf-8"))).splitlines()
    return [shlex.split(line[len(program) :]) for line in lines if line.startswith(program)]


@pytest.fixture
def elsewhere(tmp_path, monkeypatch):
    """A folder of its own, with preferences of its own."""
    monkeypatch.setenv("CAREGIVER_HOME", str(tmp_path))
    monkeypatch.chdir(tmp_path)


@pytest.mark.usefixtures("elsewhere")
def test_commands_of_the_readme_work():
    found = commands_in(ROOT / "README.md", ".venv/bin/python -m caregiver ")
    assert len(found) == 5
    for words in found:
        assert cli.main(words) == 0, words


@pytest.mark.usefixtures("elsewhere")
def test_commands_of_the_guide_work():
    found = commands_in(GUIDE / "command-line.md", "caregiver ")
    assert len(found) > 10
    making = [words for words in found if words[2] in {"new", "add"}]
    for words in [*making, *(words for words in found if words not in making)]:
        assert cli.main(words) == 0, words


def test_lines_of_add_anything_become_what_the_guide_says(tmp_path, clock):
    page = (GUIDE / "add-anything.md").read_text("utf-8")
    rows = re.findall(r"^\| `(.+?)` \| (\w+ \w+)", page, re.MULTILINE)
    assert len(rows) > 10
    with Caregiver.create(tmp_path / "family.care", clock) as app:
        sample.fill(app.file, clock)
        read = {line: app.quick_add.read(line).kind for line, _ in rows}
    assert read == {line: FIRST_WORDS[words] for line, words in rows}


def test_every_key_of_the_guide_is_bound():
    from ui.actions import every_command

    bound = {key for command in every_command() for key in command.keys}
    named = {key for page in PAGES for key in KEY.findall(page.read_text("utf-8"))}
    assert len(named) > 20
    assert named - IN_FORMS <= bound


def test_every_key_of_the_menu_is_in_the_guide():
    from ui.actions import every_command

    page = (GUIDE / "getting-started.md").read_text("utf-8")
    named = set(KEY.findall(page)) | {f"Ctrl+{number}" for number in range(1, 9)}
    named |= {key for key in ("Alt+Left", "Alt+Right") if key in page}
    # The first key of a command is enough: "+" is "=" with Shift.
    assert {command.keys[0] for command in every_command() if command.keys} <= named
