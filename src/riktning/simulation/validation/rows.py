"""A line of the validation: what is published, what the model says, and how far apart they are."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

HEAD = (
    "| figure | year | published | model | deviation | |",
    "|---|---|---|---|---|---|",
)


@dataclass(frozen=True, slots=True)
class Row:
    """``within``: the deviation, in per cent of what is published, beyond which it is a miss; None:
    the model was made from the figure, or the year is not judged (``why`` says so)."""

    figure: str
    year: str
    published: float
    model: float
    decimals: int
    within: float | None = None
    why: str = ""

    @property
    def deviation(self) -> float:
        """In per cent of what is published."""
        return 100 * (self.model - self.published) / self.published

    @property
    def missed(self) -> bool:
        return self.within is not None and abs(self.deviation) > self.within

    @property
    def judged(self) -> str:
        if self.within is None:
            return self.why
        return f"**miss** (more than {self.within:g} %)" if self.missed else "met"


def table(rows: Sequence[Row]) -> Iterator[str]:
    """The rows as lines of Markdown."""
    yield from HEAD
    for row in rows:
        published, model = (f"{value:.{row.decimals}f}" for value in (row.published, row.model))
        yield (
            f"| {row.figure} | {row.year} | {published} | {model} | {row.deviation:+.1f} % |"
            f" {row.judged} |"
        )


def score(rows: Sequence[Row]) -> str:
    """How many of those judged were met."""
    judged = [row for row in rows if row.within is not None]
    met = sum(not row.missed for row in judged)
    return f"{met} of {len(judged)} held-out figures are met."
