"""Where needs stand in the picture of the matrix."""

from types import SimpleNamespace

from hypothesis import given
from hypothesis import strategies as st

from riktning.apps.needs.queries import Placed
from riktning.web.presenters.need_matrix import CELL, LEFT, TOP, dots, picture_height

PLACES = st.none() | st.tuples(st.integers(1, 10), st.integers(1, 10))


def placed(number, mine, title="Ett behov"):
    return Placed(SimpleNamespace(pk=number, title=title), mine, 1, None)


@given(st.lists(PLACES, max_size=12))
def test_no_need_hides_another_and_each_stands_in_its_own_cell_or_waits(places):
    found = [placed(number, mine) for number, mine in enumerate(places, 1)]
    made = dots(found)
    assert len({(dot.x, dot.y) for dot in made}) == len(made)
    for dot, mine in zip(made, places, strict=True):
        assert dot.placed == (mine is not None)
        assert dot.y < picture_height(found)
        if mine:
            importance, urgency = mine
            assert 0 <= dot.x - LEFT - CELL * (urgency - 1) <= CELL
            assert 0 <= dot.y - TOP - CELL * (10 - importance) <= CELL
        else:
            assert dot.y > TOP + 10 * CELL


def test_what_waits_has_its_title_beside_as_far_as_there_is_room():
    short, long = dots([placed(1, None), placed(2, None, "En rubrik som är " + "lång " * 20)])
    assert short.beside == "Ett behov"
    assert len(long.beside) <= 40
    assert long.beside.endswith("…")
    assert long.title.startswith(long.beside[:-1])
    assert dots([placed(3, (9, 2))])[0].beside == ""
