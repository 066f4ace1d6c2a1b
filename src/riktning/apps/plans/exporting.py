"""A stored revision as the draft it could be read from: for the Excel template."""

from riktning.apps.plans.models import Revision
from riktning.apps.plans.queries import area_trees
from riktning.apps.plans.tree import AreaTree
from riktning.documents.draft import (
    DraftActivity,
    DraftArea,
    DraftGoal,
    DraftIndicator,
    DraftPlan,
    DraftSubArea,
)


def as_draft(revision: Revision) -> DraftPlan:
    """The revision as a draft; importing it gives the same items. Seven queries."""
    return DraftPlan([_area(tree) for tree in area_trees(revision)])


def _area(tree: AreaTree) -> DraftArea:
    headings = {period.id: period.heading for period in tree.periods}
    names = {sub_area.id: sub_area.name for sub_area in tree.sub_areas}
    return DraftArea(
        name=tree.name,
        periods=list(headings.values()),
        sub_areas=[
            DraftSubArea(s.name, [DraftGoal(headings[g.period_id], g.row, g.text) for g in s.goals])
            for s in tree.sub_areas
        ],
        activities=[
            DraftActivity(
                headings[a.period_id] if a.period_id else "",
                a.text,
                names[a.sub_area_id] if a.sub_area_id else None,
            )
            for a in tree.activities
        ],
        indicators=[DraftIndicator(line.text) for line in tree.indicators],
    )
