"""A published scenario in words and figures, as its page has them."""

import math
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from riktning.apps.scenarios.queries import Shown
from riktning.core.digits import whole_number
from riktning.core.periods import Month
from riktning.documents.charts import ChartText, month_label, number
from riktning.documents.charts.fan import FanPlot
from riktning.web.presenters.scenario_words import percent
from riktning.web.presenters.tables import Figure, TableCell

Content = Mapping[str, Any]
Measured = Mapping[str, tuple[int, float]]  # the latest whole year and its value, by measure
NO_BREAK, CERTAIN = "\N{NO-BREAK SPACE}", 0.5
SHARE_DECIMALS = 3  # of a probability in a file
WORK = ("hours", "cost")  # what the outcomes of staff and cost begin with


@dataclass(frozen=True, slots=True)
class Row:
    """An outcome in the table of a scenario; what is not known is empty."""

    outcome: str
    name: str
    measure: str
    today: str
    first: str
    baseline: str
    value: str
    interval: str
    difference: str
    difference_interval: str
    target: str
    met: str


@dataclass(frozen=True, slots=True)
class Group:
    heading: str
    rows: tuple[Any, ...]


def listed(content: Content, language: str) -> dict[str, Any]:
    """A scenario in the list of them."""
    return {
        "slug": content["id"], "name": content["name"][language],
        "says": content["says"][language], "levers": len(content["levers"]),
        "years": f"{content['years'][0]}–{content['years'][-1]}",
        "baseline": content["baseline"] is None,
        "met": _met_sentence(content, language),
    }  # fmt: skip


def _met_sentence(content: Content, language: str) -> str:
    told = [_met(each, content) for each in content["targets"]]
    known = [share for share in told if share is not None]
    if not known:
        return ""
    words = {
        "met": sum(share >= CERTAIN for share in known), "of": len(known),
        "last": content["years"][-1],
    }  # fmt: skip
    return _("%(met)d av %(of)d mål nås i tid och hålls till %(last)d, troligare än inte.") % words


def about(found: Shown | None, language: str) -> str:
    """What was run, in a sentence."""
    if found is None or not found.contents:
        return ""
    one = found.contents[0]
    words = {
        "persons": number(one["persons"], 0, language), "draws": one["draws"],
        "replicates": one["replicates"], "version": one["engine_version"],
    }  # fmt: skip
    return _(
        "Simulerat med %(persons)s personer, %(draws)s dragningar av antagandena och"
        " %(replicates)s replikat av slumpen i varje. Version %(version)s."
    ) % words  # fmt: skip


def baseline_name(content: Content, language: str) -> str:
    """The scenario it is compared with; empty for that one itself."""
    return str(content["baseline"]["name"][language]) if content["baseline"] else ""


def chosen(content: Content, outcome: str, year: str) -> tuple[str, int]:
    """The outcome and the year to show: as asked, else a target's that tells most, the last year.

    What tells most differs surely from the baseline, and most compared with how unsure that is.
    """
    known = [each["id"] for each in content["outcomes"]]
    aims = [each["outcome"] for each in content["targets"]]
    years = content["years"]
    best = max(aims, key=lambda each: _sureness(_outcome(content, each)), default="bed_days")
    found = outcome if outcome in known else best
    asked = whole_number(year)
    return found, asked if asked is not None and asked in years else years[-1]


def _sureness(told: Content) -> float:
    """The last year's difference in widths of its interval; 0 where it is not sure."""
    apart = told["differences"][-1]
    if not apart or not apart["quantiles"]:
        return 0.0
    low, high = apart["quantiles"][0], apart["quantiles"][-1]
    if low <= 0 <= high:
        return 0.0
    return float(abs(apart["median"]) / (high - low)) if high > low else math.inf


def choices(content: Content, outcome: str, language: str) -> list[tuple[str, str, bool]]:
    return [
        (each["id"], each["name"][language], each["id"] == outcome)
        for each in content["outcomes"]
        if any(each["values"])
    ]


def _outcome(content: Content, outcome: str) -> Content:
    found: Content = next(each for each in content["outcomes"] if each["id"] == outcome)
    return found


def _aim(content: Content, outcome: str) -> Content | None:
    return next((each for each in content["targets"] if each["outcome"] == outcome), None)


def fan_plot(content: Content, outcome: str, language: str) -> FanPlot:
    """What the fan is drawn from."""
    told, aim = _outcome(content, outcome), _aim(content, outcome)
    rows = [
        None if value is None else tuple(value["quantiles"] or (value["median"],) * 7)
        for value in told["values"]
    ]
    return FanPlot(
        years=tuple(content["years"]),
        quantiles=tuple(rows),
        name=content["name"][language],
        baseline=tuple(told["baseline"]) if content["baseline"] else None,
        baseline_name=baseline_name(content, language),
        target=(aim["value"], Month.parse(aim["due"]).year) if aim else None,
    )


