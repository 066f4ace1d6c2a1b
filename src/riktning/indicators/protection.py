"""How persons are protected in a run: by hiding small counts, or by rounding all."""

from dataclasses import dataclass

from riktning.core.errors import RunError
from riktning.indicators.disclosure import DEFAULT_K

BASES = (5, 10)


@dataclass(frozen=True, slots=True)
class Protection:
    """The least count of persons that is shown; or counts are rounded to a base instead.

    RunError for a base that there is not, or below k: a count rounded to 0 would be told to be
    less than k persons wide.
    """

    k: int = DEFAULT_K
    round_to: int | None = None

    def __post_init__(self) -> None:
        if self.round_to is None:
            return
        if self.round_to not in BASES:
            raise RunError(
                f"counts can be rounded to {' or '.join(map(str, BASES))}, not {self.round_to}",
                where="--round-to", remedy=f"write --round-to {BASES[0]}",
            )  # fmt: skip
        if self.k > self.round_to:
            raise RunError(
                f"rounding to {self.round_to} does not protect counts below {self.k}",
                where="--round-to", remedy="round to k or more, or lower --k",
            )  # fmt: skip
