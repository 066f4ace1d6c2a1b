"""The strongest evidence is of both directions where there are both."""

from types import SimpleNamespace

import pytest

from riktning.documents.report.tally import strongest
from riktning.trends.verdict import Direction

UP, DOWN = Direction.IMPROVING, Direction.WORSENING


def found(*ways):
    """Findings of these directions, the surest first."""
    return [
        SimpleNamespace(
            indicator_id=f"m{n}", direction=way,
            verdict=SimpleNamespace(direction=SimpleNamespace(p_value=n / 1000)),
        )
        for n, way in enumerate(ways)
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("ways", "most", "chosen"),
    [
        ((UP, UP, UP, DOWN, DOWN), 3, ["m0", "m1", "m3"]),
        ((DOWN, DOWN, DOWN, UP), 3, ["m0", "m1", "m3"]),
        ((UP, DOWN, UP, UP), 3, ["m0", "m1", "m2"]),
        ((UP, UP), 1, ["m0"]),
        ((UP, DOWN), 1, ["m1"]),
        ((), 3, []),
    ],
)
def test_what_worsens_is_never_left_out(ways, most, chosen):
    assert [each.indicator_id for each in strongest(found(*ways), most)] == chosen