def fan_text(content: Content, outcome: str, year: int, language: str) -> ChartText:
    """The finding of the fan as its title."""
    told = _outcome(content, outcome)
    name = told["name"][language]
    return ChartText(
        title=_finding(content, told, year, language),
        subtitle=f"{name}, {content['years'][0]}–{content['years'][-1]}",
        unit=name,
        decimals=told["decimals"],
        language=language,
        synthetic=True,
    )


def _finding(content: Content, told: Content, year: int, language: str) -> str:
    at = content["years"].index(year)
    value, apart = told["values"][at], told["differences"][at]
    words = {
        "name": told["name"][language], "year": year,
        "value": value_words(value, told["decimals"], language),
        "baseline": baseline_name(content, language),
    }  # fmt: skip
    if value is None:
        return _("%(name)s: för få händelser för att räknas år %(year)d") % words
    if not apart or not apart["quantiles"]:
        return _("%(name)s: %(value)s år %(year)d") % words
    low, high = apart["quantiles"][0], apart["quantiles"][-1]
    if low <= 0 <= high:
        return _("%(name)s: ingen säker skillnad från %(baseline)s år %(year)d") % words
    words["difference"] = number(abs(apart["median"]), told["decimals"] + 1, language)
    if high < 0:
        return _("%(name)s: %(difference)s lägre än %(baseline)s år %(year)d") % words
    return _("%(name)s: %(difference)s högre än %(baseline)s år %(year)d") % words


def value_words(value: Mapping[str, Any] | None, decimals: int, language: str) -> str:
    return "" if value is None else number(value["median"], decimals, language)


def interval_words(value: Mapping[str, Any] | None, decimals: int, language: str) -> str:
    """``11,8 till 12,9``."""
    if value is None or not value["quantiles"]:
        return ""
    ends = (number(value["quantiles"][end], decimals, language) for end in (0, -1))
    return f" {_('till')} ".join(ends)


def behind(content: Content, outcome: str, language: str) -> list[dict[str, str]]:
    """The table behind the picture: a row a year."""
    told = _outcome(content, outcome)
    decimals = told["decimals"]
    rows = zip(content["years"], told["values"], told["baseline"], told["differences"], strict=True)
    return [
        {
            "year": str(year), "value": value_words(value, decimals, language),
            "interval": interval_words(value, decimals, language),
            "baseline": "" if base is None else number(base, decimals, language),
            "difference": value_words(apart, decimals + 1, language),
            "apart": interval_words(apart, decimals + 1, language),
            "assumptions": _share_words(apart, language),
        }
        for year, value, base, apart in rows
    ]  # fmt: skip


def _share_words(apart: Mapping[str, Any] | None, language: str) -> str:
    share = apart.get("assumptions") if apart else None
    return "" if share is None else percent(share, language)


def grouped(content: Content) -> list[tuple[str, list[Content]]]:
    """The outcomes by what they are about, each group with its heading."""
    outcomes = content["outcomes"]
    worked = [each for each in outcomes if each["id"].startswith(WORK)]
    beds = [each for each in outcomes if each["beds"] and each not in worked]
    others = [each for each in outcomes if each not in beds and each not in worked]
    return [
        (_("Planens mått"), [each for each in others if each["measure"]]),
        (_("Vårdplatser, överbeläggning och väntan"), beds),
        (_("Personal och kostnad"), worked),
        (_("Befolkning och vård"), [each for each in others if not each["measure"]]),
    ]


def groups(content: Content, year: int, measured: Measured, language: str) -> list[Group]:
    """The outcomes by what they are about, as rows."""
    return [
        Group(heading, tuple(_row(content, each, year, measured, language) for each in rows))
        for heading, rows in grouped(content)
        if rows
    ]


def _row(content: Content, told: Content, year: int, measured: Measured, language: str) -> Row:
    at, decimals = content["years"].index(year), told["decimals"]
    value, apart = told["values"][at], told["differences"][at]
    aim, first, base = _aim(content, told["id"]), told["baseline"][0], told["baseline"][at]
    met = _met(aim, content) if aim else None
    today = measured.get(told["measure"] or "")
    return Row(
        outcome=told["id"],
        name=told["name"][language],
        measure=told["measure"] or "",
        today=f"{number(today[1], decimals, language)} ({today[0]})" if today else "",
        first="" if first is None else number(first, decimals, language),
        baseline="" if base is None else number(base, decimals, language),
        value=value_words(value, decimals, language),
        interval=interval_words(value, decimals, language),
        difference=value_words(apart, decimals + 1, language),
        difference_interval=interval_words(apart, decimals + 1, language),
        target=_target_words(aim, told, language) if aim else "",
        met=_met_words(met, aim, content, language) if aim else "",
    )


