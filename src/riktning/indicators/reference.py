"""The reference page of a run's published figures, written from their columns.

``python -m riktning.indicators.reference > docs/reference/observations.md`` renews the page.
"""

import sys
from collections.abc import Iterator

from riktning.core.ages import AGE_GROUPS
from riktning.core.periods import PeriodKind
from riktning.indicators.observations import SCHEMA

COLUMNS = {
    "indicator_id": ("text", "the measure's id, as `riktning catalogue list` has it"),
    "unit_id": (
        "text",
        "the id as in `units.json`: a treating unit, a municipality, or what they are summed to",
    ),
    "period_kind": ("text", "one of {kinds}; `rolling_12` is the twelve months that begin then"),
    "period_start": ("date", "the period's first day"),
    "sex": ("text", "`all`, `F` or `M`"),
    "age_group": ("text", "`all`, or one of {ages}: age on the day that counts"),
    "numerator": ("number", "what is counted or summed; null for a median"),
    "denominator": ("number", "over what; null where the measure has none"),
    "square_sum": ("number", "Σx², for means and indexes only: what an interval is made from"),
    "value": (
        "number",
        "in the unit that is shown, so 61.2 and not 0.612; null when divided by nothing",
    ),
    "low": ("number", "lower end of the 95 % interval; null where the kind has none"),
    "high": ("number", "upper end; null also for a median in the last, open bucket"),
    "preliminary": ("flag", "the measure's follow-up had not passed when the data were drawn"),
    "hidden": ("text", "why there is no number: see below; empty when the figure is shown"),
    "rounded": (
        "flag",
        "its counts of persons are multiples of the manifest's `round_to`, as they were published",
    ),
}
HIDDEN = {
    "": "shown",
    "primary": "a count of persons below k, or all but fewer than k",
    "secondary": "another hidden figure could be worked out from it",
    "small_denominator": "the denominator is below the definition's `min_denominator`; in a "
    "rounded run also a mean, median or standardised value of fewer than k + the base",
}
_INTRODUCTION = """\
# The figures of a run: `observations.parquet`

This page is generated from `riktning.indicators.reference`; change that, not the page.

`riktning compute` writes one row for each published figure, sorted by nothing in particular; the
six numbers of a hidden row are null. `manifest.json` beside it says from which data, by which
definitions (`origin`: the package's or the region's own) and with which k they were counted, and
holds the file's SHA-256. Its `round_to` is the base that counts of persons were rounded to instead
of being hidden (`riktning compute --round-to 5`), or null. The finest counts in `cells/` are not
published, and neither hidden nor rounded.
"""
_ROWS = """\
## Which rows there are

- Every unit by every period of the measure's kinds, with `sex` and `age_group` both `all`.
- Administrations, municipalities, sub-regions and the region also by sex and age group.
- A unit has no row for periods in which it did not exist, and none where a month's file was not
  delivered. A row whose denominator is 0 has no value; while it is preliminary that means *not
  known yet*.
- A key is indicator, unit, kind, start, sex and age group; none is there twice.

```python
import pyarrow.parquet as pq

rows = pq.read_table("run/observations.parquet", filters=[("indicator_id", "=", "belaggningsgrad")])
```
"""


def observations_reference() -> str:
    """The whole page as Markdown."""
    return "\n".join([_INTRODUCTION, *_columns(), *_reasons(), _ROWS])


def _columns() -> Iterator[str]:
    words = {
        "kinds": ", ".join(f"`{kind.value}`" for kind in PeriodKind),
        "ages": ", ".join(f"`{group}`" for group in AGE_GROUPS),
    }
    yield "## Columns\n\n| column | type | meaning |\n|---|---|---|"
    for name in SCHEMA.names:
        kind, meaning = COLUMNS[name]
        yield f"| `{name}` | {kind} | {meaning.format(**words)} |"
    yield ""


def _reasons() -> Iterator[str]:
    yield "## Why a figure is hidden\n\n| `hidden` | meaning |\n|---|---|"
    for reason, meaning in HIDDEN.items():
        yield f"| {f'`{reason}`' if reason else 'empty'} | {meaning} |"
    yield ""


if __name__ == "__main__":
    sys.stdout.write(observations_reference())
