"""What changed between two revisions, against a slow twin and by properties."""

from datetime import date
from pathlib import Path

import pytest
from docx import Document
from hypothesis import given
from hypothesis import strategies as st

from riktning.core.periods import Month
from riktning.documents.plans.change_words import details
from riktning.documents.plans.changes_word import write_changes
from riktning.documents.plans.difference import Difference, How, Mark, difference, pieces
from riktning.documents.plans.snapshot import Aim, RevisionText, Said
from riktning.documents.plans.words import HOW, KINDS, OPERATIONAL

AREA = Said(1, 1, "area", "Nära vård")
OTHER = Said(2, 2, "area", "Prioritering")
FIRST = Said(3, 3, "period", "2023", (1,), ("Nära vård",))
SECOND = Said(4, 4, "period", "2024-2025", (1,), ("Nära vård",))
UNDER = Said(5, 5, "sub_area", "Samverkan", (1,), ("Nära vård",))
WHERE = ("Nära vård", "Samverkan")
GOAL = Said(6, 6, "goal", "Det finns en gemensam bild", (1, 5), WHERE, "2023", 3)
LINE = Said(7, 7, "indicator", "Medelvårdtid", (1,), ("Nära vård",), measures=("a",))
TARGET = Said(
    8, 8, "target", "7.5", (1, 7), ("Nära vård", "Medelvårdtid"),
    aim=Aim("a", "", 7.5, Month(2027, 12)),
)  # fmt: skip
EVERY = (AREA, FIRST, SECOND, UNDER, GOAL, LINE, TARGET, OTHER)


def a_text(*items: Said, number: int = 1) -> RevisionText:
    return RevisionText("plan", "Planen", number, "draft", "", items)


def changed(*now: Said, gone: tuple[int, ...] = ()) -> Difference:
    by_item = {said.item: said for said in EVERY} | {said.item: said for said in now}
    after = [said for item, said in by_item.items() if item not in gone]
    return difference(a_text(*EVERY), a_text(*after, number=2))


def ways(found: Difference) -> dict[int, tuple[How, ...]]:
    return {c.said.item: c.how for area in found.areas for c in area.changes}


def replaced(said: Said, **values: object) -> Said:
    from dataclasses import replace

    return replace(said, **values)  # type: ignore[arg-type]  # any field may be said


def test_the_same_revision_has_no_difference() -> None:
    found = difference(a_text(*EVERY), a_text(*EVERY))
    assert (found.areas, found.unchanged, found.changed) == ((), len(EVERY), 0)


def test_white_space_and_another_order_are_no_change() -> None:
    spaced = replaced(GOAL, text="Det finns  en\ngemensam bild ")
    assert changed(spaced).areas == ()
    assert difference(a_text(*EVERY), a_text(*reversed(EVERY))).areas == ()


CASES = {
    "added": (Said(9, 9, "goal", "Nytt", (1, 5), WHERE, "2023", 3), (How.ADDED,)),
    "reworded": (replaced(GOAL, text="Det finns en delad bild"), (How.REWORDED,)),
    "moved": (replaced(GOAL, parents=(2,), where=("Prioritering",)), (How.MOVED,)),
    "in another period": (replaced(GOAL, period="2024-2025", period_item=4), (How.PERIOD,)),
    "of other measures": (replaced(LINE, measures=("a", "b")), (How.MEASURES,)),
    "with another target": (
        replaced(TARGET, text="7", aim=Aim("a", "", 7.0, Month(2027, 12))),
        (How.TARGET,),
    ),
    "of other years": (replaced(FIRST, text="2023-2024"), (How.PERIOD,)),
    "moved and reworded": (
        replaced(GOAL, text="Annat", parents=(2,), where=("Prioritering",)),
        (How.MOVED, How.REWORDED),
    ),
}


@pytest.mark.parametrize("case", CASES)
def test_an_item_is(case: str) -> None:
    said, expected = CASES[case]
    found = changed(said)
    assert ways(found) == {said.item: expected}
    assert found.unchanged == len({s.item for s in EVERY} | {said.item}) - 1


def test_what_is_gone_is_removed_with_what_was_below_it() -> None:
    found = changed(gone=(1, 3, 4, 5, 6, 7, 8))
    assert ways(found) == dict.fromkeys((1, 3, 4, 5, 6, 7, 8), (How.REMOVED,))
    assert [area.name for area in found.areas] == ["Nära vård"]
    assert found.counts == {How.REMOVED: 7}


def test_a_name_that_changes_moves_nothing_that_stands_under_it() -> None:
    renamed = replaced(AREA, text="Nära och god vård")
    below = [replaced(s, where=("Nära och god vård", *s.where[1:])) for s in EVERY if s.parents]
    found = changed(renamed, *below)
    assert ways(found) == {1: (How.REWORDED,)}
    assert found.areas[0].name == "Nära och god vård"


def test_a_text_is_compared_word_by_word() -> None:
    told = [
        (p.mark, p.text) for p in pieces("Det finns en gemensam bild", "Det finns en delad bild")
    ]
    assert told == [
        (Mark.SAME, "Det finns en "),
        (Mark.REMOVED, "gemensam "),
        (Mark.ADDED, "delad "),
        (Mark.SAME, "bild"),
    ]


