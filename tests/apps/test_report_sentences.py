"""The table from verdict to sentence that reports are held to: every state, in both languages.

``report_sentences.yaml`` is the table. A state that is not in it, or a row that is no state any
more, fails: so does a sentence that says other than the table.
"""

import itertools
import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path

import pytest
import yaml

from riktning.apps.reports.evidence.sentences import caution_sentences, verdict_sentences
from riktning.catalogue.model import Kind, Polarity, Words
from riktning.core.periods import Month
from riktning.trends.verdict import (
    Direction,
    DirectionFinding,
    Pace,
    PaceFinding,
    Reason,
    Target,
)

TABLE = yaml.safe_load(
    Path(__file__).with_name("report_sentences.yaml").read_text(encoding="utf-8")
)


@dataclass(frozen=True)
class Naming:
    name: Words
    unit: Words
    decimals: int
    polarity: Polarity
    kind: Kind = Kind.PROPORTION


SHARE = Naming(
    Words("Andel digitala kontakter", "Share of digital contacts"),
    Words("%", "%"),
    1,
    Polarity.HIGHER,
)
OPEN = replace(SHARE, polarity=Polarity.NONE)
RISEN = DirectionFinding(
    Direction.IMPROVING, None, "reml_ar1_seasonal", 46, Month(2022, 1), Month(2025, 12),
    61.2, 64.8, 0.9, 0.4, 1.4, 0.3, 0.0004, 0.012, moves=True,
)  # fmt: skip
STILL = replace(
    RISEN, state=Direction.NO_EVIDENCE, start_level=61.2, end_level=61.5, p_value=0.6, q_value=0.8,
    moves=False,
)  # fmt: skip
NOTHING = DirectionFinding(Direction.CANNOT_TELL, Reason.NO_DATA, "none", 0, None, None)
TARGET = Target(70.0, Month(2027, 12))
DATED = PaceFinding(
    Pace.ON_TIME, TARGET, 2.6, Month(2027, 5), Month(2026, 12), Month(2027, 11), slope_per_year=3.1
)
LATE = replace(
    DATED, state=Pace.LATE, reach=Month(2029, 1), reach_earliest=Month(2028, 2),
    reach_latest=Month(2031, 2), months_late=13,
)  # fmt: skip
PACES = {
    "no target": None,
    "reached": PaceFinding(Pace.REACHED, Target(60.0, Month(2027, 12))),
    "reached, uncertain": PaceFinding(Pace.REACHED, TARGET, certain=False),
    "on time": DATED,
    "on time, uncertain": replace(DATED, reach_latest=Month(2028, 3)),
    "late by months": LATE,
    "late by one month": replace(LATE, reach=Month(2028, 1), reach_earliest=Month(2027, 12),
                                 months_late=1),
    "late beyond the horizon": PaceFinding(Pace.LATE, TARGET, 2.6, slope_per_year=0.2),
    "wrong way": PaceFinding(Pace.WRONG_WAY, TARGET, 2.6, slope_per_year=-0.9),
    "no date": PaceFinding(Pace.NO_DATE, TARGET, 2.6, slope_per_year=0.1),
    "no date, beyond what it can be": PaceFinding(Pace.NO_DATE, TARGET, 2.6, beyond=True),
}  # fmt: skip
BESIDE = {  # the direction that such a pace comes with
    Pace.WRONG_WAY: replace(
        RISEN, state=Direction.WORSENING, start_level=64.8, end_level=61.2, slope_per_year=-0.9
    ),
    Pace.NO_DATE: STILL,
}
CYCLES = {"month": 12, "quarter": 4, "tertial": 3, "year": 1}


def directions() -> Iterator[tuple[str, DirectionFinding, Naming]]:
    """Every direction, and every reason for none."""
    yield "improving, risen", RISEN, SHARE
    yield "improving, fallen", replace(RISEN, start_level=64.8, end_level=61.2), SHARE
    yield (
        "worsening, fallen",
        replace(
            RISEN, state=Direction.WORSENING, start_level=64.8, end_level=61.2, slope_per_year=-0.9
        ),
        SHARE,
    )
    yield "no evidence of change", STILL, SHARE
    for reason in Reason:
        known = replace(NOTHING, reason=reason, points=14, end_level=64.8, hidden=20)
        yield f"cannot tell: {reason.value}", known, OPEN
    moves = replace(RISEN, state=Direction.CANNOT_TELL, reason=Reason.NO_POLARITY)
    yield "cannot tell: no_polarity, but moves", moves, OPEN


