"""Reads the figures of a scenario file: a number, or a value or a distribution with its source."""

import re
from itertools import pairwise

from riktning.catalogue.faults import Collector, Place, fault, nearest
from riktning.catalogue.sections import Section
from riktning.simulation.scenarios.distributions import Form, Uncertain
from riktning.simulation.scenarios.lever_files import check_size
from riktning.simulation.scenarios.levers import Does
from riktning.simulation.scenarios.model import PARAMETERS

_PERCENT = re.compile(r"(\d+(?:[.,]\d+)?)\s*%")
_MOST_FACTOR = 5.0


def percent(section: Section, key: str, too_much: str) -> float:
    """``60 %`` as 0.6: the sign is needed, since 0.6 and 60 could both be meant."""
    place, value = section.line(key), section.scalar(key)
    match = _PERCENT.fullmatch(str(value).strip())
    if match is None:
        what = f"{key!r} is {value!r}, which is no percentage"
        raise fault(place, what, "write 0 % to 100 %, with the sign")
    share = float(match[1].replace(",", ".")) / 100
    if share > 1:
        what = f"{key!r} is {value}, {too_much}"
        raise fault(place, what, "write 0 % to 100 %")
    return share


def read_reach(section: Section) -> float | Uncertain:
    """A percentage, or a distribution of percentages."""
    if not section.is_block("reach"):
        return percent(section, "reach", "more than everybody")
    place, inner = section.line("reach"), section.section("reach")
    found = _uncertain(inner, place, percents=True)
    if found.form is Form.LOGNORMAL:
        what = "a lognormal reach could become more than everybody"
        raise fault(place, what, "write triangular, uniform or beta")
    return found


def read_size(section: Section, name: str, does: Does) -> float | Uncertain:
    """The size of an effect in place of the catalogue's: a number, or a distribution."""
    place = section.line(name)
    if not section.is_block(name):
        value = section.number(name)
        check_size(value, does, place)
        return value
    found = _uncertain(section.section(name), place)
    if found.form is Form.LOGNORMAL or (found.form is Form.BETA and not does.is_share):
        what = f"{name!r} cannot be {found.form.value}, which could make it leave its range"
        raise fault(place, what, "write triangular or uniform (or beta for a share)")
    for end in found.support:
        check_size(end, does, place)
    return found


def read_parameters(section: Section) -> dict[str, float | Uncertain]:
    """What the model itself is not sure of: factors that are reached when the horizon ends."""
    if not section.has("parameters"):
        return {}
    inner, reading = section.section("parameters"), Collector()
    found = {name: reading.of(lambda n=name: _parameter(inner, n)) for name in inner.names()}  # type: ignore[misc]  # the name is bound at once
    reading.of(inner.finish)
    reading.finish()
    return found


def _parameter(section: Section, name: str) -> float | Uncertain:
    place = section.line(name)
    if name not in PARAMETERS:
        section.drop(name)
        raise fault(place, f"there is no parameter {name!r}", nearest(name, PARAMETERS))
    if not section.is_block(name):
        value = section.number(name)
        _check_factor(name, (value,), place)
        return value
    found = _uncertain(section.section(name), place)
    if found.form is Form.BETA:
        raise fault(place, f"{name!r} is a factor, no share", "write triangular or lognormal")
    _check_factor(name, found.numbers, place)
    return found


def _check_factor(name: str, numbers: tuple[float, ...], place: Place) -> None:
    if min(numbers) <= 0 or max(numbers) > _MOST_FACTOR:
        what = f"{name!r} is a factor, and 1 is as today"
        raise fault(place, what, f"write numbers above 0, at most {_MOST_FACTOR:g}")


def _uncertain(section: Section, place: Place, percents: bool = False) -> Uncertain:
    bare = "value" in section.names() and "distribution" not in section.names()
    form = Form.FIXED if bare else section.choice("distribution", Form)
    numbers = tuple(
        percent(section, key, "more than everybody") if percents else section.number(key)
        for key in form.asks
    )
    source = section.text("source")
    section.finish()
    _refuse_impossible(form, numbers, place)
    return Uncertain(form, numbers, source)


def _refuse_impossible(form: Form, numbers: tuple[float, ...], place: Place) -> None:
    if form is Form.BETA:
        mean, sd = numbers
        if not (0 < mean < 1 and 0 < sd**2 < mean * (1 - mean)):
            what = f"no share has the mean {mean:g} and the standard deviation {sd:g}"
            raise fault(place, what, "let the mean lie between 0 and 1, and the sd be smaller")
        return
    if form is Form.LOGNORMAL and numbers[0] <= 0:
        raise fault(place, "a lognormal factor is above 0", "let `low` be above 0")
    rising = tuple(abs(number) for number in numbers)
    if any(later < one for one, later in pairwise(rising)):
        raise fault(place, "the numbers are not in order", "low is the least, high the most")
