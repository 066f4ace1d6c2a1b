"""Which tables a backup holds, and how a value stands in it."""

import base64
import json
from collections.abc import Iterable, Mapping
from datetime import date, datetime, time
from decimal import Decimal
from typing import Any
from uuid import UUID

from django.apps.registry import Apps
from django.db.models import BinaryField, Field, Model

FORMAT = 1
MANIFEST = "manifest.json"
# Who was signed in where is not carried over: a restored store begins with nobody signed in.
LEFT_OUT = frozenset({"sessions.session", "usersessions.usersession"})


def kept_models(apps: Apps) -> list[type[Model]]:
    """Every table that the product keeps, in the order of their names."""
    models = apps.get_models(include_auto_created=True)
    kept = (m for m in models if m._meta.managed and not m._meta.proxy)
    return sorted(
        (m for m in kept if m._meta.label_lower not in LEFT_OUT), key=lambda m: m._meta.label_lower
    )


def kept_fields(model: type[Model]) -> list["Field[Any, Any]"]:
    """The columns that are stored; what the database itself computes is computed again."""
    return [f for f in model._meta.concrete_fields if not getattr(f, "generated", False)]


def line(values: Iterable[Any]) -> bytes:
    """One row: a JSON list, with days and moments as ISO text and bytes as base64."""
    return (json.dumps([_out(v) for v in values], ensure_ascii=False) + "\n").encode()


def row(text: bytes, fields: list["Field[Any, Any]"]) -> Mapping[str, Any]:
    """The row again, by attribute of the model."""
    values = zip(fields, json.loads(text), strict=True)
    return {field.attname: _in(field, value) for field, value in values}


def _out(value: Any) -> Any:
    if isinstance(value, bytes | memoryview | bytearray):
        return base64.b64encode(bytes(value)).decode()
    if isinstance(value, datetime | date | time):
        return value.isoformat()
    if isinstance(value, Decimal | UUID):
        return str(value)
    return value


def _in(field: "Field[Any, Any]", value: Any) -> Any:
    if isinstance(field, BinaryField) and value is not None:
        return base64.b64decode(value)
    if field.get_internal_type() == "JSONField":
        return value
    return field.to_python(value)
