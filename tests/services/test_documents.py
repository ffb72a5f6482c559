"""Files kept inside the care file: added, given back whole, removed, and never run."""

import errno
import os
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from caregiver import texts
from caregiver.clock import FixedClock
from caregiver.domain.documents import Document
from caregiver.errors import CareFileDamaged, UserError
from caregiver.services.documents import MOST_BYTES, DocumentsService, is_shown, safe_name
from caregiver.services.exports import ExportsService
from caregiver.services.records import RecordsService
from caregiver.storage import documents as kept
from caregiver.storage import durable
from caregiver.storage.care_file import CareFile, open_file
from tests.builders import a_document

VISIT = "appointment:visit-1"


@pytest.fixture
def documents(care_file: CareFile, clock: FixedClock) -> DocumentsService:
    return DocumentsService(care_file, clock)


@pytest.fixture
def letter(tmp_path: Path) -> Path:
    path = tmp_path / "Letter of March.pdf"
    path.write_bytes(b"%PDF-1.7 letter")
    return path


def bytes_kept(care_file: CareFile, document: Document) -> bytes | None:
    with care_file.read() as reader:
        return kept.content_of(reader.connection, document.digest)


def test_a_file_is_kept_with_name_size_type_and_day(
    documents: DocumentsService, letter: Path, clock: FixedClock
) -> None:
    added = documents.add(letter, VISIT)
    letter.unlink()

    assert (added.title, added.file_name) == ("Letter of March", "Letter of March.pdf")
    assert (added.size, added.media_type, added.day) == (15, "application/pdf", clock.today())
    assert documents.for_record(VISIT) == (added,)
    assert documents.for_record("appointment:other") == ()
    assert documents.content(added) == b"%PDF-1.7 letter"


def test_the_bytes_are_there_after_a_restart(
    documents: DocumentsService, letter: Path, care_file: CareFile, clock: FixedClock
) -> None:
    added = documents.add(letter, VISIT, title="Plan")
    care_file.close()
    again = open_file(care_file.path, clock)

    (found,) = DocumentsService(again, clock).for_record(VISIT)

    assert found.title == "Plan"
    assert DocumentsService(again, clock).content(found) == letter.read_bytes()
    assert found == added
    again.close()


def test_removing_is_one_step_that_undo_takes_back_with_the_bytes(
    documents: DocumentsService, letter: Path, care_file: CareFile
) -> None:
    added = documents.add(letter, VISIT)
    documents.delete(added)
    assert documents.for_record(VISIT) == ()
    assert care_file.undo_label() == texts.DELETE_DOCUMENT

    care_file.undo()

    assert documents.content(added) == b"%PDF-1.7 letter"
    care_file.undo()
    assert documents.for_record(VISIT) == ()
    care_file.redo()
    assert documents.content(added) == b"%PDF-1.7 letter"


def test_a_removed_file_can_be_put_back_for_30_days_and_is_given_up_after(
    documents: DocumentsService, letter: Path, care_file: CareFile, clock: FixedClock,
    tmp_path: Path,
) -> None:  # fmt: skip
    added = documents.add(letter, VISIT)
    documents.delete(added)
    other = tmp_path / "other.txt"
    other.write_text("other")
    clock.advance(days=20)
    for _ in range(60):  # past every step of undo
        documents.delete(documents.add(other))
    (removed,) = [one for one in RecordsService(care_file, clock).removed() if one.record == added]
    RecordsService(care_file, clock).put_back(removed)
    (back,) = documents.for_record(VISIT)
    assert documents.content(back) == b"%PDF-1.7 letter"

    documents.delete(back)
    clock.advance(days=31)
    for _ in range(60):
        documents.delete(documents.add(other))

    assert bytes_kept(care_file, added) is None
    assert bytes_kept(care_file, documents.add(other)) == b"other"


def test_the_same_bytes_are_kept_once_and_stay_for_the_other(
    documents: DocumentsService, letter: Path, care_file: CareFile
) -> None:
    first, second = documents.add(letter, VISIT), documents.add(letter, "appointment:visit-2")
    documents.delete(first)
    with care_file.read() as reader:
        count = reader.connection.exec_driver_sql("SELECT count(*) FROM document_content").scalar()
    assert count == 1
    assert documents.content(second) == letter.read_bytes()


