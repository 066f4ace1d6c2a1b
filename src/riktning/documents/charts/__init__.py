"""Charts from plain arrays: one chart for page, PDF and Word; only the theme differs."""

from riktning.documents.charts.control import control_chart
from riktning.documents.charts.facts import (
    ChartText,
    ControlPlot,
    FunnelPlot,
    FunnelPoint,
    Projection,
    StartMark,
    TargetMark,
    UnitPlot,
    UnitRow,
)
from riktning.documents.charts.funnel import funnel_chart
from riktning.documents.charts.numbers import month_label, number
from riktning.documents.charts.render import inline_svg, to_png, to_svg
from riktning.documents.charts.sparkline import sparkline_svg
from riktning.documents.charts.theme import PAGE, PAPER, Theme
from riktning.documents.charts.units import unit_chart

__all__ = [
    "PAGE",
    "PAPER",
    "ChartText",
    "ControlPlot",
    "FunnelPlot",
    "FunnelPoint",
    "Projection",
    "StartMark",
    "TargetMark",
    "Theme",
    "UnitPlot",
    "UnitRow",
    "control_chart",
    "funnel_chart",
    "inline_svg",
    "month_label",
    "number",
    "sparkline_svg",
    "to_png",
    "to_svg",
    "unit_chart",
]
