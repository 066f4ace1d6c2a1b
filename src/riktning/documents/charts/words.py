"""The few words a chart itself carries, in the two languages of the product."""

from riktning.documents.charts.numbers import in_english

_WORDS = {
    "synthetic": (
        "Syntetiska data – inte verkliga resultat",
        "Synthetic data – not real results",
    ),
    "target": ("mål", "target"),
    "centre": ("medelnivå", "mean level"),
    "trend": ("trendnivå", "trend level"),
    "broken": ("axeln börjar inte vid 0", "the axis does not start at 0"),
    "preliminary": ("ihålig punkt: preliminär", "hollow point: preliminary"),
    "breach": ("ring: utanför vad slumpen brukar ge", "ring: more than chance usually gives"),
    "breach_trend": (
        "ring: längre från trendlinjen än slumpen brukar ge",
        "ring: further from the trend line than chance usually gives",
    ),
    "gap": ("lucka: döljs eller saknas", "gap: hidden or missing"),
    "band": (
        "grått band: det slumpen brukar ge",
        "grey band: what chance usually gives",
    ),
    "band_trend": (
        "grått band: det slumpen brukar ge kring trendlinjen",
        "grey band: what chance usually gives around the trend line",
    ),
    "run": (
        "fläck bakom punkten: del av en följd som bryter mönstret",
        "spot behind a point: part of a run that breaks the pattern",
    ),
    "fan": (
        "streckad linje i fält: om det fortsätter som nu",
        "dashed line in a field: if it goes on as now",
    ),
    "path": ("streckad linje: om det fortsätter som nu", "dashed line: if it goes on as now"),
    "phase": (
        "streckad lodrät linje: nytt skede, med egen nivå och egna gränser",
        "dashed upright line: a new phase, with a level and limits of its own",
    ),
    "phase_trend": (
        "streckad lodrät linje: ett brott, och trenden är den efter det sista",
        "dashed upright line: a break, and the trend is that after the last",
    ),
    "started": (
        "siffra: en aktivitet började, se nedan",
        "figure: an activity began, see below",
    ),
    "inner": (
        "inre fältet: 95 % av enheterna väntas här",
        "inner field: 95% of units are expected here",
    ),
    "outer": (
        "yttre fältet: 99,8 % väntas här",
        "outer field: 99.8% are expected here",
    ),
    "outside": ("ring: utanför båda fälten", "ring: outside both fields"),
    "together": ("tillsammans", "together"),
    "line": ("linje", "line"),
    "interval": ("streck: 95 % konfidensintervall", "line: 95% confidence interval"),
}


def word(key: str, language: str) -> str:
    """The chart word ``key`` in the language asked for."""
    swedish, english = _WORDS[key]
    return english if in_english(language) else swedish
