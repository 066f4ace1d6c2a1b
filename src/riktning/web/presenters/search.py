"""What was found, in groups: a link, where it stands, and the words in their sentence."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from riktning.apps.followup.search.finding import MOST_OF_A_KIND, MOST_OF_ONE, Hit
from riktning.apps.followup.search.sources import Found
from riktning.apps.followup.search.words import beginnings, folded
from riktning.apps.scenarios.actions import RUN

_ITEMS = frozenset({Found.GOAL, Found.ACTIVITY, Found.LINE})
IN_AREAS = _ITEMS | {Found.AREA, Found.SUB_AREA, Found.ASSESSMENT}
# Whose page has nothing but the key of what was found in its address.
_BY_KEY = {
    Found.GROUP: "web:group",
    Found.NEED: "web:need",
    Found.COMMISSION: "web:need",
    Found.NEED_REPORT: "web:need",
    Found.INITIATIVE: "web:initiative",
    Found.INITIATIVE_WORK: "web:initiative",
    Found.PROPOSAL: "web:proposal",
    Found.DECISION: "web:decision",
    Found.ACTION: "web:item",
    Found.ACTION_NOTE: "web:item",
    Found.MEETING: "web:meeting",
    Found.POINT: "web:meeting",
    Found.MINUTES: "web:meeting",
    Found.POSITION: "web:meeting_positions",
    Found.REPORT: "web:written_report",
    Found.SCENARIO: "web:scenario",
}
AROUND = 80  # characters shown on each side of the first word that was found


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of text; ``found`` when it is a word that was looked for."""

    text: str
    found: bool


@dataclass(frozen=True, slots=True)
class FoundRow:
    """One thing that was found."""

    address: str
    pieces: tuple[Piece, ...]
    where: str


@dataclass(frozen=True, slots=True)
class FoundGroup:
    """Everything found of one kind; ``more`` when there may be more than is shown."""

    key: str
    heading: str
    rows: tuple[FoundRow, ...]
    more: bool


@dataclass(frozen=True, slots=True)
class AreaName:
    """What an area and its plan are called, in addresses and to readers."""

    slug: str
    name: str
    plan: str
    plan_name: str


@dataclass(frozen=True, slots=True)
class Names:
    """What hits are called and where they lie: areas and plans by key, measures, units."""

    areas: Mapping[str, AreaName]
    plans: Mapping[str, str]  # address
    measures: Mapping[str, str]
    units: Mapping[str, str]


def headings() -> dict[Found, str]:
    """What each kind is called, in the order in which they are shown."""
    return {
        Found.PLAN: _("Planer"),
        Found.AREA: _("Områden"),
        Found.SUB_AREA: _("Delområden"),
        Found.GOAL: _("Mål"),
        Found.ACTIVITY: _("Aktiviteter"),
        Found.LINE: _("Planens indikatorer"),
        Found.MEASURE: _("Mått"),
        Found.UNIT: _("Enheter"),
        Found.GROUP: _("Grupper"),
        Found.ASSIGNMENT: _("Uppdragshandlingar"),
        Found.PROPOSAL: _("Förslag om grupper"),
        Found.DECISION: _("Beslut"),
        Found.ACTION: _("Åtgärder"),
        Found.ACTION_NOTE: _("Uppföljningar av åtgärder"),
        Found.MEETING: _("Möten"),
        Found.POINT: _("Punkter på dagordningar"),
        Found.MINUTES: _("Ur protokoll"),
        Found.POSITION: _("Lägen inför möten"),
        Found.NEED: _("Behov"),
        Found.COMMISSION: _("Arbetet med behov"),
        Found.NEED_REPORT: _("Rapporter om behov"),
        Found.INITIATIVE: _("Digitala initiativ"),
        Found.INITIATIVE_WORK: _("Arbetet med initiativ"),
        Found.REPORT: _("Rapporter"),
        Found.SECTION: _("Avsnitt i rapporter"),
        Found.SCENARIO: _("Scenarier"),
        Found.SCENARIO_RUN: _("Körningar av scenarier"),
        Found.ASSESSMENT: _("Bedömningar"),
        Found.ANSWER: _("Svar i uppföljningsrundor"),
    }


def found_groups(
    hits: Sequence[Hit], words: Sequence[str], names: Names, *, alone: bool = False
) -> tuple[tuple[FoundGroup, ...], str]:
    """The groups in the order of the kinds, and one sentence on how much was found; ``alone`` when
    one kind was asked for."""
    groups, most = [], MOST_OF_ONE if alone else MOST_OF_A_KIND
    for kind, heading in headings().items():
        of_kind = [hit for hit in hits if hit.kind is kind]
        if of_kind:
            rows = tuple(_row(hit, words, names) for hit in of_kind)
            groups.append(FoundGroup(kind.value, heading, rows, len(rows) == most))
    count = sum(len(group.rows) for group in groups)
    if any(group.more for group in groups):
        said = _("Minst %(number)s träffar. Lägg till ett ord för färre.") % {"number": count}
    else:
        said = ngettext("%(number)s träff.", "%(number)s träffar.", count) % {"number": count}
    return tuple(groups), said


