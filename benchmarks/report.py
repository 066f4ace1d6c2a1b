"""A yearly report with 100 indicators and 40 charts in every format, cold and with kept charts.

python benchmarks/report.py [indicators] [charts] [docx,pdf,html,pptx]

Prints seconds on the clock and of the processor, all formats together and each alone, and the
size of what comes out. Ends with 1 when the whole report takes longer than 20 seconds cold.
"""

import math
import resource
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from datetime import date
from pathlib import Path

from riktning.core.periods import Month
from riktning.documents.charts import ChartText, ControlPlot, TargetMark
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
from riktning.documents.manuscript.write import check_formats, write_manuscript

BAR = 20.0  # seconds
AREAS = 10
MONTHS = tuple(Month.from_index(Month(2022, 1).index + step) for step in range(48))
SAID = (
    "Vi har bytt arbetssätt under hösten. Fler besök sker digitalt, och väntetiden till en första "
    "bedömning har blivit kortare. Bemanningen är fortsatt ansträngd vid två enheter.\nVi räknar "
    "med att nå målet under nästa år, om de planerade rekryteringarna blir av."
)


def main() -> None:
    indicators = int(sys.argv[1]) if len(sys.argv) > 1 else 100
    charts = int(sys.argv[2]) if len(sys.argv) > 2 else 40
    formats = (sys.argv[3] if len(sys.argv) > 3 else "docx,pdf,html,pptx").split(",")
    check_formats(formats)
    manuscript = report(indicators, charts)
    with tempfile.TemporaryDirectory() as folder:
        kept, out = Path(folder, "kept"), Path(folder, "out")
        print(f"{indicators} indicators, {charts} charts")
        cold = _measured("cold", manuscript, formats, out, kept)
        _measured("kept charts", manuscript, formats, out, kept)
        for name in (*formats, "zip"):
            _measured(name, manuscript, [name], out, kept)
    sys.exit(1 if cold > BAR else 0)


def _measured(
    name: str, manuscript: Manuscript, formats: Sequence[str], out: Path, kept: Path
) -> float:
    began, used = time.perf_counter(), _processor()
    paths = write_manuscript(manuscript, out, formats, cache=kept)
    clock, processor = time.perf_counter() - began, _processor() - used
    sizes = ", ".join(f"{path.suffix[1:]} {path.stat().st_size / 1e6:.1f} MB" for path in paths)
    print(f"{name:12} {clock:6.1f} s on the clock, {processor:6.1f} s of processor   {sizes}")
    return clock


def _processor() -> float:
    told = [resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)]
    return sum(use.ru_utime + use.ru_stime for use in told)


def report(indicators: int, charts: int) -> Manuscript:
    """A report in ten areas, as the yearly template puts it together."""
    sections = [Section("sammanfattning", "Sammanfattning", 1, (_lead(indicators), *_findings(6)))]
    for area in range(AREAS):
        numbers = range(area, indicators, AREAS)
        drawn = list(range(area, charts, AREAS))
        sections.append(Section(f"omrade-{area}", f"Område {area}", 1, (_lead(len(numbers)),)))
        sections += _area(area, numbers, drawn)
    appendix = (_table("Alla indikatorer", range(indicators)), Note("hidden", "Små tal döljs."))
    sections.append(Section("bilaga", "Bilaga: alla indikatorer", 1, appendix))
    return Manuscript(
        title="Uppföljning 2025",
        subtitle="Genomförandeplan för hälso- och sjukvård",
        language="sv",
        date=date(2026, 3, 2),
        sections=tuple(sections),
        publisher="Region Exempel",
        synthetic=True,
    )


def _area(area: int, numbers: Sequence[int], drawn: Sequence[int]) -> list[Section]:
    said = tuple(Said(f"Förvaltning {place}", date(2025, 11, 3), SAID) for place in range(5))
    told = (_table(f"Mått i område {area}", numbers), *(_chart(number) for number in drawn))
    reflection = "Utvecklingen är **blandad**.\n\n- Väntetiderna är kortare.\n- Kostnaden ökar.\n"
    return [
        Section(f"omrade-{area}.genomfort", "Genomfört av utförare", 2, said),
        Section(f"omrade-{area}.uppfoljning", "Uppföljning", 2, told),
        Section(f"omrade-{area}.framat", "Arbete framåt", 2, (Prose(reflection),)),
    ]


def _lead(count: int) -> Sentences:
    return Sentences((f"Av {count} mått förbättras var tredje.",), "lead", "Körning 4711")


def _findings(count: int) -> tuple[Sentences, ...]:
    sentence = "Andelen har ökat från 61,2 till 64,8 procent, mer än slumpen brukar ge."
    return tuple(Sentences((sentence,), source=f"NV{number:02d}") for number in range(count))


def _table(caption: str, numbers: Sequence[int]) -> Table:
    rows = tuple(
        (
            f"Indikator {number} med ett namn i ordinär längd",
            "61,2 %",
            "förbättras",
            "70,0 %",
            "i tid",
        )
        for number in numbers
    )
    header = ("Mått", "Senaste år", "Riktning", "Mål", "Takt")
    return Table(caption, header, rows, ("left", "right", "left", "right", "left"), source="4711")


def _chart(number: int) -> Chart:
    wave: Callable[[int], float] = lambda step: 60 + step / 12 + 2 * math.sin(step + number)  # noqa: E731  a formula
    plot = ControlPlot(
        months=MONTHS,
        values=[wave(step) for step in range(48)],
        centre=[62.0] * 48,
        lower=[58.0] * 48,
        upper=[66.0] * 48,
        preliminary=[step > 45 for step in range(48)],
        target=TargetMark(70.0, Month(2028, 12)),
    )
    years = (("2024", "61,2 %", "59,0–63,1"), ("2025", "64,8 %", "62,9–66,7"))
    behind = Table(f"Indikator {number} per år", ("År", "Värde", "Intervall"), years)
    spec = ChartSpec(plot, ChartText("Ökar", "Andel, %", "%", synthetic=True))
    return Chart(f"Indikator {number}, %, 2022–2025", "Andelen ökar.", spec, behind, "4711")


if __name__ == "__main__":
    main()
