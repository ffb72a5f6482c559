"""Do the program's main job without a screen: `make run` where no window can be shown.

Makes the example family's care file, writes its papers as PDF and draws every screen to a PNG
file, all below `sample/`, which is made anew each time.
"""

import os
import shutil
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
SAMPLE = ROOT / "sample"
REPORTS = ("question-list", "medication-list", "emergency-sheet", "wallet-card")
LOOKS = (("light", "100"), ("dark", "100"), ("light", "200"), ("dark", "200"))
PAGES = (
    *("today", "calendar", "calendar:month", "medications", "symptoms", "course", "visits"),
    *("journal", "people", "reports", "settings"),
)


def main() -> int:
    """Make everything and say where it is; return the exit code of the first step that fails."""
    shutil.rmtree(SAMPLE, ignore_errors=True)
    SAMPLE.mkdir()
    file = SAMPLE / "example-family.care"
    print("There is no display here, so the example family is prepared as files.", flush=True)
    for step, arguments in _steps(file):
        print(f"  {step} …", flush=True)
        code = _run(arguments)
        if code != 0:
            print(f"This step did not work: {step}.", file=sys.stderr)
            return code
    print(f"\nDone. Everything is in {SAMPLE}:")
    for path in sorted(SAMPLE.rglob("*")):
        if path.suffix in {".care", ".pdf", ".png"}:
            print(f"  {path.relative_to(ROOT)}")
    return 0


def _steps(file: Path) -> list[tuple[str, list[str]]]:
    core = ["-m", "caregiver", "--file", str(file)]
    steps = [
        ("a care file of an example family", [*core, "new", "--sample"]),
        (
            "the visit summary",
            [*core, "summary", "--visit", "next", "--out", str(SAMPLE / "visit-summary.pdf")],
        ),
    ]
    for name in REPORTS:
        out = str(SAMPLE / f"{name}.pdf")
        steps.append((f"the {name.replace('-', ' ')}", [*core, "report", name, "--out", out]))
    screens = ["-m", "ui.screenshots", "--file", str(file), "--out", str(SAMPLE / "screens")]
    for theme, size in LOOKS:
        look = ["--theme", theme, "--text-size", size, "--pages", ",".join(PAGES)]
        steps.append((f"every screen, {theme}, text at {size} percent", [*screens, *look]))
    return steps


def _run(arguments: list[str]) -> int:
    """Run one Python command quietly, without a window; show what it said only when it fails."""
    # The person's own settings stay as they are: "last opened" must not become the example.
    environment = {
        **os.environ,
        "QT_QPA_PLATFORM": "offscreen",
        "CAREGIVER_HOME": str(SAMPLE / ".settings"),
    }
    result = subprocess.run(
        [sys.executable, *arguments],
        cwd=ROOT,
        env=environment,
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        check=False,
    )
    if result.returncode != 0:
        print(result.stdout + result.stderr, file=sys.stderr)
    return result.returncode


if __name__ == "__main__":
    sys.exit(main())
