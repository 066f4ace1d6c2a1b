"""How far a change in a prepared table is seen: what a pass has to count again when rows change.

Declared frame by frame, beside the builders. A table that a frame reads and that nothing is said
of counts as seen everywhere, so a declaration that is left out costs time and never a figure.
"""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum

from riktning.indicators.asking import Request

_PERSONS_EVENTS = {
    "contact": "contact", "stay": "stay", "procedure": "procedure", "dispensing": "dispensing",
    "agreement": "agreement", "pathway": "pathway", "pathway_start": "pathway_start",
    "wait": "wait", "dental_exam": "dental_exam", "obesity_start": "child_obesity",
}  # fmt: skip
_UNITS_EVENTS = {
    **{name: name for name in (
        "survey", "reported", "ward_day", "staff_month", "call_month", "service_month",
        "training_month",
    )},
    "reported_state": "reported",
}  # fmt: skip


class How(StrEnum):
    """What ties a table's rows to months.

    ``MONTH``: the row's own ``month``. ``SPELL``: every month the spell has a day in, or that it
    has in common with what another table (``of``) says of the person. ``EVENT``: the month of the
    event (``of``) whose id the row carries. ``MEANING``: none, it says what numbers stand for, and
    new ones change nothing. ``ANY``: all months.
    """

    MONTH = "month"
    SPELL = "spell"
    EVENT = "event"
    MEANING = "meaning"
    ANY = "any"


@dataclass(frozen=True, slots=True)
class Reach:
    """A changed row is seen in the months of ``how``, and in ``after`` months more."""

    how: How
    after: int = 0
    of: str = ""


LOOKS_TO_THE_LAST_DAY = ("episode",)  # days followed up, to the last one that is covered
COUNTS_WHO_IS_ASKED_FOR = ("continuity_month",)  # its rows are those that some definition counts
EVERYWHERE = Reach(How.ANY)
_OWN_MONTH, _SPELL, _MEANING = Reach(How.MONTH), Reach(How.SPELL), Reach(How.MEANING)
_OF_PERSON, _OF_WHO = Reach(How.SPELL, of="person"), Reach(How.SPELL, of="who")


def _held(spells: str) -> Mapping[str, tuple[Reach, ...]]:
    """A person's spells: what else is told of a person is seen where the person has one."""
    here = Reach(How.SPELL, of=spells)
    return {spells: (_OF_PERSON, _OF_WHO), "person": (here,), "who": (here,)}


# a row follows from the days a spell has in the row's own month, whenever it began
_STATES: Mapping[str, Mapping[str, tuple[Reach, ...]]] = {
    "resident_month": {**_held("home"), "monitoring": (_SPELL,)},
    "listed_month": _held("listed"),
    "monitoring_month": _held("monitoring"),
    "continuity_month": _held("listed"),
    "waiting_month": _held("wait"),
    # Of two overlapping rows of a unit the later takes over, also in months not its own.
    "unit_month": {"unit_spell": (EVERYWHERE,)},
    "acute_event": {"contact": (_OWN_MONTH,), "admission": (_OWN_MONTH,), "home": (_SPELL,)},
    "episode": {},  # episodes follow from all of a person's stays, and on to the last day known
}


def reaches(
    frame: str, request: Request, tables: Iterable[str], beside: Collection[str] = ()
) -> Mapping[str, tuple[Reach, ...]]:
    """For each prepared table that a pass reads: how its changes are seen.

    ``beside``: tables that look-backs of the run's other passes are made from, together with this
    one's; they are not seen in this one unless it looks at them itself.
    """
    found: defaultdict[str, list[Reach]] = defaultdict(list)
    read = set(tables)
    for table, reach in _of_frame(frame, request):
        if reach.how is not How.SPELL or not reach.of or reach.of in read:
            found[table].append(reach)
    seen = {table for table in read if found[table] or table not in beside}
    return {table: tuple(found[table]) or (_otherwise(table, frame),) for table in seen}


def _of_frame(frame: str, request: Request) -> Iterable[tuple[str, Reach]]:
    own = _PERSONS_EVENTS.get(frame) or _UNITS_EVENTS.get(frame)
    if own == "contact" and ("main_code" in request.columns or request.code_flags):
        own = "coded_contact"
    if own is not None:
        yield own, _OWN_MONTH
        if "main_code" in request.columns:
            yield "diagnosis", Reach(How.EVENT, of=own)
        for flag in request.code_flags:
            yield flag.table, Reach(How.EVENT, of=own)
    for table, ways in _STATES.get(frame, {}).items():
        yield from ((table, reach) for reach in ways)
    for look in request.lookbacks:
        yield look.table, Reach(How.MONTH, after=look.months - 1)
    if frame == "continuity_month":
        window = request.whole_option("window_months")
        yield "contact", Reach(How.MONTH, after=window - 1)


def _otherwise(table: str, frame: str) -> Reach:
    return _MEANING if table.startswith("text_") and frame != "episode" else EVERYWHERE


__all__ = [
    "COUNTS_WHO_IS_ASKED_FOR",
    "EVERYWHERE",
    "LOOKS_TO_THE_LAST_DAY",
    "How",
    "Reach",
    "reaches",
]
