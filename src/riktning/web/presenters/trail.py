"""The audit trail in words, on the page and in its files."""

from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from itertools import islice
from typing import Any

from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from riktning.apps.followup.rounds.models import ReportState
from riktning.apps.followup.rounds.reading import units_read
from riktning.apps.followup.subjects import About, abouts
from riktning.apps.governance.models import ActionItem, Decision
from riktning.apps.meetings.models import Meeting
from riktning.apps.meetings.rights import told_decisions, within
from riktning.apps.needs.queries import placed_unseen
from riktning.apps.organisation.models import AuditEvent
from riktning.apps.organisation.queries import units_on
from riktning.apps.organisation.rights import Action, Actor
from riktning.apps.plans.models import ItemKind
from riktning.documents.plans.words import kind_word
from riktning.web.presenters.joint_subjects import joint_subjects
from riktning.web.presenters.subjects import Subject, subject

ACTIONS = {
    Action.LOAD_UNITS: _("läste in enheter"),
    Action.PUBLISH_RUN: _("publicerade en körning"),
    Action.RECORD_ASSESSMENT: _("lämnade en bedömning"),
    Action.WRITE_REPORT: _("skrev en rapport"),
    Action.BEGIN_REPORT: _("började på en rapport"),
    Action.WRITE_SECTION: _("skrev i en rapport"),
    Action.ASSIGN_SECTION: _("ändrade vad en rapport bygger på, eller vem som skriver"),
    Action.APPROVE_SECTION: _("tog ställning till ett avsnitt i en rapport"),
    Action.APPROVE_REPORT: _("godkände en rapport"),
    Action.CREATE_DRAFT: _("läste in ett utkast"),
    Action.COPY_REVISION: _("skrev av en revidering till ett utkast"),
    Action.LINK_MEASURES: _("kopplade mått"),
    Action.ANSWER_QUESTION: _("svarade på en fråga"),
    Action.REWORD: _("formulerade om"),
    Action.ADD: _("lade till"),
    Action.REMOVE: _("tog bort"),
    Action.MOVE: _("flyttade"),
    Action.SCHEDULE_ACTIVITY: _("satte tider för en aktivitet"),
    Action.CONFIRM_MATCH: _("avgjorde att det är samma post"),
    Action.DECLINE_MATCH: _("avgjorde att det inte är samma post"),
    Action.LINK_ITEMS: _("kopplade poster"),
    Action.UNLINK_ITEMS: _("tog bort en koppling"),
    Action.ADD_YEARLY_TASK: _("lade till i årshjulet"),
    Action.REMOVE_YEARLY_TASK: _("tog bort ur årshjulet"),
    Action.NAME_RESPONSIBLE: _("utsåg ansvarig"),
    Action.END_RESPONSIBILITY: _("avslutade ett ansvar"),
    Action.DECIDE_REVISION: _("förde in beslutet om revideringen"),
    Action.PUT_IN_FORCE: _("satte revideringen i kraft"),
    Action.DRAFT_LOCAL_PLAN: _("började en lokal plan"),
    Action.EDIT_LOCAL_PLAN: _("ändrade en lokal plan"),
    Action.DECIDE_LOCAL_PLAN: _("beslutade en lokal plan"),
    Action.OPEN_ROUND: _("öppnade en uppföljningsrunda"),
    Action.ANSWER_ROUND: _("svarade i en runda"),
    Action.MANUAL_VALUE: _("rapporterade ett värde"),
    Action.SUBMIT_ROUND: _("lämnade in svaren"),
    Action.APPROVE_ROUND: _("godkände svaren"),
    Action.SEND_BACK_ROUND: _("skickade tillbaka svaren"),
    Action.ACCEPT_ROUND: _("tog emot svaren"),
    Action.LOCK_ROUND: _("låste svaren"),
    Action.REOPEN_ROUND: _("öppnade svaren igen"),
    Action.FORM_GROUP: _("bildade en grupp"),
    Action.CHANGE_GROUP: _("ändrade en grupp"),
    Action.CLOSE_GROUP: _("avslutade en grupp"),
    Action.SEAT_MEMBER: _("utsåg till en plats i en grupp"),
    Action.END_SEAT: _("avslutade en plats i en grupp"),
    Action.RELATE_GROUPS: _("lade till en väg från en grupp"),
    Action.END_RELATION: _("avslutade en väg från en grupp"),
    Action.GIVE_DUTY: _("gav ett ansvar"),
    Action.PROPOSE_GROUP: _("skrev ett förslag om en grupp"),
    Action.GIVE_OPINION: _("yttrade sig om ett förslag"),
    Action.MOVE_PROPOSAL: _("flyttade ett förslag om en grupp"),
    Action.WRITE_ASSIGNMENT: _("skrev i en uppdragshandling"),
    Action.DECIDE_ASSIGNMENT: _("förde in beslutet om en uppdragshandling"),
    Action.RECORD_DECISION: _("förde in ett beslut"),
    Action.GIVE_ITEM: _("gav en åtgärd"),
    Action.CALL_MEETING: _("kallade till ett möte"),
    Action.CHANGE_MEETING: _("ändrade ett möte eller dess dagordning"),
    Action.CANCEL_MEETING: _("ställde in ett möte"),
    Action.ASK_POSITIONS: _("frågade om lägen inför ett möte"),
    Action.HOLD_MEETING: _("sade om ett möte hållits"),
    Action.WRITE_MINUTES: _("skrev i ett protokoll"),
    Action.APPROVE_MINUTES: _("justerade ett protokoll"),
    Action.ANSWER_POSITION: _("svarade på lägen inför ett möte"),
    Action.PUBLISH_MEETING: _("bestämde vem som får läsa om ett möte"),
    Action.FOLLOW_UP_ITEM: _("följde upp en åtgärd"),
    Action.LOAD_NEED_FRAME: _("läste in perspektiv, områden och kriterier"),
    Action.REGISTER_NEED: _("anmälde ett behov"),
    Action.CHANGE_NEED: _("ändrade ett behov"),
    Action.ANSWER_CRITERION: _("svarade på ett kriterium"),
    Action.PLACE_NEED: _("placerade ett behov i matrisen"),
    Action.AGREE_NEED: _("kom överens om ett behovs placering"),
    Action.REPORT_NEED: _("rapporterade om ett behov"),
    Action.MOVE_NEED: _("flyttade ett behov"),
    Action.INTRODUCE_NEED: _("berättade om ett behovs införande"),
    Action.LINK_NEED: _("kopplade ett behov till en plan"),
    Action.REGISTER_INITIATIVE: _("anmälde ett digitalt initiativ"),
    Action.CHANGE_INITIATIVE: _("ändrade ett digitalt initiativ"),
    Action.MOVE_INITIATIVE: _("flyttade ett digitalt initiativ"),
    Action.RUN_SCENARIO: _("bad om en körning av ett scenario"),
    Action.CANCEL_SCENARIO: _("avbröt en körning av ett scenario"),
    Action.PUBLISH_SCENARIOS: _("publicerade scenarier"),
    Action.WITHDRAW_SCENARIO: _("drog tillbaka ett publicerat scenario"),
    Action.ADD_USER: _("lade upp ett konto"),
    Action.CLOSE_USER: _("stängde ett konto"),
    Action.GRANT_ROLE: _("gav en roll"),
    Action.END_GRANT: _("avslutade en roll"),
}
AT_THE_DOOR = {
    "user.sign_in": _("loggade in"),
    "user.sign_in_failed": _("misslyckades att logga in"),
    "user.sign_out": _("loggade ut"),
    "user.password": _("valde ett nytt lösenord"),
    "user.second_factor_added": _("slog på tvåfaktorsinloggning"),
    "user.second_factor_removed": _("tog bort tvåfaktorsinloggning"),
    "user.second_factor_anew": _("gjorde nya koder för tvåfaktorsinloggning"),
    "user.second_factor_failed": _("angav fel kod vid tvåfaktorsinloggning"),
    "user.password_forgotten": _("bad om ett nytt lösenord"),
    "user.sessions_ended": _("avslutade sessioner"),
    "user.invite": _("bjöd in att välja lösenord"),
}
WORDS = {**{action.value: words for action, words in ACTIONS.items()}, **AT_THE_DOOR}
# Rights that others are exercised through: a change is told as what was done ("reworded"), an
# answer in the trail of its report. No event bears these names, so nobody can look for them.
NEVER_TOLD = frozenset({Action.EDIT_LOCAL_PLAN, Action.DECIDE_LOCAL_PLAN, Action.ANSWER_ROUND})
WHY = ("reason", "comment")
KEYS = {
    "action": _("vad"),
    "added": _("nya"),
    "answer": _("svar"),
    "area": _("område"),
    "as_of": _("avser"),
    "before": _("före"),
    "after": _("efter"),
    "changed": _("ändrade"),
    "copied": _("avskrift av"),
    "decided_by": _("beslutat av"),
    "decided_on": _("beslutat den"),
    "email": _("e-post"),
    "files": _("filer"),
    "from_date": _("från och med"),
    "to_date": _("till och med"),
    "last_day": _("sista dag"),
    "taken_back": _("borttaget innan det började gälla"),
    "item": _("post"),
    "kind": _("slag"),
    "month": _("månad"),
    "now": _("nu"),
    "removed": _("borttaget"),
    "texts": _("med det därunder"),
    "revision": _("revidering"),
    "role": _("roll"),
    "run": _("körning"),
    "serves": _("tjänar"),
    "served": _("tjänade"),
    "source": _("källa"),
    "sha256": _("fingeravtryck"),
    "measure": _("mått"),
    "count": _("antal"),
    "measures": _("mått"),
    "targets": _("målvärden"),
    "areas": _("områden"),
    "questions": _("frågor"),
    "status": _("status"),
    "text": _("text"),
    "through": _("genom"),
    "unit": _("enhet"),
    "was": _("var"),
    "became": _("blev"),
}
# What these say stands in a report that is, or becomes, a draft.
INSIDE_REPORTS = frozenset({Action.MANUAL_VALUE, Action.SEND_BACK_ROUND, Action.REOPEN_ROUND})
# What these say stands in agendas, positions and minutes.
OF_MEETINGS = frozenset(each.value for each in Action if each.value.startswith("meeting."))
OF_DECISIONS = frozenset({Action.RECORD_DECISION, Action.GIVE_ITEM, Action.FOLLOW_UP_ITEM})
FIXED = {
    "organisation": _("organisationen"),
    "needs": _("behovens ram"),
    "no such account": _("inget sådant konto"),
}
AT_A_TIME = 1000
STATES_IN = ("before", "after")
PATH = "path"  # where a file lies on the server is nobody's matter
LONGEST = 300  # characters of one detail on the page; the files have all of it


