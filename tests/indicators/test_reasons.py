"""Why there are no figures is told in the reader's language, whichever reason it is."""

import re
from datetime import date
from pathlib import Path

import pytest

from riktning.indicators import computing, gaps
from riktning.indicators.reasons import reason_words
from riktning.sources.quality.results import Check, Finding, Severity

LOOKS_BACK = "it looks back 60 months, and the delivery covers 48"
CHECK = Check("reference", Severity.FATAL, "hänvisar till något okänt", "refers to what is unknown")


def _said(failed: int, rows: int) -> dict[str, str]:
    result = CHECK.judge("contact", "person_id", Finding(failed, rows))
    return {"sentence_sv": result.sentence_sv, "sentence_en": result.sentence_en}


@pytest.mark.parametrize(
    ("reason", "swedish"),
    [
        (LOOKS_BACK, "måttet ser 60 månader bakåt, och leveransen omfattar 48"),
        ("not delivered: wait, person", "inte levererat: wait, person"),
        ("delivered without a row: wait", "levererat utan en enda rad: wait"),
        (
            "the baseline 2019-01 to 2019-12 is outside the months delivered, 2022-01 to 2025-12",
            (
                "jämförelseperioden 2019-01 till 2019-12 ligger utanför de levererade månaderna, "
                "2022-01 till 2025-12"
            ),
        ),
    ],
)
def test_a_reason_is_told_in_swedish_and_in_english_as_it_is_kept(reason, swedish):
    assert reason_words(reason, "sv") == swedish
    assert reason_words(reason, "en") == reason


def test_a_measure_is_withheld_for_what_a_check_found_in_the_words_of_its_own_language():
    quality = [_said(4, 1595), _said(4, 159)]
    reason = "; ".join(f"contact: {each['sentence_en'].rstrip('.')}" for each in quality)
    expected = "; ".join(f"contact: {each['sentence_sv'].rstrip('.')}" for each in quality)
    assert reason_words(reason, "sv", quality) == expected
    assert reason_words(reason, "en", quality) == reason
    assert "refers" not in expected


def test_no_reason_is_no_words():
    assert reason_words("", "sv", [_said(1, 10)]) == ""


def test_every_reason_that_a_run_writes_has_its_swedish_words():
    """The English ones stand in the code as they are written; each must be one that is known."""
    written = _written(computing, "_state") + _written(gaps, "uncovered_baseline")
    assert len(written) == 4
    for reason in written:
        assert reason_words(reason, "sv") != reason


def _written(module, function: str) -> list[str]:
    text = Path(module.__file__).read_text(encoding="utf-8").split(f"def {function}(")[1]
    body = re.split(r"\ndef ", text)[0]
    found = re.findall(r'return (?:NO_SOURCE, )?f"([^"]+)"', body)
    return [re.sub(r"\{[^}]*\}", _an_example, each) for each in found]


def _an_example(field: "re.Match[str]") -> str:
    """What such a field holds: months, counts, or names of tables."""
    name = field[0].strip("{}")
    if name in ("begin", "end", "first", "last"):
        return f"{date(2025, 1, 1):%Y-%m}"
    return "12" if name in ("needed", "months") else "wait"
