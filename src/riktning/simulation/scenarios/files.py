"""Reads a scenario file strictly: every fault is one sentence with file and line."""

import re
from pathlib import Path

from riktning.catalogue.faults import Collector, Place, each, fault, nearest
from riktning.catalogue.sections import Section, parse_section, read_section
from riktning.core.ages import AGE_BOUNDS
from riktning.core.errors import CatalogueError, RiktningError, ScenarioError
from riktning.core.periods import Month
from riktning.simulation.request import LAST_YEAR, MOST_MONTHS, MOST_PERSONS
from riktning.simulation.scenarios.distributions import Uncertain
from riktning.simulation.scenarios.lever_files import lever_catalogue, read_ages
from riktning.simulation.scenarios.levers import LeverCatalogue, LeverEntry
from riktning.simulation.scenarios.model import ScenarioPlan, Sizes, Use
from riktning.simulation.scenarios.uncertain_files import (
    percent,
    read_parameters,
    read_reach,
    read_size,
)

MOST_REPLICATES = 1000
_ID = re.compile(r"[a-z][a-z0-9_-]{0,60}")
_NO_MAPPING = "the file holds no definition"


def read_scenario(path: Path) -> ScenarioPlan:
    """The scenario of a file; ScenarioError with the first fault, and how many more there are."""
    try:
        return _scenario(read_section(path, str(path)), path)
    except CatalogueError as error:
        raise _first_of(each(error)) from None


def read_scenario_text(text: str, name: str) -> ScenarioPlan:
    """The same of a text that is not in a file yet; ``name`` is the scenario's id."""
    try:
        return _scenario(parse_section(text, f"{name}.yaml"), Path(f"{name}.yaml"))
    except CatalogueError as error:
        raise _first_of(each(error)) from None


def _first_of(found: tuple[CatalogueError, ...]) -> ScenarioError:
    first, more = found[0], len(found) - 1
    what, remedy = first.what, first.remedy
    if what == _NO_MAPPING:
        what, remedy = "the file holds no scenario", "begin with `name:`, `first:` and `last:`"
    if more:
        remedy = f"{remedy.rstrip('.')} ({more} more {'fault' if more == 1 else 'faults'} below)"
    return ScenarioError(what, where=first.where, remedy=remedy)


def _scenario(section: Section, path: Path) -> ScenarioPlan:
    reading = Collector()
    of = reading.of
    at_last, places = section.line("last"), {"": str(path), **section.lines()}
    first, last = of(lambda: _month(section, "first")), of(lambda: _month(section, "last"))
    of(lambda: _check_horizon(first, last, at_last))
    plan = ScenarioPlan(
        id=of(lambda: _identity(path)),
        name=of(lambda: section.words("name")),
        says=of(lambda: section.words("says")),
        first=first,
        last=last,
        persons=of(lambda: _persons(section)),
        share=of(lambda: _share(section)),
        replicates=of(lambda: _whole(section, "replicates", MOST_REPLICATES, 10)),
        seed=of(lambda: _whole(section, "seed", 2**31, 1, least=0)),
        sizes=of(lambda: _sizes_key(section)),
        capacity=of(lambda: section.flag("capacity") if section.has("capacity") else True),
        uses=of(lambda: _uses(section, first, last)),
        parameters=of(lambda: read_parameters(section)),
        places=places,
    )
    of(lambda: _check_people(plan, section.place))
    of(lambda: _check_capacity(plan, section.place))
    of(section.finish)
    reading.finish()
    return plan


def _identity(path: Path) -> str:
    if _ID.fullmatch(path.stem) is None:
        raise fault(
            Place(str(path)),
            f"{path.stem!r} cannot name a scenario",
            "name the file in small letters a-z, digits and hyphens, as half-pace.yaml",
        )
    return path.stem


def _month(section: Section, key: str) -> Month:
    place, value = section.line(key), section.scalar(key)
    try:
        return Month.parse(str(value))
    except RiktningError as error:
        raise fault(place, f"{key!r}: {error.what}", error.remedy) from None


def _check_horizon(first: Month | None, last: Month | None, place: Place) -> None:
    if first is None or last is None:
        return
    if last < first:
        what = f"the last month {last} is before the first {first}"
        raise fault(place, what, "let the horizon end after it begins")
    if last.year > LAST_YEAR:
        what = (
            f"the last month {last} is after {LAST_YEAR}, where the figures of the population end"
        )
        raise fault(place, what, f"let the horizon end in {LAST_YEAR}-12 or before")
    if last.index - first.index >= MOST_MONTHS:
        what = "the horizon is too long"
        raise fault(place, what, f"ask for at most {MOST_MONTHS} months")


def _whole(section: Section, key: str, most: int, otherwise: int, least: int = 1) -> int:
    return section.whole(key, least=least, most=most) if section.has(key) else otherwise


def _persons(section: Section) -> int | None:
    if not section.has("persons"):
        return None
    place, value = section.line("persons"), section.scalar("persons")
    if isinstance(value, bool) or not isinstance(value, int) or not 0 < value <= MOST_PERSONS:
        what = f"{value} persons cannot be simulated"
        raise fault(place, what, f"ask for 1 to {MOST_PERSONS}")
    return value


def _share(section: Section) -> float | None:
    if not section.has("share"):
        return None
    share = percent(section, "share", "more than the whole region")
    if share == 0:
        raise fault(section.place, "a share of 0 % is nobody", "ask for more than 0 %")
    return share


