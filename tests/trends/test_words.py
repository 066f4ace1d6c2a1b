"""Every state has a sentence in two languages; none is stronger than its verdict, or says NaN."""

import re
from dataclasses import dataclass, replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from riktning.catalogue.model import Kind, Polarity, Words
from riktning.core.periods import Month
from riktning.trends.labels import direction_label, pace_label
from riktning.trends.naming import unit_of_value
from riktning.trends.verdict import (
    Direction,
    DirectionFinding,
    Milestone,
    Pace,
    PaceFinding,
    Reason,
    Target,
)
from riktning.trends.words import (
    direction_sentence,
    method_words,
    pace_sentence,
    statistics_sentence,
)


@dataclass(frozen=True)
class Naming:
    name: Words
    unit: Words
    decimals: int
    polarity: Polarity
    kind: Kind = Kind.PROPORTION


SHARE = Naming(
    Words("andel digitala kontakter", "share of digital contacts"),
    Words("%", "%"),
    1,
    Polarity.HIGHER,
)
DAYS = Naming(Words("Medelvårdtid", "Length of stay"), Words("dagar", "days"), 1, Polarity.LOWER)
MOVED = DirectionFinding(
    state=Direction.IMPROVING,
    reason=None,
    method="reml_ar1_seasonal_weighted",
    points=46,
    first=Month(2022, 1),
    last=Month(2025, 10),
    start_level=61.2,
    end_level=64.8,
    slope_per_year=0.94,
    slope_low=0.4,
    slope_high=1.48,
    autocorrelation=0.31,
    p_value=0.0004,
    q_value=0.012,
    preliminary=2,
    hidden=0,
)
BARE = DirectionFinding(Direction.CANNOT_TELL, Reason.NO_DATA, "none", 0, None, None)
FOUND = PaceFinding(
    Pace.ON_TIME,
    Target(70.0, Month(2027, 12)),
    2.6,
    Month(2027, 5),
    Month(2026, 12),
    Month(2027, 11),
)


def plain(text):
    """No-break spaces as spaces, so that the table below can be read."""
    return text.replace("\u00a0", " ").replace("\u202f", " ")


