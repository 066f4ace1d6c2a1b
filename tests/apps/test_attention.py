"""What needs attention: a pure function over plain values."""

from dataclasses import replace
from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from riktning.apps.followup.attention import (
    AreaSituation,
    Attention,
    AttentionKind,
    LineSituation,
    Measured,
    attention,
    contradicts,
    contradicts_on_balance,
)
from riktning.apps.followup.attention_words import attention_sentence
from riktning.apps.followup.models import Status
from riktning.catalogue.model import Words
from riktning.trends.verdict import Direction, Pace

STATUSES = [None, *(status.value for status in Status)]
STAY = Words("medelvårdtiden", "mean length of stay")
PACES = [None, *Pace]


def measured(
    indicator_id: str = "stay",
    direction: Direction | None = None,
    pace: Pace | None = None,
    *,
    has_target: bool = False,
) -> Measured:
    return Measured(indicator_id, STAY, direction, pace, has_target)


def an_area(*lines: LineSituation, status: str | None = None, goals: bool = True) -> AreaSituation:
    return AreaSituation("nara-vard", "Nära vård", status, goals, lines)


def a_line(*measures: Measured, status: str | None = None) -> LineSituation:
    return LineSituation("Kortare vårdtid", status, measures)


def kinds(*areas: AreaSituation) -> list[AttentionKind]:
    return [item.kind for item in attention(areas, [])]


# A status and a verdict that cannot both be right; the table is the specification.
CONTRADICTIONS = {
    ("green", Direction.WORSENING, None),
    *(("green", Direction.WORSENING, pace) for pace in Pace),
    *(("green", direction, Pace.WRONG_WAY) for direction in (None, *Direction)),
    ("red", Direction.IMPROVING, None),
    *(("red", Direction.IMPROVING, pace) for pace in Pace if pace is not Pace.WRONG_WAY),
    *(
        ("red", direction, Pace.REACHED)
        for direction in (None, *Direction)
        if direction is not Direction.WORSENING
    ),
    *(
        ("not_measured", direction, pace)
        for direction in (Direction.IMPROVING, Direction.WORSENING, Direction.NO_EVIDENCE)
        for pace in PACES
    ),
}


@pytest.mark.parametrize(
    ("status", "direction", "pace"), [*product(STATUSES, [None, *Direction], PACES)]
)
def test_a_status_contradicts_a_verdict_as_the_table_says(
    status: str | None, direction: Direction | None, pace: Pace | None
) -> None:
    expected = (status, direction, pace) in CONTRADICTIONS
    assert contradicts(status, measured(direction=direction, pace=pace)) is expected


@given(
    st.lists(st.sampled_from([None, *Direction]), max_size=8),
    st.sampled_from(STATUSES),
)
def test_an_area_contradicts_only_when_the_balance_goes_against_its_status(
    directions: list[Direction | None], status: str | None
) -> None:
    right, wrong = (directions.count(d) for d in (Direction.IMPROVING, Direction.WORSENING))
    measures = [measured(str(n), direction) for n, direction in enumerate(directions)]
    expected = {"green": wrong > right, "red": right > wrong}.get(status or "", False)
    assert contradicts_on_balance(status, measures) is expected


def test_a_target_that_is_reached_outweighs_nothing_that_worsens() -> None:
    worse = [measured(str(n), Direction.WORSENING) for n in range(4)]
    better = [measured(str(n), Direction.IMPROVING) for n in (4, 5)]
    still = [measured(str(n), Direction.NO_EVIDENCE, Pace.REACHED) for n in (6, 7)]
    assert contradicts_on_balance("green", [*worse, *better, *still])
    assert not contradicts_on_balance("red", [*worse[:1], *still])


def test_a_red_line_contradicts_only_a_target_that_is_certainly_reached() -> None:
    reached = measured(direction=Direction.NO_EVIDENCE, pace=Pace.REACHED)
    assert contradicts("red", reached)
    assert not contradicts("red", replace(reached, certain=False))


def test_a_measure_that_worsens_needs_attention_only_when_the_plan_has_a_target_for_it() -> None:
    worsening = [
        measured(direction=Direction.WORSENING, has_target=has_target) for has_target in (0, 1)
    ]
    assert kinds(an_area(a_line(worsening[0]))) == []
    assert kinds(an_area(a_line(worsening[1]))) == [AttentionKind.WORSENING]


def test_a_measure_on_the_wrong_way_is_said_once_even_if_it_worsens_and_has_two_lines() -> None:
    wrong = measured(direction=Direction.WORSENING, pace=Pace.WRONG_WAY, has_target=True)
    assert kinds(an_area(a_line(wrong), a_line(wrong))) == [AttentionKind.WRONG_WAY]


