"""An attacker who holds linked measures side by side narrows no small count to less than k."""

from dataclasses import replace

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from indicators.attacking import (
    CATALOGUE,
    JointAttacker,
    Told,
    counts,
    margins_from,
    targets,
    trees,
)
from indicators.test_disclosure_attack import ATTACKED, SETTINGS, K, units_broken_down
from riktning.core.ages import AGE_GROUPS
from riktning.indicators.grid import ABSENT, ROOT
from riktning.indicators.suppression import PRIMARY, SHOWN, markings

AGES = (*AGE_GROUPS, "all")
YOUNG = (0, 1)


def one_axis(name, **more):
    definition = CATALOGUE[name]
    return replace(definition, axes=definition.axes[:1], min_denominator=0, **more)


def assert_jointly_safe(margins, told, kinds, draw):
    """``told``: of each measure, what its published parts tell; a share's rest is protected too."""
    marks = markings(margins, K)
    attacker = JointAttacker(list(zip(margins, marks, told, strict=True)), kinds)
    for each, marking, parts in zip(margins, marks, told, strict=True):
        for one in parts:
            wanted = list(targets(each, marking, one.of, K))
            for target in draw.sample(wanted, min(ATTACKED, len(wanted))):
                width = attacker.width(attacker.among(attacker.figure(each, *target), one))
                assert width >= K - 1e-5, (each.definition.id, one.part, target, width)


def digital(video, chat, other, parent, broken):
    share = {"numerator": video + chat, "denominator": video + chat + other}
    return [
        margins_from(one_axis("videokontakter"), parent, {"numerator": video}, broken=broken),
        margins_from(one_axis("chattkontakter"), parent, {"numerator": chat}, broken=broken),
        margins_from(one_axis("andel_digitala_primarvard"), parent, share, broken=broken),
    ]


DIGITAL = [
    [Told("numerator", (0,))],
    [Told("numerator", (1,))],
    [Told("numerator", (0, 1)), Told("rest", (2,))],
]


@SETTINGS
@given(st.data(), st.sampled_from([4, 12]), st.randoms(use_true_random=False))
def test_digital_contacts_less_chats_do_not_tell_the_video_contacts(data, months, draw):
    parent = data.draw(trees(months))
    parts = [data.draw(counts(parent)) for _ in range(3)]
    margins = digital(*parts, parent, units_broken_down(data, parent))
    assert_jointly_safe(margins, DIGITAL, 3, draw)


def test_a_total_is_not_hidden_because_a_part_of_it_is_small():
    parent = np.array([[ROOT, 0, 0, 0]] * 12)
    video, chat, other = (np.full((4, 12, 2, 3), 30.0) for _ in range(3))
    for each in (video, chat, other):
        each[0] = 0
    video[1, 3] = 0
    video[1, 3, 0, 0] = 2
    few, rest, whole = markings(digital(video, chat, other, parent, ()), K)
    assert few.by_unit[1, 3] != SHOWN and rest.by_unit[1, 3] != SHOWN
    assert (whole.by_unit == SHOWN).all() and (whole.region == SHOWN).all()


@SETTINGS
@given(st.data(), st.randoms(use_true_random=False))
def test_shares_that_add_up_to_one_do_not_tell_the_third(data, draw):
    parent = data.draw(trees(4))
    parts = [data.draw(counts(parent)) for _ in range(3)]
    names = ("kroniker_enbart_primarvard", "kroniker_delad_vard", "kroniker_enbart_specialiserad")
    broken = units_broken_down(data, parent)
    margins = [
        margins_from(one_axis(name), parent, {"numerator": part, "denominator": sum(parts)},
                     broken=broken)
        for name, part in zip(names, parts, strict=True)
    ]  # fmt: skip
    told = [[Told("numerator", (n,)), Told("rest", tuple({0, 1, 2} - {n}))] for n in range(3)]
    assert_jointly_safe(margins, told, 3, draw)


def children_among_all(every, parent, broken=()):
    young = np.where(np.isin(np.arange(10), YOUNG), every, 0.0)
    return [
        margins_from(one_axis(name), parent, {"numerator": counted}, broken=broken, ages=AGES)
        for name, counted in (("digitala_kontakter", every), ("barn_digitala_kontakter", young))
    ]


CHILDREN = [[Told("numerator", (0,))], [Told("numerator", (0,), YOUNG)]]


