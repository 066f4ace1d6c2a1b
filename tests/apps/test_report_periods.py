"""A measure of tertials is told by tertials, wherever the report says how it is followed."""

from copy import copy
from dataclasses import replace

import pytest

from apps.report_evidence_store import a_handed_in_round, a_plan, a_run
from riktning.apps.followup.rounds.models import Answer
from riktning.apps.followup.rounds.queries import HANDED_IN
from riktning.apps.observations.queries import indicators
from riktning.apps.reports.evidence import Material
from riktning.apps.reports.evidence.measures import _chart
from riktning.apps.reports.evidence.method import method
from riktning.apps.reports.evidence.pace import pace_sentence, pace_told
from riktning.apps.reports.evidence.reported import _told_apart, _voices, _what, reported
from riktning.catalogue.model import Polarity
from riktning.core.periods import Month
from riktning.documents.charts import ControlPlot
from riktning.documents.manuscript.blocks import Said
from riktning.trends.verdict import Direction, Pace, Target

pytestmark = pytest.mark.django_db


@pytest.fixture
def material(tmp_path):
    run = a_run(tmp_path)
    return Material(revision=a_plan(), run=run, as_of=run.as_of, language="sv")


def by_tertial(finding):
    found = finding.verdict
    return replace(finding, verdict=replace(found, direction=replace(found.direction, cycle=3)))


def test_caption_and_alt_text_of_a_chart_say_its_periods(material):
    finding = next(f for f in material.findings("all") if f.verdict)
    months = tuple(Month(2025, number) for number in (4, 8, 12))
    level = (1.0,) * len(months)
    plot = ControlPlot(months, level, level, level, level, (False,) * len(months))
    finding = replace(finding, chart=plot)
    monthly = _chart(material, finding, finding.chart)
    assert "per månad" in monthly.alt
    tertial = by_tertial(finding)
    made = _chart(material, tertial, tertial.chart)
    for told in (made.caption, made.alt):
        assert "tertial 3 2025" in told.replace("\xa0", " ")
        assert "december" not in told.replace(tertial.direction_sentence, "")
    assert "per tertial" in made.alt
    assert "per månad" not in made.alt


def test_the_public_sentence_of_the_method_says_how_many_are_followed_by_what(
    material, monkeypatch
):
    material = replace(material, plain=True)
    text = method(material, "all").blocks[0].texts[0]
    assert text.startswith("Vi följer varje mått månad för månad.")
    every = material.findings("all")
    changed = [by_tertial(f) if f.verdict and n == 0 else f for n, f in enumerate(every)]
    monkeypatch.setattr(Material, "findings", lambda _self, _about: changed)
    text = method(material, "all").blocks[0].texts[0]
    rest = len(every) - 1
    assert text.startswith(f"Vi följer {rest} mått månad för månad och 1 mått tertial för tertial.")


def test_what_is_reported_says_its_place_in_the_plan(material):
    a_handed_in_round(material.revision)
    answers = [each for each in Answer.objects.filter(report__state__in=HANDED_IN) if each.place]
    piece = reported(material, "all")
    said = "\n".join(block.text for block in piece.blocks if isinstance(block, Said))
    assert answers
    for answer in answers:
        named = f"{answer.text.rstrip('.')} ({answer.place})"
        assert f"{named}: " in said
        assert any(key.endswith(named) for key in piece.facts)


def test_several_measures_of_one_line_are_told_apart(material):
    """An administration answers of each: one line four times says nothing of which is which."""
    a_handed_in_round(material.revision)
    infos = indicators(material.run)
    first, second = list(infos)[:2]
    voice = next(iter(_voices(material)))
    same = []
    for name in (first, second):
        answer = copy(voice.answer)
        answer.indicator_id = name
        same.append(replace(voice, answer=answer))
    told = [_what(each) for each in _told_apart(material, same)]
    assert told[0] != told[1]
    assert f" – {infos[first].name.sv}" in told[0]
    assert f" – {infos[second].name.sv}" in told[1]
    alone = _told_apart(material, same[:1])
    assert [each.measure for each in alone] == [""]


def test_a_target_that_the_run_does_not_judge_is_not_said_to_lack_data(material):
    """A target that came into the plan after the run was judged: its direction is known."""
    judged = next(each for each in material.findings("all") if each.verdict and each.verdict.pace)
    verdict = judged.verdict
    known = replace(verdict.direction, state=Direction.IMPROVING, reason=None)
    late = replace(judged, verdict=replace(verdict, direction=known, pace=None))
    told = pace_sentence(material, [judged, late])
    assert told.endswith("För 1 är takten inte bedömd.")
    assert "eftersom riktningen inte går att avgöra" not in told
    alone = pace_sentence(material, [late])
    assert alone == "1 mått har ett mål i planen, men takten är inte bedömd för något av dem."


@pytest.mark.parametrize(
    ("value", "level", "state", "told"),
    [
        (89.3, 90.5, Pace.REACHED, "uppnått (trendnivå 90,5)"),
        (91.0, 90.5, Pace.REACHED, "uppnått"),
        (90.4, 88.0, Pace.LATE, "uppnått (trendnivå 88,0)"),  # the label is what it was given
        (89.3, 88.0, Pace.LATE, "uppnått"),
        (None, 90.5, Pace.REACHED, "uppnått"),
    ],
)
def test_a_pace_that_the_years_value_seems_to_deny_says_its_trend_level(
    material, value, level, state, told
):
    finding = next(
        each
        for each in material.findings("all")
        if each.verdict and each.verdict.pace and each.years
    )
    verdict = finding.verdict
    year = replace(finding.years[-1], value=value, hidden=False)
    made = replace(
        finding,
        decimals=1,
        polarity=Polarity.HIGHER,
        target=Target(90.0, Month(2025, 12)),
        years=(year,),
        pace_label="uppnått",
        verdict=replace(
            verdict,
            direction=replace(verdict.direction, end_level=level),
            pace=replace(verdict.pace, state=state, beyond=False),
        ),
    )
    assert pace_told(material, made) == told
    lower = replace(made, polarity=Polarity.LOWER)
    assert pace_told(material, lower) != told or value is None
    assert pace_told(material, replace(made, pace_label=None)) == "–"
