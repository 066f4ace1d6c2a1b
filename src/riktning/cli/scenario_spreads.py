"""The tables of ``riktning scenario compare`` for drawn scenarios."""

from collections.abc import Sequence
from itertools import groupby

from rich.console import Console
from rich.markup import escape
from rich.table import Table

from riktning.cli.scenario_tables import LABEL, OF_DRAWS, empty_table, show_targets
from riktning.simulation.scenarios.goals import Reached
from riktning.simulation.scenarios.outcomes import OUTCOMES
from riktning.simulation.scenarios.spread import Spread
from riktning.simulation.scenarios.spreads import Spreads
from riktning.trends.figures import figure

_HEADS = {
    "sv": ("Utfall / scenario", "{year}", "Skillnad", "Antaganden"),
    "en": ("Outcome / scenario", "{year}", "Difference", "Assumptions"),
}
_SHARE_HEADS = {
    "sv": ("Utfall / åtgärd", "Andel av skillnaden {year}", "Ensam", "Samspel"),
    "en": ("Outcome / lever", "Part of the difference {year}", "Alone", "Interaction"),
}
_NOTE = {
    "sv": "Median och 95 % intervall över {draws} dragningar av antagandena, {replicates} replikat"
    " med {persons} personer i varje. Skillnad från {baseline} med samma dragningar och samma"
    " slump. Antaganden: så stor del av en körnings varians i skillnaden som beror på dem; resten"
    " är slump.",
    "en": "Median and 95 % interval over {draws} draws of the assumptions, {replicates} replicates"
    " of {persons} persons in each. Difference from {baseline} with the same draws and the same"
    " luck. Assumptions: the part of a single run's variance in the difference that is theirs; the"
    " rest is chance.",
}
_SHARE_NOTE = {
    "sv": "Shapleyvärden: vad åtgärden lägger till, i medeltal över alla ordningar de kan komma i;"
    " de läggs ihop till skillnaden från inga åtgärder alls. ±: medelfel. Ensam: vad den ger när"
    " ingen annan finns. Samspel: det som skiljer, av att åtgärderna finns samtidigt.",
    "en": "Shapley values: what the lever adds, on average over the orders they can come in; they"
    " add up to the difference from no levers at all. ±: standard error. Alone: what it gives when"
    " there is no other. Interaction: what differs, since the levers are there together.",
}
_ALL = {"sv": "tillsammans", "en": "together"}


def show_spreads(found: Spreads, year: int, language: str, reached: Sequence[Reached] = ()) -> None:
    """Print spreads, targets and what each lever gives, and that they are invented."""
    spoken, console = ("en" if language.startswith("en") else "sv"), Console()
    console.print(_outcomes(found, year, spoken))
    one = found.drawn[0]
    console.print(
        _NOTE[spoken].format(
            draws=len(one.draws), replicates=len(one.replicates), baseline=found.baseline,
            persons=figure(one.folder.manifest["persons"], 0, spoken),
        )
    )  # fmt: skip
    if reached:
        console.print()
        show_targets(console, reached, found.years[-1], OF_DRAWS[spoken], spoken)
    for scenario in found.shares:
        console.print(f"\n[bold]{escape(scenario)}[/]")
        console.print(_shares(found, scenario, year, spoken))
        console.print(_SHARE_NOTE[spoken])
    console.print(LABEL[spoken])


def _outcomes(found: Spreads, year: int, language: str) -> Table:
    table = empty_table(_HEADS[language], year)
    lines = sorted(
        (line for line in found.lines if line.year == year),
        key=lambda line: OUTCOMES.index(line.outcome),
    )
    for outcome, group in groupby(lines, key=lambda line: line.outcome):
        table.add_row(f"[bold]{escape(outcome.name.in_(language))}[/]")
        for line in group:
            share = line.difference.parameter_share if line.difference else None
            table.add_row(
                f"  {escape(line.scenario)}",
                spread_words(line.value, outcome.decimals, language),
                spread_words(line.difference, outcome.decimals + 1, language),
                "" if share is None else f"{figure(100 * share, 0, language)} %",
            )
    return table


def spread_words(spread: Spread | None, decimals: int, language: str) -> str:
    """``12,3 (11,8; 12,9)``."""
    if spread is None:
        return ""
    said = figure(spread.median, decimals, language)
    if spread.low is None or spread.high is None:
        return said
    low, high = (figure(end, decimals, language) for end in (spread.low, spread.high))
    return f"{said} ({low}; {high})"


def _shares(found: Spreads, scenario: str, year: int, language: str) -> Table:
    table, at = empty_table(_SHARE_HEADS[language], year), year - found.years.start
    told = found.shares[scenario]
    for number, outcome in enumerate(OUTCOMES):
        values = told.values[:, number, at]
        if not values.any():
            continue
        table.add_row(f"[bold]{escape(outcome.name.in_(language))}[/]")
        alone = None if told.alone is None else told.alone[:, number, at]
        for lever, value in enumerate(values):
            if value:
                error = None if told.error is None else float(told.error[lever, number, at])
                by_itself = None if alone is None else float(alone[lever])
                words = _share(float(value), error, by_itself, outcome.decimals + 2, language)
                table.add_row(f"  {escape(told.levers[lever])}", *words)
        whole = None if alone is None else float(alone.sum())
        words = _share(float(values.sum()), None, whole, outcome.decimals + 2, language)
        table.add_row(f"  {_ALL[language]}", *words)
    return table


def _share(
    value: float, error: float | None, alone: float | None, decimals: int, language: str
) -> tuple[str, ...]:
    """What a lever gives, alone, and the rest, which is interaction."""
    said = figure(value, decimals, language)
    if error is not None:
        said += f" ± {figure(error, decimals, language)}"
    if alone is None:
        return said, "", ""
    return said, figure(alone, decimals, language), figure(value - alone, decimals, language)
