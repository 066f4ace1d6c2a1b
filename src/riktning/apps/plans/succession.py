"""How a revision follows another: its number, what it is made from, and what comes along."""

from collections import defaultdict
from collections.abc import Iterable

from django.db.models import Case, Max, When

from riktning.apps.plans.models import (
    Activity,
    ItemKind,
    Measure,
    Plan,
    PlanIndicator,
    Revision,
    State,
    Target,
)
from riktning.apps.plans.places import Rows, new_items

# A revision is made from the one that applies, otherwise from what is decided, then from a draft.
_MADE_FROM = (State.IN_FORCE, State.DECIDED, State.DRAFT, State.SUPERSEDED)


def predecessor_in(plan: Plan) -> Revision | None:
    """The revision that the plan's next one follows. One query."""
    rank = Case(*(When(state=state, then=place) for place, state in enumerate(_MADE_FROM)))
    return plan.revisions.order_by(rank, "-number").first()


def passed_by(draft: Revision, every: Iterable[Revision]) -> Revision | None:
    """The latest decided revision of the plan after the one that the draft was made from.

    What it decided is not in the draft. None when there is none, or the draft is no draft.
    """
    made_from = draft.predecessor.number if draft.predecessor else 0
    if draft.state != State.DRAFT:
        return None
    decided = (each for each in every if each.state in (State.IN_FORCE, State.DECIDED))
    later = [each for each in decided if each.number > made_from]
    return max(later, key=lambda each: each.number, default=None)


def next_revision(
    plan: Plan, predecessor: Revision | None, *, source_name: str, source_sha256: str = ""
) -> Revision:
    """An empty draft with the plan's next number. Two queries."""
    last = plan.revisions.aggregate(last=Max("number"))["last"] or 0
    return Revision.objects.create(
        plan=plan,
        number=last + 1,
        predecessor=predecessor,
        source_name=source_name,
        source_sha256=source_sha256,
    )


def carry_measures(rows: Rows, known: Rows) -> None:
    """Give indicator lines the measures and targets of the earlier line that is the same item."""
    lines = {line.item_id: line for line in rows.lines}
    pairs = [
        (lines[measure.plan_indicator.item_id], measure)
        for measure in known.measures
        if measure.plan_indicator.item_id in lines
    ]
    carried = {
        old.pk: Measure(plan_indicator=line, indicator_id=old.indicator_id) for line, old in pairs
    }
    Measure.objects.bulk_create(carried.values())
    Target.objects.bulk_create(
        Target(
            measure=carried[target.measure_id],
            item_id=target.item_id,
            unit_id=target.unit_id,
            value=target.value,
            due_month=target.due_month,
        )
        for target in known.targets
        if target.measure_id in carried
    )


def carry_months(rows: Rows, known: Rows) -> None:
    """Give activities the months of the earlier activity that is the same item. One query."""
    said = {each.item_id: each for each in known.activities if each.first_month}
    same = [each for each in rows.activities if each.item_id in said]
    for each in same:
        before = said[each.item_id]
        each.first_month, each.last_month = before.first_month, before.last_month
    Activity.objects.bulk_update(same, ["first_month", "last_month"])


def carry_to_line(line: PlanIndicator, old: PlanIndicator) -> None:
    """Give one line the measures of the earlier one that it does not have yet."""
    have = set(line.measures.values_list("indicator_id", flat=True))
    known = Rows(
        measures=[m for m in old.measures.all() if m.indicator_id not in have],
    )
    targets: dict[int, list[Target]] = defaultdict(list)
    for target in Target.objects.filter(measure__in=known.measures).order_by("pk"):
        targets[target.measure_id].append(target)
    for measure in known.measures:
        made = Measure.objects.create(plan_indicator=line, indicator_id=measure.indicator_id)
        for target in targets[measure.pk]:
            target.pk, target.measure = None, made
            target._state.adding = True
            target.save()


def new_item_of(plan: Plan, kind: ItemKind) -> int:
    """The key of one new item."""
    return int(new_items(plan, [kind])[0].pk)