@dataclass(frozen=True, slots=True)
class TrailRow:
    """One event as a reader meets it."""

    at: datetime
    who: str
    what: str
    on: str
    why: str
    address: str
    details: tuple[tuple[str, str], ...]


def trail_rows(
    found: Iterable[AuditEvent],
    actor: Actor,
    *,
    longest: int | None = LONGEST,
    units: Mapping[str, str] | None = None,
    plans: Mapping[str, str] | None = None,
    subjects: bool = True,
) -> Iterator[TrailRow]:
    """Each event with its reason apart and its details as heading and text.

    What is said inside a report that is not handed in is for those who read drafts; what is said
    of a meeting, and decided in it before its minutes are approved, is for those who meet: others
    see that something was done. Where others placed a need in the matrix is for who has placed it,
    until it is agreed. ``units`` and ``plans`` are names that are at hand already; without
    ``subjects`` nothing is asked of what the events are about, where a page is about that.
    """
    read, names = units_read(actor), _names() if units is None else units
    meet: set[str] | None = None
    waiting: set[tuple[str, ...]] | None = None
    unseen: set[str] | None = None
    for event, about, joint in _with_abouts(found, plans, actor, subjects=subjects):
        on = subject(about, names, actor) if about else joint or Subject(_account(event))
        if event.action in OF_MEETINGS and meet is None:
            meet = _met(actor)
        if event.action in OF_DECISIONS and waiting is None:
            waiting = _waiting(actor)
        if event.action == Action.PLACE_NEED and unseen is None:
            unseen = placed_unseen(actor.name)
        told = _shown(event, read, meet or ()) and _decision_of(event) not in (waiting or ())
        told = told and not (event.action == Action.PLACE_NEED and event.subject in (unseen or ()))
        detail = dict(event.detail) if told else {}
        why = "; ".join(str(detail.pop(key)) for key in WHY if detail.get(key))
        yield TrailRow(
            at=timezone.localtime(event.at),
            who=event.actor,
            what=str(WORDS.get(event.action, event.action)),
            on=on.words,
            address=on.address,
            why=why,
            details=tuple(
                (str(KEYS.get(key, key)), _shortened(said(_in_words(key, value)), longest))
                for key, value in detail.items()
                if value not in ("", None, [], {})
            ),
        )


