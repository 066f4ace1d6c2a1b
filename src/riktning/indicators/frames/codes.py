"""The codes of contacts and stays."""

from collections.abc import Sequence

import ibis

from riktning.indicators.asking import CodeFlag, Source
from riktning.indicators.codes import starts_with
from riktning.sources.contracts import BY_NAME

_MAIN = BY_NAME["diagnosis"].by_name["position"].domain.index("main")


def with_main_code(rows: ibis.Table, source: Source) -> ibis.Table:
    """Rows with ``event_id`` plus ``main_code``: the main diagnosis, the first if several."""
    diagnoses = source.prepared("diagnosis")
    main = diagnoses.filter(diagnoses.position == _MAIN)
    own = main.semi_join(rows, "event_id")
    texts = source.prepared("text_diagnosis")
    spelt = own.join(texts, own.code == texts.number)
    first = spelt.group_by(_event="event_id").aggregate(main_code=spelt.text.min())
    return rows.left_join(first, rows.event_id == first["_event"]).drop("_event")


def with_code_flags(rows: ibis.Table, flags: Sequence[CodeFlag], source: Source) -> ibis.Table:
    """Rows with ``event_id`` and ``started`` plus a boolean column for each look for codes."""
    for flag in flags:
        rows = _with_code_flag(rows, flag, source)
    return rows


def _with_code_flag(rows: ibis.Table, flag: CodeFlag, source: Source) -> ibis.Table:
    events = source.prepared(flag.table).select(_event="event_id", _day="day", _code="code")
    texts = source.prepared(f"text_{flag.table}")
    listed = texts.filter(starts_with(texts.text, flag.codes))
    hits = events.semi_join(listed, events["_code"] == listed.number)
    if flag.days is not None:
        begun = rows.select("event_id", "started")
        met = hits.join(begun, hits["_event"] == begun.event_id)
        after = met["_day"].delta(met.started, unit="day")
        hits = met.filter(after.between(0, flag.days))
    found = hits.select("_event").distinct()
    met = rows.left_join(found, rows.event_id == found["_event"])
    return met.mutate(**{flag.column: met["_event"].notnull()}).drop("_event")
