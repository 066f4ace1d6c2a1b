"""The age groups that observations are kept in."""

from bisect import bisect_right
from itertools import pairwise

# Lower bounds in completed years. Chosen so that every age limit in the plan's indicators
# (18, 65, 75, 80) is also a limit between groups.
AGE_BOUNDS = (0, 7, 18, 30, 45, 65, 75, 80, 85, 90)
AGE_GROUPS = (
    *(f"{low}–{high - 1}" for low, high in pairwise(AGE_BOUNDS)),
    f"{AGE_BOUNDS[-1]}+",
)


def age_group(age: int) -> str:
    """The group an age in completed years (0 or more) belongs to."""
    return AGE_GROUPS[bisect_right(AGE_BOUNDS, age) - 1]