def _with_abouts(
    found: Iterable[AuditEvent], plans: Mapping[str, str] | None, actor: Actor, *, subjects: bool
) -> Iterator[tuple[AuditEvent, About | None, Subject | None]]:
    """The events with what they are about, read a thousand at a time."""
    if not subjects:
        yield from ((event, None, None) for event in found)
        return
    waiting = iter(found)
    while some := list(islice(waiting, AT_A_TIME)):
        known = abouts(some, plans)
        joint = joint_subjects((event for event in some if event.pk not in known), actor)
        yield from ((event, known.get(event.pk), joint.get(event.pk)) for event in some)


def _names() -> dict[str, str]:
    return {key: unit.name for key, unit in units_on(timezone.localdate()).items()}


def _account(event: AuditEvent) -> str:
    return str(FIXED.get(event.subject, event.subject))


def _met(actor: Actor) -> set[str]:
    """The meetings, as events name them, that the actor is one of those of. One query."""
    return {str(meeting) for meeting in Meeting.objects.filter(within(actor)).only("pk")}


def _waiting(actor: Actor) -> set[tuple[str, ...]]:
    """Decisions and actions, as events name them, that the actor is not told of. Two queries."""
    waiting = Decision.objects.exclude(pk__in=Decision.objects.filter(told_decisions(actor)))
    rows = waiting.values_list("body__code", "decided_on", "paragraph")
    items = ActionItem.objects.filter(decision__in=waiting).values_list("pk", flat=True)
    return {(body, day.isoformat(), paragraph) for body, day, paragraph in rows} | {
        (f"item {item}",) for item in items
    }


