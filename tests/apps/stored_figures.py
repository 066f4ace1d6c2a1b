"""What the store holds, figure by figure, as plain rows."""

from collections.abc import Iterator
from typing import Any

from riktning.apps.observations.models import Series
from riktning.apps.observations.packing import rows_of

_KEYS = ("indicator__indicator_id", "unit_id", "period_kind", "sex", "age_group")


def stored_figures() -> Iterator[dict[str, Any]]:
    """One mapping a figure, with the names of a run's observations."""
    for *key, packed in Series.objects.values_list(*_KEYS, "figures"):
        own = dict(zip((name.rpartition("__")[2] for name in _KEYS), key, strict=True))
        for row in rows_of(packed):
            yield own | row