DIRECTIONS = [
    (
        MOVED,
        SHARE,
        (
            "Andel digitala kontakter har ökat från 61,2 till 64,8 procent mellan januari 2022 och "
            "oktober 2025 enligt trenden, vilket är en förbättring."
        ),
        (
            "The trend level of share of digital contacts has risen from 61.2 to 64.8 per cent "
            "between January 2022 and October 2025, which is an improvement."
        ),
    ),
    (
        replace(MOVED, state=Direction.WORSENING, start_level=5.4, end_level=6.1),
        DAYS,
        (
            "Medelvårdtid har ökat från 5,4 till 6,1 dagar mellan januari 2022 och oktober 2025 "
            "enligt trenden, vilket är en försämring."
        ),
        (
            "The trend level of length of stay has risen from 5.4 to 6.1 days between January "
            "2022 and October 2025, which is a deterioration."
        ),
    ),
    (
        replace(MOVED, start_level=5.44, end_level=5.41),
        DAYS,
        (
            "Medelvårdtid har minskat från 5,44 till 5,41 dagar mellan januari 2022 och oktober "
            "2025 enligt trenden, vilket är en förbättring."
        ),
        (
            "The trend level of length of stay has fallen from 5.44 to 5.41 days between January "
            "2022 and October 2025, which is an improvement."
        ),
    ),
    (
        replace(MOVED, state=Direction.NO_EVIDENCE),
        SHARE,
        (
            "Ingen säker förändring syns för andel digitala kontakter mellan januari 2022 och "
            "oktober 2025; trendens nivå är till sist omkring 64,8 procent."
        ),
        (
            "No evidence of change is seen in share of digital contacts between January 2022 and "
            "October 2025; the trend level ends at about 64.8 per cent."
        ),
    ),
    (
        BARE,
        DAYS,
        "Riktningen går inte att avgöra: Medelvårdtid. Det finns inga uppgifter.",
        "The direction cannot be told: Length of stay. There are no data.",
    ),
    (
        replace(BARE, reason=Reason.TOO_SHORT, points=7),
        DAYS,
        (
            "Riktningen går inte att avgöra: Medelvårdtid. Serien har 7 månader med värden; minst "
            "16 behövs utan luckor, så att fyra kan jämföras med samma månad året före."
        ),
        (
            "The direction cannot be told: Length of stay. The series has 7 months with figures; "
            "at least 16 are needed without gaps, so that four can be compared with the same month "
            "a year before."
        ),
    ),
    (
        replace(BARE, reason=Reason.INSUFFICIENT_VARIATION, points=40),
        DAYS,
        (
            "Riktningen går inte att avgöra: Medelvårdtid. Värdena varierar för lite för att kunna "
            "prövas."
        ),
        "The direction cannot be told: Length of stay. The values vary too little to be tested.",
    ),
    (
        replace(MOVED, state=Direction.CANNOT_TELL, reason=Reason.NO_POLARITY),
        SHARE,
        (
            "Riktningen går inte att avgöra: andel digitala kontakter. Definitionen säger inte "
            "vilket håll som är bättre; trendens nivå är till sist omkring 64,8 procent."
        ),
        (
            "The direction cannot be told: share of digital contacts. The definition does not say "
            "which way is better; the trend level ends at about 64.8 per cent."
        ),
    ),
    (
        replace(BARE, reason=Reason.QUALITY_FAILURE),
        DAYS,
        (
            "Riktningen går inte att avgöra: Medelvårdtid. Uppgifterna klarar inte "
            "kvalitetskontrollen."
        ),
        "The direction cannot be told: Length of stay. The data fail the quality checks.",
    ),
    (
        replace(BARE, reason=Reason.TOO_MUCH_HIDDEN, hidden=16),
        DAYS,
        (
            "Riktningen går inte att avgöra: Medelvårdtid. Värdet döljs i 16 månader för att "
            "skydda personer, vilket är för många."
        ),
        (
            "The direction cannot be told: Length of stay. The value is hidden in 16 months to "
            "protect persons, which is too many."
        ),
    ),
    (
        replace(BARE, reason=Reason.NOT_MONTHLY),
        DAYS,
        (
            "Riktningen går inte att avgöra: Medelvårdtid. Måttet redovisas inte varje månad, och "
            "åren eller tertialen är för få för att prövas."
        ),
        (
            "The direction cannot be told: Length of stay. The measure is not published every "
            "month, and its years or tertials are too few to be tested."
        ),
    ),
    (
        replace(BARE, reason=Reason.DEFINITION_BREAK),
        DAYS,
        (
            "Riktningen går inte att avgöra: Medelvårdtid. Källan räknar något annat sedan ett "
            "brott i definitionen, och tiden efter det är för kort."
        ),
        (
            "The direction cannot be told: Length of stay. The source counts something else since "
            "a break in the definition, and the time after it is too short."
        ),
    ),
    (
        replace(BARE, reason=Reason.VOLUME_BREAK),
        DAYS,
        (
            "Riktningen går inte att avgöra: Medelvårdtid. Underlagets storlek bytte nivå, och "
            "månaderna efter det är för få."
        ),
        (
            "The direction cannot be told: Length of stay. The number counted on changed its "
            "level, and the months after that are too few."
        ),
    ),
    (
        replace(BARE, reason=Reason.NEW_PHASE),
        DAYS,
        (
            "Riktningen går inte att avgöra: Medelvårdtid. Serien bedöms från det senaste skedets "
            "början, och perioderna därefter är för få."
        ),
        (
            "The direction cannot be told: Length of stay. The series is judged from the start of "
            "its last phase, and the periods after that are too few."
        ),
    ),
]


@pytest.mark.parametrize(("finding", "naming", "swedish", "english"), DIRECTIONS)
def test_the_direction_in_a_sentence(finding, naming, swedish, english):
    assert plain(direction_sentence(finding, naming)) == swedish
    assert plain(direction_sentence(finding, naming, "en")) == english


