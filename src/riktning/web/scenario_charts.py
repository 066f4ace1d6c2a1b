"""The fan of a scenario for a page, kept by content."""

from functools import lru_cache

from riktning.documents.charts import PAGE, ChartText, inline_svg
from riktning.documents.charts.fan import FanPlot, fan_chart
from riktning.web.charts import NARROW, WIDE, Picture

KEPT = 200
MARGIN_WIDE, MARGIN_NARROW = 110, 60  # pixels beside the plot, where its lines are named


@lru_cache(maxsize=KEPT)
def fan_picture(plot: FanPlot, text: ChartText) -> Picture:
    """Drawn once for what it shows, in two sizes."""
    wide, narrow = (
        inline_svg(
            fan_chart(plot, text, theme=PAGE, width=width - margin, height=height),
            name=text.title,
            description=text.subtitle,
            key=f"fan-{width}",
            language=text.language,
        )
        for (width, height), margin in ((WIDE, MARGIN_WIDE), (NARROW, MARGIN_NARROW))
    )
    return Picture(wide, narrow)
