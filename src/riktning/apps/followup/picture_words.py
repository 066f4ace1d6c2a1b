"""The picture of an area in one or two sentences, in Swedish and English."""

from riktning.apps.followup.picture import Picture, Standing
from riktning.catalogue.model import Words
from riktning.trends.figures import NO_BREAK, figure, with_unit
from riktning.trends.labels import DIRECTION_WORDS
from riktning.trends.verdict import Direction

SHOWN = 3


def picture_sentence(found: Picture, language: str = "sv") -> str:
    """The weighed shares of what can be told, and the measures that move most surely."""
    if found.shares is None:
        return Words(
            "För inget av måtten går det ännu att avgöra åt vilket håll de rör sig.",
            "For none of the measures can it be told yet which way they move.",
        ).in_(language)
    told = found.size - found.counts[Direction.CANNOT_TELL]
    better, worse, still = (
        _share(found.shares[state], language)
        for state in (Direction.IMPROVING, Direction.WORSENING, Direction.NO_EVIDENCE)
    )
    weighed = Words(
        f"Av de {told} mått som går att avgöra, vägda efter hur fullständiga deras uppgifter är, "
        f"förbättras {better}, försämras {worse} och {still} visar ingen säker förändring.",
        f"Of the {told} measures that can be told, weighed by how complete their data are, "
        f"{better} improve, {worse} worsen and {still} show no evidence of change.",
    ).in_(language)
    return " ".join(part for part in (weighed, _strongest(found, language)) if part)


def standing_sentence(found: Picture, language: str = "sv") -> str:
    """How many measures go which way, and those that move most surely: a line a unit."""
    counts = ", ".join(
        f"{words.in_(language)}{NO_BREAK}{found.counts[state]}"
        for state, words in DIRECTION_WORDS.items()
        if found.counts[state]
    )
    return " ".join(part for part in (f"{counts}.", _strongest(found, language)) if part)


def _strongest(found: Picture, language: str) -> str:
    first = found.strongest[:SHOWN]
    if not first:
        return ""
    named = "; ".join(_named(each, language) for each in first)
    return Words(f"Säkrast belagt: {named}.", f"Surest: {named}.").in_(language)


def _named(standing: Standing, language: str) -> str:
    state = DIRECTION_WORDS[standing.finding.state].in_(language)
    return f"{standing.name.in_(language)} ({state})"


def _share(share: float, language: str) -> str:
    return with_unit(figure(100 * share, 0, language), "%", language)