def _decision_of(event: AuditEvent) -> tuple[str, ...]:
    if event.action != Action.RECORD_DECISION:
        return (event.subject,)
    return tuple(str(event.detail.get(key, "")) for key in ("body", "decided_on", "paragraph"))


def _shown(event: AuditEvent, units: Collection[str], meetings: Collection[str]) -> bool:
    if event.action in OF_MEETINGS:
        return event.subject in meetings
    if event.action not in INSIDE_REPORTS or "" in units:
        return True
    return event.subject.endswith(tuple(f" {unit}" for unit in units))


def _in_words(key: str, value: Any) -> Any:
    """A state of a report and the kind of an item as words; anything else as it is."""
    if key in STATES_IN and value in ReportState.values:
        return ReportState(value).label
    if key == "kind" and value in ItemKind.values:
        return kind_word(value, "en" if get_language() == "en" else "sv")
    return value


def said(value: Any) -> str:
    """A stored value as text: a list by its parts, a table by heading and text."""
    if value is None:
        return "–"
    if isinstance(value, list):
        return ", ".join(said(each) for each in value)
    if isinstance(value, dict):
        return "; ".join(f"{key}: {said(each)}" for key, each in value.items() if key != PATH)
    if isinstance(value, bool):
        return str(_("ja") if value else _("nej"))
    return str(value)


def _shortened(text: str, longest: int | None) -> str:
    return text if longest is None or len(text) <= longest else f"{text[: longest - 1]}…"
