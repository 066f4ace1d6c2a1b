"""Who may do what: one table of actions and roles, and the people who hold the roles.

What the state of a thing permits (policies) is another matter and stays beside each app.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

from django.conf import settings
from django.utils import timezone

from riktning.apps.organisation.models import Grant
from riktning.apps.organisation.roles import HELD, Role
from riktning.core.errors import RiktningError

if TYPE_CHECKING:
    from django.contrib.auth.base_user import AbstractBaseUser
    from django.contrib.auth.models import AnonymousUser

__all__ = [
    "COMMAND_LINE",
    "PERMISSIONS",
    "Action",
    "Actor",
    "Grant",
    "Held",
    "NotAllowedError",
    "Role",
    "actor_of",
    "may",
    "may_read_drafts",
    "may_somewhere",
    "require",
    "require_somewhere",
]


class Action(StrEnum):
    """Everything somebody can do; what changes anything has the name it has in the audit trail."""

    READ_PUBLISHED = "read.published"  # decided plans, published runs, issued reports
    READ_DRAFTS = "read.drafts"  # next year's plan while it is written
    READ_INTERNAL = "read.internal"  # rounds, answers, comments: work that is not published
    READ_ROUND_DRAFT = "read.round_draft"  # a report before it is handed in
    READ_TRAIL = "read.trail"  # who changed what, when and why
    READ_PEOPLE = "read.people"  # accounts and their roles, in the trail too

    LOAD_UNITS = "load units"
    PUBLISH_RUN = "publish run"
    RECORD_ASSESSMENT = "record assessment"
    WRITE_REPORT = "write report"

    CREATE_DRAFT = "create draft revision"
    COPY_REVISION = "copy revision"
    LINK_MEASURES = "link measures"
    ANSWER_QUESTION = "answer question"
    REWORD = "reword"
    ADD = "add"
    REMOVE = "remove"
    MOVE = "move"
    SCHEDULE_ACTIVITY = "schedule activity"
    CONFIRM_MATCH = "confirm match"
    DECLINE_MATCH = "decline match"
    LINK_ITEMS = "link items"
    UNLINK_ITEMS = "unlink items"
    ADD_YEARLY_TASK = "add yearly task"
    REMOVE_YEARLY_TASK = "remove yearly task"
    NAME_RESPONSIBLE = "name responsible"
    END_RESPONSIBILITY = "end responsibility"
    DECIDE_REVISION = "decide revision"
    PUT_IN_FORCE = "put in force"
    DRAFT_LOCAL_PLAN = "draft local plan"
    EDIT_LOCAL_PLAN = "edit local plan"  # all of the above but decisions, in the own local plan
    DECIDE_LOCAL_PLAN = "decide local plan"

    OPEN_ROUND = "round.open"
    ANSWER_ROUND = "round.answer"
    MANUAL_VALUE = "round.manual_value"
    SUBMIT_ROUND = "round.submit"
    APPROVE_ROUND = "round.approve"
    SEND_BACK_ROUND = "round.send_back"
    ACCEPT_ROUND = "round.accept"
    LOCK_ROUND = "round.lock"
    REOPEN_ROUND = "round.reopen"

    FORM_GROUP = "group.form"
    CHANGE_GROUP = "group.change"
    CLOSE_GROUP = "group.close"
    SEAT_MEMBER = "group.seat"
    END_SEAT = "group.end_seat"
    RELATE_GROUPS = "group.relate"
    END_RELATION = "group.end_relation"
    GIVE_DUTY = "group.duty"
    PROPOSE_GROUP = "proposal.write"
    GIVE_OPINION = "proposal.opinion"  # of the own administration or group; who prepares, of all
    MOVE_PROPOSAL = "proposal.move"  # carried out, each change of a group asks for its own right
    WRITE_ASSIGNMENT = "assignment.write"
    DECIDE_ASSIGNMENT = "assignment.decide"
    RECORD_DECISION = "decision.record"
    GIVE_ITEM = "item.give"
    FOLLOW_UP_ITEM = "item.follow_up"  # of the own administration or group, or of all

    LOAD_NEED_FRAME = "need.frame"
    REGISTER_NEED = "need.register"
    CHANGE_NEED = "need.change"
    ANSWER_CRITERION = "need.answer"
    PLACE_NEED = "need.place"
    AGREE_NEED = "need.agree"
    REPORT_NEED = "need.report"
    MOVE_NEED = "need.move"
    INTRODUCE_NEED = "need.introduce"  # at the own administration and below, or anywhere
    LINK_NEED = "need.link"
    REGISTER_INITIATIVE = "initiative.register"
    CHANGE_INITIATIVE = "initiative.change"
    MOVE_INITIATIVE = "initiative.move"

    READ_REPORT_DRAFT = "read.report_draft"  # a report before it is approved
    BEGIN_REPORT = "report.begin"
    WRITE_SECTION = "report.write_section"  # or by being named its writer
    ASSIGN_SECTION = "report.assign"
    APPROVE_SECTION = "report.approve_section"
    APPROVE_REPORT = "report.approve"

    CALL_MEETING = "meeting.call"  # of the own group, as are the six below: its chair or secretary
    CHANGE_MEETING = "meeting.change"
    CANCEL_MEETING = "meeting.cancel"
    ASK_POSITIONS = "meeting.ask"
    HOLD_MEETING = "meeting.hold"
    WRITE_MINUTES = "meeting.minutes"
    APPROVE_MINUTES = "meeting.approve"
    ANSWER_POSITION = "meeting.answer"
    PUBLISH_MEETING = "meeting.publish"

    RUN_SCENARIO = "scenario.run"
    CANCEL_SCENARIO = "scenario.cancel"  # somebody else's; one's own goes with running it
    PUBLISH_SCENARIOS = "publish scenarios"
    WITHDRAW_SCENARIO = "scenario.withdraw"

    ADD_USER = "user.add"
    CLOSE_USER = "user.close"
    GRANT_ROLE = "user.grant"
    END_GRANT = "user.end_grant"


_ANALYST = frozenset({Role.ANALYST})
_ADMINISTRATOR = frozenset({Role.ADMINISTRATOR})
_AREA = frozenset({Role.AREA_LEAD, Role.ANALYST})
_ADMINISTRATION = frozenset({Role.REPORTER, Role.APPROVER})
_ANYONE_AT_WORK = _ADMINISTRATION | _AREA
_ANSWERS_FOR_IT = _AREA | {Role.APPROVER}

PERMISSIONS: Mapping[Action, frozenset[Role]] = {
    Action.READ_PUBLISHED: frozenset(Role),
    Action.READ_DRAFTS: HELD,
    Action.READ_INTERNAL: HELD,
    Action.READ_ROUND_DRAFT: HELD - {Role.READER},
    Action.READ_TRAIL: HELD,
    Action.READ_PEOPLE: _ADMINISTRATOR,
    Action.LOAD_UNITS: _ANALYST | _ADMINISTRATOR,
    Action.PUBLISH_RUN: _ANALYST,
    Action.RECORD_ASSESSMENT: _AREA,
    Action.WRITE_REPORT: _ANALYST,
    Action.CREATE_DRAFT: _ANALYST,
    Action.COPY_REVISION: _ANALYST,
    Action.LINK_MEASURES: _ANALYST,
    Action.ANSWER_QUESTION: _AREA | _ADMINISTRATOR,
    Action.REWORD: _AREA,
    Action.ADD: _AREA,
    Action.REMOVE: _AREA,
    Action.MOVE: _AREA,
    Action.SCHEDULE_ACTIVITY: _AREA,
    Action.CONFIRM_MATCH: _AREA,
    Action.DECLINE_MATCH: _AREA,
    Action.LINK_ITEMS: _AREA,
    Action.UNLINK_ITEMS: _AREA,
    Action.ADD_YEARLY_TASK: _ANALYST,
    Action.REMOVE_YEARLY_TASK: _ANALYST,
    Action.NAME_RESPONSIBLE: _ANALYST,
    Action.END_RESPONSIBILITY: _ANALYST,
    Action.DECIDE_REVISION: _ANALYST,
    Action.PUT_IN_FORCE: _ANALYST,
    Action.DRAFT_LOCAL_PLAN: _ADMINISTRATION | _ANALYST,
    Action.EDIT_LOCAL_PLAN: _ADMINISTRATION | _AREA,
    Action.DECIDE_LOCAL_PLAN: frozenset({Role.APPROVER, Role.ANALYST}),
    Action.OPEN_ROUND: _ANALYST,
    Action.ANSWER_ROUND: _ADMINISTRATION,
    Action.MANUAL_VALUE: _ADMINISTRATION,
    Action.SUBMIT_ROUND: _ADMINISTRATION,
    Action.APPROVE_ROUND: frozenset({Role.APPROVER}),
    Action.SEND_BACK_ROUND: frozenset({Role.APPROVER, Role.ANALYST}),
    Action.ACCEPT_ROUND: _ANALYST,
    Action.LOCK_ROUND: _ANALYST,
    Action.REOPEN_ROUND: _ANALYST,
    Action.FORM_GROUP: _ANALYST,
    Action.CHANGE_GROUP: _ANALYST,
    Action.CLOSE_GROUP: _ANALYST,
    Action.SEAT_MEMBER: _ANALYST,
    Action.END_SEAT: _ANALYST,
    Action.RELATE_GROUPS: _ANALYST,
    Action.END_RELATION: _ANALYST,
    Action.GIVE_DUTY: _ANALYST,
    Action.PROPOSE_GROUP: _ANYONE_AT_WORK,
    Action.GIVE_OPINION: _ANYONE_AT_WORK,
    Action.MOVE_PROPOSAL: _AREA,
    Action.WRITE_ASSIGNMENT: _AREA,
    Action.DECIDE_ASSIGNMENT: _ANALYST,
    Action.RECORD_DECISION: _ANALYST,
    Action.GIVE_ITEM: _AREA,
    Action.FOLLOW_UP_ITEM: _ANYONE_AT_WORK,
    Action.LOAD_NEED_FRAME: _ANALYST,
    Action.REGISTER_NEED: _ANYONE_AT_WORK,
    Action.CHANGE_NEED: _AREA,
    Action.ANSWER_CRITERION: _AREA,
    Action.PLACE_NEED: _ANYONE_AT_WORK,
    Action.AGREE_NEED: _AREA,
    Action.REPORT_NEED: _AREA,
    Action.MOVE_NEED: _AREA,
    Action.INTRODUCE_NEED: _ANYONE_AT_WORK,
    Action.LINK_NEED: _AREA,
    Action.REGISTER_INITIATIVE: _ANYONE_AT_WORK,
    Action.CHANGE_INITIATIVE: _AREA,
    Action.MOVE_INITIATIVE: _AREA,
    Action.READ_REPORT_DRAFT: HELD - {Role.READER},
    Action.BEGIN_REPORT: _ANYONE_AT_WORK,
    Action.WRITE_SECTION: _ANYONE_AT_WORK,
    Action.ASSIGN_SECTION: _ANSWERS_FOR_IT,
    Action.APPROVE_SECTION: _ANSWERS_FOR_IT,
    Action.APPROVE_REPORT: _ANSWERS_FOR_IT,
    Action.CALL_MEETING: _ANYONE_AT_WORK,
    Action.CHANGE_MEETING: _ANYONE_AT_WORK,
    Action.CANCEL_MEETING: _ANYONE_AT_WORK,
    Action.ASK_POSITIONS: _ANYONE_AT_WORK,
    Action.HOLD_MEETING: _ANYONE_AT_WORK,
    Action.WRITE_MINUTES: _ANYONE_AT_WORK,
    Action.APPROVE_MINUTES: _ANYONE_AT_WORK,
    Action.ANSWER_POSITION: _ADMINISTRATION,
    Action.PUBLISH_MEETING: _ANALYST,
    Action.RUN_SCENARIO: _AREA,
    Action.CANCEL_SCENARIO: _ANALYST | _ADMINISTRATOR,
    Action.PUBLISH_SCENARIOS: _ANALYST,
    Action.WITHDRAW_SCENARIO: _ANALYST,
    Action.ADD_USER: _ADMINISTRATOR,
    Action.CLOSE_USER: _ADMINISTRATOR,
    Action.GRANT_ROLE: _ADMINISTRATOR,
    Action.END_GRANT: _ADMINISTRATOR,
}


@dataclass(frozen=True, slots=True)
class Held:
    """One role that somebody holds: at one administration or (blank) all, in one area or all."""

    role: Role
    unit_id: str = ""
    area: str = ""

    def covers(self, unit_id: str, area: str) -> bool:
        """Whether the place lies within; a blank place is the whole, which a part never covers."""
        return self.unit_id in ("", unit_id) and self.area in ("", area)


@dataclass(frozen=True, slots=True)
class Actor:
    """Who acts, by the name that the audit trail keeps, and the roles held today."""

    name: str
    grants: frozenset[Held] = frozenset()

    @property
    def roles(self) -> frozenset[Role]:
        """The roles, wherever they are held."""
        return frozenset(held.role for held in self.grants)


ASKED_WITH = "_riktning_grants"  # grants that were asked for together with the account

# Whoever commands the process owns the store, and could change it without asking this program.
COMMAND_LINE = Actor("command line", frozenset(Held(role) for role in Role))


class NotAllowedError(RiktningError):
    """The person does not hold a role that may do this there."""

    def __init__(self, actor: Actor, action: Action, unit_id: str = "", area: str = "") -> None:
        self.actor = actor
        self.action = action
        self.allowed = PERMISSIONS[action]
        place = " in ".join(part for part in (f"{action.value!r}", unit_id, area) if part)
        who = " or ".join(sorted(role.value for role in self.allowed))
        super().__init__(
            f"{actor.name or 'somebody not signed in'} may not do {place}",
            remedy=f"it may be done by {who}",
        )


def actor_of(user: "AbstractBaseUser | AnonymousUser") -> Actor:
    """The person with the roles held today. One query at most; none for somebody not signed in."""
    if not user.is_authenticated or not user.is_active:
        return Actor("", _everybody())
    today = timezone.localdate()
    rows = getattr(user, ASKED_WITH, None)
    rows = Grant.objects.filter(user_id=user.pk) if rows is None else rows
    grants = frozenset(
        Held(Role(row.role), row.unit_id, row.area)
        for row in rows
        if row.from_date <= today and (row.to_date is None or row.to_date >= today)
    )
    if getattr(user, "is_superuser", False):
        grants |= {Held(Role.ADMINISTRATOR)}  # made by Django's own command: the first account
    return Actor(user.get_username(), grants | _everybody())


def asked_with_grants(user_id: int | str) -> "AbstractBaseUser | None":
    """The account with its grants in one query; None when it has none, or is not there."""
    grants = list(Grant.objects.filter(user_id=user_id).select_related("user"))
    if not grants:
        return None
    user: AbstractBaseUser = grants[0].user
    setattr(user, ASKED_WITH, grants)
    return user


def _everybody() -> frozenset[Held]:
    """What nobody needs an account for, when the public part is switched on."""
    return frozenset({Held(Role.PUBLIC)}) if settings.RIKTNING_PUBLIC else frozenset()


def may(actor: Actor, action: Action, *, unit_id: str = "", area: str = "") -> bool:
    """Whether the actor may do this at the administration, in the area; blank is the whole."""
    allowed = PERMISSIONS[action]
    return any(held.role in allowed and held.covers(unit_id, area) for held in actor.grants)


def may_somewhere(actor: Actor, action: Action) -> bool:
    """Whether there is any place where the actor may do this: for links, menus and page doors."""
    return not PERMISSIONS[action].isdisjoint(actor.roles)


def may_read_drafts(actor: Actor) -> bool:
    """Whether drafts beside decided revisions are shown: also to everybody, when that is said."""
    everybody = settings.RIKTNING_PUBLIC_DRAFTS and Role.PUBLIC in actor.roles
    return everybody or may_somewhere(actor, Action.READ_DRAFTS)


def require(actor: Actor, action: Action, *, unit_id: str = "", area: str = "") -> None:
    """Raise NotAllowedError, which says who would be allowed, unless the actor may."""
    if not may(actor, action, unit_id=unit_id, area=area):
        raise NotAllowedError(actor, action, unit_id, area)


def require_somewhere(actor: Actor, action: Action) -> None:
    """The same for what has no place, such as a need that all have in common."""
    if not may_somewhere(actor, action):
        raise NotAllowedError(actor, action)
