"""A lever of the catalogue in words, for the form that chooses it."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from riktning.apps.scenarios.starts import Start
from riktning.simulation.scenarios.lever_files import lever_catalogue
from riktning.simulation.scenarios.levers import ASSUMPTION, LeverEntry
from riktning.web.presenters.scenario_words import effects
from riktning.web.scenario_forms import LeverFields, ScenarioForm


@dataclass(frozen=True, slots=True)
class LeverRow:
    """A lever, its fields, what it rests on, and whom the start has it for."""

    name: str
    says: str
    evidence: str
    effects: tuple[str, ...]
    only: str
    fields: LeverFields
    used: bool


def lever_rows(form: ScenarioForm, language: str) -> list[LeverRow]:
    """Every lever, in the catalogue's order."""
    known = lever_catalogue().levers
    return [_row(known[each.lever], each, form.begins, language) for each in form.levers()]


def _row(lever: LeverEntry, fields: LeverFields, start: Start, language: str) -> LeverRow:
    use = start.told["levers"].get(lever.id) or {}
    told = {"effects": list(_told(lever, use.get("sizes") or {}))}
    value = fields.reach.value()
    return LeverRow(
        lever.name.in_(language), lever.says.in_(language), _rests_on(lever),
        tuple(effects(told, language)), _only(use), fields, str(value) not in {"", "0", "None"},
    )  # fmt: skip


def _told(lever: LeverEntry, own: dict[str, Any]) -> Iterator[dict[str, Any]]:
    """Its effects as a publication tells them."""
    for effect in lever.effects:
        size = effect.size
        yield {
            "does": effect.does.value,
            "source": effect.source.name if effect.source is not None else None,
            "target": effect.target.name if effect.target is not None else None,
            "size": {"low": size.low, "middle": size.middle, "high": size.high},
            "own": own.get(effect.name), "evidence": effect.evidence,
        }  # fmt: skip


def _rests_on(lever: LeverEntry) -> str:
    assumed = sum(effect.evidence == ASSUMPTION for effect in lever.effects)
    if assumed == len(lever.effects):
        return _("Antagande")
    return _("Har källa") if assumed == 0 else _("Delvis antagande")


def _only(use: dict[str, Any]) -> str:
    """Whom the start has the lever for, where that is not everybody; it stays so."""
    found = []
    if use.get("units"):
        found.append(_("bara i %(units)s") % {"units": ", ".join(use["units"])})
    if use.get("from_age") is not None:
        found.append(_("från %(age)d år") % {"age": use["from_age"]})
    if use.get("below_age") is not None:
        found.append(_("under %(age)d år") % {"age": use["below_age"]})
    if use.get("sex"):
        found.append(_("kvinnor") if use["sex"] == "F" else _("män"))
    return ", ".join(found)
