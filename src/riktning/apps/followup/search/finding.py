"""What the words find, among what the reader may see. One query, whatever is found."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db import connection
from django.db.models import CharField, F, Q, QuerySet, Value
from django.db.models.functions import Cast

from riktning.apps.followup.models import Assessment
from riktning.apps.followup.rounds.models import Answer
from riktning.apps.followup.rounds.reading import readable
from riktning.apps.followup.search.index import TEXTS, WORDS
from riktning.apps.followup.search.sources import Found
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

_WORD = re.compile(r"\w+")
MOST_WORDS, MOST_OF_A_KIND = 8, 20


@dataclass(frozen=True, slots=True)
class Hit:
    """One text that has all the words; ``place`` and ``label`` say where, by kind."""

    kind: Found
    ref: int
    body: str
    place: str  # an area, a plan or a round, by its key
    label: str  # a measure's or a unit's id


def words_of(text: str) -> tuple[str, ...]:
    """What is looked for: each word, or the beginning of one, in small letters."""
    return tuple(dict.fromkeys(_WORD.findall(text.casefold())))[:MOST_WORDS]


def find(
    words: Sequence[str], *, revisions: Sequence[Revision], run: Run | None, day: date, actor: Actor
) -> list[Hit]:
    """Up to ``MOST_OF_A_KIND`` hits of each kind, best first: in these revisions and this run."""
    if not words:
        return []
    statements: list[str] = []
    values: list[Any] = []
    asked = _asked(words)
    for kind, rows in _visible(revisions, run, day, actor).items():
        inner, given = rows.query.sql_with_params()
        statements.append(_one_kind(inner))
        values.extend([asked, kind.value, *given, MOST_OF_A_KIND])
    with connection.cursor() as cursor:
        cursor.execute(" UNION ALL ".join(statements), values)
        found = [(row[5], Hit(Found(row[0]), *row[1:5])) for row in cursor.fetchall()]
    order = list(Found)
    found.sort(key=lambda each: (order.index(each[1].kind), each[0], each[1].ref))
    return [hit for _score, hit in found]


def _asked(words: Sequence[str]) -> str:
    if connection.vendor == "sqlite":
        return " ".join(f'"{word}"*' for word in words)
    return " & ".join(f"{word}:*" for word in words)


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


def _visible(
    revisions: Sequence[Revision], run: Run | None, day: date, actor: Actor
) -> Mapping[Found, QuerySet[Any, Any]]:
    """The rows of each kind that the reader may find; a kind nobody may find is left out."""
    met = [revision.pk for revision in revisions]
    texts: dict[Found, QuerySet[Any, Any]] = {
        Found.PLAN: _at(Plan.objects.filter(revisions__in=met), "pk"),
        Found.AREA: _at(Area.objects.filter(revision__in=met), "pk"),
        Found.SUB_AREA: _at(SubArea.objects.filter(area__revision__in=met), "area_id"),
        Found.GOAL: _at(Goal.objects.filter(sub_area__area__revision__in=met), "sub_area__area_id"),
        Found.ACTIVITY: _at(Activity.objects.filter(area__revision__in=met), "area_id"),
        Found.LINE: _at(PlanIndicator.objects.filter(area__revision__in=met), "area_id"),
        Found.UNIT: _at(
            Unit.objects.filter(Q(to_date__isnull=True) | Q(to_date__gte=day), from_date__lte=day),
            "parent_id",
            "unit_id",
        ),
        Found.ASSESSMENT: _at(
            Assessment.objects.filter(
                Q(area__revision__in=met) | Q(plan_indicator__area__revision__in=met)
            ),
            "area_id",
            "plan_indicator__area_id",
        ),
    }
    if run is not None:
        measures = Indicator.objects.filter(run=run)
        texts[Found.MEASURE] = _at(measures, "run_id", "indicator_id")
    if may_somewhere(actor, Action.READ_INTERNAL):
        answers = Answer.objects.filter(readable(actor))
        texts[Found.ANSWER] = _at(answers, "report__round_id", "report__unit_id")
    return texts


def _at(rows: QuerySet[Any, Any], place: str, label: str = "") -> QuerySet[Any, Any]:
    said = Cast(F(label), CharField()) if label else Value("", CharField())
    found: QuerySet[Any, Any] = (
        rows.order_by()
        .annotate(found_place=Cast(F(place), CharField()), found_label=said)
        .values("pk", "found_place", "found_label")
        .distinct()
    )
    return found
