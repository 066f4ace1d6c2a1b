"""Property: a random plan, printed with random columns, pages and hyphens, is read back."""

from collections.abc import Iterator

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from plan_printer import Layout, print_plan
from plan_strategies import plans

from riktning.documents.draft import DraftPlan
from riktning.documents.reading.assemble import assemble
from riktning.documents.reading.text import read_text

layouts = st.builds(
    Layout,
    names=st.integers(18, 28),
    goals=st.integers(26, 45),
    page=st.integers(80, 150),
    lines_a_page=st.sampled_from((25, 40, 10_000)),
    hyphenate=st.booleans(),
    trailing_spaces=st.booleans(),
    form_feeds=st.booleans(),
    order=st.sampled_from(("GAI", "GIA", "AIG", "IAG")),
)


def texts(plan: DraftPlan) -> Iterator[tuple[str, ...]]:
    """Every item with its place."""
    for area in plan.areas:
        for sub_area in area.sub_areas:
            for goal in sub_area.goals:
                yield area.name, sub_area.name, goal.period, str(goal.row), goal.text
        for activity in area.activities:
            yield area.name, activity.period, activity.sub_area or "", activity.text
        for indicator in area.indicators:
            yield area.name, "", indicator.text


@settings(max_examples=40, deadline=None, suppress_health_check=list(HealthCheck))
@given(plans(), layouts)
def test_a_printed_plan_is_read_back_or_what_differs_is_asked_about(
    plan: DraftPlan, layout: Layout
):
    read = assemble(read_text(print_plan(plan, layout)))
    asked = " ".join(question.text for question in read.questions)
    for lost in set(texts(plan)) ^ set(texts(read)):
        assert lost[-1] in asked
    if not read.questions:
        assert read.areas == plan.areas


@settings(max_examples=60, deadline=None, suppress_health_check=list(HealthCheck))
@given(st.text(max_size=400))
def test_any_text_is_read_without_a_crash(text: str):
    assemble(read_text(text))


@settings(max_examples=25, deadline=None, suppress_health_check=list(HealthCheck))
@given(plans(), st.data())
def test_no_word_of_a_torn_document_is_lost(plan: DraftPlan, data: st.DataObject):
    """Lines are removed and doubled at random: every word left is in the draft or a question."""
    lines = print_plan(plan, Layout()).split("\n")
    for _ in range(data.draw(st.integers(1, 5))):
        at = data.draw(st.integers(0, len(lines) - 1))
        lines[at : at + 1] = data.draw(st.sampled_from(([], [lines[at]] * 2, [lines[at], ""])))
    read = assemble(read_text("\n".join(lines)))
    kept = str(read.as_dict()).casefold()
    headings = {"delområde", "effektmål", "planerade", "aktiviteter", "indikatorer", "•", "vision"}
    for word in " ".join(lines).split():
        if word.casefold() not in headings and read.areas:
            assert word.casefold() in kept
