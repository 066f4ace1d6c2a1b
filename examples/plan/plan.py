"""The words of the example plan. Invented for the demo; it is nobody's real plan."""

PERIODS = ("2023", "2024–2025", "2026–2027")
VISION = "2028"

TITLE = "Exempelplan för omställningen av hälso- och sjukvården 2023–2027"
LEAD = (
    "Detta är en påhittad exempelplan. Den visar hur en plan kan vara upplagd och används i "
    "Riktnings demo. Ingen har beslutat den."
)

# Area: sub-areas with their goals for each period and the vision, activities, indicators.
AREAS = [
    {
        "name": "Nära vård",
        "sub_areas": [
            (
                "Kontinuitet",
                "Det finns en gemensam beskrivning av vad fast kontakt innebär",
                "Fler med långvarig sjukdom möter samma personer vid sina besök",
                "De flesta med långvarig sjukdom vet vem de ska vända sig till",
                "Ingen behöver berätta sin historia på nytt för varje ny person i vården",
            ),
            (
                "Vård i hemmet",
                "Mobila team har ett gemensamt uppdrag",
                "Äldre med stora behov får oftare läkare och sjuksköterska hem till sig",
                "Vård i hemmet är det vanliga för äldre med stora behov",
                "Hemmet är en vårdplats lika självklar som sjukhuset",
            ),
            (
                "Egenmonitorering",
                "Det finns en gemensam process för att följa sin sjukdom hemifrån",
                "Alla vårdcentraler kan erbjuda egenmonitorering vid minst två sjukdomar",
                "Egenmonitorering erbjuds alla som har nytta av den",
                "Patienten och vården ser samma värden samtidigt",
            ),
            (
                "Primärvården som nav",
                "Gränsen mellan primärvård och sjukhus är beskriven",
                "En större del av besöken sker i primärvården",
                "Primärvården samordnar vården för den som har flera vårdgivare",
                "Primärvården är den självklara vägen in",
            ),
        ],
        "activities": {
            "2023": [
                "Beskriva uppdraget för mobila team",
                "Kartlägga vilka som saknar fast läkarkontakt",
            ],
            "2024–2025": [
                "Införa egenmonitorering vid hjärtsvikt och högt blodtryck",
                "Pröva gemensam bemanning av mobila team i två kommuner",
                "Följa upp hur många som möter samma läkare",
                "Ta fram gemensamma rutiner för vård i hemmet",
            ],
            "2026–2027": [
                "Bredda egenmonitorering till fler sjukdomar",
                "Låta alla vårdcentraler erbjuda hembesök dagtid",
            ],
        },
        "indicators": [
            "Vårdtid på sjukhus: hjärtsvikt, inflammatorisk tarmsjukdom samt 75 år och äldre",
            "Primärvårdens andel av besöken",
            "Andel hembesök bland personer 75 år och äldre",
            "Antal patienter i egenmonitorering",
            "Kontinuitetsindex för patienter med långvarig sjukdom",
            "Upplevd delaktighet enligt patientenkät",
            "Antal samordnade individuella planer",
            "Svar samma dag när man ringer vårdcentralen",
            "Fast vårdkontakt och fast läkarkontakt",
            "Egenmonitorering vid olika sjukdomar och under graviditet",
            "Närsjukvårdsteam och mobila team: hur många de är och hur många de möter",
            "Akuta besök och inläggningar från särskilt boende och från eget boende",
            "Personer som ofta söker akut",
            "Listade med demens som träffar sin vårdcentral",
            "Var personer med långvarig sjukdom får sin vård",
            "Samtal om levnadsvanor vid långvarig sjukdom",
            "Antal patientkontrakt",
            "Förtroende för primärvården och upplevd tillgång till vård",
            "Upplevd samordning enligt patientenkät",
            "Uppföljningsplan tillsammans med kommunerna",
        ],
    },
    {
        "name": "Prioritering",
        "sub_areas": [
            (
                "Öppna prioriteringar",
                "Det finns en modell för att jämföra åtgärder mellan verksamheter",
                "Modellen används i budgetarbetet",
                "Prioriteringar redovisas öppet varje år",
                "Invånarna kan se hur vården prioriterar och varför",
            ),
            (
                "Utmönstring",
                "Varje verksamhet har föreslagit en åtgärd att sluta med",
                "Minst tio åtgärder med liten nytta har utmönstrats",
                "Utmönstring sker löpande",
                "Resurserna går dit de gör störst nytta",
            ),
        ],
        "activities": {
            "2023": ["Utse en grupp som bereder förslag till prioriteringar"],
            "2024–2025": [
                "Utbilda chefer i modellen för prioriteringar",
                "Publicera en lista över utmönstrade åtgärder",
            ],
            "2026–2027": ["Utvärdera vad utmönstringen har frigjort"],
        },
        "indicators": [
            "Antal utmönstrade åtgärder",
            "Hur mycket av det utmönstrade som används ännu",
            "Införande av nya läkemedel och metoder: patienter och kostnad mot plan",
            "Andel beslutade vårdförlopp som har startat",
            "Innovationsfondens utfall och det som sprids vidare",
            "Antal verksamheter som använder modellen för prioriteringar",
        ],
    },
    {
        "name": "Digitalt först",
        "sub_areas": [
            (
                "Digitala kontakter",
                "Alla vårdcentraler kan ta emot video och chatt",
                "Den som kan och vill får sin första kontakt digitalt",
                "Digital kontakt är det vanliga när besöket inte kräver en undersökning",
                "Vården nås lika lätt hemifrån som på plats",
            ),
            (
                "Digitala stöd",
                "Det finns en gemensam lista över digitala stöd",
                "Fler patientgrupper har ett digitalt stöd för egenvård",
                "Digitala stöd ingår i vårdförloppen",
                "Patienten får rätt stöd vid rätt tid",
            ),
        ],
        "activities": {
            "2023": ["Införa video på samtliga vårdcentraler"],
            "2024–2025": [
                "Låta sjukhusens mottagningar erbjuda digitala återbesök",
                "Ge stöd på plats till den som har svårt att använda digitala tjänster",
            ],
            "2026–2027": ["Samla alla digitala ingångar till en"],
        },
        "indicators": [
            "Antal digitala vårdkontakter",
            "Andel digitala kontakter inom primärvård respektive specialiserad vård",
            "Kontakter i chatt, video och ärenden per 1000 listade",
            "Kontakter per telefon",
            "Digitala tjänster: enheter och användare",
            "Stöd och behandling på nätet: program och deltagare",
            "Taligenkänning i vardagen",
            "Pappersflöden och arbetsmoment som blivit digitala",
            "Andel invånare som säger att digitala kontakter fungerar väl",
        ],
    },
    {
        "name": "Kvalitetsdriven verksamhetsutveckling",
        "sub_areas": [
            (
                "Trygg utskrivning",
                "Alla sjukhus har en gemensam rutin för utskrivning",
                "Färre behöver komma tillbaka oplanerat efter utskrivning",
                "Utskrivning planeras tillsammans med kommunen från första dagen",
                "Ingen ligger kvar på sjukhus utan medicinskt skäl",
            ),
            (
                "Rätt vårdplatser",
                "Beläggningen följs varje dag på alla sjukhus",
                "Beläggningen på sjukhus ger utrymme för akuta behov",
                "Överbeläggningar är undantag",
                "Det finns alltid en vårdplats för den som behöver en",
            ),
            (
                "Säkra läkemedel",
                "Läkemedelsgenomgångar görs enligt gemensam rutin",
                "Färre äldre får läkemedel som är olämpliga för dem",
                "Läkemedelslistan är gemensam",
                "Rätt läkemedel till rätt person",
            ),
            (
                "Tillgänglighet",
                "Vårdcentralerna mäter väntetiden på samma sätt",
                "Den som behöver en medicinsk bedömning får den inom tre dagar",
                "Bedömning inom tre dagar gäller hela regionen",
                "Vården är tillgänglig när den behövs",
            ),
        ],
        "activities": {
            "2023": ["Ta fram en gemensam rutin för utskrivning"],
            "2024–2025": [
                "Införa daglig gemensam styrning av vårdplatser",
                "Genomföra läkemedelsgenomgångar för personer 75 år och äldre",
                "Ringa upp äldre inom tre dagar efter utskrivning",
            ],
            "2026–2027": ["Dela vårdplatsläget med kommunerna i realtid"],
        },
        "indicators": [
            "Oplanerad återinskrivning inom 30 dagar för personer 65 år och äldre",
            "Dagar som utskrivningsklar",
            "Beläggningsgrad på sjukhus",
            "Andel personer 75 år och äldre med olämpliga läkemedel",
            "Medicinsk bedömning inom tre dagar",
            "Väntan på första kontakt och på behandling inom vårdgarantin",
            "Medicinska kvalitetsmått: andel som når sin nivå",
            "Överbeläggningar och utlokaliserade patienter",
            "Utskrivningsklara: dagar per invånare och upptagna vårdplatser",
            "Riskbedömning inom ett dygn",
            "Trycksår, fall och infektioner i vården",
            "Antibiotika per 1000 invånare",
            "Standardiserade vårdförlopp vid cancer: inkluderade och i tid",
            "Utbildning enligt plan",
            "Antal förbättringsarbeten som lett till ändrad rutin",
        ],
    },
    {
        "name": "Kompetensförsörjning",
        "sub_areas": [
            (
                "Egen bemanning",
                "Behovet av hyrpersonal är kartlagt per verksamhet",
                "Hyrpersonal används bara när inget annat är möjligt",
                "Vården är oberoende av hyrpersonal",
                "Medarbetare stannar och utvecklas hos oss",
            ),
            (
                "Rätt använd kompetens",
                "Det finns exempel på lyckad uppgiftsväxling",
                "Uppgiftsväxling är prövad i alla förvaltningar",
                "Var och en arbetar med det den är utbildad för",
                "Kompetensen räcker till det som är viktigast",
            ),
        ],
        "activities": {
            "2023": ["Kartlägga kostnaden för hyrpersonal"],
            "2024–2025": [
                "Införa gemensam schemaläggning på akutsjukhusen",
                "Erbjuda fler utbildningsplatser för specialistsjuksköterskor",
            ],
            "2026–2027": ["Avsluta avtal om hyrpersonal där egen bemanning räcker"],
        },
        "indicators": [
            "Kostnad för hyrpersonal i förhållande till egen personal",
            "Hyrpersonal på sjukhus och i primärvård, per yrke",
            "Sjukfrånvaro och avgångar",
            "Hållbart medarbetarengagemang",
            "Kompetensplanens aktiviteter som är uppfyllda",
            "Genomförda utbildningsplatser: AT, BT, ST, VFU och specialistsjuksköterskor",
            "Digitaliseringsprojekt som håller tiden",
            "Deltagare i digitala kompetensinitiativ",
            "Förbättringar för medarbetare och användare",
            "Andel medarbetare som kan rekommendera sin arbetsplats",
        ],
    },
    {
        "name": "Barn och unga",
        "sub_areas": [
            (
                "Tidiga insatser",
                "Ansvaret för tidiga insatser är klarlagt mellan region och kommun",
                "Väntan på första insats är kortare",
                "Barn får hjälp innan problemen har vuxit",
                "Barn och unga växer upp med god hälsa",
            ),
            (
                "Delaktighet",
                "Det finns råd med barn och unga i varje delregion",
                "Råden lämnar synpunkter före större beslut",
                "Barn och unga är med och utformar vården",
                "Barn och unga vet att deras röst räknas",
            ),
        ],
        "activities": {
            "2023": ["Inrätta råd med barn och unga"],
            "2024–2025": [
                "Pröva småbarnsteam i två delregioner",
                "Ta fram en gemensam ingång för psykisk ohälsa",
            ],
            "2026–2027": ["Införa småbarnsteam i hela regionen"],
        },
        "indicators": [
            "Väntetid till första insats för barn och unga",
            "Barn som väntar på eller har fått vård inom vårdgarantin",
            "Barn- och ungdomspsykiatri: första besök och start i tid",
            "Utredning, diagnos och insats vid utvecklingsrelaterad funktionsavvikelse",
            "Inläggningar av barn som hade kunnat undvikas",
            "Barns kontakter: digitala, i primärvården och planerade",
            "Psykisk ohälsa bland unga: vård och egen uppgift",
            "Barn och unga med psykisk ohälsa i primärvård och specialiserad vård",
            "Behandling av fetma före åtta års ålder",
            "Barns upplevelse av bemötandet",
            "Barnkonsekvensanalys före större beslut",
            "Barnsäkra digitala tjänster",
            "Fullföljda studier",
            "Planer och gemensamma mått för barnuppdraget",
            "Antal råd med barn och unga",
            "Andel barn utan karies",
        ],
    },
]
