"""Which effect goals an indicator of the plan follows, where somebody has said so."""

from datetime import date

from django.db.models import Q

from riktning.apps.plans.models import Goal, ItemKind, Link, Revision


def goals_unfollowed(revision: Revision, day: date) -> dict[str, tuple[str, ...]]:
    """By the area's address, the goals that no indicator of the plan is linked to on the day.

    Areas where no goal has an indicator are left out: there nobody has said what follows what, and
    a list of all goals would say nothing. Two queries.
    """
    links = Link.objects.filter(
        Q(to_date__isnull=True) | Q(to_date__gte=day),
        source__plan_id=revision.plan_id,
        source__kind=ItemKind.INDICATOR,
        target__kind=ItemKind.GOAL,
        from_date__lte=day,
    )
    followed = set(links.values_list("target_id", flat=True))
    goals = Goal.objects.filter(sub_area__area__revision=revision).order_by(
        "sub_area__area__order", "sub_area__order", "row", "period__order"
    )
    by_area: dict[str, list[tuple[int, str]]] = {}
    for slug, item, text in goals.values_list("sub_area__area__slug", "item_id", "text"):
        by_area.setdefault(slug, []).append((item, text))
    return {
        slug: tuple(dict.fromkeys(text for item, text in found if item not in followed))
        for slug, found in by_area.items()
        if any(item in followed for item, _ in found)
    }
