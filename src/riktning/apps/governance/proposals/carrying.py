"""A decided proposal is carried out: the group is formed, changed or closed, all of it or nothing.

It is done by the actions that groups are formed, changed and closed by at any time, so that each
asks for its own right and leaves its own trace.
"""

from collections.abc import Callable, Mapping
from datetime import timedelta

from django.utils.translation import gettext as _

from riktning.apps.governance.assignments import (
    begin_assignment,
    decide_assignment,
    write_assignment,
)
from riktning.apps.governance.errors import GovernanceError
from riktning.apps.governance.groups import (
    GroupDetails,
    change_group,
    close_group,
    form_group,
    give_duty,
    relate,
    take_seat,
)
from riktning.apps.governance.items import DUE, Owner, follow_up_item, give_item
from riktning.apps.governance.kinds import GroupKind, ItemState, Process, SeatPart, Way
from riktning.apps.governance.models import ActionItem, CarriedOut, Decision, Group
from riktning.apps.governance.proposal_course import ProposalKind
from riktning.apps.governance.proposals.content import becoming, checked, groups_named, stands
from riktning.apps.governance.proposals.facts import Known
from riktning.apps.organisation.rights import Actor

Done = list[str]  # what was done, as ``kind of thing: its code or number``


def carry_out(known: Known, actor: Actor) -> CarriedOut:
    """Do what the proposal says; GovernanceError when things have changed so that it cannot be."""
    proposal, decision = known.proposal, known.approval
    if decision is None:
        raise GovernanceError("nothing is decided", where=str(proposal)).telling(
            _("Förslaget är inte beslutat.")
        )
    checked(ProposalKind(proposal.kind), proposal.group, known.content, proposal.day)
    groups = groups_named(known.content, proposal.day)
    group, done = _CARRIED[ProposalKind(proposal.kind)](known, decision, groups, actor)
    return CarriedOut.objects.create(
        proposal=proposal, decision=decision, group=group, done=done, actor=actor.name
    )


def _form(
    known: Known, decision: Decision, groups: Mapping[str, Group], actor: Actor
) -> tuple[Group, Done]:
    said, day = known.content, known.proposal.day
    group = form_group(code=said.code, details=becoming(said, day, groups), actor=actor)
    done = [f"group {group.code}"]
    take_seat(group=group, part=SeatPart.CHAIR, role=said.chair, from_date=day, actor=actor)
    done.append(f"chair {said.chair}")
    for way, code, role in (
        (Way.REPORTS, said.reports_to, ""),
        (Way.REPORTS, "", said.reports_to_role),
        (Way.ESCALATES, said.escalates_to, ""),
    ):
        if code or role:
            target = groups.get(code)
            relate(source=group, way=way, from_date=day, target=target, role=role, actor=actor)
            done.append(f"{way.value} {code or role}")
    return group, [*done, *_assigned(known, group, decision, actor)]


def _change(
    known: Known, decision: Decision, groups: Mapping[str, Group], actor: Actor
) -> tuple[Group, Done]:
    group, done = _its_group(known), []
    if known.content != stands(group):
        change_group(
            group=group, details=becoming(known.content, group.from_date, groups),
            reason=_why(known, decision), actor=actor,
        )  # fmt: skip
        done.append(f"group {group.code}")
    if known.changes:
        done += _assigned(known, group, decision, actor)
    return group, done


def _close(
    known: Known, decision: Decision, groups: Mapping[str, Group], actor: Actor
) -> tuple[Group, Done]:
    group, said, left = _its_group(known), known.content, known.left
    why, next_day = _why(known, decision), known.proposal.day + timedelta(days=1)
    done: Done = []
    for below in left.subgroups:
        details = _as_it_is(below, groups.get(said.subgroups_to))
        change_group(group=below, details=details, reason=why, actor=actor)
        done.append(f"subgroup {below.code}")
    for duty in left.duties:
        give_duty(code=duty.code, text=duty.text, group=groups[said.duties_to], actor=actor)
        done.append(f"duty {duty.code}")
    for item in left.items:
        new = _handed_over(item, groups[said.items_to], actor)
        done.append(f"item {item.pk} {new.pk}")
    close_group(group=group, last_day=known.proposal.day, reason=why, actor=actor)
    for way in left.reporters:
        heir = groups[said.reporters_to]
        there = way.source.ways_out.filter(way=way.way, target=heir, to_date__isnull=True)
        if way.source_id != heir.pk and not there.exists():
            relate(
                source=way.source, way=Way(way.way), target=heir, from_date=next_day, actor=actor
            )
            done.append(f"{way.way} {way.source.code}")
    return group, [*done, f"seats {len(left.seats)}"]


def _assigned(known: Known, group: Group, decision: Decision, actor: Actor) -> Done:
    """The texts as the group's decided assignment; a draft that was begun is written over, and
    stands in the trail."""
    draft = begin_assignment(group=group, actor=actor)
    written = write_assignment(assignment=draft, texts=known.proposal.texts, actor=actor)
    made = decide_assignment(
        assignment=written, decided_on=decision.decided_on, decided_by=decision.body.name,
        diary_number=decision.diary_number, actor=actor,
    )  # fmt: skip
    return [f"assignment {made.number}"]


def _handed_over(item: ActionItem, heir: Group, actor: Actor) -> ActionItem:
    """The same is asked of another; what was asked first is dropped, and says to whom it went."""
    due = max(getattr(item, DUE), item.decision.decided_on)
    new = give_item(
        decision=item.decision, text=item.text, owner=Owner(group=heir), due_on=due, actor=actor
    )
    words = _("Överlämnad till %(group)s när gruppen avslutades.") % {"group": heir.name}
    follow_up_item(item=item, text=words, state=ItemState.DROPPED, actor=actor)
    return new


def _as_it_is(group: Group, parent: Group | None) -> GroupDetails:
    return GroupDetails(
        name=group.name,
        kind=GroupKind(group.kind),
        process=Process(group.process),
        from_date=group.from_date,
        parent=parent,
        meetings_a_year=group.meetings_a_year,
    )


def _its_group(known: Known) -> Group:
    group = known.proposal.group
    if group is None:
        raise GovernanceError("the proposal is about no group", where=str(known.proposal)).telling(
            _("Förslaget gäller ingen grupp som finns.")
        )
    return group


def _why(known: Known, decision: Decision) -> str:
    where = f"{decision.body.name} {decision.decided_on:%Y-%m-%d} § {decision.paragraph}"
    return f"{known.proposal.reason} ({where})"


_Carry = Callable[[Known, Decision, Mapping[str, Group], Actor], tuple[Group, Done]]
_CARRIED: Mapping[ProposalKind, _Carry] = {
    ProposalKind.FORM: _form,
    ProposalKind.CHANGE: _change,
    ProposalKind.CLOSE: _close,
}
