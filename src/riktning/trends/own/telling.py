"""What is said of someone's own series, in sentences and as plain JSON values."""

import math
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from riktning.catalogue.model import Kind, Polarity, Words
from riktning.core.periods import MONTHS_A_YEAR, Month
from riktning.trends.charts.chart import ChartKind, ChartStatus, Pull
from riktning.trends.charts.profiles import PROFILES, Rule
from riktning.trends.charts.runs import Counted, runs
from riktning.trends.charts.statement_words import assurance_sentence, variation_sentence
from riktning.trends.charts.words import (
    MARKED_BY_SEASON,
    kind_sentence,
    pull_sentence,
    rule_words,
    status_words,
)
from riktning.trends.figures import (
    NO_BREAK,
    as_written,
    figure,
    level_decimals,
    month_name,
    with_unit,
)
from riktning.trends.figures import period_name as named_period
from riktning.trends.finding import called as found_moves
from riktning.trends.naming import UNNAMED
from riktning.trends.odd_words import aside_sentence, counted_sentence
from riktning.trends.own.asking import left_out
from riktning.trends.own.counted_runs import counted_runs, runs_json, runs_words
from riktning.trends.own.judging import OwnPhase, OwnVerdict
from riktning.trends.own.leaving_out import left_out_of, left_out_sentences
from riktning.trends.own.periods import POINTS_A_YEAR, Every
from riktning.trends.store import finding_as_json, pace_as_json
from riktning.trends.verdict import Target
from riktning.trends.words import (
    direction_sentence,
    pace_sentence,
    statistics_sentence,
)

Json = dict[str, Any]
_MOST_DECIMALS = 6  # of values of one and above; smaller ones as many from their first digit
_BARE = (ChartStatus.DESCRIPTIVE, ChartStatus.NO_VARIATION)
_MOVING = Words(
    "Nivån rör sig: gränser kring en fast nivå markerar då även punkter som bara följer med.",
    "The level moves: limits around a constant one then also mark points that only follow it.",
)
_NOT_JUDGED = Words(
    "Riktning och takt bedöms för månader, kvartal, tertial och år, inte för dagar eller veckor: "
    "en säsong kan då inte skiljas från en trend.",
    "Direction and pace are judged for months, quarters, tertials and years, not for days or "
    "weeks: season cannot be told from trend there.",
)
_BETWEEN_EVENTS = Words(
    "Riktning och takt bedöms inte av det som ligger mellan händelser: punkterna kommer då inte "
    "med jämna mellanrum. Ge antalet händelser per månad för att få dem bedömda.",
    "Direction and pace are not judged of what lies between events: the points then do not come at "
    "even intervals. Give the number of events a month to have them judged.",
)
_EXCLUDE = Words(
    "Med --exclude räknas riktning och takt utan de perioder som anges.",
    "With --exclude direction and pace are reckoned without the periods given.",
)
_NO_SIDE = Words(
    "Måluppfyllelse: går inte att avgöra, eftersom inget håll är angivet som bättre.",
    "Assurance: cannot be told, since no side is given as better.",
)


@dataclass(frozen=True, slots=True)
class Naming:
    """What the sentences need to know of a series."""

    name: Words
    unit: Words
    decimals: int
    polarity: Polarity
    kind: Kind
    own: bool = True


def naming(verdict: OwnVerdict, unit: str, decimals: int | None = None) -> Naming:
    """What the sentences call the series; without ``decimals`` its figures choose how many."""
    own = verdict.series.name
    return Naming(
        name=Words(own, own) if own else UNNAMED,
        unit=Words(unit, unit),
        decimals=_decimals(verdict) if decimals is None else decimals,
        polarity=verdict.asked.polarity,
        kind=Kind.MEAN,
    )


def _decimals(verdict: OwnVerdict) -> int:
    """One, or as many as the values need for what they usually differ by to be seen."""
    values = np.array([value for value in verdict.values if value is not None])
    if not len(values):
        return 1
    largest = float(np.abs(values).max())
    spread = float(np.std(values)) or largest
    if not 0 < spread < 1:
        return 1
    most = _MOST_DECIMALS - min(math.floor(math.log10(largest)), 0)
    return min(max(1, -math.floor(math.log10(spread))), most)