def test_a_name_with_a_comma_is_closed_before_the_sentence_goes_on():
    stay = replace(DAYS, name=Words("Medelvårdtid, hjärtsvikt", "Mean length of stay, heart"))
    assert "Medelvårdtid, hjärtsvikt, har ökat" in direction_sentence(MOVED, stay)
    assert "of mean length of stay, heart, has risen" in direction_sentence(MOVED, stay, "en")
    quiet = replace(MOVED, state=Direction.NO_EVIDENCE)
    assert "syns för medelvårdtid, hjärtsvikt, mellan" in direction_sentence(quiet, stay)


def test_an_abbreviation_keeps_its_capitals_inside_a_sentence():
    heart = replace(DAYS, name=Words("EKG inom en dag", "ECG within a day"))
    quiet = replace(MOVED, state=Direction.NO_EVIDENCE)
    assert "syns för EKG inom en dag mellan" in direction_sentence(quiet, heart)
    assert "in ECG within a day between" in direction_sentence(quiet, heart, "en")


@pytest.mark.parametrize(
    ("suffix", "swedish", "english"),
    [
        ("weighted", "viktad med nämnaren", "weighted by the denominator"),
        ("quasi_binomial", "kvasibinomial", "quasi-binomial"),
        ("quasi_poisson", "kvasi-Poisson", "quasi-Poisson"),
    ],
)
def test_the_verdict_states_the_likelihood_of_its_test(suffix, swedish, english):
    finding = replace(MOVED, method=f"reml_ar1_seasonal_{suffix}")
    assert swedish in statistics_sentence(finding, SHARE)
    assert english in statistics_sentence(finding, SHARE, "en")


def test_a_series_judged_from_its_break_on_says_so():
    cut = replace(MOVED, cut=Reason.VOLUME_BREAK)
    assert plain(statistics_sentence(cut, SHARE)).endswith("från januari 2022 (brott i volymen).")
    assert "from January 2022 (break in volume)" in plain(statistics_sentence(cut, SHARE, "en"))


def test_the_table_covers_every_direction_and_every_reason():
    assert {row[0].state for row in DIRECTIONS} == set(Direction)
    assert {row[0].reason for row in DIRECTIONS} == {None, *Reason}


