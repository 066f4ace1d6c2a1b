"""What the events of the trail are about, found again by how each kind of event writes it."""

import re
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from operator import itemgetter
from typing import Any

from django.db.models import CharField, F, Q, QuerySet, Value

from riktning.apps.followup.rounds.models import Round
from riktning.apps.organisation.models import AuditEvent
from riktning.apps.organisation.rights import Action
from riktning.apps.plans.models import (
    Activity,
    Area,
    Goal,
    ItemKind,
    Plan,
    PlanIndicator,
    State,
    SubArea,
)
from riktning.apps.plans.queries import FIRST_MET

_REVISION = re.compile(r"^([-\w]+) (\d+)$")
_ITEM = re.compile(r"^([-\w]+)#(\d+)$")
_ROUND = re.compile(r"^([-\w]+) (\d+) (\d{4}) (t[123]|h[12]|year)(?: (\S+))?$")
_PLACE = re.compile(r"^(area|planindicator) (\d+)$")
_ROWS: tuple[tuple[Any, str, ItemKind, str], ...] = (
    (Area, "name", ItemKind.AREA, "revision"),
    (SubArea, "name", ItemKind.SUB_AREA, "area__revision"),
    (Goal, "text", ItemKind.GOAL, "sub_area__area__revision"),
    (Activity, "text", ItemKind.ACTIVITY, "area__revision"),
    (PlanIndicator, "text", ItemKind.INDICATOR, "area__revision"),
)


@dataclass(frozen=True, slots=True)
class About:
    """What an event is about: a plan's revision or item, a round or a report in it, a run."""

    plan: str = ""  # a plan's code
    name: str = ""  # the plan's name
    number: int = 0  # of a revision, or of an item
    item: bool = False
    kind: str = ""  # of an item or a round
    text: str = ""  # of an item
    item_id: int = 0
    round_id: int = 0
    year: int = 0
    unit_id: str = ""
    report: int = 0  # a written report
    run: str = ""


def abouts(
    events: Iterable[AuditEvent], plans: Mapping[str, str] | None = None
) -> Mapping[int, About]:
    """By event what it is about; one that is about an account or nothing known is left out.

    Three queries at most, two with the names of all ``plans`` by code.
    """
    found: dict[int, About] = {}
    matched = {event.pk: (event, _matched(event)) for event in events}
    codes = {m[1] for _e, m in matched.values() if m and m.re is not _PLACE}
    names = _plans(codes) if plans is None else plans
    items, places = _rows([m for _e, m in matched.values() if m])
    rounds = _rounds() if any(m and m.re is _ROUND for _e, m in matched.values()) else {}
    for key, (event, match) in matched.items():
        about = _about(event, match, names, items, places, rounds)
        if about is not None:
            found[key] = about
    return found


def _matched(event: AuditEvent) -> re.Match[str] | None:
    if event.action == Action.RECORD_ASSESSMENT:
        return _PLACE.match(event.subject)
    for pattern in (_ITEM, _ROUND, _REVISION):
        match = pattern.match(event.subject)
        if match:
            return match
    return None


def _about(
    event: AuditEvent,
    match: re.Match[str] | None,
    names: Mapping[str, str],
    items: Mapping[tuple[str, int], About],
    places: Mapping[tuple[str, int], About],
    rounds: Mapping[tuple[str, int, int, str], int],
) -> About | None:
    if event.action == Action.PUBLISH_RUN:
        return About(run=event.subject)
    if event.action == Action.WRITE_REPORT:
        digits = event.subject.rpartition(" ")[2]
        return About(report=int(digits)) if digits.isdecimal() else None
    if match is None:
        return None
    if match.re is _PLACE:
        return places.get((match[1], int(match[2])))
    name, number = names.get(match[1]), int(match[2])
    if name is None:
        return None
    if match.re is _ITEM:
        return items.get((match[1], number)) or About(match[1], name, number, item=True)
    if match.re is _REVISION:
        return About(match[1], name, number)
    key = rounds.get((match[1], number, int(match[3]), match[4]))
    if key is None:
        return None
    return About(
        match[1], name, number, kind=match[4], round_id=key, year=int(match[3]),
        unit_id=match[5] or "",
    )  # fmt: skip


def item_texts(wanted: Q, *, drafts: bool) -> list[About]:
    """What the items say in each revision, the one that is met first last. One query.

    ``drafts``: whether the reader may read them; what stands only there is left out otherwise.
    """
    order = [state.value for state in FIRST_MET]
    found = [
        (order.index(state), -pk, about)
        for _name, pk, about, state in _found(wanted, Q(pk__in=()))
        if drafts or state != State.DRAFT
    ]
    return [about for _state, _pk, about in sorted(found, key=itemgetter(0, 1), reverse=True)]


def _rows(
    matches: Sequence[re.Match[str]],
) -> tuple[dict[tuple[str, int], About], dict[tuple[str, int], About]]:
    """Items by plan and number, and areas and lines by their keys. One query, none for nothing."""
    by_number = [(m[1], int(m[2])) for m in matches if m.re is _ITEM]
    by_key = {(m[1], int(m[2])) for m in matches if m.re is _PLACE}
    if not by_number and not by_key:
        return {}, {}
    codes, numbers = {code for code, _n in by_number}, {number for _c, number in by_number}
    found = list(
        _found(
            Q(item__plan__code__in=codes, item__number__in=numbers),
            Q(pk__in={key for _name, key in by_key}),
        )
    )
    items = {(about.plan, about.number): about for _name, _pk, about, _state in found}
    places = {(name, pk): about for name, pk, about, *_rest in found if (name, pk) in by_key}
    return items, places


def _found(of_items: Q, of_places: Q) -> Iterator[tuple[str, int, About, str]]:
    """The rows with the state of their revision."""
    rows: list[QuerySet[Any, Any]] = []
    for model, field, kind, revision in _ROWS:
        name = model.__name__.lower()
        wanted = of_items | of_places if name in {"area", "planindicator"} else of_items
        rows.append(
            model.objects.filter(wanted)
            .order_by()
            .values_list(
                Value(name, CharField()), "pk", "item__plan__code", "item__plan__name",
                "item__number", F(field), Value(kind.value, CharField()), "item_id",
                F(f"{revision}__state"),
            )
        )  # fmt: skip
    found = rows[0].union(*rows[1:], all=True)
    for name, pk, code, plan, number, text, kind, item, state in sorted(found, key=itemgetter(1)):
        about = About(code, plan, number, item=True, kind=kind, text=text, item_id=item)
        yield name, pk, about, state


def _plans(codes: Collection[str]) -> Mapping[str, str]:
    if not codes:
        return {}
    return dict(Plan.objects.filter(code__in=codes).values_list("code", "name"))


def _rounds() -> dict[tuple[str, int, int, str], int]:
    """Every round by how it is written. One query."""
    rows = Round.objects.order_by().values_list(
        "revision__plan__code", "revision__number", "year", "kind", "pk"
    )
    return {(code, number, year, kind): key for code, number, year, kind, key in rows}
