"""Random plans of an invented region, for the property tests."""

from hypothesis import strategies as st

from riktning.documents.draft import (
    DraftActivity,
    DraftArea,
    DraftGoal,
    DraftIndicator,
    DraftPlan,
    DraftSubArea,
)

_WORDS = (
    "vården patienter stärker samverkan digitala tjänster kommunerna trygghet införs gemensamt "
    "arbetssätt kompetens utveckling för och med i som mer nära hembesök läkemedel uppföljning "
    "sammanhållen verksamheten tillgänglighet medarbetare förebyggande insatser invånarna får "
    "sjukvården kortare väntetider jämlik ökad minskad på av till rehabilitering"
)
WORDS = [*_WORDS.split(), "hälso- och sjukvården"]
_FIRST = (
    "Patienter Fler Ökad Vården Gemensam Digitala Invånarna Medarbetare Samverkan Trygg Tidiga "
    "Nya Hälsan Kortare Färre Stöd"
)
FIRST = _FIRST.split()
_NAMES = "Delaktighet Kontinuitet Tillgänglighet Egenvård Barnhälsa Läkemedel Psykisk"
NAMES = _NAMES.split()
PERIODS = ("2025", "2026-2027", "2028–2029", "Vision 2030")


def sentences(least: int, most: int, stop: str = ".") -> st.SearchStrategy[str]:
    """Capital first, lower case after."""
    words = st.lists(st.sampled_from(WORDS), min_size=least - 1, max_size=most - 1)
    return st.tuples(st.sampled_from(FIRST), words, st.sampled_from((stop, ""))).map(
        lambda parts: " ".join([parts[0], *parts[1]]) + parts[2]
    )


@st.composite
def sub_area_names(draw: st.DrawFn) -> str:
    """Names share no first word with other texts, so that one cannot be taken for the other."""
    words = draw(st.lists(st.sampled_from(WORDS), max_size=4))
    return " ".join([draw(st.sampled_from(NAMES)), *words])


@st.composite
def areas(draw: st.DrawFn, number: int) -> DraftArea:
    periods = list(PERIODS[-draw(st.integers(2, 4)) :])
    area = DraftArea(f"Utvecklingsområde {'ABC'[number]}", periods)
    names = draw(st.lists(sub_area_names(), min_size=1, max_size=4, unique=True))
    for name in names:
        rows = draw(st.integers(1, 2))
        goals = [
            DraftGoal(period, row, draw(sentences(5, 18)))
            for row in range(1, rows + 1)
            for period in periods
        ]
        area.sub_areas.append(DraftSubArea(name, goals))
    for period in periods[:2]:
        for text in draw(st.lists(sentences(5, 30), min_size=1, max_size=5, unique=True)):
            area.activities.append(DraftActivity(period, text))
    texts = draw(st.lists(sentences(3, 25, ""), min_size=1, max_size=6, unique=True))
    area.indicators = [DraftIndicator(text) for text in texts]
    return area


@st.composite
def plans(draw: st.DrawFn) -> DraftPlan:
    return DraftPlan([draw(areas(number)) for number in range(draw(st.integers(1, 3)))])
