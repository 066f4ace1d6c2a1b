"""A star between figures is a sign of times, and is told as typed."""

import pytest

from riktning.documents.manuscript.prose import prose


@pytest.mark.parametrize("typed", ["2*3*4", "2**3**4", "2*3", "10*20*30"])
def test_a_product_is_told_as_typed(typed):
    (paragraph,) = prose(typed, 1)
    assert [node["c"] for node in paragraph["c"]] == [typed]


def test_emphasis_of_figures_is_still_emphasis():
    (paragraph,) = prose("*2* av **34**", 1)
    kinds = [node["t"] for node in paragraph["c"] if node["t"] != "Space"]
    assert kinds == ["Emph", "Str", "Strong"]