def sentences(verdict: OwnVerdict, called: Naming, language: str) -> tuple[str, ...]:
    """The chart, what breaks its pattern, variation, assurance, direction and pace."""
    told = [
        kind_sentence(verdict.kind, _bearing(verdict), verdict.sigma_z, language),
        *_phases(verdict, called, language),
        *_runs(verdict, language),
        *(_breach(verdict, rule, places, language) for rule, places in verdict.breaches),
        *([MARKED_BY_SEASON.in_(language)] if verdict.seasonal and verdict.breaches else []),
        *(_pull(verdict, each, called, language) for each in verdict.pulls),
        _variation(verdict, language),
    ]
    if verdict.asked.target is not None:
        told.append(_assurance(verdict, called, language))
    if verdict.series.every in (Every.DAY, Every.WEEK):
        told.append(_NOT_JUDGED.in_(language))
    elif verdict.direction is None:
        told.append(_BETWEEN_EVENTS.in_(language))
    if verdict.direction is not None:
        if called_moving(verdict):
            told.append(_MOVING.in_(language))
        told.append(direction_sentence(verdict.direction, called, language))
        told += [each for each in _odd_values(verdict, language) if each]
        told.append(statistics_sentence(verdict.direction, called, language))
    if verdict.pace is not None:
        told.append(pace_sentence(verdict.pace, called, language))
        if verdict.pace.pulled:
            told.append(_EXCLUDE.in_(language))
        told += _already_due(verdict, language)
    return (*told, *left_out_sentences(left_out_of(verdict), language))


def _odd_values(verdict: OwnVerdict, language: str) -> tuple[str, ...]:
    """What the trend makes of values far from the others; empty where there is nothing to say."""
    found = verdict.direction
    if found is None:
        return ()
    return aside_sentence(found, language), counted_sentence(found, language)


def _bearing(verdict: OwnVerdict) -> ChartStatus:
    """What the limits bear: of the last phase, or of the last one before it that has any."""
    has = [phase.status for phase in verdict.phases if phase.status not in _BARE]
    return verdict.status if verdict.status not in _BARE or not has else has[-1]


def _already_due(verdict: OwnVerdict, language: str) -> list[str]:
    """A due month that had passed before the series begins is said to have."""
    target, found = verdict.asked.target, verdict.direction
    if not isinstance(target, Target) or found is None or found.first is None:
        return []
    if target.due >= found.first:
        return []
    due = month_name(target.due, language)
    return [
        Words(
            f"Målets månad, {due}, hade passerat redan när serien börjar.",
            f"The month of the target, {due}, had passed before the series begins.",
        ).in_(language)
    ]


def called_moving(verdict: OwnVerdict) -> bool:
    """Whether the level moves, so that limits around a constant one mark what only follows it."""
    found = verdict.direction
    around = verdict.kind is not ChartKind.RUN and bool(verdict.breaches)
    return around and found is not None and found_moves(found, verdict.asked.q)


