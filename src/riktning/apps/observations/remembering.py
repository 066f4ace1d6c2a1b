"""What is read of a published run, kept in the process: pages ask for the same figures all day.

A run's figures never change once they are published, and its verdicts only together with their
checksum: both are part of the key. What a transaction has not committed is not kept, and who may
see what is decided where it is shown, as before.
"""

from collections.abc import Callable, Collection, Hashable, Mapping
from dataclasses import dataclass, is_dataclass
from datetime import date
from functools import wraps
from typing import Any, Concatenate, ParamSpec, TypeVar

from django.db import transaction

from riktning.apps.observations.models import Run
from riktning.core.memory import Memory

MOST = 200_000  # figures and verdicts, some hundred bytes each
CHART = 20  # a verdict's chart weighs as so many figures
MEMORY = Memory(MOST)
P = ParamSpec("P")
R = TypeVar("R")


def remembered(read: Callable[Concatenate[Run, P], R]) -> Callable[Concatenate[Run, P], R]:
    """The same reading of a run, asked of the database the first time only."""

    @wraps(read)
    def asked(run: Run, /, *args: P.args, **kwargs: P.kwargs) -> R:
        given = (*map(_fixed, args), *((name, _fixed(kwargs[name])) for name in sorted(kwargs)))
        found = recall(run, read.__name__, given)
        if found is None:
            found = Kept(read(run, *args, **kwargs))
            keep(run, read.__name__, given, found)
        value: R = found.value
        return dict(value) if isinstance(value, dict) else value  # type: ignore[return-value]  # R is that dict

    return asked


@dataclass(frozen=True, slots=True)
class Kept:
    """A value that was read, perhaps None."""

    value: Any


def recall(run: Run, what: str, given: Hashable = ()) -> Kept | None:
    """What was read of the run before; None when it has to be read."""
    if transaction.get_connection().in_atomic_block:
        return None
    return MEMORY.find((what, _state(run), given), Kept)


def keep(run: Run, what: str, given: Hashable, found: Kept) -> None:
    """Keep what was read, unless the run was judged anew since its row was. One query or none."""
    if transaction.get_connection().in_atomic_block:
        return
    now = Run.objects.filter(pk=run.pk).values_list("verdicts_sha256", flat=True).first()
    if now == run.verdicts_sha256:
        MEMORY.keep((what, _state(run), given), found, 1 + _weight(found.value))


def _state(run: Run) -> Hashable:
    return (run.pk, run.run_id, run.published_at, run.observations_sha256, run.verdicts_sha256)


def _fixed(given: object) -> Hashable:
    """An argument as a part of a key: the order of a collection of names says nothing."""
    if given is None or isinstance(given, str | date):
        return given
    if isinstance(given, Collection):
        return frozenset(given)
    if not isinstance(given, Hashable):
        raise TypeError(f"a run is not asked by {type(given).__name__}")
    return given


def _weight(value: Any) -> int:
    """How many figures and verdicts there are in it."""
    if isinstance(value, Mapping):
        return sum(_weight(each) for each in value.values())
    if isinstance(value, tuple | list):
        return sum(_weight(each) for each in value)
    return CHART if is_dataclass(value) and getattr(value, "chart", None) is not None else 1
