"""The house stays the house: imports point down, budgets hold, and forbidden things stay out."""

import ast
import re
import sys
from collections.abc import Callable, Collection, Iterator
from functools import cache
from pathlib import Path
from typing import NamedTuple

import pytest

ROOT = Path(__file__).resolve().parent.parent
OWN = ("caregiver", "ui", "main")

# What each layer may import of our own, beside itself. `caregiver/x.py` is the layer "x".
FOUNDATION = {
    "caregiver",
    "domain",
    "texts",
    "treatment_texts",
    "import_texts",
    "errors",
    "formats",
    "clock",
    "paths",
    "catalogue",
}
MAY_IMPORT: dict[str, set[str]] = {
    "caregiver": set(),
    "clock": set(),
    "paths": set(),
    "domain": set(),
    "errors": {"domain"},
    "marking": set(),
    "treatment_texts": {"marking"},
    "texts": {"errors", "domain", "marking", "treatment_texts"},
    "import_texts": {"texts"},
    "formats": {"domain"},
    "settings": {"paths"},
    "logs": {"paths"},
    "catalogue": {"domain", "paths"},
    "storage": {"domain", "errors", "clock"},
    "exchange": {"domain", "texts", "errors", "formats", "catalogue"},
    "reports": {"domain", "texts", "errors", "formats", "paths"},
    "services": FOUNDATION | {"storage", "exchange", "reports"},
    "sample": FOUNDATION | {"storage"},
    "app": FOUNDATION | {"services", "storage"},
    "cli": FOUNDATION | {"app", "services", "settings", "logs", "sample"},
    "__main__": {"cli"},
    "ui": FOUNDATION | {"app", "services", "settings", "logs", "sample"},
    "main": {"ui", "app", "paths", "logs", "settings", "errors", "texts"},
}
# What each layer may import of others' work, beside the standard library.
MAY_USE: dict[str, set[str]] = {
    "domain": {"dateutil"},
    "storage": {"sqlalchemy", "alembic", "sqlcipher3"},
    "exchange": {"icalendar", "dateutil", "caldav", "lxml"},
    "services": {"keyring"},
    "reports": {"reportlab", "pikepdf"},
    "paths": {"platformdirs"},
    "catalogue": {"yaml"},
    "ui": {"PySide6", "shiboken6", "pypdfium2", "jeepney", "keyring"},
    "main": {"PySide6"},
}
# The program opens no connection. QtNetwork may only be used for its local sockets, by which a
# second start brings the first window to the front.
NETWORK = {
    "socket", "socketserver", "ssl", "http", "urllib.request", "ftplib", "smtplib", "imaplib",
    "poplib", "telnetlib", "xmlrpc", "requests", "httpx", "aiohttp", "PySide6.QtWebEngineCore",
}  # fmt: skip
LOCAL_SOCKETS = {"QLocalServer", "QLocalSocket"}
# The one place that may, where the family set up a calendar server; never with the start.
CALENDAR_SERVER = "caregiver/exchange/caldav_session.py"
# Only clock.py asks the machine for the time; an id is made of the time by its definition.
TIME_CALLS = re.compile(
    r"\b(datetime\.(now|today|utcnow)|date\.today|time\.time|time_ns"
    r"|currentDate|currentTime|currentDateTime\w*)\("
)
ASKS_THE_TIME = {"caregiver/clock.py", "caregiver/domain/records.py"}
# The last line of defense of each face: a bug becomes one sentence and a line in the log.
BROAD_EXCEPTS = {"caregiver/cli/__init__.py": 1}
BAD_NAMES = {"utils", "util", "helpers", "helper", "common", "manager", "misc"}
# One accessor per service is the purpose of this class; each is three lines.
MANY_METHODS = {"Caregiver"}


class Import(NamedTuple):
    """One imported module: the name, the names taken from it, and whether a start runs it."""

    module: str
    names: tuple[str, ...]
    at_start: bool
    line: int