@SETTINGS
@given(st.data(), st.randoms(use_true_random=False))
def test_a_measure_of_children_tells_nothing_of_the_young_that_the_general_one_hides(data, draw):
    parent = data.draw(trees(4))
    every = data.draw(counts(parent, levels=(0, 0.1, 1, 10, 60), ages=10))
    margins = children_among_all(every, parent, units_broken_down(data, parent))
    assert_jointly_safe(margins, CHILDREN, 1, draw)


def test_children_that_are_shown_do_not_bound_those_that_all_contacts_hide():
    """Of the 6 that the 1 exchanges with, 5 are children: no more than 1 of them can fall."""
    parent = np.array([[ROOT, 0, 0]] * 4)
    every = np.zeros((3, 4, 2, 10))
    every[1, :, 0, 0], every[1, :, 0, 5] = 5, 1
    every[2, :, 0, 5] = 9
    every[2, 1, 0, 5] = 1
    margins = children_among_all(every, parent)
    marks = markings(margins, K)
    attacker = JointAttacker(list(zip(margins, marks, CHILDREN, strict=True)), 1)
    assert marks[0].by_unit[2, 1] == PRIMARY and (marks[1].by_unit == SHOWN).all()
    figure = attacker.figure(margins[0], 2, 1)
    assert attacker.width(attacker.among(figure, CHILDREN[0][0])) >= K - 1e-5


def test_all_contacts_that_are_shown_do_not_bound_the_children_that_are_hidden():
    """The 1 can rise by 4, for 5 is shown, and fall only where there is a contact of others."""
    parent = np.array([[ROOT, 0, 0, 0]] * 4)
    every = np.zeros((4, 4, 2, 10))
    every[1, :, 0, 0] = 9
    every[2, :, 0, 0], every[2, :, 0, 5] = 9, 30
    every[2, 0, 0, 0], every[2, 0, 0, 5] = 1, 4
    every[3, :, 0, 0], every[3, :, 0, 5] = 40, 60
    margins = children_among_all(every, parent)
    marks = markings(margins, K)
    attacker = JointAttacker(list(zip(margins, marks, CHILDREN, strict=True)), 1)
    assert marks[1].by_unit[2, 0] == PRIMARY
    figure = attacker.figure(margins[1], 2, 0)
    assert attacker.width(attacker.among(figure, CHILDREN[1][0])) >= K - 1e-5


def test_a_total_by_unit_is_no_less_known_where_sexes_and_ages_are_not_told():
    """The children's table is too sparse to be told, but how many they are is: of all that count
    on it, nothing may be told as if it were not."""
    parent = np.array([[ROOT, 0]] * 4)
    every = np.zeros((2, 4, 2, 10))
    every[1] = 9
    every[1, :2, :, :2] = [[1, 0], [0, 1]]
    few = markings(children_among_all(every, parent), K)[1]
    told = few.by_unit[0] == SHOWN
    assert told.any() and (few.region[:, :-1][..., told] != SHOWN).all()
    assert (few.region[-1, -1, told] == SHOWN).all()


def test_a_table_that_is_not_told_is_not_narrowed_by_those_that_are():
    """The region's months are given up; its tertial, less that of a unit, would tell of them."""
    parent = np.array([[ROOT, 0, 0, 0, 2, 3, ABSENT]] * 3 + [[ROOT, 0, 0, 0, 2, 3, 2]])
    every = np.zeros((7, 4, 2, 10))
    every[1] = [
        [[3, 1, 0, 0, 0, 0, 0, 0, 0, 0], [0, 0, 1, 1, 1, 0, 1, 0, 0, 0]],
        [[1, 0, 0, 0, 0, 0, 0, 1, 0, 0], [0, 0, 0, 0, 1, 0, 2, 0, 2, 2]],
        [[1, 0, 0, 0, 0, 0, 0, 0, 2, 0], [0, 0, 0, 0, 1, 1, 0, 0, 0, 0]],
        [[0, 1, 0, 0, 0, 0, 0, 1, 0, 0], [0, 0, 0, 0, 1, 2, 1, 0, 0, 0]],
    ]
    every[6, 3] = [[50, 30, 6, 1, 4, 16, 3, 5, 49, 1], [7, 11, 8, 7, 47, 33, 46, 13, 20, 6]]
    margins = children_among_all(every, parent, (4, 3, 2, 5))
    marks = markings(margins, K)
    attacker = JointAttacker(list(zip(margins, marks, CHILDREN, strict=True)), 1)
    told = CHILDREN[0][0]
    wanted = list(targets(margins[0], marks[0], told.of, K))
    assert wanted and (marks[0].region[:, :-1, 0] != SHOWN).all()
    for target in wanted:
        figure = attacker.figure(margins[0], *target)
        assert attacker.width(attacker.among(figure, told)) >= K - 1e-5, target


