"""What a proposal says that a group is to become, or who takes over what a closed one leaves."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass, fields
from datetime import date
from typing import Any

from django.utils.translation import gettext as _

from riktning.apps.governance.errors import GovernanceError
from riktning.apps.governance.groups import GroupDetails, check_code, check_details, no_knot
from riktning.apps.governance.kinds import GroupKind, Process
from riktning.apps.governance.models import Group, Proposal
from riktning.apps.governance.proposal_course import ProposalKind
from riktning.apps.governance.queries import valid_on

BECOMES = ("name", "group_kind", "process", "parent", "meetings_a_year")
BEGINS = ("code", *BECOMES, "chair", "reports_to", "reports_to_role", "escalates_to")
HEIRS = ("subgroups_to", "reporters_to", "duties_to", "items_to")
SAID: Mapping[ProposalKind, tuple[str, ...]] = {
    ProposalKind.FORM: BEGINS,
    ProposalKind.CHANGE: BECOMES,
    ProposalKind.CLOSE: HEIRS,
}
NAMES_A_GROUP = ("parent", "reports_to", "escalates_to", *HEIRS)


@dataclass(frozen=True, slots=True)
class Content:
    """What is said, where other groups are named by their codes; blank is nothing."""

    code: str = ""
    name: str = ""
    group_kind: str = ""
    process: str = ""
    parent: str = ""
    meetings_a_year: int | None = None
    chair: str = ""  # the role that leads it
    reports_to: str = ""
    reports_to_role: str = ""
    escalates_to: str = ""
    subgroups_to: str = ""
    reporters_to: str = ""
    duties_to: str = ""
    items_to: str = ""

    def stored(self, kind: ProposalKind) -> dict[str, Any]:
        """As a proposal of the kind keeps it: only what such a proposal is about."""
        every = asdict(self)
        return {name: every[name] for name in SAID[kind]}

    def named(self) -> dict[str, str]:
        """The codes of the groups it names, by what they are named as."""
        every = asdict(self)
        return {name: str(every[name]) for name in NAMES_A_GROUP if every[name]}


def content_of(proposal: Proposal) -> Content:
    """What the proposal says."""
    known = {each.name for each in fields(Content)}
    return Content(**{name: value for name, value in proposal.details.items() if name in known})


def stands(group: Group) -> Content:
    """What is said of the group now."""
    return Content(
        name=group.name,
        group_kind=group.kind,
        process=group.process,
        parent=group.parent.code if group.parent else "",
        meetings_a_year=group.meetings_a_year,
    )


def becoming(content: Content, from_date: date, groups: Mapping[str, Group]) -> GroupDetails:
    """As the group is formed or changed of it; ``groups`` are those it names, by code."""
    if content.group_kind not in GroupKind.values or content.process not in Process.values:
        raise GovernanceError("a group has a kind and a process", where=content.name).telling(
            _("Välj gruppens slag och process.")
        )
    return GroupDetails(
        name=content.name,
        kind=GroupKind(content.group_kind),
        process=Process(content.process),
        from_date=from_date,
        parent=groups.get(content.parent),
        meetings_a_year=content.meetings_a_year,
    )


def groups_named(content: Content, day: date) -> dict[str, Group]:
    """The groups that it names and that there are on the day, by code. One query."""
    codes = set(content.named().values())
    found = Group.objects.filter(valid_on(day), code__in=codes) if codes else ()
    return {group.code: group for group in found}


def checked(kind: ProposalKind, group: Group | None, content: Content, day: date) -> Content:
    """The content when it can be carried out as things stand; GovernanceError otherwise."""
    groups = groups_named(content, day)
    for code in content.named().values():
        if code not in groups:
            raise GovernanceError(f"there is no group {code!r} on {day}", where=str(group)).telling(
                _("Gruppen %(code)s finns inte %(day)s. Välj en annan.")
                % {"code": code, "day": day}
            )
        if group is not None and code == group.code:
            raise GovernanceError("a group does not take over of itself", where=code).telling(
                _("En grupp kan inte ta över efter sig själv eller vara sin egen undergrupp.")
            )
    if kind is ProposalKind.CLOSE:
        return content
    details = becoming(content, group.from_date if group else day, groups)
    check_details(details, content.code or str(group))
    if group is None:
        check_code(content.code)
    else:
        no_knot(group, details.parent)
    return content