def sources() -> list[Path]:
    folders = [ROOT / "caregiver", ROOT / "ui"]
    found = [path for folder in folders for path in folder.rglob("*.py")]
    return sorted([*found, *(ROOT.glob("main.py"))])


def written() -> list[Path]:
    """Return the sources people write; a migration is generated and never edited again."""
    return [path for path in sources() if "versions" not in path.parts]


def name_of(path: Path) -> str:
    return path.relative_to(ROOT).as_posix()


Rule = Callable[[Path], Collection[object]]


def breaking(rule: Rule) -> dict[str, Collection[object]]:
    """Return the files that break a rule, each with what breaks it."""
    return {name_of(path): found for path in written() if (found := rule(path))}


@cache
def tree_of(path: Path) -> ast.Module:
    return ast.parse(path.read_text(encoding="utf-8"))


def module_of(path: Path) -> str:
    parts = path.relative_to(ROOT).with_suffix("").parts
    return ".".join(parts[:-1] if parts[-1] == "__init__" else parts)


def layer_of(module: str) -> str:
    parts = module.split(".")
    return parts[1] if parts[0] == "caregiver" and len(parts) > 1 else parts[0]


def imports_of(path: Path) -> Iterator[Import]:
    yield from _imports(tree_of(path), at_start=True)


def _imports(node: ast.AST, *, at_start: bool) -> Iterator[Import]:
    for child in ast.iter_child_nodes(node):
        if isinstance(child, ast.Import):
            for one in child.names:
                yield Import(one.name, (), at_start, child.lineno)
        elif isinstance(child, ast.ImportFrom):
            assert child.level == 0, f"relative import in line {child.lineno}"
            names = tuple(one.name for one in child.names)
            yield Import(child.module or "", names, at_start, child.lineno)
        else:
            later = isinstance(child, ast.FunctionDef | ast.AsyncFunctionDef | ast.Lambda)
            typing_only = isinstance(child, ast.If) and "TYPE_CHECKING" in ast.unparse(child.test)
            yield from _imports(child, at_start=at_start and not later and not typing_only)


def own_modules_of(one: Import, known: set[str]) -> set[str]:
    """Return the modules of ours that an import names: `from a import b` may name module `a.b`."""
    if one.module.split(".")[0] not in OWN:
        return set()
    inner = {f"{one.module}.{name}" for name in one.names} & known
    taken_from_package = {name for name in one.names if f"{one.module}.{name}" not in known}
    return inner | ({one.module} if taken_from_package or not one.names else set())


def imports_point_down(path: Path) -> Collection[object]:
    known = {module_of(each) for each in sources()}
    layer = layer_of(module_of(path))
    allowed = MAY_IMPORT[layer] | {layer}
    wrong = [
        f"line {one.line}: {layer} imports {module}"
        for one in imports_of(path)
        for module in own_modules_of(one, known)
        if layer_of(module) not in allowed
    ]
    return wrong


def a_layer_uses_only_its_own_libraries(path: Path) -> Collection[object]:
    allowed = MAY_USE.get(layer_of(module_of(path)), set()) | set(OWN) | sys.stdlib_module_names
    used = {one.module.split(".")[0]: one.line for one in imports_of(path)}
    return {name: line for name, line in used.items() if name not in allowed}


def test_no_module_needs_itself_to_start() -> None:
    known = {module_of(path) for path in sources()}
    needs = {
        module_of(path): {
            module
            for one in imports_of(path)
            if one.at_start
            for module in own_modules_of(one, known)
        }
        for path in sources()
    }
    assert list(cycles(needs)) == []


def cycles(needs: dict[str, set[str]]) -> Iterator[list[str]]:
    """Yield chains of modules that come back to where they began."""
    done: set[str] = set()

    def walk(module: str, trail: list[str]) -> Iterator[list[str]]:
        if module in trail:
            yield [*trail[trail.index(module) :], module]
            return
        if module in done:
            return
        for other in sorted(needs.get(module, ())):
            yield from walk(other, [*trail, module])
        done.add(module)

    for module in sorted(needs):
        yield from walk(module, [])


