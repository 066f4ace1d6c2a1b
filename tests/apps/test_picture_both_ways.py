"""The sentence of an area names what worsens, however sure the improvements are."""

from types import SimpleNamespace

from riktning.apps.followup.picture_words import _strongest
from riktning.catalogue.model import Words
from riktning.trends.verdict import Direction


def test_a_surer_improvement_does_not_push_out_what_worsens():
    ways = [Direction.IMPROVING] * 5 + [Direction.WORSENING] * 2
    moving = tuple(
        SimpleNamespace(name=Words(f"mått {n}", f"measure {n}"), finding=SimpleNamespace(state=way))
        for n, way in enumerate(ways)
    )
    told = _strongest(SimpleNamespace(strongest=moving), "sv")
    assert "mått 0" in told
    assert "mått 5" in told
