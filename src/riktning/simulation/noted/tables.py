"""Writes the care of those who are followed: a file a month and table, memory bounded."""

from concurrent.futures import Future, ThreadPoolExecutor

import numpy as np

from riktning.core.periods import Month
from riktning.simulation.arrays import Flags, Floats, Ints
from riktning.simulation.horizon import epoch_day, months_of
from riktning.simulation.kernel.hospital import LONGEST_STAY
from riktning.simulation.kernel.noting import MOVED_IN, MOVED_OUT, NOTE, Notes, notes
from riktning.simulation.kernel.persons import Persons
from riktning.simulation.noted.columns_of import (
    CONTACTS,
    Columns,
    Rows,
    contact_columns,
    diagnosis_columns,
    dispensing_columns,
    stay_columns,
    wait_columns,
    ward_columns,
)
from riktning.simulation.noted.people import People
from riktning.simulation.region import Region
from riktning.simulation.run import unit_table
from riktning.simulation.tallies import Kind
from riktning.simulation.writer import DeliveryWriter

TOGETHER = 8  # blocks of persons between two looks at the notes
_FILES_BEHIND = 8  # that wait to be written, at most
_ROOM = 24  # notes a person and month there is room for
_NO_STAY = (np.zeros(0, NOTE), np.zeros(0, int), np.zeros(0, int), np.zeros(0, bool))
_WAITS = (Kind.WAIT_BEGUN, Kind.WAIT_ENDED, Kind.WAIT_DROPPED)
_WHOLE = (Kind.DEATH, Kind.LEFT, MOVED_IN, MOVED_OUT)


