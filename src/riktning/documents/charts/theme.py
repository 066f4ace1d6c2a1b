"""How a chart looks: colours and type, for paper or for the page."""

from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True, slots=True)
class Theme:
    """Colours by their role. A page's colours are CSS variables, so dark mode and print follow."""

    name: str
    ink: str
    quiet_ink: str
    grid: str
    band: str
    centre: str
    line: str
    breach: str
    run: str
    target: str
    fan: str
    background: str
    font: str
    titles: bool  # inside the picture; a page writes its titles as text instead

    def config(self) -> dict[str, Any]:
        """The Vega-Lite configuration that every chart of this theme shares."""
        return {
            "aria": False,
            "background": self.background,
            "font": self.font,
            "view": {"stroke": None},
            "axis": {
                "labelColor": self.quiet_ink,
                "titleColor": self.quiet_ink,
                "labelFontSize": 12,
                "grid": False,
                "domainColor": self.grid,
                "tickColor": self.grid,
                "gridColor": self.grid,
            },
            "title": {
                "color": self.ink,
                "subtitleColor": self.quiet_ink,
                "fontSize": 16,
                "fontWeight": 600,
                "subtitleFontSize": 12,
                "subtitlePadding": 6,
                "anchor": "start",
                "frame": "bounds",
                "offset": 18,
            },
        }


# Every colour differs from the others in lightness as well, so that a grey print can be read.
PAPER = Theme(
    name="paper",
    ink="#16212b",
    quiet_ink="#42525f",
    grid="#c9d2d9",
    band="#e6ecf1",
    centre="#6b7c89",
    line="#0b4f71",
    breach="#a8330a",
    run="#e0a98c",
    target="#5b2a86",
    fan="#d9cbe8",
    background="#ffffff",
    font="Arial, Helvetica, sans-serif",
    titles=True,
)

PAGE = Theme(
    name="page",
    ink="var(--ink)",
    quiet_ink="var(--ink-quiet)",
    grid="var(--chart-grid)",
    band="var(--chart-band)",
    centre="var(--chart-centre)",
    line="var(--chart-line)",
    breach="var(--chart-breach)",
    run="var(--chart-run)",
    target="var(--chart-target)",
    fan="var(--chart-fan)",
    background="var(--surface)",
    font="Arial, Helvetica, sans-serif",
    titles=False,
)
