"""The start page of somebody with a role: what waits, what contradicts, what has changed."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from riktning.apps.followup.attention import Attention
from riktning.apps.followup.attention_words import attention_sentence
from riktning.apps.followup.contradictions import Contradiction
from riktning.apps.organisation.rights import Action, Actor, Role
from riktning.apps.plans.models import Revision
from riktning.apps.plans.permissions import may_in
from riktning.catalogue.model import Words
from riktning.trends.labels import DIRECTION_WORDS
from riktning.web.presenters.rounds import answer_status, title
from riktning.web.presenters.trail import TrailRow
from riktning.web.presenters.verdicts import HumanStatus

TOLD_OTHERWISE = Words(
    "Svar i förvaltningarnas rundor som säger annat än mätningen",
    "Answers in the administrations' rounds that say otherwise than the figures",
)


@dataclass(frozen=True, slots=True)
class Door:
    """A place that is the reader's own."""

    words: str
    address: str
    what: str = ""


@dataclass(frozen=True, slots=True)
class ToldOtherwise:
    """Somebody's status beside what the data said."""

    address: str
    where: str
    text: str
    status: HumanStatus | None
    finding: str


@dataclass(frozen=True, slots=True)
class News:
    """Something that others have done, the latest time, and how many times in all."""

    row: TrailRow
    times: int


@dataclass(frozen=True, slots=True)
class Waiting:
    """A task of a plan that nobody but these roles can do: how much, and where."""

    words: str
    address: str


def units_of(actor: Actor) -> tuple[str, ...]:
    """The administrations where somebody reports or approves; empty when it is everywhere."""
    held = [h for h in actor.grants if h.role in {Role.REPORTER, Role.APPROVER}]
    return tuple(sorted({h.unit_id for h in held if h.unit_id}))


def areas_of(actor: Actor) -> tuple[str, ...]:
    """The areas that somebody leads; empty when it is all of them, or none."""
    return tuple(sorted({h.area for h in actor.grants if h.role is Role.AREA_LEAD and h.area}))


def follows_all(actor: Actor) -> bool:
    """Whether the reader's matter is the whole region, not one administration."""
    mine = {Role.ANALYST, Role.ADMINISTRATOR, Role.READER, Role.AREA_LEAD}
    return any(held.role in mine for held in actor.grants)


def doors(actor: Actor, units: Mapping[str, str], areas: Mapping[str, str]) -> tuple[Door, ...]:
    """The reader's own pages: administrations, areas, and what the role looks after."""
    found = [
        Door(units.get(key, key), reverse("web:unit", args=[key]), _("planen, måtten och rundorna"))
        for key in sorted({h.unit_id for h in actor.grants if h.unit_id})
    ]
    found += [
        Door(areas[slug], reverse("web:area", args=[slug]), _("målen, måtten och bedömningarna"))
        for slug in areas_of(actor)
        if slug in areas
    ]
    found.append(
        Door(_("Uppföljningsrundor"), reverse("web:rounds"), _("vem har kommit hur långt"))
    )
    found.append(
        Door(_("Samband"), reverse("web:alignment"), _("vilka förvaltningar bär vilka mål"))
    )
    if Role.ANALYST in actor.roles or Role.AREA_LEAD in actor.roles:
        found.append(Door(_("Granskning"), reverse("web:coverage"), _("vad som saknas i planerna")))
    if Role.ADMINISTRATOR in actor.roles:
        found.append(
            Door(_("Konton"), f"{reverse('web:trail')}?vad=user.grant", _("roller som delats ut"))
        )
    return tuple(found)


def waiting_questions(actor: Actor, asked: Sequence[tuple[Revision, int]]) -> list[Waiting]:
    """Open questions of revisions that are still drafts (how many), for who may answer them."""
    return [
        Waiting(
            ngettext(
                "%(plan)s har %(count)d öppen fråga från inläsningen.",
                "%(plan)s har %(count)d öppna frågor från inläsningen.",
                count,
            )
            % {"plan": draft.plan.name, "count": count},
            f"{reverse('web:edit', args=[draft.plan.code, draft.number])}#fragor",
        )
        for draft, count in asked
        if count and may_in(actor, Action.ANSWER_QUESTION, draft.plan)
    ]


def told_once(rows: Iterable[TrailRow], most: int) -> list[News]:
    """What reads the same is told once, in the order of the latest."""
    alike: dict[tuple[str, ...], list[TrailRow]] = {}
    for row in rows:
        alike.setdefault((row.who, row.what, row.on, row.address, row.why), []).append(row)
    return [News(same[0], len(same)) for same in alike.values()][:most]


def told_in_plan(items: Sequence[Attention], areas: Sequence[str], language: str) -> list[Door]:
    """What is said of the plan against the data, in the areas (all, when none is named)."""
    return [
        Door(
            attention_sentence(item, language),
            reverse("web:indicator", args=[item.measure.indicator_id])
            if item.measure
            else reverse("web:area", args=[item.area_slug]),
        )
        for item in items
        if not areas or item.area_slug in areas
    ]


def told_in_answers(
    found: Sequence[Contradiction], units: Mapping[str, str], language: str
) -> list[ToldOtherwise]:
    """What administrations answer against the data."""
    return [_told(each, units, language) for each in found]


def _told(found: Contradiction, units: Mapping[str, str], language: str) -> ToldOtherwise:
    answer, report = found.answer, found.answer.report
    said = [
        f"{m.name.in_(language)}: {DIRECTION_WORDS[m.direction].in_(language)}"
        for m in found.measures
        if m.direction
    ]
    place = reverse("web:round_report", args=[report.round_id, report.unit_id])
    unit = units.get(report.unit_id, report.unit_id)
    return ToldOtherwise(
        f"{place}#fraga-{answer.pk}",
        f"{unit}, {title(report.round.kind, report.round.year)}",
        answer.text,
        answer_status(answer.status),
        "; ".join(said),
    )
