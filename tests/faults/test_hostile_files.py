"""A care file with bad values or bad bits: an answer or a clear refusal, never a crash."""

import contextlib
import random
import shutil
from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from caregiver.app import Caregiver
from caregiver.clock import FixedClock
from caregiver.domain.changes import RECORD_CLASSES
from caregiver.domain.records import UnreadableValue, from_plain, from_row, to_plain
from caregiver.errors import CareFileDamaged, UserError
from caregiver.sample import fill
from caregiver.services.backups import BackupsService
from caregiver.storage import connections
from caregiver.storage.care_file import create_file, open_file
from caregiver.storage.tables import RECORD_TABLES
from tests import builders

FLIPS, LONG_FLIPS = 200, 1500
FIRST, LAST = date(2027, 3, 1), date(2027, 3, 31)


@pytest.fixture(scope="module")
def whole_file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A closed care file of the example family."""
    from tests.conftest import NOW, ZONE

    path = tmp_path_factory.mktemp("hostile") / "ours.care"
    clock = FixedClock(NOW, ZONE)
    care_file = create_file(path, clock)
    fill(care_file, clock)
    care_file.close()
    return path


@pytest.fixture
def copy(whole_file: Path, tmp_path: Path) -> Path:
    path = tmp_path / "ours.care"
    shutil.copyfile(whole_file, path)
    return path


def change_by_force(path: Path, *statements: str) -> None:
    """Change rows behind the program's back; no rule of the tables is asked."""
    with contextlib.closing(connections.connect(path)) as raw:
        raw.execute("PRAGMA ignore_check_constraints = ON")
        raw.execute("PRAGMA foreign_keys = OFF")
        for one in statements:
            raw.execute(one)


READINGS: dict[str, Callable[[Caregiver], Any]] = {
    "today": lambda app: app.today.page(),
    "month": lambda app: app.calendar.month(FIRST, LAST),
    "entries": lambda app: app.calendar.entries(FIRST, LAST),
    "medications": lambda app: app.medications.groups(),
    "symptoms": lambda app: app.symptoms.grid(),
    "results": lambda app: app.labs.table(()),
    "questions": lambda app: app.questions.waiting(),
    "visits": lambda app: app.visits.next(),
    "journal": lambda app: app.journal.newest(),
    "team": lambda app: (app.people.patient(), app.people.team(), app.people.all_rules()),
    "therapy": lambda app: (app.therapy.lines(), app.therapy.cycles()),
    "search": lambda app: app.search.find("pain"),
    "history": lambda app: app.history(),
    "removed": lambda app: app.records.removed(),
    "summary": lambda app: app.reports.visit_summary(),
    "everything": lambda app: app.exports.everything(app.path.with_name("all.json")),
    "calendar file": lambda app: app.exports.calendar(app.path.with_name("all.ics")),
    "undo": lambda app: app.undo(),
    "check": lambda app: app.backups.problems(),
}
QUICK = [
    name for name in READINGS if name not in ("summary", "check", "everything", "calendar file")
]


def read_all(path: Path, clock: FixedClock, names: list[str]) -> Iterator[str]:
    """Read what screens and papers read; yield the code of each refusal, let a crash fly."""
    try:
        app = Caregiver.open(path, clock)
    except UserError as error:
        yield error.code
        return
    with app:
        for name in names:
            try:
                READINGS[name](app)
            except UserError as error:
                yield error.code


