"""Columns of frames that are kept as numbers, and what the numbers stand for.

Rows are counted by these numbers, and the few kinds of rows that are left get their texts back.
"""

import ibis

from riktning.catalogue.frames import BY_NAME as FRAMES
from riktning.catalogue.frames import ValueType
from riktning.indicators.asking import Source
from riktning.sources.contracts import BY_NAME

_IN_DOMAIN = {
    ("contact", "level"): ("contact", "level"),
    ("contact", "mode"): ("contact", "mode"),
    ("stay", "discharged_to"): ("stay", "discharged_to"),
    ("agreement", "kind"): ("agreement", "kind"),
    ("wait", "kind"): ("wait", "kind"),
}
_SPELT = {
    ("contact", "profession"): "text_profession",
    ("procedure", "code"): "text_procedure",
    ("dispensing", "atc"): "text_atc",
    ("pathway", "kind"): "text_pathway",
    ("pathway_start", "kind"): "text_pathway",
}


def spelt_out(rows: ibis.Table, frame: str, source: Source) -> ibis.Table:
    """The rows with the texts of columns that the frame declares as texts."""
    for column in FRAMES[frame].columns:
        if column.type is not ValueType.TEXT or column.name not in rows.columns:
            continue
        if rows[column.name].type().is_integer():
            rows = _spelt_out(rows, frame, column.name, source)
    return rows


def _spelt_out(rows: ibis.Table, frame: str, column: str, source: Source) -> ibis.Table:
    if (frame, column) in _IN_DOMAIN:
        table, name = _IN_DOMAIN[frame, column]
        texts = BY_NAME[table].by_name[name].domain
        branches = [(rows[column] == place, text) for place, text in enumerate(texts)]
        return rows.mutate(**{column: ibis.cases(*branches, else_=ibis.null("string"))})
    known = source.prepared(_SPELT[frame, column]).rename(_number="number", _text="text")
    met = rows.left_join(known, rows[column] == known["_number"])
    return met.mutate(**{column: met["_text"]}).drop("_number", "_text")
