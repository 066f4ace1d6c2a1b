"""The keys of a definition that choose among what is valid: frame, axes, period and so on."""

from collections.abc import Collection, Mapping
from functools import partial
from itertools import pairwise

from riktning.catalogue.checking import LARGEST, Parameter
from riktning.catalogue.faults import Collector, Place, an, fault, nearest
from riktning.catalogue.frames import BY_NAME, Frame
from riktning.catalogue.model import Axis, Kind, Polarity
from riktning.catalogue.sections import Section
from riktning.core.errors import RiktningError
from riktning.core.periods import Month, PeriodKind

_FINEST = (PeriodKind.MONTH, PeriodKind.TERTIAL, PeriodKind.YEAR)
LEAST_SCALE, MOST_SCALE = 1e-6, 1e9
MOST_OPTION = 3660
STANDARDISED = (Kind.PROPORTION, Kind.RATE)
Options = dict[str, int | tuple[str, ...]]


def frame(section: Section) -> Frame:
    """What one row is."""
    place = section.line("frame")
    name = section.text("frame")
    if name not in BY_NAME:
        raise fault(place, f"there is no frame {name!r}", nearest(name, BY_NAME))
    return BY_NAME[name]


def axes(section: Section, frame: Frame | None) -> tuple[Axis, ...]:
    """``axis: one`` or ``axes: [one, other]``, each an axis of the frame."""
    place = section.line("axes")
    several = section.has("axes")
    if several and section.has("axis"):
        section.scalar("axis")
        section.scalars("axes")
        raise fault(place, "both 'axis' and 'axes' are there", "keep `axes: [...]` only")
    chosen = _several(section, place) if several else _one(section)
    for axis, at in chosen:
        if frame is not None and axis not in frame.axes:
            what = f"frame {frame.name!r} has no axis {axis.value!r}"
            raise fault(at, what, nearest(axis, frame.axes))
    return tuple(axis for axis, _ in chosen)


def _one(section: Section) -> list[tuple[Axis, Place]]:
    place = section.line("axis")
    return [(section.choice("axis", Axis), place)]


def _several(section: Section, place: Place) -> list[tuple[Axis, Place]]:
    written = [str(value) for value in section.scalars("axes")]
    for value in written:
        if value not in list(Axis):
            raise fault(place, f"'axes' cannot hold {value!r}", nearest(value, list(Axis)))
    if not written or len(set(written)) < len(written):
        raise fault(place, "'axes' must hold different axes", f"write [{', '.join(Axis)}]")
    return [(Axis(value), place) for value in written]


def period(section: Section) -> PeriodKind:
    """The finest period published."""
    if not section.has("period"):
        return PeriodKind.MONTH
    place = section.line("period")
    found = section.choice("period", PeriodKind)
    if found not in _FINEST:
        remedy = f"write {', '.join(_FINEST)}; for twelve months also `rolling_12: true`"
        raise fault(place, f"'period' cannot be {found.value!r}", remedy)
    return found


def breaks(section: Section) -> tuple[Month, ...]:
    """The months from which the source counts something else, rising."""
    if not section.has("breaks"):
        return ()
    place = section.line("breaks")
    try:
        months = tuple(Month.parse(str(value)) for value in section.scalars("breaks"))
    except RiktningError:
        months = ()
    if not months or any(early >= late for early, late in pairwise(months)):
        raise fault(place, "'breaks' is no list of rising months", "write [2023-07]")
    return months


def rolling(section: Section, frame: Frame | None) -> bool:
    """Whether twelve months that end with every month are published too."""
    if not section.has("rolling_12"):
        return False
    place = section.line("rolling_12")
    found = section.flag("rolling_12")
    if found and frame is not None and frame.stock:
        what = f"'rolling_12' adds up events, and a row of frame {frame.name!r} is a state"
        raise fault(place, what, "remove the key, and look back with had() or times() instead")
    return found


