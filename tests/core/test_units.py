"""The unit tree on a date, against searches through the plain list."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from riktning.core.errors import RiktningError
from riktning.core.units import Unit, UnitKind, UnitTree

DAY = date(2024, 6, 1)


def _unit(number, parent, first=date(2017, 1, 1), last=None):
    above = None if parent is None else f"u{parent}"
    return Unit(f"u{number}", f"Enhet {number}", UnitKind.CLINIC, above, None, first, last)


@st.composite
def forests(draw):
    """Parents come before their children, in a list that is then shuffled."""
    size = draw(st.integers(1, 25))
    parents = [draw(st.sampled_from([None, *range(number)])) for number in range(size)]
    units = [_unit(number, parent) for number, parent in enumerate(parents)]
    return draw(st.permutations(units))


def _climb(units, unit_id):
    by_id = {unit.unit_id: unit for unit in units}
    path = [unit_id]
    while by_id[path[-1]].parent_id is not None:
        path.append(by_id[path[-1]].parent_id)
    return path


@given(forests())
def test_ancestors_are_found_by_climbing(units):
    tree = UnitTree(units, DAY)
    assert all(list(tree.ancestors(u.unit_id)) == _climb(units, u.unit_id) for u in units)


@given(forests())
def test_descendants_are_the_units_that_have_one_among_their_ancestors(units):
    tree = UnitTree(units, DAY)
    for unit in units:
        below = list(tree.descendants(unit.unit_id))
        expected = {u.unit_id for u in units if unit.unit_id in _climb(units, u.unit_id)}
        assert set(below) == expected
        assert len(below) == len(expected)
        assert below[0] == unit.unit_id


@given(forests())
def test_every_unit_hangs_below_exactly_one_root(units):
    tree = UnitTree(units, DAY)
    below_roots = [unit for root in tree.roots for unit in tree.descendants(root)]
    assert sorted(below_roots) == sorted(unit.unit_id for unit in tree)


def test_a_unit_belongs_where_it_stood_on_the_date():
    moved = [
        _unit(0, None),
        _unit(1, None),
        _unit(2, 0, last=date(2024, 5, 31)),
        _unit(2, 1, first=date(2024, 6, 1)),
    ]
    assert UnitTree(moved, date(2024, 5, 31))["u2"].parent_id == "u0"
    assert UnitTree(moved, date(2024, 6, 1))["u2"].parent_id == "u1"
    assert "u2" not in UnitTree(moved, date(2016, 12, 31))


def test_units_that_are_their_own_ancestors_are_refused():
    with pytest.raises(RiktningError, match="own ancestors"):
        UnitTree([_unit(0, 1), _unit(1, 0)], DAY)


def test_a_parent_that_is_not_valid_on_the_date_is_named():
    closed = _unit(0, None, last=date(2020, 1, 1))
    with pytest.raises(RiktningError, match=r"'u1' belongs to 'u0', not valid on 2024-06-01"):
        UnitTree([closed, _unit(1, 0)], DAY)
