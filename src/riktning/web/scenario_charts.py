"""The fan of a scenario for a page, kept by content."""

from functools import lru_cache

from riktning.documents.charts import PAGE, ChartText
from riktning.documents.charts.fan import FanPlot, fan_chart
from riktning.documents.charts.titles import Drawing
from riktning.web.charts import NARROW, WIDE, Picture, picture_of

KEPT = 200
HALF = (440, 240)  # where fans stand beside each other
MARGINS = {WIDE: 110, HALF: 70, NARROW: 60}  # pixels beside the plot, where lines are named


@lru_cache(maxsize=KEPT)
def fan_picture(plot: FanPlot, text: ChartText, wide: tuple[int, int] = WIDE) -> Picture:
    """Drawn once for what it shows, in two sizes."""

    def draw(width: int, height: int) -> Drawing:
        inside = width - MARGINS[width, height]
        return fan_chart(plot, text, theme=PAGE, width=inside, height=height)

    return picture_of("fan", plot, text, draw, (wide, NARROW))
