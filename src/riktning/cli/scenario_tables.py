"""The tables of ``riktning scenario compare``."""

from collections.abc import Iterator
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
    "sv": ("Mål / scenario", "Nås år", "I tid", "Året {year}", "Till {year}"),
    "en": ("Target / scenario", "Year", "In time", "In {year}", "By {year}"),
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
    "sv": "Nås år: det första då minst hälften av replikaten når målet. I tid: andelen som når det"
    " det år det ska vara nått; – när det är före scenariots första år. Året {year}: andelen"
    " som når målet då; Till {year}: andelen som når det något år.",
    "en": "Year: the first in which at least half of the replicates meet the target. In time: the"
    " share that do in the year it is due; – where that is before the first year. In {year}: the"
    " share that meet it then; By {year}: the share that do in some year.",
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
        console.print(_targets(answers, spoken))
        console.print(_GOAL_NOTE[spoken].format(year=answers.years[-1]))
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


def _targets(answers: Answers, language: str) -> Table:
    last = answers.years[-1]
    table = empty_table(_GOAL_HEADS[language], last)
    order = sorted(answers.reached, key=lambda each: _goal(each, language))
    for goal, group in groupby(order, key=lambda each: _goal(each, language)):
        table.add_row(f"[bold]{escape(goal)}[/]")
        for each in group:
            table.add_row(
                f"  {escape(each.scenario)}",
                _NONE[language] if each.year is None else str(each.year),
                _BEFORE if each.in_time is None else _part(each.in_time, language),
                _part(each.in_year[last], language),
                _part(each.by_year[last], language),
            )
    return table


def _goal(each: Reached, language: str) -> str:
    sign = "≥" if each.outcome.higher else "≤"
    name, value = each.outcome.name.in_(language), f"{each.goal.value:g}"
    value = value if language == "en" else value.replace(".", ",")
    return f"{name} {sign} {value}, {each.goal.due}"


def _part(share: float, language: str) -> str:
    return f"{figure(100 * share, 0, language)} %"


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
