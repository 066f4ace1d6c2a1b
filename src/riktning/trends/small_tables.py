"""Small CSV files that are written by hand: what is to be reached, and what has been begun."""

import csv
from collections.abc import Sequence
from pathlib import Path

from riktning.catalogue.model import Words
from riktning.trends.faults import Row, fault, unreadable

BEYOND = "beyond the last column"


def table(path: Path, what: Words, columns: Sequence[str]) -> "csv.DictReader[str]":
    """The rows of a file with these columns, separated by commas or semicolons.

    ``what`` is what the file is called where something is wrong. Raises SeriesError where it cannot
    be read, or lacks a column.
    """
    try:
        lines = path.read_text(encoding="utf-8-sig").splitlines()
    except (OSError, UnicodeDecodeError) as error:
        remedy = Words(
            f"ange {what.sv} som CSV i UTF-8 med kolumnerna {', '.join(columns)}",
            f"give {what.en} as CSV in UTF-8 with the columns {', '.join(columns)}",
        )
        raise unreadable(error, path, remedy) from error
    semicolons = bool(lines) and ";" in lines[0]
    reader = csv.DictReader(lines, delimiter=";" if semicolons else ",", restkey=BEYOND)
    missing = [column for column in columns if column not in (reader.fieldnames or ())]
    if missing:
        name, first = missing[0], ",".join(columns)
        raise fault(
            Words(f"{what.sv} saknar kolumnen {name}", f"{what.en} lacks the column {name}"),
            str(path),
            Words(f"den första raden är {first}", f"the first row is {first}"),
        )
    return reader


def refuse_more_columns(row: dict[str, str | None], where: Row) -> None:
    """Raise SeriesError for a row with more figures than the first row has names."""
    if BEYOND in row:
        raise fault(
            Words(
                "raden har fler kolumner än den första raden",
                "the row has more columns than the first row",
            ),
            where,
            Words(
                "skilj kolumnerna åt med semikolon om siffrorna har decimalkomma",
                "separate the columns by semicolons where the figures have a decimal comma",
            ),
        )
