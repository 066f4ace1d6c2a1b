"""A scenario that somebody puts together on a page, as the file that the command line reads."""

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import yaml

from riktning.apps.scenarios.starts import Start
from riktning.core.periods import Month

OWN = "egen"
_DIGEST = 10
_KEPT = ("units", "from_age", "below_age", "sex", "sizes")
_SHARES = ("low", "middle", "high", "mean", "sd", "value")  # the numbers of a distribution


@dataclass(frozen=True, slots=True)
class Chosen:
    """How a lever is used: ``reach`` in per cent, months from ``start`` until all is in place."""

    reach: int
    start: Month
    ramp: int


def own_file(
    start: Start, name: str, says: Mapping[str, str], last: Month, levers: Mapping[str, Chosen]
) -> str:
    """The text of the scenario: what ``start`` has, with these levers until this month.

    A lever's units, ages and own sizes are those of the start, where it has the lever. A reach that
    is not known exactly stays so where its middle was not moved.
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


def file_to_run(text: str, persons: int, draws: int, replicates: int) -> str:
    """The file of a run as somebody takes it away: as many persons and replicates as it had.

    How often the assumptions are drawn is the command's alone, which the last line gives.
    """
    command = f"riktning scenario run {own_id(text)}.yaml --draws {draws} --out FUTURES"
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


def _used(before: Mapping[str, Any] | None, chosen: Chosen) -> dict[str, Any]:
    same = before is not None and middle(before["reach"]) == chosen.reach
    reach = before["reach"] if before is not None and same else chosen.reach / 100
    kept = {key: before.get(key) for key in _KEPT} if before is not None else {}
    return {"start": str(chosen.start), "ramp": chosen.ramp, "reach": reach, **kept}


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
