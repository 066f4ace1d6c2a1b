"""Who carries which goals, as a picture of the whole plan and in words about each area."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext as _

from riktning.apps.plans.carrying import Alignment, Carried, SharedGoal
from riktning.documents.plans.bearing import BearingArea, BearingRow, Bears, bearing_svg


@dataclass(frozen=True, slots=True)
class AreaLine:
    """An area, numbered as in the picture: where its matrix is, and how many goals are carried."""

    name: str
    address: str
    said: str


@dataclass(frozen=True, slots=True)
class BearingPicture:
    """The picture, and the list that says what its numbers are."""

    svg: str
    areas: tuple[AreaLine, ...]


def bearing_picture(
    found: Alignment,
    goals: Sequence[SharedGoal],
    units: Mapping[str, str],
    *,
    plan: str,
    period: str,
) -> BearingPicture | None:
    """Every goal of the period and every administration; None where there is nothing to draw."""
    if not goals or not units:
        return None
    order = {slug: place for place, slug in enumerate(dict.fromkeys(g.area_slug for g in goals))}
    goals = sorted(goals, key=lambda goal: order[goal.area_slug])
    rows = [
        _row(found, goals, key, name, _address(plan, vy="forvaltning", enhet=key, period=period))
        for key, name in units.items()
    ]
    borne = [any(row.marks[place].bears for row in rows) for place in range(len(goals))]
    areas, lines = [], []
    for slug, name in dict.fromkeys((goal.area_slug, goal.area) for goal in goals):
        own = [borne[n] for n, goal in enumerate(goals) if goal.area_slug == slug]
        address = _address(plan, vy="mal", omrade=slug, period=period)
        areas.append(BearingArea(name, address, len(own)))
        words = {"count": sum(own), "all": len(own)}
        lines.append(AreaLine(name, address, _("%(count)d av %(all)d mål bärs") % words))
    svg = bearing_svg(
        areas,
        rows,
        label=_("Vilka förvaltningar bär vilka mål"),
        nobody=(_("Bärs inte av någon"), str(borne.count(False))),
    )
    return BearingPicture(svg, tuple(lines))


def _row(
    found: Alignment, goals: Sequence[SharedGoal], key: str, name: str, address: str
) -> BearingRow:
    marks = tuple(_mark(found.carried(goal, key)) for goal in goals)
    words = {"count": sum(1 for mark in marks if mark.bears), "all": len(goals)}
    return BearingRow(name, address, marks, _("%(count)d av %(all)d") % words)


def _mark(each: Carried) -> Bears:
    if each.own:
        return Bears.OWN_GOAL
    if each.roles:
        return Bears.ANSWERS
    return Bears.DRAFTED if each.drafted else Bears.NOT


def _address(plan: str, **asked: str) -> str:
    given = {"plan": plan, **{key: value for key, value in asked.items() if value}}
    return f"{reverse('web:alignment')}?{urlencode(given)}"