def standard(
    section: Section, kind: Kind | None, frame: Frame | None, known: Collection[str]
) -> str | None:
    """The population that the value is standardised to."""
    if not section.has("standard"):
        return None
    place = section.line("standard")
    name = section.text("standard")
    if name not in known:
        what = f"there is no standard population {name!r}"
        raise fault(place, what, nearest(name, known))
    if kind is not None and kind not in STANDARDISED:
        what = f"{an(kind)} cannot be standardised"
        raise fault(place, what, "remove the key, or make it a proportion or a rate")
    if frame is not None and not frame.persons:
        what = f"frame {frame.name!r} knows no sex and age to standardise by"
        raise fault(place, what, "remove the key")
    return name


def parameters(section: Section, frame: Frame | None) -> dict[str, Parameter]:
    """The numbers and texts that the expressions name."""
    if not section.has("parameters"):
        return {}
    part = section.section("parameters")
    reading = Collector()
    found = {key: reading.of(partial(_parameter, part, key, frame)) for key in part.names()}
    reading.finish()
    return found


def _parameter(part: Section, key: str, frame: Frame | None) -> Parameter:
    place = part.line(key)
    value = part.scalar(key)
    if frame is not None and frame.column(key):
        what = f"parameter {key!r} is also a column of frame {frame.name!r}"
        raise fault(place, what, "give it another name")
    if not isinstance(value, int | float | str):
        raise fault(place, f"parameter {key!r} has the wrong type", "write a number or a text")
    if not isinstance(value, str) and not abs(value) <= LARGEST:
        raise fault(place, f"parameter {key!r} is too large", f"write at most {LARGEST}")
    return value


def options(section: Section, key: str, frame: Frame | None) -> Options:
    """The frame's options: what the file says, else the frame's defaults."""
    found = dict(frame.options) if frame is not None else {}
    if not section.has(key):
        return found
    part = section.section(key)
    if frame is None:
        return found
    reading = Collector()
    for name in part.names():
        found[name] = reading.of(partial(_option, part, name, frame))
    reading.finish()
    return found


def _option(part: Section, key: str, frame: Frame) -> int | tuple[str, ...]:
    place = part.line(key)
    defaults = dict(frame.options)
    if key not in defaults:
        what = f"frame {frame.name!r} has no option {key!r}"
        raise fault(place, what, nearest(key, defaults))
    default = defaults[key]
    if isinstance(default, int):
        return part.whole(key, least=1, most=MOST_OPTION)
    if not part.is_list(key):
        raise fault(place, f"option {key!r} has the wrong type", "write a list such as [a, b]")
    values = part.scalars(key)
    if not values or not all(isinstance(value, str) for value in values):
        raise fault(place, f"option {key!r} must list texts", f"such as [{', '.join(default)}]")
    return tuple(str(value) for value in values)


def interval(
    section: Section, polarity: Polarity | None
) -> tuple[float | None, float | None] | None:
    """The interval that the value should lie in."""
    place = section.line("target_interval")
    if not section.has("target_interval"):
        if polarity is Polarity.TARGET_INTERVAL:
            raise fault(
                section.place, "polarity is target_interval without one",
                "add `target_interval: [low, high]`, null for an open end",
            )  # fmt: skip
        return None
    ends = section.scalars("target_interval")
    numbers = [e for e in ends if isinstance(e, int | float) and not isinstance(e, bool)]
    nulls = sum(1 for end in ends if end is None)
    if len(ends) != 2 or len(numbers) + nulls != 2 or not numbers or sorted(numbers) != numbers:
        raise fault(
            place, "'target_interval' is no interval", "write [low, high], null for an open end"
        )
    low, high = (None if end is None else float(str(end)) for end in ends)
    return low, high


def scale(section: Section) -> float:
    """What turns the quotient into the displayed unit."""
    place = section.line("scale")
    found = section.number("scale")
    if found <= 0:
        raise fault(place, "'scale' must be above 0", "write 100 for percent, 1 for none")
    if not LEAST_SCALE <= found <= MOST_SCALE:
        remedy = f"write a number from {LEAST_SCALE:f} to {MOST_SCALE:.0f}"
        raise fault(place, "'scale' is out of range", remedy)
    return found


def unused(parameters: Mapping[str, Parameter], named: Collection[str], place: Place) -> None:
    """Refuse a parameter that no expression names: changing it would change nothing."""
    idle = sorted(set(parameters) - set(named))
    if idle:
        what = f"parameter {idle[0]!r} is named in no expression"
        raise fault(place, what, "remove it, or name it where it is meant")