BAD_VALUES = {
    "no date": "UPDATE journal_entry SET day = '2027-0x-01'",
    "31 April": "UPDATE dose SET day = '2027-04-31' WHERE day = '2027-03-15'",
    "no instant": "UPDATE dose SET given_at = '2027-03-15Tnoon' WHERE day = '2027-03-15'",
    "no time of day": "UPDATE schedule SET times = '[\"25:00\"]'",
    "no list": "UPDATE schedule SET times = '7'",
    "torn list": "UPDATE schedule SET weekdays = '[1, '",
    "deep list": "UPDATE schedule SET weekdays = replace(hex(zeroblob(20000)), '00', '[')",
    "unknown choice": "UPDATE dose SET status = 'perhaps'",
    "no number": "UPDATE dose SET amount = 'two' WHERE day = '2027-03-15'",
    "no text": "UPDATE journal_entry SET text = CAST(x'c3280a' AS TEXT)",
    "no text in the index": "UPDATE search_entry SET title = CAST(x'c328' AS TEXT)",
    "day far away": "UPDATE search_entry SET number = number + 9000000000000000",
    "history not JSON": "UPDATE change_record SET after = '{\"day\": ', before = '['",
    "history of no kind": "UPDATE change_record SET kind = 'horse', before = '{}', after = NULL",
    "history without a moment": "UPDATE change SET at = 'once'",
    "unknown zone": "UPDATE appointment SET zone = 'Mars/Olympus'",
    "zone that is a path": "UPDATE appointment SET zone = '../../etc/passwd'",
    "rule that is none": "UPDATE appointment SET rule = 'FREQ=SOMETIMES'",
    "endless rule": "UPDATE appointment SET rule = 'FREQ=SECONDLY'",
    "appointment with an offset": "UPDATE appointment SET starts = '2027-03-15T10:00+05:00'",
    "last day there is": "UPDATE appointment SET starts = '9999-12-31T23:59', ends = NULL",
    "year one": "UPDATE cycle SET first_on = '0001-01-01'",
    "no days in a cycle": "UPDATE cycle SET days = 0",
    "numbers beyond all": "UPDATE cycle SET days = 9223372036854775807",
    "amount without end": "UPDATE dose SET amount = 'Infinity'",
    "amount that is no number": "UPDATE dose SET amount = 'NaN'",
    "result that is no number": "UPDATE lab_result SET range_low = 'NaN', range_high = 'sNaN'",
    "instant without a zone": "UPDATE dose SET given_at = '2027-03-15T08:00:00'",
    "reference to nothing": "DELETE FROM medication",
    "schema gone": "DROP TABLE dose",
    "column gone": "ALTER TABLE journal_entry RENAME COLUMN text TO words",
}


@pytest.mark.parametrize("statement", BAD_VALUES.values(), ids=BAD_VALUES.keys())
def test_a_bad_value_gets_an_answer_or_a_clear_refusal(
    copy: Path, clock: FixedClock, statement: str
) -> None:
    change_by_force(copy, statement)
    for code in read_all(copy, clock, list(READINGS)):
        assert code in {"file_damaged", "nothing_to_undo"}


@pytest.mark.parametrize("case", ["no date", "unknown choice", "no text", "torn list"])
def test_what_cannot_be_read_is_called_damaged(copy: Path, clock: FixedClock, case: str) -> None:
    change_by_force(copy, BAD_VALUES[case])
    assert "file_damaged" in set(read_all(copy, clock, QUICK))


def test_one_bad_record_does_not_take_the_others_along(copy: Path, clock: FixedClock) -> None:
    change_by_force(copy, BAD_VALUES["no date"])
    with Caregiver.open(copy, clock) as app:
        with pytest.raises(CareFileDamaged):
            app.journal.newest()
        assert app.today.page().due_now
        assert app.backups.make().records > 1000


@pytest.mark.parametrize("cls", RECORD_CLASSES, ids=lambda cls: cls.kind)
def test_every_field_that_is_not_text_refuses_nonsense_as_unreadable(cls: type[Any]) -> None:
    plain = to_plain(cls())
    fields = {one.name for one in RECORD_TABLES[cls.kind].columns}
    for name in fields & plain.keys():
        nonsense = {**plain, name: "\x00nonsense["}
        with contextlib.suppress(UnreadableValue):
            assert isinstance(from_plain(cls, nonsense), cls)
        with contextlib.suppress(UnreadableValue):
            assert isinstance(from_row(cls, tuple(nonsense.values())), cls)
    with pytest.raises(UnreadableValue):
        from_plain(cls, {**plain, "created_at": "never"})


