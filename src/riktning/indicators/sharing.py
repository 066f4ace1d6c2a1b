"""Relations that several passes of a run read: computed once, and kept until the run is counted."""

import hashlib
from collections.abc import Mapping

import ibis
import ibis.expr.operations as ops

_PREFIX = "shared_"
_MOST = 512  # relations remembered; a plan holds its own as soon as it is made
_ASKED: dict[str, ibis.Table] = {}


def shared_table(name: str, said: object, rows: ibis.Table) -> ibis.Table:
    """The rows by a name that says what they are; ``said`` is all that they depend on."""
    digest = hashlib.sha256(repr(said).encode()).hexdigest()[:16]
    known_as = f"{_PREFIX}{name}_{digest}"
    if known_as not in _ASKED:
        if len(_ASKED) >= _MOST:
            _ASKED.pop(next(iter(_ASKED)))
        _ASKED[known_as] = rows
    return ibis.table(rows.schema(), name=known_as)


def shared_in(rows: ibis.Table) -> Mapping[str, ibis.Table]:
    """The shared relations that a relation just made reads, by name."""
    names = {table.name for table in rows.op().find(ops.UnboundTable)}
    return {name: _ASKED[name] for name in sorted(names) if name.startswith(_PREFIX)}
