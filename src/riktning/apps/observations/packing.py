"""The engine's results as JSON, and back: months as ``2025-12``, no number that is not a number."""

import math
from collections.abc import Mapping
from dataclasses import fields, is_dataclass
from datetime import date, datetime
from enum import Enum
from typing import Any

from riktning.core.periods import Month
from riktning.trends.judged import Breach, ChartKind, ChartStatus, ControlChart
from riktning.trends.rules import Rule
from riktning.trends.verdict import (
    Direction,
    DirectionFinding,
    Pace,
    PaceFinding,
    Reason,
    Target,
)


def packed(value: Any) -> Any:
    """A dataclass, and what it is made of, as values JSON knows."""
    if isinstance(value, Month):
        return str(value)
    if is_dataclass(value) and not isinstance(value, type):
        return {field.name: packed(getattr(value, field.name)) for field in fields(value)}
    if isinstance(value, Enum):
        return value.value
    if isinstance(value, date | datetime):
        return value.isoformat()
    if isinstance(value, Mapping):
        return {str(key): packed(item) for key, item in value.items()}
    if isinstance(value, list | tuple | set | frozenset):
        return [packed(item) for item in value]
    return _number(value)


def _number(value: Any) -> Any:
    """NumPy's numbers as Python's; NaN and infinity, which JSON lacks, mean nothing is known."""
    plain = value.item() if hasattr(value, "item") else value
    if isinstance(plain, float) and not math.isfinite(plain):
        return None
    return plain


def direction_finding(stored: Mapping[str, Any]) -> DirectionFinding:
    """The inverse of :func:`packed` for a direction."""
    return DirectionFinding(
        **{
            **stored,
            "state": Direction(stored["state"]),
            "reason": Reason(stored["reason"]) if stored["reason"] else None,
            "first": _month(stored["first"]),
            "last": _month(stored["last"]),
        }
    )


def pace_finding(stored: Mapping[str, Any] | None) -> PaceFinding | None:
    """The inverse of :func:`packed` for a pace."""
    if stored is None:
        return None
    months = {name: _month(stored[name]) for name in ("reach", "reach_earliest", "reach_latest")}
    target = Target(stored["target"]["value"], Month.parse(stored["target"]["due"]))
    return PaceFinding(**{**stored, **months, "state": Pace(stored["state"]), "target": target})


def control_chart(stored: Mapping[str, Any] | None) -> ControlChart | None:
    """The inverse of :func:`packed` for a chart."""
    if stored is None:
        return None
    return ControlChart(
        kind=ChartKind(stored["kind"]),
        status=ChartStatus(stored["status"]),
        months=tuple(Month.parse(text) for text in stored["months"]),
        values=tuple(stored["values"]),
        preliminary=tuple(stored["preliminary"]),
        centre=stored["centre"],
        lower=tuple(stored["lower"]),
        upper=tuple(stored["upper"]),
        breaches=tuple(_breach(breach) for breach in stored["breaches"]),
        sigma_z=stored.get("sigma_z"),
    )


def _breach(stored: Mapping[str, Any]) -> Breach:
    return Breach(Rule(stored["rule"]), tuple(Month.parse(text) for text in stored["months"]))


def _month(text: str | None) -> Month | None:
    return Month.parse(text) if text else None
