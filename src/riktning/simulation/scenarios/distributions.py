"""What a figure may be when nobody knows it exactly: a distribution with its source."""

import math
from dataclasses import dataclass
from enum import StrEnum

from scipy import special

from riktning.simulation.scenarios.levers import Size

_UPPER = float(special.ndtri(0.975))


class Form(StrEnum):
    """``triangular``: low, middle, high are its corners. ``uniform``: low to high. ``beta``: mean
    and sd, a share. ``lognormal``: low and high are its 95 % interval, a factor above 0. ``fixed``:
    the same value always, with its source."""

    TRIANGULAR = "triangular"
    UNIFORM = "uniform"
    BETA = "beta"
    LOGNORMAL = "lognormal"
    FIXED = "fixed"

    @property
    def asks(self) -> tuple[str, ...]:
        """The numbers that say which of the form it is."""
        return {
            Form.TRIANGULAR: ("low", "middle", "high"),
            Form.UNIFORM: ("low", "high"),
            Form.BETA: ("mean", "sd"),
            Form.LOGNORMAL: ("low", "high"),
            Form.FIXED: ("value",),
        }[self]


@dataclass(frozen=True, slots=True)
class Uncertain:
    """A figure that is drawn, or fixed; ``numbers`` as ``form.asks`` names them, ``source`` who
    says so."""

    form: Form
    numbers: tuple[float, ...]
    source: str

    def at(self, uniform: float) -> float:
        """The quantile at ``uniform``, 0 to 1: a greater one is never drawn from a lesser.

        Beta by mean and sd: a = m(m(1−m)/s² − 1), b = a(1−m)/m (Briggs, Claxton and Sculpher 2006,
        Decision Modelling for Health Economic Evaluation, ch. 4).
        """
        if self.form is Form.TRIANGULAR:
            return Size(*self.numbers).at(uniform)
        if self.form is Form.FIXED:
            return self.numbers[0]
        one, other = self.numbers
        if self.form is Form.UNIFORM:
            return one + uniform * (other - one)
        if self.form is Form.BETA:
            strength = one * (1 - one) / other**2 - 1
            return float(special.betaincinv(one * strength, (1 - one) * strength, uniform))
        middle, width = math.log(one * other) / 2, math.log(other / one) / (2 * _UPPER)
        return math.exp(middle + width * float(special.ndtri(uniform)))

    @property
    def middle(self) -> float:
        """What it is where nothing is drawn: the middle corner, else the median."""
        return self.numbers[1] if self.form is Form.TRIANGULAR else self.at(0.5)

    @property
    def least(self) -> float:
        """The lower end of the usual range: the corner, else the 2.5th percentile."""
        return self._end(0, 0.025)

    @property
    def most(self) -> float:
        return self._end(-1, 0.975)

    def _end(self, corner: int, part: float) -> float:
        has_corners = self.form in {Form.TRIANGULAR, Form.UNIFORM, Form.FIXED}
        return self.numbers[corner] if has_corners else self.at(part)

    @property
    def support(self) -> tuple[float, float]:
        """Between what it always lies, in the order the numbers stand in."""
        if self.form is Form.BETA:
            return 0.0, 1.0
        if self.form is Form.LOGNORMAL:
            return 0.0, math.inf
        return self.numbers[0], self.numbers[-1]


def as_told(value: "float | Uncertain") -> object:
    """A figure as a manifest keeps it."""
    if not isinstance(value, Uncertain):
        return value
    told = dict(zip(value.form.asks, value.numbers, strict=True))
    if value.form is Form.FIXED:
        return {**told, "source": value.source}
    return {"distribution": value.form.value, **told, "source": value.source}
