"""Read one bundled catalogue file and check what is in it, entry by entry.

The files to edit are resources/catalogue/*.yaml. The program reads the JSON copies beside them,
because they load about forty times faster; `python -m caregiver.catalogue.build` writes the
copies and a test keeps the two equal.
"""

import json
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, TypeVar

FOLDER = Path(__file__).resolve().parents[2] / "resources" / "catalogue"
T = TypeVar("T")


class CatalogueError(Exception):
    """A bundled catalogue file is missing or wrong: which file, which entry, and what is wrong."""

    def __init__(self, file: str, entry: str, what: str) -> None:
        super().__init__(f"{file}: {entry}: {what}" if entry else f"{file}: {what}")
        self.file = file
        self.entry = entry
        self.what = what


@dataclass(frozen=True, slots=True)
class Entry:
    """One entry of a catalogue file, read with checks that name the file and the entry."""

    file: str
    id: str
    values: Mapping[str, Any]

    def text(self, key: str) -> str:
        """Return a text that must be there and must not be empty."""
        value = self.values.get(key)
        if not isinstance(value, str) or not value.strip():
            raise self.error(f"{key} must be a text")
        return value

    def optional_text(self, key: str) -> str:
        """Return a text that may be missing, then empty."""
        return self.text(key) if self.values.get(key) is not None else ""

    def choice(self, key: str, allowed: Iterable[str]) -> str:
        """Return a text that must be one of `allowed`."""
        value = self.text(key)
        if value not in allowed:
            raise self.error(f"{key} is {value!r}, which is not known")
        return value

    def texts(self, key: str) -> tuple[str, ...]:
        """Return a list of texts, which may be empty but must be there."""
        value = self.values.get(key)
        if not isinstance(value, list) or not all(isinstance(one, str) and one for one in value):
            raise self.error(f"{key} must be a list of texts")
        return tuple(value)

    def number(self, key: str) -> int:
        """Return a whole number that must be there."""
        value = self.values.get(key)
        if not isinstance(value, int) or isinstance(value, bool):
            raise self.error(f"{key} must be a whole number")
        return value

    def optional_number(self, key: str) -> int | None:
        """Return a whole number, None where there is none."""
        return None if self.values.get(key) is None else self.number(key)

    def numbers(self, key: str) -> tuple[int, ...]:
        """Return a list of whole numbers, which must be there."""
        value = self.values.get(key)
        if not isinstance(value, list) or not all(type(one) is int for one in value):
            raise self.error(f"{key} must be a list of whole numbers")
        return tuple(value)

    def flag(self, key: str) -> bool:
        """Return true or false; what is missing is false."""
        value = self.values.get(key, False)
        if not isinstance(value, bool):
            raise self.error(f"{key} must be true or false")
        return value

    def mapping(self, key: str) -> Mapping[str, Any]:
        """Return a mapping that must be there."""
        value = self.values.get(key)
        if not isinstance(value, dict):
            raise self.error(f"{key} must be a mapping")
        return value

    def children(self, key: str) -> tuple["Entry", ...]:
        """Return a list of mappings as entries that still name this one in errors."""
        value = self.values.get(key)
        if not isinstance(value, list) or not all(isinstance(one, dict) for one in value):
            raise self.error(f"{key} must be a list of mappings")
        return tuple(Entry(self.file, self.id, one) for one in value)

    def error(self, what: str) -> CatalogueError:
        """Return the error to raise for this entry."""
        return CatalogueError(self.file, self.id, what)


def read(name: str, folder: Path = FOLDER) -> Mapping[str, Any]:
    """Return the content of the catalogue file `name`, such as "labs"."""
    path = folder / f"{name}.json"
    try:
        content = json.loads(path.read_bytes())
    except OSError as error:
        raise CatalogueError(path.name, "", f"cannot be read ({error.strerror})") from error
    except ValueError as error:
        raise CatalogueError(path.name, "", f"is not JSON ({error})") from error
    if not isinstance(content, dict):
        raise CatalogueError(path.name, "", "must hold a mapping")
    return content


def entries(
    file: str, document: Mapping[str, Any], key: str, build: Callable[[Entry], T]
) -> tuple[T, ...]:
    """Build every entry of the list `key`; ids must be there and differ."""
    listed = document.get(key)
    if not isinstance(listed, list) or not listed:
        raise CatalogueError(file, "", f"{key} must be a list with entries")
    seen: set[str] = set()
    built = []
    for place, values in enumerate(listed, start=1):
        if not isinstance(values, dict):
            raise CatalogueError(file, f"{key} number {place}", "must be a mapping")
        name = values.get("id")
        if not isinstance(name, str) or not name:
            raise CatalogueError(file, f"{key} number {place}", "has no id")
        if name in seen:
            raise CatalogueError(file, name, "this id is used twice")
        seen.add(name)
        built.append(build(Entry(file, name, values)))
    return tuple(built)
