"""Draw the pictures of the README and the user guide from the example family."""

import os
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
PICTURES = ROOT / "docs" / "pictures"
# A fixed moment and place, so that the same program draws the same pictures.
NOW = "2027-03-15T09:12:00-04:00"
ZONE = "America/New_York"
SUMMARY_DPI = 110
# Page, or page and part of it → name of the picture in the documents.
PAGES = {
    "today": "today",
    "calendar": "calendar-list",
    "calendar:month": "calendar-month",
    "medications": "medicines",
    "symptoms": "symptoms",
    "course": "results",
    "visits": "questions",
    "journal": "journal",
    "people": "care-team",
    "reports": "reports",
    "settings": "settings",
}


def main() -> int:
    """Write every picture to docs/pictures and return the exit code."""
    PICTURES.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "example-family.care"
        paper = Path(folder) / "visit-summary.pdf"
        core = ["-m", "caregiver", "--file", str(file), "--now", NOW]
        _call(folder, *core, "new", "--sample")
        _call(folder, *core, "summary", "--visit", "next", "--paper", "letter", "--out", str(paper))
        drawn = Path(folder) / "screens"
        screens = ["-m", "ui.screenshots", "--file", str(file), "--out", str(drawn), "--now", NOW]
        _call(folder, *screens, "--pages", ",".join(PAGES))
        for page, name in PAGES.items():
            picture = drawn / f"{page.replace(':', '-')}-light-100.png"
            shutil.copyfile(picture, PICTURES / f"{name}.png")
        draw_first_page(paper, PICTURES / "visit-summary.png")
    for path in sorted(PICTURES.glob("*.png")):
        print(path.relative_to(ROOT))
    return 0


def draw_first_page(paper: Path, picture: Path) -> None:
    """Write the first page of a PDF as a PNG file."""
    import pypdfium2

    document = pypdfium2.PdfDocument(paper)
    document[0].render(scale=SUMMARY_DPI / 72).to_pil().save(picture, optimize=True)
    document.close()


def _call(folder: str, *arguments: str) -> None:
    environment = {
        **os.environ,
        "QT_QPA_PLATFORM": "offscreen",
        "CAREGIVER_HOME": folder,
        "TZ": ZONE,
    }
    command = [sys.executable, *arguments]
    subprocess.run(
        command,
        cwd=ROOT,
        env=environment,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        check=True,
    )


if __name__ == "__main__":
    sys.exit(main())
