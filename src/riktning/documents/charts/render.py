"""From a chart to SVG or PNG, without a browser: vl-convert (Vega-Lite compiled in)."""

import re
from typing import Any
from xml.sax.saxutils import escape, quoteattr

import vl_convert

from riktning.documents.charts.numbers import in_english
from riktning.documents.charts.slimming import slimmed
from riktning.documents.charts.titles import Drawing

_MARKUP = re.compile(r' (?:role|aria-[a-z]+)="[^"]*"')  # Vega's own, meant for its canvas
_TOLD = re.compile(r'<path aria-label="([^"]*)"([^>]*?)/>')  # a mark that has something to say
_SIZE = re.compile(r'<svg ([^>]*?)width="([\d.]+)" height="([\d.]+)"([^>]*)>')


def to_svg(chart: Drawing, *, language: str = "sv") -> str:
    """The chart as a standalone SVG document."""
    return str(vl_convert.vegalite_to_svg(_spec(chart), format_locale=_locale(language)))


def to_png(chart: Drawing, *, language: str = "sv", scale: float = 2.0) -> bytes:
    """The chart as PNG; ``scale`` 2 prints sharply."""
    picture: bytes = vl_convert.vegalite_to_png(
        _spec(chart), format_locale=_locale(language), scale=scale
    )
    return picture


def _spec(chart: Drawing) -> dict[str, Any]:
    """Altair's own check against the schema takes longer than the drawing: the tests make it."""
    spec: dict[str, Any] = chart.to_dict(validate=False)
    return spec


def inline_svg(
    chart: Drawing, *, name: str, description: str, key: str, language: str = "sv"
) -> str:
    """The chart as SVG for a page: scales with its box, and is named for those who cannot see it.

    A mark's description becomes the text that a pointer over it is shown.

    ``key`` makes the element ids unique on the page.
    """
    drawn = to_svg(chart, language=language)
    return named_svg(drawn, name=name, description=description, key=key)


def named_svg(drawn: str, *, name: str, description: str, key: str) -> str:
    """What ``to_svg`` drew, as ``inline_svg`` gives it."""
    told = _TOLD.sub(r"<path\2><title>\1</title></path>", drawn)
    svg = _MARKUP.sub("", told)
    heading = (
        f'role="img" aria-labelledby={quoteattr(f"{key}-name {key}-text")}>'
        f"<title id={quoteattr(f'{key}-name')}>{escape(name)}</title>"
        f"<desc id={quoteattr(f'{key}-text')}>{escape(description)}</desc>"
    )

    def opening(size: "re.Match[str]") -> str:
        width, height = size[2], size[3]
        return (
            '<svg class="chart" xmlns="http://www.w3.org/2000/svg" '
            f'viewBox="0 0 {width} {height}" width="{width}" height="{height}" {heading}'
        )

    named = _SIZE.sub(opening, svg, count=1)
    return slimmed(named)


def _locale(language: str) -> dict[str, Any]:
    if in_english(language):
        return {"decimal": ".", "thousands": ",", "grouping": [3], "currency": ["", ""]}
    no_break = "\N{NO-BREAK SPACE}"
    return {"decimal": ",", "thousands": no_break, "grouping": [3], "currency": ["", ""]}
