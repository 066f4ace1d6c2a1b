"""The reference page of the care data, written from the contracts.

``python -m riktning.sources.reference > docs/reference/care-data.md`` renews the page.
"""

import sys
from collections.abc import Iterator

from riktning.sources.contracts import TABLES, Column, Table

_INTRODUCTION = """\
# Care data: the tables of a delivery

This page is generated from `riktning.sources.contracts`; change the contract, not the page.

A delivery is a folder with `delivery.json` and, for each table, one file `<table>.parquet` or
`<table>.csv`; large tables may be a folder `<table>/` with one Parquet file a month
(`contact/2025-01.parquet`). A table may be absent: what needs it then says "no source".

- Dates are local dates (Europe/Stockholm). Timestamps are local, without time zone.
- CSV: UTF-8, comma or semicolon between columns, one header row, an empty cell is null, dates as
  `2025-12-31`, times as `2025-12-31 13:45`, booleans as `true` or `false`.
- Exactly the columns below, in any order. Ids are pseudonyms.

```json
{"schema": 1, "synthetic": false, "label": "Leverans 2025", "region": "Västra Götaland",
 "first_month": "2022-01", "last_month": "2025-12", "as_of": "2025-12-31",
 "seed": null, "persons": null}
```
"""


def care_data_reference() -> str:
    """The whole page as Markdown."""
    return "\n".join([_INTRODUCTION, *(line for table in TABLES for line in _section(table))])


def _section(table: Table) -> Iterator[str]:
    yield f"## {table.name}\n"
    yield f"One row per {table.row}.{_key(table)}{_partition(table)}\n"
    yield "| column | type | null | allowed values |"
    yield "|---|---|---|---|"
    for column in table.columns:
        null = "yes" if column.nullable else "no"
        yield f"| `{column.name}` | {column.type} | {null} | {_allowed(column)} |"
    yield ""


def _key(table: Table) -> str:
    return f" Key: {', '.join(f'`{name}`' for name in table.key)}." if table.key else " No key."


def _partition(table: Table) -> str:
    return f" May be partitioned by the month of `{table.month_of}`." if table.month_of else ""


def _allowed(column: Column) -> str:
    if column.refers_to:
        return f"a `{column.refers_to}`"
    return ", ".join(f"`{code}`" for code in column.domain)


if __name__ == "__main__":
    sys.stdout.write(care_data_reference())
