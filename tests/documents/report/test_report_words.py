"""The words and counts that evidence is told with: no more than the findings, in two languages."""

from collections import Counter
from datetime import date
from string import Formatter
from types import SimpleNamespace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sample import area, finding, full_report, report

from riktning.documents.report import tally
from riktning.documents.report.counting import count_sentence
from riktning.documents.report.languages import LANGUAGES, wording_of
from riktning.documents.report.numerals import day_name, measured
from riktning.trends.verdict import Direction, Pace


def says(language):
    """What has the sentences at hand."""
    words = wording_of(language).text
    return SimpleNamespace(text=lambda key, **fields: words[key].format(**fields))


def test_every_direction_is_counted_once_and_the_counts_add_up():
    content = full_report(17)
    counted = tally.by_direction(tally.distinct(content.findings))
    slow = Counter(f.verdict.direction.state for f in content.findings)
    assert counted == {direction: slow[direction] for direction in Direction}
    assert sum(counted.values()) == 17


def test_the_sentence_tells_the_counts_and_no_others():
    sentence = count_sentence(says("sv"), "all", list(full_report(17).findings))
    counted = tally.by_direction(list(full_report(17).findings))
    ways = (Direction.IMPROVING, Direction.WORSENING, Direction.NO_EVIDENCE, Direction.CANNOT_TELL)
    told = [int(word) for word in sentence.replace(".", " ").split() if word.isdecimal()]
    assert told == [17, *(counted[way] for way in ways)]


def test_a_measure_that_follows_two_lines_is_counted_once():
    twice = finding("same")
    content = report((area((twice, twice)), area((twice,), "Barn och unga")))
    assert sum(tally.by_direction(tally.distinct(content.findings)).values()) == 1


def test_only_firm_findings_are_among_the_strongest_evidence():
    content = full_report(40)
    chosen = tally.strongest(content.findings, 100)
    assert {f.direction for f in chosen} == {Direction.IMPROVING, Direction.WORSENING}
    assert len(chosen) == sum(f.direction in tally.FIRM for f in content.findings)


def test_what_worsens_comes_before_everything_else():
    order = [f.direction for f in tally.worst_first(full_report(16).findings)]
    assert order[:4] == [Direction.WORSENING] * 4
    assert order[-4:] == [Direction.IMPROVING] * 4


@pytest.mark.parametrize("language", ["sv", "en"])
@pytest.mark.parametrize("directions", [*[[d] for d in Direction], *[[d, d] for d in Direction]])
def test_a_sentence_counts_no_zeros(directions, language):
    found = [finding(f"matt_{n}", way) for n, way in enumerate(directions)]
    told = count_sentence(says(language), "area", found).replace(".", " ").replace(",", " ").split()
    assert "0" not in told


def test_the_only_measure_of_an_area_is_told_without_a_number():
    assert count_sentence(says("sv"), "area", [finding()]) == "Områdets enda mått förbättras."


def test_both_languages_have_the_same_words_and_the_same_fields():
    swedish, english = LANGUAGES["sv"], LANGUAGES["en"]
    for group in ("sections", "columns", "text"):
        one, other = getattr(swedish, group), getattr(english, group)
        assert one.keys() == other.keys()
        for key in one:
            assert _fields(one[key]) == _fields(other[key]), key


def _fields(template):
    return {name for _text, name, _spec, _conversion in Formatter().parse(template) if name}


@settings(max_examples=40, deadline=None)
@given(st.floats(-1e6, 1e6, allow_nan=False), st.integers(0, 3))
def test_a_figure_has_the_signs_of_its_language(value, decimals):
    swedish = measured(value, decimals, "%", "sv")
    english = measured(value, decimals, "%", "en")
    assert "." not in swedish
    assert swedish.endswith("\u00a0%")
    plain = english.removesuffix("%").replace(",", "").replace("−", "-")
    assert float(plain) == pytest.approx(value, abs=0.5000001 * 10**-decimals)


def test_a_day_is_written_out():
    assert day_name(date(2025, 12, 31), "sv") == "31\u00a0december\u00a02025"


def test_a_target_with_a_pace_is_counted_by_it():
    found = [finding("a", pace=Pace.ON_TIME), finding("b", pace=Pace.LATE), finding("c", pace=None)]
    assert tally.by_pace(found) == {Pace.ON_TIME: 1, Pace.LATE: 1}