def cases() -> Iterator[tuple[str, DirectionFinding, PaceFinding | None, Naming]]:
    """The rows of the table: each state of each part, told with the plainest of the others."""
    for name, finding, naming in directions():
        yield name, finding, None, naming
    for name, pace in PACES.items():
        if pace is not None:
            yield f"pace: {name}", BESIDE.get(pace.state, RISEN), pace, SHARE
    for (name, cycle), (hidden, preliminary) in itertools.product(
        CYCLES.items(), ((0, 1), (0, 3), (1, 0), (3, 0), (2, 1))
    ):
        finding = replace(RISEN, cycle=cycle, hidden=hidden, preliminary=preliminary)
        yield f"{name}: hidden {hidden}, preliminary {preliminary}", finding, None, SHARE


def plain(texts: tuple[str, ...]) -> str:
    """No-break spaces as spaces, so that the table can be read."""
    return " ".join(texts).replace("\u00a0", " ").replace("\u202f", " ")


CASES = {name: rest for name, *rest in cases()}


@pytest.mark.parametrize("language", ["sv", "en"])
@pytest.mark.parametrize("name", CASES)
def test_each_state_is_told_as_the_table_says(name, language):
    finding, pace, naming = CASES[name]
    assert plain(verdict_sentences(finding, pace, naming, language)) == TABLE[name][language]


def test_the_table_holds_every_state_and_nothing_else():
    assert set(TABLE) == set(CASES)
    told = [finding for finding, _pace, _naming in CASES.values()]
    assert {finding.state for finding in told} == set(Direction)
    assert {finding.reason for finding in told} == {None, *Reason}
    paces = [pace for _finding, pace, _naming in CASES.values() if pace]
    assert {pace.state for pace in paces} == set(Pace)
    assert {pace.sure for pace in paces} == {True, False}


EVERYTHING = [
    (replace(finding, hidden=hidden, preliminary=preliminary), pace, naming, language)
    for (_n, finding, naming), pace, hidden, preliminary, language in itertools.product(
        directions(), PACES.values(), (0, 1, 7), (0, 1, 7), ("sv", "en")
    )
]
CLAIMS = re.compile(r"har ökat|har minskat|förbättring|has risen|has fallen|improvement")
HOLES = re.compile(r"nan|None|inf\b|  |\{|\}|\.\.")


def test_no_combination_of_states_is_stronger_than_its_verdict():
    assert len(EVERYTHING) == 15 * 11 * 3 * 3 * 2
    for finding, pace, naming, language in EVERYTHING:
        text = plain(verdict_sentences(finding, pace, naming, language))
        called = finding.state in {Direction.IMPROVING, Direction.WORSENING}
        moves = finding.reason is Reason.NO_POLARITY and finding.moves
        assert bool(CLAIMS.search(text)) == (called or moves), text
        if not called:
            assert not re.search("förbättring|försämring|improvement|deterioration", text), text


def test_every_combination_says_what_was_left_out_and_ends_as_a_sentence():
    for finding, pace, naming, language in EVERYTHING:
        parts = verdict_sentences(finding, pace, naming, language)
        text = plain(parts)
        assert not HOLES.search(text), text
        assert all(part.endswith(".") and part[0].isupper() for part in parts), parts
        assert ("preliminär" in text or "preliminary" in text) == (finding.preliminary > 0), text
        said = "döljs" in text or "hidden" in text
        without = finding.reason in {Reason.NO_DATA, Reason.NOT_MONTHLY}
        assert said == ((finding.hidden > 0 and not without)
                        or finding.reason is Reason.TOO_MUCH_HIDDEN), text  # fmt: skip


def test_one_is_told_as_one_and_several_as_several():
    for count, language in itertools.product((1, 2, 11), ("sv", "en")):
        finding = replace(RISEN, hidden=count, preliminary=count)
        text = plain(caution_sentences(finding, language))
        if language == "sv":
            assert ("1 månad " in text) == (count == 1)
            assert ("månaderna" in text) == (count > 1)
        else:
            assert (" month " in text) == (count == 1)
            assert (" months " in text) == (count > 1)


@pytest.mark.parametrize(
    ("finding", "told"),
    [
        (replace(STILL, aside=Month(2024, 3)), "Värdet för mars 2024 räknas inte in i trenden: "),
        (replace(STILL, middle=50.2), "Några få värden ligger långt från de andra. "),
    ],
)
def test_a_reader_of_paper_is_told_of_values_that_do_not_belong_to_the_others(finding, told):
    assert told in plain(verdict_sentences(finding, None, SHARE, "sv"))
    assert told not in plain(verdict_sentences(STILL, None, SHARE, "sv"))


def test_synthetic_figures_are_told_to_be_so_where_a_sentence_stands_alone():
    told = verdict_sentences(RISEN, None, SHARE, "sv", synthetic=True)
    assert told[-1] == "Siffrorna är syntetiska och säger inget om verkligheten."
    assert "synthetic" in verdict_sentences(RISEN, None, SHARE, "en", synthetic=True)[-1]
    assert "syntetisk" not in plain(verdict_sentences(RISEN, None, SHARE, "sv"))
