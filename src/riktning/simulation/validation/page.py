"""The page docs/explanation/validation.md: page.md with its tables and figures."""

from dataclasses import dataclass
from importlib.resources import files
from pathlib import Path
from string import Template

from riktning.simulation.published import published, sources
from riktning.simulation.validation.conditions import assumed, incidence_rows, prevalence_rows
from riktning.simulation.validation.courses import (
    EARLY,
    JUDGED,
    PERSONS,
    Fitted,
    Years,
    fit,
    later_years,
    this_year,
    validation_region,
)
from riktning.simulation.validation.hindcast import population_rows, projection_rows
from riktning.simulation.validation.outcomes import EMERGENCY, STAYS
from riktning.simulation.validation.rows import Row, score, table

_NOW, _DEATHS_OF, _WITHIN, _WITHIN_FEW = 2024, 2019, 10.0, 25.0
_SIZED = {
    STAYS: "sized to it",
    EMERGENCY: "sized to it",
    "planned stays within 90 days": "sized to 2022",
    "first visits within 90 days": "sized to 2022",
    "cost, SEK a person": "drugs, dental care, management are not in the model",
}
_FEW = {"overcrowded per 100 beds", "misplaced per 100 beds"}


@dataclass(frozen=True)
class Findings:
    """What the page is made of: courses of ``persons`` persons, and what they were sized by."""

    persons: int
    fitted: Fitted
    level_alone: Years
    trend_too: Years
    now: Years
    common: dict[str, float]


def findings(region_folder: Path, persons: int = PERSONS) -> Findings:
    """Follow the courses; the same bytes whatever the number of threads."""
    region = validation_region(region_folder)
    fitted = fit(region, persons)
    now, common = this_year(region, persons)
    return Findings(
        persons,
        fitted,
        later_years(region, persons, fitted, going_on=False),
        later_years(region, persons, fitted, going_on=True),
        now,
        common,
    )


def validation_page(found: Findings) -> str:
    """The page as Markdown. STRESS: the items of Monks et al. 2019, see the page."""
    parts = {
        "people": population_rows(),
        "projected": projection_rows(),
        "alone": _later(found.level_alone),
        "trend": _later(found.trend_too),
        "now": [_this_year(name, values[_NOW]) for name, values in found.now.items()],
        "common": prevalence_rows(found.common),
        "new": incidence_rows(),
    }
    told = {f"{name}_table": "\n".join(table(rows)) for name, rows in parts.items()}
    told |= {f"{name}_score": score(rows) for name, rows in parts.items()}
    fitted = found.fitted
    text = (files("riktning.simulation.validation") / "page.md").read_text(encoding="utf-8")
    return Template(text).substitute(
        told,
        persons=f"{found.persons:,}".replace(",", "\u202f"),
        assumed=", ".join(assumed()),
        sources="\n".join(f"| {name} | {source} |" for name, source in sorted(sources().items())),
        stays_level=f"{fitted.level[STAYS]:.2f}",
        emergency_level=f"{fitted.level[EMERGENCY]:.2f}",
        stays_trend=f"{100 * fitted.trend[STAYS]:+.1f}",
        emergency_trend=f"{100 * fitted.trend[EMERGENCY]:+.1f}",
    )


def _later(years: Years) -> list[Row]:
    """Early years, which were sized to; the pandemic; the years held out."""
    return [
        _later_row(name, year, years[name][year])
        for name in (STAYS, EMERGENCY)
        for year in range(EARLY.start, JUDGED.stop)
    ]


def _later_row(name: str, year: int, said: float) -> Row:
    target = published()[name][year]
    if year in JUDGED:
        return Row(name, str(year), target, said, 0, _WITHIN)
    why = "the four years are sized to" if year in EARLY else "pandemic, not judged"
    return Row(name, str(year), target, said, 0, why=why)


def _this_year(name: str, said: float) -> Row:
    if name == "deaths per 1 000":
        return Row(name, str(_DEATHS_OF), _deaths(_DEATHS_OF), said, 1, _WITHIN)
    target = published()[name][_NOW]
    if name in _SIZED:
        return Row(name, str(_NOW), target, said, 1, why=_SIZED[name])
    return Row(name, str(_NOW), target, said, 1, _WITHIN_FEW if name in _FEW else _WITHIN)


def _deaths(year: int) -> float:
    """Of the country, per 1 000."""
    people = [each[year] for name, each in published().items() if name.startswith("population ")]
    return 1000 * published()["deaths"][year] / sum(people)
