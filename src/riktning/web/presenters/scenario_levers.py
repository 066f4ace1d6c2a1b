"""A lever of the catalogue in words, for the form that chooses it."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.forms import BoundField
from django.utils.translation import gettext as _

from riktning.apps.scenarios.places import Place, places
from riktning.apps.scenarios.starts import Start
from riktning.simulation.scenarios.levers import ASSUMPTION, Effect, LeverEntry
from riktning.web.presenters.scenario_words import effects, only_words
from riktning.web.scenario_forms import LeverFields, ScenarioForm
from riktning.web.scenario_lever_fields import ENDS, LEAST_CHANGE, MOST, SIZES

Choice = tuple[str, str, bool]  # id, name, whether it is chosen


@dataclass(frozen=True, slots=True)
class SizeRow:
    """An effect, its size in the catalogue, and the fields of an own one."""

    words: str
    name: str
    fields: tuple[BoundField, ...]
    least: int
    most: int

    @property
    def shorts(self) -> tuple[tuple[str, BoundField], ...]:
        """Each field with a short label: the row says what it is of."""
        return tuple(zip((_("Minst"), _("Troligt"), _("Mest")), self.fields, strict=True))


@dataclass(frozen=True, slots=True)
class LeverRow:
    """A lever, its fields, what it rests on, and whom it is for; ``only`` is empty for everybody.

    ``places``: heading and choices, the first of a part being the whole of it.
    """

    name: str
    says: str
    evidence: str
    only: str
    by_part: Mapping[str, BoundField]
    used: bool
    span: tuple[BoundField, ...]
    units: BoundField | None
    places: tuple[tuple[str, tuple[Choice, ...]], ...]
    groups: tuple[BoundField, ...]
    sizes: tuple[SizeRow, ...]
    whom_open: bool
    sizes_open: bool


def lever_rows(form: ScenarioForm, language: str) -> list[LeverRow]:
    """Every lever, in the catalogue's order."""
    return [_row(each, form.begins, language) for each in form.levers()]


def used_levers(form: ScenarioForm) -> int:
    """How many levers reach anybody, as the form stands."""
    return sum(_used(each) for each in form.levers())


def _used(fields: LeverFields) -> bool:
    return str(fields.reach.value()) not in {"", "0", "None"}


def _row(fields: LeverFields, start: Start, language: str) -> LeverRow:
    lever, parts = fields.lever, fields.by_part
    use = start.told["levers"].get(lever.id) or {}
    told = {"effects": list(_told(lever, use.get("sizes") or {}))}
    groups = tuple(parts[part] for part in ("from", "below", "sex") if part in parts)
    sizes = tuple(
        _size_row(effect, words, parts)
        for effect, words in zip(lever.effects, effects(told, language), strict=True)
    )
    span = tuple(parts[end] for end in ENDS)
    units = parts.get("units")
    chosen = tuple(str(each) for each in (units.value() or ())) if units is not None else ()
    own = any(_says(each) for row in sizes for each in row.fields)
    return LeverRow(
        name=lever.name.in_(language), says=lever.says.in_(language), evidence=_rests_on(lever),
        only=_only(chosen, parts), by_part=parts, used=_used(fields), span=span, units=units,
        places=_choices(chosen) if units is not None else (), groups=groups, sizes=sizes,
        whom_open=_faulty([*groups, *([units] if units is not None else [])]),
        sizes_open=own or _faulty([*span, *(each for row in sizes for each in row.fields)]),
    )  # fmt: skip


def _says(field: BoundField) -> bool:
    return field.value() not in {None, ""}


def _faulty(fields: Sequence[BoundField]) -> bool:
    return any(field.errors for field in fields)


def _size_row(effect: Effect, words: str, parts: Mapping[str, BoundField]) -> SizeRow:
    share = effect.does.is_share
    return SizeRow(
        words, words.partition(":")[0], tuple(parts[f"{effect.name}-{part}"] for part in SIZES),
        0 if share else LEAST_CHANGE, MOST[share],
    )  # fmt: skip


def _choices(chosen: Sequence[str]) -> tuple[tuple[str, tuple[Choice, ...]], ...]:
    """Each subregion with its municipalities, then those who belong to a hospital."""
    known = places()

    def ticked(several: Sequence[Place]) -> tuple[Choice, ...]:
        return tuple((each.unit_id, each.name, each.unit_id in chosen) for each in several)

    parts = [
        (part.whole.name, ticked((Place(part.whole.unit_id, _whole(part.whole)),
                                  *part.municipalities)))
        for part in known.parts
    ]  # fmt: skip
    return (*parts, (_("De som hör till ett sjukhus"), ticked(known.hospitals)))


def _whole(part: Place) -> str:
    return _("Hela %(part)s") % {"part": part.name}


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


def _only(chosen: Sequence[str], parts: Mapping[str, BoundField]) -> str:
    """Whom the lever is for as the form stands, where that is not everybody."""
    values = {part: str(field.value() or "") for part, field in parts.items()}
    names = places().names()
    return only_words(
        [names.get(unit, unit) for unit in chosen], values.get("from"), values.get("below"),
        values.get("sex"),
    )  # fmt: skip