PACES = [
    (
        FOUND,
        (
            "I nuvarande takt nås målet 70,0 procent i maj 2027 (95 % intervall december 2026 till "
            "november 2027), före utgången av december 2027. För att nå målet i tid krävs +2,60 "
            "procentenheter per år från och med nu."
        ),
        "i tid",
    ),
    (
        replace(FOUND, reach_latest=None, required_slope_per_year=None),
        (
            "I nuvarande takt nås målet 70,0 procent i maj 2027 (tidigast december 2026, ingen "
            "säker bortre gräns), före utgången av december 2027, men det är inte säkert att det "
            "hinns."
        ),
        "i tid, osäkert",
    ),
    (
        replace(
            FOUND,
            state=Pace.LATE,
            reach=Month(2029, 1),
            reach_earliest=Month(2027, 11),
            reach_latest=Month(2031, 2),
            months_late=13,
        ),
        (
            "I nuvarande takt nås målet 70,0 procent i januari 2029 (95 % intervall november 2027 "
            "till februari 2031), 13 månader efter december 2027, men det kan inte uteslutas att "
            "det hinns. För att nå målet i tid krävs +2,60 procentenheter per år från och med nu."
        ),
        "sent (13 mån), osäkert",
    ),
    (
        PaceFinding(Pace.LATE, FOUND.target, 2.6),
        (
            "I nuvarande takt tar det mer än 20 år att nå målet 70,0 procent. Det skulle nås till "
            "december 2027. För att nå målet i tid krävs +2,60 procentenheter per år från och med "
            "nu."
        ),
        "sent (mer än 20 år bort)",
    ),
    (
        PaceFinding(
            Pace.LATE,
            Target(70.0, Month(2025, 12)),
            None,
            Month(2026, 12),
            Month(2025, 12),
            Month(2029, 4),
            12,
        ),
        (
            "Målet 70,0 procent nåddes inte i tid, till december 2025. I nuvarande takt nås målet "
            "70,0 procent i december 2026 (95 % intervall januari 2026 till april 2029), "
            "12 månader efter december 2025."
        ),
        "inte nått i tid (12 mån)",
    ),
    (
        PaceFinding(Pace.REACHED, FOUND.target),
        ("Målet 70,0 procent till december 2027 är uppnått: trendnivån är säkert bättre än målet."),
        "uppnått",
    ),
    (
        PaceFinding(Pace.REACHED, FOUND.target, certain=False),
        (
            "Målet 70,0 procent till december 2027 är uppnått, men det är inte säkert: "
            "trendnivåns 95 % intervall täcker målet."
        ),
        "uppnått, osäkert",
    ),
    (
        PaceFinding(Pace.NO_DATE, FOUND.target, certain=False),
        (
            "Inget datum kan anges för målet 70,0 procent till december 2027: ingen säker "
            "förändring ditåt. Nivån är dock osäker: dess 95 % intervall täcker det som ska nås."
        ),
        "inget datum kan anges",
    ),
    (
        replace(FOUND, edge=65.0),
        (
            "Trendnivån har passerat målet 70,0 procent till december 2027 och ligger utanför "
            "målintervallet på andra sidan, vars gräns är 65,0 procent. I nuvarande takt nås "
            "gränsen 65,0 procent i maj 2027 (95 % intervall december 2026 till november 2027), "
            "före utgången av december 2027. För att nå målet i tid krävs +2,60 procentenheter "
            "per år från och med nu."
        ),
        "i tid",
    ),
    (
        PaceFinding(Pace.NO_DATE, FOUND.target, 0.0004),
        (
            "Inget datum kan anges för målet 70,0 procent till december 2027: ingen säker "
            "förändring ditåt. För att nå målet i tid krävs +0,00040 procentenheter per år från "
            "och med nu."
        ),
        "inget datum kan anges",
    ),
    (
        PaceFinding(Pace.NO_DATE, FOUND.target, -1e-9),
        (
            "Inget datum kan anges för målet 70,0 procent till december 2027: ingen säker "
            "förändring ditåt. Det som återstår är för litet för att anges."
        ),
        "inget datum kan anges",
    ),
    (
        PaceFinding(Pace.WRONG_WAY, FOUND.target),
        "Utvecklingen går åt fel håll för målet 70,0 procent till december 2027.",
        "fel håll",
    ),
    (
        PaceFinding(Pace.NO_DATE, FOUND.target),
        (
            "Inget datum kan anges för målet 70,0 procent till december 2027: ingen säker "
            "förändring ditåt."
        ),
        "inget datum kan anges",
    ),
]


@pytest.mark.parametrize(("found", "swedish", "label"), PACES)
def test_the_pace_in_a_sentence_and_a_label(found, swedish, label):
    assert plain(pace_sentence(found, SHARE)) == swedish
    assert plain(pace_label(found, "sv").word) == label


def test_every_pace_has_english_words_too():
    assert {row[0].state for row in PACES} == set(Pace)
    for found, swedish, _ in PACES:
        english = plain(pace_sentence(found, SHARE, "en"))
        assert english != swedish
        assert not re.search(r"[åäöÅÄÖ]|mål|till ", english)
        assert re.search(r"70\.0 per cent", english)


def test_only_a_level_that_is_certainly_there_is_said_to_be_better():
    for naming in (SHARE, replace(SHARE, polarity=Polarity.TARGET_INTERVAL)):
        doubtful = PaceFinding(Pace.REACHED, FOUND.target, certain=False)
        said = pace_sentence(doubtful, naming) + pace_sentence(doubtful, naming, "en")
        assert not re.search("bättre|better", said)
    inside = pace_sentence(PaceFinding(Pace.REACHED, FOUND.target), naming)
    assert "inom målintervallet" in inside
    assert "bättre" not in inside


def test_reached_but_not_certain_has_its_own_label_in_both_languages():
    doubtful = PaceFinding(Pace.REACHED, FOUND.target, certain=False)
    assert pace_label(doubtful, "sv").word == "uppnått, osäkert"
    assert pace_label(doubtful, "en").word == "reached, uncertain"