def period_name(verdict: OwnVerdict, place: int, language: str) -> str:
    """A period as a person names it: ``mars 2025``, ``tertial 1 2025``; a day as it is written."""
    every, number = verdict.series.every, int(verdict.series.numbers[place])
    if every in POINTS_A_YEAR:
        cycle = POINTS_A_YEAR[every]
        return named_period(Month.from_index(number * (MONTHS_A_YEAR // cycle)), cycle, language)
    label = verdict.series.labels[place]
    if every is Every.WEEK:
        year, week = label.split("-W")
        name = Words("vecka", "week").in_(language)
        return f"{name}{NO_BREAK}{int(week)}{NO_BREAK}{year}"
    return label


def _phases(verdict: OwnVerdict, called: Naming, language: str) -> list[str]:
    if len(verdict.phases) < 2:
        return []
    told = "; ".join(
        f"{_span(verdict, phase, language)} {status_words(phase.status, language)}"
        f"{_level(phase, called, language)}"
        for phase in verdict.phases
    )
    head = Words("Nivå och gränser räknas för sig", "Level and limits are reckoned apart")
    return [f"{head.in_(language)}: {told}."]


def _span(verdict: OwnVerdict, phase: OwnPhase, language: str) -> str:
    ends = dict.fromkeys((phase.first, phase.last))
    return "–".join(period_name(verdict, place, language) for place in ends)


def _level(phase: OwnPhase, called: Naming, language: str) -> str:
    """The phase's own level, after a comma."""
    if phase.centre is None:
        return ""
    told = with_unit(
        figure(phase.centre, level_decimals(phase.centre, called.decimals), language),
        called.unit.in_(language),
        language,
    )
    return Words(f", nivå {told}", f", level {told}").in_(language)


def _runs(verdict: OwnVerdict, language: str) -> list[str]:
    """What Anhøj's rules are tried on, in each phase."""
    return [
        f"{f'{_span(verdict, phase, language)}: ' if len(verdict.phases) > 1 else 'Anhøj: '}"
        f"{runs_words(found, language)}."
        for phase, found in counted_runs(verdict)
    ]


def _breach(verdict: OwnVerdict, rule: Rule, places: Sequence[int], language: str) -> str:
    words = rule_words(rule, language, rules=verdict.asked.rules)
    named = ", ".join(_stretches(verdict, rule, places, language))
    return f"{words[:1].upper()}{words[1:]}: {named}."


def _pull(verdict: OwnVerdict, pull: Pull, called: Naming, language: str) -> str:
    named = [(verdict.values[at] or 0.0, period_name(verdict, at, language)) for at in pull.places]
    return pull_sentence(pull, named, language, called.unit.in_(language))


def _stretches(verdict: OwnVerdict, rule: Rule, places: Sequence[int], language: str) -> list[str]:
    """The runs that the rule marks, told as from–to."""
    out = left_out(verdict.series, verdict.asked).tolist()
    counted = Counted(
        [None if out[at] else value for at, value in enumerate(verdict.values)],
        verdict.centre,
        [phase.first for phase in verdict.phases[1:]],
    )
    found = runs(rule, places, counted, PROFILES[verdict.asked.rules].points.get(rule, 0))
    names = [[period_name(verdict, end, language) for end in (run[0], run[-1])] for run in found]
    return [first if first == last else f"{first}–{last}" for first, last in names]


def _variation(verdict: OwnVerdict, language: str) -> str:
    place = verdict.variation.place
    period = "" if place is None else period_name(verdict, place, language)
    return variation_sentence(verdict.variation, period, language, rules=verdict.asked.rules)


def _assurance(verdict: OwnVerdict, called: Naming, language: str) -> str:
    if verdict.asked.polarity is Polarity.NONE:
        return _NO_SIDE.in_(language)
    target = _target(verdict)
    value = 0.0 if target is None else target
    told = figure(value, as_written(value, called.decimals), language)
    words = with_unit(told, called.unit.in_(language), language)
    name = Words(f"målet {words}", f"the target {words}").in_(language)
    return assurance_sentence(verdict.assurance, name, language)


def _target(verdict: OwnVerdict) -> float | None:
    target = verdict.asked.target
    return target.value if isinstance(target, Target) else target


def as_json(verdict: OwnVerdict, called: Naming, language: str) -> Json:
    """Everything that was found, as plain JSON values; periods as they are written."""
    labels = verdict.series.labels
    bare = _bearing(verdict) in _BARE
    out = left_out_of(verdict)
    return {
        "series": verdict.series.name,
        "chart": {
            "kind": str(verdict.kind),
            "asked": None if verdict.asked.kind is None else str(verdict.asked.kind),
            "why": kind_sentence(verdict.kind, _bearing(verdict), verdict.sigma_z, language),
            "status": str(verdict.status),
            "rules": str(verdict.asked.rules),
            "seasonal": verdict.seasonal,
            "sigma_z": None if bare else verdict.sigma_z,
            "periods": list(labels),
            "values": list(verdict.values),
            "centre": list(verdict.centre),
            "lower": list(verdict.lower),
            "upper": list(verdict.upper),
            "phases": [
                {
                    "first": labels[phase.first],
                    "last": labels[phase.last],
                    "status": str(phase.status),
                    "centre": phase.centre,
                }
                for phase in verdict.phases
            ],
            "runs": runs_json(verdict),
            **_marked_json(verdict, called, language),
        },
        "left_out": {
            "rows": list(out.rows),
            "missing_periods": out.missing,
            "columns": list(out.columns),
        },
        "variation": _variation_json(verdict, language),
        "assurance": _assurance_json(verdict, called, language),
        "direction": None
        if verdict.direction is None
        else {
            **finding_as_json(verdict.direction),
            "sentence": direction_sentence(verdict.direction, called, language),
        },
        "pace": None
        if verdict.pace is None
        else {
            **(pace_as_json(verdict.pace) or {}),
            "sentence": pace_sentence(verdict.pace, called, language),
        },
    }


def _marked_json(verdict: OwnVerdict, called: Naming, language: str) -> Json:
    labels = verdict.series.labels
    return {
        "breaches": [
            {
                "rule": str(rule),
                "periods": [labels[place] for place in places],
                "sentence": _breach(verdict, rule, places, language),
            }
            for rule, places in verdict.breaches
        ],
        "pulled_by": [
            {
                "period": labels[each.place],
                "periods": [labels[place] for place in each.places],
                "inside_without": each.inside,
                "others": each.others,
                "sentence": _pull(verdict, each, called, language),
            }
            for each in verdict.pulls
        ],
    }


def _variation_json(verdict: OwnVerdict, language: str) -> Json:
    found = verdict.variation
    return {
        "state": str(found.state),
        "rule": None if found.rule is None else str(found.rule),
        "period": None if found.place is None else verdict.series.labels[found.place],
        "better": found.better,
        "sentence": _variation(verdict, language),
    }


def _assurance_json(verdict: OwnVerdict, called: Naming, language: str) -> Json | None:
    if verdict.asked.target is None:
        return None
    return {
        "state": str(verdict.assurance.state),
        "why": None if verdict.assurance.why is None else str(verdict.assurance.why),
        "around": str(verdict.assurance.basis),
        "target": _target(verdict),
        "sentence": _assurance(verdict, called, language),
    }
