"""Two people's texts of paragraphs: what both keep stands once, and no added word is lost."""

from collections import Counter

from hypothesis import given, settings
from hypothesis import strategies as st

from riktning.apps.reports.lines import names_evidence, on_lines_of_their_own
from riktning.core.merging import APART
from riktning.core.merging_lines import merge_lines

GOALS, DEEDS = "[[underlag:goals:nara-vard]]", "[[underlag:activities:nara-vard]]"
EVIDENCE = [GOALS, DEEDS, "[[underlag:text:gaps]]"]
PROSE = [f"Stycke {n} om vård i {place}." for n, place in enumerate(("norr", "söder", "väst"))]
ADDED = [f"{who} skriver {what} här." for who in ("Ena", "Andra") for what in ("ett", "två")]
POINTS = ["- första punkten", "- andra punkten"]
LINES = st.lists(st.sampled_from([*EVIDENCE, *PROSE, *ADDED, *POINTS]), max_size=7)
SINGLE = st.lists(st.sampled_from([*EVIDENCE, *PROSE]), max_size=6, unique=True)


def joined(lines: list[str]) -> str:
    return on_lines_of_their_own("\n\n".join(lines))


def merged(base: str, stored: str, mine: str) -> str:
    return merge_lines(base, stored, mine, whole=names_evidence).text


def counted(text: str) -> Counter[str]:
    return Counter(line for line in text.split("\n") if line.strip())


def words(text: str) -> Counter[str]:
    return Counter(text.replace(APART, " ").split())


@settings(max_examples=150, deadline=None)
@given(LINES, LINES, LINES)
def test_evidence_is_never_doubled_and_no_added_word_is_lost(
    base: list[str], stored: list[str], mine: list[str]
) -> None:
    was, one, two = joined(base), joined(stored), joined(mine)
    found = merged(was, one, two)
    held = words(found)
    for side in (one, two):
        assert not (words(side) - words(was)).keys() - held.keys()
    there, first, second = counted(found), counted(one), counted(two)
    for line in EVIDENCE:
        assert there[line] <= max(first[line], second[line])
        assert there[line] >= min(first[line], second[line], 1)
    assert not any(line.lstrip().startswith("/ ") for line in found.split("\n"))


@settings(max_examples=150, deadline=None)
@given(SINGLE, st.data())
def test_what_both_keep_stands_exactly_once_wherever_they_move_it(
    base: list[str], data: st.DataObject
) -> None:
    one, two = (data.draw(st.permutations(base)) for _ in range(2))
    first, second = [ADDED[0], *one, ADDED[1]], [ADDED[2], *two, ADDED[3]]
    there = counted(merged(joined(base), joined(first), joined(second)))
    assert there == Counter([*base, *ADDED])


@given(SINGLE, SINGLE)
def test_what_only_one_has_changed_is_as_that_one_wrote_it(
    base: list[str], other: list[str]
) -> None:
    assert merged(joined(base), joined(base), joined(other)) == joined(other)
    assert merged(joined(base), joined(other), joined(base)) == joined(other)


def test_evidence_that_nobody_touched_stands_once_between_what_both_wrote() -> None:
    kept = joined([GOALS, DEEDS])
    one = joined(["Enas inledning.", kept, "Gemensam rad som står."])
    two = joined(["Andras inledning.", kept, "Andras slut."])
    assert merged(kept, one, two) == joined([
        "Enas inledning.", "Andras inledning.", GOALS, DEEDS, "Gemensam rad som står.",
        "Andras slut.",
    ])  # fmt: skip


def test_two_beginnings_of_one_text_are_two_paragraphs() -> None:
    was = "Enas inledning står här."
    found = merge_lines(was, f"Ena skrev om.\n\n{was}", f"Andra skrev annat.\n\n{was}")
    assert found.text == f"Ena skrev om.\n\nAndra skrev annat.\n\n{was}"
    assert found.both


def test_two_first_texts_are_two_paragraphs() -> None:
    assert merged("", "Rekrytering pågår.", "Nytt avtal.") == "Rekrytering pågår.\n\nNytt avtal."


def test_a_line_that_both_reword_is_put_together_word_by_word() -> None:
    was = "Vi har möten med kommunerna i norr."
    assert (
        merged(was, was.replace("har", "har täta"), was.replace("norr", "söder"))
        == "Vi har täta möten med kommunerna i söder."
    )
    found = merge_lines("Det går bra.", "Det går trögt.", "Det går utmärkt.")
    assert (found.text, found.both) == ("Det går trögt. / utmärkt.", True)


def test_points_that_both_add_to_a_list_stay_in_one_list() -> None:
    was = "\n".join(POINTS)
    one, two = (was.replace("\n", f"\n- {who} punkt\n") for who in ("enas", "andras"))
    assert merged(was, one, two) == "\n".join(
        [POINTS[0], "- enas punkt", "- andras punkt", POINTS[1]]
    )


def test_what_one_removes_is_gone_and_what_the_other_rewords_stays() -> None:
    was = joined([PROSE[0], GOALS, PROSE[1]])
    assert merged(was, joined([PROSE[0], PROSE[1]]), was + "\n\nSlut.") == joined(
        [PROSE[0], PROSE[1], "Slut."]
    )
    reworded = PROSE[0].replace("vård", "god vård")
    assert merged(was, joined([GOALS, PROSE[1]]), was.replace(PROSE[0], reworded)) == joined(
        [reworded, GOALS, PROSE[1]]
    )


def test_a_very_long_text_is_put_together_in_bounded_work() -> None:
    lines = ["a"] * 6_000
    found = merge_lines(
        "\n".join(lines), "\n".join(["x", *lines[1:], "b"]), "\n".join(["c", *lines[:-2], "d"])
    )
    assert {"x", "b", "c", "d"} <= counted(found.text).keys()