@given(st.floats(-1e3, 1e3), st.sampled_from(["sv", "en"]))
def test_the_slope_that_is_needed_is_never_written_as_zero(slope, language):
    said = pace_sentence(PaceFinding(Pace.NO_DATE, FOUND.target, slope), SHARE, language)
    assert not re.search(r"krävs 0|takes 0", said)


def test_the_sentence_for_a_statistician():
    assert plain(statistics_sentence(MOVED, SHARE)) == (
        "Lutning +0,94 procentenheter per år (95 % intervall 0,40 till 1,48), p < 0,001, justerat "
        "för alla serier i körningen q = 0,012; säsongsrensad linjär trend med autokorrelerade "
        "fel (REML, AR(1)), viktad med nämnaren; autokorrelation 0,31; 46 månader, 2 månader "
        "utelämnade som preliminära."
    )


def test_least_squares_in_an_older_verdict_is_said_aloud():
    assert "utan hänsyn till autokorrelation" in method_words("ols")
    assert "autocorrelation not allowed for" in method_words("ols", "en")


@pytest.mark.parametrize(
    ("state", "slope", "shape"),
    [
        (Direction.IMPROVING, 1.0, "▲"),
        (Direction.IMPROVING, -1.0, "▼"),
        (Direction.WORSENING, 1.0, "▲"),
        (Direction.WORSENING, -1.0, "▼"),
        (Direction.NO_EVIDENCE, 1.0, "■"),
        (Direction.CANNOT_TELL, 1.0, "○"),
    ],
)
def test_the_shape_follows_the_curve_and_the_word_says_if_it_is_good(state, slope, shape):
    finding = replace(MOVED, state=state, slope_per_year=slope)
    label = direction_label(finding, "sv")
    assert label.shape == shape
    assert label.colour == f"verdict-{state.replace('_', '-')}"


def test_only_a_called_direction_says_that_something_has_changed():
    for state in (Direction.NO_EVIDENCE, Direction.CANNOT_TELL):
        for reason in (None, *Reason):
            finding = replace(MOVED, state=state, reason=reason)
            assert not re.search("har ökat|har minskat", direction_sentence(finding, SHARE))
            assert not re.search("risen|fallen", direction_sentence(finding, SHARE, "en"))


MONTHS = st.one_of(st.none(), st.integers(24000, 24800).map(Month.from_index))
NUMBER = st.one_of(st.none(), st.floats(-1e9, 1e9))
SHARES = st.one_of(st.none(), st.floats(0, 1))
FINDINGS = st.builds(
    DirectionFinding,
    state=st.sampled_from(Direction),
    reason=st.sampled_from([None, *Reason]),
    method=st.sampled_from(["none", "ols", "reml_ar1_same_period", "reml_ar1_seasonal_weighted"]),
    points=st.integers(0, 240),
    first=MONTHS,
    last=MONTHS,
    start_level=NUMBER,
    end_level=NUMBER,
    slope_per_year=NUMBER,
    slope_low=NUMBER,
    slope_high=NUMBER,
    autocorrelation=SHARES,
    p_value=SHARES,
    q_value=SHARES,
    preliminary=st.integers(0, 5),
    hidden=st.integers(0, 60),
)
PACE_FINDINGS = st.builds(
    PaceFinding,
    state=st.sampled_from(Pace),
    target=st.builds(Target, st.floats(-1e6, 1e6), st.integers(24000, 24800).map(Month.from_index)),
    required_slope_per_year=NUMBER,
    reach=MONTHS,
    reach_earliest=MONTHS,
    reach_latest=MONTHS,
    months_late=st.one_of(st.none(), st.integers(0, 240)),
    certain=st.booleans(),
    edge=NUMBER,
)
HOLES = re.compile(r"\bnan\b|None|\binf\b|  |\{|\}|, \)|\( ", re.IGNORECASE)