def _target_words(aim: Content, told: Content, language: str) -> str:
    sign = "≥" if told["higher"] else "≤"
    due = month_label(Month.parse(aim["due"]), language)
    return f"{sign}{NO_BREAK}{number(aim['value'], told['decimals'], language)}, {due}"


def _met(aim: Content, content: Content) -> float | None:
    """The probability that a target is held from the year it is due."""
    due, years = Month.parse(aim["due"]).year, content["years"]
    share = held(aim, content)[min(due, years[-1])] if due >= years[0] else None
    return None if share is None else float(share)


def held(aim: Content, content: Content) -> dict[int, float | None]:
    """By year, how probably it and every later one meet the target; None: cannot be told.

    What was published before chance was counted tells it of no year.
    """
    years = content["years"]
    return dict(zip(years, aim.get("held") or [None] * len(years), strict=True))


def reached_year(by_year: Mapping[int, float | None]) -> int | None:
    """The first year from which a target is held more probably than not."""
    return next((y for y, p in by_year.items() if p is not None and p >= CERTAIN), None)


def sure_words(share: float, language: str) -> str:
    """A probability; neither 0 nor 100 percent, which a few draws cannot tell."""
    words = {0: _("under %(share)s") % {"share": percent(0.01, language)},
             100: _("över %(share)s") % {"share": percent(0.99, language)}}  # fmt: skip
    return words.get(round(100 * share)) or percent(share, language)


def _met_words(met: float | None, aim: Content, content: Content, language: str) -> str:
    """Whether it is met in time; and if not, the first year that it is held from."""
    by_year = held(aim, content)
    half = reached_year(by_year)
    when = _("nås %(year)d") % {"year": half} if half else _("nås inte")
    if by_year[content["years"][-1]] is None:
        return _("kan inte anges")
    if met is None and Month.parse(aim["due"]).year >= content["years"][0]:
        return when
    if met is None:
        return _("skulle ha nåtts före %(first)d; %(when)s") % {
            "first": content["years"][0], "when": when,
        }  # fmt: skip
    words = {"share": sure_words(met, language), "when": when}
    if met >= CERTAIN:
        return _("i tid (sannolikhet %(share)s)") % words
    return _("inte i tid (sannolikhet %(share)s); %(when)s") % words


def facts(content: Content, language: str) -> list[tuple[str, str]]:
    """What was run."""
    first, last = (month_label(Month.parse(content[key]), language) for key in ("first", "last"))
    keys = {"persons": "persons", "all": "population"}
    people = {name: number(content[key], 0, language) for name, key in keys.items()}
    return [
        (_("Period"), f"{first} – {last}"),
        (_("Personer"), _("%(persons)s av %(all)s") % people),
        (_("Dragningar av antagandena"), str(content["draws"])),
        (_("Replikat av slumpen"), str(content["replicates"])),
        (_("Frö"), str(content["seed"])),
        (_("Version"), str(content["engine_version"])),
    ]  # fmt: skip


def file_headings() -> list[str]:
    return [
        _("utfall"), _("år"), _("median"), _("lägst (95 %)"), _("högst (95 %)"), _("jämförelse"),
        _("skillnad"), _("skillnad lägst (95 %)"), _("skillnad högst (95 %)"),
    ]  # fmt: skip


def file_rows(content: Content, language: str) -> list[list[TableCell]]:
    """Every outcome, year by year, its figures as numbers."""
    return [
        [told["name"][language], year, *three(value, told["decimals"] + 3),
         figure_or_nothing(base, told["decimals"] + 3), *three(apart, told["decimals"] + 3)]
        for told in content["outcomes"]
        for year, value, base, apart in zip(content["years"], told["values"], told["baseline"],
                                            told["differences"], strict=True)
    ]  # fmt: skip


def three(value: Mapping[str, Any] | None, decimals: int) -> list[TableCell]:
    """Median and the ends of the interval."""
    if value is None:
        return ["", "", ""]
    ends = value["quantiles"] or (None, None)
    return [figure_or_nothing(one, decimals) for one in (value["median"], ends[0], ends[-1])]


def figure_or_nothing(value: float | None, decimals: int) -> TableCell:
    return "" if value is None else Figure(value, decimals)