def test_a_word_that_was_the_last_is_still_the_same_word() -> None:
    told = [(p.mark, p.text) for p in pieces("Följ upp modellen", "Följ upp modellen varje år")]
    assert told == [(Mark.SAME, "Följ upp modellen "), (Mark.ADDED, "varje år")]


def test_a_last_word_that_is_gone_does_not_stick_to_the_one_before() -> None:
    told = [(p.mark, p.text) for p in pieces("Dit ska de vända sig till", "Dit ska de vända sig")]
    assert told == [(Mark.SAME, "Dit ska de vända sig"), (Mark.REMOVED, " till")]


TEXTS = st.lists(
    st.sampled_from(["en", "ett", "mål", "vård-plan", "30%", "2024–2025", "(ny)", "slut."]),
    max_size=9,
)


@given(TEXTS, TEXTS)
def test_the_pieces_give_both_texts_back(before: list[str], after: list[str]) -> None:
    first, second = " ".join(before), " ".join(after)
    found = list(pieces(first, second))
    was = "".join(p.text for p in found if p.mark is not Mark.ADDED)
    now = "".join(p.text for p in found if p.mark is not Mark.REMOVED)
    assert was.replace(" ", "") == first.replace(" ", "")
    assert now.replace(" ", "") == second.replace(" ", "")
    same = sum(len(p.text.split()) for p in found if p.mark is Mark.SAME)
    if first == second:
        assert same == len(first.split())


def slow_twin(before: RevisionText, after: RevisionText) -> dict[int, set[How]]:
    """The same by going through both lists for every item, one rule at a time."""
    found: dict[int, set[How]] = {}
    for item in {s.item for s in before.items + after.items}:
        was = [s for s in before.items if s.item == item]
        now = [s for s in after.items if s.item == item]
        how = set()
        if not was:
            how.add(How.ADDED)
        elif not now:
            how.add(How.REMOVED)
        else:
            if list(was[0].parents) != list(now[0].parents):
                how.add(How.MOVED)
            if " ".join(was[0].text.split()) != " ".join(now[0].text.split()):
                how.add(How.REWORDED)
            if was[0].period_item != now[0].period_item:
                how.add(How.PERIOD)
        if how:
            found[item] = how
    return found


SAID = st.builds(
    Said,
    item=st.integers(1, 6), number=st.just(1), kind=st.just("goal"),
    text=st.sampled_from(["a", "a  b", "a b", "c"]),
    parents=st.sampled_from([(10,), (11,)]), where=st.just(("x",)),
    period_item=st.sampled_from([None, 20, 21]),
)  # fmt: skip
REVISIONS = st.lists(SAID, unique_by=lambda s: s.item).map(lambda items: a_text(*items))


@given(REVISIONS, REVISIONS)
def test_the_difference_is_what_the_slow_twin_finds(
    before: RevisionText, after: RevisionText
) -> None:
    found = difference(before, after)
    assert {item: set(how) for item, how in ways(found).items()} == slow_twin(before, after)
    back = ways(difference(after, before))
    turned = {How.ADDED: How.REMOVED, How.REMOVED: How.ADDED}
    assert {i: {turned.get(h, h) for h in how} for i, how in back.items()} == slow_twin(
        before, after
    )
    assert found.changed + found.unchanged == len({s.item for s in before.items + after.items})


def test_details_say_from_what_to_what() -> None:
    names = {"a": "Medelvårdtid", "b": "Beläggning"}
    lines = {
        case: [d for area in changed(CASES[case][0]).areas for c in area.changes
               for d in details(c, "sv", names)]
        for case in CASES
    }  # fmt: skip
    assert lines["moved"] == ["tidigare: Nära vård › Samverkan → nu: Prioritering"]
    assert lines["in another period"] == ["tidigare: 2023 → nu: 2024-2025"]
    assert lines["of other measures"] == ["tidigare: Medelvårdtid → nu: Medelvårdtid, Beläggning"]
    assert lines["with another target"] == [
        "tidigare: {0}: 7,5 senast 2027-12 → nu: {0}: 7 senast 2027-12".format(
            "Medelvårdtid, regionen"
        )
    ]


@pytest.mark.parametrize("language", ["sv", "en"])
def test_the_word_document_strikes_out_what_went_and_underlines_what_came(
    tmp_path: Path, language: str
) -> None:
    found = changed(CASES["reworded"][0], CASES["added"][0], gone=(8,))
    path = write_changes(
        found, tmp_path / "andringar.docx", issued=date(2024, 11, 27), language=language
    )
    runs = [run for paragraph in Document(str(path)).paragraphs for run in paragraph.runs]
    assert "".join(r.text for r in runs if r.font.strike).split() == ["gemensam"]
    assert "".join(r.text for r in runs if r.underline).split() == ["delad", "Nytt"]
    text = "".join(run.text for run in runs)
    for how in (How.REWORDED, How.ADDED, How.REMOVED):
        assert HOW[language][how] in text
    assert [p.name for p in tmp_path.iterdir()] == ["andringar.docx"]
    again = write_changes(
        found, tmp_path / "igen.docx", issued=date(2024, 11, 27), language=language
    )
    assert again.read_bytes() == path.read_bytes()


def test_every_way_and_kind_has_a_word_in_both_languages() -> None:
    assert set(HOW["sv"]) == set(HOW["en"]) == set(How)
    assert set(KINDS["sv"]) == set(KINDS["en"]) == set(OPERATIONAL["sv"]) == set(OPERATIONAL["en"])
