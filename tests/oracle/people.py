"""Plain answers about people: age, where they live, where they are listed. Shares nothing with
the engine; tables are lists of dicts."""

from calendar import monthrange
from collections import defaultdict
from datetime import date

AGE_GROUPS = [
    (0, 6, "0–6"), (7, 17, "7–17"), (18, 29, "18–29"), (30, 44, "30–44"), (45, 64, "45–64"),
    (65, 74, "65–74"), (75, 79, "75–79"), (80, 84, "80–84"), (85, 89, "85–89"), (90, 200, "90+"),
]  # fmt: skip


def age(born, day):
    years = day.year - born.year
    try:
        birthday = born.replace(year=day.year)
    except ValueError:  # born on 29 February, and this year has none
        birthday = date(day.year, 3, 1)
    return years if day >= birthday else years - 1


def group(years):
    return next((name for low, high, name in AGE_GROUPS if low <= years <= high), None)


def month_of(day):
    return f"{day.year:04d}-{day.month:02d}"


def month_end(month):
    year, number = map(int, month.split("-"))
    return date(year, number, monthrange(year, number)[1])


def number_of(month):
    year, number = map(int, month.split("-"))
    return year * 12 + number - 1


def shifted(month, by):
    index = number_of(month) + by
    return f"{index // 12:04d}-{index % 12 + 1:02d}"


def months(first, last):
    found = [first]
    while found[-1] < last:
        found.append(shifted(found[-1], 1))
    return found


class People:
    """The persons of a delivery, with their homes and listings."""

    def __init__(self, tables):
        self.by_id = {row["person_id"]: row for row in tables["person"]}
        self.homes = self._by_person(tables["residence"])
        self.listings = self._by_person(tables["listing"])
        self.municipality = {
            row["municipality"] or row["unit_id"]: row["unit_id"]
            for row in tables["unit"]
            if row["kind"] == "municipality"
        }

    @staticmethod
    def _by_person(rows):
        found = defaultdict(list)
        for row in rows:
            found[row["person_id"]].append(row)
        return found

    @staticmethod
    def _valid(rows, day):
        """Of the rows that have begun, the one begun last, unless it has ended."""
        begun = [row for row in rows if row["from_date"] <= day]
        newest = max(begun, key=lambda row: row["from_date"], default=None)
        if newest is None or (newest["to_date"] is not None and newest["to_date"] < day):
            return None
        return newest

    def residence(self, person, day):
        """The row of where the person lives, when that is in the region; or None."""
        row = self._valid(self.homes[person], day)
        return row if row and row["municipality"] in self.municipality else None

    def home(self, person, day):
        """The unit of the region's municipality the person lives in, or None."""
        row = self.residence(person, day)
        return self.municipality[row["municipality"]] if row else None

    def listing(self, person, day):
        return self._valid(self.listings[person], day)

    def alive(self, person, day):
        died = self.by_id[person]["death_date"]
        return died is None or died > day

    def age(self, person, day):
        """Completed years; None for someone unknown, or without sex or date of birth, and before
        birth: such a row has no place among the sexes and ages, and is counted nowhere."""
        row = self.by_id.get(person)
        if row is None or row["sex"] is None or row["birth_date"] is None:
            return None
        years = age(row["birth_date"], day)
        return years if years >= 0 else None

    def key(self, person, unit, day):
        """The cell a person's row on a day falls in."""
        return unit, month_of(day), self.by_id[person]["sex"], group(self.age(person, day))
