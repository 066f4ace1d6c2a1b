"""What decisions are about: a revision, a need, a group, a report or a proposal, by name."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext as _

from riktning.apps.followup.models import ReportIssue
from riktning.apps.governance.kinds import SubjectKind
from riktning.apps.governance.models import Decision, Group, Proposal
from riktning.apps.governance.proposal_course import ProposalKind
from riktning.apps.governance.proposals.queries import visible, waiting_for_decision
from riktning.apps.needs.models import Initiative, Need
from riktning.apps.organisation.rights import Actor, may_read_drafts
from riktning.apps.plans.models import Revision, State
from riktning.apps.reports.kinds import ReportState
from riktning.apps.reports.models import Report
from riktning.apps.reports.permissions import may_read

Key = tuple[str, str]  # kind and key, as a decision keeps them
WRITTEN = "written-"  # begins the key of a report that is written and approved here


@dataclass(frozen=True, slots=True)
class About:
    """Words, and an address that is empty where there is no page for the reader."""

    words: str
    address: str = ""


def subjects_of(decisions: Iterable[Decision], actor: Actor) -> Mapping[Key, About]:
    """What each decision is about. Eight queries at most, one or two a kind that is there."""
    wanted = {(one.subject_kind, one.subject_key) for one in decisions}
    return {key: About(key[1]) for key in wanted} | named(wanted, actor)


def named(wanted: Iterable[Key], actor: Actor) -> dict[Key, About]:
    """Those of them that there are. Eight queries at most, one or two a kind that is there."""
    keys: dict[str, set[str]] = defaultdict(set)
    for kind, key in wanted:
        keys[kind].add(key)
    return {
        (kind, key): each
        for kind, some in keys.items()
        for key, each in _NAMED[SubjectKind(kind)](some, actor)
    }


def choices() -> list[tuple[str, list[tuple[str, str]]]]:
    """What a decision can be entered about, kind by kind; needs have their own way. Five queries.

    A need is decided about on its own page, since its gates ask which body said what in which step.
    """
    groups = [(f"group {code}", name) for code, name in Group.objects.values_list("code", "name")]
    revisions = Revision.objects.select_related("plan").order_by("plan__name", "-number")
    reports = ReportIssue.objects.select_related("revision__plan").order_by("-as_of", "-pk")
    written = Report.objects.filter(state=ReportState.APPROVED).order_by("-as_of", "-pk")
    return [
        (_("Grupper"), groups),
        (_("Revideringar av planer"), [
            (f"revision {each.plan.code} {each.number}", _revision_words(each))
            for each in revisions
        ]),
        (_("Förslag om grupper"), [
            (f"proposal {each.pk}", headline(each)) for each in waiting_for_decision()
        ]),
        (_("Skrivna rapporter"), [
            (f"report {WRITTEN}{each.pk}", _written_words(each)) for each in written
        ]),
        (_("Rapporter"), [(f"report {each.pk}", _report_words(each)) for each in reports]),
    ]  # fmt: skip


def _groups(keys: set[str], _actor: Actor) -> Iterable[tuple[str, About]]:
    for code, name in Group.objects.filter(code__in=keys).values_list("code", "name"):
        yield code, About(name, reverse("web:group", args=[code]))


def _needs(keys: set[str], _actor: Actor) -> Iterable[tuple[str, About]]:
    numbers = [key for key in keys if key.isdecimal()]
    for key, title in Need.objects.filter(pk__in=numbers).values_list("pk", "title"):
        yield str(key), About(title, reverse("web:need", args=[key]))


def _initiatives(keys: set[str], _actor: Actor) -> Iterable[tuple[str, About]]:
    numbers = [key for key in keys if key.isdecimal()]
    for key, title in Initiative.objects.filter(pk__in=numbers).values_list("pk", "title"):
        yield str(key), About(title, reverse("web:initiative", args=[key]))


def _revisions(keys: set[str], actor: Actor) -> Iterable[tuple[str, About]]:
    wanted = Q(pk__in=())
    for key in keys:
        code, _space, number = key.rpartition(" ")
        if number.isdecimal():
            wanted |= Q(plan__code=code, number=number)
    for each in Revision.objects.filter(wanted).select_related("plan"):
        shown = each.state != State.DRAFT or may_read_drafts(actor)
        address = reverse("web:revision", args=[each.plan.code, each.number]) if shown else ""
        yield f"{each.plan.code} {each.number}", About(_revision_words(each), address)


def _reports(keys: set[str], actor: Actor) -> Iterable[tuple[str, About]]:
    """Those made by the command, and those written and approved; named to who may read them."""
    written = {key.removeprefix(WRITTEN) for key in keys if key.startswith(WRITTEN)}
    wanted = [key for key in written if key.isdecimal()]
    for one in Report.objects.filter(pk__in=wanted) if wanted else ():
        told = may_read(actor, one)
        address = reverse("web:written_report", args=[one.pk]) if told else ""
        words = _written_words(one) if told else _("en rapport")
        yield f"{WRITTEN}{one.pk}", About(words, address)
    numbers = [key for key in keys if key.isdecimal()]
    for each in ReportIssue.objects.filter(pk__in=numbers).select_related("revision__plan"):
        address = f"{reverse('web:follow_up')}#rapport-{each.pk}"
        yield str(each.pk), About(_report_words(each), address)


def _proposals(keys: set[str], actor: Actor) -> Iterable[tuple[str, About]]:
    """What is not decided is named to those at work only."""
    numbers = [key for key in keys if key.isdecimal()]
    rows = Proposal.objects.filter(pk__in=numbers).select_related("group") if numbers else ()
    shown = set(visible(actor).filter(pk__in=numbers).values_list("pk", flat=True))
    for each in rows:
        told = each.pk in shown
        words = headline(each) if told else _("ett förslag om en grupp")
        yield str(each.pk), About(words, reverse("web:proposal", args=[each.pk]) if told else "")


def headline(proposal: Proposal) -> str:
    """``Bilda Samordnande grupp för kunskapsstöd``."""
    name = proposal.group.name if proposal.group else str(proposal.details.get("name", ""))
    words = {
        ProposalKind.FORM: _("Bilda %(group)s"),
        ProposalKind.CHANGE: _("Ändra %(group)s"),
        ProposalKind.CLOSE: _("Avsluta %(group)s"),
    }
    return words[ProposalKind(proposal.kind)] % {"group": name}


def _revision_words(revision: Revision) -> str:
    return _("%(plan)s, revidering %(number)d") % {
        "plan": revision.plan.name,
        "number": revision.number,
    }


def _report_words(report: ReportIssue) -> str:
    """``Rapport 7: Uppföljning 2025 (Plan, revidering 2), läget 2025-12-31``."""
    return _("Rapport %(number)d: %(title)s (%(revision)s), läget %(day)s") % {
        "number": report.pk,
        "title": report.title or _("utan filer"),
        "revision": _revision_words(report.revision),
        "day": f"{report.as_of:%Y-%m-%d}",
    }


def _written_words(report: Report) -> str:
    """``Uppföljning 2025, läget 2025-12-31``."""
    return _("%(title)s, läget %(day)s") % {
        "title": report.title,
        "day": f"{report.as_of:%Y-%m-%d}",
    }


_NAMED = {
    SubjectKind.GROUP: _groups,
    SubjectKind.NEED: _needs,
    SubjectKind.INITIATIVE: _initiatives,
    SubjectKind.REVISION: _revisions,
    SubjectKind.REPORT: _reports,
    SubjectKind.PROPOSAL: _proposals,
}
