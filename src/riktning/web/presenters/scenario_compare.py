"""Scenarios side by side: when each of the plan's targets is reached, and every outcome."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from django.utils.translation import gettext as _

from riktning.core.periods import Month
from riktning.documents.charts import ChartText, month_label, number
from riktning.documents.charts.fan import FanPlot
from riktning.web.presenters.scenarios import (
    SHARE_DECIMALS,
    Group,
    fan_plot,
    fan_text,
    figure_or_nothing,
    grouped,
    held,
    interval_words,
    reached_year,
    sure_words,
    three,
    value_words,
)
from riktning.web.presenters.tables import Figure, TableCell

Content = Mapping[str, Any]
NO_BREAK = "\N{NO-BREAK SPACE}"
LUCK = ("persons", "seed", "first", "engine_version")  # alike where the same luck is met


@dataclass(frozen=True, slots=True)
class Compared:
    """A scenario beside others: ``key`` is its name in the address, ``apart`` what tells it from
    others of the same name."""

    key: str
    name: str
    address: str
    content: Content
    apart: str = ""

    @property
    def named(self) -> str:
        return f"{self.name} ({self.apart})" if self.apart else self.name


@dataclass(frozen=True, slots=True)
class Reached:
    """Of one target in one scenario: the year it is held from, how sure, and so of each year."""

    year: str
    sure: str
    in_time: str
    shares: tuple[tuple[int, str, int], ...]


@dataclass(frozen=True, slots=True)
class GoalRow:
    """A target, and when each scenario (by its name) reaches it; None where it was not counted."""

    outcome: str
    name: str
    target: str
    cells: tuple[tuple[str, Reached | None], ...]


@dataclass(frozen=True, slots=True)
class Cell:
    value: str
    interval: str
    difference: str


def common_years(found: Sequence[Compared]) -> list[int]:
    """The years that all of them have."""
    every = [set(each.content["years"]) for each in found]
    return sorted(set.intersection(*every)) if every else []


def same_luck(found: Sequence[Compared]) -> bool:
    """Whether the same persons met the same luck, so that chance cancels in differences."""
    return len({tuple(each.content[key] for key in LUCK) for each in found}) <= 1


def goal_rows(found: Sequence[Compared], language: str) -> list[GoalRow]:
    """The plan's targets as rows, in the order in which they come."""
    keys = list(
        dict.fromkeys(
            (aim["outcome"], aim["value"], aim["due"])
            for each in found
            for aim in each.content["targets"]
        )
    )
    return [_goal_row(key, found, language) for key in keys]


def _goal_row(key: tuple[str, float, str], found: Sequence[Compared], language: str) -> GoalRow:
    outcome, value, due = key
    told = next(one for each in found for one in each.content["outcomes"] if one["id"] == outcome)
    sign = "≥" if told["higher"] else "≤"
    words = f"{sign}{NO_BREAK}{number(value, told['decimals'], language)}"
    return GoalRow(
        outcome, told["name"][language], f"{words}, {month_label(Month.parse(due), language)}",
        tuple((each.named, _reached(key, each.content, language)) for each in found),
    )  # fmt: skip


def _reached(key: tuple[str, float, str], content: Content, language: str) -> Reached | None:
    aim = next(
        (one for one in content["targets"] if (one["outcome"], one["value"], one["due"]) == key),
        None,
    )
    if aim is None:
        return None
    by_year = held(aim, content)
    known = {year: share for year, share in by_year.items() if share is not None}
    if not known:
        why = _("för få händelser eller replikat för att skilja från slump")
        return Reached(_("kan inte anges"), why, "", ())
    half, last, due = reached_year(by_year), content["years"][-1], Month.parse(key[2]).year
    words = {"share": sure_words(known[half or last], language), "last": last}
    if half is None:
        sure = _("nått %(last)d med sannolikhet %(share)s") % words
    elif half == last:
        sure = _("sannolikhet %(share)s, men bara sista året") % words
    else:
        sure = _("hålls till %(last)d med sannolikhet %(share)s") % words
    return Reached(
        str(half) if half else _("nås inte"),
        sure,
        _in_time(due, known, content["years"], language),
        tuple((y, sure_words(share, language), round(10 * share)) for y, share in known.items()),
    )