@given(FINDINGS, st.sampled_from([SHARE, DAYS]), st.sampled_from(["sv", "en"]))
def test_no_direction_sentence_has_a_hole(finding, naming, language):
    for text in (
        direction_sentence(finding, naming, language),
        statistics_sentence(finding, naming, language),
        direction_label(finding, language).word,
    ):
        assert text.strip() == text != ""
        assert not HOLES.search(text), text


@given(PACE_FINDINGS, st.sampled_from([SHARE, DAYS]), st.sampled_from(["sv", "en"]))
def test_no_pace_sentence_has_a_hole(found, naming, language):
    for text in (pace_sentence(found, naming, language), pace_label(found, language).word):
        assert not HOLES.search(text), text


INDEX = Naming(
    Words("kontinuitetsindex", "continuity index"),
    Words("index 0–1", "index 0–1"),
    2,
    Polarity.HIGHER,
    Kind.INDEX,
)
RISEN = replace(MOVED, start_level=0.387, end_level=0.393, slope_per_year=0.002)


def test_an_index_is_a_plain_number_in_sentences_in_both_languages():
    swedish = direction_sentence(RISEN, INDEX)
    assert "har ökat från 0,387 till 0,393 mellan januari" in swedish
    english = direction_sentence(RISEN, INDEX, "en")
    assert "has risen from 0.387 to 0.393 between January" in english
    assert "Lutning +0,002 per år (" in statistics_sentence(RISEN, INDEX)
    assert "Slope +0.002 a year (" in statistics_sentence(RISEN, INDEX, "en")


@pytest.mark.parametrize("state", Pace)
@pytest.mark.parametrize("language", ["sv", "en"])
def test_no_sentence_of_an_index_repeats_its_scale(state, language):
    found = replace(FOUND, state=state, target=Target(0.45, FOUND.target.due))
    quiet = replace(RISEN, state=Direction.NO_EVIDENCE)
    said = (pace_sentence(found, INDEX, language), direction_sentence(quiet, INDEX, language))
    assert not [text for text in said if "0–1" in text or "  " in text or "\u00a0." in text]
    assert any(figure in said[0] for figure in ("0,45", "0.45"))


def test_the_unit_of_a_figure_depends_on_the_kind_and_not_on_how_the_unit_is_spelt():
    assert unit_of_value(INDEX, "sv") == ""
    assert unit_of_value(replace(INDEX, kind=Kind.RATE), "sv") == "index 0–1"
    assert unit_of_value(DAYS, "en") == "days"


def test_the_pace_tells_its_probability_its_own_slope_and_the_interim_targets():
    later = Milestone(Target(80.0, Month(2029, 12)), None, True, 0.004)
    past = Milestone(Target(60.0, Month(2024, 12)), False, False, 0.2)
    found = replace(
        FOUND,
        required_slope_per_year=1.9,
        slope_per_year=0.94,
        probability=0.314,
        milestones=(past, later),
    )
    told = plain(pace_sentence(found, SHARE))
    assert "från och med nu, trenden är +0,94." in told
    assert "Sannolikheten att vara där i tid är 31 procent, om trenden håller i sig." in told
    undated = plain(pace_sentence(replace(found, state=Pace.NO_DATE), SHARE))
    assert "Sannolikheten" not in undated
    assert (
        "Ingen trend är säkerställd; skulle den skattade ändå hålla i sig vore sannolikheten att "
        "vara där i tid 31 procent."
    ) in undated
    assert "Delmålet 60,0 procent till december 2024 nåddes inte, men osäkert." in told
    assert "För målet 80,0 procent till december 2029 är sannolikheten under 1 procent." in told
    english = plain(pace_sentence(found, SHARE, "en"))
    assert "from now on, the trend is +0.94." in english
    assert "The interim target 60.0 per cent by December 2024 was not met" in english


def test_a_series_that_stands_alone_is_not_said_to_be_adjusted_for_others():
    alone = replace(MOVED, p_value=0.012, q_value=0.012)
    among = replace(MOVED, p_value=0.012, q_value=0.031)
    for language, words in (("sv", "justerat för alla serier"), ("en", "adjusted for all series")):
        assert words not in statistics_sentence(alone, SHARE, language)
        assert words in statistics_sentence(among, SHARE, language)
