"""What Anhøj's two rules are tried on: useful points, longest run and crossings, phase by phase."""

from typing import Any

import numpy as np

from riktning.catalogue.model import Words
from riktning.trends.charts.chart import ChartStatus
from riktning.trends.charts.profiles import PROFILES, Rule
from riktning.trends.charts.run_chart import RunsAnalysis, analysis_of_sides
from riktning.trends.own.asking import left_out
from riktning.trends.own.judging import OwnPhase, OwnVerdict

_GRAIN = 1e-12  # of the largest value, as where the rules are tried
_BARE = (ChartStatus.DESCRIPTIVE, ChartStatus.NO_VARIATION)


def counted_runs(verdict: OwnVerdict) -> list[tuple[OwnPhase, RunsAnalysis]]:
    """The runs of each phase; none where the chart is not tried by Anhøj's rules, or cannot be."""
    if Rule.LONG_RUN not in PROFILES[verdict.asked.rules].points:
        return []
    values = np.array(verdict.values, dtype=np.float64)
    values[left_out(verdict.series, verdict.asked)] = np.nan
    found = []
    for phase in verdict.phases:
        if phase.status in _BARE or phase.centre is None:
            continue
        points = values[phase.first : phase.last + 1]
        away = points - phase.centre
        grain = _GRAIN * np.nanmax(np.abs(points))
        side = np.where(np.abs(away) <= grain, 0.0, np.sign(away))
        found.append((phase, analysis_of_sides(side[None, :])))
    return found


def runs_words(found: RunsAnalysis, language: str) -> str:
    """The counts beside what chance gives, without a capital."""
    useful, longest, most, crossings, fewest = _numbers(found)
    return Words(
        f"användbara punkter (inte på mittlinjen) {useful}, längsta följd på samma sida {longest} "
        f"(slumpen ger högst {most}), korsningar {crossings} (slumpen ger minst {fewest})",
        f"useful points (not on the centre) {useful}, longest run on one side {longest} (chance "
        f"gives {most} at most), crossings {crossings} (chance gives {fewest} at least)",
    ).in_(language)


def runs_json(verdict: OwnVerdict) -> list[dict[str, Any]]:
    """The same as plain values, a dictionary for each phase."""
    labels = verdict.series.labels
    names = ("useful", "longest", "longest_expected", "crossings", "crossings_expected")
    return [
        {
            "first": labels[phase.first],
            "last": labels[phase.last],
            **dict(zip(names, _numbers(found), strict=True)),
        }
        for phase, found in counted_runs(verdict)
    ]


def _numbers(found: RunsAnalysis) -> tuple[int, ...]:
    counts = (found.useful, found.longest, found.longest_expected, found.crossings,
              found.crossings_expected)  # fmt: skip
    return tuple(int(each[0]) for each in counts)