def test_a_cycle_would_be_found() -> None:
    assert list(cycles({"a": {"b"}, "b": {"c"}, "c": {"b"}})) == [["b", "c", "b"]]


def file_is_no_longer_than_400_lines(path: Path) -> Collection[object]:
    count = len(path.read_text(encoding="utf-8").splitlines())
    return [f"{count} lines"] if count > 400 else []


def lines_are_no_longer_than_100_characters(path: Path) -> Collection[object]:
    lines = path.read_text(encoding="utf-8").splitlines()
    return [number for number, line in enumerate(lines, 1) if len(line) > 100]


def functions_of(path: Path) -> Iterator[ast.FunctionDef | ast.AsyncFunctionDef]:
    for node in ast.walk(tree_of(path)):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            yield node


def functions_are_no_longer_than_50_lines(path: Path) -> Collection[object]:
    lengths = {one.name: (one.end_lineno or 0) - one.lineno + 1 for one in functions_of(path)}
    return {name: length for name, length in lengths.items() if length > 50}


def functions_take_at_most_five_positional_parameters(path: Path) -> Collection[object]:
    many = {}
    for one in functions_of(path):
        names = [each.arg for each in one.args.posonlyargs + one.args.args]
        count = len([name for name in names if name not in {"self", "cls"}])
        if count > 5:
            many[one.name] = count
    return many


def classes_keep_their_budget(path: Path) -> Collection[object]:
    over = []
    for node in ast.walk(tree_of(path)):
        if not isinstance(node, ast.ClassDef):
            continue
        if (node.end_lineno or 0) - node.lineno + 1 > 300:
            over.append(f"{node.name} is longer than 300 lines")
        public = [
            one.name
            for one in node.body
            if isinstance(one, ast.FunctionDef) and not one.name.startswith("_")
        ]
        if len(public) > 20 and node.name not in MANY_METHODS:
            over.append(f"{node.name} has {len(public)} public methods")
    return over


def everything_public_says_what_it_is(path: Path) -> Collection[object]:
    silent = [] if ast.get_docstring(tree_of(path)) else ["the module"]
    silent.extend(_silent(tree_of(path)))
    return silent


def _silent(node: ast.Module | ast.ClassDef) -> Iterator[str]:
    for child in node.body:
        if not isinstance(child, ast.ClassDef | ast.FunctionDef | ast.AsyncFunctionDef):
            continue
        if child.name.startswith("_"):
            continue
        if not ast.get_docstring(child):
            yield child.name
        if isinstance(child, ast.ClassDef):
            yield from _silent(child)


def checks_are_switched_off_only_with_a_code_and_a_reason(path: Path) -> Collection[object]:
    good = re.compile(
        r"# type: ignore\[[a-z, -]+\]\s*(#|-)\s*\w+|# noqa: [A-Z]+\d+(, ?[A-Z]+\d+)*\s*(#|-)\s*\w+"
    )
    bad = [
        number
        for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1)
        if re.search(r"# (type: ignore|noqa)", line) and not good.search(line)
    ]
    return bad


def no_broad_except_hides_a_bug(path: Path) -> Collection[object]:
    broad = [
        node.lineno
        for node in ast.walk(tree_of(path))
        if isinstance(node, ast.ExceptHandler) and _is_broad(node) and not _raises_again(node)
    ]
    return broad if len(broad) > BROAD_EXCEPTS.get(name_of(path), 0) else []


def _is_broad(handler: ast.ExceptHandler) -> bool:
    caught = ast.unparse(handler.type) if handler.type else "BaseException"
    return bool(re.search(r"\b(Base)?Exception\b", caught))


def _raises_again(handler: ast.ExceptHandler) -> bool:
    last = handler.body[-1]
    return isinstance(last, ast.Raise) and last.exc is None


def only_the_clock_asks_the_machine_for_the_time(path: Path) -> Collection[object]:
    if name_of(path) in ASKS_THE_TIME:
        return []
    called = [
        f"{ast.unparse(node.func)}()"
        for node in ast.walk(tree_of(path))
        if isinstance(node, ast.Call) and TIME_CALLS.search(f"{ast.unparse(node.func)}(")
    ]
    return called


