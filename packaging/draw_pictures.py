"""Draw the pictures of the README and the user guide from the example family."""

import json
import os
import shutil
import subprocess
import sys
import tempfile
from collections import Counter
from collections.abc import Mapping
from itertools import islice
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
PICTURES = ROOT / "docs" / "pictures"
# A fixed moment and place, so that the same program draws the same pictures.
NOW = "2027-03-15T09:12:00-04:00"
ZONE = "America/New_York"
PAPER_DPI = 110
MOST_COLORS, EXACT_COLORS = 256, 32
# A medicine with a log worth looking at; its id goes into the page "medications:…".
LOGGED_MEDICINE = "Acyclovir"
# Page, or page and part of it → name of the picture in the documents. "prepare" writes to the
# file, so it comes last.
PAGES = {
    "today": "today",
    "calendar": "calendar-list",
    "calendar:week": "calendar-week",
    "calendar:month": "calendar-month",
    "follow_ups": "follow-ups",
    "medications": "medicines",
    "medications:{logged}": "medicine-log",
    "medications:plan:isa_pd": "treatment-plan",
    "medications:delay": "treatment-delay",
    "symptoms": "symptoms",
    "symptoms:check": "daily-check",
    "course": "results",
    "course:new": "results-add",
    "visits": "questions",
    "visits:bank": "question-bank",
    "journal": "journal",
    "people": "care-team",
    "settings": "settings",
    "search:tingling": "search",
    "visits:prepare": "prepare",
}
DARK_PAGES = {"today": "today-dark"}
# These draw papers beside the window and need a moment longer.
PAPER_PAGES = {"reports": "reports", "reports:visit_summary": "preview"}
PAPER_WAIT_MS = 900
# Name of the picture → words of the command line. The guide shows page 2 of the first one only.
TWO_PAGES = "visit-summary"
PAPERS = {
    TWO_PAGES: ("summary", "--visit", "next"),
    "medicine-list": ("report", "medication-list"),
    "emergency-sheet": ("report", "emergency-sheet"),
    "wallet-card": ("report", "wallet-card"),
    "paper-month": ("report", "calendar-month"),
    "paper-week": ("report", "calendar-week"),
}


def main() -> int:
    """Write every picture to docs/pictures and return the exit code."""
    with tempfile.TemporaryDirectory() as place:
        folder = Path(place)
        made = folder / "pictures"
        made.mkdir()
        file = folder / "example-family.care"
        _core(folder, file, "new", "--sample")
        for name, words in PAPERS.items():
            paper = folder / f"{name}.pdf"
            _core(folder, file, *words, "--paper", "letter", "--out", str(paper))
            draw_paper(paper, made / name, 2 if name == TWO_PAGES else 1)
        medicines = json.loads(_core(folder, file, "list", "medication", "--json"))
        logged = next(one["id"] for one in medicines if one["name"] == LOGGED_MEDICINE)
        _screens(file, made, PAPER_PAGES, "--wait", str(PAPER_WAIT_MS))
        _screens(file, made, DARK_PAGES, "--theme", "dark")
        _screens(file, made, {page.format(logged=logged): name for page, name in PAGES.items()})
        shutil.rmtree(PICTURES, ignore_errors=True)
        shutil.copytree(made, PICTURES)
    for path in sorted(PICTURES.glob("*.png")):
        print(f"{path.relative_to(ROOT)}  {path.stat().st_size // 1000} kB")
    return 0


def draw_paper(paper: Path, picture: Path, most: int) -> None:
    """Write the first `most` pages of a PDF as PNG files; the second is numbered 2."""
    import pypdfium2

    document = pypdfium2.PdfDocument(paper)
    for number, page in enumerate(islice(document, most), 1):
        name = f"{picture.name}.png" if number == 1 else f"{picture.name}-{number}.png"
        drawn = paper.with_suffix(".png")
        page.render(scale=PAPER_DPI / 72).to_pil().save(drawn)
        _make_small(drawn, picture.with_name(name))
    document.close()


def _screens(file: Path, made: Path, pages: Mapping[str, str], *options: str) -> None:
    drawn = file.parent / "screens"
    words = ["-m", "ui.screenshots", "--file", str(file), "--out", str(drawn), "--now", NOW]
    _call(file.parent, *words, "--pages", ",".join(pages), *options)
    theme = "dark" if "dark" in options else "light"
    for page, name in pages.items():
        picture = drawn / f"{page.replace(':', '-')}-{theme}-100.png"
        _make_small(picture, made / f"{name}.png")


def _make_small(drawn: Path, picture: Path) -> None:
    """Keep 256 colors, the most used ones as they are: no eye sees the difference."""
    from PIL import Image

    full = Image.open(drawn).convert("RGB")
    small = full.quantize(MOST_COLORS, method=Image.Quantize.MAXCOVERAGE, dither=Image.Dither.NONE)
    palette, places = small.getpalette() or [], small.tobytes()
    pixels = full.tobytes()
    colors = Counter(pixels[at : at + 3] for at in range(0, len(pixels), 3))
    for color, _ in reversed(colors.most_common(EXACT_COLORS)):
        found = pixels.find(color)
        while found % 3:
            found = pixels.find(color, found + 1)
        index = places[found // 3]
        palette[3 * index : 3 * index + 3] = color
    small.putpalette(palette)
    small.save(picture, optimize=True)


def _core(folder: Path, file: Path, *words: str) -> str:
    return _call(folder, "-m", "caregiver", "--file", str(file), "--now", NOW, *words)


def _call(folder: Path, *arguments: str) -> str:
    environment = {
        **os.environ,
        "QT_QPA_PLATFORM": "offscreen",
        "CAREGIVER_HOME": str(folder),
        "TZ": ZONE,
    }
    done = subprocess.run(
        [sys.executable, *arguments],
        cwd=ROOT,
        env=environment,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        text=True,
        check=True,
    )
    return done.stdout


if __name__ == "__main__":
    sys.exit(main())
