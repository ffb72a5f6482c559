"""Show what the reader of "Add anything" understood in the window's words, and correct it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time
from decimal import Decimal
from typing import Any, Protocol

from PySide6.QtCore import QT_TRANSLATE_NOOP, QCoreApplication

from caregiver import texts
from caregiver.domain.appointments import Appointment, AppointmentKind
from caregiver.domain.doses import DoseStatus, LimitWarning
from caregiver.domain.people import Role
from caregiver.domain.quick_add import Chip, Kind, Reading
from caregiver.formats import Formats
from ui import reading as typed
from ui.appointments import kind_words, repeats
from ui.messages import translated
from ui.people import role_words

KIND_KEY = "kind"
KINDS: dict[Kind, object] = {
    Kind.APPOINTMENT: QT_TRANSLATE_NOOP("AddLine", "Appointment"),
    Kind.SYMPTOM: QT_TRANSLATE_NOOP("AddLine", "Symptom"),
    Kind.DOSE: QT_TRANSLATE_NOOP("AddLine", "Dose"),
    Kind.QUESTION: QT_TRANSLATE_NOOP("AddLine", "Question"),
    Kind.JOURNAL: QT_TRANSLATE_NOOP("AddLine", "Journal note"),
    Kind.CONTACT: QT_TRANSLATE_NOOP("AddLine", "Contact"),
    Kind.LAB: QT_TRANSLATE_NOOP("AddLine", "Result"),
}
LABELS: dict[str, object] = {
    "amount": QT_TRANSLATE_NOOP("AddLine", "How much"),
    "began_on": QT_TRANSLATE_NOOP("AddLine", "Since"),
    "day": QT_TRANSLATE_NOOP("AddLine", "Day"),
    "ends": QT_TRANSLATE_NOOP("AddLine", "Until"),
    "location": QT_TRANSLATE_NOOP("AddLine", "Where"),
    "medicine": QT_TRANSLATE_NOOP("AddLine", "Medicine"),
    "member": QT_TRANSLATE_NOOP("AddLine", "With"),
    "name": QT_TRANSLATE_NOOP("AddLine", "Name"),
    "note": QT_TRANSLATE_NOOP("AddLine", "Note"),
    "phone": QT_TRANSLATE_NOOP("AddLine", "Number"),
    "reason": QT_TRANSLATE_NOOP("AddLine", "Reason"),
    "result": QT_TRANSLATE_NOOP("AddLine", "Result"),
    "role": QT_TRANSLATE_NOOP("AddLine", "For"),
    "rule": QT_TRANSLATE_NOOP("AddLine", "Repeats"),
    "severity": QT_TRANSLATE_NOOP("AddLine", "How bad"),
    "sort": QT_TRANSLATE_NOOP("AddLine", "What for"),
    "status": QT_TRANSLATE_NOOP("AddLine", "State"),
    "symptom": QT_TRANSLATE_NOOP("AddLine", "Symptom"),
    "text": QT_TRANSLATE_NOOP("AddLine", "Text"),
    "time": QT_TRANSLATE_NOOP("AddLine", "Time"),
    "title": QT_TRANSLATE_NOOP("AddLine", "Title"),
    "unit": QT_TRANSLATE_NOOP("AddLine", "Unit"),
    "value": QT_TRANSLATE_NOOP("AddLine", "Value"),
}
# The order in which another kind is offered; results stay what they are read as.
_KINDS_OFFERED = (
    Kind.JOURNAL, Kind.QUESTION, Kind.SYMPTOM, Kind.DOSE, Kind.APPOINTMENT, Kind.CONTACT,
)  # fmt: skip
_STATUS: dict[DoseStatus, object] = {
    DoseStatus.TAKEN: QT_TRANSLATE_NOOP("AddLine", "Taken"),
    DoseStatus.LATE: QT_TRANSLATE_NOOP("AddLine", "Taken late"),
    DoseStatus.MISSED: QT_TRANSLATE_NOOP("AddLine", "Not taken"),
    DoseStatus.SKIPPED: QT_TRANSLATE_NOOP("AddLine", "Left out on purpose"),
    DoseStatus.HELD: QT_TRANSLATE_NOOP("AddLine", "Held by the clinic"),
}
_FREE_TEXT = {"title", "text", "name", "location", "note", "reason", "phone"}
DAYS, TIMES, NUMBERS = {"day", "began_on"}, {"time", "ends"}, {"value", "amount"}


class QuickAdd(Protocol):
    """Name what is needed of `Caregiver.quick_add`."""

    def read(self, line: str) -> Reading:
        """Return what a line means."""
        ...

    def read_as(self, kind: Kind, line: str) -> Reading:
        """Return what a line means as another kind."""
        ...

    def corrected(self, reading: Reading, key: str, text: str) -> Reading:
        """Return a reading with one part set from what was typed."""
        ...

    def warnings(self, reading: Reading) -> Sequence[LimitWarning]:
        """Return what speaks against a dose before it is saved."""
        ...

    def save(self, reading: Reading) -> object:
        """Save what it stands for."""
        ...


@dataclass(frozen=True, slots=True)
class ShownChip:
    """One part of a reading in the window's words; a choice is named by its number."""

    key: str
    label: str
    value: str
    needs_confirm: bool = False
    choices: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class ShownReading:
    """A reading in the window's words; `quick_add` reads what is typed into a part."""

    reading: Reading
    formats: Formats
    today: Callable[[], date]
    quick_add: QuickAdd | None = None

    @property
    def chips(self) -> tuple[ShownChip, ...]:
        """Return what the line becomes, and its parts."""
        return (self._kind_chip(), *(self._shown(chip) for chip in self.reading.chips))

    @property
    def question(self) -> str:
        """Return what must be answered before it can be saved, or ""."""
        missing = [_label(key) for key in self.reading.missing]
        if not missing:
            return ""
        words = QCoreApplication.translate("AddLine", "Please choose first: %1.")
        return words.replace("%1", ", ".join(missing))

    @property
    def warning(self) -> str:
        """Return what speaks against the dose it stands for, or ""."""
        found = self.quick_add.warnings(self.reading) if self.quick_add is not None else ()
        return " ".join(
            translated(texts.WARNINGS[one.code]).format(limit=one.limit, given=one.given)
            for one in found
        )

    def with_chip(self, key: str, value: str) -> ShownReading:
        """Return the reading with one part corrected; what cannot be read asks again."""
        if key == KIND_KEY:
            return self._with(self._as_kind(value))
        chip = self.reading.chip(key)
        if chip is None:
            return self
        if chip.choices:
            return self._with(self.reading.with_value(key, chip.choices[int(value)].value))
        if key in DAYS and self.quick_add is not None:
            read = self.quick_add.corrected(self.reading, key, value)
            if not read.missing:
                return self._with(read)
        new = self._typed(chip, value)
        if new is not None:
            return self._with(self.reading.with_value(key, new))
        if self.quick_add is None:
            return self
        if key == "rule" and value.strip():
            rule = self.quick_add.read_as(Kind.APPOINTMENT, f"visit {value}").value("rule")
            return self._with(self.reading.with_value(key, rule)) if rule else self
        return self._with(self.quick_add.corrected(self.reading, key, value))

    def _with(self, new: Reading) -> ShownReading:
        return ShownReading(new, self.formats, self.today, self.quick_add)

    def _as_kind(self, value: str) -> Reading:
        kind = _KINDS_OFFERED[int(value)]
        if self.quick_add is None or kind is Kind.JOURNAL:
            return _as_note(self.reading)
        return self.quick_add.read_as(kind, self.reading.line)

    def _kind_chip(self) -> ShownChip:
        words = _words(KINDS[self.reading.kind])
        offered = _KINDS_OFFERED if self.quick_add is not None else _KINDS_OFFERED[:1]
        choices = tuple(
            (str(number), _words(KINDS[kind]))
            for number, kind in enumerate(offered)
            if kind is not self.reading.kind
        )
        label = QCoreApplication.translate("AddLine", "Save as")
        return ShownChip(KIND_KEY, label, words, False, choices)

    def _shown(self, chip: Chip) -> ShownChip:
        choices = tuple(
            (str(number), self._say(chip.key, choice.value, choice.text))
            for number, choice in enumerate(chip.choices)
        )
        words = self._say(chip.key, chip.value, chip.text)
        return ShownChip(chip.key, _label(chip.key), words, not chip.sure, choices)

    def _say(self, key: str, value: Any, text: str) -> str:
        if key == "severity" and isinstance(value, int):
            return translated(texts.SEVERITY[value])
        if key == "rule" and value:
            return repeats(self._planned(value), self.formats)
        if isinstance(value, date):
            is_near = value.year == self.today().year
            return self.formats.day_date(value) if is_near else self.formats.date_medium(value)
        if isinstance(value, time):
            return self.formats.time(value)
        if isinstance(value, Decimal):
            return self.formats.number(value)
        if isinstance(value, AppointmentKind):
            return kind_words(Appointment(sort=value))
        if isinstance(value, Role):
            return role_words(value)
        if isinstance(value, DoseStatus):
            return _words(_STATUS[value])
        return text

    def _planned(self, rule: str) -> Appointment:
        day: date = self.reading.value("day", self.today())
        return Appointment(starts=datetime.combine(day, time(0)), rule=rule)

    def _typed(self, chip: Chip, text: str) -> Any:
        if chip.key in DAYS:
            return typed.day(text, self.today())
        if chip.key in TIMES:
            return typed.clock(text)
        if chip.key in NUMBERS or isinstance(chip.value, Decimal):
            return typed.number(text)
        is_words = isinstance(chip.value, str) and chip.key in _FREE_TEXT
        return text.strip() or None if is_words or self.quick_add is None else None


class WindowLineReader:
    """Read and save lines through the service; made with the first letter typed."""

    def __init__(
        self, quick_add: Callable[[], QuickAdd], formats: Formats, today: Callable[[], date]
    ) -> None:
        """Take who gives the service, how to write, and who tells today's date."""
        self._quick_add, self._formats, self._today = quick_add, formats, today

    def read(self, text: str) -> ShownReading:
        """Return how the text is understood; never fails."""
        service = self._quick_add()
        return ShownReading(service.read(text), self._formats, self._today, service)

    def save(self, shown: ShownReading) -> str:
        """Save what was read; return what was saved."""
        self._quick_add().save(shown.reading)
        words = QCoreApplication.translate("AddLine", "Saved: %1")
        return words.replace("%1", _words(KINDS[shown.reading.kind]).lower())


def _as_note(reading: Reading) -> Reading:
    """Return the whole line as a journal note."""
    return Reading(Kind.JOURNAL, reading.line, (Chip("text", reading.line, reading.line),))


def _label(key: str) -> str:
    known = LABELS.get(key.partition(":")[0])
    return key.replace("_", " ").capitalize() if known is None else _words(known)


def _words(marked: object) -> str:
    return QCoreApplication.translate("AddLine", str(marked))
