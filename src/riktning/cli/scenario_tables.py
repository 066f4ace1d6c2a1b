"""The tables of ``riktning scenario compare``."""

from collections.abc import Iterator, Sequence
from itertools import groupby

from rich.console import Console
from rich.markup import escape
from rich.table import Table

from riktning.simulation.scenarios.answers import Answers
from riktning.simulation.scenarios.comparing import Contribution, Line
from riktning.simulation.scenarios.goals import Reached
from riktning.simulation.scenarios.intervals import Mean
from riktning.simulation.scenarios.measuring import Outcome
from riktning.trends.figures import figure

LABEL = {
    "sv": "Syntetiska data – inte verkliga resultat",
    "en": "Synthetic data – not real results",
}
_HEADS = {
    "sv": ("Utfall / scenario", "{year}", "Skillnad", "Varians"),
    "en": ("Outcome / scenario", "{year}", "Difference", "Variance"),
}
_GOAL_HEADS = {
    "sv": ("Mål / scenario", "Nås år", "I tid", "Hålls {year}"),
    "en": ("Target / scenario", "Year", "In time", "Held {year}"),
}
_SHARE_HEADS = {
    "sv": ("Utfall / åtgärd", "Bidrag {year}"),
    "en": ("Outcome / lever", "Contribution {year}"),
}
_NOTE = {
    "sv": "{persons} personer simuleras i varje replikat. ±: 95 % intervall för medelvärdet över"
    " replikaten. Skillnad från {baseline}, med samma slump. Varians: så många gånger mindre än med"
    " oberoende slump.",
    "en": "{persons} persons are simulated in each replicate. ±: 95 % interval of the mean over"
    " replicates. Difference from {baseline}, with the same luck. Variance: so many times less than"
    " with independent luck.",
}  # fmt: skip
_GOAL_NOTE = {
    "sv": "Nått betyder nått för gott: från det året och varje år till {year}. Nås år: det första"
    " med minst 50 % sannolikhet. I tid: sannolikheten det år målet ska vara nått. –: det är före"
    " scenariots första år, eller för få händelser eller replikat för att säga något. {of}",
    "en": "Reached means for good: from that year in every year to {year}. Year: the first with a"
    " probability of at least 50 %. In time: the probability in the year it is due. –: that is"
    " before the first year, or there are too few events or replicates to tell. {of}",
}
_OF_RUNS = {
    "sv": "Sannolikhet: andelen av replikaten.",
    "en": "Probability: the share of the replicates.",
}
OF_DRAWS = {
    "sv": "Sannolikhet: över dragningarna av antagandena och det som slumpen lämnar i medelvärdet.",
    "en": "Probability: over the draws of the assumptions and what chance leaves in the mean.",
}
_INTERACTION = {"sv": "samspel (resten)", "en": "interaction (the rest)"}
_NONE = {"sv": "nås inte", "en": "not reached"}
_BEFORE = "–"


def show(answers: Answers, year: int, language: str) -> None:
    """Print outcomes, targets and contributions, and that they are invented."""
    spoken, console = ("en" if language.startswith("en") else "sv"), Console()
    console.print(_outcomes(answers, year, spoken))
    persons = figure(answers.folders[0].manifest["persons"], 0, spoken)
    console.print(_NOTE[spoken].format(persons=persons, baseline=answers.baseline))
    if answers.reached:
        console.print()
        show_targets(console, answers.reached, answers.years[-1], _OF_RUNS[spoken], spoken)
    for scenario, lines in groupby(answers.contributions, key=lambda each: each.scenario):
        console.print()
        console.print(f"[bold]{escape(scenario)}[/]")
        console.print(_contributions(list(lines), year, spoken))
    console.print(LABEL[spoken])


def empty_table(heads: tuple[str, ...], year: int) -> Table:
    table = Table(box=None, padding=(0, 1, 0, 0), header_style="bold underline")
    first, *others = (head.format(year=year) for head in heads)
    table.add_column(first)
    for head in others:
        table.add_column(head, justify="right", no_wrap=True)
    return table


