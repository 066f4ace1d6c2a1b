"""The reader on a real plan, where it lies beside the project: counts and fingerprints only."""

import hashlib
from pathlib import Path

import pytest

from riktning.documents.draft import DraftPlan
from riktning.documents.reading import read_plan

REAL = Path(__file__).parents[4] / "shared/documents/bilaga-1-effektmal-aktiviteter-indikatorer.txt"
GOALS = [
    [4, 4, 8, 4, 4, 4],
    [4, 4, 4, 4, 4],
    [4, 4, 4, 4, 4, 4],
    [8, 4, 4, 8, 4, 4],
    [4, 4, 4, 4, 4, 4, 4],
]
BY_HAND = [
    ("1066635d10cb97fe", "763f23e4518b49fa", "1a695880d92f779b"),
    ("03c7b6d68fffe753", "b3febf1a4808438b", "1b1ead2c3ff21ea7"),
    ("93f369224ed2cf1e", "daac2bbfe72c71db", "57ff85d86ae43aec"),
    ("7f22736b077958bf", "92d113a025e1ca17", "b94e0ab1a92afc6c"),
    ("e08b6886a4107545", "b32f36658514026a", "418ab5907498ea4d"),
]


@pytest.fixture(scope="module")
def plan() -> DraftPlan:
    if not REAL.is_file():
        pytest.skip("the real plan document does not lie beside the project (../shared/documents)")
    return read_plan(REAL)


def fingerprint(texts: list[str]) -> str:
    return hashlib.sha256("\n".join(texts).encode()).hexdigest()[:16]


def test_areas_and_their_periods(plan: DraftPlan):
    first = ["2023", "2024-2025", "2026-2027", "Framtidsvision 2028"]
    assert [area.periods for area in plan.areas[:4]] == [first] * 4
    assert plan.areas[4].periods == ["2024", "2025", "2026–2027", "Framtidsvision"]
    assert len(plan.areas) == 5


def test_every_goal_of_every_row(plan: DraftPlan):
    assert [[len(s.goals) for s in area.sub_areas] for area in plan.areas] == GOALS
    for area in plan.areas:
        for sub_area in area.sub_areas:
            rows = max(goal.row for goal in sub_area.goals)
            assert [goal.period for goal in sub_area.goals] == area.periods * rows


def test_every_activity_in_its_period(plan: DraftPlan):
    counted = [
        [sum(a.period == period for a in area.activities) for period in area.periods[:2]]
        for area in plan.areas
    ]
    assert counted == [[6, 5], [5, 4], [5, 11], [20, 21], [18, 7]]
    under = [a.sub_area for a in plan.areas[4].activities if a.sub_area]
    assert [under.count(name) for name in dict.fromkeys(under)] == [5, 5, 4, 1, 2, 1]
    assert not any(a.sub_area for area in plan.areas[:4] for a in area.activities)


def test_every_indicator(plan: DraftPlan):
    assert [len(area.indicators) for area in plan.areas] == [28, 5, 8, 12, 19]


def test_the_words_are_those_a_person_read(plan: DraftPlan):
    """Fingerprints of a reading made by hand, before the reader was written."""
    found = [
        (
            fingerprint(
                [f"{s.name}|{g.period}|{g.row}|{g.text}" for s in a.sub_areas for g in s.goals]
            ),
            fingerprint([f"{x.period}|{x.sub_area or ''}|{x.text}" for x in a.activities]),
            fingerprint([x.text for x in a.indicators]),
        )
        for a in plan.areas
    ]
    assert found == BY_HAND


def test_what_could_not_be_decided_is_asked(plan: DraftPlan):
    problems = [question.problem for question in plan.questions]
    for part in (
        "namn tycks saknas",
        "sidbyte",
        "två gånger",
        "Lös adress",
        "Anmärkning",
        "punkttecken",
    ):
        assert any(part in problem for problem in problems), part
    assert len(problems) <= 25