def nothing_can_open_a_connection(path: Path) -> Collection[object]:
    wrong = []
    for one in imports_of(path):
        names = {one.module, *(f"{one.module}.{name}" for name in one.names)}
        roots = {part for name in names for part in (name, name.split(".")[0])}
        if roots & NETWORK:
            wrong.append(one.module)
        is_server = name_of(path) == CALENDAR_SERVER and not one.at_start
        if roots & {"caldav", "niquests"} and not is_server:
            wrong.append(one.module)
        if one.module == "PySide6.QtNetwork" and not set(one.names) <= LOCAL_SOCKETS:
            wrong.append(f"{one.module}: {', '.join(one.names)}")
    return wrong


def no_drawer_for_everything(path: Path) -> Collection[object]:
    parts = set(path.relative_to(ROOT).with_suffix("").parts)
    return parts & BAD_NAMES


def no_second_event_loop(path: Path) -> Collection[object]:
    called = {
        node.func.attr
        for node in ast.walk(tree_of(path))
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute)
    }
    imported = {one.module for one in imports_of(path)}
    return called & {"processEvents"} | imported & {"asyncio"}


def test_the_window_program_is_short() -> None:
    main = ROOT / "main.py"
    assert not main.exists() or len(main.read_text(encoding="utf-8").splitlines()) < 80


RULES: tuple[Rule, ...] = (
    imports_point_down,
    a_layer_uses_only_its_own_libraries,
    file_is_no_longer_than_400_lines,
    lines_are_no_longer_than_100_characters,
    functions_are_no_longer_than_50_lines,
    functions_take_at_most_five_positional_parameters,
    classes_keep_their_budget,
    everything_public_says_what_it_is,
    checks_are_switched_off_only_with_a_code_and_a_reason,
    no_broad_except_hides_a_bug,
    only_the_clock_asks_the_machine_for_the_time,
    nothing_can_open_a_connection,
    no_drawer_for_everything,
    no_second_event_loop,
)


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.__name__)
def test_every_file_keeps_the_rule(rule: Rule) -> None:
    assert breaking(rule) == {}


@pytest.mark.parametrize(
    ("rule", "text"),
    [
        (imports_point_down, '"""X."""\nfrom caregiver.services import doses\n'),
        (a_layer_uses_only_its_own_libraries, '"""X."""\nimport sqlalchemy\n'),
        (file_is_no_longer_than_400_lines, "x = 1\n" * 401),
        (lines_are_no_longer_than_100_characters, f"x = {'1' * 100}\n"),
        (functions_are_no_longer_than_50_lines, "def f():\n" + "    x = 1\n" * 50),
        (functions_take_at_most_five_positional_parameters, "def f(a, b, c, d, e, g): ...\n"),
        (classes_keep_their_budget, "class A:\n" + "    x = 1\n" * 300),
        (everything_public_says_what_it_is, '"""X."""\ndef f(): ...\n'),
        (checks_are_switched_off_only_with_a_code_and_a_reason, "x = 1  # noqa\n"),
        (no_broad_except_hides_a_bug, "try:\n    f()\nexcept Exception:\n    pass\n"),
        (only_the_clock_asks_the_machine_for_the_time, "x = datetime.now()\n"),
        (nothing_can_open_a_connection, "def f():\n    from urllib import request\n"),
        (no_second_event_loop, "app.processEvents()\n"),
    ],
    ids=lambda value: getattr(value, "__name__", ""),
)
def test_a_broken_rule_would_be_found(
    rule: Rule, text: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sys.modules[__name__], "ROOT", tmp_path)
    path = tmp_path / "caregiver" / "domain" / "wrong.py"
    path.parent.mkdir(parents=True)
    path.write_text(text, encoding="utf-8")
    services = tmp_path / "caregiver" / "services" / "doses.py"
    services.parent.mkdir()
    services.write_text('"""Doses."""\n', encoding="utf-8")
    assert rule(path)
