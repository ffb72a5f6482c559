"""Every plan of the catalogue falls on the days its sources name, worked out by the program."""

from datetime import date, timedelta
from itertools import pairwise

import pytest

from caregiver import catalogue
from caregiver.catalogue.documents import read
from caregiver.domain.cycles import treatment_cycles
from caregiver.domain.due_doses import due_days
from caregiver.domain.medications import Schedule
from caregiver.domain.regimens import Regimen, planned_cycles
from caregiver.domain.therapy import Pause
from tests.builders import a_line

TEMPLATES = catalogue.regimens().templates
CYCLES = 40
DAY_ONE = date(2027, 1, 4)
TWO_YEARS = timedelta(days=731)

every_plan = pytest.mark.parametrize("template", TEMPLATES, ids=lambda one: one.id)


def length_of(template, cycle):
    return next(one.days for one in reversed(template.lengths) if one.first_cycle <= cycle)


def cycle_numbers(template, cycles=CYCLES):
    return range(1, min(cycles, template.last_cycle or cycles) + 1)


def whole_length(template, cycles=CYCLES):
    return sum(length_of(template, number) for number in cycle_numbers(template, cycles))


def days_by_arithmetic(template, part):
    """The days as the catalogue's own checker counts them; from day 1, or from the infusion."""
    found, before = [], 0
    for number in cycle_numbers(template):
        found += [before + day for phase in part.phases if phase.holds_in(number)
                  for day in phase.days]  # fmt: skip
        before += length_of(template, number)
    return sorted(found)


def regimen_of(template, begins=DAY_ONE):
    line = None if template.is_supportive else a_line()
    return Regimen(
        name=template.name,
        therapy_line_id=line.id if line else None,
        template=template.id,
        length_from=tuple(one.first_cycle for one in template.lengths),
        lengths=tuple(one.days for one in template.lengths),
        last_cycle=template.last_cycle,
        first_day=template.first_day,
        first_is_block=template.first_is_block,
        started_on=begins,
    )


def schedules_of(regimen, part):
    return [
        Schedule(
            medication_id="m",
            regimen_id=regimen.id,
            cycle_days=phase.days,
            cycles_from=phase.cycles_from,
            cycles_to=phase.cycles_to,
        )
        for phase in part.phases
    ]


def days_by_the_program(template, part, first=None, last=None):
    """The days from `first` to `last` on which the program plans doses, counted as above."""
    begins = DAY_ONE + timedelta(days=template.first_day - 1)
    first = first or begins
    last = last or DAY_ONE + timedelta(days=whole_length(template) - 1)
    regimen = regimen_of(template, begins)
    cycles = treatment_cycles([regimen], [regimen.cycle(1, begins)], first, last)
    return sorted(
        (day - DAY_ONE).days + 1
        for schedule in schedules_of(regimen, part)
        for day in due_days(schedule, first, last, cycles)
    )


def expected(kind):
    return [
        pytest.param(template, one, id=f"{template.id}-{one.drug_id}")
        for template in TEMPLATES
        for one in template.expect
        if getattr(one, kind)
    ]


@every_plan
def test_the_program_plans_the_days_of_the_plan_for_forty_cycles(template):
    for part in template.components:
        planned = days_by_the_program(template, part)
        assert planned == days_by_arithmetic(template, part), part.name
        assert len(set(planned)) == len(planned), "two phases never give one day twice"


@every_plan
def test_the_program_plans_the_same_days_when_only_later_ones_are_asked_for(template):
    for part in template.components:
        first = DAY_ONE + TWO_YEARS
        last = first + timedelta(days=99)
        wanted = range((first - DAY_ONE).days + 1, (last - DAY_ONE).days + 2)
        expected_days = [
            day for day in days_by_arithmetic(template, part) if day in wanted
            and day <= whole_length(template)
        ]  # fmt: skip
        last = min(last, DAY_ONE + timedelta(days=whole_length(template) - 1))
        assert days_by_the_program(template, part, first, max(last, first)) == expected_days


@every_plan
def test_a_plan_makes_a_regimen_and_schedules_that_can_be_saved(template):
    regimen = regimen_of(template)
    assert regimen.problems() == ()
    assert regimen.cycle(1, DAY_ONE).problems() == ()
    for part in template.components:
        for schedule in schedules_of(regimen, part):
            assert schedule.problems() == ()


@pytest.mark.parametrize(("template", "said"), expected("first_days"))
def test_the_first_days_are_those_of_the_source(template, said):
    planned = days_by_the_program(template, template.component(said.drug_id))
    assert tuple(planned[: len(said.first_days)]) == said.first_days


@pytest.mark.parametrize(("template", "said"), expected("weeks_after"))
def test_the_rhythm_is_that_of_the_source(template, said):
    planned = days_by_the_program(template, template.component(said.drug_id))
    for part in said.weeks_after:
        first = (part.from_week - 1) * 7 + 1
        last = part.to_week * 7 if part.to_week else planned[-1]
        found = [day for day in planned if first <= day <= last]
        assert found == list(range(first, last + 1, part.every_weeks * 7))
        assert part.doses in (None, len(found))


