"""Draw the pictures of the README and the user guide from the example family."""

import json
import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Mapping
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
    "calendar:month": "calendar-month",
    "medications": "medicines",
    "medications:{logged}": "medicine-log",
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
# Words of the command line → name of the picture; further pages are numbered from 2.
PAPERS = {
    "visit-summary": ("summary", "--visit", "next"),
    "medicine-list": ("report", "medication-list"),
    "emergency-sheet": ("report", "emergency-sheet"),
    "wallet-card": ("report", "wallet-card"),
}


def main() -> int:
    """Write every picture to docs/pictures and return the exit code."""
    shutil.rmtree(PICTURES, ignore_errors=True)
    PICTURES.mkdir(parents=True)
    with tempfile.TemporaryDirectory() as place:
        folder = Path(place)
        file = folder / "example-family.care"
        _core(folder, file, "new", "--sample")
        for name, words in PAPERS.items():
            paper = folder / f"{name}.pdf"
            _core(folder, file, *words, "--paper", "letter", "--out", str(paper))
            draw_paper(paper, name)
        medicines = json.loads(_core(folder, file, "list", "medication", "--json"))
        logged = next(one["id"] for one in medicines if one["name"] == LOGGED_MEDICINE)
        _screens(folder, file, PAPER_PAGES, "--wait", str(PAPER_WAIT_MS))
        _screens(folder, file, DARK_PAGES, "--theme", "dark")
        _screens(folder, file, {page.format(logged=logged): name for page, name in PAGES.items()})
    for path in sorted(PICTURES.glob("*.png")):
        print(f"{path.relative_to(ROOT)}  {path.stat().st_size // 1000} kB")
    return 0


def draw_paper(paper: Path, name: str) -> None:
    """Write each page of a PDF as a PNG file."""
    import pypdfium2

    document = pypdfium2.PdfDocument(paper)
    for number, page in enumerate(document, 1):
        picture = PICTURES / (f"{name}.png" if number == 1 else f"{name}-{number}.png")
        page.render(scale=PAPER_DPI / 72).to_pil().save(picture)
        _make_small(picture, picture)
    document.close()


def _screens(folder: Path, file: Path, pages: Mapping[str, str], *options: str) -> None:
    drawn = folder / "screens"
    words = ["-m", "ui.screenshots", "--file", str(file), "--out", str(drawn), "--now", NOW]
    _call(folder, *words, "--pages", ",".join(pages), *options)
    theme = "dark" if "dark" in options else "light"
    for page, name in pages.items():
        picture = drawn / f"{page.replace(':', '-')}-{theme}-100.png"
        _make_small(picture, PICTURES / f"{name}.png")


def _make_small(drawn: Path, picture: Path) -> None:
    """Keep 256 colors, the most used ones as they are: no eye sees the difference."""
    from PIL import Image

    full = Image.open(drawn).convert("RGB")
    small = full.quantize(MOST_COLORS, method=Image.Quantize.MAXCOVERAGE, dither=Image.Dither.NONE)
    counted = sorted(full.getcolors(full.width * full.height) or [])
    palette, pixels, places = small.getpalette() or [], full.tobytes(), small.tobytes()
    for _, color in counted[-EXACT_COLORS:]:
        found = pixels.find(bytes(color))
        while found % 3:
            found = pixels.find(bytes(color), found + 1)
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
