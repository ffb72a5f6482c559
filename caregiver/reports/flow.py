"""Filling pages: strips of content from top to bottom, never cut, overflowing to the next page."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from caregiver.reports.sheet import Sheet


@dataclass(frozen=True, slots=True)
class Spacing:
    """How airy a page is: factor on gaps, points of padding per pad, points for what can grow."""

    air: float = 1.0
    pad: float = 1.6
    grow: float = 0.0


TIGHTEST = Spacing(air=0.45, pad=0.5)
ROOMIEST = Spacing(air=1.35, pad=2.6)

Paint = Callable[[Sheet, float, float, Spacing], None]


@dataclass(frozen=True, slots=True, kw_only=True)
class Slab:
    """A strip of a page that is never cut.

    `core` is its height without padding, `pads` how many pads it has, `grows` how many times it
    takes the free height of the page. `gap` is the space above it, none at the top of a page.
    `repeat` is painted above it when it starts a page: the head of its table.
    """

    core: float
    paint: Paint
    pads: int = 0
    gap: float = 0.0
    grows: int = 0
    with_next: bool = False
    repeat: Slab | None = None

    def height(self, spacing: Spacing) -> float:
        """Return the height without the gap."""
        return self.core + self.pads * spacing.pad + self.grows * spacing.grow


def total_height(slabs: Sequence[Slab], spacing: Spacing) -> float:
    """Return the height of all slabs on one page."""
    gaps = sum(slab.gap for slab in slabs[1:])
    return gaps * spacing.air + sum(slab.height(spacing) for slab in slabs)


def fitted(slabs: Sequence[Slab], room: float, most_growth: float) -> Spacing | None:
    """Return the airiest spacing that fits all slabs into `room`, None if none does."""
    least = total_height(slabs, TIGHTEST)
    if least > room + 0.01:
        return None
    most = total_height(slabs, ROOMIEST)
    share = 1.0 if most <= room else (room - least) / (most - least)
    spacing = Spacing(
        air=TIGHTEST.air + (ROOMIEST.air - TIGHTEST.air) * share,
        pad=TIGHTEST.pad + (ROOMIEST.pad - TIGHTEST.pad) * share,
    )
    growers = sum(slab.grows for slab in slabs)
    if share < 1.0 or not growers:
        return spacing
    return Spacing(spacing.air, spacing.pad, min(most_growth, (room - most) / growers))


@dataclass(frozen=True, slots=True)
class Frame:
    """Where content may stand; `first_top` holds for the first page."""

    left: float
    first_top: float
    top: float
    bottom: float


def flow(
    sheet: Sheet,
    slabs: Sequence[Slab],
    frame: Frame,
    spacing: Spacing,
    start_page: Callable[[], None],
    *,
    y: float | None = None,
) -> float:
    """Paint `slabs` from `y` on; `start_page` begins each further page. Return where it ends."""
    top = frame.first_top if sheet.page_count == 1 else frame.top
    at = top if y is None else y
    for unit in _units(slabs):
        height = total_height(unit, spacing)
        gap = unit[0].gap * spacing.air if at > top else 0.0
        if at > top and at + gap + height > frame.bottom + 0.01:
            start_page()
            top = at = frame.top
            at += _repeat_head(sheet, unit[0], frame.left, at, spacing)
            gap = 0.0
        at += gap
        for place, slab in enumerate(unit):
            if place and at + slab.height(spacing) > frame.bottom + 0.01:
                start_page()
                top = at = frame.top
                at += _repeat_head(sheet, slab, frame.left, at, spacing)
            elif place:
                at += slab.gap * spacing.air
            slab.paint(sheet, frame.left, at, spacing)
            at += slab.height(spacing)
    return at


def _repeat_head(sheet: Sheet, slab: Slab, left: float, top: float, spacing: Spacing) -> float:
    if slab.repeat is None:
        return 0.0
    slab.repeat.paint(sheet, left, top, spacing)
    return slab.repeat.height(spacing)


def _units(slabs: Sequence[Slab]) -> Iterator[list[Slab]]:
    """Group each slab with those before it that must not be parted from it."""
    unit: list[Slab] = []
    for slab in slabs:
        unit.append(slab)
        if not slab.with_next:
            yield unit
            unit = []
    if unit:
        yield unit
