"""Write the JSON copies of the catalogue that the program reads.

Run `python -m caregiver.catalogue.build` after editing resources/catalogue/*.yaml.
"""

import json
from pathlib import Path
from typing import Any

import yaml

from caregiver.catalogue.documents import FOLDER, CatalogueError


def parsed(path: Path) -> Any:
    """Return the content of one YAML file."""
    try:
        return yaml.safe_load(path.read_text(encoding="utf-8"))
    except yaml.YAMLError as error:
        raise CatalogueError(path.name, "", f"is not YAML ({error})") from error


def json_text(content: Any) -> str:
    """Return the copy as it is kept: one line per entry, so that a change is easy to read."""
    lines = []
    for key, value in content.items():
        if isinstance(value, list):
            rows = ",\n".join(_compact(one) for one in value)
            lines.append(f"{json.dumps(key)}: [\n{rows}\n]")
        elif isinstance(value, dict):
            rows = ",\n".join(f"{_compact(name)}:{_compact(one)}" for name, one in value.items())
            lines.append(f"{json.dumps(key)}: {{\n{rows}\n}}")
        else:
            lines.append(f"{json.dumps(key)}: {_compact(value)}")
    return "{\n" + ",\n".join(lines) + "\n}\n"


def _compact(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))


def build(folder: Path = FOLDER) -> None:
    """Write a JSON copy beside every YAML file of `folder`."""
    for path in sorted(folder.glob("*.yaml")):
        path.with_suffix(".json").write_text(json_text(parsed(path)), encoding="utf-8")


if __name__ == "__main__":
    build()
