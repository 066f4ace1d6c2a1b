"""A part of a whole that is larger than it is not handed in; what may be larger is only told."""

import pytest

from riktning.apps.followup.rounds.checking import Fault, Lack, lacks, more_than_all
from riktning.apps.followup.rounds.content import Said

MORE = Fault("numerator", Lack.MORE_THAN_ALL)


def lacking(said: Said, *, part: bool) -> tuple[Fault, ...]:
    return lacks(said, kind="measure", takes="share", contradicts=False, part=part)


@pytest.mark.parametrize(
    ("numerator", "denominator", "more"),
    [(12.0, 9.0, True), (9.0, 9.0, False), (0.0, 9.0, False), (None, 9.0, False),
     (12.0, None, False)],
)  # fmt: skip
def test_only_a_part_of_a_whole_is_held_against_it(
    numerator: float | None, denominator: float | None, more: bool
) -> None:
    said = Said("reached", numerator=numerator, denominator=denominator)
    assert more_than_all(said) is more
    assert (MORE in lacking(said, part=True)) is more
    assert MORE not in lacking(said, part=False)
