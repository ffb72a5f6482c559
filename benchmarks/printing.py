"""P9: the visit summary against a bare canvas that draws the same text in the same places."""

import io
import shutil
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

import pypdfium2
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont
from reportlab.pdfgen.canvas import Canvas

from benchmarks import data_sets
from benchmarks.figures import Figure, medians_ms
from caregiver.app import Caregiver

_FONT = "Benchmark"


@dataclass(frozen=True, slots=True)
class Run:
    """Some text in one place of a page, in points from its lower left corner."""

    page: int
    x: float
    y: float
    size: float
    text: str


def measure() -> list[Figure]:
    """Measure the summary of the example family and of twenty years."""
    with TemporaryDirectory(dir=data_sets.BUILD) as folder:
        example = Path(folder) / "example.care"
        heavy = Path(folder) / "heavy.care"
        shutil.copyfile(data_sets.care_file_of(data_sets.HEAVY), heavy)
        return [
            _figure("visit summary, the example family", _example(example)),
            _figure("visit summary, 20 years", Caregiver.open(heavy, data_sets.clock())),
        ]


def _example(path: Path) -> Caregiver:
    from caregiver.sample import fill

    app = Caregiver.create(path, data_sets.clock())
    fill(app.file, data_sets.clock())
    return app


def _figure(what: str, app: Caregiver) -> Figure:
    with app:
        runs = _runs(app.reports.visit_summary().content)
        pdfmetrics.registerFont(
            TTFont(_FONT, data_sets.ROOT / "resources" / "fonts" / "SourceSans3-Regular.ttf")
        )
        floor, ours = medians_ms(lambda: _bare(runs), lambda: app.reports.visit_summary(), runs=9)
    return Figure(id="P9", what=what, unit="ms", floor=floor, ours=ours, goal=3)


def _runs(content: bytes) -> list[Run]:
    """Return every line of text of a PDF and where it stands."""
    found = []
    document = pypdfium2.PdfDocument(content)
    for number, page in enumerate(document):
        text = page.get_textpage()
        for place in range(text.count_rects()):
            left, bottom, right, top = text.get_rect(place)
            words = text.get_text_bounded(left, bottom, right, top).replace("\r\n", " ")
            found.append(Run(number, left, bottom, max(6.0, top - bottom), words))
    document.close()
    return found


def _bare(runs: list[Run]) -> bytes:
    output = io.BytesIO()
    canvas = Canvas(output, pageCompression=1)
    page = 0
    for run in runs:
        if run.page != page:
            canvas.showPage()
            page = run.page
        canvas.setFont(_FONT, run.size)
        canvas.drawString(run.x, run.y, run.text)
    canvas.save()
    return output.getvalue()