@pytest.mark.parametrize(("template", "said"), expected("count_by_cycle"))
def test_each_cycle_has_as_many_doses_as_the_source_says(template, said):
    planned = days_by_the_program(template, template.component(said.drug_id))
    before, counted = 0, []
    for number in range(1, len(said.count_by_cycle) + 1):
        length = length_of(template, number)
        counted.append(sum(before < day <= before + length for day in planned))
        before += length
    assert tuple(counted) == said.count_by_cycle


@every_plan
def test_the_cycles_follow_each_other_without_a_gap_and_end_with_the_last(template):
    if template.counts_from_zero:
        return
    regimen = regimen_of(template)
    far = DAY_ONE + timedelta(days=whole_length(template) + 500)
    cycles = planned_cycles(regimen, [regimen.cycle(1, DAY_ONE)], DAY_ONE, far)
    for one, after in pairwise(cycles):
        assert (after.number, after.first_on) == (one.number + 1, one.ends_before())
    if template.last_cycle is not None:
        assert cycles[-1].number == template.last_cycle
        assert days_by_the_program(template, template.components[0], last=far)[-1] <= whole_length(
            template
        )


ZERO = [one for one in TEMPLATES if one.counts_from_zero]


@pytest.mark.parametrize("template", ZERO, ids=lambda one: one.id)
def test_days_count_from_the_infusion(template):
    begins = date(2027, 3, 10)
    regimen = regimen_of(template, begins)
    cycle = regimen.cycle(1, begins)
    infusion = cycle.day_zero
    assert infusion == begins - timedelta(days=template.first_day)
    last = infusion + timedelta(days=30)
    cycles = treatment_cycles([regimen], [cycle], begins, last)
    given = {
        part.drug_id: [
            (day - infusion).days
            for schedule in schedules_of(regimen, part)
            for day in due_days(schedule, begins, last, cycles)
        ]
        for part in template.components
    }
    assert given == {
        "ide_cel": {"cyclophosphamide": [-5, -4, -3], "fludarabine": [-5, -4, -3],
                    "idecabtagene_vicleucel": [0]},
        "cilta_cel": {"cyclophosphamide": [-5, -4, -3], "fludarabine": [-5, -4, -3],
                      "ciltacabtagene_autoleucel": [0]},
        "asct_day_minus_1": {"melphalan": [-1], "stem_cells": [0]},
        "asct_day_minus_2": {"melphalan": [-2], "stem_cells": [0]},
    }[template.id]  # fmt: skip
    assert cycles.where(infusion + timedelta(days=14)).day == 14


@every_plan
@pytest.mark.parametrize("wait", [3, 7, 100])
def test_a_delay_moves_every_later_day_and_no_earlier_one(template, wait):
    begins = DAY_ONE + timedelta(days=template.first_day - 1)
    regimen = regimen_of(template, begins)
    last_day = whole_length(template, 12)
    for moved in sorted({template.first_day, 1, length_of(template, 1)}):
        first = DAY_ONE + timedelta(days=moved - 1)
        cycle = regimen.cycle(1, begins).with_pause(Pause(first, wait, "low counts", "nurse"))
        last = DAY_ONE + timedelta(days=last_day + wait - 1)
        cycles = treatment_cycles([regimen], [cycle], begins, last)
        for part in template.components:
            planned = sorted(
                (day - DAY_ONE).days + 1
                for schedule in schedules_of(regimen, part)
                for day in due_days(schedule, begins, last, cycles)
            )
            as_before = [day for day in days_by_arithmetic(template, part) if day <= last_day]
            assert planned == [day if day < moved else day + wait for day in as_before]


def test_step_up_blocks_have_the_length_of_their_sources():
    blocks = {one.id: one.lengths[0].days for one in TEMPLATES if one.first_is_block}
    assert blocks == {
        "teclistamab": 13,
        "elranatamab": 28,
        "talquetamab_weekly": 13,
        "talquetamab_q2w": 23,
        "linvoseltamab": 91,
    }


# the file itself ----------------------------------------------------------------------------


@pytest.mark.parametrize("plan", read("regimens")["regimens"], ids=lambda one: one["id"])
def test_phases_lie_inside_the_cycles_of_the_plan(plan):
    template = catalogue.regimens().get(plan["id"])
    for part in plan["components"]:
        seen = set()
        for phase in part["phases"]:
            assert phase["days"] == sorted(phase["days"])
            last = phase["to"] or phase["from"] + 30
            assert template.last_cycle is None or last <= template.last_cycle
            for number in range(phase["from"], last + 1):
                assert phase["length"] == length_of(template, number)
                for day in phase["days"]:
                    assert (number, day) not in seen
                    assert template.counts_from_zero or 1 <= day <= phase["length"]
                    seen.add((number, day))


def test_every_medicine_of_a_plan_is_known_by_name():
    known = {one.id: one.name for one in catalogue.drug_names().medicines}
    extra = {"fludarabine": "fludarabine", "stem_cells": "stem cells"}
    for template in TEMPLATES:
        for part in template.components:
            assert part.drug_id in known | extra
            if part.drug_id in extra:
                assert part.name == extra[part.drug_id]
