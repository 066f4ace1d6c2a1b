"""Manuscripts that the tests write in every format."""

import math
from datetime import date

from riktning.core.periods import Month
from riktning.documents.charts import (
    ChartText,
    ControlPlot,
    FunnelPlot,
    FunnelPoint,
    Projection,
    TargetMark,
    UnitPlot,
    UnitRow,
)
from riktning.documents.manuscript.model import (
    Chart,
    ChartSpec,
    Manuscript,
    Note,
    Prose,
    Said,
    Section,
    Sentences,
    Table,
)

ISSUED = date(2026, 3, 2)
MONTHS = tuple(Month.from_index(Month(2022, 1).index + step) for step in range(48))


def control_plot(phase: int = 0) -> ControlPlot:
    """Four years of a series that rises, with limits, a gap, a ring, a target and a fan."""
    values: list[float | None] = [
        60 + step / 12 + 2 * math.sin(step + phase) for step in range(len(MONTHS))
    ]
    values[10] = None
    return ControlPlot(
        months=MONTHS,
        values=values,
        centre=[62.0] * 48,
        lower=[58.0] * 48,
        upper=[66.0] * 48,
        preliminary=[step > 45 for step in range(48)],
        breached=(MONTHS[45],),
        target=TargetMark(70.0, Month(2028, 12)),
        projection=Projection(MONTHS[-1], 64.0, Month(2028, 12), 65.0, 67.0, 69.0),
    )


def unit_plot() -> UnitPlot:
    rows = (UnitRow("Sjukhuset", 61.2, 59.0, 63.1), UnitRow("Primärvården", None, note="döljs"))
    return UnitPlot(rows, reference=60.5, reference_name="Regionen", target=70.0)


def funnel_plot() -> FunnelPlot:
    points = (FunnelPoint("Sjukhuset", 200.0, 61.2), FunnelPoint("Norr", 90.0, 48.0, outside=-2))
    sizes = (50.0, 100.0, 200.0)
    lines = ((50.0, 52.0, 54.0), (70.0, 68.0, 66.0), (48.0, 50.0, 52.0), (72.0, 70.0, 68.0))
    return FunnelPlot(points, 60.0, "Vårdtillfällen", sizes, *lines)


def chart(place: int = 0, *, anchor: str = "") -> Chart:
    """A chart of its own for every place, with the years as the table behind it."""
    text = ChartText("Andelen har ökat", "Andel, %, regionen", "%", language="sv", synthetic=True)
    rows = (("2024", "61,2 %", "59,0–63,1", "12 480"), ("2025", "64,8 %", "62,9–66,7", "12 911"))
    behind = Table(
        caption=f"Andel digitala kontakter {place} per år",
        header=("År", "Värde", "95 % intervall", "Underlag"),
        rows=rows,
        align=("left", "right", "right", "right"),
    )
    return Chart(
        caption=f"Andel digitala kontakter {place}, %, januari 2022 till december 2025",
        alt="Styrdiagram. Andelen har ökat från 61,2 till 64,8 procent.",
        spec=ChartSpec(control_plot(place), text),
        table=behind,
        source=f"NV07a version 2, körning 4711-{place}",
        anchor=anchor or f"chart-{place}",
    )


def measures(count: int, *, anchor: str = "measures") -> Table:
    """A table with a row for each of so many measures."""
    rows = tuple(
        (f"Mått {place}", "61,2 %", "förbättras", "70,0 % i december 2028", "i tid")
        for place in range(count)
    )
    return Table(
        caption="Mått i området Nära vård",
        header=("Mått", "Senaste år", "Riktning", "Mål", "Takt"),
        rows=rows,
        align=("left", "right", "left", "left", "left"),
        note="Värden under tio personer döljs.",
        source="Körning 4711",
        anchor=anchor,
    )


def whole(language: str = "sv", charts: int = 2) -> Manuscript:
    """A manuscript with every kind of block, at every level."""
    ways = "Läget är **gott**.\n\n- Ett första *steg*\n- Ett [andra](https://example.org/steg)\n"
    area = (
        Sentences(
            ("Tre av fem mått förbättras.", "Ett försämras."), "lead", "Körning 4711", "lead"
        ),
        Prose(ways + "\n## Det som återstår\n\n1. Det ena\n2. Det andra\n"),
        measures(5),
        *(chart(place) for place in range(charts)),
        Said(
            "Sjukhusförvaltningen", date(2025, 11, 3), "Vi har bytt\narbetssätt.", "Uppföljning T3"
        ),
        Note("preliminary", "De två sista månaderna är preliminära."),
    )
    units = Chart(
        "Andel per förvaltning",
        "En punkt per förvaltning, sjukhuset högst.",
        ChartSpec(unit_plot(), ChartText("", "", "%"), 120),
    )
    sections = (
        Section(
            "sammanfattning", "Sammanfattning", 1, (Prose("Kort om **läget**."),), "Säg detta."
        ),
        Section("nara-vard", "Nära vård", 1, area),
        Section("nara-vard.enheter", "Förvaltningarna", 2, (units,)),
        Section("nara-vard.lista", "Brister", 3, (Sentences(("En.", "Två."), "list"),)),
        Section("metod", "Metod", 1, (Sentences(("Varje mått prövas på samma sätt.",)),)),
    )
    return Manuscript(
        title="Uppföljning 2025",
        subtitle="Genomförandeplan för hälso- och sjukvård",
        language=language,
        date=ISSUED,
        sections=sections,
        about=(("Diarienummer", "RS 2025-00123"), ("Underlag", "Körning 4711")),
        publisher="Region Exempel",
        synthetic=True,
        draft=True,
    )
