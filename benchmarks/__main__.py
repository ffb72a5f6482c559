"""Measure, print the table, and keep the figures: `python -m benchmarks [--slow] [--only P3,P4]`.

Only the ratios within one run mean anything: the machine, its load and its disk are in both.
"""

import argparse
import json
import sys
from collections.abc import Callable, Sequence
from importlib import import_module

from benchmarks.data_sets import BUILD
from benchmarks.figures import Figure, table

# Which module measures what; each has a `measure() -> list[Figure]`.
PARTS: dict[str, tuple[str, ...]] = {
    "starting": ("P1", "P2"),
    "reading": ("P3", "P5"),
    "saving": ("P4",),
    "medicines": ("P6",),
    "calendar_files": ("P8",),
    "printing": ("P9",),
    "expanding": ("P7",),
    "month_grid": ("P10",),
    "calendar_views": ("P3", "P10"),
    "installing": ("P13",),
}
SLOW = {"installing"}


def main() -> int:
    """Run the parts that were asked for; return 1 where a goal is missed and --strict was said."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks", description=__doc__)
    parser.add_argument("--slow", action="store_true", help="also what takes minutes (P13)")
    parser.add_argument("--only", default="", help="ids, for example P3,P4")
    parser.add_argument("--strict", action="store_true", help="exit with 1 where a goal is missed")
    chosen = parser.parse_args()
    wanted = set(filter(None, chosen.only.split(",")))
    figures: list[Figure] = []
    BUILD.mkdir(exist_ok=True)
    for name, ids in PARTS.items():
        if wanted & set(ids) or (not wanted and (chosen.slow or name not in SLOW)):
            print(f"measuring {', '.join(ids)} …", file=sys.stderr, flush=True)
            measure: Callable[[], list[Figure]] = import_module(f"benchmarks.{name}").measure
            figures += measure()
    print(table(figures))
    _keep(figures)
    missed = [one for one in figures if not one.met]
    return 1 if missed and chosen.strict else 0


def _keep(figures: Sequence[Figure]) -> None:
    target = BUILD / "benchmarks.json"
    target.write_text(json.dumps([one.as_json() for one in figures], indent=1), encoding="utf-8")


if __name__ == "__main__":
    sys.exit(main())
