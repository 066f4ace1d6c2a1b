"""Many small objects made without the garbage collector going over all of them again and again."""

import gc
from collections.abc import Iterator
from contextlib import contextmanager


@contextmanager
def uncollected() -> Iterator[None]:
    """Leave the collector out while findings and charts are made: they hold no cycles.

    Thousands of them at once are gone through several times otherwise, which takes longer than
    making them. What is no longer used is freed all the same, by its count of references.
    """
    was = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was:
            gc.enable()
