"""Proposing that a group is formed, changed or closed; changing the proposal; what others think."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from riktning.apps.governance.assignments import plain_texts
from riktning.apps.governance.courses import Act
from riktning.apps.governance.errors import (
    GovernanceError,
    NotPermittedError,
    WrittenMeanwhileError,
)
from riktning.apps.governance.models import Group, Opinion, Proposal, ProposalMove, Seat
from riktning.apps.governance.models.proposals import OPEN
from riktning.apps.governance.proposal_course import ProposalKind, Stance, Step
from riktning.apps.governance.proposals.content import Content, checked
from riktning.apps.governance.queries import valid_on
from riktning.apps.organisation.audit import audit
from riktning.apps.organisation.rights import (
    Action,
    Actor,
    NotAllowedError,
    may,
    may_somewhere,
    require_somewhere,
)

WRITABLE = (Step.PROPOSED, Step.PREPARATION)


@dataclass(frozen=True, slots=True)
class Written:
    """What a proposal says; ``day`` is the first day of what it becomes, or the group's last."""

    body: Group
    day: date
    reason: str
    content: Content = field(default_factory=Content)
    consequences: str = ""
    texts: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Voice:
    """Whose opinion it is: a group's, an administration's or a role's."""

    group: Group | None = None
    unit_id: str = ""
    role: str = ""


@dataclass(frozen=True, slots=True)
class Voices:
    """Whom somebody may speak for: administrations, groups, and whether any role."""

    unit_ids: frozenset[str]
    groups: frozenset[int]
    roles: bool = False

    def __bool__(self) -> bool:
        return bool(self.unit_ids or self.groups or self.roles)


@transaction.atomic
def propose(
    *, kind: ProposalKind, written: Written, group: Group | None = None, actor: Actor
) -> Proposal:
    """A new proposal; a group has one at a time that is not finished."""
    require_somewhere(actor, Action.PROPOSE_GROUP)
    if (group is None) != (kind is ProposalKind.FORM):
        raise GovernanceError("a proposal is about a group, or about a new one").telling(
            _("Välj vilken grupp förslaget gäller.")
        )
    if group is not None:
        one_at_a_time(group)
    at = timezone.now()
    made = Proposal(kind=kind, group=group, proposed_by=actor.name)
    _write(made, written)
    made.save()
    ProposalMove.objects.create(
        proposal=made, at=at, act=Act.REGISTER, actor=actor.name, before=made.step,
        step=made.step, standing=made.standing,
    )  # fmt: skip
    audit(
        actor=actor.name,
        action=Action.PROPOSE_GROUP,
        subject=str(made),
        kind=kind.value,
        group=str(group or ""),
        **_said(made),
    )
    return made


@transaction.atomic
def change_proposal(
    *, proposal: Proposal, written: Written, edit: int | None = None, actor: Actor
) -> Proposal:
    """Say something else; ``edit`` is the one that the form was made from. What has been put to
    its body is as it is: it goes back before it is changed."""
    require_somewhere(actor, Action.PROPOSE_GROUP)
    now = Proposal.objects.select_for_update().get(pk=proposal.pk)
    if not writable(now):
        told = _("Förslaget ligger för beslut och ändras inte. För det tillbaka först.")
        raise NotPermittedError(
            f"a proposal in {now.step}, {now.standing} is not changed",
            where=str(now),
            remedy="move it back first",
        ).telling(told)
    if edit is not None and edit != now.edit:
        raise WrittenMeanwhileError(
            "somebody has written in it meanwhile", where=str(now), remedy="read it, save again"
        ).telling(_("Någon annan har ändrat förslaget. Läs det, och spara igen."))
    before = _said(now)
    _write(now, written)
    if _said(now) == before:
        return now
    now.edit += 1
    now.save()
    said = _said(now)
    changed = {name for name in said if said[name] != before[name]}
    audit(
        actor=actor.name,
        action=Action.PROPOSE_GROUP,
        subject=str(now),
        was={name: before[name] for name in sorted(changed)},
        became={name: said[name] for name in sorted(changed)},
    )
    return now


