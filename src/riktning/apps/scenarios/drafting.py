"""A scenario that somebody puts together on a page, as the file that the command line reads."""

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from typing import Any

import yaml

from riktning.apps.scenarios.starts import Start
from riktning.core.periods import Month
from riktning.simulation.scenarios.levers import ASSUMPTION

OWN = "egen"
_DIGEST, _ENDS = 10, 2
_KEPT = ("units", "from_age", "below_age", "sex", "sizes")
_SHARES = ("low", "middle", "high", "mean", "sd", "value")  # the numbers of a distribution


@dataclass(frozen=True, slots=True)
class Whom:
    """Whom a lever is for: ids of units, none for everywhere; ages; one sex, None for both."""

    units: tuple[str, ...] = ()
    from_age: int | None = None
    below_age: int | None = None
    sex: str | None = None


@dataclass(frozen=True, slots=True)
class Chosen:
    """How a lever is used: ``reach`` in per cent, months from ``start`` until all is in place.

    What is None is as in the scenario that one starts from. ``span``: the least and the most that
    the reach may be, empty where it is known. ``sizes``: of an effect (name) the least, middle and
    most, or one figure, in per cent; what is not named is as in the catalogue. ``source``: who says
    so, nobody where it is empty.
    """

    reach: int
    start: Month
    ramp: int
    span: tuple[int, ...] | None = None
    whom: Whom | None = None
    sizes: Mapping[str, tuple[float, ...]] | None = None
    source: str = ""


def own_file(
    start: Start, name: str, says: Mapping[str, str], last: Month, levers: Mapping[str, Chosen]
) -> str:
    """The text of the scenario: what ``start`` has, with these levers until this month.

    A figure that is not known exactly stays as the start has it where it was not touched.
    """
    told = dict(start.told)
    used = {
        lever: _used(told["levers"].get(lever), chosen)
        for lever, chosen in levers.items()
        if chosen.reach
    }
    return file_text(
        {**told, "name": {"sv": name, "en": name}, "says": dict(says), "last": str(last),
         "levers": used}
    )  # fmt: skip


def baseline_file(start: Start, last: Month) -> str:
    """What it is compared with, to the same month."""
    return file_text({**start.told, "last": str(last)})


def own_id(text: str) -> str:
    """The same text has the same name, so what was run of it once is not run again."""
    return f"{OWN}-{hashlib.sha256(text.encode()).hexdigest()[:_DIGEST]}"


def file_to_run(text: str, persons: int, draws: int, replicates: int, orders: int = 0) -> str:
    """The file of a run as somebody takes it away: as many persons and replicates as it had.

    How often the assumptions are drawn is the command's alone, which the last line gives.
    """
    apart = f" --shares --orders {orders}" if orders else ""
    command = f"riktning scenario run {own_id(text)}.yaml --draws {draws}{apart} --out FUTURES"
    return f"{text}persons: {persons}\nreplicates: {replicates}\n# {command}\n"


def middle(reach: Any) -> int:
    """A reach in whole per cent, of a number or a distribution as a publication tells it."""
    if not isinstance(reach, Mapping):
        return round(100 * float(reach))
    for known in ("value", "mean"):
        if known in reach:
            return round(100 * float(reach[known]))
    between = (float(reach["low"]) + float(reach["high"])) / 2
    return round(100 * float(reach.get("middle", between)))


def span_of(reach: Any) -> tuple[int, ...]:
    """The least and the most of a reach in whole per cent; empty where it has none."""
    if not isinstance(reach, Mapping) or "low" not in reach:
        return ()
    return round(100 * float(reach["low"])), round(100 * float(reach["high"]))


def size_of(told: Any) -> tuple[float, ...]:
    """The figures of an own size in per cent: one, or least, middle and most; beta has its mean."""
    if not isinstance(told, Mapping):
        return (_per_cent(told),)
    if "low" not in told:
        return (_per_cent(told.get("value", told.get("mean", 0.0))),)
    keys = ("low", "middle", "high") if "middle" in told else ("low", "high")
    return tuple(_per_cent(told[key]) for key in keys)


def _per_cent(figure: Any) -> float:
    return float(f"{100 * float(figure):.4g}")


def _used(before: Mapping[str, Any] | None, chosen: Chosen) -> dict[str, Any]:
    """A lever as a publication tells it, of what was chosen and what the start has."""
    kept = {key: before.get(key) for key in _KEPT} if before is not None else {}
    whom = {} if chosen.whom is None else _plain(asdict(chosen.whom))
    told = {} if chosen.sizes is None else {"sizes": _sizes(kept.get("sizes") or {}, chosen)}
    reach = _reach(before["reach"] if before is not None else None, chosen)
    said = {"start": str(chosen.start), "ramp": chosen.ramp, "reach": reach}
    return {**said, **kept, **whom, **told}


def _reach(before: Any, chosen: Chosen) -> Any:
    span = span_of(before) if chosen.span is None else chosen.span
    same = before is not None and middle(before) == chosen.reach and span == span_of(before)
    if same:
        return before
    if not chosen.span:
        return chosen.reach / 100
    low, high = chosen.span
    return _drawn((low, chosen.reach, high), chosen.source)


def _sizes(before: Mapping[str, Any], chosen: Chosen) -> dict[str, Any]:
    """What was not touched keeps its own distribution and its source."""
    found: dict[str, Any] = {}
    for effect, figures in (chosen.sizes or {}).items():
        if effect in before and size_of(before[effect]) == figures:
            found[effect] = before[effect]
        elif len(figures) == 1:
            value, source = figures[0] / 100, chosen.source
            found[effect] = {"value": value, "source": source} if source else value
        else:
            found[effect] = _drawn(figures, chosen.source)
    return found


def _drawn(figures: Sequence[float], source: str) -> dict[str, Any]:
    """A distribution, its figures given in per cent: without a source it is an assumption."""
    form = "uniform" if len(figures) == _ENDS else "triangular"
    keys = ("low", "high") if len(figures) == _ENDS else ("low", "middle", "high")
    numbers = {key: each / 100 for key, each in zip(keys, figures, strict=True)}
    return {"distribution": form, **numbers, "source": source or ASSUMPTION}


def file_text(told: Mapping[str, Any]) -> str:
    """A scenario as it is told, as the text of a file that says the same."""
    levers = {name: _lever(use) for name, use in told["levers"].items()}
    keys = ("name", "says", "first", "last", "seed", "capacity", "parameters")
    found = {key: _plain(told[key]) for key in keys if told[key] not in (None, {})}
    if levers:
        found["levers"] = levers
    return yaml.safe_dump(found, allow_unicode=True, sort_keys=False, width=100)


def _lever(use: Mapping[str, Any]) -> dict[str, Any]:
    found = {"start": use["start"], "ramp": use["ramp"], "reach": _percent(use["reach"])}
    kept = {key: use.get(key) for key in _KEPT}
    return {**found, **{key: _plain(value) for key, value in kept.items() if value not in _IDLE}}


_IDLE: tuple[Any, ...] = (None, [], {})


def _percent(reach: Any) -> Any:
    if not isinstance(reach, Mapping):
        return f"{100 * float(reach):.10g} %"
    return {
        key: f"{100 * float(value):.10g} %" if key in _SHARES else value
        for key, value in reach.items()
    }


def _plain(value: Any) -> Any:
    """Dictionaries and lists of its own: what is shared would become an alias in the file."""
    if isinstance(value, Mapping):
        return {key: _plain(each) for key, each in value.items()}
    if isinstance(value, list | tuple):
        return [_plain(each) for each in value]
    return value
