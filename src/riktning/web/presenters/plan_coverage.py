"""Faults of the plans rule by rule, as the page of coverage shows them."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from urllib.parse import quote

from django.urls import reverse

from riktning.documents.plans.coverage import Fault, Rule
from riktning.documents.plans.coverage_words import RULES

SHOWN = 20
# The part of an item's page that mends a fault of the rule.
_MENDS = {
    Rule.GOAL_WITHOUT_OWNER: "ansvar",
    Rule.LINE_WITHOUT_MEASURE: "matt",
    Rule.SERVES_NOTHING: "koppling",
}
# The part of an area's page where what is missing is added.
_ADDS = {Rule.GOAL_WITHOUT_INDICATOR: "indikatorer", Rule.GOAL_WITHOUT_ACTIVITY: "aktiviteter"}


@dataclass(frozen=True, slots=True)
class Desks:
    """Where plans are changed: a revision by the plan's code, its areas and units by name."""

    revisions: Mapping[str, int]
    areas: Mapping[tuple[str, str], int]
    units: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class FaultLine:
    """A fault, and the address of the form that mends it; empty where there is none."""

    fault: Fault
    address: str


@dataclass(frozen=True, slots=True)
class RuleCard:
    """What a rule found, and the remedy; ``left`` faults are not shown here."""

    rule: str
    heading: str
    remedy: str
    count: int
    faults: tuple[FaultLine, ...]
    left: int


def rule_cards(
    found: Sequence[Fault], language: str, desks: Desks | None, *, whole: str
) -> tuple[RuleCard, ...]:
    """A card for each rule that found something; all of the rule named ``whole`` are shown.

    ``desks`` is None for a reader who may change no plan.
    """
    cards = []
    for rule in Rule:
        of_rule = [fault for fault in found if fault.rule is rule]
        shown = of_rule if rule == whole else of_rule[:SHOWN]
        words = RULES[language][rule]
        if of_rule:
            cards.append(
                RuleCard(
                    rule.value, words.heading, words.remedy, len(of_rule),
                    tuple(FaultLine(each, mend(each, desks) if desks else "") for each in shown),
                    len(of_rule) - len(shown),
                )
            )  # fmt: skip
    return tuple(cards)


def mend(fault: Fault, desks: Desks) -> str:
    """The address of the form that mends the fault; empty when no form does."""
    if fault.rule is Rule.NO_LOCAL_PLAN:
        return f"{reverse('web:local_plan')}?enhet={quote(desks.units.get(fault.text, ''))}"
    if fault.rule is Rule.NOT_TAKEN_UP and fault.concerns in desks.revisions:
        names = [fault.concerns, desks.revisions[fault.concerns]]
        return f"{reverse('web:take_up', args=names)}?fran={fault.plan}"
    if fault.plan not in desks.revisions:
        return ""
    names = [fault.plan, desks.revisions[fault.plan]]
    area = desks.areas.get((fault.plan, fault.where[0] if fault.where else ""))
    if fault.rule in _ADDS and area is not None:
        return f"{reverse('web:edit_area', args=[*names, area])}#{_ADDS[fault.rule]}"
    part = _MENDS.get(fault.rule, "")
    return f"{reverse('web:edit_item', args=[*names, fault.number])}{f'#{part}' if part else ''}"
