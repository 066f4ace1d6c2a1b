"""Which sets of months an exchange is tried in."""

import numpy as np

from riktning.indicators.disclosure.question import Question, Scope
from riktning.indicators.disclosure.table import Table
from riktning.indicators.disclosure.tree import (
    MONTHS,
    TERTIAL_OF,
    TERTIALS,
    Bools,
    Floats,
)

_LARGEST = 3  # single months tried beside those asked for
_WITHIN = np.array([[bool(n >> m & 1) for m in range(4)] for n in range(16) if n.bit_count() > 1])


def months_to_try(table: Table, hidden: Bools, question: Question, scope: Scope) -> Bools:
    """Shape (rows, candidates, 12): all with the months asked for, where that is possible.

    ``hidden``: months hidden as it is, shape (nodes, years, 12).
    """
    if scope is Scope.TERTIAL:
        inside = np.zeros((TERTIALS, len(_WITHIN), MONTHS), dtype=bool)
        for tertial in range(TERTIALS):
            inside[tertial, :, 4 * tertial : 4 * tertial + 4] = _WITHIN
        return np.asarray(inside[TERTIAL_OF[question.anchor]], dtype=bool)
    node, years, wanted = question.node, question.years, question.wanted
    same = table.tree.sameness[node, years]
    usable = (same == same[np.arange(len(years)), question.anchor][:, None]) & (same >= 0)
    by_tertial = np.asarray((wanted.tertial > 0).any(axis=0))[:, TERTIAL_OF]
    if hidden[node, years].all() and not wanted.month.any():
        return np.asarray(_whole_tertials(by_tertial, scope) & usable[:, None], dtype=bool)
    counts = table.counts[:, node, years].sum(axis=0)
    base = (by_tertial & (counts > 0)) | (wanted.month > 0).any(axis=0)
    base[np.arange(len(base)), question.anchor] = True
    own = np.stack([base | hidden[node, years], base | (counts > 0)], axis=1)
    more = base[:, None] | _more(base, counts * usable, scope)
    found: Bools = np.concatenate([base[:, None], own, more], axis=1) & usable[:, None]
    return found


def _whole_tertials(asked: Bools, scope: Scope) -> Bools:
    """Where no month is shown: the tertials asked for, and one more of them each."""
    asked = asked | ~np.asarray(asked.any(axis=1))[:, None]
    more: Bools = np.arange(TERTIALS)[:, None] == TERTIAL_OF
    if scope is Scope.NOTHING:
        more = np.stack([np.zeros(MONTHS, dtype=bool), np.ones(MONTHS, dtype=bool)])
    return asked[:, None] | more


def _more(base: Bools, counts: Floats, scope: Scope) -> Bools:
    """Months to try besides: all; and within a year, the largest others, and each tertial."""
    every = np.ones((len(base), 1, MONTHS), dtype=bool)
    if scope is Scope.NOTHING:
        return every
    largest = np.argsort(np.where(base, -1.0, counts), axis=1)[:, ::-1][:, :_LARGEST]
    single = largest[..., None] == np.arange(MONTHS)
    tertial = np.broadcast_to(
        np.arange(TERTIALS)[:, None] == TERTIAL_OF, (len(base), TERTIALS, MONTHS)
    )
    return np.concatenate([single, tertial, every], axis=1)
