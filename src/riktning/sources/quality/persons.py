"""Every delivered person by the hash of the id: who is known, and when they were born and died."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from riktning.core.errors import CareDataError
from riktning.sources.contracts import BY_NAME
from riktning.sources.faults import reading
from riktning.sources.opening import OpenDelivery
from riktning.sources.quality.footers import UNTOLD
from riktning.sources.quality.hashes import (
    Days,
    Flags,
    Numbers,
    hash_of,
    numbers,
    repeated,
    selected,
)
from riktning.sources.quality.places import Directory, Places

_KEPT = "quality_persons"
_COLUMNS = ("person_id", "birth_date", "death_date", "sex")
_LONG_AGO, _NOT_YET = np.int32(-(2**31)), np.int32(2**31 - 1)
FEMALE, MALE = 1, 2
Sexes = npt.NDArray[np.uint8]


@dataclass(frozen=True, slots=True)
class Persons:
    """By place: days of birth and death since 1970 (long ago and far off for none), and sex.

    ``rows``: the place of each delivered row, −1 without an id.
    """

    directory: Directory
    born: Days
    died: Days
    sex: Sexes
    rows: Places

    def watched(self, first: int, last: int) -> Flags:
        """By place: who was born after the first day, or died before the last."""
        flags: Flags = (self.born > first) | (self.died < last)
        return flags


def known_persons(delivery: OpenDelivery) -> Persons | None:
    """The delivered persons, read once; None when they cannot be: their own checks tell why."""
    if _KEPT not in delivery.look_ups:
        try:
            person = delivery.unjudged("person")
            delivery.look_ups[_KEPT] = None if person is None else _read(delivery)
        except CareDataError:
            delivery.look_ups[_KEPT] = None
    found: Persons | None = delivery.look_ups[_KEPT]
    return found


def _read(delivery: OpenDelivery) -> Persons:
    every = _fetched(delivery, "person")
    ids = every[0].values if every[0].there is None else every[0].values[every[0].there]
    once = every
    if repeated(ids) or every[0].there is not None:
        once = _fetched(
            delivery,
            "(SELECT person_id, min(birth_date) AS birth_date, min(death_date) AS death_date, "
            "min(sex) AS sex FROM person WHERE person_id IS NOT NULL GROUP BY person_id)",
        )
    directory = Directory(once[0].values)
    places = directory.find(once[0].values)
    born = _days(directory.size, places, once[1], _LONG_AGO)
    died = _days(directory.size, places, once[2], _NOT_YET)
    rows = directory.find(every[0].values)
    rows[~every[0].known()] = -1
    return Persons(directory, born, died, _sexes(delivery, directory.size, places, once[3]), rows)


def _fetched(delivery: OpenDelivery, source: str) -> Sequence[Numbers]:
    columns = selected(BY_NAME["person"], _COLUMNS, UNTOLD)
    with reading("person"):
        found = delivery.connection.con.execute(f"SELECT {columns} FROM {source}").to_arrow_table()  # noqa: S608 -- names of ours
    return [numbers(found[name]) for name in _COLUMNS]


def _days(size: int, places: Places, days: Numbers, otherwise: np.int32) -> Days:
    spread = np.full(size, otherwise, np.int32)
    spread[places] = np.where(days.known(), days.values, otherwise)
    return spread


def _sexes(delivery: OpenDelivery, size: int, places: Places, sexes: Numbers) -> Sexes:
    female, male = hash_of(delivery.connection.con, ["F", "M"])
    spread = np.zeros(size, np.uint8)
    known = sexes.known()
    spread[places] = FEMALE * (known & (sexes.values == female)) + MALE * (
        known & (sexes.values == male)
    )
    return spread
