"""Polarity and the family turn a slope into improving, worsening, no evidence or cannot tell."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from statsmodels.stats.multitest import multipletests

from riktning.catalogue.model import Polarity
from riktning.trends.direction import trends
from riktning.trends.finding import Aim, called, called_always, findings
from riktning.trends.multiplicity import benjamini_hochberg, benjamini_yekutieli
from riktning.trends.verdict import Direction, Reason
from trends.test_direction import block, noise

RISING = noise(1, 48) * 0.2 + np.arange(48)
FLAT = noise(1, 48)


def test_under_any_dependence_fewer_are_called_and_never_others():
    crowd = noise(40, 48, seed=3)
    crowd[:8] += np.linspace(1, 12, 8)[:, None] * np.arange(48) / 12
    made = block(crowd)
    found = findings(made, trends(made), [Aim(Polarity.HIGHER)] * 40, q=0.05)
    for one in found:
        assert one.q_value <= one.any_dependence <= 1
    assert {called(one, 0.05) for one in found if called_always(one, 0.05)} == {True}
    assert 0 < sum(called_always(o, 0.05) for o in found) < sum(called(o, 0.05) for o in found)


def _one(values, polarity, interval=None):
    made = block(values)
    return findings(made, trends(made), [Aim(polarity, interval)], q=0.05)[0]


@pytest.mark.parametrize(
    ("values", "polarity", "interval", "state"),
    [
        (RISING, Polarity.HIGHER, None, Direction.IMPROVING),
        (RISING, Polarity.LOWER, None, Direction.WORSENING),
        (-RISING, Polarity.HIGHER, None, Direction.WORSENING),
        (-RISING, Polarity.LOWER, None, Direction.IMPROVING),
        (FLAT, Polarity.HIGHER, None, Direction.NO_EVIDENCE),
        (FLAT, Polarity.LOWER, None, Direction.NO_EVIDENCE),
        (FLAT, Polarity.NONE, None, Direction.CANNOT_TELL),
        (RISING, Polarity.NONE, None, Direction.CANNOT_TELL),
        (RISING, Polarity.TARGET_INTERVAL, None, Direction.CANNOT_TELL),
        (RISING, Polarity.TARGET_INTERVAL, (55, 60), Direction.IMPROVING),
        (RISING, Polarity.TARGET_INTERVAL, (100, None), Direction.IMPROVING),
        (RISING, Polarity.TARGET_INTERVAL, (0, 15), Direction.WORSENING),
        (RISING, Polarity.TARGET_INTERVAL, (None, 15), Direction.WORSENING),
        (RISING, Polarity.TARGET_INTERVAL, (0, 200), Direction.NO_EVIDENCE),
    ],
)
def test_polarity_turns_a_slope_into_a_direction(values, polarity, interval, state):
    finding = _one(values, polarity, interval)
    assert finding.state is state
    cannot = state is Direction.CANNOT_TELL
    assert finding.reason is (Reason.NO_POLARITY if cannot else None)


def test_one_test_in_a_family_must_bear_the_whole_family():
    rng = np.random.default_rng(11)
    weak = rng.normal(size=(1, 48)) + 0.45 * np.arange(48) / 12
    alone = _one(weak, Polarity.HIGHER)
    assert alone.state is Direction.IMPROVING
    crowd = block(np.concatenate([weak, rng.normal(size=(99, 48))]))
    among = findings(crowd, trends(crowd), [Aim(Polarity.HIGHER)] * 100, q=0.05)[0]
    assert among.p_value == pytest.approx(alone.p_value)
    assert among.state is Direction.NO_EVIDENCE


def test_untested_series_do_not_weigh_on_the_tested():
    rising = np.concatenate([RISING, np.full((3, 48), np.nan)])
    made = block(rising)
    found = findings(made, trends(made), [Aim(Polarity.HIGHER)] * 4, q=0.05)
    assert found[0].q_value == pytest.approx(found[0].p_value)
    assert [finding.state for finding in found[1:]] == [Direction.CANNOT_TELL] * 3


@given(st.lists(st.floats(0, 1), min_size=1, max_size=60))
def test_adjusted_p_values_are_those_of_statsmodels(p_values):
    p = np.array(p_values)
    for ours, name in ((benjamini_hochberg, "fdr_bh"), (benjamini_yekutieli, "fdr_by")):
        np.testing.assert_allclose(ours(p), multipletests(p, method=name)[1], 1e-12, 1e-300)


def test_left_out_months_are_counted_once():
    values, no = noise(1, 40), np.zeros((1, 40), dtype=bool)
    preliminary, hidden = no.copy(), no.copy()
    preliminary[0, 38:] = True
    hidden[0, [3, 39]] = True
    values[preliminary | hidden] = np.nan
    made = block(values, preliminary=preliminary, hidden=hidden)
    finding = findings(made, trends(made), [Aim(Polarity.HIGHER)], q=0.05)[0]
    assert (finding.points, finding.preliminary, finding.hidden) == (37, 2, 1)
