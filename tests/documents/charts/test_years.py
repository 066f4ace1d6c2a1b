"""A series of years is labelled by the year; one of months by its months."""

import re

from riktning.core.periods import Month
from riktning.documents.charts import ChartText, ControlPlot, TargetMark, control_chart, to_svg

TEXT = ChartText("Andelen ökar", "Andel", "procent", synthetic=True)


def _words(*years, due=None):
    months = tuple(Month(year, 12) for year in years)
    none = (None,) * len(months)
    values = tuple(60.0 + place for place in range(len(months)))
    target = TargetMark(70.0, due) if due else None
    plot = ControlPlot(months, values, none, none, none, (False,) * len(months), target=target)
    return re.findall(r"<text[^>]*>([^<]*)", to_svg(control_chart(plot, TEXT)))


def test_every_year_is_named_and_no_month():
    words = _words(2022, 2023, 2024, 2025)
    assert {"2022", "2023", "2024", "2025"} <= set(words)
    assert not any("jan" in word for word in words)


def test_the_years_go_on_to_the_one_that_the_target_is_due():
    assert "2028" in _words(2022, 2023, 2024, 2025, due=Month(2028, 12))
