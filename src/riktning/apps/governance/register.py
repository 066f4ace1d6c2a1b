"""The register of decisions as it is sought in, in as many queries however large it is."""

from dataclasses import dataclass, field
from datetime import date

from django.db.models import Q, QuerySet

from riktning.apps.governance.kinds import SubjectKind
from riktning.apps.governance.models import Decision, Group


@dataclass(frozen=True, slots=True)
class Sought:
    """What is looked for; blank is anything."""

    body: str = ""  # a group's code
    subject_kind: str = ""
    outcome: str = ""
    words: str = ""  # in the text, the paragraph or the diary number
    first: date | None = None
    last: date | None = None
    told: Q = field(default_factory=Q)  # what the reader may be told of


def decisions(sought: Sought) -> QuerySet[Decision]:
    """The decisions that fit, the latest first, with their bodies at hand."""
    fits = sought.told
    if sought.body:
        fits &= Q(body__code=sought.body)
    if sought.subject_kind:
        fits &= Q(subject_kind=sought.subject_kind)
    if sought.outcome:
        fits &= Q(outcome=sought.outcome)
    for word in sought.words.split():
        fits &= (
            Q(text__icontains=word) | Q(paragraph__icontains=word) | Q(diary_number__icontains=word)
        )
    if sought.first:
        fits &= Q(decided_on__gte=sought.first)
    if sought.last:
        fits &= Q(decided_on__lte=sought.last)
    return Decision.objects.filter(fits).select_related("body")


def deciding_bodies(told: Q) -> list[tuple[str, str]]:
    """Code and name of every group that has decided something. One query."""
    return list(
        Group.objects.filter(pk__in=Decision.objects.filter(told).values("body_id"))
        .order_by("name")
        .values_list("code", "name")
    )


def find_decision(number: int, told: Q) -> Decision | None:
    """The decision with this number, if it is told. One query."""
    return Decision.objects.select_related("body").filter(told, pk=number).first()


def decisions_about_each(kind: SubjectKind, told: Q) -> dict[str, list[Decision]]:
    """The same of everything of the kind, by its key. One query."""
    found: dict[str, list[Decision]] = {}
    for one in Decision.objects.filter(told, subject_kind=kind).select_related("body"):
        found.setdefault(one.subject_key, []).append(one)
    return found


def decisions_about(kind: SubjectKind, key: str, told: Q) -> list[Decision]:
    """What is told of what bodies have decided about the thing, the latest first. One query."""
    about = Decision.objects.filter(told, subject_kind=kind, subject_key=key)
    return list(about.select_related("body"))
