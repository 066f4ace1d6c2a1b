"""Whatever a draft holds is read back from the store, in its place and in its order."""

from collections import Counter

from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra.django import TestCase

from apps.making import a_revision
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

PERIODS = ["2023", "2024-2025", "Framtidsvision 2028", "Senare"]
NAMES = ["Samverkan", "Delaktighet", "Nära vård", "", "Å"]
texts = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\x00"), max_size=30)
periods = st.sampled_from(PERIODS)
goals = st.builds(DraftGoal, period=periods, row=st.integers(1, 3), text=texts)
sub_areas = st.builds(DraftSubArea, st.sampled_from(NAMES), st.lists(goals, max_size=5))
activities = st.builds(
    DraftActivity, st.sampled_from([*PERIODS, ""]), texts, st.none() | st.sampled_from(NAMES[:3])
)
areas = st.builds(
    DraftArea,
    name=st.sampled_from(NAMES),
    periods=st.lists(periods, unique=True),
    sub_areas=st.lists(sub_areas, max_size=4),
    activities=st.lists(activities, max_size=4),
    indicators=st.lists(st.builds(DraftIndicator, texts), max_size=3),
)
drafts = st.builds(DraftPlan, areas=st.lists(areas, min_size=1, max_size=3))


def headings(area: AreaTree) -> dict[int | None, str]:
    return {None: "", **{period.id: period.heading for period in area.periods}}


class ADraft(TestCase):
    @settings(max_examples=60, deadline=None)
    @given(drafts)
    def test_is_read_back_as_it_was(self, draft: DraftPlan) -> None:
        stored = area_trees(a_revision(draft))
        assert [area.name for area in stored] == [area.name for area in draft.areas]
        assert len({area.slug for area in stored}) == len(stored)
        for area, drafted in zip(stored, draft.areas, strict=True):
            self.same_goals(area, drafted)
            self.same_activities(area, drafted)
            assert [i.text for i in area.indicators] == [i.text for i in drafted.indicators]
            shown = [period.heading for period in area.periods]
            assert shown[: len(drafted.periods)] == drafted.periods

    def same_goals(self, area: AreaTree, drafted: DraftArea) -> None:
        named = headings(area)
        for sub_area, wanted in zip(area.sub_areas, drafted.sub_areas, strict=False):
            assert sub_area.name == wanted.name
            kept = Counter((named[goal.period_id], goal.text) for goal in sub_area.goals)
            assert kept == Counter((goal.period, goal.text) for goal in wanted.goals)
        extra = area.sub_areas[len(drafted.sub_areas) :]
        assert not any(sub_area.goals for sub_area in extra)

    def same_activities(self, area: AreaTree, drafted: DraftArea) -> None:
        named = headings(area)
        rows = {None: None, **{sub_area.id: sub_area.name for sub_area in area.sub_areas}}
        kept = [(named[a.period_id], a.text, rows[a.sub_area_id]) for a in area.activities]
        assert kept == [(a.period, a.text, a.sub_area) for a in drafted.activities]
