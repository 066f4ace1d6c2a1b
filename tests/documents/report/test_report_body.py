"""The report's tree of blocks: what it says follows from the findings and nothing else."""

import re
from collections import Counter
from dataclasses import replace
from string import Formatter

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sample import area, finding, full_report, report

from riktning.documents.report import tally
from riktning.documents.report.body import body
from riktning.documents.report.languages import LANGUAGES, wording_of
from riktning.documents.report.numerals import day_name, measured
from riktning.documents.report.outline import Outline
from riktning.documents.report.syntax import figure
from riktning.trends.verdict import Direction, Pace, Reason


def texts(part):
    """Every text in the tree, in order."""
    if isinstance(part, dict):
        if part.get("t") == "Str":
            yield part["c"]
        for key, value in part.items():
            if not (part.get("t") == "Str" and key == "c"):
                yield from texts(value)
    elif isinstance(part, list):
        for item in part:
            yield from texts(item)


def blocks_of(content):
    words = wording_of(content.language)
    place = lambda found, alt, caption: figure("x.png", alt, caption, "16cm")  # noqa: E731 -- shorter than a function here
    return body(Outline(content, words, place))


def said(content):
    return "\n".join(texts(blocks_of(content)))


@pytest.mark.parametrize("language", ["sv", "en"])
def test_figures_and_tables_are_numbered_in_reading_order(language):
    words = wording_of(language)
    text = said(full_report(language=language))
    for kind in (words.figure, words.table):
        pattern = re.escape(kind).replace(r"\{number\}", r"(\d+)")
        numbers = [int(n) for n in re.findall(f"^{pattern}", text, flags=re.MULTILINE)]
        # An image's caption also stands in the document once, as the figure's own.
        assert numbers == list(range(1, len(numbers) + 1))
        assert len(numbers) > 3


def test_every_direction_is_counted_once_and_the_counts_add_up():
    content = full_report(17)
    counted = tally.by_direction(tally.distinct(content.findings))
    slow = Counter(f.verdict.direction.state for f in content.findings)
    assert counted == {direction: slow[direction] for direction in Direction}
    assert sum(counted.values()) == 17
    sentence = next(text for text in texts(blocks_of(content)) if text.startswith("Av 17 mått"))
    assert [int(n) for n in re.findall(r"\d+", sentence)] == [
        17,
        counted[Direction.IMPROVING],
        counted[Direction.WORSENING],
        counted[Direction.NO_EVIDENCE],
        counted[Direction.CANNOT_TELL],
    ]


def test_a_measure_that_follows_two_lines_is_counted_once():
    twice = finding("same")
    content = report((area((twice, twice)), area((twice,), "Barn och unga")))
    assert sum(tally.by_direction(tally.distinct(content.findings)).values()) == 1


def test_only_firm_findings_are_among_the_strongest_evidence():
    content = full_report(40)
    chosen = tally.strongest(content.findings, 100)
    assert {f.direction for f in chosen} == {Direction.IMPROVING, Direction.WORSENING}
    expected = sum(f.direction in tally.FIRM for f in content.findings)
    assert len(chosen) == expected


def test_what_worsens_comes_before_everything_else():
    order = [f.direction for f in tally.worst_first(full_report(16).findings)]
    assert order[:4] == [Direction.WORSENING] * 4
    assert order[-4:] == [Direction.IMPROVING] * 4


def test_a_hidden_year_is_said_to_be_hidden_and_never_shown_as_zero():
    lines = said(report((area((finding(),)),))).splitlines()
    after = lines.index("2024") + 1  # the year that the sample hides
    assert lines[after : after + 3] == ["döljs (färre än 5)", "–", "–"]


def test_a_target_without_a_pace_is_still_shown():
    aimed = finding(direction=Direction.CANNOT_TELL, pace=Pace.NO_DATE)
    text = said(report((area((aimed,)),)))
    assert "6,0\u00a0dagar, dec\u00a02027" in text


WHY_UNTOLD = (
    "För 2 går takten inte att bedöma, eftersom riktningen inte gör det: "
    "redovisas inte varje månad (1), uppgifter saknas (1)."
)
WHY_UNTOLD_IN_ENGLISH = (
    "For 2 the pace cannot be told, since the direction cannot: "
    "not published every month (1), no data (1)."
)


@pytest.mark.parametrize(
    ("language", "first", "why"),
    [
        ("sv", "3 mått har ett mål i planen. För 1 av dem", WHY_UNTOLD),
        ("en", "3 measures have a target in the plan. For 1 of them", WHY_UNTOLD_IN_ENGLISH),
    ],
)
def test_the_summary_counts_every_target_and_says_why_the_pace_of_some_is_not_told(
    language, first, why
):
    aimed = finding("a", pace=Pace.ON_TIME)
    yearly = finding("b", direction=Direction.CANNOT_TELL, pace=None)
    slow = replace(yearly.verdict.direction, reason=Reason.NOT_MONTHLY)
    yearly = replace(yearly, target=aimed.target, verdict=replace(yearly.verdict, direction=slow))
    absent = replace(yearly, indicator_id="c", verdict=None)
    text = said(report((area((aimed, yearly, absent)),), language=language))
    assert first in text and why in text


