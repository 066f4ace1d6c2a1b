"""An interval fits what is counted, or there is none, and the reason is said in words."""

import numpy as np
import pytest

from riktning.catalogue import load
from riktning.catalogue.describing import facts
from riktning.catalogue.frames import BY_NAME
from riktning.catalogue.intervals import INTERVAL_WORDS, NONE, Interval, interval_of
from riktning.catalogue.model import Kind
from riktning.indicators.values import Sums, values_of

DEFINITIONS = load().indicators


@pytest.mark.parametrize("definition", DEFINITIONS.values(), ids=DEFINITIONS)
def test_a_count_or_rate_has_an_interval_only_where_each_row_is_one_case_that_happens(definition):
    found = interval_of(definition)
    if definition.kind in (Kind.COUNT, Kind.RATE):
        single = definition.numerator.text == "1" and not BY_NAME[definition.frame].stock
        assert (found not in NONE) is single


@pytest.mark.parametrize(
    ("indicator", "expected"),
    [
        ("digitala_tjanster_enheter", Interval.NO_LEVEL),
        ("egenmonitorering", Interval.NO_LEVEL),
        ("utbildning_deltagare", Interval.NO_SUM),
        ("automatiseringar_inforda", Interval.NO_SUM),
        ("antal_sip", Interval.EXACT),
        ("akut_sabo", Interval.BYAR),
        ("fall_slutenvard_standardiserad", Interval.DOBSON),
        ("belaggningsgrad", Interval.NO_RATIO),
        ("hembesok_75", Interval.WILSON),
        ("medelvardtid_75", Interval.STUDENT),
        ("median_behandling", Interval.ORDER),
    ],
)
def test_each_kind_of_figure_has_its_own_interval(indicator, expected):
    definition = DEFINITIONS[indicator]
    assert interval_of(definition) is expected
    told = {fact.name: fact.text for fact in facts(definition)}
    assert told["interval"] == INTERVAL_WORDS[expected].en


def test_a_level_counted_in_full_has_its_value_and_no_interval():
    months = np.array([236.0 * 12])
    level = values_of(Kind.COUNT, Sums(months, None, None, np.array([12.0]), by_chance=False), 1.0)
    assert level.value[0] == 236.0
    assert np.isnan(level.low[0]) and np.isnan(level.high[0])
    cases = values_of(Kind.COUNT, Sums(np.array([236.0]), None, None), 1.0)
    assert cases.low[0] < 236 < cases.high[0]
    rate = Sums(np.array([236.0]), np.array([1000.0]), None, by_chance=False)
    assert np.isnan(values_of(Kind.RATE, rate, 1000.0).low[0])
