"""What in one plan serves what in another: ties, gaps, overlaps and what is loose."""

from hypothesis import given
from hypothesis import strategies as st

from riktning.documents.plans.picture import Picture, steering_picture
from riktning.documents.plans.picture_word import row_marks
from riktning.documents.plans.picture_words import WORDS, brief, tie_words
from riktning.documents.plans.snapshot import RevisionText, Said

SERVED = RevisionText(
    "plan", "Planen", 1, "in_force", "",
    (
        Said(1, 1, "area", "Nära vård"),
        Said(2, 2, "sub_area", "Samverkan", (1,), ("Nära vård",)),
        Said(3, 3, "goal", "Gemensam bild", (1, 2), ("Nära vård", "Samverkan"), "2024", 9),
        Said(4, 4, "goal", "I bruk", (1, 2), ("Nära vård", "Samverkan"), "2025", 10),
        Said(5, 5, "sub_area", "Förebyggande", (1,), ("Nära vård",)),
        Said(6, 6, "goal", "Fler nås", (1, 5), ("Nära vård", "Förebyggande"), "2024", 9),
    ),
)  # fmt: skip
SERVING = RevisionText(
    "vp", "Verksamhetsplanen", 1, "in_force", "",
    (
        Said(11, 1, "area", "Hemma"), Said(12, 2, "sub_area", "Milstolpar", (11,)),
        Said(13, 3, "goal", "Kartlagt", (11, 12), period="2023"),
        Said(21, 4, "area", "Ledning"), Said(22, 5, "sub_area", "Milstolpar", (21,)),
        Said(23, 6, "goal", "Utbildat", (21, 22), period="2024"),
    ),
    "operational",
)  # fmt: skip


def a_picture(*links: tuple[int, int]) -> Picture:
    return steering_picture(SERVED, SERVING, frozenset(links))


def marks(picture: Picture) -> list[tuple[str, ...]]:
    return [row_marks(row, "sv") for row in picture.rows]


def test_without_links_everything_is_a_gap_and_loose() -> None:
    picture = a_picture()
    assert marks(picture) == [("lucka",), ("lucka",)]
    assert [said.item for said in picture.loose] == [13, 23]
    assert (picture.ties, picture.gaps, picture.overlaps) == (0, 2, 0)


def test_a_milestone_stands_in_the_column_of_its_stream() -> None:
    picture = a_picture((13, 3))
    first, second = picture.rows
    assert [[tie_words(t, "sv") for t in cell] for cell in first.cells] == [
        ["3 Kartlagt (2023) → 3, 2024"],
        [],
    ]
    assert marks(picture) == [("1 av 2 mål utan koppling",), ("lucka",)]
    assert second.gap
    assert [said.item for said in picture.loose] == [23]


def test_what_two_milestones_serve_is_an_overlap() -> None:
    picture = a_picture((13, 3), (23, 3))
    assert picture.overlaps == 1
    assert marks(picture)[0] == ("överlapp", "1 av 2 mål utan koppling")
    assert picture.loose == ()


def test_serving_a_whole_area_leaves_no_gap_below_it() -> None:
    picture = a_picture((13, 1))
    assert marks(picture) == [(), ()]
    assert picture.ties == 1
    assert tie_words(picture.rows[0].cells[0][0], "sv") == "3 Kartlagt (2023) → hela område 1"


def test_a_whole_stream_can_serve() -> None:
    picture = a_picture((21, 6))
    assert [said.item for said in picture.loose] == [13]
    assert not picture.rows[1].gap


def test_links_of_other_plans_do_not_count() -> None:
    assert a_picture((99, 3), (13, 98)) == a_picture()


def test_the_words_are_there_in_both_languages() -> None:
    assert brief(a_picture((13, 3)), "sv").startswith(
        "Kopplingar: 1. Luckor, som inget tjänar: 1 av 2 delområden."
    )
    assert brief(a_picture((13, 3)), "en").startswith(
        "Links: 1. Gaps, which nothing serves: 1 of 2 sub-areas."
    )
    assert WORDS["sv"].title != WORDS["en"].title


SOURCES, TARGETS = [13, 23, 21], [1, 2, 3, 4, 5, 6]


@given(st.frozensets(st.tuples(st.sampled_from(SOURCES), st.sampled_from(TARGETS))))
def test_every_link_is_shown_and_a_gap_is_exactly_a_row_without_one(
    links: frozenset[tuple[int, int]],
) -> None:
    picture = steering_picture(SERVED, SERVING, links)
    shown = {(t.source.item, t.target.item) for r in picture.rows for c in r.cells for t in c}
    assert shown == links
    for row in picture.rows:
        below = {row.sub_area.item, 1, *(goal.item for goal in row.goals)}
        assert row.gap == (not any(target in below for _source, target in links))
    several = {t for _s, t in links if sum(1 for _x, other in links if other == t) > 1}
    assert picture.overlaps == len(several)
