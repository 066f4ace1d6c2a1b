"""Indicators that count the same rows are hidden together: none tells what another hides."""

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from indicators.test_disclosure_attack import (
    AGES,
    COUNT,
    PROPORTION,
    SETTINGS,
    Attacker,
    counts,
    margins_from,
    trees,
)
from riktning.catalogue import load
from riktning.indicators.grid import ROOT
from riktning.indicators.linked import counted, linked
from riktning.indicators.suppression import PRIMARY, SHOWN, marking_of

INDICATORS = load().indicators
DIGITAL = INDICATORS["digitala_kontakter"]
PRIMARY_SHARE = INDICATORS["andel_digitala_primarvard"]


def as_sets(*definitions):
    return {frozenset(one.id for one in found) for found in linked(definitions)}


def test_a_count_and_a_share_whose_numerator_lies_in_it_are_linked():
    assert as_sets(DIGITAL, PRIMARY_SHARE, INDICATORS["hembesok_75"]) == {
        frozenset({DIGITAL.id, PRIMARY_SHARE.id}),
        frozenset({"hembesok_75"}),
    }


def test_the_same_count_under_another_id_is_linked_and_another_parameter_is_not():
    stays = INDICATORS["medelvardtid_75"]
    same = replace(stays, id="the_same")
    older = replace(stays, id="older", parameters={"min_age": 85})
    assert as_sets(stays, same, older) == {
        frozenset({stays.id, "the_same"}),
        frozenset({"older"}),
    }
    assert counted(stays) == counted(same) != counted(older)


def test_what_protects_nobody_is_linked_to_nothing():
    beds = INDICATORS["belaggningsgrad"]
    assert as_sets(beds, replace(beds, id="again")) == {frozenset({beds.id}), frozenset({"again"})}


def leaking():
    """A region with a health centre and a hospital; 2 at the hospital in the first month."""
    parent = np.array([[ROOT, 0, 0]] * 4)
    digital = np.zeros((3, 4, 2, len(AGES) - 1))
    digital[1], digital[2] = 20.0, 20.0
    digital[2, 0] = 0
    digital[2, 0, 0, 0] = 2
    part = digital.copy()
    part[2] = 0  # all of the centre's contacts, and none of the hospital's, are primary care
    everything = margins_from(COUNT, parent, {"numerator": digital})
    share = margins_from(PROPORTION, parent, {"numerator": part, "denominator": part * 3})
    return everything, share


def least(margins, marking, part, unit, period):
    """What a reader of the other indicator knows that a unit has at least."""
    shown = marking.by_unit[unit, period] == SHOWN
    return margins.sums(margins.by_unit[part])[unit, period] if shown else 0.0


def test_hiding_one_by_one_does_give_a_hidden_count_away_and_together_does_not():
    everything, share = leaking()
    alone = marking_of(everything, 5), marking_of(share, 5)
    both = (everything, share)
    together = marking_of(everything, 5, both), marking_of(share, 5, both)
    total = everything.sums(everything.by_unit["numerator"])[0, 0]
    most_alone = total - least(share, alone[1], "numerator", 1, 0)
    most_together = total - least(share, together[1], "numerator", 1, 0)
    assert alone[0].by_unit[2, 0] == PRIMARY
    assert most_alone < 5 <= most_together


@SETTINGS
@given(st.data())
def test_linked_indicators_hide_the_same_cells_and_shown_parts_never_narrow_below_k(data):
    parent = data.draw(trees(4))
    part, rest = data.draw(counts(parent)), data.draw(counts(parent))
    everything = margins_from(COUNT, parent, {"numerator": part + rest})
    share = margins_from(PROPORTION, parent, {"numerator": part, "denominator": part * 2 + rest})
    both = (everything, share)
    one, other = (marking_of(each, 5, both) for each in both)
    assert ((one.by_unit == SHOWN) == (other.by_unit == SHOWN)).all()
    assert ((one.region == SHOWN) == (other.region == SHOWN)).all()
    sums = everything.sums(everything.by_unit["numerator"])
    region = everything.sums(everything.region["numerator"])
    attacker = Attacker(everything, one, sums, region)
    for unit, period in zip(*np.nonzero(one.by_unit == PRIMARY), strict=True):
        if 0 < sums[unit, period] < 5:
            assert attacker.width(attacker.unit_figure(unit, period)) >= 5 - 1e-6


@settings(deadline=None, max_examples=20)
@given(st.permutations(["digitala_kontakter", "andel_digitala_primarvard",
                        "andel_digitala_specialiserad", "hembesok_75"]))  # fmt: skip
def test_the_sets_do_not_depend_on_the_order_of_the_files(order):
    sets = as_sets(*(INDICATORS[name] for name in order))
    assert sets == {
        frozenset({"digitala_kontakter", "andel_digitala_primarvard",
                   "andel_digitala_specialiserad"}),
        frozenset({"hembesok_75"}),
    }  # fmt: skip


@pytest.mark.parametrize("numerator", [0.0, 7.0])
def test_without_small_counts_nothing_is_hidden_by_being_linked(numerator):
    parent = np.array([[ROOT, 0, 0]] * 4)
    values = np.full((3, 4, 2, 3), 7.0)
    values[0] = 0
    shares = {"numerator": np.where(values > 0, numerator, 0.0), "denominator": values * 2}
    both = (
        margins_from(COUNT, parent, {"numerator": values}),
        margins_from(PROPORTION, parent, shares),
    )
    assert all((marking_of(each, 5, both).by_unit == SHOWN).all() for each in both)