@pytest.mark.parametrize(
    ("language", "words"), [("sv", "(varav 1 osäkert)"), ("en", "(of which 1 uncertain)")]
)
def test_the_summary_counts_apart_the_targets_that_may_not_be_reached(language, words):
    for state in (Pace.REACHED, Pace.ON_TIME):
        firm = finding("a", pace=state)
        due = firm.target.due
        sure = replace(firm.verdict.pace, reach=due, reach_earliest=due, reach_latest=due)
        firm = replace(firm, verdict=replace(firm.verdict, pace=sure))
        heading = replace(sure, certain=False, reach_latest=None)
        unsure = replace(firm, indicator_id="b", verdict=replace(firm.verdict, pace=heading))
        assert words in said(report((area((firm, unsure)),), language=language))
        assert words not in said(report((area((firm,)),), language=language))


def test_the_scale_of_an_index_stands_in_captions_and_never_after_a_figure():
    index = replace(finding(), unit="index 0–1", value_unit="", decimals=2)
    text = said(report((area((index,)),)))
    assert "6,00, dec\u00a02027" in text
    assert not re.search(r"\d\u00a0index", text)
    assert ", index 0–1, " in text
    assert ", index 0–1 (lägre är bättre)" in text


@pytest.mark.parametrize(
    ("language", "words"),
    [("sv", "Bandet ligger kring trendlinjen"), ("en", "The band lies around the trend line")],
)
def test_a_caption_says_when_the_limits_lie_around_a_trend_line(language, words):
    plain = finding()
    moving = replace(plain, chart=replace(plain.chart, along_trend=True))
    assert words in said(report((area((moving,)),), language=language))
    assert words not in said(report((area((plain,)),), language=language))


@pytest.mark.parametrize(
    ("language", "words"),
    [("sv", "avrundade till jämna 5-tal"), ("en", "rounded to base 5")],
)
def test_a_report_of_a_rounded_run_says_so_and_not_that_values_are_hidden(language, words):
    plain = report((area((finding(),)),), language=language)
    rounded = replace(plain, run=replace(plain.run, rounded_to=5))
    assert words in said(rounded) and words not in said(plain)
    hidden = {"sv": "Värden som bygger på färre än", "en": "Values that rest on fewer than"}
    assert hidden[language] in said(plain) and hidden[language] not in said(rounded)


def test_a_report_without_any_measure_still_says_so():
    text = said(report((area((), "Prioritering"),)))
    assert "Inget mått följer området ännu" in text
    assert "Inget mått är kopplat till planen" in text


@pytest.mark.parametrize(
    ("language", "linked", "words"),
    [
        ("sv", 0, "Inget mått är kopplat till planen"),
        ("en", 0, "No measure is linked to the plan"),
        ("sv", 3, "Inget av de mått som är kopplade till planen finns i körningen"),
        ("en", 3, "None of the measures linked to the plan is in the run"),
    ],
)
def test_without_measures_nothing_is_said_to_be_unchanged(language, linked, words):
    bare = replace(area((), "Prioritering"), unmeasured=())
    text = said(replace(report((bare,), language=language), linked=linked))
    assert text.count(words) == 2  # the summary and what to decide
    for key in ("no_evidence", "nothing_unknown", "nothing_ahead"):
        assert wording_of(language).text[key] not in text


@pytest.mark.parametrize("language", ["sv", "en"])
def test_the_summary_says_which_revision_it_builds_on(language):
    content = replace(full_report(4, language=language), revision="revision 7 (x)")
    lead = next(t for t in texts(blocks_of(content)) if "revision 7 (x)" in t)
    assert content.plan_name in lead


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
    from datetime import date

    assert day_name(date(2025, 12, 31), "sv") == "31\u00a0december\u00a02025"


@pytest.mark.parametrize(
    ("language", "zero"),
    [("sv", r"(?<!\d)0 (som|går)|för 0 "), ("en", r"(?<!\d)0 (is|are)|for 0 ")],
)
@pytest.mark.parametrize("directions", [*[[d] for d in Direction], *[[d, d] for d in Direction]])
def test_a_sentence_counts_no_zeros(directions, language, zero):
    found = tuple(finding(f"matt_{n}", d) for n, d in enumerate(directions))
    text = said(report((area(found),), language=language))
    assert not re.search(zero, text, re.IGNORECASE)


def test_the_only_measure_of_an_area_is_told_without_a_number():
    text = said(report((area((finding(),)),)))
    assert "Områdets enda mått förbättras." in text


def test_an_area_with_many_measures_tells_in_full_those_that_move_or_have_a_target():
    still = [
        finding(f"matt_{n}", Direction.NO_EVIDENCE, None, name=f"Stilla {n}") for n in range(9)
    ]
    moving = finding("ror", Direction.WORSENING, None, name="Rörelse")
    aimed = finding("mal", Direction.CANNOT_TELL, Pace.NO_DATE, name="Mål")
    few = tally.told_in_full([*still, moving])
    assert len(few) == tally.FEW
    assert tally.told_in_full([*still, moving, aimed]) == [moving, aimed]
    content = report((area((*still, moving, aimed)),))
    text = said(content)
    assert text.count("Övriga mått") == 1
    for found in content.findings:
        assert found.name in text


@pytest.mark.parametrize(
    ("language", "line"),
    [
        ("sv", "För kort serie (2 mått): A; B."),
        ("en", "Too short a series (2 measures): A; B."),
    ],
)
def test_what_cannot_be_told_is_gathered_by_its_reason(language, line):
    untold = [
        replace(one, name=name)
        for one, name in zip(
            [f for f in full_report(40).findings if f.direction is Direction.CANNOT_TELL],
            ("B", "A"),
            strict=False,
        )
    ]
    assert line in said(replace(report((area(tuple(untold)),)), language=language))
