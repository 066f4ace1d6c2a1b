"""All evidence by its kind: which pieces a section is offered, and the piece that a key names.

A key is the kind, what it is about (an area's address, ``all``, a measure) and what more is needed:
``counts:all``, ``table:area:nara-vard``, ``verdict:hyrpersonal:region``, ``reported:own:2025-t3``.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace

from riktning.apps.reports.evidence import (
    appendix,
    by_group,
    changes,
    disagreeing,
    effects,
    gaps,
    measures,
    method,
    pace,
    planned,
    reported,
    tables,
)
from riktning.apps.reports.evidence.material import ALL, Material
from riktning.apps.reports.evidence.offer import Offer
from riktning.apps.reports.templates.template import TemplateSection

About = Callable[[Material, str], Offer]
# Kinds with one piece for an area and one for all of them.
ABOUT: Mapping[str, About] = {
    "counts": tables.counts,
    "strongest": tables.strongest,
    "pace": pace.pace,
    "highlights": measures.highlights,
    "goals": planned.goals,
    "activities": planned.activities,
    "assessments": planned.assessments,
    "contradictions": disagreeing.contradictions,
    "untold": pace.untold,
    "gaps": gaps.gaps,
    "changes": changes.changes,
    "effects": effects.effects,
    "ahead": pace.ahead,
    "background": method.background,
    "material": method.the_material,
    "method": method.method,
    "limits": method.limits,
}
# The same with at most so many of their points: ``strongest:all:3``.
LIMITED: Mapping[str, Callable[[Material, str, int], Offer]] = {
    "strongest": tables.strongest,
    "ahead": pace.ahead,
}
TABLES: Mapping[str, About] = {"moving": tables.moving, "area": tables.whole}
APPENDICES: Mapping[str, Callable[[Material], Offer]] = {
    "indicators": appendix.of_indicators,
    "figures": appendix.of_figures,
    "quality": appendix.of_quality,
    "origin": appendix.of_origin,
}
MEASURES: Mapping[str, Callable[[Material, str], Offer | None]] = {
    "verdict": measures.verdict,
    "chart": measures.chart,
    "units": by_group.units,
    "groups": by_group.groups,
}
SPLIT = frozenset({"units", "groups"})  # each asks the store: offered of the measures that say most
MOST_SPLIT = 3
KINDS = (*ABOUT, "table", "appendix", "reported", *MEASURES)


def offers(material: Material, section: TemplateSection) -> Sequence[Offer]:
    """Every piece of evidence that the section is offered, in the order of its kinds.

    About its own area, failing that the material's, failing that all of them. RiktningError when
    the plan has no such area.
    """
    about = section.area or material.area
    own = material if about == material.area else replace(material, area=about)
    keys = dict.fromkeys(key for kind in section.kinds for key in keys_of(own, kind, about or ALL))
    found = (offer_named(own, key) for key in keys)
    return [piece for piece in found if piece is not None]


def offers_named(material: Material, keys: Iterable[str]) -> dict[str, Offer]:
    """The pieces with these keys, as they are by the material; those there are none of are left
    out. The store is read once for all of them."""
    found = ((key, offer_named(material, key)) for key in keys)
    return {key: piece for key, piece in found if piece is not None}


def keys_of(material: Material, kind: str, about: str) -> Iterator[str]:
    """The keys of one kind about an area or all of them."""
    if kind in ABOUT:
        yield f"{kind}:{about}"
    elif kind == "table":
        if about != ALL:
            yield from (f"table:{which}:{about}" for which in TABLES)
    elif kind == "appendix":
        yield from (f"appendix:{which}" for which in APPENDICES)
    elif kind == "reported":
        yield from _keys_reported(material, about)
    elif kind in MEASURES:
        yield from _keys_of_measures(material, kind, about)


def _keys_of_measures(material: Material, kind: str, about: str) -> Iterator[str]:
    found = measures.ordered(material, about)
    for finding in found[:MOST_SPLIT] if kind in SPLIT else found:
        if kind != "chart" or finding.chart is not None:
            yield f"{kind}:{finding.indicator_id}:{material.place}"


def _keys_reported(material: Material, about: str) -> Iterator[str]:
    abouts = (about, reported.OWN) if about == ALL else (about,)
    rounds = reported.round_keys(material)
    for each in abouts:
        yield f"reported:{each}"
        if len(rounds) > 1:
            yield from (f"reported:{each}:{key}" for key in rounds)


def offer_named(material: Material, key: str) -> Offer | None:
    """The piece that the key names; None where the plan, the run or the unit has no such thing."""
    kind, _, rest = key.partition(":")
    first, _, second = rest.partition(":")
    if kind in LIMITED and second.isdecimal() and _known(material, first):
        return LIMITED[kind](material, first, int(second))
    if kind in ABOUT:
        return ABOUT[kind](material, first) if _known(material, first) and not second else None
    if kind == "table" and first in TABLES:
        return TABLES[first](material, second) if second in material.areas else None
    if kind == "appendix" and first in APPENDICES and not second:
        return APPENDICES[first](material)
    if kind == "reported" and (first == reported.OWN or _known(material, first)):
        return reported.reported(material, first, second)
    if kind in MEASURES and second == material.place:
        return MEASURES[kind](material, first)
    return None


def _known(material: Material, about: str) -> bool:
    return about == ALL or about in material.areas
