"""One change in words: where an item stood and stands, its period, its target, its measures."""

from collections.abc import Iterator, Mapping

from riktning.core.digits import as_typed
from riktning.core.periods import Month
from riktning.documents.plans.difference import Change, How
from riktning.documents.plans.snapshot import Aim, Said
from riktning.documents.plans.words import PHRASES


def details(change: Change, language: str, names: Mapping[str, str]) -> Iterator[str]:
    """A line for each way the item changed that its text does not show.

    ``names`` gives measures and units by id the names that readers know; others keep their id.
    """
    before, after = change.before, change.after
    if before is None or after is None:
        found = change.said
        if found.aim is not None:
            yield aim_words(found.aim, language, names)
        return
    for how in change.how:
        line = _line(how, before, after, language, names)
        if line:
            yield line


def _line(how: How, before: Said, after: Said, language: str, names: Mapping[str, str]) -> str:
    none = PHRASES[language].none
    if how is How.MOVED:
        return _from_to(" › ".join(before.where), " › ".join(after.where), language)
    if how is How.PERIOD and before.kind != "period":
        return _from_to(before.period or none, after.period or none, language)
    if how is How.MONTHS:
        was, is_now = (months_words(said.months) or none for said in (before, after))
        return _from_to(was, is_now, language)
    if how is How.TARGET and before.aim and after.aim:
        was, is_now = (aim_words(aim, language, names) for aim in (before.aim, after.aim))
        return _from_to(was, is_now, language)
    if how is How.MEASURES:
        was, is_now = (
            ", ".join(names.get(m, m) for m in said.measures) or none for said in (before, after)
        )
        return _from_to(was, is_now, language)
    return ""


def _from_to(before: str, after: str, language: str) -> str:
    said = PHRASES[language]
    return f"{said.before}: {before} → {said.now}: {after}"


def months_words(months: tuple[Month, Month] | None) -> str:
    """``2025-03 – 2026-10``; empty when nobody has said them."""
    return f"{months[0]} – {months[1]}" if months else ""


def aim_words(aim: Aim, language: str, names: Mapping[str, str]) -> str:
    """``Medelvårdtid, regionen: 7,5 senast 2027-12``."""
    number = as_typed(aim.value)
    sv = language == "sv"
    unit = names.get(aim.unit_id, aim.unit_id) or ("regionen" if sv else "the region")
    value = number.replace(".", ",") if sv else number
    by = "senast" if sv else "by"
    return f"{names.get(aim.indicator_id, aim.indicator_id)}, {unit}: {value} {by} {aim.due}"
