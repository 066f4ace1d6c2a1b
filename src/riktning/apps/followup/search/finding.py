"""What the words find, among what the reader may see."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from types import MappingProxyType
from typing import Any

from django.core.exceptions import EmptyResultSet
from django.db import connection
from django.db.models import CharField, F, Q, QuerySet, Value
from django.db.models.functions import Cast

from riktning.apps.followup.models import Assessment
from riktning.apps.followup.rounds.models import Answer
from riktning.apps.followup.rounds.reading import readable
from riktning.apps.followup.search.index import TEXTS, WORDS
from riktning.apps.followup.search.sources import Found
from riktning.apps.followup.search.words import asked
from riktning.apps.governance.kinds import AssignmentState
from riktning.apps.governance.models import Assignment, Group
from riktning.apps.governance.queries import may_read_undecided
from riktning.apps.observations.models import Indicator, Run
from riktning.apps.organisation.models import Unit
from riktning.apps.organisation.rights import Action, Actor, may_somewhere
from riktning.apps.plans.models import (
    Activity,
    Area,
    Goal,
    Plan,
    PlanIndicator,
    Revision,
    SubArea,
)

MOST_OF_A_KIND, MOST_OF_ONE = 10, 200
# The rows of each kind that the reader may find; only those of kinds that have the words are made.
Rows = Mapping[Found, Callable[[], QuerySet[Any, Any]]]


@dataclass(frozen=True, slots=True)
class Hit:
    """One text that has all the words; ``place`` and ``label`` say where, by kind."""

    kind: Found
    ref: int
    body: str
    place: str  # an area, a plan, a round, a group's code, a need or a meeting, by its key
    label: str  # a measure's or a unit's id; the number of a plan's item or of a document; a key


def find(
    words: Sequence[str],
    *,
    revisions: Sequence[Revision],
    run: Run | None,
    day: date,
    actor: Actor,
    others: Rows = MappingProxyType({}),
    only: Found | None = None,
) -> list[Hit]:
    """Up to ``MOST_OF_A_KIND`` hits of each kind, best first: in these revisions and this run.
    Two queries, whatever is found.

    ``others`` are rows of apps that follow-up does not know, which the actor may find (``at``).
    Of the one kind that is asked for alone there are up to ``MOST_OF_ONE``.
    """
    if not words:
        return []
    statements: list[str] = []
    values: list[Any] = []
    wanted = asked(words, connection.vendor)
    most = MOST_OF_ONE if only else MOST_OF_A_KIND
    kinds = _that_have(wanted) & ({only} if only else set(Found))
    for kind, rows in {**_visible(revisions, run, day, actor), **others}.items():
        if kind not in kinds:
            continue
        try:
            inner, given = rows().query.sql_with_params()
        except EmptyResultSet:  # of no revision at all, say
            continue
        statements.append(_one_kind(inner))
        values.extend([wanted, kind.value, *given, most])
    if not statements:
        return []
    with connection.cursor() as cursor:
        cursor.execute(" UNION ALL ".join(statements), values)
        found = [(row[5], Hit(Found(row[0]), *row[1:5])) for row in cursor.fetchall()]
    order = list(Found)
    found.sort(key=lambda each: (order.index(each[1].kind), each[0], each[1].ref))
    return [hit for _score, hit in found]


def _that_have(wanted: str) -> set[Found]:
    """The kinds with a text that has the words, whoever may read it. One query."""
    if connection.vendor == "sqlite":
        matches = f"JOIN {WORDS} ON t.id = {WORDS}.rowid WHERE {WORDS} MATCH %s"
    else:
        matches = "WHERE t.words @@ to_tsquery('simple', %s)"
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT DISTINCT t.kind FROM {TEXTS} t {matches}", [wanted])  # noqa: S608 - as below
        return {Found(kind) for (kind,) in cursor.fetchall()}


def _one_kind(inner: str) -> str:
    """The best of one kind; a lower score is a better one."""
    columns = "t.kind, t.ref, t.body, s.found_place, s.found_label"
    if connection.vendor == "sqlite":
        found = (
            f"SELECT {columns}, {WORDS}.rank AS score FROM {WORDS} "  # noqa: S608 - names of ours
            f"JOIN {TEXTS} t ON t.id = {WORDS}.rowid AND {WORDS} MATCH %s AND t.kind = %s"
        )
    else:
        found = (
            f"SELECT {columns}, -ts_rank(t.words, q.q) AS score "  # noqa: S608 - names of ours
            "FROM (SELECT to_tsquery('simple', %s) AS q) q "
            f"JOIN {TEXTS} t ON t.words @@ q.q AND t.kind = %s"
        )
    return (
        f"SELECT * FROM ({found} JOIN ({inner}) s ON s.pk = t.ref "  # noqa: S608 - values are apart
        "ORDER BY score, t.ref LIMIT %s) best"
    )


def _visible(revisions: Sequence[Revision], run: Run | None, day: date, actor: Actor) -> Rows:
    """The rows of each kind that the reader may find; a kind nobody may find is left out."""
    met = [revision.pk for revision in revisions]
    valid = Q(Q(to_date__isnull=True) | Q(to_date__gte=day), from_date__lte=day)
    said = Q(area__revision__in=met) | Q(plan_indicator__area__revision__in=met)
    number = "item__number"
    rows: dict[Found, Callable[[], QuerySet[Any, Any]]] = {
        Found.PLAN: lambda: at(Plan.objects.filter(revisions__in=met), "pk"),
        Found.AREA: lambda: at(Area.objects.filter(revision__in=met), "pk"),
        Found.SUB_AREA: lambda: at(SubArea.objects.filter(area__revision__in=met), "area_id"),
        Found.GOAL: lambda: at(
            Goal.objects.filter(sub_area__area__revision__in=met), "sub_area__area_id", number
        ),
        Found.ACTIVITY: lambda: at(
            Activity.objects.filter(area__revision__in=met), "area_id", number
        ),
        Found.LINE: lambda: at(
            PlanIndicator.objects.filter(area__revision__in=met), "area_id", number
        ),
        Found.UNIT: lambda: at(Unit.objects.filter(valid), "parent_id", "unit_id"),
        Found.ASSESSMENT: lambda: at(
            Assessment.objects.filter(said), "area_id", "plan_indicator__area_id"
        ),
        Found.GROUP: lambda: at(Group.objects.all(), "code"),
        Found.ASSIGNMENT: lambda: at(_documents(actor), "group__code", "number"),
    }
    if run is not None:
        rows[Found.MEASURE] = lambda: at(
            Indicator.objects.filter(run=run), "run_id", "indicator_id"
        )
    if may_somewhere(actor, Action.READ_INTERNAL):
        rows[Found.ANSWER] = lambda: at(
            Answer.objects.filter(readable(actor)), "report__round_id", "report__unit_id"
        )
    return rows


def _documents(actor: Actor) -> QuerySet[Assignment]:
    """The assignment documents that the reader may find: drafts are for those at work."""
    if may_read_undecided(actor):
        return Assignment.objects.exclude(state=AssignmentState.SUPERSEDED)
    return Assignment.objects.filter(state=AssignmentState.DECIDED)


def at(rows: QuerySet[Any, Any], place: str, label: str = "") -> QuerySet[Any, Any]:
    """The rows with where each is read."""
    said = Cast(F(label), CharField()) if label else Value("", CharField())
    found: QuerySet[Any, Any] = (
        rows.order_by()
        .annotate(found_place=Cast(F(place), CharField()), found_label=said)
        .values("pk", "found_place", "found_label")
        .distinct()
    )
    return found
