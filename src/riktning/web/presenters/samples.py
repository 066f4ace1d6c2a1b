"""Made-up values for the style page: every component in every state."""

from typing import Any

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
    sparkline_svg,
)
from riktning.trends.labels import PACE_WORDS, Label
from riktning.web.charts import control_picture, funnel_picture, unit_picture
from riktning.web.presenters.verdicts import human_status

_VALUES = (
    61.0, 62.4, 60.2, 63.1, 62.0, 64.4, 63.2, 65.0, 63.9, 66.1, 64.8, 67.0,
    66.2, None, 67.9, 66.8, 69.4, 68.2, 70.3, 69.0, 71.2, 75.9, 71.4, 72.6,
)  # fmt: skip
COLOURS = (
    "ink", "ink-quiet", "surface", "surface-raised", "line", "link", "focus",
    "verdict-improving", "verdict-worsening", "verdict-no-evidence", "verdict-cannot-tell",
)  # fmt: skip


def samples() -> dict[str, Any]:
    """What the style page shows."""
    return {
        "colours": COLOURS,
        "verdicts": (
            Label("▲", "förbättras", "verdict-improving"),
            Label("▼", "försämras", "verdict-worsening"),
            Label("■", "ingen säker förändring", "verdict-no-evidence"),
            Label("○", "går inte att avgöra (för kort serie)", "verdict-cannot-tell"),
        ),
        "paces": tuple(Label("", words.sv, "") for words in PACE_WORDS.values()),
        "statuses": tuple(
            human_status(code) for code in ("green", "yellow", "red", "not_measured")
        ),
        "sparkline": sparkline_svg(_VALUES, target=74.0),
        "sample_text": _text(""),
        "picture": control_picture(_control(), _text("Andelen ökar, men målet nås inte i tid")),
        "funnel_picture": funnel_picture(_funnel(), _text("En enhet skiljer ut sig")),
        "unit_picture": unit_picture(_units(), _text("Enheterna ligger mellan 58,0 och 71,0 %")),
    }


def _text(title: str) -> ChartText:
    return ChartText(title, "Exempelmått, procent, hela regionen, 2024–2025", "%", synthetic=True)


def _control() -> ControlPlot:
    first = Month(2024, 1)
    count = len(_VALUES)
    months = tuple(first.plus(number) for number in range(count))
    return ControlPlot(
        months=months,
        values=_VALUES,
        centre=(66.5,) * count,
        lower=(60.5,) * count,
        upper=(72.5,) * count,
        preliminary=tuple(number >= count - 2 for number in range(count)),
        breached=(months[21],),
        target=TargetMark(78.0, Month(2026, 12)),
        projection=Projection(
            months[-1],
            72.0,
            Month(2026, 12),
            73.0,
            76.0,
            79.0,
            ((months[-1], 71.0, 73.0), (Month(2026, 12), 73.0, 79.0)),
        ),
    )


def _funnel() -> FunnelPlot:
    sizes = (80.0, 150.0, 300.0, 600.0, 1200.0)
    inner = tuple(4.9 * (400 / size) ** 0.5 for size in sizes)
    return FunnelPlot(
        points=(
            FunnelPoint("Norra", 900, 73.0, outside=2),
            FunnelPoint("Södra", 420, 66.0, highlighted=True),
            FunnelPoint("Västra", 260, 61.0),
            FunnelPoint("Östra", 110, 69.0),
        ),
        centre=65.0,
        size_name="underlag (nämnare)",
        sizes=sizes,
        low=tuple(65.0 - half for half in inner),
        high=tuple(65.0 + half for half in inner),
        lowest=tuple(65.0 - 1.58 * half for half in inner),
        highest=tuple(65.0 + 1.58 * half for half in inner),
    )


def _units() -> UnitPlot:
    return UnitPlot(
        rows=(
            UnitRow("Norra", 71.0, 68.0, 74.0),
            UnitRow("Södra", 66.0, 64.5, 67.5, highlighted=True),
            UnitRow("Västra", 58.0, 55.0, 61.0),
            UnitRow("Östra", None, note="döljs (färre än 5)"),
        ),
        reference=65.0,
        reference_name="Regionen",
    )
