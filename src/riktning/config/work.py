"""How much work the pages may ask of this machine."""

import os

from riktning.core.errors import RiktningError

NAME = "RIKTNING_SCENARIO_MONTHS"
DEFAULT = 1_000_000_000


def most_person_months() -> int:
    """What one run of a scenario may take: persons times months times runs."""
    said = os.environ.get(NAME, "").strip()
    if not said:
        return DEFAULT
    if not said.isdecimal() or not said.isascii() or int(said) == 0:
        raise RiktningError(
            f"{NAME} is {said!r}", remedy="write a whole number above 0, as 1000000000"
        )
    return int(said)
