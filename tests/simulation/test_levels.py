"""The invented truths: straight lines, waves, jumps and a memory, where the parameters say so."""

import numpy as np
import pytest

from riktning.simulation.figures import parameters
from riktning.simulation.levels import Levels
from riktning.simulation.region import read_region
from simulation.small_world import REGION, request

TRUTHS = parameters("truths")["measures"]


@pytest.fixture(scope="module")
def region():
    return read_region(REGION, request().horizon)


def _levels(region, seed=1, **span):
    return Levels(region, request(**span).horizon, seed)


@pytest.mark.parametrize("measure", TRUTHS)
def test_every_level_is_possible(region, measure):
    level = _levels(region)[measure]
    assert level.shape == (len(region.ids), 36)
    assert (level > 0).all()
    assert TRUTHS[measure]["link"] == "log" or (level < 1).all()


@pytest.mark.parametrize("measure", TRUTHS)
def test_every_unit_that_a_truth_names_exists(region, measure):
    named = [*TRUTHS[measure].get("by_unit", {})]
    named += [shift["unit"] for shift in TRUTHS[measure].get("shifts", [])]
    assert set(named) <= set(region.ids)


def test_over_many_seeds_a_units_slope_is_the_one_given(region):
    unit = region.number("SKAS-LIDKOPING-MED")
    years = np.arange(36) / 12
    slopes = [
        np.polyfit(years, np.log(_levels(region, seed)["stay_length_heart_failure"][unit]), 1)[0]
        for seed in range(60)
    ]
    given = TRUTHS["stay_length_heart_failure"]["by_unit"]["SKAS"]
    standard_error = np.std(slopes) / np.sqrt(60)
    assert np.mean(slopes) == pytest.approx(given, abs=4.5 * standard_error + 0.003)


def test_a_jump_lasts_and_touches_only_the_unit_and_what_is_below_it(region):
    levels = _levels(region)["ready_days"]
    jumps = np.log(levels[:, 26] / levels[:, 25])
    ward, other = region.number("SIV-KUNGALV-MED-1"), region.number("SIV-ALINGSAS-MED-1")
    assert jumps[ward] - jumps[other] == pytest.approx(-0.5)
    apart = np.log(levels[ward] / levels[other])
    assert np.ptp(apart[26:]) == pytest.approx(0, abs=1e-9)


def test_units_of_an_administration_share_its_disturbance(region):
    logs = np.log(_levels(region)["stay_rate"])
    one, same, other = (
        logs[region.number(u)] for u in ("NU-NAL-MED", "NU-UDDEVALLA-MED", "SAS-BORAS-MED")
    )
    assert one - same == pytest.approx(np.full(36, (one - same)[0]))
    assert np.std(one - other) > 0.003


def test_winter_is_the_season_of_load(region):
    logs = np.log(np.mean([_levels(region, s)["stay_rate"][0] for s in range(30)], axis=0))
    by_month = logs.reshape(3, 12).mean(axis=0)
    assert by_month[0] - by_month[6] == pytest.approx(2 * TRUTHS["stay_rate"]["season"], abs=0.02)


def test_the_truth_of_a_month_does_not_depend_on_when_the_horizon_begins(region):
    undisturbed = "own_clinician"
    late = _levels(region, first="2023-01")[undisturbed].mean(axis=0)
    early = _levels(region)[undisturbed].mean(axis=0)[12:]
    assert late == pytest.approx(early, rel=0.05)