def two_shares(parent, both, one, other, neither, broken):
    whole = both + one + other + neither
    return [
        margins_from(one_axis(name), parent, {"numerator": both + part, "denominator": whole},
                     broken=broken)
        for name, part in (("levnadsvanor_dokumenterade", one), ("levnadsvanor_atgard", other))
    ]  # fmt: skip


SHARES = [
    [Told("numerator", (0, 1)), Told("rest", (2, 3))],
    [Told("numerator", (0, 2)), Told("rest", (1, 3))],
]


@SETTINGS
@given(st.data(), st.randoms(use_true_random=False))
def test_two_shares_of_one_whole_do_not_tell_each_other(data, draw):
    """Rows are of four kinds: in both numerators, in one of them, in neither."""
    parent = data.draw(trees(4))
    rows = [data.draw(counts(parent)) for _ in range(4)]
    margins = two_shares(parent, *rows, units_broken_down(data, parent))
    assert_jointly_safe(margins, SHARES, 4, draw)


def test_where_all_rows_are_in_both_shares_it_is_those_that_are_exchanged():
    """Rows of the other kinds, which would change one share only, are not there to be exchanged."""
    parent = np.array([[ROOT, 0, 1, 0]] * 4)
    both, one, other, neither = np.zeros((4, 4, 4, 2, 3))
    both[1, :, 0, 0] = 11
    both[2, :, 0, 0] = [2, 0, 2, 30]
    both[2, :2, 1, 0] = 40
    one[2, :2], neither[2, :2], other[2, :2] = 9, 9, 9
    one[3], other[3], neither[3], both[3] = 8, 8, 8, 30
    margins = two_shares(parent, both, one, other, neither, ())
    marks = markings(margins, K)
    attacker = JointAttacker(list(zip(margins, marks, SHARES, strict=True)), 4)
    for each, marking, (told, _) in zip(margins, marks, SHARES, strict=True):
        assert marking.by_unit[2, 2] == PRIMARY
        figure = attacker.figure(each, 2, 2)
        assert attacker.width(attacker.among(figure, told)) >= K - 1e-5


def test_visits_of_frequent_attenders_are_hidden_where_their_number_is():
    parent = np.array([[ROOT, 0, 0, 0]] * 12)
    persons = np.zeros((4, 12, 2, 3))
    persons[1:, :, 0] = 9.0
    persons[2, 5] = 0
    persons[2, 5, 0, 1] = 2.0
    once = persons * 8 + 5
    once[0] = 0
    visits = {"numerator": persons * 5, "denominator": persons * 5 + once}
    margins = [
        margins_from(one_axis("mangbesokare_akut"), parent, {"numerator": persons}),
        margins_from(one_axis("mangbesokare_andel_av_besok"), parent, visits),
    ]
    count, sums = markings(margins, K)
    assert (count.by_unit != SHOWN).any()
    assert (sums.by_unit[count.by_unit != SHOWN] != SHOWN).all()


def test_the_same_visits_under_an_implied_condition_are_hidden_alike():
    """``level in [primary, …] and level == primary`` is ``level == primary``."""
    parent = np.array([[ROOT, 0, 0]] * 4)
    visits = np.full((3, 4, 2, 3), 20.0)
    visits[0] = 0
    visits[1, 0] = [[2, 0, 0], [0, 0, 0]]
    axis = CATALOGUE["andel_primarvard"].axes[:1]
    margins = [
        margins_from(replace(one_axis("besok_primarvard"), axes=axis), parent,
                     {"numerator": visits}),
        margins_from(one_axis("andel_primarvard"), parent,
                     {"numerator": visits, "denominator": visits * 3}),
    ]  # fmt: skip
    count, share = markings(margins, K)
    hidden = count.by_unit != SHOWN
    assert hidden.any() and (share.by_unit[hidden] != SHOWN).all()