class CareTables:
    """Notes of ``share`` of the persons become tables; files are written by a thread of their own.

    A stay lies in the file of its month of admission, so it waits in memory until no stay of that
    month can end any more. Waits, which are few and may last for years, are written at the end.
    """

    def __init__(self, writer: DeliveryWriter, region: Region, share: float) -> None:
        self._writer, self._region, self._share = writer, region, share
        self.people = People(region, notes(1, share))
        self._contacts, self._stays = 0, 0
        self._first = Month(9999, 1).index  # the horizon's first month, once it is there
        self._waits: list[tuple[Rows, Ints]] = []
        self._waiting: dict[int, list[tuple[Rows, Ints, Ints, Flags]]] = {}
        self._next_stays: int | None = None  # the month of admission whose file comes next
        self._pool = ThreadPoolExecutor(1)
        self._writing: list[Future[None]] = []

    def notes(self, persons: int, each: int = _ROOM) -> Notes:
        """Room for the notes of so many persons."""
        return notes(max(1, persons * each), self._share)

    def enter(self, persons: Persons, begin: int, end: int, day: int) -> None:
        self.people.enter(persons, begin, end, day)

    def month(self, month: Month, parts: list[Rows]) -> None:
        """A month's notes, in the order of the persons."""
        rows = np.concatenate(parts)
        kind = np.ascontiguousarray(rows["kind"])
        self._first = min(self._first, month.index)
        self.people.change(rows[np.isin(kind, _WHOLE)])
        contacts = rows[kind < CONTACTS]
        rows, kind = rows[kind >= CONTACTS], kind[kind >= CONTACTS]
        drugs = rows[np.isin(kind, (Kind.ANTIBIOTICS, Kind.UNSUITABLE_DRUG))]
        numbers = self.people.numbers
        self._write("contact", month, contact_columns(
            contacts, numbers(contacts), self._contacts, self._region.ids))  # fmt: skip
        self._contacts += contacts.size
        self._write("dispensing", month, dispensing_columns(
            drugs, numbers(drugs), self._region.ids))  # fmt: skip
        self._end(month, rows[kind == Kind.STAY])
        self._keep_waits(rows)
        if month.index - LONGEST_STAY // 28 > self._first:
            self._write_stays(month.index - LONGEST_STAY // 28)

    def _end(self, month: Month, stays: Rows) -> None:
        """Stays that end in the month, and their diagnoses."""
        number, person = self._number(stays), self.people.numbers(stays)
        self._write("diagnosis", month, diagnosis_columns(stays, person, number))
        self._admitted(stays, number)

    def _keep_waits(self, rows: Rows) -> None:
        waits = rows[np.isin(rows["kind"], _WAITS)]
        self._waits.append((waits, self.people.numbers(waits)))

    def wards(self, month: Month, beds: Ints, ready: Floats) -> None:
        """A month's beds of the whole region; ``beds`` as ``cells.BED_ROWS``, ``ready`` (units,)
        the bed-days of patients ready for discharge."""
        first, after = epoch_day(month.first_day), epoch_day(month.plus(1).first_day)
        rows = np.concatenate([beds[:4], np.rint(ready).astype(np.int64)[None]])
        days = np.arange(first, after)
        self._write("ward_day", month, ward_columns(rows, days, self._region.ids))

    def _write_waits(self, last: Month) -> None:
        """A file for each month from the first in which a wait began, before the horizon too, to
        the last; also for a month without waits, since a file that is not there is a fault."""
        rows, person = (np.concatenate(part) for part in zip(*self._waits, strict=True))
        months, written = months_of(rows["day"].astype(np.int64)), 0
        for began in range(int(months.min(initial=self._first)), last.index + 1):
            here = months == began
            month = Month.from_index(began)
            columns = wait_columns(rows[here], person[here], written, self._region.ids)
            self._write("wait", month, columns)
            written += int(here.sum())

    def _number(self, stays: Rows) -> Ints:
        self._stays += stays.size
        found: Ints = self._stays - stays.size + np.arange(stays.size)
        return found

    def _admitted(self, stays: Rows, number: Ints) -> None:
        """Stays wait for the file of their month of admission."""
        person = self.people.numbers(stays)
        months, home = months_of(stays["day"].astype(np.int64)), self.people.in_care_home(person)
        for admitted in np.unique(months):
            here = months == admitted
            part = (stays[here], person[here], number[here], home[here] > 0)
            self._waiting.setdefault(int(admitted), []).append(part)

    def _write_stays(self, before: int) -> None:
        """The files of the months of admission before one, those without a stay too."""
        if self._next_stays is None:
            self._next_stays = min(self._waiting, default=before)
        for admitted in range(self._next_stays, before):
            parts = self._waiting.pop(admitted, [_NO_STAY])
            rows, person, number, home = (np.concatenate(each) for each in zip(*parts, strict=True))
            month = Month.from_index(admitted)
            self._write("stay", month, stay_columns(rows, person, number, home, self._region.ids))
        self._next_stays = max(self._next_stays, before)

    def _write(self, table: str, month: Month | None, columns: Columns) -> None:
        """Hand on to the writing thread, which is at most a few files behind."""
        while len(self._writing) > _FILES_BEHIND:
            self._writing.pop(0).result()
        name = "" if month is None else str(month)
        self._writing.append(self._pool.submit(self._writer.write_densely, table, columns, name))

    def finish(self, month: Month, going_on: Rows) -> None:
        """After the last month: stays and waits that go on, and who the persons are."""
        stays = going_on[going_on["kind"] == Kind.STAY]
        self._admitted(stays, self._number(stays))
        self._write_stays(month.index + 1)
        self._keep_waits(going_on)
        self._write_waits(month)
        for name, columns in (
            ("unit", unit_table(self._region)),
            ("person", self.people.person_table()),
            ("residence", self.people.residence_table()),
            ("listing", self.people.listing_table()),
        ):
            self._write(name, None, columns)
        for writing in self._writing:
            writing.result()
        self._pool.shutdown()

    def close(self) -> None:
        """Write nothing more."""
        self._pool.shutdown(wait=True, cancel_futures=True)
