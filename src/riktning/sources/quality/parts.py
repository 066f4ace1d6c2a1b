"""Months of the delivery's span whose file is missing, or holds another month's rows."""

from collections.abc import Iterator
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq

from riktning.core.periods import Month, months_between
from riktning.sources.delivery import Format
from riktning.sources.quality.gathering import Rows
from riktning.sources.quality.results import Check, CheckResult, Finding, Severity
from riktning.sources.quality.tallies import Tally

CHECK = Check(
    "missing_files",
    Severity.WARNING,
    "månader vars fil saknas",
    "months whose file is missing",
    "månader",
    "months",
)
BETWEEN = Check(
    "missing_between", Severity.FATAL,
    "månader vars fil saknas mitt i tabellen", "months whose file is missing within the table",
    "månader", "months",
)  # fmt: skip
FILE_MONTH = Check(
    "file_month", Severity.WARNING,
    "filer med rader från en annan månad", "files with rows of another month",
    "filer", "files",
)  # fmt: skip
FILE_TYPES = Check(
    "file_types", Severity.WARNING,
    "filer med andra typer än de flesta", "files of other types than most",
    "filer", "files",
)  # fmt: skip


def check_parts(rows: Rows, _counted: Tally) -> Iterator[CheckResult]:
    """Looks at partitioned tables. Before the first file or after the last, there is no figure."""
    table, described = rows.table, rows.delivery.delivery
    files = described.tables[table.name]
    if not files.partitioned or files.format is not Format.PARQUET:
        return
    missing = described.missing_months(table.name)
    span = len(list(months_between(described.first_month, described.last_month)))
    yield CHECK.judge(table.name, table.month_of, _months(missing, span))
    there = [Month.parse(path.stem) for path in files.files]
    within = [month for month in missing if min(there) < month < max(there)]
    yield BETWEEN.judge(table.name, table.month_of, _months(within, span))
    yield from _footers(table.name, table.month_of, files.files)


def _months(missing: list[Month] | tuple[Month, ...], span: int) -> Finding:
    return Finding(len(missing), span, month=str(missing[0]) if missing else "")


def _footers(name: str, month_of: str, files: tuple[Path, ...]) -> Iterator[CheckResult]:
    """What the footers say of days and types: no row is read."""
    spans: dict[str, bool] = {}
    kinds: dict[str, list[str]] = {}
    for path in files:
        footer = pq.read_metadata(path)
        schema = footer.schema.to_arrow_schema()
        types = ", ".join(f"{field.name} {field.type}" for field in sorted(schema, key=_name))
        kinds.setdefault(types, []).append(path.stem)
        inside = _within_month(footer, month_of, Month.parse(path.stem))
        if inside is not None:
            spans[path.stem] = inside
    stray = sorted(stem for stem, inside in spans.items() if not inside)
    yield FILE_MONTH.judge(
        name, month_of, Finding(len(stray), len(spans), month=stray[0] if stray else "")
    )
    usual = max(kinds.values(), key=len)
    others = sorted(stem for stems in kinds.values() if stems is not usual for stem in stems)
    yield FILE_TYPES.judge(
        name, "", Finding(len(others), len(files), month=others[0] if others else "")
    )


def _name(field: pa.Field) -> str:
    return str(field.name)


def _within_month(footer: pq.FileMetaData, column: str, month: Month) -> bool | None:
    """Whether all row groups' days lie in the month; None when the footer does not say."""
    place = footer.schema.to_arrow_schema().names.index(column)
    said = None
    for number in range(footer.num_row_groups):
        statistics = footer.row_group(number).column(place).statistics
        if statistics is None or not statistics.has_min_max:
            continue
        ends = (Month.of(statistics.min), Month.of(statistics.max))
        said = said is not False and ends == (month, month)
    return said
