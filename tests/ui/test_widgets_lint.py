"""Rules of the window's code that no type can say."""

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

UI = Path(__file__).resolve().parents[2] / "ui"
FILES = sorted(UI.rglob("*.py"))
TEXT_FILE = UI / "widgets" / "text.py"
MARKUP = {"setHtml", "insertHtml", "appendHtml", "setMarkdown", "RichText", "MarkdownText",
          "AutoText", "toHtml"}  # fmt: skip
LOOKS = {"setStyleSheet", "setPointSize", "setPointSizeF", "setPixelSize"}
LOOK_FILES = {UI / "theme.py", UI / "widgets" / "chart_view.py"}


def _calls(path: Path) -> Iterator[tuple[ast.Call, str]]:
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Call):
            name = node.func.attr if isinstance(node.func, ast.Attribute) else ""
            yield node, node.func.id if isinstance(node.func, ast.Name) else name


@pytest.mark.parametrize("path", FILES, ids=lambda path: str(path.relative_to(UI)))
def test_words_become_labels_only_through_plain(path: Path):
    if path == TEXT_FILE:
        return
    labels = [node.lineno for node, name in _calls(path) if name in ("QLabel", "QMessageBox")]
    markup = [
        node.lineno
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.Attribute) and node.attr in MARKUP
    ]
    assert not labels, f"use text.plain() in lines {labels}"
    assert not markup, f"no markup outside text.py: lines {markup}"


@pytest.mark.parametrize("path", FILES, ids=lambda path: str(path.relative_to(UI)))
def test_sizes_and_colors_come_from_the_theme(path: Path):
    if path in LOOK_FILES:
        return
    found = [node.lineno for node, name in _calls(path) if name in LOOKS]
    assert not found, f"looks belong into theme.py and style_sheet.py: lines {found}"


@pytest.mark.parametrize("path", FILES, ids=lambda path: str(path.relative_to(UI)))
def test_nothing_processes_events_or_sleeps(path: Path):
    found = [node.lineno for node, name in _calls(path) if name in ("processEvents", "sleep")]
    assert not found