def file_headings() -> tuple[str, ...]:
    """The columns of what was found, as a file."""
    return _("slag"), _("text"), _("plats"), _("adress")


def file_rows(groups: Sequence[FoundGroup], site: str) -> Iterator[tuple[str, ...]]:
    """A row for each thing that was found; ``site`` stands before its address."""
    for group in groups:
        for row in group.rows:
            text = "".join(piece.text for piece in row.pieces)
            yield group.heading, text, row.where, f"{site}{row.address}"


def _row(hit: Hit, words: Sequence[str], names: Names) -> FoundRow:
    address, where = _place(hit, names)
    best = best_line(hit.body, words)
    name = names.measures.get(hit.label) if hit.kind is Found.MEASURE else None
    if name and not _marks(name, words):
        where = "".join(piece.text for piece in pieces(best, words))
    return FoundRow(address, pieces(name or best, words), where)


def _place(hit: Hit, names: Names) -> tuple[str, str]:
    """Where the hit is read, and what the place is called."""
    if hit.kind is Found.PLAN:
        return names.plans.get(hit.place, reverse("web:plans")), ""
    if hit.kind is Found.MEASURE:
        return reverse("web:indicator", args=[hit.label]), ""
    if hit.kind is Found.UNIT:
        return reverse("web:unit", args=[hit.label]), names.units.get(hit.place, "")
    if hit.kind is Found.ANSWER:
        place = reverse("web:round_report", args=[hit.place, hit.label])
        return place, names.units.get(hit.label, hit.label)
    if hit.kind in IN_AREAS:
        return _in_area(hit, names)
    return _by_its_key(hit)


def _in_area(hit: Hit, names: Names) -> tuple[str, str]:
    """An item of a plan has a page of its own; what people have said is read at its area."""
    area = names.areas.get(hit.place or hit.label)
    if area is None:
        return reverse("web:plans"), ""
    where = area.plan_name if hit.kind is Found.AREA else f"{area.name}, {area.plan_name}"
    if hit.kind in _ITEMS and hit.label:
        return reverse("web:item_history", args=[area.plan, hit.label]), where
    return reverse("web:area", args=[area.slug]), where


def _by_its_key(hit: Hit) -> tuple[str, str]:
    """Groups, decisions, meetings, needs, reports and scenarios, with what belongs to each."""
    if hit.kind is Found.ASSIGNMENT:
        said = _("%(group)s, version %(number)s") % {"group": hit.place, "number": hit.label}
        return reverse("web:assignment", args=[hit.place, hit.label]), said
    if hit.kind is Found.SECTION:
        if hit.label:
            return reverse("web:report_section", args=[hit.place, hit.label]), _("utkast")
        return reverse("web:report_read", args=[hit.place]), ""
    if hit.kind is Found.SCENARIO_RUN:
        said = _("körning %(number)s") % {"number": hit.place}
        where = f"{said}, {hit.label}" if hit.label else said
        return reverse("web:scenario", args=[f"{RUN}{hit.place}"]), where
    return reverse(_BY_KEY[hit.kind], args=[hit.place]), hit.label


def best_line(body: str, words: Sequence[str]) -> str:
    """The line of the text that has most of the words, the first of them when several have."""
    lines = [line for line in body.splitlines() if line.strip()]
    return max(lines, key=lambda line: len(_marks(line, words)), default="")


def pieces(text: str, words: Sequence[str]) -> tuple[Piece, ...]:
    """The text around the first word found, with the words found marked."""
    marks = _marks(text, words)
    start = max(marks[0][0] - AROUND, 0) if marks else 0
    end = min((marks[0][1] if marks else 0) + 2 * AROUND, len(text))
    start = text.find(" ", start, start + 20) + 1 if start else 0
    made, at = [Piece("… ", False)] if start else [], start
    for first, last in marks:
        if last > end:
            break
        if first > at:
            made.append(Piece(text[at:first], False))
        made.append(Piece(text[first:last], True))
        at = last
    rest = text[at:end]
    return (*made, Piece(rest + (" …" if end < len(text) else ""), False))


def _marks(text: str, words: Sequence[str]) -> list[tuple[int, int]]:
    """From where to where each word stands that was looked for, or begins as one."""
    if not words:
        return []
    ways = sorted(beginnings(words), key=len, reverse=True)
    found = "|".join(re.escape(way) for way in ways)
    return [m.span() for m in re.finditer(rf"\b(?:{found})\w*", folded(text), re.IGNORECASE)]
