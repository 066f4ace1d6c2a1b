"""The series of a file as one family: how many were tested, called, and may be false."""

from collections.abc import Sequence

from riktning.catalogue.model import Words
from riktning.trends.figures import at_most, figure
from riktning.trends.finding import called, called_always
from riktning.trends.judged import Family
from riktning.trends.own.judging import OwnVerdict


def family_of(verdicts: Sequence[OwnVerdict]) -> Family | None:
    """The family of the series whose direction is judged; None where there is none."""
    found = [(each.direction, each.asked.q) for each in verdicts if each.direction is not None]
    if not found:
        return None
    q = found[0][1]
    moving = sum(called(finding, q) for finding, _ in found)
    return Family(
        size=len(found),
        judged=sum(finding.q_value is not None for finding, _ in found),
        q=q,
        expected_false=q * moving,
        called=moving,
        called_always=sum(called_always(finding, q) for finding, _ in found),
    )


def family_sentence(family: Family, language: str) -> str:
    """How many series were judged together, and what that says of those called."""
    false, share = at_most(family.expected_false, language), figure(family.q * 100, 0, language)
    return Words(
        f"Tillsammans: {family.size} serier, {family.judged} prövade, {family.called} i rörelse; "
        f"med q = {share}\u00a0% väntas högst {false} av dessa vara falska. Hur serierna än "
        f"hänger samman (Benjamini–Yekutieli) är {family.called_always} i rörelse.",
        f"Together: {family.size} series, {family.judged} tested, {family.called} move; with "
        f"q = {share}\u00a0% at most {false} of these are expected to be false. Whatever the "
        f"dependence between series (Benjamini–Yekutieli) {family.called_always} move.",
    ).in_(language)
