"""Calendar files as text: bytes to lines and back, with limits before anything is understood.

Source of the form: RFC 5545, section 3.1. Reading is lenient, writing strict.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import NamedTuple

MOST_BYTES = 10 * 1024 * 1024
LONGEST_LINE = 200_000
DEEPEST = 8
MOST_ZONES = 200
MOST_EVENTS = 10_000
_ESCAPED = re.compile(r"\\(.)", re.DOTALL)
_COUNTED = {"VEVENT", "VTODO", "VJOURNAL"}
_MARKS = frozenset("\\;,")
_CONTROLS = dict.fromkeys((*range(9), *range(11, 32), 127))


class IcsProblem(NamedTuple):
    """Something that was not taken over: where (an event, empty for the file), code, and what."""

    where: str
    code: str
    text: str = ""


class Refused(Exception):
    """The whole file is not read: the code says why."""

    def __init__(self, code: str, text: str = "") -> None:
        super().__init__(code)
        self.problem = IcsProblem("", code, text)


class Property(NamedTuple):
    """One content line: name and parameter names in capitals, the value still escaped."""

    name: str
    parameters: dict[str, str]
    value: str


@dataclass(slots=True)
class Component:
    """One BEGIN … END block with its lines and its inner blocks."""

    name: str
    properties: list[Property] = field(default_factory=list)
    children: list["Component"] = field(default_factory=list)
    is_closed: bool = False

    def first(self, name: str) -> Property | None:
        """Return the first line called `name`."""
        for one in self.properties:  # a plain loop: this is asked a dozen times for each event
            if one.name == name:
                return one
        return None

    def all(self, name: str) -> list[Property]:
        """Return all lines called `name`."""
        return [one for one in self.properties if one.name == name]

    def text(self, name: str) -> str:
        """Return the first text called `name`, unescaped, empty where there is none."""
        found = self.first(name)
        return unescaped(found.value).strip() if found else ""


def decoded(data: bytes) -> tuple[str, tuple[IcsProblem, ...]]:
    """Return the unfolded text of a file, and what had to be guessed about its letters.

    Folds are undone on the bytes, because some programs fold inside a letter.
    """
    if len(data) > MOST_BYTES:
        raise Refused("file_too_large", str(MOST_BYTES // 1024 // 1024))
    problems: list[IcsProblem] = []
    wide = _utf16(data)
    if wide is not None:
        data = wide.encode("utf-8", "replace")
    data = data.removeprefix(b"\xef\xbb\xbf")
    data = data.replace(b"\r\n", b"\n").replace(b"\r", b"\n")
    data = data.replace(b"\n ", b"").replace(b"\n\t", b"")
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError:
        text = _latin(data)
        problems.append(IcsProblem("", "letters_guessed"))
    cleaned = text.translate(_CONTROLS)
    if cleaned != text or "\ufffd" in cleaned:
        problems.append(IcsProblem("", "letters_replaced"))
    return cleaned, tuple(problems)


def _utf16(data: bytes) -> str | None:
    if data[:2] in (b"\xff\xfe", b"\xfe\xff"):
        return data.decode("utf-16", "replace")
    if data[:1] == b"B" and data[1:2] == b"\0":
        return data.decode("utf-16-le", "replace")
    if data[:2] == b"\0B":
        return data.decode("utf-16-be", "replace")
    return None


def _latin(data: bytes) -> str:
    try:
        return data.decode("cp1252")
    except UnicodeDecodeError:
        return data.decode("latin-1")


def parsed(text: str) -> tuple[list[Component], tuple[IcsProblem, ...]]:
    """Return the outermost blocks of a calendar text, and what was left out to stay in limits.

    An event that is not closed ends where the next one begins. One cut off by the end of the
    file stays open (`is_closed` is False). What stands in no block is ignored.
    """
    _check_depth(text)
    root = Component("")
    stack = [root]
    problems: list[IcsProblem] = []
    events = zones = 0
    for line in _lines(text, problems):
        upper = line[:40].upper()
        if upper.startswith("BEGIN:"):
            name = upper[6:].strip()
            if name in _COUNTED:
                _close_open_event(stack)
                events += 1
            zones += name == "VTIMEZONE"
            made = Component(name)
            if not (name in _COUNTED and events > MOST_EVENTS) and (
                name != "VTIMEZONE" or zones <= MOST_ZONES
            ):
                stack[-1].children.append(made)
            stack.append(made)
        elif upper.startswith("END:"):
            _close(stack, upper[4:].strip())
        elif len(stack) > 1 and events <= MOST_EVENTS:
            found = _property(line)
            if found:
                stack[-1].properties.append(found)
    if events > MOST_EVENTS:
        problems.append(IcsProblem("", "too_many_events", str(events - MOST_EVENTS)))
    if zones > MOST_ZONES:
        problems.append(IcsProblem("", "too_many_zones", str(zones - MOST_ZONES)))
    return root.children, tuple(problems)


def _lines(text: str, problems: list[IcsProblem]) -> Iterator[str]:
    """Yield the lines; the end of a huge one is cut off, never the line: it may hold a limit."""
    for line in text.split("\n"):
        if len(line) > LONGEST_LINE:
            problems.append(IcsProblem("", "line_too_long", line[:40]))
            yield line[:LONGEST_LINE]
        elif line:
            yield line


def _check_depth(text: str) -> None:
    depth = 0
    for match in re.finditer(r"^(BEGIN|END):", text, re.MULTILINE | re.IGNORECASE):
        depth = depth + 1 if match[1].upper() == "BEGIN" else max(0, depth - 1)
        if depth > DEEPEST:
            raise Refused("nested_too_deep", str(DEEPEST))


def _close_open_event(stack: list[Component]) -> None:
    for place, one in enumerate(stack):
        if one.name in _COUNTED:
            one.is_closed = True
            del stack[place:]
            return


def _close(stack: list[Component], name: str) -> None:
    """Close the innermost open block called `name`; a stray END is ignored."""
    for place in range(len(stack) - 1, 0, -1):
        if stack[place].name == name:
            for one in stack[place:]:
                one.is_closed = True
            del stack[place:]
            return


def _property(line: str) -> Property | None:
    head, value = _split_value(line)
    if head is None:
        return None
    name, *pieces = _split_outside_quotes(head, ";") if '"' in head else head.split(";")
    parameters = {}
    for piece in pieces[:20]:
        key, equals, content = piece.partition("=")
        if equals:
            parameters[key.strip().upper()] = content.strip().strip('"')
    name = name.strip().upper()
    return Property(name.rpartition(".")[2], parameters, value) if name else None


def _split_value(line: str) -> tuple[str | None, str]:
    """Split at the first colon outside quotes, or at the first one where quotes are broken."""
    place = line.find(":")
    if place < 0:
        return None, ""
    if line.count('"', 0, place) % 2:
        head, *rest = _split_outside_quotes(line, ":")
        if rest:
            return head, line[len(head) + 1 :]
    return line[:place], line[place + 1 :]


def _split_outside_quotes(text: str, mark: str) -> list[str]:
    pieces, quoted, start = [], False, 0
    for place, letter in enumerate(text):
        if letter == '"':
            quoted = not quoted
        elif letter == mark and not quoted:
            pieces.append(text[start:place])
            start = place + 1
    return [*pieces, text[start:]]


def unescaped(value: str) -> str:
    r"""Return a text value with ``\n``, ``\,``, ``\;`` and ``\\`` undone."""
    if "\\" not in value:
        return value
    return _ESCAPED.sub(lambda match: "\n" if match[1] in "nN" else match[1], value)


def escaped(text: str) -> str:
    """Return a text as a content line may hold it."""
    if text.isprintable() and not _MARKS.intersection(text):
        return text
    plain = text.replace("\r\n", "\n").replace("\r", "\n").translate(_CONTROLS)
    plain = plain.encode("utf-8", "replace").decode("utf-8")
    for mark in ("\\", ";", ","):
        plain = plain.replace(mark, "\\" + mark)
    return plain.replace("\n", "\\n")


def folded(line: str) -> bytes:
    """Return one content line as bytes with CRLF, folded at 75 octets between letters."""
    if len(line) <= 75 and line.isascii():
        return line.encode("ascii") + b"\r\n"
    pieces, piece, size = [], bytearray(), 0
    for letter in line:
        octets = letter.encode("utf-8")
        if size + len(octets) > 75:
            pieces.append(bytes(piece))
            piece, size = bytearray(b" "), 1
        piece += octets
        size += len(octets)
    pieces.append(bytes(piece))
    return b"\r\n".join(pieces) + b"\r\n"


_TAG = re.compile(r"/?\s*([a-zA-Z][a-zA-Z0-9]*)|!|\?")
_BREAKS = {"br", "p", "div", "tr", "li", "h1", "h2", "h3", "h4", "h5", "h6", "table", "ul", "ol"}
_LOOKS_HTML = re.compile(
    r"<\s*/?\s*(?:html|body|head|br|p|div|span|a|b|i|u|ul|ol|li|table|td|tr|font|strong|em|h[1-6]"
    r"|style|script|img|meta|!doctype)\b",
    re.IGNORECASE,
)
_LINK = re.compile(r"href\s*=\s*[\"']?(https?://[^\"'\s>]{1,500})", re.IGNORECASE)


def looks_html(text: str) -> bool:
    """Say whether a text is written in HTML."""
    return _LOOKS_HTML.search(text) is not None


def without_html(text: str) -> str:
    """Return HTML as plain text: breaks kept, links written out, scripts and styles dropped."""
    first, *pieces = text.split("<")
    result, hidden = [first], ""
    link = ""
    for piece in pieces:
        inside, closed, after = piece.partition(">")
        tag = _TAG.match(inside.strip()) if closed else None
        if tag is None:
            result.append("" if hidden else "<" + piece)
            continue
        name = (tag[1] or "").lower()
        is_end = inside.strip().startswith("/")
        if hidden:
            hidden = "" if is_end and name == hidden else hidden
            result.append("" if hidden else after)
            continue
        if name in {"script", "style", "head"} and not is_end:
            hidden = name
            continue
        if name == "a":
            found = _LINK.search(inside[:2000])
            if is_end and link:
                result.append(f" ({link})")
            link = found[1] if found and not is_end else ""
        result.append("\n" if name in _BREAKS else "")
        result.append(after)
    return _tidy("".join(result))


_ENTITIES = {"&nbsp;": " ", "&lt;": "<", "&gt;": ">", "&quot;": '"', "&#39;": "'", "&amp;": "&"}


def _tidy(text: str) -> str:
    for entity, letter in _ENTITIES.items():
        text = text.replace(entity, letter)
    lines = (" ".join(line.split()) for line in text.split("\n"))
    return re.sub(r"\n{3,}", "\n\n", "\n".join(lines)).strip()