@pytest.mark.parametrize(
    ("prepare", "code"),
    [
        (lambda path: path.unlink(), "document_gone"),
        (lambda path: path.write_bytes(b""), "document_is_empty"),
        (lambda path: os.truncate(path, MOST_BYTES + 1), "document_too_big"),
        (lambda path: (path.unlink(), path.mkdir()), "document_no_file"),
        (lambda path: (path.unlink(), os.mkfifo(path)), "document_no_file"),
    ],
)
def test_what_cannot_be_added_says_why_and_changes_nothing(
    documents: DocumentsService, letter: Path, care_file: CareFile,
    prepare: Callable[[Path], object], code: str,
) -> None:  # fmt: skip
    prepare(letter)

    with pytest.raises(UserError) as caught:
        documents.add(letter, VISIT)

    assert caught.value.code == code
    assert "{" not in texts.sentence(caught.value)
    assert texts.sentence(caught.value) != texts.ERRORS["invalid_record"]
    assert documents.for_record(VISIT) == ()
    assert care_file.undo_label() == ""


def test_twenty_megabytes_are_fine(documents: DocumentsService, letter: Path) -> None:
    os.truncate(letter, MOST_BYTES)
    assert documents.add(letter).size == MOST_BYTES


def test_a_copy_is_the_same_bytes_and_a_full_disk_leaves_nothing(
    documents: DocumentsService, letter: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    added = documents.add(letter)
    target = tmp_path / "copy.pdf"
    documents.save_copy(added, target)
    assert target.read_bytes() == letter.read_bytes()
    target.unlink()

    def full(*_: object) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(durable, "sync_file", full)
    with pytest.raises(UserError) as caught:
        documents.save_copy(added, target)

    assert caught.value.code == "disk_full"
    assert not target.exists()
    assert [one.name for one in tmp_path.glob(".*part")] == []


@pytest.mark.parametrize(
    "break_it", ["DELETE FROM document_content", "UPDATE document_content SET content = x'00'"]
)
def test_damaged_bytes_are_said_and_never_handed_out(
    documents: DocumentsService, letter: Path, care_file: CareFile, break_it: str
) -> None:  # fmt: skip
    added = documents.add(letter)
    with care_file._transaction() as connection:
        connection.exec_driver_sql(break_it)

    with pytest.raises(CareFileDamaged, match="document_damaged"):
        documents.content(added)


def test_a_new_title_is_one_change(documents: DocumentsService, letter: Path) -> None:
    added = documents.add(letter, VISIT)
    documents.save(replace(added, title="The plan"))
    assert documents.get(added.id) is not None
    assert [one.title for one in documents.for_record(VISIT)] == ["The plan"]


def test_an_export_of_everything_lists_documents(
    documents: DocumentsService, letter: Path, care_file: CareFile, clock: FixedClock,
    tmp_path: Path,
) -> None:  # fmt: skip
    added = documents.add(letter, VISIT)
    ExportsService(care_file, clock).everything(tmp_path / "all.json")
    assert added.digest in (tmp_path / "all.json").read_text("utf-8")


@pytest.mark.parametrize(
    ("name", "safe", "shown"),
    [
        ("Letter.pdf", "Letter.pdf", True),
        ("scan.JPG", "scan.JPG", True),
        ("../../etc/passwd", "_.._etc_passwd", False),
        ("letter.pdf.exe", "letter.pdf.exe", False),
        ("letter\N{RIGHT-TO-LEFT OVERRIDE}fdp.exe", "letterfdp.exe", False),
        ("letter.pdf.", "letter.pdf", True),
        ("nul.txt", "document nul.txt", True),
        ("", "document", False),
        ("a:b?.txt", "a_b_.txt", True),
        ("run.sh", "run.sh", False),
        ("page.html", "page.html", False),
        ("x.desktop", "x.desktop", False),
        ("macro.docm", "macro.docm", False),
        ("line\nbreak.txt", "linebreak.txt", True),
        ("l" * 300 + ".pdf", "l" * 96 + ".pdf", True),
    ],
)
def test_names_are_safe_and_what_may_run_is_never_opened(name: str, safe: str, shown: bool) -> None:
    document = a_document(file_name=name)
    assert safe_name(document) == safe
    assert is_shown(document) is shown
