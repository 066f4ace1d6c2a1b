"""Texts without a domain as numbers: codes, professions, clinicians, pathways.

Codes are numbered as they are compared, in capitals and without a dot; a list of codes is looked up
among the few texts there are instead of in millions of rows.
"""

from dataclasses import dataclass
from functools import cache

import ibis
import pyarrow as pa

from riktning.indicators.codes import normal
from riktning.indicators.prepared.delivered import delivered_table
from riktning.indicators.prepared.schema import PREFIX as PREPARED


@dataclass(frozen=True, slots=True)
class Texts:
    """One numbering: of which delivered table's column, and whether it holds codes."""

    table: str
    column: str
    codes: bool = False


NUMBERED = {
    "diagnosis": Texts("diagnosis", "code", codes=True),
    "procedure": Texts("procedure", "code", codes=True),
    "atc": Texts("dispensing", "atc", codes=True),
    "profession": Texts("contact", "profession"),
    "clinician": Texts("contact", "clinician_id"),
    "pathway": Texts("pathway", "kind"),
}
PREFIX = "spelt_"
SPELT = {"spelt": "string", "text": "string", "number": "int32"}


def spelt(name: str) -> ibis.Table:
    """Every text as it is spelt in the delivery, as it is compared, and its number."""
    return ibis.table(SPELT, name=PREPARED + PREFIX + name)


@cache
def found(name: str) -> ibis.Table:
    """The texts that are delivered: as they are spelt, and as they are compared."""
    said = NUMBERED[name]
    rows = delivered_table(said.table)
    there = rows.filter(rows[said.column].notnull()).select(spelt=said.column).distinct()
    return there.mutate(text=normal(there.spelt) if said.codes else there.spelt)


def numbered(texts: pa.Table, earlier: pa.Table | None) -> pa.Table:
    """The texts with their numbers; those that had one keep it, so that what was prepared holds."""
    known = {row["spelt"]: row for row in (earlier.to_pylist() if earlier is not None else [])}
    numbers = {row["text"]: row["number"] for row in known.values()}
    for row in sorted(texts.to_pylist(), key=lambda row: (row["text"], row["spelt"])):
        number = numbers.setdefault(row["text"], len(numbers))
        known[row["spelt"]] = row | {"number": number}
    schema = pa.schema([("spelt", pa.string()), ("text", pa.string()), ("number", pa.int32())])
    return pa.Table.from_pylist(list(known.values()), schema)


def text_of(name: str) -> ibis.Table:
    """Number and text."""
    return spelt(name).select("number", "text").distinct()


def with_number(rows: ibis.Table, column: str, name: str, numbered: str) -> ibis.Table:
    """The rows plus the number of a text column; null where the text is."""
    known = spelt(name).select(_spelt="spelt", **{f"_{numbered}": "number"})
    joined = rows.left_join(known, rows[column] == known["_spelt"])
    return joined.mutate(**{numbered: joined[f"_{numbered}"]}).drop("_spelt", f"_{numbered}")
