"""Writing a regimen into the care file: its line, its cycle, its medicines; and stopping it."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import date, timedelta

from caregiver.catalogue import drug_names
from caregiver.domain.doses import Dose
from caregiver.domain.medications import Medication, Schedule
from caregiver.domain.name_match import fold
from caregiver.domain.quantities import NO_BREAK_SPACE, safe_dose_text
from caregiver.domain.records import new_id
from caregiver.domain.regimens import Regimen
from caregiver.domain.therapy import Cycle, TherapyLine
from caregiver.errors import BadInput
from caregiver.services.regimen_drafts import DraftMedicine, RegimenDraft, schedules_of
from caregiver.storage.reading import Reader
from caregiver.storage.unit_of_work import UnitOfWork

_ONE_DAY = timedelta(days=1)


def joined_with_list(draft: RegimenDraft, reader: Reader, today: date) -> RegimenDraft:
    """Return a draft whose medicines name those of the list that have the same ingredient."""
    listed = [one for one in reader.all(Medication) if one.is_current(today)]
    return replace(
        draft, medicines=tuple(_joined(medicine, listed) for medicine in draft.medicines)
    )


def _joined(medicine: DraftMedicine, listed: Iterable[Medication]) -> DraftMedicine:
    found = _same(medicine, listed)
    if found is None:
        return medicine
    return replace(medicine, medication_id=found.id, place=found.place, strength=found.strength)


def _same(medicine: DraftMedicine, listed: Iterable[Medication]) -> Medication | None:
    """Return the medicine of the list with the name or the same ingredient of one in a draft."""
    names = {fold(one) for one in drug_names().same(medicine.name.strip())}
    names = (names | {fold(medicine.name)}) - {""}
    for one in listed:
        if names & ({fold(one.name), fold(one.brand)} - {""}):
            return one
    return None


class Setup:
    """One set-up under way, inside one change. `reader` sees the file as it was before."""

    def __init__(
        self, work: UnitOfWork, reader: Reader, draft: RegimenDraft, today: date, *, number: int
    ) -> None:
        """Write with `work` what `draft` says, from cycle `number` on.

        What is under way since an earlier cycle began on a day that nobody said.
        """
        self._work = work
        self._reader = reader
        self._draft = draft
        self._today = today
        self._number = number

    def same_regimen(self, first: date) -> Regimen | None:
        """Return the regimen of the same template with this first day of a cycle, not stopped."""
        for one in self._reader.where(Regimen, template=self._draft.template):
            cycles = self._reader.where(Cycle, "first_on", regimen_id=one.id)
            begins = [(cycle.number, cycle.first_on) for cycle in cycles[:1]]
            if one.stopped_on is None and begins == [(self._number, first)]:
                return one
        return None

    def regimen(self, first: date, line: TherapyLine | None, follows: str) -> Regimen:
        """Save the regimen and its first known cycle; the one it follows stops that day."""
        draft = self._draft
        earlier = self._work.get(Regimen, follows) if follows else None
        line_id = None
        if not draft.is_supportive:
            line_id = self._line(line, earlier, first).id
        made = replace(
            draft.regimen(line_id=line_id),
            started_on=first,
            confirmed_on=self._today if draft.confirmed else None,
            note=_safe(draft.note),
        )
        if earlier is not None:
            kept = {one.medication_id for one in draft.included if one.medication_id}
            stopped = replace(earlier, stopped_on=first)
            stop(self._work, self._reader, stopped, (None, draft.told_by, False), kept)
        saved = self._work.save(made)
        self._work.save(replace(made.cycle(self._number, first), id=new_id()))
        return saved

    def medicine(
        self, regimen: Regimen, medicine: DraftMedicine, doses_from: date | None
    ) -> Medication:
        """Save one medicine, new or joined, with a schedule for each of its phases."""
        known = self._known(medicine)
        if known is None:
            return self.new_medicine(regimen, medicine, doses_from)
        since = self._take_over(known, medicine, regimen, doses_from or self._first_of(regimen))
        begun = known.started_on
        joined = replace(
            known,
            strength=_safe(medicine.strength) or known.strength,
            treats_myeloma=known.treats_myeloma or regimen.treats_myeloma,
            started_on=min(begun, since) if begun else None,
        )
        return self._planned(joined, medicine, regimen, since)

    def new_medicine(
        self, regimen: Regimen, medicine: DraftMedicine, doses_from: date | None
    ) -> Medication:
        """Save a medicine that is not on the list; raise `BadInput` for one of this regimen."""
        since = doses_from or self._first_of(regimen)
        ids = {one.medication_id for one in self._reader.where(Schedule, regimen_id=regimen.id)}
        there = _same(medicine, self._reader.among(Medication, "id", ids))
        if there is not None:
            raise BadInput("medicine_in_plan", name=there.name)
        medication = Medication(
            name=medicine.name.strip(),
            strength=_safe(medicine.strength),
            route=medicine.route.strip(),
            place=medicine.place,
            treats_myeloma=regimen.treats_myeloma,
            started_on=since if self._number == 1 or doses_from else None,
            told_by=self._draft.told_by,
        )
        return self._planned(medication, medicine, regimen, since)

    def _first_of(self, regimen: Regimen) -> date:
        return regimen.started_on or self._today

    def _planned(
        self, medication: Medication, medicine: DraftMedicine, regimen: Regimen, since: date
    ) -> Medication:
        """Save a medicine and its schedules in the regimen."""
        saved = self._work.save(medication)
        for one in schedules_of(medicine, regimen, saved.id, since):
            unit, dose_text = _safe(one.unit), _safe(one.dose_text)
            told_by = self._draft.told_by
            self._work.save(replace(one, unit=unit, dose_text=dose_text, told_by=told_by))
        return saved

    def _known(self, medicine: DraftMedicine) -> Medication | None:
        """Return the medicine to join: the one named, else one in use with the same name."""
        if medicine.medication_id:
            return self._work.get(Medication, medicine.medication_id)
        listed = (one for one in self._reader.all(Medication) if one.is_current(self._today))
        return next((one for one in listed if fold(one.name) == fold(medicine.name)), None)

    def _take_over(
        self, known: Medication, medicine: DraftMedicine, regimen: Regimen, since: date
    ) -> date:
        """End the old fixed days of a medicine that is joined; return the day the new ones begin.

        What has passed stays as it was, so no dose is planned twice.
        """
        schedules = self._work_schedules(known.id)
        if any(one.regimen_id == regimen.id for one in schedules):
            raise BadInput("medicine_in_plan", name=known.name)
        old = [] if medicine.keeps_old else [one for one in schedules if not one.as_needed]
        old = [one for one in old if one.last_on is None or one.last_on >= since]
        if old and since < self._today:
            since = self._today
        for one in old:
            if one.regimen_id is None or one.is_current(since):
                end_schedule(self._work, self._reader, one, since)
        return since

    def _work_schedules(self, medication_id: str) -> list[Schedule]:
        """Return the schedules as they are inside this change."""
        known = self._reader.where(Schedule, medication_id=medication_id)
        now = (self._work.find(Schedule, one.id) for one in known)
        return [one for one in now if one is not None]

    def _line(self, line: TherapyLine | None, earlier: Regimen | None, on: date) -> TherapyLine:
        """Return the line the treatment belongs to, saved."""
        if line is not None:
            return self._work.save(line)
        if earlier is not None and earlier.therapy_line_id:
            return self._work.get(TherapyLine, earlier.therapy_line_id)
        lines = self._reader.all(TherapyLine, "number")
        current = [one for one in lines if one.is_current(on)]
        if current:
            return current[-1]
        number = lines[-1].number + 1 if lines else 1
        begun = on if self._number == 1 else None
        return self._work.save(TherapyLine(number=number, name=self._draft.name, started_on=begun))


def end_schedule(work: UnitOfWork, reader: Reader, old: Schedule, since: date) -> None:
    """End a schedule the day before `since`; one that would only begin then is taken out."""
    last = since - _ONE_DAY
    if old.first_on is None or old.first_on <= last:
        work.save(replace(old, last_on=last))
        return
    for dose in reader.where(Dose, schedule_id=old.id):
        work.save(replace(dose, schedule_id=None))
    work.delete(old)


def begin_on(work: UnitOfWork, reader: Reader, regimen: Regimen, days: tuple[date, date]) -> None:
    """Move the start of a regimen whose first cycle began on another day than noted: was, is."""
    was, on = days
    if was == on:
        return
    work.save(replace(regimen, started_on=on))
    for schedule in reader.where(Schedule, regimen_id=regimen.id):
        if schedule.first_on == was:
            work.save(replace(schedule, first_on=on))
            medication = work.get(Medication, schedule.medication_id)
            if medication.started_on == was:
                work.save(replace(medication, started_on=on))


def stop(
    work: UnitOfWork,
    reader: Reader,
    regimen: Regimen,
    how: tuple[frozenset[str] | None, str, bool],
    kept: Iterable[str] = (),
) -> Regimen:
    """Save a stopped regimen; its schedules end the day before, and medicines stop with it.

    `how`: the ids of the medicines that stop (None: all without another schedule, but not those
    in `kept`), who said so, and whether the line of treatment ends as well.
    """
    ids, told_by, ends_line = how
    on = regimen.stopped_on or date.max
    schedules = reader.where(Schedule, regimen_id=regimen.id)
    of_regimen = dict.fromkeys(one.medication_id for one in schedules)
    if ids is None:
        ids = frozenset(one for one in of_regimen if not _has_other(reader, one, regimen.id, on))
        ids -= frozenset(kept)
    for one in schedules:
        if one.last_on is None or one.last_on >= on:
            end_schedule(work, reader, one, on)
    for id in of_regimen:
        medication = work.get(Medication, id)
        if id in ids and medication.stopped_on is None:
            begun = medication.started_on is None or medication.started_on <= on
            work.save(
                replace(
                    medication,
                    started_on=medication.started_on if begun else on,
                    stopped_on=on,
                    stop_reason=regimen.stop_reason,
                    stop_told_by=told_by,
                )
            )
            for other in reader.where(Schedule, medication_id=id):
                if other.regimen_id != regimen.id and (other.last_on or date.max) >= on:
                    end_schedule(work, reader, other, on)
    if ends_line and regimen.therapy_line_id:
        line = work.get(TherapyLine, regimen.therapy_line_id)
        work.save(replace(line, stopped_on=on, stop_reason=regimen.stop_reason))
    return work.save(regimen)


def _has_other(reader: Reader, medication_id: str, regimen_id: str, on: date) -> bool:
    """Say whether a medicine is also taken by a schedule outside the regimen."""
    return any(
        one.regimen_id != regimen_id and (one.last_on is None or one.last_on >= on)
        for one in reader.where(Schedule, medication_id=medication_id)
    )


def _safe(text: str) -> str:
    """Return a dose text in its safe form, as every medicine has it."""
    return safe_dose_text(text.strip()).text.replace(NO_BREAK_SPACE, " ")
