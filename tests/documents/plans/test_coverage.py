"""What is missing in plans or said twice: each rule on a plan with and without the fault."""

import math
import time
from dataclasses import replace
from itertools import combinations
from operator import itemgetter

import pytest
from hypothesis import given
from hypothesis import strategies as st

from riktning.documents.plans.coverage import Fault, Rule, faults
from riktning.documents.plans.coverage_words import RULES
from riktning.documents.plans.estate import Estate
from riktning.documents.plans.likeness import MOST_PAIRS, alike
from riktning.documents.plans.snapshot import RevisionText, Said

AREA = Said(1, 1, "area", "Nära vård")
PERIOD = Said(2, 2, "period", "2024", (1,), ("Nära vård",))
UNDER = Said(3, 3, "sub_area", "Samverkan", (1,), ("Nära vård",))
GOAL = Said(4, 4, "goal", "I bruk", (1, 3), ("Nära vård", "Samverkan"), "2024", 2)
ACTIVITY = Said(5, 5, "activity", "Inför modellen", (1, 3), ("Nära vård",), "2024", 2)
LINE = Said(6, 6, "indicator", "Vårdtid", (1,), ("Nära vård",), measures=("stay",))
WHOLE = (AREA, PERIOD, UNDER, GOAL, ACTIVITY, LINE)
PLAN = RevisionText("plan", "Planen", 1, "in_force", "", WHOLE)
LOCAL_GOAL = Said(11, 1, "goal", "Vi deltar", (12, 13), ("Vårt", "Mål"), "2024", 14)
LOCAL = RevisionText(
    "lokal", "Lokal", 1, "in_force", "",
    (
        Said(12, 2, "area", "Vårt"), Said(14, 4, "period", "2024", (12,)),
        Said(13, 3, "sub_area", "Mål", (12,)), LOCAL_GOAL,
        Said(15, 5, "activity", "Möts varje månad", (12, 13), ("Vårt",), "2024", 14),
        Said(16, 6, "indicator", "Möten", (12,), measures=("meetings",)),
    ),
    "local", "norr",
)  # fmt: skip
SOUND = Estate(
    plans=(PLAN, LOCAL),
    links=frozenset({(11, 4)}),
    owned=frozenset({1, 11}),
    administrations={"norr": "Sjukhusen i norr"},
    measures={"stay": "Vårdtid", "meetings": "Möten"},
)


def of_plan(*items: Said) -> Estate:
    return replace(SOUND, plans=(replace(PLAN, items=items), LOCAL))


def without(item: Said) -> Estate:
    return of_plan(*(said for said in WHOLE if said is not item))


def found(estate: Estate) -> list[tuple[Rule, str, int]]:
    return [(fault.rule, fault.plan, fault.number) for fault in faults(estate)]


def test_plans_that_hold_together_have_no_fault() -> None:
    assert faults(SOUND) == ()


FAULTY = {
    "no indicator line in the area": (
        replace(without(LINE), measures={"meetings": "Möten"}),
        (Rule.GOAL_WITHOUT_INDICATOR, "plan", 4),
    ),
    "no activity under the sub-area": (
        of_plan(*WHOLE[:4], replace(ACTIVITY, parents=(1, 9)), LINE),
        (Rule.GOAL_WITHOUT_ACTIVITY, "plan", 4),
    ),
    "no activity in the period": (
        of_plan(*WHOLE[:4], replace(ACTIVITY, parents=(1,), period_item=9), LINE),
        (Rule.GOAL_WITHOUT_ACTIVITY, "plan", 4),
    ),
    "no owner": (replace(SOUND, owned=frozenset({11})), (Rule.GOAL_WITHOUT_OWNER, "plan", 4)),
    "a line without a measure": (
        replace(of_plan(*WHOLE[:5], replace(LINE, measures=())), measures={}),
        (Rule.LINE_WITHOUT_MEASURE, "plan", 6),
    ),
    "an administration without a plan": (
        replace(SOUND, administrations={"norr": "Norr", "söder": "Söder"}),
        (Rule.NO_LOCAL_PLAN, "", 0),
    ),
    "a measure nobody uses": (
        replace(SOUND, measures={"stay": "Vårdtid", "beds": "Beläggning"}),
        (Rule.UNUSED_MEASURE, "", 0),
    ),
    "the same activity twice": (
        of_plan(*WHOLE, replace(ACTIVITY, item=7, number=7, text="Inför modellen!")),
        (Rule.DUPLICATED_ACTIVITY, "plan", 7),
    ),
}


@pytest.mark.parametrize("case", FAULTY)
def test_a_fault_is_found_alone(case: str) -> None:
    estate, expected = FAULTY[case]
    assert found(estate) == [expected]


