"""Two people's changes of one text: nobody's word is lost, and git is asked as a second witness."""

import difflib
import subprocess
from collections import Counter
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from riktning.apps.followup.rounds.content import Said, put_together
from riktning.core.merging import APART, MOST_WORK, merge

WORDS = st.sampled_from(["vi", "har", "täta", "möten", "med", "alla", "kommuner", "i", "norr"])
TEXTS = st.lists(WORDS, max_size=8).map(" ".join)


def words(text: str) -> Counter[str]:
    return Counter(text.replace(APART, " ").split())


@given(TEXTS, TEXTS)
def test_where_one_has_changed_nothing_the_others_text_stands(base: str, other: str) -> None:
    assert merge(base, base, other).text == other
    assert merge(base, other, base).text == other
    assert merge(base, other, other).text == other


@given(TEXTS, TEXTS, TEXTS)
def test_every_word_that_either_added_is_there(base: str, stored: str, mine: str) -> None:
    found = words(merge(base, stored, mine).text)
    for side in (stored, mine):
        for word in words(side) - words(base):
            assert word in found


def test_changes_of_two_places_are_both_made() -> None:
    found = merge(
        "Vi har möten med kommunerna.\nDet går bra.",
        "Vi har täta möten med kommunerna.\nDet går bra.",
        "Vi har möten med kommunerna.\nDet går mycket bra.",
    )
    assert found.text == "Vi har täta möten med kommunerna.\nDet går mycket bra."
    assert not found.both


def test_two_wordings_of_one_place_are_both_kept_the_stored_first() -> None:
    found = merge("Det går bra.", "Det går trögt.", "Det går utmärkt.")
    assert found.text == "Det går trögt. / utmärkt."
    assert found.both


def test_two_first_texts_are_both_kept() -> None:
    assert merge("", "Rekrytering pågår.", "Nytt avtal.").text == "Rekrytering pågår. / Nytt avtal."


def test_what_one_removes_and_the_other_changes_stays_changed() -> None:
    assert merge("Gammalt. Kvar.", "Gammalt, nu nytt. Kvar.", "Kvar.").text.strip() == (
        "Gammalt, nu nytt. Kvar."
    )


BASE = [f"ord{n}" for n in range(24)]


@settings(max_examples=25, deadline=None)
@given(
    st.sets(st.integers(0, 7), max_size=3), st.sets(st.integers(0, 7), max_size=3),
    st.sampled_from(["change", "remove", "add"]), st.sampled_from(["change", "remove", "add"]),
)  # fmt: skip
def test_git_merges_changes_that_do_not_touch_in_the_same_way(
    first: set[int], second: set[int], how: str, other: str
) -> None:
    """Every word is its own, and a place is three words from the next: one right answer."""
    stored = changed({3 * n for n in first}, how, "en")
    mine = changed({3 * n for n in second - first}, other, "annan")
    found = merge(" ".join(BASE), " ".join(stored), " ".join(mine))
    assert not found.both
    assert found.text.split() == merged_by_git(BASE, stored, mine)
    assert merge(" ".join(BASE), found.text, " ".join(mine)).text == found.text


def changed(places: set[int], how: str, mark: str) -> list[str]:
    new = {
        "change": lambda word: [f"{mark}-{word}"],
        "remove": lambda _word: [],
        "add": lambda word: [word, f"{mark}-{word}"],
    }[how]
    return [w for n, word in enumerate(BASE) for w in (new(word) if n in places else [word])]


def merged_by_git(base: list[str], stored: list[str], mine: list[str]) -> list[str]:
    import tempfile

    with tempfile.TemporaryDirectory() as folder:
        paths = []
        for name, lines in (("stored", stored), ("base", base), ("mine", mine)):
            path = Path(folder) / name
            path.write_text("".join(f"{line}\n" for line in lines), "utf-8")
            paths.append(str(path))
        done = subprocess.run(
            ["git", "merge-file", "-p", *paths], check=False, capture_output=True, text=True
        )
    assert done.returncode == 0, done.stdout
    return done.stdout.split()


ANSWERS = st.builds(
    Said,
    status=st.sampled_from(["", "reached", "partly"]),
    comment=TEXTS,
    next_steps=TEXTS,
    likelihood=st.sampled_from([None, 1, 4]),
    numerator=st.sampled_from([None, 1.0, 2.0]),
)


@given(ANSWERS, ANSWERS, ANSWERS)
def test_of_choices_the_stored_one_stays_and_of_texts_both(
    base: Said, stored: Said, mine: Said
) -> None:
    put = put_together(base, stored, mine)
    for name in ("status", "likelihood", "numerator"):
        was, now, wanted = (getattr(each, name) for each in (base, stored, mine))
        expected = wanted if now == was else now
        assert getattr(put.said, name) == expected
        assert (name in put.kept) == (wanted not in (was, now) and now != was)
    assert put.said.comment == merge(base.comment, stored.comment, mine.comment).text


@pytest.mark.parametrize("text", ["", "ett", "två ord", "rad\n\nrad"])
def test_a_text_merged_with_itself_is_itself(text: str) -> None:
    assert merge(text, text, text).text == text


AS = ["a"] * 4_000
PROSE = [f"Ord{n % 40} i mening {n}." for n in range(900)]


@pytest.mark.parametrize(
    ("base", "stored", "mine"),
    [
        (AS, [*AS[1:], "b"], ["c", *AS[:-2], "d"]),
        (AS, [w for a in AS[:2000] for w in (a, "b")], [w for a in AS[:2000] for w in ("c", a)]),
        (["a."] * 4_000, ["x", *["a."] * 3_000, "b"], ["c", *["a."] * 3_500, "d"]),
        (PROSE, ["Först.", *PROSE[1:], "Sist."], ["Nytt.", *PROSE[2:-1], "Slut."]),
    ],
)
def test_a_long_text_takes_bounded_work_and_loses_no_word(
    base: list[str], stored: list[str], mine: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """Asked of what difflib is given: equal pairs, times the matches there can be."""
    asked: list[int] = []
    real = difflib.SequenceMatcher

    def counting(junk: None, one: list[str], two: list[str], *, autojunk: bool) -> object:
        first, second = Counter(one), Counter(two)
        pairs = sum(n * second[each] for each, n in first.items())
        asked.append(pairs * min(len(one), len(two)))
        kept = asked[-1] <= MOST_WORK
        return real(junk, one if kept else [], two if kept else [], autojunk=autojunk)

    monkeypatch.setattr(difflib, "SequenceMatcher", counting)
    found = merge(" ".join(base), " ".join(stored), " ".join(mine)).text
    assert max(asked, default=0) <= MOST_WORK
    held = words(found)
    for side in (stored, mine):
        assert not words(" ".join(side)).keys() - words(" ".join(base)).keys() - held.keys()


def test_a_long_text_is_merged_by_sentences() -> None:
    stored, mine = [*PROSE], [*PROSE]
    stored[3], mine[3], stored[880], mine[890] = "Ett.", "Två.", "Tre.", "Fyra."
    expected = [*PROSE]
    expected[3:4], expected[880], expected[890] = ["Ett. / Två."], "Tre.", "Fyra."
    assert merge(" ".join(PROSE), " ".join(stored), " ".join(mine)).text == " ".join(expected)
