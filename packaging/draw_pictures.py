"""Draw the pictures of the README and the user guide from the example family."""

import os
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
PICTURES = ROOT / "docs" / "pictures"
# A fixed moment, so that the same program draws the same pictures.
NOW = "2027-03-15T09:12:00-04:00"
SUMMARY_DPI = 110


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
        screens = ["-m", "ui.screenshots", "--file", str(file), "--out", str(drawn)]
        _call(folder, *screens, "--theme", "light")
        for picture in sorted(drawn.glob("*.png")):
            shutil.copyfile(picture, PICTURES / picture.name)
        draw_first_page(paper, PICTURES / "visit-summary.png")
    for picture in sorted(PICTURES.glob("*.png")):
        print(picture.relative_to(ROOT))
    return 0


def draw_first_page(paper: Path, picture: Path) -> None:
    """Write the first page of a PDF as a PNG file."""
    import pypdfium2

    document = pypdfium2.PdfDocument(paper)
    document[0].render(scale=SUMMARY_DPI / 72).to_pil().save(picture, optimize=True)
    document.close()


def _call(folder: str, *arguments: str) -> None:
    environment = {**os.environ, "QT_QPA_PLATFORM": "offscreen", "CAREGIVER_HOME": folder}
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
