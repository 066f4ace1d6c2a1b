"""What is amiss among groups: each kind by an example, circles against a slow twin."""

from itertools import permutations

from hypothesis import given, settings
from hypothesis import strategies as st

from riktning.documents.groups.finding_words import WORDS, sentence
from riktning.documents.groups.findings import Amiss, GroupFacts, circles, findings

TOP = GroupFacts("ledning", top=True)


def amiss(*groups, duties=None):
    return [(f.amiss, f.groups, f.about) for f in findings([TOP, *groups], duties or {})]


def test_a_group_that_reports_to_the_top_with_chair_and_assignment_is_in_order():
    assert amiss(GroupFacts("a", reports=("ledning",))) == []


def test_a_group_that_reports_to_a_role_has_a_way():
    assert amiss(GroupFacts("a", to_roles=True)) == []


def test_a_group_that_reports_to_nobody_is_found():
    assert amiss(GroupFacts("a")) == [(Amiss.NO_REPORTING, ("a",), "")]


def test_a_way_to_a_closed_group_is_no_way():
    found = amiss(GroupFacts("a", reports=("b",)), GroupFacts("b", open=False))
    assert found == [
        (Amiss.NO_REPORTING, ("a",), ""),
        (Amiss.REPORTS_TO_CLOSED, ("a", "b"), ""),
    ]


def test_a_subgroup_of_a_group_that_is_closed_is_found():
    found = amiss(
        GroupFacts("a", reports=("ledning",), below="b"),
        GroupFacts("b", open=False),
        GroupFacts("c", reports=("ledning",), below="ledning"),
        GroupFacts("d", open=False, below="b"),
    )
    assert found == [(Amiss.BELOW_CLOSED, ("a", "b"), "")]


def test_what_lacks_a_chair_or_an_assignment_is_found():
    found = amiss(GroupFacts("a", to_roles=True, has_chair=False, has_assignment=False))
    assert [f[0] for f in found] == [Amiss.NO_CHAIR, Amiss.NO_ASSIGNMENT]


def test_a_duty_that_nobody_or_a_closed_group_has_is_found():
    duties = {"x": None, "y": "b", "z": "ledning"}
    found = amiss(GroupFacts("b", open=False), duties=duties)
    assert found == [(Amiss.NO_HOLDER, (), "x"), (Amiss.NO_HOLDER, ("b",), "y")]


def test_a_circle_is_told_by_its_shortest_way_round():
    groups = [
        GroupFacts("a", reports=("b",)),
        GroupFacts("b", reports=("c",), escalates=("a",)),
        GroupFacts("c", reports=("a",)),
    ]
    assert circles(groups) == [("a", "b")]


def _in_a_circle(groups):
    """The groups from which some way leads back, by trying every order of them."""
    to = {g.code: {*g.reports, *g.escalates} for g in groups}
    codes = list(to)
    return {
        order[0]
        for size in range(2, len(codes) + 1)
        for order in permutations(codes, size)
        if all(b in to[a] for a, b in zip(order, (*order[1:], order[0]), strict=True))
    }


CODES = "abcde"
GRAPHS = st.lists(st.sets(st.sampled_from(CODES)), min_size=5, max_size=5)


@given(GRAPHS)
@settings(max_examples=300, deadline=None)
def test_circles_are_found_where_there_are_any(ways):
    groups = [
        GroupFacts(code, reports=tuple(sorted(to - {code})))
        for code, to in zip(CODES, ways, strict=True)
    ]
    to = {g.code: set(g.reports) for g in groups}
    found = circles(groups)
    for circle in found:
        assert all(b in to[a] for a, b in zip(circle, (*circle[1:], circle[0]), strict=True))
    members = _in_a_circle(groups)
    assert bool(found) == bool(members)
    assert {code for circle in found for code in circle} <= members


def test_every_kind_has_words_in_both_languages():
    for words in WORDS.values():
        assert list(words) == list(Amiss)
    for finding in findings([GroupFacts("a")], {"x": None}):
        for language in WORDS:
            assert "{" not in sentence(finding, {"a": "Gruppen"}, {"x": "Ansvaret"}, language)