def test_a_line_that_no_measure_follows_is_found_where_others_are_followed() -> None:
    assert kinds(an_area(a_line(measured()), a_line())) == [AttentionKind.UNMEASURED_LINE]


def test_an_area_whose_goals_nobody_measures_is_one_item_and_not_one_a_line() -> None:
    assert kinds(an_area(a_line(), a_line())) == [AttentionKind.UNMEASURED_AREA]
    assert kinds(an_area(a_line(), goals=False)) == []


def test_a_measure_that_follows_no_line_is_found() -> None:
    catalogue = [("stay", STAY), ("homes", Words("hembesök", "home visits"))]
    (item,) = attention([an_area(a_line(measured()))], catalogue)
    assert item.kind is AttentionKind.UNUSED_MEASURE
    assert item.measure is not None and item.measure.indicator_id == "homes"


def test_contradictions_come_first_and_the_plan_s_order_is_kept_within_a_kind() -> None:
    worse = measured(direction=Direction.WORSENING, has_target=True)
    areas = [
        AreaSituation(slug, slug, None, True, (a_line(worse, status="green"), a_line()))
        for slug in ("b", "a")
    ]
    found = [(item.kind, item.area_slug) for item in attention(areas, [])]
    shown = (
        AttentionKind.CONTRADICTION,
        AttentionKind.WORSENING,
        AttentionKind.UNMEASURED_LINE,
    )
    assert found == [(kind, slug) for kind in shown for slug in ("b", "a")]


def test_nothing_to_say_is_an_empty_answer() -> None:
    fine = measured(direction=Direction.IMPROVING, pace=Pace.ON_TIME, has_target=True)
    assert attention([an_area(a_line(fine, status="green"), status="green")], []) == ()


def sentences(item: Attention) -> tuple[str, str]:
    return attention_sentence(item, "sv"), attention_sentence(item, "en")


SAID = {
    AttentionKind.CONTRADICTION: (
        an_area(a_line(measured(direction=Direction.WORSENING), status="green")),
        "”Kortare vårdtid” har status grön, men medelvårdtiden försämras.",
        "“Kortare vårdtid” has the status green, but mean length of stay is worsening.",
    ),
    AttentionKind.WRONG_WAY: (
        an_area(a_line(measured(pace=Pace.WRONG_WAY))),
        "Medelvårdtiden rör sig bort från målvärdet.",
        "Mean length of stay moves away from its target.",
    ),
    AttentionKind.WORSENING: (
        an_area(a_line(measured(direction=Direction.WORSENING, has_target=True))),
        "Medelvårdtiden försämras, och planen har ett målvärde för måttet.",
        "Mean length of stay is worsening, and the plan has a target for it.",
    ),
    AttentionKind.LATE: (
        an_area(a_line(measured(direction=Direction.IMPROVING, pace=Pace.LATE))),
        "Medelvårdtiden når inte målvärdet i tid i nuvarande takt.",
        "Mean length of stay: at the present pace the target is not reached in time.",
    ),
    AttentionKind.UNMEASURED_AREA: (
        an_area(),
        "Inget mått säger något om effektmålen i Nära vård.",
        "No measure says anything of the effect goals in Nära vård.",
    ),
    AttentionKind.UNMEASURED_LINE: (
        an_area(a_line(measured()), a_line()),
        "Inget mått följer indikatorn ”Kortare vårdtid”.",
        "No measure follows the indicator “Kortare vårdtid”.",
    ),
}


@pytest.mark.parametrize("kind", SAID)
def test_each_kind_is_said_in_one_sentence_in_both_languages(kind: AttentionKind) -> None:
    area, *expected = SAID[kind]
    (item,) = attention([area], [])
    assert (item.kind, list(sentences(item))) == (kind, expected)


def test_an_area_that_contradicts_on_balance_is_said_without_naming_a_measure() -> None:
    improving = a_line(measured(direction=Direction.IMPROVING))
    (item,) = attention([an_area(improving, status="red")], [])
    assert sentences(item)[0] == (
        "Nära vård har status röd, men fler mått går åt rätt håll än åt fel."
    )


@pytest.mark.parametrize(("status", "direction", "pace"), sorted(CONTRADICTIONS, key=str))
def test_every_contradiction_has_a_sentence_without_gaps(
    status: str, direction: Direction | None, pace: Pace | None
) -> None:
    area = an_area(a_line(measured(direction=direction, pace=pace), status=status))
    item = attention([area], [])[0]
    for sentence in sentences(item):
        assert sentence[0] in "”“" and sentence.endswith(".") and "None" not in sentence
