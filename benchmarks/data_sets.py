"""Care files of an invented family, as large as years of use make them.

The last year of each is the same, so a screen that shows some days has the same to show however
many years lie before. Made from a seed and kept in build/ until the code that makes them changes.
"""

import hashlib
import random
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from decimal import Decimal
from pathlib import Path
from uuid import UUID
from zoneinfo import ZoneInfo

from caregiver.clock import FixedClock
from caregiver.domain.appointments import Appointment
from caregiver.domain.doses import Dose, DoseStatus
from caregiver.domain.follow_ups import FollowUp, FollowUpRound
from caregiver.domain.labs import LabResult
from caregiver.domain.medications import Medication, Schedule
from caregiver.domain.people import CareTeamMember, Patient, Role
from caregiver.domain.questions import Question
from caregiver.domain.records import Record, field_names, to_plain
from caregiver.domain.regimens import Regimen
from caregiver.domain.symptoms import SymptomReport
from caregiver.domain.tasks import Task
from caregiver.domain.therapy import Cycle, TherapyLine
from caregiver.storage.care_file import CareFile, create_file

ROOT = Path(__file__).resolve().parent.parent
BUILD = ROOT / "build"
NOW = datetime(2027, 3, 15, 16, 0, tzinfo=UTC)
ZONE = ZoneInfo("America/New_York")
TODAY = date(2027, 3, 15)
_DAYS_A_YEAR = 365.25
_SEED = 2027


@dataclass(frozen=True, slots=True)
class Size:
    """How much there is. Doses beyond 12 a day are of medicines stopped before the last year."""

    name: str
    years: int
    doses: int
    symptoms: int
    appointments: int
    results: int


YEAR = Size("one-year", 1, 4_380, 3_000, 250, 1_000)
TYPICAL = Size("typical", 2, 45_000, 6_000, 500, 2_000)
FIVE_YEARS = Size("five-years", 5, 22_000, 15_000, 1_250, 5_000)
HEAVY = Size("heavy", 20, 450_000, 60_000, 5_000, 20_000)

_MEDICINES = ("Acyclovir", "Apixaban", "Lenalidomide", "Omeprazole", "Ondansetron", "Calcium")
_SYMPTOMS = ("Tiredness", "Tingling or numbness", "Nausea", "Back pain", "Poor sleep")
_NOTES = (
    "worse in the evening", "after the infusion", "better with a short walk", "slept badly",
    "told the nurse about it", "ate half a plate", "needed help on the stairs", "warm and dry",
)  # fmt: skip


def clock() -> FixedClock:
    """Return the moment at which all of them are looked at."""
    return FixedClock(NOW, ZONE)


def care_file_of(size: Size) -> Path:
    """Return the care file of a size, made now where it is not there yet."""
    path = BUILD / f"benchmark-{size.name}-{_code_hash()}.care"
    if not path.exists():
        BUILD.mkdir(exist_ok=True)
        for old in BUILD.glob(f"benchmark-{size.name}-*"):
            old.unlink()
        part = path.with_name(f"unfinished-{path.name}")
        part.unlink(missing_ok=True)
        care_file = create_file(part, clock(), by="Anna")
        _Family(size).fill(care_file)
        care_file.close()
        part.rename(path)
    return path


def _code_hash() -> str:
    """Return what changes whenever the file would come out differently."""
    sources = [Path(__file__), *sorted((ROOT / "caregiver" / "domain").glob("*.py"))]
    sources += [ROOT / "caregiver" / "storage" / f"{one}.py" for one in ("tables", "search_index")]
    content = b"".join(one.read_bytes() for one in sources)
    return hashlib.sha256(content).hexdigest()[:12]


