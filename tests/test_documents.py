"""The documents lead where they say, and tell no more than is there."""

import re
from pathlib import Path

import pytest

from caregiver import cli

ROOT = Path(__file__).resolve().parents[1]
DOCUMENTS = sorted(
    [
        *ROOT.glob("*.md"),
        *ROOT.glob("caregiver/*.md"),
        *ROOT.glob("ui/*.md"),
        *ROOT.glob("docs/**/*.md"),
    ]
)
LINK = re.compile(r"\]\(([^)\s]+)\)")


def headings(document):
    """Return the anchors of a document as a web page makes them."""
    titles = re.findall(r"^#+ (.+)$", document.read_text("utf-8"), re.MULTILINE)
    return {re.sub(r"[^\w\- ]", "", title.lower()).replace(" ", "-") for title in titles}


@pytest.mark.parametrize("document", DOCUMENTS, ids=lambda path: str(path.relative_to(ROOT)))
def test_every_link_leads_somewhere(document):
    for link in LINK.findall(document.read_text("utf-8")):
        if link.startswith("https://"):
            continue
        path, _, anchor = link.partition("#")
        target = (document.parent / path).resolve() if path else document
        assert target.exists(), link
        assert not anchor or anchor in headings(target), link


def test_every_page_of_the_user_guide_is_in_its_index():
    guide = ROOT / "docs" / "user-guide"
    linked = set(LINK.findall((guide / "README.md").read_text("utf-8")))
    assert {path.name for path in guide.glob("*.md")} - {"README.md"} == linked


def test_every_picture_is_shown_somewhere():
    pages = [ROOT / "README.md", *(ROOT / "docs").rglob("*.md")]
    shown = {Path(link).name for page in pages for link in LINK.findall(page.read_text("utf-8"))}
    assert {path.name for path in (ROOT / "docs" / "pictures").glob("*.png")} <= shown


def test_every_make_target_is_explained():
    makefile = (ROOT / "Makefile").read_text("utf-8")
    (phony,) = re.findall(r"^\.PHONY: (.+)$", makefile, re.MULTILINE)
    explained = set(re.findall(r"^([a-z-]+):.*## ", makefile, re.MULTILINE))
    assert set(phony.split()) - explained == {"env", "env-dev"}


def test_every_make_target_a_document_names_exists():
    targets = set(re.findall(r"^([a-z-]+):", (ROOT / "Makefile").read_text("utf-8"), re.MULTILINE))
    for document in DOCUMENTS:
        named = set(re.findall(r"\bmake ([a-z-]+)\b(?=[` ]*[`\n#])", document.read_text("utf-8")))
        assert named <= targets, document.name


def test_every_command_the_guide_names_exists(capsys):
    assert cli.main(["--help"]) == 0
    offered = set(re.findall(r"^    ([a-z-]+) ", capsys.readouterr().out, re.MULTILINE))
    page = (ROOT / "docs" / "user-guide" / "command-line.md").read_text("utf-8")
    rows = re.findall(r"^\| (`[a-z].*?) \| ", page, re.MULTILINE)
    named = {command for row in rows for command in re.findall(r"`([a-z-]+)", row)}
    assert len(named) > 10
    assert named <= offered
