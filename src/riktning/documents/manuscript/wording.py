"""The fixed words of a document, in Swedish and English."""

from dataclasses import dataclass
from datetime import date

from riktning.documents.report.numerals import day_name


@dataclass(frozen=True, slots=True)
class Words:
    """One language's words."""

    code: str
    contents: str
    page: str
    figure: str
    table: str
    source: str
    issued: str
    behind: str
    synthetic: str
    draft: str
    nothing: str
    continued: str
    in_report: str
    charts_shown: str
    tables_shown: str
    rows_shown: str
    points_shown: str
    text_goes_on: str
    section: str
    caption: str
    points: str
    series: str
    month: str
    value: str
    centre: str
    lower: str
    upper: str
    preliminary: str
    unit: str
    yes: str


_WORDS = {
    "sv": Words(
        code="sv-SE",
        contents="Innehåll",
        page="Sida",
        figure="Figur {number}.",
        table="Tabell {number}.",
        source="Källa: {source}",
        issued="Framtagen {date}",
        behind="Tabellen bakom figur {number}",
        synthetic="Syntetiska data – inte verkliga resultat",
        draft="Utkast",
        nothing="Dokumentet har inget innehåll ännu.",
        continued="{heading} ({part} av {parts})",
        in_report="Mer i rapporten",
        charts_shown="Bilderna visar {shown} av {all} diagram.",
        tables_shown="Av {all} tabeller visas {shown}.",
        rows_shown="{shown} av {all} rader; alla står i rapporten",
        points_shown="{shown} av {all} punkter; alla står i rapporten",
        text_goes_on="Texten fortsätter i rapporten",
        section="Avsnitt",
        caption="Rubrik",
        points="Punkter",
        series="Figur",
        month="Månad",
        value="Värde",
        centre="Medelnivå",
        lower="Nedre gräns",
        upper="Övre gräns",
        preliminary="Preliminär",
        unit="Enhet",
        yes="ja",
    ),
    "en": Words(
        code="en-GB",
        contents="Contents",
        page="Page",
        figure="Figure {number}.",
        table="Table {number}.",
        source="Source: {source}",
        issued="Issued {date}",
        behind="The table behind figure {number}",
        synthetic="Synthetic data – not real results",
        draft="Draft",
        nothing="The document has no content yet.",
        continued="{heading} ({part} of {parts})",
        in_report="More in the report",
        charts_shown="The slides show {shown} of {all} charts.",
        tables_shown="Of {all} tables {shown} are shown.",
        rows_shown="{shown} of {all} rows; all stand in the report",
        points_shown="{shown} of {all} points; all stand in the report",
        text_goes_on="The text goes on in the report",
        section="Section",
        caption="Caption",
        points="Points",
        series="Figure",
        month="Month",
        value="Value",
        centre="Mean level",
        lower="Lower limit",
        upper="Upper limit",
        preliminary="Preliminary",
        unit="Unit",
        yes="yes",
    ),
}


def words_of(language: str) -> Words:
    """The words of a manuscript's language."""
    return _WORDS[language]


def issued_on(day: date, language: str) -> str:
    """``Framtagen 2 mars 2026``."""
    return words_of(language).issued.format(date=day_name(day, language))


def band_of(language: str, *, synthetic: bool, draft: bool) -> str | None:
    """What stands at the top of every page: that data are synthetic, that this is a draft."""
    words = words_of(language)
    parts = [words.draft] * draft + [words.synthetic] * synthetic
    return " · ".join(parts) or None
