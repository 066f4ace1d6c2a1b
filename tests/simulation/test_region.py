"""The demo region: the facts it states, and care near home."""

from datetime import date

import pytest

from riktning.core.units import UnitKind, UnitTree
from riktning.simulation.region import read_region
from riktning.simulation.routes import routes_for
from simulation.small_world import REGION, request


@pytest.fixture(scope="module")
def region():
    return read_region(REGION, request().horizon)


def test_there_are_nine_administrations_and_49_municipalities(region):
    assert len(region.of_kind(UnitKind.ADMINISTRATION)) == 9
    assert len(region.of_kind(UnitKind.MUNICIPALITY)) == len(region.municipalities) == 49
    assert region.population.sum() == pytest.approx(1.78e6, rel=0.01)


@pytest.mark.parametrize("day", [date(2022, 1, 1), date(2023, 12, 31), date(2025, 12, 31)])
def test_on_any_day_everything_hangs_below_the_region(region, day):
    tree = UnitTree(region.rows, day)
    assert tree.roots == ["VGR"]
    assert len(list(tree.descendants("VGR"))) == len(tree)


def test_a_municipalitys_first_choice_is_its_own_hospital_where_that_offers_the_care(region):
    for care, units in region.offers.items():
        for place, hospital in enumerate(region.hospitals):
            own = [unit for unit in units if hospital in region.ancestors[unit]]
            first = routes_for(region, care).options[place, 0]
            assert not own or first in own


def test_nobody_is_sent_far_when_the_own_administration_offers_the_care(region):
    medicine = routes_for(region, "medicine").options
    for place, hospital in enumerate(region.hospitals):
        own = region.administration(int(hospital))
        assert all(own in region.ancestors[unit] for unit in medicine[place])
