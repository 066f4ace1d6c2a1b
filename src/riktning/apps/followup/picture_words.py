"""The picture of an area in one or two sentences, in Swedish and English."""

import math
from collections.abc import Sequence

from riktning.apps.followup.picture import Picture, Standing
from riktning.catalogue.model import Words
from riktning.trends.figures import NO_BREAK
from riktning.trends.labels import DIRECTION_WORDS
from riktning.trends.verdict import Direction

SHOWN = 3
_TOLD = (Direction.IMPROVING, Direction.WORSENING, Direction.NO_EVIDENCE)


def picture_sentence(found: Picture, language: str = "sv") -> str:
    """The measures weighed by the quality of their data, and those that move most surely.

    How many go which way is counted elsewhere.
    """
    if found.shares is None:
        return Words(
            "För inget av måtten går det ännu att avgöra åt vilket håll de rör sig.",
            "For none of the measures can it be told yet which way they move.",
        ).in_(language)
    weighed = _weighed(found, language)
    return " ".join(part for part in (weighed, _strongest(found, language)) if part)


def _weighed(found: Picture, language: str) -> str:
    """The shares by the quality of the data, or that they say no more than the numbers do."""
    told, shares = found.size - found.counts[Direction.CANNOT_TELL], found.shares or {}
    plain = whole_percents([found.counts[state] / told for state in _TOLD])
    better, worse, still = percents = whole_percents([shares[state] for state in _TOLD])
    if percents == plain:
        return Words(
            "Vägda efter hur fullständiga uppgifterna är ger måtten samma bild.",
            "Weighed by how complete their data are, the measures give the same picture.",
        ).in_(language)
    return Words(
        f"Av de {told} mått som går att avgöra, vägda efter hur fullständiga uppgifterna är, "
        f"förbättras {better}, försämras {worse} och {still}{NO_BREAK}procent visar ingen säker "
        "förändring.",
        f"Of the {told} measures that can be told, weighed by how complete their data are, "
        f"{better} per cent improve, {worse} worsen and {still} show no evidence of change.",
    ).in_(language)


def whole_percents(shares: Sequence[float]) -> list[int]:
    """Shares of a whole as whole per cent that add up to 100, by the largest remainders."""
    exact = [100 * share for share in shares]
    floors = [math.floor(each) for each in exact]
    ahead = sorted(range(len(exact)), key=lambda place: floors[place] - exact[place])
    for place in ahead[: 100 - sum(floors)]:
        floors[place] += 1
    return floors


def standing_sentence(found: Picture, language: str = "sv") -> str:
    """How many measures go which way, and those that move most surely: a line a unit."""
    counts = ", ".join(
        f"{words.in_(language)}{NO_BREAK}{found.counts[state]}"
        for state, words in DIRECTION_WORDS.items()
        if found.counts[state]
    )
    return " ".join(part for part in (f"{counts}.", _strongest(found, language)) if part)


def _strongest(found: Picture, language: str) -> str:
    first = list(found.strongest[:SHOWN])
    if not first:
        return ""
    for way in (Direction.IMPROVING, Direction.WORSENING):  # what worsens is never left out
        other = next((each for each in found.strongest if each.finding.state is way), None)
        if other and all(each.finding.state is not way for each in first):
            first[-1] = other
    named = "; ".join(_named(each, language) for each in first)
    return Words(f"Säkrast belagt: {named}.", f"Surest: {named}.").in_(language)


def _named(standing: Standing, language: str) -> str:
    state = DIRECTION_WORDS[standing.finding.state].in_(language)
    return f"{standing.name.in_(language)} ({state})"
