"""A plan seen whole: the map of one period, activities along the years, the annual wheel."""

import re
from math import hypot
from xml.etree import ElementTree

import pytest

from riktning.core.periods import PlanPeriod
from riktning.documents.plans.snapshot import RevisionText, Said
from riktning.documents.plans.strategy_map import headings, strategy_map
from riktning.documents.plans.timeline import timeline
from riktning.documents.plans.wheel import DOTS, INNER, MONTHS, OUTER, SIZE, YearEvent, wheel_svg

NEAR = ("Nära vård",)
PLAN = RevisionText(
    "plan", "Planen", 1, "in_force", "",
    (
        Said(1, 1, "area", "Nära vård"), Said(2, 2, "area", "Ledning"),
        Said(3, 3, "period", "2024", (1,), NEAR), Said(4, 4, "period", "2025-2026", (1,), NEAR),
        Said(5, 5, "sub_area", "Samverkan", (1,), NEAR),
        Said(6, 6, "goal", "Gemensam bild", (1, 5), NEAR, "2024", 3),
        Said(7, 7, "goal", "I bruk", (1, 5), NEAR, "2025-2026", 4),
        Said(8, 8, "activity", "Följ upp", (1,), NEAR),
        Said(9, 9, "activity", "Inför", (1,), NEAR, "2025-2026", 4),
        Said(10, 10, "activity", "Ta fram", (1,), NEAR, "2024", 3),
        Said(11, 11, "indicator", "Vårdtid", (1,), NEAR),
    ),
)  # fmt: skip


def test_the_map_has_the_goals_of_one_period_with_who_answers_and_what_serves() -> None:
    links = frozenset({(90, 6), (91, 5), (9, 6)})  # the last is an activity of the plan itself
    near, leading = strategy_map(PLAN, "2024", links, {1: ("områdesansvarig",)})
    assert (near.roles, near.activities, near.indicators) == (("områdesansvarig",), 3, 1)
    assert [(b.name, [(g.said.text, g.serving) for g in b.goals]) for b in near.boxes] == [
        ("Samverkan", [("Gemensam bild", 2)])
    ]
    assert leading.boxes == ()
    assert headings(PLAN) == ("2024", "2025-2026")


def test_activities_stand_along_the_years_the_earliest_first() -> None:
    found = timeline(PLAN)
    assert found.years == (2024, 2025, 2026)
    (area,) = found.areas
    assert [(bar.said.text, bar.years) for bar in area.bars] == [
        ("Ta fram", PlanPeriod(2024, 2024)),
        ("Inför", PlanPeriod(2025, 2026)),
        ("Följ upp", None),
    ]


def test_a_plan_without_years_has_a_timeline_without_years() -> None:
    plan = RevisionText("p", "P", 1, "draft", "", (PLAN.items[0], PLAN.items[7]))
    found = timeline(plan)
    assert (found.years, [bar.years for bar in found.areas[0].bars]) == ((), [None])


EVENTS = [
    YearEvent(11, "Revidering"),
    YearEvent(1, "A"),
    *(YearEvent(3, str(n)) for n in range(DOTS)),
    *(YearEvent(5, str(n)) for n in range(9)),
]
SVG = "{http://www.w3.org/2000/svg}"


@pytest.mark.parametrize("language", ["sv", "en"])
def test_the_wheel_has_twelve_months_that_lead_to_their_lists(language: str) -> None:
    svg = wheel_svg(EVENTS, language, label="A & B", now=11)
    drawn = ElementTree.fromstring(svg)  # noqa: S314 - our own drawing
    links = drawn.findall(f"{SVG}a")
    assert [link.get("href") for link in links] == [f"#month-{m}" for m in range(1, 13)]
    assert [link.findtext(f"{SVG}text") for link in links] == list(MONTHS[language])
    assert [len(link.findall(f"{SVG}circle")) for link in links] == [
        1, 0, DOTS, 0, 0, 0, 0, 0, 0, 0, 1, 0
    ]  # fmt: skip
    many = [text.text for text in drawn.iter(f"{SVG}text") if text.get("class") == "many"]
    assert many == ["9"]  # as a number: five dots would say five
    assert links[4].get("aria-label", "").split(": ")[1].startswith("9 ")
    assert drawn.get("aria-label") == "A & B"
    now = [path.get("class") for link in links for path in link.findall(f"{SVG}path")]
    assert now.index("sector now") == 10


def test_the_sectors_lie_on_the_ring_and_the_dots_inside_it() -> None:
    drawn = wheel_svg(EVENTS, "sv", label="x")
    middle = SIZE / 2
    for path in re.findall(r'd="([^"]+)"', drawn):
        points = re.findall(r"(?:M|L| 0 0 [01] )([\d.]+) ([\d.]+)", path)
        far = [round(hypot(float(x) - middle, float(y) - middle)) for x, y in points]
        assert far == [OUTER, OUTER, INNER, INNER]
    for x, y in re.findall(r'<circle cx="([\d.]+)" cy="([\d.]+)"', drawn):
        assert INNER < hypot(float(x) - middle, float(y) - middle) < OUTER
