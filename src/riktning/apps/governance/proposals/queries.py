"""Proposals as they are sought and read. The number of queries does not depend on how many."""

from dataclasses import dataclass

from django.db.models import Q, QuerySet

from riktning.apps.governance.courses import Standing
from riktning.apps.governance.models import Group, Proposal
from riktning.apps.governance.proposal_course import Step
from riktning.apps.organisation.rights import Action, Actor, may_somewhere


@dataclass(frozen=True, slots=True)
class Sought:
    """What is looked for among proposals; blank is anything."""

    kind: str = ""
    step: str = ""
    standing: str = ""
    words: str = ""  # in the reason, or in a group's name


def visible(actor: Actor) -> QuerySet[Proposal]:
    """The proposals that the actor may read: everybody those that were decided to be done."""
    found = Proposal.objects.select_related("group__parent", "body")
    if may_somewhere(actor, Action.READ_INTERNAL):
        return found
    return found.filter(step=Step.EFFECT)


def proposals(sought: Sought, actor: Actor) -> QuerySet[Proposal]:
    """The proposals that fit and that the actor may read, the latest first."""
    fits = Q()
    if sought.kind:
        fits &= Q(kind=sought.kind)
    if sought.step:
        fits &= Q(step=sought.step)
    if sought.standing:
        fits &= Q(standing=sought.standing)
    for word in sought.words.split():
        fits &= (
            Q(reason__icontains=word)
            | Q(group__name__icontains=word)
            | Q(details__name__icontains=word)
        )
    return visible(actor).filter(fits)


def find_proposal(number: int, actor: Actor) -> Proposal | None:
    """The proposal with this number, if the actor may read it. One query."""
    return visible(actor).filter(pk=number).first()


def waiting_for_decision() -> QuerySet[Proposal]:
    """Those that lie before their body, the oldest first."""
    lying = Proposal.objects.filter(step=Step.DECISION, standing=Standing.ACTIVE)
    return lying.select_related("group").order_by("pk")


def proposals_of(group: Group, actor: Actor) -> QuerySet[Proposal]:
    """What is, or was, proposed of the group: that it is formed, changed or closed."""
    formed = Q(carried_out__group=group)
    return visible(actor).filter(Q(group=group) | formed).order_by("-pk")
