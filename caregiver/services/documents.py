"""Documents: files kept inside the care file, beside the record they belong to."""

import hashlib
import mimetypes
import re
import unicodedata
from datetime import timedelta
from pathlib import Path

from caregiver import texts
from caregiver.clock import Clock
from caregiver.domain.documents import Document
from caregiver.errors import BadInput, CareFileDamaged, NotFound
from caregiver.services.records import KEPT_DAYS
from caregiver.storage import documents as kept
from caregiver.storage import durable
from caregiver.storage.care_file import CareFile
from caregiver.storage.faults import disk_error

MOST_MEGABYTES = 20
MOST_BYTES = MOST_MEGABYTES * 1024 * 1024
LONGEST_NAME = 100
# What a viewer only shows. Anything else may run as a program and is only ever saved as a copy.
SHOWN_TYPES = {
    ".pdf", ".jpg", ".jpeg", ".png", ".gif", ".webp", ".bmp", ".tif", ".tiff", ".heic", ".heif",
    ".txt", ".csv", ".md", ".rtf", ".odt", ".ods", ".odp", ".docx", ".xlsx", ".pptx", ".doc",
    ".xls", ".ppt", ".ics", ".vcf", ".eml", ".mp3", ".m4a", ".ogg", ".wav", ".mp4", ".mov", ".dcm",
}  # fmt: skip
_TYPES = mimetypes.MimeTypes()
# Names that Windows keeps for itself, with any ending.
_RESERVED = re.compile(r"(?i)^(con|prn|aux|nul|com\d|lpt\d)(\.|$)")
_NOT_IN_NAMES = re.compile(r'[<>:"/\\|?*]')


class DocumentsService:
    """Keeping files and giving them back."""

    def __init__(self, care_file: CareFile, clock: Clock) -> None:
        """Work on one care file."""
        self._file = care_file
        self._clock = clock

    # Reading

    def get(self, id: str) -> Document | None:
        """Return one document."""
        with self._file.read() as reader:
            return reader.get(Document, id)

    def for_record(self, about: str) -> tuple[Document, ...]:
        """Return what belongs to a record ("kind:id"), in the order it was added."""
        with self._file.read() as reader:
            return tuple(reader.where(Document, about=about))

    def content(self, document: Document) -> bytes:
        """Return the bytes of a document, checked against their digest.

        Raises `CareFileDamaged` where they are gone or changed.
        """
        with self._file.read() as reader:
            found = kept.content_of(reader.connection, document.digest)
        if found is None or hashlib.sha256(found).hexdigest() != document.digest:
            raise CareFileDamaged("document_damaged", name=document.title)
        return found

    def read(self, path: Path) -> bytes:
        """Return the bytes of a file that may be added; nothing is kept.

        Raises `BadInput` for what is no file, empty or larger than 20 MB, and the sentence of
        the disk where it cannot be read.
        """
        try:
            if not path.exists():
                raise NotFound("document_gone", path=str(path))
            if not path.is_file():
                raise BadInput("document_no_file", path=str(path))
            with path.open("rb") as file:
                content = file.read(MOST_BYTES + 1)
        except OSError as error:
            raise disk_error(error, path) from error
        if not content:
            raise BadInput("document_is_empty", path=str(path))
        if len(content) > MOST_BYTES:
            raise BadInput("document_too_big", path=str(path), most=MOST_MEGABYTES)
        return content

    # Changing

    def add(self, path: Path, about: str = "", title: str = "") -> Document:
        """Keep a copy of a file inside the care file; the file itself stays where it is."""
        content = self.read(path)
        document = Document(
            title=title.strip() or _one_line(path.stem) or _one_line(path.name),
            file_name=_one_line(path.name),
            media_type=_TYPES.guess_type(path.name)[0] or "application/octet-stream",
            size=len(content),
            digest=hashlib.sha256(content).hexdigest(),
            about=about,
            day=self._clock.today(),
        )
        with self._file.change(texts.ADD_DOCUMENT) as work:
            work.keep_content(document.digest, content)
            return work.save(document)

    def save(self, document: Document) -> Document:
        """Save another title, day or note."""
        with self._file.change(texts.SAVE_DOCUMENT) as work:
            return work.save(document)

    def delete(self, document: Document) -> None:
        """Remove a document; Undo, and for 30 days "recently removed", bring it back whole."""
        with self._file.change(texts.DELETE_DOCUMENT) as work:
            work.delete(document)
            work.give_up_content(self._clock.now() - timedelta(days=KEPT_DAYS))

    def save_copy(self, document: Document, target: Path) -> None:
        """Write the bytes to a file of the person's own; raises the sentence of the disk."""
        durable.write_bytes(target, self.content(document))


def is_shown(document: Document) -> bool:
    """Say whether opening it only shows it. What may run is never opened, only saved as a copy."""
    return Path(safe_name(document)).suffix.lower() in SHOWN_TYPES


def safe_name(document: Document) -> str:
    """Return a file name that is safe on every computer, with the ending it came with."""
    plain = "".join(letter for letter in document.file_name if not _is_hidden(letter))
    name = _NOT_IN_NAMES.sub("_", plain).strip(" .")
    if not name or _RESERVED.match(name):
        name = f"document {name}".strip()
    stem, ending = Path(name).stem, Path(name).suffix
    return f"{stem[: LONGEST_NAME - len(ending)]}{ending}"[:LONGEST_NAME]


def _is_hidden(letter: str) -> bool:
    """Tell control letters and those that turn the writing round (U+202E shows fdp.exe as PDF)."""
    return unicodedata.category(letter) in ("Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp")


def _one_line(name: str) -> str:
    """Return a name without bytes that are no letters."""
    return "".join(letter for letter in name if unicodedata.category(letter) not in ("Cc", "Cs"))
