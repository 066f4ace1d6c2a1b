"""The picture of who carries which goals."""

import re
from xml.etree import ElementTree

from riktning.documents.plans.bearing import WIDTH, BearingArea, BearingRow, Bears, bearing_svg

AREAS = [BearingArea("Nära vård", "?omrade=nara&vy=mal", 3), BearingArea("Digitalt", "?o", 2)]
NOT, LOW, TALL = Bears.NOT, Bears.ANSWERS, Bears.OWN_GOAL
ROWS = [
    BearingRow("Norr <&> syd", "?e=norr", (TALL, NOT, LOW, TALL, NOT), "3 av 5"),
    BearingRow(
        "Ett namn som är långt nog att inte få plats", "?e=s", (NOT,) * 4 + (LOW,), "1 av 5"
    ),
]
SVG = "{http://www.w3.org/2000/svg}"


def drawn(areas=AREAS, rows=ROWS):
    text = bearing_svg(areas, rows, label="Vem bär", nobody=("Ingen", "1"))
    return ElementTree.fromstring(text)  # noqa: S314 - our own drawing


def bars(tree, kind):
    return [path.get("d", "").count("z") for path in tree.iter(f"{SVG}path")
            if path.get("class") == kind]  # fmt: skip


def test_each_row_has_a_tall_bar_for_an_own_goal_and_a_low_one_for_a_role():
    tree = drawn()
    assert bars(tree, "own") == [2, 0]
    assert bars(tree, "answers") == [1, 1]
    heights = {kind: re.findall(r"v-(\d+)", path.get("d", ""))
               for path in tree.iter(f"{SVG}path")
               if (kind := path.get("class")) in ("own", "answers") and path.get("d")}  # fmt: skip
    assert int(heights["own"][0]) > int(heights["answers"][0])


def test_what_is_only_drafted_is_hollow_and_the_goal_is_crossed_all_the_same():
    tree = drawn(rows=[BearingRow("Norr", "?", (TALL, Bears.DRAFTED, *(LOW,) * 3), "4 av 5")])
    assert bars(tree, "drafted") == [1]
    assert bars(tree, "own") == [1]
    crosses = [p.get("d", "") for p in tree.iter(f"{SVG}path") if p.get("class") == "nobody"]
    assert crosses[0].count("M") == 1
    assert not bars(drawn(), "drafted")


def test_a_goal_that_nobody_carries_is_crossed():
    crosses = [p.get("d", "") for p in drawn().iter(f"{SVG}path") if p.get("class") == "nobody"]
    assert crosses[0].count("M") == 1


def test_areas_and_administrations_are_links_with_their_whole_names():
    links = {a.get("aria-label"): a.get("href") for a in drawn().iter(f"{SVG}a")}
    assert links == {
        "1. Nära vård": "?omrade=nara&vy=mal",
        "2. Digitalt": "?o",
        "Norr <&> syd: 3 av 5": "?e=norr",
        "Ett namn som är långt nog att inte få plats: 1 av 5": "?e=s",
    }


def test_everything_lies_within_the_picture_however_many_goals_there_are():
    areas = [BearingArea(f"Område {n}", "?", 40) for n in range(8)]
    rows = [BearingRow("Norr", "?", (TALL,) * 320, "320 av 320")]
    text = bearing_svg(areas, rows, label="", nobody=("", ""))
    path = re.search(r'class="own" d="([^"]+)"', text)
    lefts = [float(x) for x in re.findall(r"M([\d.]+)", path[1])]
    assert lefts == sorted(lefts) and len(lefts) == 320
    assert lefts[0] > 0 and lefts[-1] < WIDTH
    assert len(text) < 12_000


def test_no_goal_and_no_administration_is_an_empty_picture():
    assert bars(drawn([], []), "own") == []
