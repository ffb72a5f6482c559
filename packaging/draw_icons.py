"""Draw the application icon in every size a desktop asks for.

Run it after changing `packaging/icons/caregiver-organizer.svg`.
"""

import os
import sys
from pathlib import Path

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from PIL import Image
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication, QImage, QPainter
from PySide6.QtSvg import QSvgRenderer

SIZES = (16, 22, 24, 32, 48, 64, 128, 256, 512)
ICONS = Path(__file__).resolve().parent / "icons"
NAME = "caregiver-organizer"


def main() -> int:
    """Write one PNG per size, a Windows icon, and the copy the window uses."""
    application = QGuiApplication(sys.argv)
    source = ICONS / f"{NAME}.svg"
    renderer = QSvgRenderer(str(source))
    if not renderer.isValid():
        print(f"{source} cannot be drawn.", file=sys.stderr)
        return 1
    for size in SIZES:
        _draw(renderer, size).save(str(ICONS / f"{NAME}-{size}.png"))
    with Image.open(ICONS / f"{NAME}-512.png") as largest:
        largest.save(ICONS / f"{NAME}.ico", sizes=[(16, 16), (32, 32), (48, 48), (256, 256)])
    window_copy = ICONS.parent.parent / "resources" / "icons" / "app.svg"
    window_copy.write_bytes(source.read_bytes())
    application.quit()
    return 0


def _draw(renderer: QSvgRenderer, size: int) -> QImage:
    image = QImage(size, size, QImage.Format.Format_ARGB32)
    image.fill(Qt.GlobalColor.transparent)
    painter = QPainter(image)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    renderer.render(painter)
    painter.end()
    return image


if __name__ == "__main__":
    sys.exit(main())
