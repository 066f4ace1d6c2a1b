"""Small pictures of how units took up a service: one scale, gaps where nothing is shown."""

import re

from test_presenters import info

from riktning.apps.needs.adoption import Adoption, UnitUse
from riktning.apps.observations.figures import Point
from riktning.core.periods import Month, Period, PeriodKind
from riktning.core.units import Unit, UnitKind
from riktning.web.presenters.use_multiples import HEIGHT, MOST, WIDTH, use_tiles

FIRST = Month(2025, 1)


def a_point(place: int, value: float | None) -> Point:
    period = Period(FIRST.plus(place), PeriodKind.MONTH)
    hidden = "primary" if value is None else ""
    return Point(period, None, None, value, None, None, False, hidden)


def a_use(name: str, values: list[float | None], since: int | None) -> UnitUse:
    unit = Unit(name, name, UnitKind.PRIMARY_CARE, None, None, FIRST.first_day, None)
    points = tuple(a_point(place, value) for place, value in enumerate(values))
    began = None if since is None else FIRST.plus(since)
    return UnitUse(unit, points, began, points[-1])


def tiles(*units: UnitUse, threshold: float | None = None, language: str = "sv"):
    months = tuple((FIRST.plus(n), 0, 1) for n in range(len(units[0].points)))
    found = Adoption(UnitKind.PRIMARY_CARE, units, months)
    return use_tiles(found, info(), threshold, ["b"], language, 5)


def heights(path: str) -> list[float]:
    return [float(y) for y in re.findall(r"[ML][\d.]+ ([\d.]+)", path)]


def test_all_are_drawn_on_the_scale_of_the_largest_and_within_the_picture():
    made = tiles(a_use("a", [0, 50, 100], 1), a_use("b", [0, 0, 25], 2))
    top, low = heights(made.tiles[0].path), heights(made.tiles[1].path)
    assert top[0] == low[0] == made.base
    rise = made.base - top[2]
    assert abs((made.base - low[2]) - rise / 4) < 0.11
    assert all(0 < y < HEIGHT for y in top + low)
    assert all(0 <= float(x) <= WIDTH for x in re.findall(r"[ML]([\d.]+) ", made.tiles[0].path))
    assert [tile.pilot for tile in made.tiles] == [False, True]


def test_a_month_without_a_figure_breaks_the_line_and_one_alone_is_a_dot():
    made = tiles(a_use("a", [10, None, 20, 30, None, 40], 5))
    assert made.tiles[0].path.count("M") == 3
    assert made.tiles[0].path.count("h0.1") == 2


def test_the_month_it_began_is_ringed_and_told():
    began, never = tiles(a_use("a", [0, 8], 1), a_use("b", [0, 0], None), threshold=5).tiles
    assert began.began is not None
    assert began.began[1] == heights(began.path)[1]
    assert "sedan" in began.said
    assert "2025" in began.said
    (always,) = tiles(a_use("c", [3, 4], 0)).tiles
    assert always.said.startswith("hela tiden, senast")
    assert never.began is None
    assert never.said.startswith("använder inte")


def test_the_threshold_is_a_line_and_told():
    made = tiles(a_use("a", [0, 8], 1), threshold=4)
    assert made.limit is not None
    assert heights(made.tiles[0].path)[1] < made.limit < made.base
    assert "används från och med 4,0" in made.told
    assert tiles(a_use("a", [0, 8], 1)).limit is None


def test_many_units_are_told_and_not_drawn():
    made = tiles(*(a_use(f"u{n}", [1.0, 2.0], 0) for n in range(MOST + 7)))
    assert (len(made.tiles), made.more) == (MOST, 7)


def test_without_any_use_the_lines_lie_on_the_base():
    made = tiles(a_use("a", [0, 0, 0], None))
    assert set(heights(made.tiles[0].path)) == {made.base}
