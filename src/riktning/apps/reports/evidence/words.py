"""The words that evidence is told in beside those of the yearly report, in Swedish and English."""

from riktning.catalogue.model import Words

KINDS = {
    "counts": Words("Så många mått går åt vart håll", "How many measures go which way"),
    "strongest": Words("Starkast underlag", "Strongest evidence"),
    "pace": Words("Takten mot målen", "Pace towards the targets"),
    "table": Words("Tabell med mått", "Table of measures"),
    "highlights": Words("De mått som säger mest", "The measures that say most"),
    "verdict": Words("Bedömning av ett mått", "The verdict of a measure"),
    "chart": Words("Diagram över ett mått", "Chart of a measure"),
    "units": Words("Ett mått per enhet", "A measure by unit"),
    "groups": Words("Ett mått per kön och ålder", "A measure by sex and age"),
    "effects": Words("Aktiviteternas effekter", "Effects of the activities"),
    "goals": Words("Effektmål", "Effect goals"),
    "activities": Words("Planerade aktiviteter", "Planned activities"),
    "reported": Words("Rapporterat av förvaltningarna", "Reported by the administrations"),
    "assessments": Words("Bedömningar av människor", "People’s assessments"),
    "contradictions": Words(
        "Där bedömning och data säger olika", "Where judgement and data disagree"
    ),
    "untold": Words("Det som inte kan sägas", "What cannot be told"),
    "gaps": Words("Det som ingen mäter", "What nobody measures"),
    "changes": Words("Ändrat sedan förra rapporten", "Changed since the last report"),
    "ahead": Words("Att ta ställning till", "To be decided"),
    "background": Words("Bakgrund", "Background"),
    "material": Words("Material", "Material"),
    "method": Words("Metod", "Method"),
    "limits": Words("Avgränsning", "Limits"),
    "appendix": Words("Bilaga om alla mått", "Appendix of all measures"),
}
EACH = {  # by how many periods there are a year
    12: Words("per månad", "by month"),
    4: Words("per kvartal", "by quarter"),
    3: Words("per tertial", "by tertial"),
    1: Words("per år", "by year"),
}
BY = {
    12: Words("månad för månad", "month by month"),
    4: Words("kvartal för kvartal", "quarter by quarter"),
    3: Words("tertial för tertial", "tertial by tertial"),
    1: Words("år för år", "year by year"),
}
TEXT = {
    "every_by_month": Words("varje mått månad för månad", "each measure month by month"),
    "measures_by": Words("{count} mått {by}", "{count} measures {by}"),
    "listed_with_and": Words("{first} och {last}", "{first} and {last}"),
    "all": Words("alla områden", "all areas"),
    "source": Words(
        "{code}definition {version}, körning {run}", "{code}definition {version}, run {run}"
    ),
    "run": Words("körning {run}", "run {run}"),
    "plan": Words("{plan}, {revision}", "{plan}, {revision}"),
    "synthetic": Words("syntetiska data", "synthetic data"),
    "fact_value": Words("{name}, {unit} {year}", "{name}, {unit} {year}"),
    "fact_direction": Words("{name}, {unit}, riktning", "{name}, {unit}, direction"),
    "fact_pace": Words("{name}, {unit}, takt", "{name}, {unit}, pace"),
    "fact_target": Words("{name}, {unit}, mål", "{name}, {unit}, target"),
    "change": Words("Ändring på ett år", "Change in a year"),
    "table_area": Words("Mått i området {area}", "Measures in the area {area}"),
    "table_moving": Words(
        "Mått i området {area} som säkert rör sig eller har ett mål",
        "Measures in the area {area} that certainly move or have a target",
    ),
    "table_note": Words(
        "Värdet är det senaste hela årets. Ändringen är skillnaden mot året före och säger "
        "inget i sig; riktningen bedöms på hela serien, och takten på trendens nivå till sist.",
        "The value is that of the latest full year. The change is the difference from the year "
        "before and says nothing by itself; the direction is judged on the whole series, and the "
        "pace on the trend’s last level.",
    ),
    "pace_unjudged": Words(
        "För {count} är takten inte bedömd.", "For {count} the pace is not judged."
    ),
    "trend_level": Words("trendnivå {level}", "trend level {level}"),
    "one_left": Words(
        "Ett mått till visar ingen säker riktning och har inget mål; det är utelämnat här.",
        "One more measure shows no certain direction and has no target; it is left out here.",
    ),
    "many_left": Words(
        "{count} mått till visar ingen säker riktning och har inget mål; de är utelämnade här.",
        "{count} more measures show no certain direction and have no target; they are left out "
        "here.",
    ),
    "nothing_moves": Words(
        "Inget mått i området rör sig säkert eller har ett mål.",
        "No measure in the area certainly moves or has a target.",
    ),
    "goals_two": Words("Effektmål {period}", "Effect goals {period}"),
    "activities_planned": Words("Planen anger för {period}:", "The plan states for {period}:"),
    "reported_none": Words(
        "Ingen förvaltning har lämnat in något som rör området för {year}.",
        "No administration has handed in anything about the area for {year}.",
    ),
    "reported_none_unit": Words(
        "Förvaltningen har inte lämnat in något för {year}.",
        "The administration has not handed in anything for {year}.",
    ),
    "reported_lead": Words(
        "{handed} av {asked} tillfrågade förvaltningar har lämnat in för {round}. Svaren: "
        "{counts}.",
        "{handed} of {asked} administrations that were asked have handed in for {round}. The "
        "answers: {counts}.",
    ),
    "reported_lead_one": Words(
        "Inlämnat för {round}. Svaren: {counts}.", "Handed in for {round}. The answers: {counts}."
    ),
    "answered": Words("{status} ({count})", "{status} ({count})"),
    "said_by": Words("{unit}, {round}", "{unit}, {round}"),
    "said": Words("{what}: {status}.", "{what}: {status}."),
    "next": Words("Nästa steg: {text}", "Next steps: {text}"),
    "own_plans": Words("förvaltningarnas egna planer", "the administrations’ own plans"),
    "contradiction_answer": Words("{unit}, {round}: {sentence}", "{unit}, {round}: {sentence}"),
    "gap_goal": Words(
        "{area}: inget mått följer effektmålet ”{line}”.",
        "{area}: no measure follows the effect goal “{line}”.",
    ),
    "gap_line": Words(
        "{area}: inget mått följer indikatorn ”{line}”.",
        "{area}: no measure follows the indicator “{line}”.",
    ),
    "gap_area": Words(
        "{area}: inget mått säger något om effektmålen.",
        "{area}: no measure says anything of the effect goals.",
    ),
    "gap_source": Words(
        "{name}: måttet är inte beräknat, {reason}.",
        "{name}: the measure is not computed, {reason}.",
    ),
    "no_gaps": Words(
        "Varje indikator i planen följs av ett mått med källa.",
        "Each indicator of the plan is followed by a measure with a source.",
    ),
    "gaps_one": Words("En lucka i det som mäts:", "One gap in what is measured:"),
    "gaps_many": Words("{count} luckor i det som mäts:", "{count} gaps in what is measured:"),
    "changes_none_before": Words(
        "Det finns ingen tidigare rapport eller körning att jämföra med.",
        "There is no earlier report or run to compare with.",
    ),
    "changes_none": Words(
        "Inget mått har bytt riktning eller takt sedan {before}.",
        "No measure has changed its direction or pace since {before}.",
    ),
    "changes_one": Words(
        "Ett mått har bytt riktning eller takt sedan {before}.",
        "One measure has changed its direction or pace since {before}.",
    ),
    "changes_many": Words(
        "{count} mått har bytt riktning eller takt sedan {before}.",
        "{count} measures have changed their direction or pace since {before}.",
    ),
    "changes_table": Words("Ändrade bedömningar sedan {before}", "Changed verdicts since {before}"),
    "then": Words("Då", "Then"),
    "now": Words("Nu", "Now"),
    "not_then": Words("fanns inte", "was not there"),
    "not_now": Words("finns inte", "is not there"),
    "redefined": Words("definitionen är ny", "the definition is new"),
    "material": Words(
        "Underlaget heter ”{label}” och täcker {first} till {last}. Uppgifterna om människor har "
        "inte lämnat den miljö där de räknas; rapporten bygger på sammanräknade värden.",
        "The material is named “{label}” and covers {first} to {last}. Data about persons have not "
        "left the environment where they are counted; the report builds on aggregates.",
    ),
    "ahead_wrong_way": Words(
        "Fel håll, {measure}: {value} helåret {year}, målet är {target}.",
        "Wrong way, {measure}: {value} in the full year {year}, the target is {target}.",
    ),
    "family": Words(
        "Körningen har {size} serier; {judged} av dem hade underlag nog för att prövas. "
        "{called} rör sig säkert. Bland dem väntas högst {expected} vara falska fynd (q = {q}).",
        "The run has {size} series; {judged} of them had data enough to be tested. {called} "
        "certainly move. Among them at most {expected} are expected to be false findings "
        "(q = {q}).",
    ),
    "family_plain": Words(
        "Körningen har {size} serier; {judged} av dem hade underlag nog för att prövas. Bland de "
        "säkra fynden väntas högst {expected} vara falska (q = {q}).",
        "The run has {size} series; {judged} of them had data enough to be tested. Among the "
        "firm findings at most {expected} are expected to be false (q = {q}).",
    ),
    "appendix_indicators": Words("Alla mått i rapporten", "All measures in the report"),
    "appendix_figures": Words("Alla mått i siffror", "All measures in figures"),
    "appendix_measure": Words("Mått", "Measure"),
    "appendix_shows": Words("Visar", "Shows"),
    "appendix_source": Words("Källa", "Source"),
    "appendix_state": Words("Läge", "State"),
    "definition_version": Words("Definition {version}, {status}", "Definition {version}, {status}"),
    "one_check": Words("1 kvalitetskontroll gav utslag", "1 quality check failed"),
    "many_checks": Words("{count} kvalitetskontroller gav utslag", "{count} quality checks failed"),
    "units_table": Words("{measure}, {kind} {year}", "{measure}, {kind} {year}"),
    "units_chart": Words(
        "{measure}: {kind} efter storlek, {year}", "{measure}: {kind} by size, {year}"
    ),
    "units_alt": Words(
        "Trattdiagram över {measure}, {kind}, {year}. {sentence}",
        "Funnel chart of {measure}, {kind}, {year}. {sentence}",
    ),
    "units_note": Words(
        "Enheterna har olika patienter och olika många; ingen skillnad mellan dem är prövad här.",
        "The units have other patients and not as many; no difference between them is tested here.",
    ),
    "funnel_size": Words("Underlag", "Denominator"),
    "funnel_value": Words("Värde", "Value"),
    "funnel_z": Words("Avstånd (z)", "Distance (z)"),
    "funnel_place": Words("Läge", "Place"),
    "group": Words("Grupp", "Group"),
    "group_hidden": Words("döljs", "hidden"),
    "groups_table": Words(
        "{measure} per kön och ålder, {unit} {year}", "{measure} by sex and age, {unit} {year}"
    ),
    "groups_note": Words(
        "Ingen skillnad mellan grupperna är prövad här. Små grupper döljs för att skydda personer.",
        "No difference between the groups is tested here. Small groups are hidden to protect "
        "persons.",
    ),
    "everyone": Words("Alla", "Everyone"),
    "sex_F": Words("Kvinnor", "Women"),
    "sex_M": Words("Män", "Men"),
    "ages": Words("{ages} år", "{ages} years"),
    "effects_none": Words(
        "Ingen aktivitets effekt på måtten har prövats i den här körningen.",
        "No activity’s effect on the measures has been tested in this run.",
    ),
    "effect_began": Words(
        "{activity} (från {month}), {measure}.", "{activity} (from {month}), {measure}."
    ),
    "fact_effect": Words("{activity}, effekt på {measure}", "{activity}, effect on {measure}"),
    "value_year": Words(
        "Helåret {year} var värdet {value}.", "In the full year {year} the value was {value}."
    ),
    "value_before": Words(
        "Helåret {year} var värdet {value}, året före {before}.",
        "In the full year {year} the value was {value}, the year before {before}.",
    ),
    "value_hidden": Words(
        "Värdet för {year} döljs för att skydda personer.",
        "The value of {year} is hidden to protect persons.",
    ),
    "value_preliminary": Words("Det är preliminärt.", "It is preliminary."),
    "no_such": Words("Underlaget {named} finns inte.", "There is no evidence {named}."),
    "about_plan": Words("Plan", "Plan"),
    "about_day": Words("Avser läget den", "State as of"),
}


def say(key: str, language: str, **fields: object) -> str:
    """A text in the language, filled in."""
    return TEXT[key].in_(language).format(**fields)


def kind_name(kind: str, language: str) -> str:
    """What a kind of evidence is called in the panel beside a section."""
    return KINDS[kind].in_(language)
