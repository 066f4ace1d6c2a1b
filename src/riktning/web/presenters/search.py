"""What was found, in groups: a link, where it stands, and the words in their sentence."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from riktning.apps.followup.search.finding import MOST_OF_A_KIND, Hit
from riktning.apps.followup.search.sources import Found

_ITEMS = frozenset({Found.GOAL, Found.ACTIVITY, Found.LINE})
IN_AREAS = _ITEMS | {Found.AREA, Found.SUB_AREA, Found.ASSESSMENT}
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


def found_groups(
    hits: Sequence[Hit], words: Sequence[str], names: Names
) -> tuple[tuple[FoundGroup, ...], str]:
    """The groups in the order of the kinds, and one sentence on how much was found."""
    headings = {
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
        Found.NEED: _("Behov"),
        Found.COMMISSION: _("Arbetet med behov"),
        Found.ASSESSMENT: _("Bedömningar"),
        Found.ANSWER: _("Svar i uppföljningsrundor"),
    }
    groups = []
    for kind, heading in headings.items():
        of_kind = [hit for hit in hits if hit.kind is kind]
        if of_kind:
            rows = tuple(_row(hit, words, names) for hit in of_kind)
            groups.append(FoundGroup(kind.value, heading, rows, len(rows) == MOST_OF_A_KIND))
    count = sum(len(group.rows) for group in groups)
    if any(group.more for group in groups):
        said = _("Minst %(number)s träffar. Lägg till ett ord för färre.") % {"number": count}
    else:
        said = ngettext("%(number)s träff.", "%(number)s träffar.", count) % {"number": count}
    return tuple(groups), said


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
    return _in_governance(hit)


def _in_area(hit: Hit, names: Names) -> tuple[str, str]:
    """An item of a plan has a page of its own; what people have said is read at its area."""
    area = names.areas.get(hit.place or hit.label)
    if area is None:
        return reverse("web:plans"), ""
    where = area.plan_name if hit.kind is Found.AREA else f"{area.name}, {area.plan_name}"
    if hit.kind in _ITEMS and hit.label:
        return reverse("web:item_history", args=[area.plan, hit.label]), where
    return reverse("web:area", args=[area.slug]), where


def _in_governance(hit: Hit) -> tuple[str, str]:
    """Groups with their documents, needs with the work about them."""
    if hit.kind is Found.GROUP:
        return reverse("web:group", args=[hit.place]), ""
    if hit.kind is Found.ASSIGNMENT:
        said = _("%(group)s, version %(number)s") % {"group": hit.place, "number": hit.label}
        return reverse("web:assignment", args=[hit.place, hit.label]), said
    return reverse("web:need", args=[hit.place]), hit.label


def best_line(body: str, words: Sequence[str]) -> str:
    """The line of the text that has most of the words, the first of them when several have."""
    lines = [line for line in body.splitlines() if line.strip()]
    return max(lines, key=lambda line: len(_marks(line, words)), default="")


def pieces(text: str, words: Sequence[str]) -> tuple[Piece, ...]:
    """The text around the first word found, with the words found marked."""
    marks = _marks(text, words)
    start = max(marks[0].start() - AROUND, 0) if marks else 0
    end = min((marks[0].end() if marks else 0) + 2 * AROUND, len(text))
    start = text.find(" ", start, start + 20) + 1 if start else 0
    made, at = [Piece("… ", False)] if start else [], start
    for mark in marks:
        if mark.end() > end:
            break
        if mark.start() > at:
            made.append(Piece(text[at : mark.start()], False))
        made.append(Piece(mark[0], True))
        at = mark.end()
    rest = text[at:end]
    return (*made, Piece(rest + (" …" if end < len(text) else ""), False))


def _marks(text: str, words: Sequence[str]) -> list[re.Match[str]]:
    if not words:
        return []
    beginnings = "|".join(re.escape(word) for word in sorted(words, key=len, reverse=True))
    return list(re.finditer(rf"\b(?:{beginnings})\w*", text, re.IGNORECASE))
