"""Dataclasses to plain JSON values and back, read by their own types: nothing else gets in."""

import math
import types
from collections.abc import Mapping, Sequence
from dataclasses import MISSING, fields, is_dataclass
from datetime import date
from typing import Any, Literal, Union, get_args, get_origin, get_type_hints

from riktning.core.errors import DocumentError, RiktningError
from riktning.core.periods import Month

TYPE = "type"  # which of several dataclasses a value is
LARGEST_WHOLE = 2**53  # beyond it a float does not hold every whole number


def to_plain(value: Any) -> Any:
    """Months and dates as ISO text, sequences as lists, dataclasses as objects with their type.

    Fields that hold their default are left out, so that a later field changes no earlier text.
    """
    if value is None or isinstance(value, str | bool | int):
        return value
    if isinstance(value, float):
        return _finite(value)
    if isinstance(value, Month | date):
        return str(value) if isinstance(value, Month) else value.isoformat()
    if is_dataclass(value) and not isinstance(value, type):
        return {TYPE: type(value).__name__, **_told(value)}
    if isinstance(value, Sequence):
        return [to_plain(item) for item in value]
    return to_plain(value.item())  # a number of NumPy's


def _told(value: Any) -> dict[str, Any]:
    pairs = ((field, getattr(value, field.name)) for field in fields(value))
    return {
        field.name: to_plain(held)
        for field, held in pairs
        if field.default is MISSING or held != field.default
    }


def _finite(value: float) -> float | int:
    """Whole numbers without decimals, so that 200 and 200.0 are one text."""
    if not math.isfinite(value):
        raise DocumentError(
            f"{value} is no number that can be kept", remedy="tell what is missing as None"
        )
    whole = value.is_integer() and abs(value) < LARGEST_WHOLE
    return int(value) if whole else float(value)


def from_plain(wanted: Any, value: Any, where: str) -> Any:
    """The value as ``wanted`` (a type); DocumentError saying where it is something else."""
    origin = get_origin(wanted)
    if origin is Literal:
        return _known(wanted, value, where, value in get_args(wanted))
    if origin in (Union, types.UnionType):
        return _one_of(get_args(wanted), value, where)
    if origin in (tuple, Sequence):
        return _items(wanted, value, where)
    if isinstance(wanted, type) and is_dataclass(wanted) and wanted is not Month:
        return _made(wanted, value, where)
    if wanted in (Month, date):
        return _moment(wanted, value, where)
    if wanted is float:
        number = isinstance(value, int | float) and not isinstance(value, bool)
        return float(_known(wanted, value, where, number))
    right = isinstance(value, wanted) and isinstance(value, bool) == (wanted is bool)
    return _known(wanted, value, where, right)


def _one_of(choices: tuple[Any, ...], value: Any, where: str) -> Any:
    if value is None:
        return _known("a value", value, where, types.NoneType in choices)
    known = [choice for choice in choices if choice is not types.NoneType]
    if len(known) == 1:
        return from_plain(known[0], value, where)
    named = value.get(TYPE) if isinstance(value, Mapping) else None
    chosen = next((choice for choice in known if choice.__name__ == named), None)
    if chosen is None:
        names = ", ".join(choice.__name__ for choice in known)
        raise DocumentError(f"{named!r} is none of {names}", where=where)
    return from_plain(chosen, value, where)


def _items(wanted: Any, value: Any, where: str) -> tuple[Any, ...]:
    _known("a list", value, where, isinstance(value, list))
    inner = get_args(wanted)
    if get_origin(wanted) is Sequence or inner[-1] is Ellipsis:
        inner = (inner[0],) * len(value)
    _known(f"{len(inner)} values", value, where, len(inner) == len(value))
    pairs = enumerate(zip(inner, value, strict=True))
    return tuple(from_plain(kind, item, f"{where}[{place}]") for place, (kind, item) in pairs)


def _made(wanted: type[Any], value: Any, where: str) -> Any:
    named = isinstance(value, Mapping) and value.get(TYPE) == wanted.__name__
    _known(wanted.__name__, value, where, named)
    hints = get_type_hints(wanted)
    unknown = set(value) - set(hints) - {TYPE}
    if unknown:
        raise DocumentError(f"{wanted.__name__} has no {min(unknown)!r}", where=where)
    missing = [
        field.name
        for field in fields(wanted)
        if field.default is MISSING and field.name not in value
    ]
    if missing:
        raise DocumentError(f"{wanted.__name__} lacks {missing[0]!r}", where=where)
    held = {
        name: from_plain(hints[name], item, f"{where}.{name}")
        for name, item in value.items()
        if name != TYPE
    }
    return wanted(**held)


def _moment(wanted: Any, value: Any, where: str) -> Any:
    _known("a date", value, where, isinstance(value, str))
    try:
        return Month.parse(value) if wanted is Month else date.fromisoformat(value)
    except (ValueError, RiktningError) as error:
        raise DocumentError(f"{value!r} is not a date", where=where) from error


def _known(wanted: Any, value: Any, where: str, right: bool) -> Any:
    if right:
        return value
    name = wanted if isinstance(wanted, str) else getattr(wanted, "__name__", str(wanted))
    raise DocumentError(f"{str(value)[:40]!r} is not {name}", where=where)
