"""Codes and the contacts or stays that they are recorded on."""

from collections.abc import Iterator

import ibis

from riktning.sources.contracts import Table
from riktning.sources.opening import OpenDelivery
from riktning.sources.quality.counting import count_where, one_row
from riktning.sources.quality.look_ups import other_table
from riktning.sources.quality.results import Check, CheckResult, Severity

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
MOST_ROWS = 5_000_000  # beyond it, every 16th event is looked at, chosen by its id
SHARE = 16
WEEK = 7


def check_events(delivery: OpenDelivery, table: Table) -> Iterator[CheckResult]:
    """Joins codes with their events: of large tables, a sixteenth of the events."""
    if table.name in ("diagnosis", "procedure"):
        yield from _codes(delivery, table)
    elif table.name == "stay":
        yield from _coded_stays(delivery)


def _codes(delivery: OpenDelivery, table: Table) -> Iterator[CheckResult]:
    data, events = delivery.unjudged(table.name), _events(delivery)
    if data is None or events is None:
        for check in (UNKNOWN, ANOTHERS, OUTSIDE):
            yield check.not_applicable(
                table.name, "event_id", "kontakter och vårdtillfällen saknas",
                "contacts and stays are missing",
            )  # fmt: skip
        return
    large = _large(delivery, table.name)
    codes = _chosen(data.select("event_id", "person_id", "on_date"), large=large)
    events = _chosen(events, large=large)
    joined = codes.left_join(events, codes.event_id == events.its_event)
    found = count_where(
        table.name,
        joined,
        {
            "unknown": joined.its_event.isnull(),
            "anothers": joined.person_id != joined.whose,
            "outside": (joined.on_date < joined.opens) | (joined.on_date > joined.closes),
        },
    )
    yield UNKNOWN.judge(table.name, "event_id", found["unknown"])
    yield ANOTHERS.judge(table.name, "event_id, person_id", found["anothers"])
    yield OUTSIDE.judge(table.name, "on_date", found["outside"])


def _events(delivery: OpenDelivery) -> ibis.Table | None:
    """Contacts and stays with the days, a week wider, that their codes may have."""
    contact, stay = other_table(delivery, "contact"), other_table(delivery, "stay")
    if contact is None or stay is None:
        return None
    week = ibis.interval(days=WEEK)
    day = contact.started_at.cast("date")
    last = stay.discharged_at.cast("date").fill_null(ibis.date(9999, 12, 1))
    contacts = contact.select(
        its_event="contact_id", whose="person_id",
        opens=(day - week).cast("date"), closes=(day + week).cast("date"),
    )  # fmt: skip
    stays = stay.select(
        its_event="stay_id", whose="person_id",
        opens=(stay.admitted_at.cast("date") - week).cast("date"),
        closes=(last + week).cast("date"),
    )  # fmt: skip
    return contacts.union(stays)


def _coded_stays(delivery: OpenDelivery) -> Iterator[CheckResult]:
    stay, diagnosis = delivery.unjudged("stay"), other_table(delivery, "diagnosis")
    if stay is None or diagnosis is None:
        return
    large = _large(delivery, "diagnosis")
    ended = stay.filter(stay.discharged_at.notnull()).select(event_id="stay_id")
    coded = diagnosis.filter(diagnosis.position == "main").select("event_id")
    ended, coded = _chosen(ended, large=large), _chosen(coded, large=large).distinct()
    codes = coded.select(coded="event_id")
    joined = ended.left_join(codes, ended.event_id == codes.coded)
    found = count_where("stay", joined, {"without": joined.coded.isnull()})
    yield WITHOUT.judge("stay", "stay_id", found["without"])


def _chosen(events: ibis.Table, *, large: bool) -> ibis.Table:
    name = "its_event" if "its_event" in events.columns else "event_id"
    return events.filter(events[name].hash() % SHARE == 0) if large else events


def _large(delivery: OpenDelivery, name: str) -> bool:
    data = delivery.unjudged(name)
    if data is None:
        return False
    return int(one_row(name, data.aggregate(rows=data.count()))["rows"]) > MOST_ROWS