def _outcomes(answers: Answers, year: int, language: str) -> Table:
    table = empty_table(_HEADS[language], year)
    lines = [line for line in answers.lines if line.year == year]
    for _, group in groupby(lines, key=lambda line: line.outcome.id):
        rows = list(group)
        table.add_row(f"[bold]{escape(rows[0].outcome.name.in_(language))}[/]")
        for line in rows:
            table.add_row(*_cells(line, language))
    return table


def _cells(line: Line, language: str) -> tuple[str, ...]:
    decimals, gain = line.outcome.decimals, line.gain
    return (
        f"  {escape(line.scenario)}",
        _with_interval(line.value, decimals, language),
        _with_interval(line.difference, decimals + 1, language),
        "" if gain is None else f"{figure(gain, 1, language)} ×",
    )


def _with_interval(mean: Mean | None, decimals: int, language: str) -> str:
    if mean is None:
        return ""
    said = figure(mean.mean, decimals, language)
    if mean.high is None:
        return said
    return f"{said} ± {figure(mean.high - mean.mean, decimals, language)}"


def show_targets(
    console: Console, found: Sequence[Reached], last: int, of: str, language: str
) -> None:
    """Print when each target is reached for good, and what the words mean."""
    console.print(_targets(found, last, language))
    console.print(_GOAL_NOTE[language].format(year=last, of=of))


def _targets(found: Sequence[Reached], last: int, language: str) -> Table:
    table = empty_table(_GOAL_HEADS[language], last)
    order = sorted(found, key=lambda each: _goal(each, language))
    for goal, group in groupby(order, key=lambda each: _goal(each, language)):
        table.add_row(f"[bold]{escape(goal)}[/]")
        for each in group:
            table.add_row(
                f"  {escape(each.scenario)}",
                _year(each, last, language),
                _part(each.in_time, language),
                _part(each.held[last], language),
            )
    return table


def _goal(each: Reached, language: str) -> str:
    sign = "≥" if each.outcome.higher else "≤"
    name, value = each.outcome.name.in_(language), f"{each.goal.value:g}"
    value = value if language == "en" else value.replace(".", ",")
    return f"{name} {sign} {value}, {each.goal.due}"


def _year(each: Reached, last: int, language: str) -> str:
    if each.held[last] is None:
        return _BEFORE
    return _NONE[language] if each.year is None else str(each.year)


def _part(share: float | None, language: str) -> str:
    if share is None:
        return _BEFORE
    return f"{sure_figure(share, language)} %"


def sure_figure(share: float, language: str) -> str:
    """A probability in percent; neither 0 nor 100, which a few draws cannot tell."""
    percent = round(100 * share)
    return {0: "<1", 100: ">99"}.get(percent) or figure(percent, 0, language)


def _contributions(found: list[Contribution], year: int, language: str) -> Table:
    """Levers that change nothing in an outcome are left out there."""
    table = empty_table(_SHARE_HEADS[language], year)
    lines = [each for each in found if each.year == year]
    for _, group in groupby(lines, key=lambda each: each.outcome.id):
        rows = list(_telling(group))
        if rows:
            table.add_row(f"[bold]{escape(rows[0].outcome.name.in_(language))}[/]")
        for each in rows:
            name = _INTERACTION[language] if each.lever is None else each.lever
            decimals = _decimals(each.outcome)
            table.add_row(f"  {escape(name)}", _with_interval(each.change, decimals, language))
    return table


def _telling(group: Iterator[Contribution]) -> Iterator[Contribution]:
    return (each for each in group if each.change is not None and _differs(each.change))


def _differs(change: Mean) -> bool:
    return change.mean != 0 or bool(change.sd)


def _decimals(outcome: Outcome) -> int:
    return outcome.decimals + 1