@transaction.atomic
def give_opinion(
    *, proposal: Proposal, voice: Voice, stance: Stance, text: str, actor: Actor
) -> Opinion:
    """What somebody thinks of the proposal while it is prepared; said again, both stand."""
    if not speaks_for(actor, voice):
        raise NotAllowedError(actor, Action.GIVE_OPINION, voice.unit_id)
    now = Proposal.objects.select_for_update().get(pk=proposal.pk)
    if not writable(now):
        raise NotPermittedError(
            f"a proposal in {now.step}, {now.standing} takes no opinions", where=str(now)
        ).telling(_("Förslaget är inte under beredning. Det tar inte emot fler yttranden."))
    said, role = text.strip(), " ".join(voice.role.split())
    if not said or not (voice.group or voice.unit_id or role):
        raise GovernanceError("an opinion says what and whose", where=str(now)).telling(
            _("Skriv vad ni anser, och vem som anser det.")
        )
    made = Opinion.objects.create(
        proposal=now, group=voice.group, unit_id=voice.unit_id, role=role, stance=stance,
        text=said, actor=actor.name,
    )  # fmt: skip
    audit(
        actor=actor.name,
        action=Action.GIVE_OPINION,
        subject=str(now),
        group=str(voice.group or ""),
        unit=voice.unit_id,
        role=role,
        status=stance.value,
        text=said,
    )
    return made


def voices_of(actor: Actor, unit_ids: Iterable[str]) -> Voices:
    """Whom the actor may speak for, of these administrations and of the groups there are today.

    Who prepares proposals enters what anybody thinks. Others speak for an administration of their
    own or a group they sit in: anybody can write a role's name.
    """
    groups = Group.objects.filter(valid_on(timezone.localdate()))
    if may_somewhere(actor, Action.MOVE_PROPOSAL):
        return Voices(frozenset(unit_ids), frozenset(groups.values_list("pk", flat=True)), True)
    if not may_somewhere(actor, Action.GIVE_OPINION):
        return Voices(frozenset(), frozenset())
    seats = Seat.objects.filter(valid_on(timezone.localdate()), user__username=actor.name)
    sits_in = groups.filter(pk__in=seats.values("group"))
    own = {each for each in unit_ids if may(actor, Action.GIVE_OPINION, unit_id=each)}
    return Voices(frozenset(own), frozenset(sits_in.values_list("pk", flat=True)))


def speaks_for(actor: Actor, voice: Voice) -> bool:
    """Whether the actor may say what it thinks: the preparer, the administration, the member."""
    if may_somewhere(actor, Action.MOVE_PROPOSAL):
        return True
    if voice.role.strip() and not (voice.unit_id or voice.group):
        return False
    own = voices_of(actor, [voice.unit_id] if voice.unit_id else [])
    unit_is_own = not voice.unit_id or voice.unit_id in own.unit_ids
    group_is_own = voice.group is None or voice.group.pk in own.groups
    return unit_is_own and group_is_own and may_somewhere(actor, Action.GIVE_OPINION)


def writable(proposal: Proposal) -> bool:
    """Whether it is still prepared, and may be written in."""
    return proposal.step in WRITABLE and proposal.standing in OPEN


def one_at_a_time(group: Group) -> None:
    """Raise GovernanceError when there is a proposal of the group that is not finished."""
    Group.objects.select_for_update().get(pk=group.pk)
    other = group.proposals.filter(standing__in=OPEN).first()
    if other is not None:
        raise GovernanceError(f"there is {other} of it already", where=group.code).telling(
            _("Det finns redan ett öppet förslag om gruppen: nummer %(number)d.")
            % {"number": other.pk}
        )


def _write(proposal: Proposal, written: Written) -> None:
    """Set what is written on the row, when it can be carried out as things stand."""
    kind, group = ProposalKind(proposal.kind), proposal.group
    reason = written.reason.strip()
    if not reason:
        raise GovernanceError("a proposal says why", where=str(group or "")).telling(
            _("Skriv varför.")
        )
    if group is not None and (
        written.day < group.from_date or (group.to_date and group.to_date < written.day)
    ):
        raise GovernanceError(f"the group is not there on {written.day}", where=str(group)).telling(
            _("Gruppen finns inte %(day)s.") % {"day": written.day}
        )
    tidy = replace(
        written.content,
        name=" ".join(written.content.name.split()),
        chair=" ".join(written.content.chair.split()),
        reports_to_role=" ".join(written.content.reports_to_role.split()),
    )
    proposal.details = checked(kind, group, tidy, written.day).stored(kind)
    closing = kind is ProposalKind.CLOSE
    proposal.texts = {} if closing else plain_texts(written.texts, str(proposal))
    proposal.body, proposal.day, proposal.reason = written.body, written.day, reason
    proposal.consequences = written.consequences.strip()


def _said(proposal: Proposal) -> dict[str, Any]:
    return {
        "body": proposal.body.code,
        "day": proposal.day.isoformat(),
        "reason": proposal.reason,
        "consequences": proposal.consequences,
        "details": proposal.details,
        "texts": proposal.texts,
    }
