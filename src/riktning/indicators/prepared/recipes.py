"""What each prepared table is made from."""

from collections.abc import Callable
from dataclasses import dataclass

import ibis

from riktning.indicators.prepared import events, people, texts, unit_months
from riktning.indicators.prepared.schema import SCHEMAS


@dataclass(frozen=True, slots=True)
class Recipe:
    """How a table is made.

    ``make`` turns the delivered table, or a month of it, into the prepared one; a recipe ``whole``
    takes nothing, since it needs the delivered table in one piece and names it itself. ``needs``
    are prepared tables, and ``spelt`` numberings, that have to be there first.
    """

    delivered: str
    make: Callable[[ibis.Table], ibis.Table]
    needs: tuple[str, ...] = ()
    spelt: tuple[str, ...] = ()
    whole: bool = False


def _event(make: Callable[[ibis.Table], ibis.Table], *spelt: str, of: str = "") -> Recipe:
    return Recipe(of or make.__name__, make, ("known", "moved", "unit"), spelt)


def _monthly(make: Callable[[ibis.Table], ibis.Table]) -> Recipe:
    return Recipe(make.__name__, make, ("unit",))


def _whole(
    delivered: str, make: Callable[[], ibis.Table], *needs: str, spelt: tuple[str, ...] = ()
) -> Recipe:
    return Recipe(delivered, lambda _rows: make(), needs, spelt, whole=True)


def _text(name: str) -> Recipe:
    return _whole(texts.NUMBERED[name].table, lambda: texts.text_of(name), spelt=(name,))


_NUMBERED = ("person_number",)
RECIPES: dict[str, Recipe] = {
    "person_number": _whole("person", people.numbered_persons),
    "person": _whole("person", people.persons, *_NUMBERED),
    "home": _whole("residence", people.homes, "municipality", *_NUMBERED),
    "listed": _whole("listing", people.listings, "unit", *_NUMBERED),
    "contact": _event(events.contact, "clinician", "profession"),
    "coded_contact": _event(events.coded_contact, "clinician", "profession", of="contact"),
    "stay": _event(events.stay),
    "admission": _event(events.admission, of="stay"),
    "diagnosis": Recipe("diagnosis", events.diagnosis, ("known",), ("diagnosis",)),
    "procedure": _event(events.procedure, "procedure"),
    "dispensing": Recipe("dispensing", events.dispensing, ("known", "moved"), ("atc",)),
    "wait": _event(events.wait),
    "pathway": _event(events.pathway, "pathway"),
    "pathway_start": _event(events.pathway_start, "pathway", of="pathway"),
    "monitoring": Recipe("monitoring", events.monitoring, ("known", "unit")),
    "agreement": _event(events.agreement),
    "dental_exam": _event(events.dental_exam),
    "child_obesity": _event(events.child_obesity),
    "unit_spell": Recipe("unit", unit_months.unit_spell, ("unit",)),
    "ward_day": _monthly(unit_months.ward_day),
    "staff_month": _monthly(unit_months.staff_month),
    "call_month": _monthly(unit_months.call_month),
    "service_month": _monthly(unit_months.service_month),
    "training_month": _monthly(unit_months.training_month),
    "survey": _monthly(unit_months.survey),
    "reported": _monthly(unit_months.reported),
    **{name: _text(name.removeprefix("text_")) for name in SCHEMAS if name.startswith("text_")},
}
""":mod:`.preparing` itself makes ``unit``, ``municipality``, ``who``, ``known`` and ``moved``."""
