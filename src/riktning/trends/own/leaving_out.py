"""What of a file is not in the chart: rows without a usable figure, missing periods, columns."""

from dataclasses import dataclass

import numpy as np

from riktning.catalogue.model import Words
from riktning.trends.faults import quoted
from riktning.trends.own.judging import OwnVerdict
from riktning.trends.own.periods import Every

MOST_ROWS = 10  # named; the rest are counted


@dataclass(frozen=True, slots=True)
class LeftOut:
    """Rows that give no point, how many periods of so many the file lacks, columns not read.

    What somebody has marked as excluded is not among the rows.
    """

    rows: tuple[int, ...]
    missing: int
    periods: int
    columns: tuple[str, ...]


def left_out_of(verdict: OwnVerdict) -> LeftOut:
    """What the file of a series holds, or lacks, that its chart does not show."""
    series = verdict.series
    bare = np.array([value is None for value in verdict.values]) & ~series.excluded
    rows = tuple(series.rows[bare & (series.rows > 0)].tolist())
    missing = 0 if series.every is Every.DAY else int((series.rows == 0).sum())
    return LeftOut(rows, missing, len(series.rows), series.unused)


def left_out_sentences(found: LeftOut, language: str) -> list[str]:
    """A sentence for each kind of thing left out; none where everything is in the chart."""
    told = []
    if found.rows:
        named = ", ".join(str(row) for row in found.rows[:MOST_ROWS])
        more = " …" if len(found.rows) > MOST_ROWS else ""
        count = len(found.rows)
        told.append(
            Words(
                f"{count} {'rad ger' if count == 1 else 'rader ger'} ingen punkt, eftersom en "
                f"siffra saknas eller nämnaren är 0: rad {named}{more}.",
                f"{count} {'row gives' if count == 1 else 'rows give'} no point, since a figure "
                f"is missing or the denominator is 0: row {named}{more}.",
            )
        )
    if found.missing:
        told.append(
            Words(
                f"{found.missing} av {found.periods} perioder saknas i filen.",
                f"{found.missing} of {found.periods} periods are missing in the file.",
            )
        )
    if found.columns:
        names = ", ".join(quoted(name) for name in found.columns)
        told.append(Words(f"Läses inte: kolumnen {names}.", f"Not read: the column {names}."))
    return [words.in_(language) for words in told]
