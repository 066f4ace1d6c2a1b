"""The fixed words of the report, in Swedish and English; sentences with figures have {fields}."""

from dataclasses import dataclass

from riktning.catalogue.model import Polarity
from riktning.documents.report.content import Status


@dataclass(frozen=True, slots=True)
class Wording:
    """One language's words."""

    code: str
    page: str
    status: dict[Status, str]
    polarity: dict[Polarity, str]
    sections: dict[str, str]
    columns: dict[str, str]
    text: dict[str, str]


SWEDISH = Wording(
    code="sv-SE",
    page="Sida",
    status={
        Status.GREEN: "grön",
        Status.YELLOW: "gul",
        Status.RED: "röd",
        Status.NOT_MEASURED: "ej mätt",
    },
    polarity={
        Polarity.HIGHER: "högre är bättre",
        Polarity.LOWER: "lägre är bättre",
        Polarity.TARGET_INTERVAL: "inom målintervallet är bäst",
        Polarity.NONE: "utan önskad riktning",
    },
    sections={
        "material": "Material",
        "quality": "Datakvalitet",
        "origin": "Uppgifternas ursprung",
    },
    columns={
        "area": "Område",
        "measure": "Mått",
        "latest": "Senaste helår",
        "direction": "Riktning",
        "pace": "Takt",
        "target": "Mål",
        "sub_area": "Delområde",
        "goal": "Effektmål",
        "year": "År",
        "value": "Värde",
        "interval": "95 % intervall",
        "denominator": "Underlag",
        "subject": "Gäller",
        "status": "Bedömning",
        "role": "Av",
        "comment": "Kommentar",
        "property": "Uppgift",
        "content": "Innehåll",
        "source": "Tabell",
        "rows": "Rader",
    },
    text={
        "lead": "Rapporten visar hur {measures} mått har utvecklats till och med {month}, och om det "
        "sker i den takt som planen anger.",
        "source": "Den bygger på planen {plan}, {revision}.",
        "none_linked": "Inget mått är kopplat till planen, så rapporten kan inte säga något om "
        "riktning eller takt.",
        "not_in_run": "Inget av de mått som är kopplade till planen finns i körningen, så rapporten "
        "kan inte säga något om riktning eller takt.",
        "counts": "Antal mått efter riktning, per område",
        "total": "Alla områden",
        "count_all": "Av {measures} mått är det {moving}.",
        "count_area": "I området är det {moving}, av {measures} mått.",
        "none_firm": "inget som säkert har förändrats",
        "one_improving": "{count} som förbättras",
        "many_improving": "{count} som förbättras",
        "one_worsening": "{count} som försämras",
        "many_worsening": "{count} som försämras",
        "one_no_evidence": "för {count} syns ingen säker förändring",
        "many_no_evidence": "för {count} syns ingen säker förändring",
        "one_cannot_tell": "{count} går inte att avgöra",
        "many_cannot_tell": "{count} går inte att avgöra",
        "only_all": "Det enda måttet {told}.",
        "only_area": "Områdets enda mått {told}.",
        "only_improving": "förbättras",
        "only_worsening": "försämras",
        "only_no_evidence": "visar ingen säker förändring",
        "only_cannot_tell": "går inte att avgöra",
        "no_measures": "Inget mått följer området ännu, så uppföljningen kan inte säga något om "
        "riktningen här.",
        "no_evidence": "Inget mått har förändrats så att det går att skilja från slumpen.",
        "chance": "{judged} serier prövades tillsammans. Med den gräns som används väntas högst "
        "{expected} av de säkra fynden bero på slumpen.",
        "pace_counts": "{targets} mått har ett mål i planen. För {told} av dem går takten att bedöma: {counts}.",
        "pace_undated": "För {count} kan inget datum anges.",
        "pace_untold": "För {count} går takten inte att bedöma, eftersom riktningen inte går att avgöra: {reasons}.",
        "pace_reason": "{reason} ({count})",
        "no_pace": "{targets} mått har ett mål i planen, men takten är inte bedömd för något av dem.",
        "units": "{count} enheter",
        "no_targets": "Inget mått har ett mål i planen.",
        "contradiction_detail": "Bedömningen lämnades av {role} och avser {date}. {sentence} "
        "Rapporten väljer inte mellan dem.",
        "no_contradictions": "Ingen bedömning motsägs av beräkningarna.",
        "unmeasured_count": "{count} av planens indikatorrader följs inte av något mått.",
        "one_untold": "{reason} ({count} mått): {names}.",
        "many_untold": "{reason} ({count} mått): {names}.",
        "nothing_unknown": "Alla planens indikatorrader följs av mått som kan bedömas.",
        "background": "Planen {plan}, {revision}, anger mål per område och period. Uppföljningen "
        "svarar på om vården i {region} rör sig i den riktning som planen säger, och "
        "om det går fort nog.",
        "material": "Underlaget heter ”{label}” och täcker {first} till {last}. Bilagan visar vilka "
        "tabeller som har lästs. Uppgifterna om människor har inte lämnat den miljö där de räknas; rapporten "
        "bygger på sammanräknade värden.",
        "synthetic_material": "Underlaget är simulerat. Personerna och allt som händer dem är "
        "påhittade. Siffrorna visar hur uppföljningen arbetar, inte hur vården "
        "fungerar.",
        "method_direction": "Varje mått prövas på samma sätt, bestämt i förväg: lutningen över tid "
        "skattas med hänsyn till att närliggande perioder (månader, för några mått tertial) liknar "
        "varandra, och ett fynd "
        "räknas som säkert först när det håller efter justering för att många "
        "serier prövas samtidigt (Benjamini–Hochberg, q = {q}).",
        "method_chart": "Diagrammen är styrdiagram. Bandet visar den variation som är att vänta om "
        "inget förändras; när nivån säkert rör sig ligger bandet kring trendlinjen i stället för kring "
        "medelnivån. Värden utanför bandet är ringade.",
        "method_pace": "Takten jämför den uppmätta lutningen med den som krävs för att nå målet i "
        "tid. När lutningen är för osäker anges inget datum.",
        "method_two": "Beräknat läge och människors bedömning visas sida vid sida och slås aldrig "
        "ihop.",
        "limits_none": "Inga värden är dolda.",
        "limits_rounded": "Antal personer är avrundade till jämna {base}-tal, så att delarna fortfarande "
        "går att lägga ihop till helheten. Andelar och tal per invånare är räknade på de avrundade "
        "antalen.",
        "limits_small": "Värden som bygger på färre än {k} personer döljs, och så många fler som "
        "behövs för att de inte ska kunna räknas fram.",
        "limits_final": "Månader vars uppföljningstid inte har gått ut är preliminära.",
        "limits_cause": "Uppföljningen visar förändring över tid. Den visar inte vad förändringen "
        "beror på.",
        "goals": "Effektmål {period} per delområde",
        "no_goals": "Planen anger inga effektmål för {period}.",
        "activities": "Planen anger följande aktiviteter. Planen säger inte om de är genomförda.",
        "no_activities": "Planen anger inga aktiviteter för {period}.",
        "chart": "{measure}, {unit}, {unit_name}, {first} till {last}",
        "along_trend": ". Bandet ligger kring trendlinjen",
        "chart_alt": "Styrdiagram över {measure} {each}, {first} till {last}. {sentence}",
        "years": "{measure} per år, {unit} ({better})",
        "hidden": "döljs (färre än {k})",
        "preliminary": "preliminärt",
        "assessments": "Bedömningar i området {area}",
        "no_assessments": "Ingen bedömning är gjord för området.",
        "ahead": "Följande behöver någon ta ställning till före nästa revidering.",
        "ahead_wrong_way": "Fel håll, {measure}: {sentence}",
        "ahead_late": "Sent, {measure}: {sentence}",
        "ahead_worsening": "Försämras: {sentence}",
        "ahead_contradiction": "Olika bilder: {text}",
        "nothing_ahead": "Inget mått försämras, är sent eller går åt fel håll, och ingen bedömning "
        "motsägs.",
        "appendix": "Varje mått har en definition med version. Definitionerna är lika för verkliga "
        "och simulerade data.",
        "quality": "Kontroller av underlaget: {counts}.",
        "origin": "Varje tal i rapporten går att följa till denna körning.",
        "run": "Körning",
        "engine": "Programversion",
        "fingerprint": "Fingeravtryck för data",
        "code": "Kod",
        "says": "Visar",
        "unit": "Enhet",
        "numerator": "Täljare",
        "denominator": "Nämnare",
        "register": "Källa",
        "national_id": "Nationellt id",
        "version": "Version",
        "state": "Beräkning",
        "and": "och",
    },
)
