"""Groups as lists, facts and rows for their pages."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from heapq import nsmallest
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from riktning.apps.governance.kinds import AssignmentState, GroupKind, Process, SeatPart, Way
from riktning.apps.governance.linting import Lint, Version
from riktning.apps.governance.models import FIELDS, Assignment, Group, Relation, Seat
from riktning.apps.governance.queries import Page
from riktning.documents.groups.finding_words import WORDS, AmissWords, sentence
from riktning.documents.groups.findings import Amiss
from riktning.documents.groups.network import Network, TieKind
from riktning.documents.groups.overlap import Passage
from riktning.documents.groups.words import BELOW, FACTS, HEADINGS

SHOWN = 40  # pairs of assignments that are alike, on one page
_ANY = "en-grupp"  # stands for any code in an address that is made once
IN_A_CELL = 5  # groups that share members with one group, before the rest are only counted


@dataclass(frozen=True, slots=True)
class GroupRow:
    """A group in the list."""

    code: str
    name: str
    kind: str
    chair: str
    meets: str
    assignment: str


@dataclass(frozen=True, slots=True)
class SeatRow:
    """Somebody's place in a group."""

    key: int
    part: str
    role: str
    unit: str
    account: str
    mandate: str
    since: Any


@dataclass(frozen=True, slots=True)
class AlikeCard:
    """Two groups whose assignments are alike."""

    first: tuple[str, str]
    second: tuple[str, str]
    percent: int
    passages: tuple[Passage, ...]
    compared: str = ""


@dataclass(frozen=True, slots=True)
class NetworkRow:
    """A group in the table that says what the picture says."""

    address: str
    name: str
    reports: str
    escalates: str
    shares: str


def by_process(
    groups: Sequence[Group], sought: str
) -> tuple[tuple[str, tuple[GroupRow, ...]], ...]:
    """The groups whose name or kind holds what is sought, process by process."""
    found: dict[str, list[GroupRow]] = defaultdict(list)
    for group in groups:
        row = _row(group)
        if sought.casefold() in f"{row.name} {row.kind} {row.chair}".casefold():
            found[group.process].append(row)
    return tuple(
        (str(process.label), tuple(found[process])) for process in Process if found[process]
    )


def _row(group: Group) -> GroupRow:
    chairs: Sequence[Seat] = getattr(group, "chairs", ())
    decided: Sequence[Assignment] = getattr(group, "decided", ())
    return GroupRow(
        code=group.code,
        name=group.name,
        kind=str(GroupKind(group.kind).label),
        chair=chairs[0].role if chairs else "–",
        meets=meetings(group.meetings_a_year),
        assignment=f"{decided[0].decided_on:%Y-%m-%d}" if decided else "–",
    )


def meetings(times: int | None) -> str:
    """``10 gånger om året``; a dash when nothing is said."""
    if times is None:
        return "–"
    return ngettext("%(times)d gång om året", "%(times)d gånger om året", times) % {"times": times}


def facts(page: Page) -> tuple[tuple[str, str], ...]:
    """What is said of a group, as heading and value."""
    group = page.group
    until = f"{group.to_date:%Y-%m-%d}" if group.to_date else _("tills vidare")
    found = [
        (_("Slag"), str(GroupKind(group.kind).label).capitalize()),
        (_("Process"), str(Process(group.process).label).capitalize()),
        (_("Möten"), meetings(group.meetings_a_year)),
        (_("Gäller"), f"{group.from_date:%Y-%m-%d} – {until}"),
    ]
    if page.duties:
        found.append((_("Ansvar"), "; ".join(duty.text for duty in page.duties)))
    return tuple(found)


def seat_rows(page: Page, units: Mapping[str, str], *, accounts: bool) -> tuple[SeatRow, ...]:
    """Who sits in the group, the chair first; ``accounts``: the reader may know whose they are."""
    return tuple(
        SeatRow(
            key=seat.pk,
            part=str(SeatPart(seat.part).label).capitalize(),
            role=seat.role,
            unit=units.get(seat.unit_id, seat.unit_id) if seat.unit_id else _("regionen"),
            account=seat.user.get_username() if accounts and seat.user else "",
            mandate=seat.mandate,
            since=seat.from_date,
        )
        for seat in page.seats
    )


def way_rows(page: Page) -> tuple[tuple[str, tuple[tuple[str, str], ...]], ...]:
    """Whom the group answers to and who answers to it: heading, and (name, code) of each."""
    inward = {
        Way.REPORTS: _("Hit rapporterar"),
        Way.ESCALATES: _("Hit eskalerar"),
        Way.TOUCHES: _("Har samband hit"),
    }
    rows = []
    for way in Way:
        out = tuple(_to(one) for one in page.ways_out if one.way == way)
        rows.append((str(way.label).capitalize(), out))
        rows.append((inward[way], tuple(
            (one.source.name, one.source.code) for one in page.ways_in if one.way == way
        )))  # fmt: skip
    return tuple((heading, some) for heading, some in rows if some)


