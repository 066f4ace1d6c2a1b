"""The sets of rules that a chart may be read by: how many points each rule asks for."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from types import MappingProxyType


class Rule(StrEnum):
    """Why points are marked; the order is that in which a point is named when several hold."""

    OUTSIDE_LIMITS = "outside_limits"
    TREND = "trend"
    TWO_OF_THREE = "two_of_three"
    SHIFT = "shift"
    FOUR_OF_FIVE = "four_of_five"
    ALTERNATING = "alternating"
    WITHIN_ONE_SIGMA = "within_one_sigma"
    BEYOND_ONE_SIGMA = "beyond_one_sigma"
    LONG_RUN = "long_run"
    FEW_CROSSINGS = "few_crossings"


class RuleSet(StrEnum):
    """The name of a set of rules."""

    CAUTIOUS = "cautious"
    ANHOEJ = "anhoej"
    THREE_SIGMA = "three_sigma"
    NELSON = "nelson"
    NHS = "nhs"


@dataclass(frozen=True, slots=True)
class RuleProfile:
    """Which rules are used, and how many consecutive points each of them looks at.

    Anhøj's two rules look at as many as the length of the series gives: 0 here.
    """

    name: RuleSet
    points: Mapping[Rule, int]


def _profile(name: RuleSet, points: Mapping[Rule, int]) -> RuleProfile:
    return RuleProfile(name, MappingProxyType({Rule.OUTSIDE_LIMITS: 1, **points}))


# Eight in a row and no two-of-three: the four NHS rules mark 46 % of pure-noise series of 60.
CAUTIOUS = _profile(RuleSet.CAUTIOUS, {Rule.SHIFT: 8, Rule.TREND: 7})
# Anhøj and Olesen 2014, doi:10.1371/journal.pone.0113825; with three sigma where there are limits.
ANHOEJ = _profile(RuleSet.ANHOEJ, {Rule.LONG_RUN: 0, Rule.FEW_CROSSINGS: 0})
THREE_SIGMA = _profile(RuleSet.THREE_SIGMA, {})  # Shewhart 1931
# Nelson 1984, doi:10.1080/00224065.1984.11978921.
NELSON = _profile(
    RuleSet.NELSON,
    {
        Rule.SHIFT: 9,
        Rule.TREND: 6,
        Rule.ALTERNATING: 14,
        Rule.TWO_OF_THREE: 3,
        Rule.FOUR_OF_FIVE: 5,
        Rule.WITHIN_ONE_SIGMA: 15,
        Rule.BEYOND_ONE_SIGMA: 8,
    },
)
# NHS England, Making Data Count, 2018.
NHS = _profile(RuleSet.NHS, {Rule.SHIFT: 7, Rule.TREND: 7, Rule.TWO_OF_THREE: 3})
PROFILES = MappingProxyType(
    {profile.name: profile for profile in (CAUTIOUS, ANHOEJ, THREE_SIGMA, NELSON, NHS)}
)