def flip_bits(
    whole_file: Path, folder: Path, clock: FixedClock, count: int, seed: int
) -> dict[str, int]:
    """Flip one bit of the file, many times over; count how it was answered."""
    chance = random.Random(seed)
    content = whole_file.read_bytes()
    answers: dict[str, int] = {}
    for number in range(count):
        folder.mkdir()
        damaged = bytearray(content)
        place = chance.randrange(len(content))
        damaged[place] ^= 1 << chance.randrange(8)
        path = folder / f"{number}.care"
        path.write_bytes(damaged)
        some = chance.sample(QUICK, 3) if count == FLIPS else list(READINGS)
        try:
            codes = set(read_all(path, clock, some))
        except Exception as error:
            error.add_note(f"flip {number}: a bit of byte {place}")
            raise
        for code in codes or {"answered"}:
            answers[code] = answers.get(code, 0) + 1
        shutil.rmtree(folder)
    return answers


def test_a_flipped_bit_gets_an_answer_or_a_clear_refusal(
    whole_file: Path, tmp_path: Path, clock: FixedClock
) -> None:
    answers = flip_bits(whole_file, tmp_path / "flips", clock, FLIPS, seed=7)
    assert answers.keys() <= {"answered", "file_damaged", "file_not_ours", "file_newer",
                              "nothing_to_undo", "disk_failed", "file_empty"}  # fmt: skip
    assert answers["answered"] > FLIPS // 2


@pytest.mark.faults
@pytest.mark.timeout(900)
def test_thousands_of_flipped_bits_get_an_answer_or_a_clear_refusal(
    whole_file: Path, tmp_path: Path, clock: FixedClock
) -> None:
    answers = flip_bits(whole_file, tmp_path / "flips", clock, LONG_FLIPS, seed=8)
    assert answers["answered"] > LONG_FLIPS // 2


@pytest.mark.parametrize("kept_part", [0.1, 0.5, 0.9, 0.999])
def test_a_file_cut_short_is_refused_or_read_and_never_backed_up(
    whole_file: Path, tmp_path: Path, clock: FixedClock, kept_part: float
) -> None:
    content = whole_file.read_bytes()
    path = tmp_path / "ours.care"
    path.write_bytes(content[: int(len(content) * kept_part)])
    before = path.read_bytes()
    try:
        app = Caregiver.open(path, clock)
    except CareFileDamaged:
        assert path.read_bytes() == before
        return
    with app, pytest.raises(CareFileDamaged):
        app.backups.make()
    assert BackupsService(app.file, clock).list() == ()


def test_a_torn_journal_is_noticed_before_anything_is_read(
    tmp_path: Path, clock: FixedClock
) -> None:
    path = tmp_path / "ours.care"
    create_file(path, clock).close()
    empty = Path(shutil.copyfile(path, tmp_path / "empty"))
    care_file = open_file(path, clock)
    written = [f"line {number} " + "x" * 3000 for number in range(20)]
    for text in written:
        with care_file.change("saved") as work:
            work.save(builders.a_journal_entry(text=text))
    journal = path.with_name("ours.care-wal").read_bytes()
    care_file.close()
    chance = random.Random(9)
    for number in range(20):
        fresh = tmp_path / f"{number}.care"
        shutil.copyfile(empty, fresh)
        torn = bytearray(journal[: chance.randrange(1, len(journal))])
        torn[chance.randrange(len(torn))] ^= 0x10
        fresh.with_name(f"{fresh.name}-wal").write_bytes(torn)
        try:
            app = Caregiver.open(fresh, clock)
        except CareFileDamaged:
            continue
        with app:
            texts = {one.text for one in app.journal.newest()}
            assert texts == set(written[: len(texts)])
            assert app.backups.problems() == ()
