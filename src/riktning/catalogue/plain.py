"""A definition as plain JSON values, and the fingerprint of what it says."""

import hashlib
import json
from dataclasses import asdict
from typing import Any

from riktning.catalogue.loading import Catalogue
from riktning.catalogue.model import Definition, Population, Term
from riktning.catalogue.syntax import ANY, Had, HasCode, InCodes, Times, walk
from riktning.core.periods import Month


def as_plain(definition: Definition) -> dict[str, Any]:
    """Every key as JSON can hold it; expressions as their text, dates as ISO.

    Breaks are told only where there are any, so that a definition without keeps its fingerprint.
    """
    plain = {key: _value(getattr(definition, key)) for key in definition.__slots__}
    if not definition.breaks:
        del plain["breaks"]
    plain["axis"] = definition.axis.value
    plain["provenance"]["next_review"] = definition.provenance.next_review.isoformat()
    return plain


def _value(value: Any) -> Any:
    if isinstance(value, Term):
        return value.text
    if isinstance(value, Month):
        return str(value)
    if isinstance(value, Population):
        return {key: _value(getattr(value, key)) for key in value.__slots__}
    if hasattr(value, "__dataclass_fields__"):
        return asdict(value)
    if isinstance(value, tuple):
        return [_value(item) for item in value]
    if isinstance(value, dict):
        return {key: _value(item) for key, item in value.items()}
    return value


def used_codes(definition: Definition) -> tuple[str, ...]:
    """The names of the code lists that the definition's expressions name."""
    names: set[str] = set()
    for term in definition.all_terms:
        for node in walk(term.tree):
            if isinstance(node, InCodes | Had | Times | HasCode):
                names.add(node.codes)
    return tuple(sorted(names - {ANY}))


def sha256(definition: Definition, catalogue: Catalogue) -> str:
    """A fingerprint of the definition and the code lists it uses, wherever its file lies."""
    plain = {key: value for key, value in as_plain(definition).items() if key != "file"}
    plain["codes"] = {name: catalogue.codes[name].codes for name in used_codes(definition)}
    if definition.standard is not None:
        plain["weights"] = catalogue.standards[definition.standard].weights
    text = json.dumps(plain, sort_keys=True, ensure_ascii=False)
    return hashlib.sha256(text.encode()).hexdigest()
