"""Titles inside the picture, for paper; a page has its titles as text around the picture."""

import textwrap
from functools import cache

import altair as alt

from riktning.documents.charts.facts import ChartText
from riktning.documents.charts.theme import Theme

PIXELS_A_TITLE_LETTER = 8.4
PIXELS_A_SUBTITLE_LETTER = 6.2


Drawing = alt.LayerChart | alt.FacetChart  # what Altair says that a layered chart may become


def titled(chart: Drawing, text: ChartText, *, theme: Theme, width: int) -> Drawing:
    """Put finding and measure above the chart where the theme wants them, wrapped to the width."""
    if theme.titles:
        chart = chart.properties(
            title=alt.Title(
                text=_wrapped(text.title, width, PIXELS_A_TITLE_LETTER),
                subtitle=_wrapped(text.subtitle, width, PIXELS_A_SUBTITLE_LETTER),
            )
        )
    return chart.properties(config=_config(theme))


@cache
def _config(theme: Theme) -> alt.Config:
    """The same for every chart of a theme; looking its parts up in the schema takes a while."""
    return alt.Config.from_dict(theme.config())


def _wrapped(words: str, width: int, letter: float) -> list[str]:
    return textwrap.wrap(words, max(int(width / letter), 24)) or [""]
