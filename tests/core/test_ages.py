"""Age groups, against a walk through their names."""

from hypothesis import given
from hypothesis import strategies as st

from riktning.core.ages import AGE_GROUPS, age_group


def _slow(age):
    for name in AGE_GROUPS:
        low, _, high = name.rstrip("+").partition("–")
        if int(low) <= age and (name.endswith("+") or age <= int(high)):
            return name
    raise AssertionError(age)


@given(st.integers(0, 130))
def test_an_age_lies_in_the_group_whose_name_says_so(age):
    assert age_group(age) == _slow(age)


def test_the_age_limits_of_the_indicators_are_limits_between_groups():
    for limit in (18, 65, 75, 80):
        assert age_group(limit - 1) != age_group(limit)
