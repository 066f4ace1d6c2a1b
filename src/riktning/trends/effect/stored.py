"""Effects as plain JSON values, and back."""

from dataclasses import fields
from typing import Any

from riktning.core.periods import Month
from riktning.trends.effect.finding import (
    EffectFinding,
    EffectKind,
    EffectState,
    Estimate,
    Lack,
    Placebo,
)

Json = dict[str, Any]
_ESTIMATES = ("level", "slope", "mean", "last")


def effect_as_json(found: EffectFinding) -> Json:
    """An effect as plain JSON values; months as ``2025-12``."""
    plain = {field.name: _value(getattr(found, field.name)) for field in fields(found)}
    for name in _ESTIMATES:
        plain[name] = _plain(getattr(found, name))
    placebo = found.placebo
    plain["placebo"] = placebo and {**_fields(placebo), "in_time": _plain(placebo.in_time)}
    return plain


def effect_from_json(data: Json) -> EffectFinding:
    """The inverse of :func:`effect_as_json`; KeyError, TypeError or ValueError if it cannot."""
    placebo = data["placebo"]
    estimates = {name: _estimate(data[name]) for name in _ESTIMATES}
    return EffectFinding(
        **{
            **data,
            **estimates,
            "kind": EffectKind(data["kind"]),
            "state": EffectState(data["state"]),
            "lack": None if data["lack"] is None else Lack(data["lack"]),
            "units": tuple(data["units"]),
            "left_out": tuple(data["left_out"]),
            "first_start": Month.parse(data["first_start"]),
            "last_start": Month.parse(data["last_start"]),
            "placebo": placebo and Placebo(**{**placebo, "in_time": _estimate(placebo["in_time"])}),
        }
    )


def _plain(found: Estimate | None) -> Json | None:
    return None if found is None else _fields(found)


def _fields(found: Estimate | Placebo) -> Json:
    return {field.name: getattr(found, field.name) for field in fields(found)}


def _estimate(data: Json | None) -> Estimate | None:
    return None if data is None else Estimate(**data)


def _value(value: object) -> object:
    if isinstance(value, Month):
        return str(value)
    return list(value) if isinstance(value, tuple) else value
