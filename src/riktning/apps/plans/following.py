"""Which effect goals an indicator of the plan follows, where somebody has said so."""

from collections.abc import Iterable
from datetime import date

from django.db.models import Q

from riktning.apps.plans.models import ItemKind, Link, Revision
from riktning.apps.plans.tree import AreaTree


def goals_unfollowed(
    revision: Revision, areas: Iterable[AreaTree], day: date
) -> dict[str, tuple[str, ...]]:
    """By the area's address, the goals that no indicator of the plan is linked to on the day.

    Areas where no goal has an indicator are left out: there nobody has said what follows what, and
    a list of all goals would say nothing. One query.
    """
    links = Link.objects.filter(
        Q(to_date__isnull=True) | Q(to_date__gte=day),
        source__plan_id=revision.plan_id,
        source__kind=ItemKind.INDICATOR,
        target__kind=ItemKind.GOAL,
        from_date__lte=day,
    )
    followed = set(links.values_list("target_id", flat=True))
    goals = {
        area.slug: [goal for sub_area in area.sub_areas for goal in sub_area.goals]
        for area in areas
    }
    return {
        slug: tuple(dict.fromkeys(goal.text for goal in found if goal.item not in followed))
        for slug, found in goals.items()
        if any(goal.item in followed for goal in found)
    }
