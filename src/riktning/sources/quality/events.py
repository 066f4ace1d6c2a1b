"""Codes and the contacts or stays that they are recorded on."""

from collections.abc import Iterator, Mapping

import pyarrow as pa

from riktning.sources.contracts import BY_NAME, Table
from riktning.sources.opening import OpenDelivery
from riktning.sources.quality.look_ups import other_table
from riktning.sources.quality.looking import looked
from riktning.sources.quality.results import Check, CheckResult, Finding, Severity

UNKNOWN = Check(
    "event_reference", Severity.WARNING,
    "hör till ingen kontakt eller vårdtillfälle", "belongs to no contact or stay",
    tolerated=0.01,
)  # fmt: skip
ANOTHERS = Check(
    "event_person", Severity.FATAL,
    "hör till en annan persons kontakt", "belongs to another person's contact",
    tolerated=0.001,
)  # fmt: skip
OUTSIDE = Check(
    "outside_event", Severity.WARNING,
    "mer än en vecka före eller efter kontakten", "more than a week before or after the contact",
    tolerated=0.01,
)  # fmt: skip
WITHOUT = Check(
    "stay_without_diagnosis", Severity.WARNING,
    "avslutat vårdtillfälle utan huvuddiagnos", "ended stay without a main diagnosis",
    tolerated=0.1,
)  # fmt: skip
_CODES = """
WITH happened AS (
    SELECT event, whose, day - 7 AS opens, day + 7 AS closes FROM quality_contacts
    UNION ALL
    SELECT event, whose, day - 7, coalesce(ends + 7, 2147483647) FROM quality_stays
)
SELECT
    count(*),
    count(*) FILTER (happened.event IS NULL),
    count(*) FILTER (coded.whose <> happened.whose),
    count(*) FILTER (coded.day < happened.opens OR coded.day > happened.closes)
FROM quality_codes AS coded LEFT JOIN happened ON coded.event = happened.event
"""
_STAYS = """
SELECT count(*), count(*) FILTER (coded.event IS NULL)
FROM (SELECT event FROM quality_stays WHERE ends IS NOT NULL) AS ended
LEFT JOIN (
    SELECT DISTINCT event FROM quality_codes
    WHERE position = CAST(CAST(hash('main') AS BIT) AS BIGINT)
) AS coded ON ended.event = coded.event
"""


def check_events(delivery: OpenDelivery, table: Table) -> Iterator[CheckResult]:
    """Joins codes with their events: of large tables, a sixteenth of the events."""
    if table.name in ("diagnosis", "procedure"):
        yield from _codes(delivery, table)
    elif table.name == "stay" and other_table(delivery, "diagnosis") is not None:
        samples = {"quality_stays": _sample(delivery, "stay")}
        samples["quality_codes"] = _sample(delivery, "diagnosis")
        rows, without = _counted(delivery, _STAYS, samples)
        yield WITHOUT.judge("stay", "stay_id", Finding(without, rows))


def _codes(delivery: OpenDelivery, table: Table) -> Iterator[CheckResult]:
    if any(other_table(delivery, name) is None for name in ("contact", "stay")):
        for check in (UNKNOWN, ANOTHERS, OUTSIDE):
            yield check.not_applicable(
                table.name, "event_id", "kontakter och vårdtillfällen saknas",
                "contacts and stays are missing",
            )  # fmt: skip
        return
    samples = {
        "quality_codes": _sample(delivery, table.name),
        "quality_contacts": _sample(delivery, "contact"),
        "quality_stays": _sample(delivery, "stay"),
    }
    rows, unknown, anothers, outside = _counted(delivery, _CODES, samples)
    yield UNKNOWN.judge(table.name, "event_id", Finding(unknown, rows))
    yield ANOTHERS.judge(table.name, "event_id, person_id", Finding(anothers, rows))
    yield OUTSIDE.judge(table.name, "on_date", Finding(outside, rows))


def _sample(delivery: OpenDelivery, name: str) -> pa.Table:
    return pa.concat_tables(looked(delivery, BY_NAME[name]).events)


def _counted(
    delivery: OpenDelivery, statement: str, samples: Mapping[str, pa.Table]
) -> tuple[int, ...]:
    """The counts of a statement over samples: nothing of the delivery is read for it."""
    connection = delivery.connection.con
    for name, rows in samples.items():
        connection.register(name, rows)
    try:
        return tuple(int(count) for count in connection.execute(statement).fetchall()[0])
    finally:
        for name in samples:
            connection.unregister(name)
