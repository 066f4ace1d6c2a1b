"""Faults of the plans rule by rule, as the page of coverage shows them."""

from collections.abc import Sequence
from dataclasses import dataclass

from riktning.documents.plans.coverage import Fault, Rule
from riktning.documents.plans.coverage_words import RULES

SHOWN = 20


@dataclass(frozen=True, slots=True)
class RuleCard:
    """What a rule found, and the remedy; ``left`` faults are not shown here."""

    rule: str
    heading: str
    remedy: str
    count: int
    faults: tuple[Fault, ...]
    left: int


def rule_cards(found: Sequence[Fault], language: str, *, whole: str) -> tuple[RuleCard, ...]:
    """A card for each rule that found something; all of the rule named ``whole`` are shown."""
    cards = []
    for rule in Rule:
        of_rule = [fault for fault in found if fault.rule is rule]
        shown = of_rule if rule == whole else of_rule[:SHOWN]
        words = RULES[language][rule]
        if of_rule:
            cards.append(
                RuleCard(
                    rule.value, words.heading, words.remedy, len(of_rule), tuple(shown),
                    len(of_rule) - len(shown),
                )
            )  # fmt: skip
    return tuple(cards)
