"""Indicators that count the same rows: none tells what another hides."""

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from indicators.attacking import CATALOGUE, COUNT, PROPORTION, counts, margins_from, trees
from indicators.test_disclosure_attack import SETTINGS, K, assert_safe, denominator, numerator, rest
from riktning.core.periods import PeriodKind
from riktning.indicators.grid import ROOT
from riktning.indicators.linked import counts_of
from riktning.indicators.rollup import Calendar
from riktning.indicators.suppression import PRIMARY, SHOWN, markings

DIGITAL = CATALOGUE["digitala_kontakter"]
PRIMARY_SHARE = CATALOGUE["andel_digitala_primarvard"]
DIGITAL_ALONE = replace(DIGITAL, axes=DIGITAL.axes[:1])
SHARE = replace(PRIMARY_SHARE, min_denominator=0)
# What the share's denominator counts, as a measure of its own.
WHOLE = replace(DIGITAL_ALONE, id="whole", filter=SHARE.filter, numerator=SHARE.denominator)


def test_a_share_of_digital_contacts_counts_among_all_digital_contacts():
    part, whole = counts_of(PRIMARY_SHARE)
    (everything,) = counts_of(DIGITAL)
    assert part.among(everything) and part.among(whole)
    assert not everything.among(part) and not part.same(everything)


def test_the_same_count_under_another_id_and_parameter_name_is_the_same():
    stays = CATALOGUE["medelvardtid_75"]
    older = replace(stays, id="older", parameters=stays.parameters | {"min_age": 85})
    assert counts_of(stays)[0].same(counts_of(replace(stays, id="again"))[0])
    assert not counts_of(stays)[0].same(counts_of(older)[0])


def rare(seed, parent, level=0.6):
    rng = np.random.default_rng(seed)
    found = rng.poisson(level, size=(parent.shape[1], parent.shape[0], 2, 3)).astype(float)
    found[np.unique(parent[parent >= 0])] = 0
    return found


def test_a_count_that_two_measures_show_is_hidden_alike_in_both():
    parent = np.array([[ROOT, 0, 0]] * 12)
    few = margins_from(COUNT, parent, {"numerator": rare(1, parent)})
    again = replace(few, definition=replace(COUNT, id="again", look_back_months=6))
    one, other = markings([few, again], K)
    assert (one.by_unit != SHOWN).any() and (one.by_unit == other.by_unit).all()
    assert (one.region == other.region).all()


def test_a_small_share_does_not_hide_the_count_it_is_a_share_of_where_that_is_large():
    """A count of the whole stays for the region, whatever is small of a part of it at a clinic."""
    parent = np.array([[ROOT, 0, 0, 0]] * 12)
    whole = np.full((4, 12, 2, 3), 200.0)
    whole[0] = 0
    part = np.zeros_like(whole)
    part[1:, :, 0, 0] = 20
    part[1, 3, 0, 0] = 2
    everything = margins_from(WHOLE, parent, {"numerator": whole})
    share = margins_from(SHARE, parent, {"numerator": part, "denominator": whole})
    one, other = markings([everything, share], K)
    assert (one.by_unit == SHOWN).all() and (one.region == SHOWN).all()
    assert other.by_unit[1, 3] == PRIMARY and (other.by_unit[0] == SHOWN).all()


@SETTINGS
@given(st.data(), st.randoms(use_true_random=False))
def test_the_same_count_with_other_periods_tells_nothing_more(data, draw):
    parent = data.draw(trees(12))
    values = {"numerator": data.draw(counts(parent))}
    monthly = margins_from(COUNT, parent, values)
    months = monthly.calendar.months
    later = replace(
        margins_from(COUNT, parent, values, calendar=Calendar(months, months[3])),
        definition=replace(COUNT, id="later", look_back_months=4),
    )
    yearly = replace(
        margins_from(
            COUNT, parent, values, calendar=Calendar(months, months[0], finest=PeriodKind.TERTIAL)
        ),
        definition=replace(COUNT, id="yearly", period=PeriodKind.TERTIAL),
    )
    together = [monthly, later, yearly]
    assert_safe(list(zip(together, markings(together, K), strict=True)), [numerator], draw)


@SETTINGS
@given(st.data(), st.randoms(use_true_random=False))
def test_a_part_of_a_count_is_safe_from_what_the_whole_shows_and_the_other_way_round(data, draw):
    parent = data.draw(trees(4))
    part, others = data.draw(counts(parent)), data.draw(counts(parent))
    everything = margins_from(DIGITAL_ALONE, parent, {"numerator": part + others})
    share = margins_from(SHARE, parent, {"numerator": part, "denominator": part * 2 + others})
    one, other = markings([everything, share], K)
    assert_safe([(everything, one)], [numerator], draw)
    assert_safe([(share, other)], [numerator, rest], draw)


@SETTINGS
@given(st.data(), st.randoms(use_true_random=False))
def test_what_is_hidden_of_the_region_is_not_the_sum_of_another_axis(data, draw):
    """Two trees over the same months with the same total: clinics, and municipalities."""
    first, second = (np.array([[ROOT, 0, 0, 0]] * 12) for _ in range(2))
    values = data.draw(counts(first))
    values[0] = 0
    rng = np.random.default_rng(draw.randrange(2**32))
    moved = np.zeros_like(values)
    for unit, month, sex, age in zip(*np.nonzero(values), strict=True):
        homes = rng.multinomial(values[unit, month, sex, age], [0.2, 0.3, 0.5])
        moved[1:, month, sex, age] += homes
    both = replace(COUNT, axes=TWO)
    margins = [
        margins_from(both, first, {"numerator": values}, broken=(1, 2)),
        margins_from(both, second, {"numerator": moved}, broken=(1, 3), whole=False),
    ]
    marks = markings(margins, K)
    hidden = [marking.by_unit[0] != SHOWN for marking in marks]
    assert (hidden[0] == hidden[1]).all()
    for each in zip(margins, marks, strict=True):
        assert_safe([each], [numerator], draw)


TWO = CATALOGUE["antal_sip"].axes


@pytest.mark.parametrize("level", [0.0, 7.0])
def test_without_small_counts_nothing_is_hidden_by_being_linked(level):
    parent = np.array([[ROOT, 0, 0]] * 4)
    values = np.full((3, 4, 2, 3), 7.0)
    values[0] = 0
    shares = {"numerator": np.where(values > 0, level, 0.0), "denominator": values * 2}
    both = [
        margins_from(DIGITAL_ALONE, parent, {"numerator": values}),
        margins_from(SHARE, parent, shares),
    ]
    assert all((marking.by_unit == SHOWN).all() for marking in markings(both, K))
    assert denominator(both[1].by_unit)[0, 0] > 0


def test_shares_whose_axes_or_frames_differ_are_not_linked():
    assert not counts_of(PROPORTION)[0].same(counts_of(COUNT)[0])
