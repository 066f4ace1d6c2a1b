"""The report's charts as files: drawn once a chart, in parallel, in the format asked for."""

from collections.abc import Callable, Iterable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from pathlib import Path

from riktning.documents.charts import PAPER, ChartText, ControlPlot, control_chart, to_png, to_svg
from riktning.documents.report.content import Finding

# Sentence and caption stand in the report's own text, so the picture carries no title. Typst draws
# the text of an SVG itself, with the only text fonts that are there on every machine: its own.
THEMES = {
    "png": replace(PAPER, name="report", titles=False),
    "svg": replace(PAPER, name="typst", titles=False, font="Libertinus Serif, Georgia, serif"),
}
WIDTH, HEIGHT = 640, 175
DRAWING_THREADS = 2


def draw_charts(
    findings: Iterable[Finding],
    folder: Path,
    *,
    kind: str,
    language: str,
    synthetic: bool,
    drawn: Callable[[], None] = lambda: None,
) -> dict[str, str]:
    """Draw each indicator's chart as "svg" or "png"; return file names by indicator.

    ``drawn`` is called after each chart.
    """
    plots = {finding.indicator_id: finding for finding in findings if finding.chart is not None}

    def draw(item: tuple[int, Finding]) -> str:
        position, finding = item
        name = f"chart-{position:03d}.{kind}"
        text = _text(finding, language, synthetic=synthetic)
        (folder / name).write_bytes(picture(finding.chart, text, kind))
        drawn()
        return name

    with ThreadPoolExecutor(DRAWING_THREADS) as pool:
        names = pool.map(draw, enumerate(plots.values(), start=1))
        return dict(zip(plots, names, strict=True))


def picture(plot: ControlPlot | None, text: ChartText, kind: str) -> bytes:
    """One chart as bytes of the format asked for."""
    if plot is None:
        return b""
    chart = control_chart(plot, text, theme=THEMES[kind], width=WIDTH, height=HEIGHT)
    if kind == "png":
        return to_png(chart, language=text.language)
    return to_svg(chart, language=text.language).encode()


def _text(finding: Finding, language: str, *, synthetic: bool) -> ChartText:
    return ChartText(
        title=finding.direction_sentence,
        subtitle=f"{finding.name}, {finding.unit_name}",
        unit=finding.unit,
        decimals=finding.decimals,
        language=language,
        synthetic=synthetic,
    )
