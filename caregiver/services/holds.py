"""Holds: the clinic pauses a medicine for some days; that is neither stopped nor missed."""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import date

from caregiver import texts
from caregiver.clock import Clock
from caregiver.domain.holds import Hold, ended, hold_on, joined
from caregiver.domain.records import Problem
from caregiver.errors import InvalidRecord
from caregiver.storage import doses as dose_rows
from caregiver.storage.care_file import CareFile
from caregiver.storage.unit_of_work import UnitOfWork


class HoldsService:
    """Reading and changing holds. Of one medicine no two holds share a day."""

    def __init__(self, care_file: CareFile, clock: Clock) -> None:
        """Work on one care file."""
        self._file = care_file
        self._clock = clock

    # Reading

    def of(self, medication_id: str) -> tuple[Hold, ...]:
        """Return all holds of one medicine, the newest first."""
        with self._file.read() as reader:
            found = reader.where(Hold, "first_on", medication_id=medication_id)
        return tuple(reversed(found))

    def current(self, day: date | None = None) -> tuple[Hold, ...]:
        """Return the holds of `day` (default today), one of each medicine that is held."""
        on = day or self._clock.today()
        with self._file.read() as reader:
            by_medicine = dose_rows.holds_between(reader, on.isoformat(), on.isoformat())
        found = (hold_on(holds, on) for holds in by_medicine.values())
        return tuple(one for one in found if one is not None)

    # Changing

    def hold(
        self,
        medication_ids: Iterable[str],
        first_on: date,
        last_on: date | None = None,
        *,
        reason: str = "",
        told_by: str = "",
    ) -> tuple[Hold, ...]:
        """Hold medicines from `first_on` to `last_on` inclusive, as one change.

        No `last_on`: until the clinic says that they go on. What is held already on some of these
        days is joined with it: see `joined`.
        """
        ids = tuple(dict.fromkeys(medication_ids))
        new = [
            Hold(medication_id=id, first_on=first_on, last_on=last_on, reason=reason.strip(),
                 told_by=told_by.strip())
            for id in ids
        ]  # fmt: skip
        known = {id: self.of(id) for id in ids}
        label = texts.HOLD_MEDICINE if len(ids) == 1 else texts.HOLD_MEDICINES
        with self._file.change(label) as work:
            return tuple(_save_joined(work, one, known[one.medication_id]) for one in new)

    def save(self, hold: Hold) -> Hold:
        """Save a hold in which a mistake was corrected; no other may share a day with it."""
        others = (one for one in self.of(hold.medication_id) if one.id != hold.id)
        if any(hold.overlaps(one) for one in others):
            raise InvalidRecord(Hold.kind, (Problem("first_on", "holds_overlap"),))
        with self._file.change(texts.SAVE_HOLD) as work:
            return work.save(hold)

    def go_on(self, medication_ids: str | Iterable[str], on: date) -> None:
        """Note that medicines go on, as one change; `on` is the first day with them again.

        It may be later than was thought. A hold that would have no day left is removed.
        """
        ids = (medication_ids,) if isinstance(medication_ids, str) else tuple(medication_ids)
        known = [self.of(id) for id in ids]
        held = [self._held(holds, on) for holds in known]
        label = texts.END_HOLD if len(ids) == 1 else texts.END_HOLDS
        with self._file.change(label) as work:
            for hold, holds in zip(held, known, strict=True):
                _end(work, hold, on, holds)

    def delete(self, hold: Hold) -> None:
        """Remove a hold that was noted by mistake."""
        with self._file.change(texts.DELETE_HOLD) as work:
            work.delete(hold)

    # Within

    def _held(self, holds: Sequence[Hold], on: date) -> Hold:
        """Return the hold of today, else the one of `on`."""
        found = hold_on(holds, self._clock.today()) or hold_on(holds, on)
        if found is None:
            raise InvalidRecord(Hold.kind, (Problem("first_on", "not_held"),))
        return found


def _save_joined(work: UnitOfWork, new: Hold, known: Sequence[Hold]) -> Hold:
    """Save a hold; those that share days with it, or with what they become, end in it."""
    left = list(known)
    while touching := [one for one in left if one.overlaps(new)]:
        new = replace(joined(new, touching), id=touching[0].id)
        left = [one for one in left if one not in touching]
        for one in touching[1:]:
            work.delete(one)
    return work.save(new)


def _end(work: UnitOfWork, hold: Hold, on: date, known: Sequence[Hold]) -> None:
    kept = ended(hold, on)
    if kept is None:
        work.delete(hold)
        return
    later = [one for one in known if one.id != hold.id and one.overlaps(kept)]
    for one in later:
        work.delete(one)
    work.save(kept)