def _to(way: Relation) -> tuple[str, str]:
    return (way.target.name, way.target.code) if way.target else (way.role, "")


def finding_kinds(
    found: Lint, language: str
) -> tuple[tuple[AmissWords, tuple[tuple[str, tuple[str, ...]], ...]], ...]:
    """Each kind of finding with its sentences and the groups they are about; overlap apart."""
    kinds = []
    for amiss, words in WORDS[language].items():
        some = tuple(
            (sentence(one, found.names, found.duties, language), one.groups)
            for one in found.found
            if one.amiss is amiss
        )
        if some and amiss is not Amiss.OVERLAP:
            kinds.append((words, some))
    return tuple(kinds)


def finding_cells(found: Lint, language: str) -> list[tuple[str, str, str, str]]:
    """The findings as a file: the kind, the sentence, the groups' codes, and what to do."""
    return [
        (
            WORDS[language][one.amiss].heading,
            sentence(one, found.names, found.duties, language),
            ", ".join(one.groups),
            WORDS[language][one.amiss].remedy,
        )
        for one in found.found
    ]


def alike_cards(found: Lint) -> tuple[AlikeCard, ...]:
    """The pairs that are most alike, with the passages in common."""
    return tuple(
        AlikeCard(
            first=(one.first, found.names[one.first]),
            second=(one.second, found.names[one.second]),
            percent=round(100 * one.overlap.likeness),
            passages=one.overlap.passages,
            compared=_("Jämförda: %(first)s och %(second)s.")
            % {"first": _version(one.versions[0]), "second": _version(one.versions[1])},
        )
        for one in found.alike[:SHOWN]
    )


def _version(which: Version) -> str:
    words = _("utkastet till version %(number)d") if which.draft else _("version %(number)d")
    return words % {"number": which.number}


def network_rows(network: Network) -> tuple[NetworkRow, ...]:
    """The picture as a table, by name. What stands in a cell is put together here: a template
    that does it for 400 groups takes twice the time."""
    names = {node.code: node.name for node in network.nodes}
    group_page = reverse("web:group", args=[_ANY])
    out: dict[tuple[str, TieKind], list[str]] = defaultdict(list)
    shares: dict[str, list[tuple[int, str]]] = defaultdict(list)  # most in common first
    for tie in network.ties:
        if tie.kind is TieKind.SHARES:
            shares[tie.source].append((-tie.count, tie.target))
            shares[tie.target].append((-tie.count, tie.source))
        else:
            out[(tie.source, tie.kind)].append(names[tie.target])
    return tuple(
        NetworkRow(
            group_page.replace(_ANY, node.code),
            node.name,
            ", ".join((*out[(node.code, TieKind.REPORTS)], *node.roles)) or "–",
            ", ".join(out[(node.code, TieKind.ESCALATES)]) or "–",
            ", ".join(_few(shares[node.code], names)) or "–",
        )
        for node in sorted(network.nodes, key=lambda node: node.name)
    )


def _few(shared: Sequence[tuple[int, str]], names: Mapping[str, str]) -> tuple[str, ...]:
    """Those that most is shared with, and how many there are beside."""
    left = len(shared) - IN_A_CELL
    more = (_("och %(number)d till") % {"number": left},) if left > 0 else ()
    return (*(f"{names[code]} ({-count})" for count, code in nsmallest(IN_A_CELL, shared)), *more)


def assignment_facts(assignment: Assignment, language: str) -> tuple[tuple[str, str], ...]:
    """What stands first in an assignment document."""
    state = str(AssignmentState(assignment.state).label).capitalize()
    found = [(_("Läge"), state)]
    if assignment.decided_on:
        found += [
            (_("Beslutsdatum"), f"{assignment.decided_on:%Y-%m-%d}"),
            (_("Beslutad av"), assignment.decided_by),
            (_("Diarienummer"), assignment.diary_number),
        ]
    return (*found, *((HEADINGS[language][key], getattr(assignment, key) or "–") for key in FACTS))


def assignment_parts(assignment: Assignment, language: str) -> tuple[tuple[str, str, bool], ...]:
    """Heading and text of each part, and whether it stands below the one before."""
    return tuple(
        (HEADINGS[language][key], getattr(assignment, key), key in BELOW)
        for key in FIELDS
        if key not in FACTS
    )


def differing(stored: Assignment, texts: Mapping[str, str], language: str) -> list[tuple[str, str]]:
    """The fields where what is stored is not what was typed: heading and what is stored."""
    return [
        (HEADINGS[language][name], getattr(stored, name))
        for name in FIELDS
        if getattr(stored, name).split() != texts.get(name, "").split()
    ]