def _check_people(plan: ScenarioPlan, place: Place) -> None:
    if plan.persons is not None and plan.share is not None:
        what = "both 'persons' and 'share' say how many live in the region"
        raise fault(place, what, "keep one of them")


def _check_capacity(plan: ScenarioPlan, place: Place) -> None:
    """Beds and staff can only be moved where they are finite."""
    needing = [use.lever.id for use in plan.uses or () if use and use.lever.needs_capacity]
    if needing and plan.capacity is False:
        what = f"{needing[0]} works through beds and staff, and 'capacity' is false"
        raise fault(place, what, "leave out `capacity: false`, or the lever")


def _sizes_key(section: Section) -> Sizes:
    return section.choice("sizes", Sizes) if section.has("sizes") else Sizes.MIDDLE


def _uses(section: Section, first: Month | None, last: Month | None) -> tuple[Use, ...]:
    """The levers in use, in the catalogue's order, whatever the order in the file."""
    if not section.has("levers"):
        return ()
    known, inner, reading = lever_catalogue(), section.section("levers"), Collector()
    found = {}
    for name in inner.names():
        found[name] = reading.of(lambda n=name: _use(n, inner, known, first, last))  # type: ignore[misc]  # the name is bound at once
    reading.of(inner.finish)
    reading.finish()
    return tuple(found[name] for name in known.levers if name in found)


def _use(
    name: str, levers: Section, known: LeverCatalogue, first: Month | None, last: Month | None
) -> Use:
    place = levers.line(name)
    if name not in known.levers:
        levers.drop(name)
        raise fault(place, f"there is no lever {name!r}", nearest(name, known.levers))
    lever, section, reading = known.levers[name], levers.section(name), Collector()
    of = reading.of
    at_ramp = section.line("full") if "full" in section.names() else section.line("ramp")
    at_units = section.line("units") if "units" in section.names() else section.line("sex")
    start = of(lambda: _start(section, first, last))
    use = Use(
        lever=lever,
        start=start,
        ramp=of(lambda: _ramp(section, start, at_ramp)),
        reach=of(lambda: read_reach(section)),
        units=of(lambda: _units(section)),
        ages=of(lambda: read_ages(section)),
        sex=of(lambda: _sex(section)),
        sizes=of(lambda: _own_sizes(section, lever)),
    )
    of(section.finish)
    reading.finish()
    _refuse_unknown_groups(use, at_units)
    return use


def _start(section: Section, first: Month | None, last: Month | None) -> Month:
    place, start = section.line("start"), _month(section, "start")
    if first is not None and start < first:
        what = f"the lever starts in {start}, before the scenario's first month {first}"
        raise fault(place, what, f"let it start in {first} or later: what is done already is today")
    if last is not None and start > last:
        what = f"the lever starts in {start}, after the scenario's last month {last}"
        raise fault(place, what, "let it start earlier, or leave it out")
    return start


def _ramp(section: Section, start: Month | None, place: Place) -> int:
    """Months until all is in place: given as ``ramp``, or as the month ``full``."""
    if section.has("full"):
        if section.has("ramp"):
            raise fault(place, "both 'ramp' and 'full' say how long it takes", "keep one of them")
        full = _month(section, "full")
        if start is None:
            return 0
        if full < start:
            what = f"the ramp ends in {full}, before the start {start}"
            raise fault(place, what, f"let `full` be {start} or later")
        return full.index - start.index + 1
    if not section.has("ramp"):
        return 0
    value = section.scalar("ramp")
    if isinstance(value, int) and value < 0:
        what = f"a ramp of {value} months ends before the start"
        raise fault(place, what, "write 0 months or more")
    if isinstance(value, bool) or not isinstance(value, int) or value > MOST_MONTHS:
        raise fault(place, "'ramp' is no number of months", f"write 0 to {MOST_MONTHS}")
    return value


def _units(section: Section) -> tuple[str, ...]:
    if not section.has("units"):
        return ()
    return tuple(str(value) for value in section.scalars("units"))


def _sex(section: Section) -> str | None:
    if not section.has("sex"):
        return None
    place, sex = section.line("sex"), section.text("sex")
    if sex not in {"F", "M"}:
        raise fault(place, f"{sex!r} is no sex", "write F or M")
    return sex


def _own_sizes(section: Section, lever: LeverEntry) -> dict[str, float | Uncertain]:
    if not section.has("sizes"):
        return {}
    inner, effects = section.section("sizes"), {e.name: e for e in lever.effects}
    found: dict[str, float | Uncertain] = {}
    for name in inner.names():
        place = inner.line(name)
        if name not in effects:
            raise fault(place, f"{lever.id} has no effect {name!r}", nearest(name, effects))
        found[name] = read_size(inner, name, effects[name].does)
    return found


def _refuse_unknown_groups(use: Use, place: Place) -> None:
    """A lever that works on the region as a whole cannot be for some only."""
    if use.units and not use.lever.knows_places:
        what = f"{use.lever.id} works in the whole region, so 'units' cannot be met"
        raise fault(place, what, "leave out `units`, and let `reach` say how large a part")
    grouped = not use.ages.everybody or use.sex is not None
    if grouped and not use.lever.knows_ages:
        what = f"{use.lever.id} works on everybody, so ages and sex cannot be met"
        raise fault(place, what, "leave out `from_age`, `below_age` and `sex`")
    if not any(use.ages.covers(age) for age in AGE_BOUNDS):
        raise fault(place, "no age group is left", "let `from_age` be less than `below_age`")
