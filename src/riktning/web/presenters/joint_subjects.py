"""What an event of groups, needs, decisions, actions and reports is about, and where it is read."""

from collections.abc import Iterable, Iterator, Mapping

from django.urls import reverse
from django.utils.translation import gettext as _

from riktning.apps.governance.kinds import SubjectKind
from riktning.apps.governance.models import ActionItem, Decision, Duty
from riktning.apps.meetings.models import Meeting
from riktning.apps.meetings.rights import told_decisions, visible
from riktning.apps.organisation.models import AuditEvent
from riktning.apps.organisation.rights import Action, Actor
from riktning.apps.reports.models import Report
from riktning.apps.reports.permissions import may_read
from riktning.apps.scenarios.jobs import SUBJECT as RUN
from riktning.web.decision_subjects import named
from riktning.web.presenters.subjects import Subject, short

WRITTEN = "written report "  # what the trail calls a report of ``apps.reports``
MEETING = "meeting"
_DECIDED = {kind.value for kind in SubjectKind}


def joint_subjects(events: Iterable[AuditEvent], actor: Actor) -> Mapping[int, Subject]:
    """By event. Seven queries at most, one for each kind of thing that is there."""
    some = list(events)
    about = {event.pk: _thing(event.subject) for event in some}
    keys = {key for key in about.values() if key is not None}
    found = {
        key: Subject(short(each.words), each.address)
        for key, each in named({key for key in keys if key[0] in _DECIDED}, actor).items()
    }
    found |= dict(_items({key for kind, key in keys if kind == "item"}, actor))
    found |= dict(_written({key for kind, key in keys if kind == WRITTEN}, actor))
    found |= dict(_duties({key for kind, key in keys if kind == "duty"}))
    found |= dict(_meetings({key for kind, key in keys if kind == MEETING}, actor))
    scenarios = dict(_scenarios(some))
    return scenarios | {pk: found[key] for pk, key in about.items() if key in found}


def _scenarios(events: Iterable[AuditEvent]) -> Iterator[tuple[int, Subject]]:
    """Runs of scenarios by the name they had when they were asked for, and publications."""
    for event in events:
        number = event.subject.removeprefix(f"{RUN} ")
        if event.subject.startswith(f"{RUN} ") and number.isdecimal():
            address = reverse("web:scenario_job", args=[number])
            yield event.pk, Subject(short(str(event.detail.get("name", number))), address)
        elif event.action == Action.PUBLISH_SCENARIOS:
            yield event.pk, Subject(_("scenarierna"), reverse("web:scenarios"))


def _thing(subject: str) -> tuple[str, str] | None:
    """The kind and the key that an event names; an assignment is read on its group's page."""
    if subject.startswith(WRITTEN):
        return (WRITTEN, subject.removeprefix(WRITTEN))
    kind, _space, key = subject.partition(" ")
    if kind == "assignment":
        return SubjectKind.GROUP.value, key.rpartition(" ")[0]
    return (kind, key) if kind in {*_DECIDED, "item", "duty", MEETING} else None


def _written(keys: set[str], actor: Actor) -> Iterator[tuple[tuple[str, str], Subject]]:
    """A draft is named only to who may read it."""
    numbers = [key for key in keys if key.isdecimal()]
    for report in Report.objects.filter(pk__in=numbers) if numbers else ():
        address = reverse("web:written_report", args=[report.pk])
        hidden = Subject(_("en rapport som skrivs"), "")
        shown = Subject(short(report.title), address) if may_read(actor, report) else hidden
        yield (WRITTEN, str(report.pk)), shown


def _items(keys: set[str], actor: Actor) -> Iterator[tuple[tuple[str, str], Subject]]:
    """An action of a decision that the actor is not told of has no name."""
    numbers = [key for key in keys if key.isdecimal()]
    told = Decision.objects.filter(told_decisions(actor)).values("pk")
    rows = ActionItem.objects.filter(pk__in=numbers, decision__in=told) if numbers else ()
    names = {str(row.pk): row for row in rows}
    for key in numbers:
        row = names.get(key)
        address = reverse("web:decision", args=[row.decision_id]) if row else ""
        yield ("item", key), Subject(short(row.text) if row else _("en åtgärd"), address)


def _duties(keys: set[str]) -> Iterator[tuple[tuple[str, str], Subject]]:
    rows = Duty.objects.filter(code__in=keys) if keys else Duty.objects.none()
    for code, text, group in rows.values_list("code", "text", "group__code"):
        words = _("ansvaret ”%(duty)s”") % {"duty": short(text)}
        yield ("duty", code), Subject(words, reverse("web:group", args=[group]) if group else "")


def _meetings(keys: set[str], actor: Actor) -> Iterator[tuple[tuple[str, str], Subject]]:
    """A meeting that the actor may not see has no name."""
    numbers = [key for key in keys if key.isdecimal()]
    rows = Meeting.objects.filter(visible(actor), pk__in=numbers) if numbers else ()
    names = {str(row.pk): row.title for row in rows}
    for key in numbers:
        address = reverse("web:meeting", args=[key]) if key in names else ""
        yield (MEETING, key), Subject(short(names.get(key, _("ett möte"))), address)
