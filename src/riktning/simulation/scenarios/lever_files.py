"""Reads the levers of the package: one YAML file a lever."""

from functools import cache
from importlib.resources import files

from riktning.catalogue.faults import Collector, Place, fault, nearest
from riktning.catalogue.sections import Section, parse_section
from riktning.core.ages import AGE_BOUNDS
from riktning.simulation.illness import condition_figures
from riktning.simulation.kernel.blocks import LEVERS
from riktning.simulation.scenarios.levers import (
    Ages,
    Does,
    Effect,
    LeverCatalogue,
    LeverEntry,
    Size,
)
from riktning.simulation.tallies import EVENTS, Kind

_FOLDER = files("riktning.simulation") / "levers"
_LEAST_CHANGE, _MOST_CHANGE = -1.0, 4.0


@cache
def lever_catalogue() -> LeverCatalogue:
    """The package's levers; CatalogueError names file and line of the first fault."""
    paths = sorted(_FOLDER.iterdir(), key=lambda each: each.name)
    found = [
        read_lever(path.read_text(encoding="utf-8"), f"levers/{path.name}")
        for path in paths
        if path.name.endswith(".yaml")
    ]
    _refuse_shared_draws(found)
    in_order = sorted(found, key=lambda lever: lever.effects[0].draw)
    return LeverCatalogue({lever.id: lever for lever in in_order})


def read_lever(text: str, file: str) -> LeverEntry:
    """One lever; CatalogueError with every fault in the file."""
    section = parse_section(text, file)
    reading = Collector()
    of = reading.of
    name = of(lambda: section.text("id"))
    words = of(lambda: section.words("name")), of(lambda: section.words("says"))
    effects = of(lambda: _effects(section.section("effects")))
    of(section.finish)
    reading.finish()
    return LeverEntry(name, *words, effects, file)


def _effects(section: Section) -> tuple[Effect, ...]:
    names = section.names()
    if not names:
        raise fault(section.place, "the lever has no effect", "name one under `effects:`")
    reading = Collector()
    found = [reading.of(lambda n=name: _effect(n, section.section(n))) for name in names]  # type: ignore[misc]  # the name is bound at once
    reading.finish()
    return tuple(found)


def _effect(name: str, section: Section) -> Effect:
    reading = Collector()
    of = reading.of
    does = of(lambda: section.choice("does", Does))
    effect = Effect(
        name=name,
        does=does,
        draw=of(lambda: section.whole("draw", most=LEVERS - 1)),
        source=of(lambda: _kind(section, "from", does in {Does.REROUTE, Does.PREVENT})),
        target=of(lambda: _kind(section, "to", does is Does.REROUTE)),
        conditions=of(lambda: _conditions(section)),
        ages=of(lambda: read_ages(section)),
        size=of(lambda: _size(section, does)),
        evidence=of(lambda: section.text("evidence")),
    )
    of(section.finish)
    reading.finish()
    return effect


def _kind(section: Section, key: str, wanted: bool) -> Kind | None:
    """The kind of events a key names, where such a key makes sense."""
    if not wanted:
        return None
    place, text = section.line(key), section.text(key)
    events = {kind.name: kind for kind in Kind if kind < EVENTS}
    if text not in events:
        raise fault(place, f"{text!r} is no kind of event", nearest(text, events))
    return events[text]


def _conditions(section: Section) -> tuple[str, ...]:
    if not section.has("conditions"):
        return ()
    place, known = section.line("conditions"), condition_figures().names
    found = tuple(str(value) for value in section.scalars("conditions"))
    for name in found:
        if name not in known:
            raise fault(place, f"{name!r} is no condition", nearest(name, known))
    return found


def read_ages(section: Section) -> Ages:
    """``from_age`` and ``below_age``, which must be bounds of age groups."""
    return Ages(_age(section, "from_age"), _age(section, "below_age"))


def _age(section: Section, key: str) -> int | None:
    if not section.has(key):
        return None
    place, age = section.line(key), section.whole(key, most=120)
    if age not in AGE_BOUNDS:
        bounds = ", ".join(str(bound) for bound in AGE_BOUNDS)
        raise fault(place, f"no age group begins at {age}", f"write one of {bounds}")
    return age


def _size(section: Section, does: Does) -> Size:
    place, inner = section.line("size"), section.section("size")
    found = Size(*(inner.number(key) for key in ("low", "middle", "high")))
    inner.finish()
    for value in (found.low, found.middle, found.high):
        check_size(value, does, place)
    ordered = abs(found.low) <= abs(found.middle) <= abs(found.high)
    if not ordered:
        raise fault(place, "the sizes are not in order", "low is the least effect, high the most")
    return found


def check_size(value: float, does: Does, place: Place) -> None:
    """Refuse a size that makes a probability leave 0 to 1."""
    if does.is_share and not 0 <= value <= 1:
        raise fault(place, f"a share of {value:g} makes a probability leave [0, 1]", "write 0 to 1")
    if not does.is_share and not _LEAST_CHANGE <= value <= _MOST_CHANGE:
        raise fault(
            place,
            f"a change of {value:g} is not possible",
            f"write {_LEAST_CHANGE:g} (nothing left) to {_MOST_CHANGE:g}",
        )


def _refuse_shared_draws(levers: list[LeverEntry]) -> None:
    seen: dict[int, str] = {}
    for lever in levers:
        for effect in lever.effects:
            if effect.draw in seen:
                what = f"draw {effect.draw} of {effect.name!r} is used by {seen[effect.draw]}"
                raise fault(Place(lever.file), what, "give each effect a draw of its own")
            seen[effect.draw] = lever.file
