"""A definition as plain JSON values, and the fingerprint of what it says."""

import hashlib
import json
from dataclasses import asdict
from typing import Any

from riktning.catalogue.loading import Catalogue
from riktning.catalogue.model import Definition, Term
from riktning.catalogue.syntax import Had, InCodes, walk


def as_plain(definition: Definition) -> dict[str, Any]:
    """Every key as JSON can hold it; expressions as their text, dates as ISO."""
    plain = {key: _value(getattr(definition, key)) for key in definition.__slots__}
    plain["provenance"]["next_review"] = definition.provenance.next_review.isoformat()
    return plain


def _value(value: Any) -> Any:
    if isinstance(value, Term):
        return value.text
    if hasattr(value, "__dataclass_fields__"):
        return asdict(value)
    if isinstance(value, tuple):
        return list(value)
    if isinstance(value, dict):
        return {key: _value(item) for key, item in value.items()}
    return value


def used_codes(definition: Definition) -> tuple[str, ...]:
    """The names of the code lists that the definition's expressions name."""
    names: set[str] = set()
    terms = (definition.filter, definition.numerator, definition.denominator, definition.squares)
    for term in terms:
        for node in walk(term.tree) if term else ():
            if isinstance(node, InCodes | Had):
                names.add(node.codes)
    return tuple(sorted(names))


def sha256(definition: Definition, catalogue: Catalogue) -> str:
    """A fingerprint of the definition and the code lists it uses, wherever its file lies."""
    plain = {key: value for key, value in as_plain(definition).items() if key != "file"}
    plain["codes"] = {name: catalogue.codes[name].codes for name in used_codes(definition)}
    text = json.dumps(plain, sort_keys=True, ensure_ascii=False)
    return hashlib.sha256(text.encode()).hexdigest()
