"""Days, ids and nulls by chance, with a liking for the days on which things go wrong."""

from datetime import date, datetime, timedelta

FIRST, LAST = date(2021, 11, 1), date(2025, 2, 28)
EDGES = [
    date(2021, 12, 31), date(2022, 1, 1), date(2022, 12, 31), date(2023, 1, 1), date(2023, 2, 28),
    date(2023, 12, 31), date(2024, 2, 28), date(2024, 2, 29), date(2024, 3, 1), date(2024, 11, 30),
    date(2024, 12, 1), date(2024, 12, 31), date(2025, 1, 1), date(2023, 5, 15), date(2022, 8, 31),
]  # fmt: skip


class Chance:
    """What a generator draws. ``lawless``: also what the contract of the tables forbids, which the
    quality checks would stop and the engine must get right all the same."""

    def __init__(self, rng, *, lawless=False):
        self.rng, self.lawless = rng, lawless
        self.choice, self.random = rng.choice, rng.random
        self.number = 0
        self.own = []

    def about(self, born, died):
        """Let days fall on this person's birthdays, and about the death, more often."""
        known = [day for day in (born, died) if day is not None]
        self.own = [day + timedelta(days=n) for day in known for n in (-1, 0, 1)]

    def day(self):
        luck = self.rng.random()
        if luck < 0.2:
            return self.rng.choice(EDGES)
        if luck < 0.3 and self.own:
            return self.in_span(self.rng.choice(self.own))
        return FIRST + timedelta(days=self.rng.randrange((LAST - FIRST).days))

    def in_span(self, day):
        """The same day of some year; a leap day may fall on 1 March."""
        year = self.rng.choice([2022, 2023, 2024])
        try:
            return day.replace(year=year)
        except ValueError:
            return date(year, 3, 1)

    def near(self, day, most=120):
        return day + timedelta(days=self.rng.randrange(most))

    def moment(self, day):
        hour, minute = self.rng.choice([(0, 0), (8, 30), (23, 59)])
        return datetime(day.year, day.month, day.day, hour, minute)  # noqa: DTZ001 (local times by contract)

    def maybe(self, value, share=0.5):
        return value if self.rng.random() < share else None

    def yes(self, share=0.5):
        return self.rng.random() < share

    def some(self, most):
        return range(self.rng.randrange(most + 1))

    def next_id(self, letter):
        self.number += 1
        return f"{letter}{self.number}"

    def who(self, person):
        """The person; seldom someone unknown, or nobody."""
        return self._rarely_lost(person)

    def where(self, units):
        """One of the units; seldom an unknown one, or none."""
        return self._rarely_lost(self.rng.choice(units))

    def _rarely_lost(self, value):
        luck = self.rng.random()
        if not self.lawless or luck > 0.03:
            return value
        return None if luck < 0.015 else "unknown"

    def given(self, value):
        """A value that must be there; seldom it is not."""
        return None if self.lawless and self.rng.random() < 0.03 else value

    def length(self, *days):
        """Days from beginning to end; seldom the end comes first."""
        return -1 if self.lawless and self.rng.random() < 0.1 else self.rng.choice(days)
