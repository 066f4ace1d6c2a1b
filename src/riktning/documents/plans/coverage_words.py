"""What each rule of coverage found, why it matters and what to do about it, in two languages."""

from collections.abc import Mapping
from dataclasses import dataclass

from riktning.documents.plans.coverage import Rule


@dataclass(frozen=True, slots=True)
class RuleWords:
    """A heading for what was found, and the remedy in a sentence."""

    heading: str
    remedy: str


RULES: Mapping[str, Mapping[Rule, RuleWords]] = {
    "sv": {
        Rule.GOAL_WITHOUT_INDICATOR: RuleWords(
            "Mål som ingen indikator följer",
            "Lägg en indikatorrad i området, eller koppla en rad till målet: "
            "riktning plan serves PLAN RAD PLAN:MÅL.",
        ),
        Rule.GOAL_WITHOUT_ACTIVITY: RuleWords(
            "Mål som ingen aktivitet leder till",
            "Lägg en aktivitet under målets delområde, eller koppla en aktivitet till målet: "
            "riktning plan serves PLAN AKTIVITET PLAN:MÅL.",
        ),
        Rule.GOAL_WITHOUT_OWNER: RuleWords(
            "Mål som ingen äger",
            'Utse en roll för målet, delområdet eller området: riktning plan own PLAN POST "ROLL".',
        ),
        Rule.LINE_WITHOUT_MEASURE: RuleWords(
            "Indikatorrader som inget mått följer",
            "Koppla ett mått ur katalogen i ett utkast: riktning plan link FIL --plan PLAN.",
        ),
        Rule.SERVES_NOTHING: RuleWords(
            "Lokala mål och milstolpar som inte tjänar något",
            "Koppla till det regionala mål som de tjänar, eller ta bort dem i nästa revidering: "
            "riktning plan serves PLAN POST PLAN:MÅL.",
        ),
        Rule.NOT_TAKEN_UP: RuleWords(
            "Regionala delområden som en förvaltning inte har tagit upp",
            "Koppla ett av förvaltningens mål till ett mål i delområdet, eller fråga "
            "förvaltningen om det berör den.",
        ),
        Rule.NO_LOCAL_PLAN: RuleWords(
            "Förvaltningar utan egen plan",
            "Läs in förvaltningens plan: riktning plan import FIL --plan KOD --kind local "
            "--unit ENHET.",
        ),
        Rule.DUPLICATED_ACTIVITY: RuleWords(
            "Aktiviteter som säger nästan samma sak",
            "Behåll den ena, eller skriv vad som skiljer dem åt.",
        ),
        Rule.NOT_COMPARED: RuleWords(
            "Aktiviteter som inte är jämförda",
            "Så många aktiviteter liknar varandra att sökningen stannade innan alla var jämförda. "
            "Här står den första som återstår i varje plan. Slå ihop dem som liknar varandra och "
            "granska igen.",
        ),
        Rule.UNUSED_MEASURE: RuleWords(
            "Mått i katalogen som ingen plan använder",
            "Koppla måttet till en indikatorrad, eller sluta räkna det.",
        ),
    },
    "en": {
        Rule.GOAL_WITHOUT_INDICATOR: RuleWords(
            "Goals that no indicator follows",
            "Add an indicator line to the area, or tie a line to the goal: "
            "riktning plan serves PLAN LINE PLAN:GOAL.",
        ),
        Rule.GOAL_WITHOUT_ACTIVITY: RuleWords(
            "Goals that no activity leads to",
            "Add an activity under the goal's sub-area, or tie an activity to the goal: "
            "riktning plan serves PLAN ACTIVITY PLAN:GOAL.",
        ),
        Rule.GOAL_WITHOUT_OWNER: RuleWords(
            "Goals that nobody owns",
            'Name a role for the goal, sub-area or area: riktning plan own PLAN ITEM "ROLE".',
        ),
        Rule.LINE_WITHOUT_MEASURE: RuleWords(
            "Indicator lines that no measure follows",
            "Link a measure of the catalogue in a draft: riktning plan link FILE --plan PLAN.",
        ),
        Rule.SERVES_NOTHING: RuleWords(
            "Local goals and milestones that serve nothing",
            "Link them to the regional goal that they serve, or take them out of the next "
            "revision: riktning plan serves PLAN ITEM PLAN:GOAL.",
        ),
        Rule.NOT_TAKEN_UP: RuleWords(
            "Regional sub-areas that an administration has not taken up",
            "Link one of the administration's goals to a goal of the sub-area, or ask the "
            "administration whether it concerns it.",
        ),
        Rule.NO_LOCAL_PLAN: RuleWords(
            "Administrations without a plan of their own",
            "Read in its plan: riktning plan import FILE --plan CODE --kind local --unit UNIT.",
        ),
        Rule.DUPLICATED_ACTIVITY: RuleWords(
            "Activities that say nearly the same",
            "Keep one of them, or write what tells them apart.",
        ),
        Rule.NOT_COMPARED: RuleWords(
            "Activities that are not compared",
            "So many activities are alike that the search stopped before all were compared. "
            "Here is the first one left in each plan. Merge those that are alike and review again.",
        ),
        Rule.UNUSED_MEASURE: RuleWords(
            "Measures of the catalogue that no plan uses",
            "Link the measure to an indicator line, or stop computing it.",
        ),
    },
}
