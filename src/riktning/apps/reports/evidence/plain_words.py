"""Sentences for everybody who lives in the region: no word of statistics, and none of planning.

They say no more than those they stand in for; a field may be left out. ``test_plain_words`` has the
words that they do without.
"""

from riktning.catalogue.model import Words

PLAIN = {
    "source": Words("Uppgifter till och med {month}", "Figures up to and including {month}"),
    "made_up": Words("påhittade", "made up"),
    "background": Words(
        "Planen {plan} säger vad vården i {region} ska bli bättre på, och till när. Här står om "
        "det går åt rätt håll, och om det går fort nog.",
        "The plan {plan} says what care in {region} is to become better at, and by when. Here it "
        "says whether it goes the right way, and fast enough.",
    ),
    "material": Words(
        "Uppgifterna gäller vården i {region} från {first} till {last}. Det som rör enskilda "
        "personer har stannat där det räknas ihop. Här visas bara summor och andelar.",
        "The figures are about care in {region} from {first} to {last}. What concerns single "
        "persons has stayed where it is counted. Only totals and shares are shown here.",
    ),
    "synthetic_material": Words(
        "Uppgifterna är påhittade. Personerna och allt som händer dem finns inte. Siffrorna visar "
        "hur uppföljningen arbetar, inte hur vården fungerar.",
        "The figures are made up. The persons and all that happens to them do not exist. The "
        "figures show how the follow-up works, not how care works.",
    ),
    "method_direction": Words(
        "Vi följer {periods}. Vi säger att något blir bättre eller sämre först "
        "när förändringen är så tydlig att slumpen knappast förklarar den. Annars säger vi att "
        "det inte syns någon säker förändring.",
        "We follow {periods}. We say that something gets better or worse only "
        "when the change is so clear that chance hardly explains it. Otherwise we say that no "
        "certain change is seen.",
    ),
    "method_pace": Words(
        "Ett mål är i tid om det nås före sista dagen när det går som hittills. När det är för "
        "osäkert säger vi ingen dag.",
        "A target is on time if it is reached by its last day when things go on as so far. When "
        "that is too uncertain we name no day.",
    ),
    "method_two": Words(
        "Vad siffrorna säger och vad människor bedömer visas bredvid varandra. Det ena ändrar "
        "inte det andra.",
        "What the figures say and what people judge are shown side by side. Neither changes the "
        "other.",
    ),
    "family": Words(
        "Vi har prövat {judged} utvecklingar på en gång, av olika mått på olika platser. Av dem "
        "som vi säger är säkra kan högst omkring {expected} väntas bero på slumpen.",
        "We have tried {judged} developments at once, of various measures at various places. Of "
        "those that we call certain, at most about {expected} can be expected to be due to chance.",
    ),
    "chance": Words(
        "Vi har prövat {judged} utvecklingar på en gång. Av dem som vi säger är säkra kan högst "
        "omkring {expected} väntas bero på slumpen.",
        "We have tried {judged} developments at once. Of those that we call certain, at most "
        "about {expected} can be expected to be due to chance.",
    ),
    "no_evidence": Words(
        "Inget har förändrats så tydligt att det inte kan vara slumpen.",
        "Nothing has changed so clearly that it cannot be chance.",
    ),
    "pace_counts": Words(
        "Planen har ett mål för {targets} av måtten. För {told} av dem går det att säga hur det "
        "går: {counts}.",
        "The plan has a target for {targets} of the measures. For {told} of them one can say how "
        "it goes: {counts}.",
    ),
    "no_pace": Words(
        "Planen har ett mål för {targets} av måtten, men det går ännu inte att säga hur det går.",
        "The plan has a target for {targets} of the measures, but one cannot say yet how it goes.",
    ),
    "pace_undated": Words(
        "För {count} är det för osäkert för att säga när målet nås.",
        "For {count} it is too uncertain to say when the target is reached.",
    ),
    "pace_untold": Words(
        "För {count} går det ännu inte att säga åt vilket håll det går.",
        "For {count} one cannot say yet which way it goes.",
    ),
    "no_targets": Words(
        "Planen har inget mål i siffror för måtten här.",
        "The plan has no target in figures for the measures here.",
    ),
    "no_measures": Words(
        "Här finns ännu inget som mäts, så det går inte att säga åt vilket håll det går.",
        "Nothing is measured here yet, so one cannot say which way it goes.",
    ),
    "counts": Words(
        "Så många mått går åt vart håll, per område", "How many measures go which way, by area"
    ),
    "goals": Words("Vad planen vill nå {period}", "What the plan wants to reach {period}"),
    "no_goals": Words(
        "Planen säger inget om vad som ska vara nått {period}.",
        "The plan says nothing of what is to be reached {period}.",
    ),
    "goal": Words("Vad planen vill nå", "What the plan wants to reach"),
    "limits_none": Words("Alla siffror visas.", "All figures are shown."),
    "limits_small": Words(
        "Siffror som bygger på färre än {k} personer visas inte, så att ingen ska kunna kännas "
        "igen.",
        "Figures that build on fewer than {k} persons are not shown, so that nobody can be "
        "recognised.",
    ),
    "limits_rounded": Words(
        "Antal personer är avrundade till jämna {base}-tal, så att ingen ska kunna kännas igen. "
        "Andelar är räknade på de avrundade antalen.",
        "Numbers of persons are rounded to base {base}, so that nobody can be recognised. Shares "
        "are counted on the rounded numbers.",
    ),
    "limits_final": Words(
        "De senaste månaderna kan ännu ändras.", "The latest months can still change."
    ),
    "limits_cause": Words(
        "Siffrorna visar vad som har förändrats. De visar inte varför.",
        "The figures show what has changed. They do not show why.",
    ),
}


def plainly(key: str, language: str, **fields: object) -> str:
    """One of the sentences, filled in."""
    return PLAIN[key].in_(language).format(**fields)
