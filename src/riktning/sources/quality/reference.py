"""The reference page of the checks, written from their descriptions.

``python -m riktning.sources.quality.reference > docs/reference/data-quality.md`` renews the page.
"""

import sys
from collections.abc import Iterator

from riktning.sources.quality.described import DESCRIBED, DOES_NOT_FIT, Category

_INTRODUCTION = """\
# Data quality: the checks of a delivery

This page is generated from `riktning.sources.quality.described`; change that, not the page.

`riktning check DATA` makes every check and shows what failed, the most serious first; `--all` shows
everything, and `--html FILE` writes a page without ids, where counts of rows about persons below
`--k` are masked. The exit code is 2 when something fatal failed. `riktning compute` makes the same
checks.

- A check ends in *passed*, *failed*, *not applicable* (there was nothing to look at) or *error* (it
  could not be made). An empty table never passes.
- A failure is *fatal*, a *warning* or a *note*. Some checks tolerate a small share of rows: a
  failure of no more than that is one step less serious.
- A fatal failure withholds the measures that use the table. A code outside its domain, a month
  missing within a table, tables of different deliveries, wrong columns or types, and units that
  cannot be used send the whole delivery back: nothing is computed, and an earlier run stays.
- A table is looked through once, a large one a file at a time. What the footers of its files rule
  out is not counted; what different codes or units tell is asked of these; persons and keys are
  counted by 64-bit hashes, and a key that may be there twice once more by itself.
- Codes are joined with their contacts and stays; when any of these tables has more than five
  million rows, for a sixteenth of the events, chosen by their ids.
- A unit's usual volume in a month is its own level times what the month usually is, over the other
  units and over the years: a summer is no break. A month breaks off below a third or above three
  times the usual, a level at half or double of the half year before.
"""


def quality_reference() -> str:
    """The whole page as Markdown."""
    return "\n".join([_INTRODUCTION, *_checks(), *_types()])


def _checks() -> Iterator[str]:
    for category in Category:
        yield f"## {category.value.capitalize()}\n"
        yield "| check | looks for | check type of DataQualityDashboard |"
        yield "|---|---|---|"
        for described in DESCRIBED:
            if described.category is category:
                types = ", ".join(described.answers_to) or "none: our own"
                yield f"| `{described.name}` | {described.en} | {types} |"
        yield ""


def _types() -> Iterator[str]:
    yield "## Check types of DataQualityDashboard that do not fit\n"
    yield "| check type | why |"
    yield "|---|---|"
    for name, (_, why) in DOES_NOT_FIT.items():
        yield f"| {name} | {why} |"
    yield ""


if __name__ == "__main__":
    sys.stdout.write(quality_reference())