def test_a_local_goal_that_serves_nothing_leaves_the_regional_one_not_taken_up() -> None:
    loose = replace(SOUND, links=frozenset())
    assert found(loose) == [
        (Rule.SERVES_NOTHING, "lokal", 1),
        (Rule.NOT_TAKEN_UP, "plan", 3),
    ]
    assert faults(loose)[1].about == "Sjukhusen i norr"
    assert [f.rule for f in faults(loose, "lokal")] == [Rule.SERVES_NOTHING, Rule.NOT_TAKEN_UP]
    gone = replace(SOUND, links=frozenset({(11, 999)}))  # what it served is in no plan now
    assert Rule.SERVES_NOTHING in [f.rule for f in faults(gone, "lokal")]


@pytest.mark.parametrize("target", [1, 3, 4])
def test_serving_an_area_or_a_sub_area_takes_up_what_is_below(target: int) -> None:
    assert faults(replace(SOUND, links=frozenset({(11, target)}))) == ()


def test_what_is_tied_to_a_goal_covers_it_wherever_it_stands() -> None:
    far = replace(ACTIVITY, parents=(1, 9))
    estate = of_plan(*WHOLE[:4], far, LINE)
    assert faults(replace(estate, links=SOUND.links | {(5, 4)})) == ()


def test_a_vision_needs_neither_activity_nor_indicator() -> None:
    vision = replace(GOAL, period="Framtidsvision 2028")
    assert faults(replace(of_plan(AREA, PERIOD, UNDER, vision), measures={})) == ()


def test_a_milestone_that_serves_nothing_is_a_fault() -> None:
    assert found(replace(SOUND, plans=(replace(PLAN, kind="operational"),),
                         administrations={}, measures={})) == [
        (Rule.SERVES_NOTHING, "plan", 4)
    ]  # fmt: skip


def test_every_rule_has_a_heading_and_a_remedy_in_both_languages() -> None:
    for language in ("sv", "en"):
        assert set(RULES[language]) == set(Rule)
        assert all(words.heading and words.remedy for words in RULES[language].values())


def test_a_fault_says_where() -> None:
    (fault,) = faults(replace(SOUND, owned=frozenset({11})))
    assert fault == Fault(
        Rule.GOAL_WITHOUT_OWNER, "plan", 4, "I bruk", ("Nära vård", "Samverkan", "2024")
    )


WORDS = st.lists(st.sampled_from("abcdefgh"), max_size=6).map(" ".join)


@given(st.lists(WORDS, max_size=12), st.sampled_from([0.3, 0.5, 0.6, 1.0]))
def test_like_texts_are_those_found_by_comparing_each_with_each(
    texts: list[str], at_least: float
) -> None:
    sets = [set(text.split()) for text in texts]
    slow = {
        (i, j)
        for i, j in combinations(range(len(texts)), 2)
        if sets[i] | sets[j] and len(sets[i] & sets[j]) / len(sets[i] | sets[j]) >= at_least
    }
    found = alike(texts, at_least)
    assert [(i, j) for i, j, _likeness in found.pairs] == sorted(slow, key=itemgetter(1, 0))
    assert found.searched == len(texts)


@given(st.lists(WORDS, max_size=12), st.integers(0, 5), st.integers(0, 30))
def test_a_bounded_search_says_how_far_it_came_and_finds_all_pairs_that_far(
    texts: list[str], most_pairs: int, most_compared: int
) -> None:
    found = alike(texts, 0.5, most_pairs=most_pairs, most_compared=most_compared)
    assert found.pairs == alike(texts[: found.searched], 0.5).pairs
    assert found.searched == len(texts) or found.searched <= most_compared + most_pairs + len(texts)


def test_thousands_of_activities_on_one_pattern_end_in_time_and_the_rest_is_named() -> None:
    pattern = [
        Said(100 + n, 200 + n, "activity", f"Vi gör insats {n} i år", (1, 3), ("Nära vård",))
        for n in range(3_000)
    ]
    began = time.process_time()
    found = faults(of_plan(*WHOLE, *pattern))
    assert time.process_time() - began < 3, "millions of pairs took a quarter of a minute"
    (said,) = (fault for fault in found if fault.rule is Rule.NOT_COMPARED and fault.number > 200)
    pairs = sum(fault.rule is Rule.DUPLICATED_ACTIVITY for fault in found)
    assert said.plan == "plan"
    assert MOST_PAIRS <= pairs < MOST_PAIRS + len(pattern)
    assert pairs == math.comb(pattern.index(next(p for p in pattern if p.text == said.text)), 2)
