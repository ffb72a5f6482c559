"""Strips of content fill pages: never cut, heads repeated, nothing parted that belongs together."""

from caregiver.reports.flow import (
    ROOMIEST,
    TIGHTEST,
    Frame,
    Slab,
    Spacing,
    fitted,
    flow,
    total_height,
)
from caregiver.reports.sheet import Sheet

FRAME = Frame(left=40, first_top=40, top=60, bottom=400)
PLAIN = Spacing(air=1.0, pad=0.0)


class Painted:
    """Slabs that note where they were painted."""

    def __init__(self):
        self.sheet = Sheet((500, 500), "title")
        self.sheet.add_page()
        self.spots = []

    def slab(self, name, core, **more):
        def paint(sheet, left, top, spacing):
            self.spots.append((name, sheet.page_index, round(top)))

        return Slab(core=core, paint=paint, **more)

    def flow(self, slabs, spacing=PLAIN):
        return flow(self.sheet, slabs, FRAME, spacing, self.sheet.add_page)


def test_gaps_stand_between_slabs_but_not_at_the_top():
    painted = Painted()
    end = painted.flow([painted.slab("a", 50, gap=9), painted.slab("b", 50, gap=10)])
    assert painted.spots == [("a", 0, 40), ("b", 0, 100)]
    assert end == 150


def test_what_does_not_fit_begins_the_next_page():
    painted = Painted()
    painted.flow([painted.slab("a", 300), painted.slab("b", 100, gap=5)])
    assert painted.spots == [("a", 0, 40), ("b", 1, 60)]


def test_a_heading_goes_with_its_first_row():
    painted = Painted()
    heading = painted.slab("heading", 40, with_next=True)
    painted.flow([painted.slab("a", 300), heading, painted.slab("row", 50)])
    assert painted.spots == [("a", 0, 40), ("heading", 1, 60), ("row", 1, 100)]


def test_the_head_of_a_table_repeats_on_the_next_page():
    painted = Painted()
    head = painted.slab("head", 20)
    rows = [painted.slab(f"row {n}", 150, repeat=head) for n in range(4)]
    painted.flow(rows)
    assert painted.spots == [
        ("row 0", 0, 40),
        ("row 1", 0, 190),
        ("head", 1, 60),
        ("row 2", 1, 80),
        ("row 3", 1, 230),
    ]


def test_a_unit_taller_than_a_page_is_parted_between_its_slabs():
    painted = Painted()
    head = painted.slab("head", 20)
    unit = [painted.slab(f"part {n}", 200, with_next=n < 2, repeat=head) for n in range(3)]
    painted.flow(unit)
    assert painted.spots == [
        ("part 0", 0, 40),
        ("head", 1, 60),
        ("part 1", 1, 80),
        ("head", 2, 60),
        ("part 2", 2, 80),
    ]


def test_a_last_slab_that_wants_a_next_one_is_still_painted():
    painted = Painted()
    painted.flow([painted.slab("a", 20), painted.slab("b", 20, with_next=True)])
    assert [name for name, _, _ in painted.spots] == ["a", "b"]


def test_spacing_is_as_airy_as_fits():
    painted = Painted()
    slabs = [painted.slab(str(n), 20, pads=2, gap=10) for n in range(10)]
    least, most = total_height(slabs, TIGHTEST), total_height(slabs, ROOMIEST)
    middle = fitted(slabs, (least + most) / 2, 30)
    assert fitted(slabs, least - 1, 30) is None
    assert middle is not None
    assert abs(total_height(slabs, middle) - (least + most) / 2) < 0.01
    assert fitted(slabs, most + 500, 30) == ROOMIEST


def test_free_room_goes_to_what_can_grow_up_to_a_limit():
    painted = Painted()
    slabs = [painted.slab("a", 20), painted.slab("box", 30, grows=1)]
    spacing = fitted(slabs, 500, 25)
    assert spacing is not None
    assert spacing.grow == 25
    assert total_height(slabs, spacing) == 75
