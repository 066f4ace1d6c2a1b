"""Which figures are hidden, and why: disclosure control of all the margins of a run.

``markings`` takes the margins of all indicators together, for what one shows another must not
hide in vain.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np
import numpy.typing as npt

from riktning.core.periods import MONTHS_A_YEAR, PeriodKind
from riktning.indicators.disclosure.measures import Found, hide_measures
from riktning.indicators.disclosure.periods import Places
from riktning.indicators.disclosure.quantities import Measure, axis_of, part_of
from riktning.indicators.margins import Margins
from riktning.indicators.rounded_figures import told_by_value

Floats = npt.NDArray[np.float64]
Bools = npt.NDArray[np.bool_]
Marks = npt.NDArray[np.int8]
Numbers = npt.NDArray[np.floating | np.integer]
WORDS = ("", "primary", "secondary", "small_denominator")
SHOWN, PRIMARY, SECONDARY, SMALL = range(len(WORDS))


@dataclass(frozen=True)
class Marking:
    """Why figures are hidden, as places in ``WORDS``.

    Shapes (units, periods), (sexes, ages, periods).

    ``broken_down``: one array like the region's for each of the margins' breakdowns, or none at
    all, and then those tables are not published. ``k``: the least count of persons that is shown.
    """

    by_unit: Marks
    region: Marks
    broken_down: tuple[Marks, ...] = ()
    k: int = 1


def marking_of(margins: Margins, k: int, linked: Sequence[Margins] = ()) -> Marking:
    """The marking of one indicator among some; see ``markings``."""
    together = [each for each in linked if each is not margins]
    return markings([margins, *together], k)[0]


def markings(margins: Sequence[Margins], k: int) -> list[Marking]:
    """The marking of every indicator's margins, in their order.

    ``margins`` are all that is published of a run, also along second axes: of those that protect
    persons, each is hidden with regard to all others. Counts from 1 to k − 1 are hidden, and
    with them what they could be worked out from.
    """
    measures = _measures(margins, k)
    hidden = hide_measures(list(measures.values()))
    found: list[Marking] = []
    for each in margins:
        measure = measures.get(each.definition.id)
        marking = _shown(each)
        if measure is not None:
            marking = _marked(each, measure, hidden[measure.id, axis_of(each)])
        least = np.full(len(each.calendar.periods), each.definition.min_denominator)
        _mark_small_denominators(each, marking, least)
        found.append(replace(marking, k=k))
    return found


def marked_rounded(margins: Margins, k: int, base: int) -> Marking:
    """The marking of rounded margins: nothing is hidden but what rests on too few.

    A value that says more than its rounded counts is told of k or more only, whatever the number
    was rounded from.
    """
    marking = _shown(margins)
    least = np.full(len(margins.calendar.periods), max(margins.definition.min_denominator, 0))
    if told_by_value(margins.definition):
        each = margins.calendar.counted if margins.stock else 1.0
        least = np.maximum(least, k * each + base)
    _mark_small_denominators(margins, marking, least)
    return replace(marking, k=k)


def _measures(margins: Sequence[Margins], k: int) -> dict[str, Measure]:
    """The measures in which something may be hidden: none where every count from 1 is shown."""
    by_id: dict[str, list[Margins]] = {}
    for each in margins:
        if each.definition.protects_persons and k > 1:
            by_id.setdefault(each.definition.id, []).append(each)
    return {one: Measure(tuple(found), k) for one, found in by_id.items()}


def _shown(margins: Margins) -> Marking:
    count = len(margins.calendar.periods)
    shape = (len(margins.sexes), len(margins.ages), count)
    return Marking(
        np.full((len(margins.units.ids), count), SHOWN, dtype=np.int8),
        np.full(shape, SHOWN, dtype=np.int8),
        tuple(np.full(shape, SHOWN, dtype=np.int8) for _ in margins.broken_down),
    )


def _marked(margins: Margins, measure: Measure, found: Found) -> Marking:
    places = Places(margins.calendar)
    year = found.units[PeriodKind.YEAR][:, 0, :, 0]
    hidden = places.spread(found.units)[:, 0] | _against_baseline(margins, year)[:, None]
    by_unit = _marks(hidden, _small(measure, margins, margins.by_unit))
    if found.classes is None:
        return replace(_shown(margins), by_unit=by_unit)
    nodes = [margins.region, *(each.parts for each in margins.broken_down)]
    together = {name: np.stack([parts[name] for parts in nodes]) for name in margins.region}
    hidden = np.stack([found.classes.of(node, places) for node in range(len(nodes))])
    region, *broken = _marks(hidden, _small(measure, margins, together))
    return Marking(by_unit, region, tuple(broken))


def _against_baseline(margins: Margins, year: Bools) -> Bools:
    """Units that no figure of is shown: each would tell the baseline's sum, which is hidden.

    Shape (units,). A baseline that is not of whole years tells sums that are published nowhere.
    """
    if margins.definition.baseline is None:
        return np.zeros(len(year), dtype=bool)
    begin, end = margins.definition.baseline
    first = margins.calendar.months[0].year
    if begin.month > 1 or end.month < MONTHS_A_YEAR:
        return np.ones(len(year), dtype=bool)
    return np.asarray(year[:, begin.year - first : end.year - first + 1].any(axis=1), dtype=bool)


def _small(measure: Measure, margins: Margins, parts: dict[str, Floats]) -> Bools:
    shape = (*next(iter(parts.values())).shape[:-1], len(margins.calendar.periods))
    small = np.zeros(shape, dtype=bool)
    for part in measure.parts:
        sums = margins.sums(part_of(parts, part))
        small |= (sums > 0) & (sums < measure.least(margins, part))
    return small


def _marks(hidden: Bools, small: Bools) -> Marks:
    marks: Marks = hidden.astype(np.int8) * np.int8(SECONDARY)
    marks[small] = PRIMARY
    return marks


def _mark_small_denominators(margins: Margins, marking: Marking, least: Numbers) -> None:
    """``least``: shape (periods,)."""
    if "denominator" not in margins.by_unit or not (least > 0).any():
        return
    tables = [(marking.by_unit, margins.by_unit), (marking.region, margins.region)]
    for marks, broken in zip(marking.broken_down, margins.broken_down, strict=False):
        tables.append((marks, broken.parts))
    for marks, parts in tables:
        sums = parts["denominator"] @ margins.calendar.membership
        marks[(marks == SHOWN) & (sums > 0) & (sums < least)] = SMALL