def _in_time(due: int, known: Mapping[int, float], years: Sequence[int], language: str) -> str:
    if due < years[0]:
        return _("skulle ha nåtts före %(first)d") % {"first": years[0]}
    if due in years and due not in known:
        return _("i tid: kan inte anges")
    if due > years[-1]:
        return _("ska nås efter %(last)d") % {"last": years[-1]}
    return _("i tid med sannolikhet %(share)s") % {"share": sure_words(known[due], language)}


def outcome_groups(found: Sequence[Compared], year: int, language: str) -> list[Group]:
    """Every outcome in a year, with the cell of each scenario."""
    first = found[0].content
    return [
        Group(
            heading,
            tuple(
                (told["name"][language], _cells(told["id"], found, year, language)) for told in rows
            ),
        )
        for heading, rows in grouped(first)
        if rows
    ]


def _cells(
    outcome: str, found: Sequence[Compared], year: int, language: str
) -> tuple[tuple[str, Cell | None], ...]:
    return tuple((each.named, _cell(outcome, each.content, year, language)) for each in found)


def _cell(outcome: str, content: Content, year: int, language: str) -> Cell | None:
    told = next((one for one in content["outcomes"] if one["id"] == outcome), None)
    if told is None:
        return None
    at, decimals = content["years"].index(year), told["decimals"]
    apart = told["differences"][at]
    return Cell(
        value_words(told["values"][at], decimals, language),
        interval_words(told["values"][at], decimals, language),
        _apart(apart, decimals + 1, language),
    )


def _apart(apart: Mapping[str, Any] | None, decimals: int, language: str) -> str:
    """``−3,12 (−3,98 till −2,20)``, with its sign."""
    if not apart:
        return ""
    said = number(apart["median"], decimals, language)
    sign = "+" if apart["median"] > 0 else ""
    between = interval_words(apart, decimals, language)
    return f"{sign}{said} ({between})" if between else f"{sign}{said}"


def pictures(
    found: Sequence[Compared], outcome: str, year: int, language: str
) -> list[tuple[Compared, FanPlot, ChartText]]:
    """A fan for each, on the same scale."""
    drawable = [each for each in found if _known(each.content, outcome)]
    plots = [fan_plot(each.content, outcome, language) for each in drawable]
    ends = [value for plot in plots for row in plot.quantiles if row for value in (row[0], row[-1])]
    ends += [value for plot in plots for value in plot.baseline or () if value is not None]
    ends += [plot.target[0] for plot in plots if plot.target]
    span = (min(ends), max(ends)) if ends else ()
    return [
        (each, replace(plot, span=span), fan_text(each.content, outcome, year, language))
        for each, plot in zip(drawable, plots, strict=True)
    ]


def _known(content: Content, outcome: str) -> bool:
    return any(one["id"] == outcome and any(one["values"]) for one in content["outcomes"])


def headings() -> list[str]:
    return [
        _("scenario"), _("utfall"), _("år"), _("median"), _("lägst (95 %)"), _("högst (95 %)"),
        _("skillnad"), _("skillnad lägst (95 %)"), _("skillnad högst (95 %)"), _("jämförs med"),
        _("mål"), _("ska nås"), _("sannolikhet att målet hålls från året"),
    ]  # fmt: skip


def file_rows(found: Sequence[Compared], language: str) -> list[list[TableCell]]:
    """Every scenario, outcome and year; a target's probability beside what it is of."""
    return [
        row for each in found for told in each.content["outcomes"]
        for row in _file_rows(each, told, language)
    ]  # fmt: skip


def _file_rows(each: Compared, told: Content, language: str) -> list[list[TableCell]]:
    content, decimals = each.content, told["decimals"] + 3
    base = content["baseline"]["name"][language] if content["baseline"] else ""
    aim = next((one for one in content["targets"] if one["outcome"] == told["id"]), None)
    aims: list[TableCell] = (
        [Figure(aim["value"], told["decimals"]), aim["due"]] if aim else ["", ""]
    )
    sure = held(aim, content) if aim else {}
    rows = zip(content["years"], told["values"], told["differences"], strict=True)
    return [
        [each.named, told["name"][language], year, *three(value, decimals), *three(apart, decimals),
         base, *aims, figure_or_nothing(sure.get(year), SHARE_DECIMALS)]
        for year, value, apart in rows
    ]  # fmt: skip
