"""Who the persons of the tables are, and where they live."""

from dataclasses import dataclass, field

import numpy as np
import pyarrow as pa

from riktning.core.periods import MONTHS_A_YEAR, Month
from riktning.simulation.arrays import NEVER, Ints
from riktning.simulation.columns import coded, dates, flags, ids
from riktning.simulation.horizon import epoch_day
from riktning.simulation.kernel.month import who_is_noted
from riktning.simulation.kernel.noting import MOVED_IN, MOVED_OUT, Notes
from riktning.simulation.kernel.persons import Persons
from riktning.simulation.kernel.tables import Words
from riktning.simulation.noted.columns_of import Columns, Rows
from riktning.simulation.region import Region
from riktning.simulation.tallies import Kind

_CARE_HOME = 14  # bit of the mask
_HOMES = ("own", "care_home")


@dataclass
class People:
    """Everybody whose care is noted, numbered as they come. ``_founder``: the number by the low
    word of the id, of those who were here at the beginning (``_founders`` of them, whose high word
    is 0); ``_order`` and ``_sorted``: those who came later by id. ``_home``: where each lives now,
    since ``_since``; ``_spells`` those that have ended: number, care home or own, first and last
    day."""

    region: Region
    taken: Notes
    _key: Ints = field(default_factory=lambda: np.zeros(0, np.int64))
    _columns: list[Ints] = field(default_factory=lambda: [np.zeros(0, np.int64)] * 5)
    _founders: int = 0
    _founder: Ints = field(default_factory=lambda: np.zeros(0, np.int64))
    _order: Ints = field(default_factory=lambda: np.zeros(0, np.int64))
    _sorted: Ints = field(default_factory=lambda: np.zeros(0, np.int64))
    _home: Ints = field(default_factory=lambda: np.zeros(0, np.int64))
    _since: Ints = field(default_factory=lambda: np.zeros(0, np.int64))
    _gone: Ints = field(default_factory=lambda: np.zeros(0, np.int64))
    _died: Ints = field(default_factory=lambda: np.zeros(0, np.int64))
    _spells: list[tuple[Ints, Ints, Ints, Ints]] = field(default_factory=list)

    def enter(self, persons: Persons, begin: int, end: int, day: int) -> None:
        """Those of the rows who are followed come on a day (children on that of their birth)."""
        rows = slice(begin, end)
        chosen = np.zeros(end - begin, np.bool_)
        who_is_noted(persons.low[rows], persons.high[rows], self.taken, chosen)
        at = begin + np.flatnonzero(chosen)
        born = persons.born[at].astype(np.int64)
        home, own = persons.home[at], persons.mask[at] >> _CARE_HOME & 1
        new = (
            born, persons.row[at] & 1, home["place"], home["listed"], np.full(at.size, day)
        )  # fmt: skip
        self._columns = [
            np.concatenate([old, more.astype(np.int64)])
            for old, more in zip(self._columns, new, strict=True)
        ]
        if not self._founder.size:
            self._founders = at.size
            self._founder = np.zeros(int(persons.low[at].max(initial=0)) + 1, np.int64)
            self._founder[persons.low[at]] = np.arange(at.size)
        self._key = np.concatenate([self._key, key_of(persons.low[at], persons.high[at])])
        self._home = np.concatenate([self._home, own.astype(np.int64)])
        self._since = np.concatenate([self._since, np.full(at.size, day)])
        never = np.full(at.size, NEVER)
        self._gone, self._died = (np.concatenate([old, never]) for old in (self._gone, self._died))

    def numbers(self, rows: Rows) -> Ints:
        """The number of each note's person: of the first ones by the id, which counts them; of who
        came later by looking the id up."""
        low, high = np.ascontiguousarray(rows["low"]), np.ascontiguousarray(rows["high"])
        late = np.flatnonzero(high)
        found: Ints = self._founder[np.minimum(low, self._founder.size - 1)]
        if late.size:
            if self._order.size < self._key.size - self._founders:
                # Whoever came before is in order already, which a stable sort makes use of.
                self._order = np.argsort(self._key[self._founders :], kind="stable")
                self._sorted = self._key[self._founders :][self._order]
            at = np.searchsorted(self._sorted, key_of(low[late], high[late]))
            found[late] = self._founders + self._order[at]
        return found

    def in_care_home(self, person: Ints) -> Ints:
        return self._home[person]

    def change(self, rows: Rows) -> None:
        """Deaths, moves away, and moves between the own home and a care home."""
        person, day = self.numbers(rows), rows["day"].astype(np.int64)
        moved = np.isin(rows["kind"], (MOVED_IN, MOVED_OUT))
        who, when = person[moved], day[moved]
        self._spells.append((who, self._home[who], self._since[who], when - 1))
        self._home[who], self._since[who] = rows["kind"][moved] == MOVED_IN, when
        for kind, days in ((Kind.DEATH, self._died), (Kind.LEFT, self._gone)):
            days[person[rows["kind"] == kind]] = day[rows["kind"] == kind]

    def person_table(self) -> Columns:
        """Births are on the first of their month, so that age is what the kernel takes it for."""
        born, sex = self._columns[:2]
        return {
            "person_id": ids("p", np.arange(born.size)),
            "birth_date": dates(_first_days(born)),
            "sex": coded(("F", "M"), sex),
            "death_date": dates(self._died),
        }

    def residence_table(self) -> Columns:
        """In order of person and day; who leaves the region is not registered elsewhere."""
        still = np.arange(self._key.size)
        left = np.where(self._gone < NEVER, self._gone - 1, NEVER)
        last = np.minimum(left, self._died)  # the day of death is the last day here
        spells = [*self._spells, (still, self._home, self._since, last)]
        who, home, since, until = (np.concatenate(part) for part in zip(*spells, strict=True))
        order = np.lexsort((since, who))
        order = order[since[order] <= until[order]]
        who, home, since, until = who[order], home[order], since[order], until[order]
        return {
            "person_id": ids("p", who),
            "municipality": coded(self.region.municipalities, self._columns[2][who]),
            "dwelling": coded(_HOMES, home),
            "from_date": dates(since),
            "to_date": dates(until),
        }

    def listing_table(self) -> Columns:
        count = self._key.size
        return {
            "person_id": ids("p", np.arange(count)),
            "unit_id": coded(self.region.ids, self._columns[3]),
            "from_date": dates(self._columns[4]),
            "to_date": dates(self._gone),
            "named_contact": flags(np.zeros(count, np.bool_)),
            "named_physician_id": pa.nulls(count, pa.string()),
        }


def key_of(low: Words, high: Words) -> Ints:
    """Both words of an id as one number."""
    found: Ints = (high.astype(np.uint64) << np.uint64(32) | low.astype(np.uint64)).view(np.int64)
    return found


def _first_days(months: Ints) -> Ints:
    known, place = np.unique(months, return_inverse=True)
    days = [epoch_day(Month(m // MONTHS_A_YEAR, m % MONTHS_A_YEAR + 1).first_day) for m in known]
    return np.array(days, np.int64)[place]