class _Family:
    def __init__(self, size: Size) -> None:
        self._size = size
        self._chance = random.Random(_SEED)
        self._first = TODAY - timedelta(days=round(size.years * _DAYS_A_YEAR))
        self._days = (TODAY - self._first).days
        self._number = 0

    def fill(self, care_file: CareFile) -> None:
        """Put everything into an empty care file."""
        used = list(self._used())
        earlier = list(self._earlier())
        pairs = [*used, *earlier]
        care_file.fill(
            [
                *self._people(),
                *(record for pair in pairs for record in pair),
                *self._appointments(),
                *self._series(),
                *self._tasks(),
                *self._follow_ups(),
                *self._symptoms(),
                *self._results(),
            ]
        )
        self._put_doses(care_file, used, earlier)

    def _id(self) -> str:
        self._number += 1
        return str(UUID(int=0x0180_0000_0000_7000_8000 << 48 | self._number))

    def _people(self) -> Iterator[Record]:
        line = TherapyLine(id=self._id(), number=3, name="DPd", started_on=self._first)
        doctor = CareTeamMember(id=self._id(), name="Dr. Okafor", role=Role.DOCTOR)
        yield Patient(id=self._id(), name="Sample Person", birth_date=date(1958, 5, 12))
        yield doctor
        yield CareTeamMember(
            id=self._id(), name="24-hour line", role=Role.NURSE, phone="555 0100", is_team_line=True
        )
        yield line
        regimen = Regimen(
            id=self._id(), therapy_line_id=line.id, name="Rd", started_on=self._first
        )  # fmt: skip
        yield regimen
        for number in range(self._days // 28):
            first = TODAY - timedelta(days=28 * number + 14)
            yield Cycle(
                id=self._id(), therapy_line_id=line.id, regimen_id=regimen.id,
                number=self._days // 28 - number, first_on=first,
            )  # fmt: skip
        for number in range(12):
            yield Question(
                id=self._id(), text=f"Question number {number}?", noted_on=TODAY, rank=number
            )

    def _used(self) -> Iterator[tuple[Medication, Schedule]]:
        """Yield the medicines of today: twice a day, all through the years."""
        for name in _MEDICINES:
            yield self._medicine(name, (time(8), time(20)), self._first, None)

    def _earlier(self) -> Iterator[tuple[Medication, Schedule]]:
        """Yield the medicines of before: four times a day, until a year ago."""
        end = TODAY - timedelta(days=365)
        missing = self._size.doses - 12 * self._days
        per_medicine = 4 * max(1, (end - self._first).days)
        for number in range(-(-missing // per_medicine) if missing > 0 else 0):
            times = (time(6), time(12), time(18), time(23))
            yield self._medicine(f"Earlier medicine {number}", times, self._first, end)

    def _medicine(
        self, name: str, times: tuple[time, ...], begin: date, end: date | None
    ) -> tuple[Medication, Schedule]:
        medication = Medication(
            id=self._id(), name=name, strength="10 mg", started_on=begin, stopped_on=end
        )
        last = end - timedelta(days=1) if end else None
        schedule = Schedule(
            id=self._id(), medication_id=medication.id, amount=Decimal(1), unit="tablet",
            times=times, first_on=begin, last_on=last,
        )  # fmt: skip
        return medication, schedule

    def _appointments(self) -> Iterator[Appointment]:
        for number in range(self._size.appointments):
            # the newest ones lie ahead, some of them in the month in sight
            day = TODAY + timedelta(days=60 - number * self._days // self._size.appointments)
            hour = datetime.combine(day, time(8 + number % 9, 30))
            yield Appointment(
                id=self._id(), title=f"Clinic visit {number % 40}", starts=hour,
                ends=hour + timedelta(minutes=40), zone=ZONE.key, location="Cancer center",
                note=self._note(),
            )  # fmt: skip

    def _series(self) -> Iterator[Appointment]:
        """Yield three series that go on, and three for each year that ended with it."""
        for years_ago in range(self._size.years):
            until = TODAY - timedelta(days=365 * years_ago)
            ends = f";UNTIL={until:%Y%m%d}" if years_ago else ""
            begin = max(self._first, until - timedelta(days=360))
            for rule in ("FREQ=WEEKLY", "FREQ=MONTHLY;BYDAY=2WE", "FREQ=DAILY;INTERVAL=28"):
                starts = datetime.combine(begin, time(9))
                yield Appointment(
                    id=self._id(), title="Blood test", starts=starts, zone=ZONE.key,
                    ends=starts + timedelta(minutes=30), rule=f"{rule}{ends}",
                )  # fmt: skip

    def _tasks(self) -> Iterator[Task]:
        """Yield a task for every third day; the older ones are done."""
        for number in range(-10, self._days // 3):
            due = TODAY - timedelta(days=3 * number)
            done = due if number > 2 else None
            yield Task(id=self._id(), title=f"Order refill {number}", due_on=due, done_on=done)

    def _follow_ups(self) -> Iterator[Record]:
        """Yield twelve plans, each come round every four weeks."""
        for number in range(12):
            plan = FollowUp(
                id=self._id(), name=f"Test {number}", min_days=28, max_days=28,
                starts_on=self._first, is_test=True,
            )  # fmt: skip
            yield plan
            for back in range(self._days // 28):
                day = TODAY - timedelta(days=28 * back + 2 * number)
                yield FollowUpRound(
                    id=self._id(), follow_up_id=plan.id, name=plan.name, ordered_on=day,
                    done_on=day, result_seen_on=day, discussed_on=day,
                )  # fmt: skip

    def _symptoms(self) -> Iterator[SymptomReport]:
        for number in range(self._size.symptoms):
            day = TODAY - timedelta(days=number * self._days // self._size.symptoms)
            name = self._chance.choice(_SYMPTOMS)
            rare = " ondansetron" if number % 1000 == 999 else ""
            yield SymptomReport(
                id=self._id(), symptom=name.casefold(), name=name, day=day,
                observed_at=datetime.combine(day, time(12), UTC), severity=number % 4,
                ended_on=day, note=f"{self._note()}{rare}",
            )  # fmt: skip

    def _results(self) -> Iterator[LabResult]:
        for number in range(self._size.results):
            day = TODAY - timedelta(days=1 + number * self._days // self._size.results)
            name = ("Hemoglobin", "Platelets", "Creatinine", "Kappa free light chain")[number % 4]
            yield LabResult(
                id=self._id(), test=name.casefold(), name=name, printed=f"{90 + number % 60}",
                unit="g/L", range_low=Decimal(80), range_high=Decimal(160), taken_on=day,
            )  # fmt: skip

    def _note(self) -> str:
        return ", ".join(self._chance.choice(_NOTES) for _ in range(3))

    def _put_doses(
        self,
        care_file: CareFile,
        used: list[tuple[Medication, Schedule]],
        earlier: list[tuple[Medication, Schedule]],
    ) -> None:
        """Write the doses as plain rows: making half a million records takes minutes."""
        names = ", ".join(field_names(Dose))
        marks = ", ".join("?" for _ in field_names(Dose))
        with care_file._transaction() as connection:
            raw = connection.connection.driver_connection
            assert raw is not None
            raw.executemany(
                f"INSERT INTO dose ({names}) VALUES ({marks})", self._dose_rows(used, earlier)
            )

    def _dose_rows(
        self,
        used: list[tuple[Medication, Schedule]],
        earlier: list[tuple[Medication, Schedule]],
    ) -> Iterator[tuple[object, ...]]:
        pattern = to_plain(
            Dose(amount=Decimal(1), unit="tablet", strength="10 mg", given_by="Anna", given_at=NOW)
        )
        stamp = pattern["given_at"]
        left = self._size.doses
        statuses = [one.value for one in (DoseStatus.TAKEN,) * 20 + (DoseStatus.LATE,)]
        for number in range(1, self._days + 1):
            day = TODAY - timedelta(days=number)
            ended = [one for one in earlier if day < (one[0].stopped_on or TODAY)]
            for medication, schedule in (*used, *ended):
                for at in schedule.times:
                    if left == 0:
                        return
                    left -= 1
                    yield tuple(
                        {
                            **pattern,
                            "id": self._id(),
                            "created_at": stamp,
                            "updated_at": stamp,
                            "medication_id": medication.id,
                            "schedule_id": schedule.id,
                            "day": day.isoformat(),
                            "due_time": at.strftime("%H:%M"),
                            "status": self._chance.choice(statuses),
                            "given_at": f"{day.isoformat()}T{at.hour:02}:05:00.000000Z",
                        }.values()
                    )
