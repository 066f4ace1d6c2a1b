"""What has been worked out once and never changes, kept within a bound for those who ask again."""

from collections import OrderedDict
from collections.abc import Hashable
from threading import Lock
from typing import TypeVar

T = TypeVar("T")


class Memory:
    """Values by key, at most ``most`` by weight; what was asked for longest ago goes first.

    Only for what its key wholly determines, and what nobody changes. Several threads may ask.
    """

    def __init__(self, most: int) -> None:
        self.most, self.weight = most, 0
        self._kept: OrderedDict[Hashable, tuple[object, int]] = OrderedDict()
        self._lock = Lock()

    def find(self, key: Hashable, kind: type[T]) -> T | None:
        """What is kept under the key; None when nothing is."""
        with self._lock:
            found = self._kept.get(key)
            if found is None:
                return None
            self._kept.move_to_end(key)
            value = found[0]
        return value if isinstance(value, kind) else None

    def keep(self, key: Hashable, value: object, weight: int) -> None:
        """Keep a value; one that weighs more than everything may is not kept."""
        with self._lock:
            if key in self._kept or weight > self.most:
                return
            self._kept[key] = value, weight
            self.weight += weight
            while self.weight > self.most:
                _key, (_value, freed) = self._kept.popitem(last=False)
                self.weight -= freed

    def forget(self) -> None:
        """Keep nothing any more."""
        with self._lock:
            self._kept.clear()
            self.weight = 0

    def __len__(self) -> int:
        return len(self._kept)
