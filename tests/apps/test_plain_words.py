"""The report for everybody is told without the words of statistics and of planning."""

import re
from typing import Any

import pytest

from apps.report_evidence_store import a_handed_in_round, a_plan, a_run
from riktning.apps.reports.assembling import from_template
from riktning.apps.reports.evidence.material import Material
from riktning.apps.reports.evidence.offering import offer_named
from riktning.apps.reports.evidence.plain_words import PLAIN
from riktning.apps.reports.templates import template
from riktning.documents.manuscript.plain import to_plain

pytestmark = pytest.mark.django_db
# What somebody who has never read the plan, and never met statistics, would have to look up.
NOT_SAID = {
    "sv": (
        "benjamini", "p-värde", "q =", "körning", "revidering", "serie", "signifika", "konfidens",
        "intervall", "styrdiagram", "lutning", "regression", "täljare", "nämnare",
        "effektmål", "indikator", "definition", "falska", "preliminär", "aggreger",
        "sammanräknade värden", "estimat", "skattas", "variation", "hypotes", "median",
        "percentil", "underlag",
    ),
    "en": (
        "benjamini", "p-value", "q =", " run ", "revision", "series", "significan", "confidence",
        "interval", "control chart", "slope", "regression", "numerator", "denominator",
        "effect goal", "indicator", "definition", "false", "preliminary", "aggregate",
        "estimate", "variation", "hypothes", "median", "percentile",
    ),
}  # fmt: skip
CODE = re.compile(r"\b[0-9a-f]{8,}\b|\brun-\d|\bNV\d")


def told(value: Any) -> list[str]:
    """Every text that a reader meets, not what names a block in links."""
    if isinstance(value, str):
        return [value]
    if isinstance(value, list):
        return [text for item in value for text in told(item)]
    if isinstance(value, dict):
        unseen = ("type", "anchor", "key", "kind", "form", "language", "date", "align")
        return [text for name, held in value.items() if name not in unseen for text in told(held)]
    return []


@pytest.mark.parametrize("language", ["sv", "en"])
def test_the_public_version_does_without_the_words_that_few_know(tmp_path, language):
    run, revision = a_run(tmp_path), a_plan()
    a_handed_in_round(revision)
    kind = template("public")
    material = Material(run, revision, run.as_of, language, plain=kind.public)
    texts = told(to_plain(from_template(kind, material)))
    assert len(texts) > 20
    assert [t for t in texts for word in NOT_SAID[language] if word in t.lower()] == []
    assert [text for text in texts if CODE.search(text)] == []


@pytest.mark.parametrize("language", ["sv", "en"])
@pytest.mark.parametrize("key", sorted(PLAIN))
def test_a_plain_sentence_is_plain(key, language):
    text = PLAIN[key].in_(language)
    assert [word for word in NOT_SAID[language] if word in text.lower()] == []
    assert max(len(sentence.split()) for sentence in re.split(r"[.:] ", text)) <= 30


def test_how_many_may_be_due_to_chance_is_said_in_plain_words_too(tmp_path):
    run, revision = a_run(tmp_path), a_plan()
    run.family["expected_false"] = 12.91  # at most so many: told rounded up, never to 12.9
    plain = offer_named(Material(run, revision, run.as_of, plain=True), "method:all")
    exact = offer_named(Material(run, revision, run.as_of), "method:all")
    for piece in (plain, exact):
        last = piece.blocks[-1].texts[-1]
        assert str(run.family["judged"]) in last
        assert " 13,0 " in last.replace("\N{NO-BREAK SPACE}", " ")


def test_a_report_for_other_readers_says_which_run_it_builds_on(tmp_path):
    run, revision = a_run(tmp_path), a_plan()
    about = dict(from_template(template("yearly"), Material(run, revision, run.as_of)).about)
    assert run.run_id in about.values()
