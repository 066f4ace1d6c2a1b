"""Published survey results: share of positive answers, or the sum of an index."""

import numpy as np
import pyarrow as pa

from riktning.core.units import UnitKind
from riktning.simulation.arrays import Ints
from riktning.simulation.columns import codes, dates, numbers, whole
from riktning.simulation.figures import parameters
from riktning.simulation.spans import Span, spans_of
from riktning.simulation.world import World

_DECEMBER = 12
_STAFF = "hme_"  # the questions to staff follow their own level


def survey_table(world: World) -> dict[str, pa.Array]:
    """One result a question, unit asked and whole year in which it is asked."""
    rng, questions = world.rng("surveys"), parameters("registers")["surveys"]
    rows = [
        (number, unit, span)
        for number, given in enumerate(questions.values())
        for span in spans_of(world.horizon, "year")
        if given["years"] == "every" or span.year % 2 == 1
        for unit in world.region.of_kind(UnitKind(given["at"]))
    ]
    question, unit = (np.array([row[n] for row in rows], np.int64) for n in (0, 1))
    spans = [span for _, _, span in rows]
    asked = [list(questions.values())[number] for number in question]
    bounds = np.array([given["respondents"] for given in asked]).reshape(-1, 2)
    respondents = rng.integers(bounds[:, 0], bounds[:, 1] + 1) if rows else question
    share = np.array([_share(world, *row) for row in rows])
    index = np.array([given["index"] for given in asked], bool)
    positive = rng.binomial(respondents, share).astype(float)
    scores = respondents * 100 * share + rng.normal(0, _ANSWERS_SPREAD * np.sqrt(respondents))
    return {
        "unit_id": codes(world.region.ids, unit),
        "period_start": dates(_days(spans, "first")),
        "period_end": dates(_days(spans, "last")),
        "question": codes(tuple(questions), question),
        "respondents": whole(respondents),
        "positive": numbers(positive, index),
        "index_sum": numbers(np.round(scores, 1), ~index),
    }


_ANSWERS_SPREAD = 18.0  # standard deviation of a person's index, 0-100


def _share(world: World, question: int, unit: int, span: Span) -> float:
    """The true share (or index / 100): the question's level, moved as its theme's level moves."""
    names, given = zip(*parameters("registers")["surveys"].items(), strict=True)
    theme = "engagement" if names[question].startswith(_STAFF) else "survey_positive"
    level = world.levels[theme][unit, span.month]
    years = span.month / _DECEMBER
    moved = (
        np.log(level / (1 - level)) - _origin(theme) + given[question].get("yearly", 0.0) * years
    )
    base = np.log(given[question]["level"] / (1 - given[question]["level"]))
    return float(1 / (1 + np.exp(-(base + moved))))


def _origin(theme: str) -> float:
    level = parameters("truths")["measures"][theme]["level"]
    return float(np.log(level / (1 - level)))


def _days(spans: list[Span], side: str) -> Ints:
    return np.array([getattr(span, side) for span in spans], np.int64)
