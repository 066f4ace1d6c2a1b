"""The report's charts as files: each drawn once, in parallel, as vectors and as pixels."""

from collections.abc import Callable, Iterable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from pathlib import Path

import vl_convert

from riktning.documents.charts import PAPER, ChartText, ControlPlot, control_chart, to_svg
from riktning.documents.report.content import Finding

# Sentence and caption stand in the report's own text, so the picture carries no title.
THEME = replace(PAPER, name="report", titles=False)
# Typst draws the text of an SVG itself, with the fonts that are there on every machine: its own.
TYPST_FONT = "Libertinus Serif"
WIDTH, HEIGHT = 640, 160
PNG_SCALE = 2.0
DRAWING_THREADS = 2


def draw_charts(
    findings: Iterable[Finding],
    folder: Path,
    *,
    kinds: frozenset[str],
    language: str,
    synthetic: bool,
    drawn: Callable[[], None] = lambda: None,
) -> dict[str, str]:
    """Draw each indicator's chart as "svg", "png" or both; return file stems by indicator.

    ``drawn`` is called after each chart.
    """
    plots = {f.indicator_id: (f, f.chart) for f in findings if f.chart is not None}

    def draw(item: tuple[int, tuple[Finding, ControlPlot]]) -> str:
        position, (finding, plot) = item
        text = _text(finding, language, synthetic=synthetic)
        target = folder / f"chart-{position:03d}"
        _write(target, plot, text, kinds)
        drawn()
        return target.name

    with ThreadPoolExecutor(DRAWING_THREADS) as pool:
        names = pool.map(draw, enumerate(plots.values(), start=1))
        return dict(zip(plots, names, strict=True))


def _write(target: Path, plot: ControlPlot, text: ChartText, kinds: frozenset[str]) -> None:
    chart = control_chart(plot, text, theme=THEME, width=WIDTH, height=HEIGHT)
    svg = to_svg(chart, language=text.language)
    if "png" in kinds:
        target.with_suffix(".png").write_bytes(vl_convert.svg_to_png(svg, scale=PNG_SCALE))
    if "svg" in kinds:
        own = svg.replace(THEME.font, TYPST_FONT)
        target.with_suffix(".svg").write_text(own, encoding="utf-8")


def _text(finding: Finding, language: str, *, synthetic: bool) -> ChartText:
    return ChartText(
        title=finding.direction_sentence,
        subtitle=f"{finding.name}, {finding.unit}, {finding.unit_name}",
        unit=finding.unit,
        decimals=finding.decimals,
        language=language,
        synthetic=synthetic,
    )
