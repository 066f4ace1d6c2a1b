"""``riktning judge RUN``: a verdict on every series of a run, as a table and as verdicts.json."""

import json
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer
from rich.markup import escape

from riktning.cli.judge_targets import unpaced
from riktning.cli.language import Language, check_language, told_in

if TYPE_CHECKING:
    from rich.console import Console
    from rich.table import Table

    from riktning.core.periods import Month
    from riktning.trends.judged import PlannedTarget, RunVerdicts
    from riktning.trends.naming import Named
    from riktning.trends.verdict import PaceFinding, Verdict

_WIDEST = 1000  # columns, more than any table needs


def judge(
    run: Annotated[Path, typer.Argument(help="A run folder, as riktning compute writes it.")],
    plan: Annotated[
        str | None, typer.Option(help="Code of the plan whose targets the pace is judged by.")
    ] = None,
    targets: Annotated[
        Path | None, typer.Option(help="CSV file: indicator_id, unit_id, value, due (2027-12).")
    ] = None,
    q: Annotated[
        float, typer.Option(help="Share of false directions accepted among those called.")
    ] = 0.05,
    as_of: Annotated[
        str | None, typer.Option(help="Last month to look at, as 2025-12 or 2025-12-31.")
    ] = None,
    activities: Annotated[
        Path | None,
        typer.Option(
            help="CSV file of what may have had an effect: activity, indicator, unit, start."
        ),
    ] = None,
    language: Language = "sv",
    as_json: Annotated[
        bool, typer.Option("--json", help="Print the verdicts as JSON instead of a table.")
    ] = False,
) -> None:
    """Judge direction and pace of every series of a run, and write verdicts.json in it.

    With --activities also the effect of each activity, against units that it has not yet touched.
    """
    from riktning.trends import judge_run
    from riktning.trends.effect.activities import read_activities
    from riktning.trends.store import verdicts_as_json, write_verdicts

    check_language(language)
    with told_in(language):
        month = None if as_of is None else _month(as_of)
        if month is not None:
            _refuse_after_the_data(run, month)
        planned = _targets(plan, targets)
        touched = () if activities is None else read_activities(activities)
        verdicts = judge_run(run, planned, q=q, as_of=month, activities=touched)
    path = write_verdicts(run, verdicts)
    if not planned:
        typer.echo(_without_pace(plan, targets, language), err=True)
    for line in unpaced(run, planned, verdicts, language):
        typer.echo(line, err=True)
    if as_json:
        typer.echo(json.dumps(verdicts_as_json(verdicts), ensure_ascii=False, allow_nan=False))
        return
    _show(verdicts, path, language)


def _month(text: str) -> "Month":
    """A month, or the month of a day that is its last: a verdict covers whole months."""
    from riktning.catalogue.model import Words
    from riktning.core.errors import RiktningError
    from riktning.core.periods import Month
    from riktning.trends.faults import fault, no_month

    try:
        month = Month.parse(text[: len("2025-12")])
    except RiktningError as error:
        raise no_month(text, "--as-of") from error
    if len(text) > len("2025-12") and text != month.last_day.isoformat():
        raise fault(
            Words(
                f"{text} är inte den sista dagen i en månad",
                f"{text} is not the last day of a month",
            ),
            "--as-of",
            Words(f"ange {month} eller {month.last_day}", f"give {month} or {month.last_day}"),
        )
    return month


def _refuse_after_the_data(run: Path, month: "Month") -> None:
    """A verdict as of a month without data would be an older verdict under a newer date."""
    from riktning.catalogue.model import Words
    from riktning.indicators.runs import read_manifest
    from riktning.trends.faults import fault

    last = read_manifest(run).last_month
    if month > last:
        raise fault(
            Words(
                f"{month} är efter körningens sista månad",
                f"{month} is after the run's last month",
            ),
            "--as-of",
            Words(f"välj en månad senast {last}", f"choose a month no later than {last}"),
        )


def _without_pace(plan: str | None, targets: Path | None, language: str) -> str:
    """Said on stderr: the column of pace is empty because nothing was asked of it."""
    english = language.startswith("en")
    if plan is None and targets is None:
        return (
            "No pace is judged: no targets were given (--plan CODE or --targets FILE)."
            if english
            else "Ingen takt bedöms: inga mål angavs (--plan KOD eller --targets FIL)."
        )
    return (
        "No pace is judged: there are no targets where they were looked for."
        if english
        else "Ingen takt bedöms: det finns inga mål där de söktes."
    )


def _targets(plan: str | None, file: Path | None) -> "Sequence[PlannedTarget]":
    from riktning.trends.targets import read_targets

    found: list[PlannedTarget] = []
    if plan is not None:
        found += _targets_of_plan(plan)
    if file is not None:
        found += read_targets(file)
    return found


def _targets_of_plan(code: str) -> "Sequence[PlannedTarget]":
    from riktning.cli.store import open_store
    from riktning.core.errors import RiktningError

    open_store()
    from riktning.apps.plans import queries

    revision = queries.latest_revision(code)
    if revision is None:
        raise RiktningError(
            f"there is no plan with the code {code!r}",
            remedy="import one with riktning plan import FILE --plan CODE",
        )
    return queries.planned_targets(revision)


def _show(verdicts: "RunVerdicts", path: Path, language: str) -> None:
    from rich.console import Console

    console = Console()
    _series(console, verdicts, _names(path.parent, language), language)
    for line in _untold(verdicts, language):
        console.print(line)
    console.print(_summary(verdicts, language))
    if verdicts.effect_family is not None:
        from riktning.cli.judge_effects import effects_needed, effects_summary, effects_table

        console.print(effects_table(verdicts.effects, language))
        for line in effects_needed(verdicts.effects, _measures(path.parent), language):
            console.print(line)
        console.print(effects_summary(verdicts.effect_family, language))
    if verdicts.synthetic:
        english = language.startswith("en")
        console.print(
            "Synthetic data – not real results"
            if english
            else "Syntetiska data – inte verkliga resultat"
        )
    console.print(str(path), soft_wrap=True)


def _measures(run: Path) -> "dict[str, Named]":
    from riktning.catalogue.model import Kind, Polarity, Words
    from riktning.indicators.runs import read_definitions
    from riktning.trends.own.telling import Naming

    return {
        str(each["id"]): Naming(
            Words(each["name"]["sv"], each["name"]["en"]),
            Words(each["unit"]["sv"], each["unit"]["en"]),
            int(each["decimals"]),
            Polarity(each["polarity"]),
            Kind(each["kind"]),
            own=False,
        )
        for each in read_definitions(run)
        if {"name", "unit", "decimals", "polarity", "kind"} <= each.keys()
    }


def _series(
    console: "Console", verdicts: "RunVerdicts", names: dict[str, str], language: str
) -> None:
    """The table where all of it fits; otherwise the same in lines that wrap and lose nothing."""
    from rich.measure import Measurement
    from rich.padding import Padding

    table = _table(verdicts, names, language)
    if Measurement.get(console, console.options.update(width=_WIDEST), table).maximum <= (
        console.width
    ):
        console.print(table)
        return
    shown = None
    for verdict in _told(verdicts):
        if verdict.indicator_id != shown:
            shown = verdict.indicator_id
            console.print(f"[bold]{escape(shown)}[/]")
            if shown in names:
                console.print(Padding(f"[bold]{escape(names[shown])}[/]", (0, 0, 0, 2)))
        unit, pace, reached, direction, start, end, q = _cells(verdict, names, language)
        figures = f"{start} → {end}" if start else ""
        when = f"{'reached' if language.startswith('en') else 'nås'} {reached}" if reached else ""
        parts = (pace, when, direction, figures, f"q {q}" if q else "")
        console.print(Padding(unit.strip(), (0, 0, 0, 2)))
        console.print(Padding(" · ".join(part for part in parts if part), (0, 0, 0, 4)))


def _told(verdicts: "RunVerdicts") -> "list[Verdict]":
    """Those of which something can be said; the rest are counted."""
    from riktning.trends.verdict import Direction

    found = [series.verdict for series in verdicts.verdicts]
    return [
        each
        for each in found
        if each.direction.state is not Direction.CANNOT_TELL or each.pace is not None
    ]


def _names(run: Path, language: str) -> dict[str, str]:
    """What a reader calls measures, with their units of measure, and care units, by id."""
    from riktning.indicators.runs import read_definitions, read_units

    key = "en" if language.startswith("en") else "sv"
    measures = {
        str(each["id"]): f"{each['name'][key]} ({each['unit'][key]})"
        for each in read_definitions(run)
        if "name" in each and "unit" in each
    }
    return {unit.unit_id: unit.name for unit in read_units(run)} | measures


def _table(verdicts: "RunVerdicts", names: dict[str, str], language: str) -> "Table":
    """The series of which something can be said; the rest are counted below it."""
    table, shown = _empty_table(language), None
    for verdict in _told(verdicts):
        if verdict.indicator_id != shown:
            shown = verdict.indicator_id
            table.add_row(f"[bold]{escape(shown)}[/]", f"[bold]{escape(names.get(shown, ''))}[/]")
        table.add_row(*_cells(verdict, names, language))
    return table


def _empty_table(language: str) -> "Table":
    """An indicator is a row of its own above its units; the pace stands first of what is said."""
    from rich.table import Table

    swedish = ("Indikator / enhet", "Takt", "Nås (95 %)", "Riktning", "Från", "Till", "q")
    english = ("Indicator / unit", "Pace", "Reached (95%)", "Direction", "From", "To", "q")
    first, pace, reached, direction, *figures = english if language.startswith("en") else swedish
    table = Table(box=None, padding=(0, 1, 0, 0), header_style="bold underline")
    table.add_column(first)
    table.add_column(pace)
    table.add_column(reached, no_wrap=True)
    table.add_column(direction)
    for head in figures:
        table.add_column(head, justify="right", no_wrap=True)
    return table


def _cells(verdict: "Verdict", names: dict[str, str], language: str) -> tuple[str, ...]:
    from riktning.trends.labels import direction_label, pace_label

    direction, pace = verdict.direction, verdict.pace
    label = direction_label(direction, language)
    pulled = direction.middle is not None  # levels that a few values pull are not told
    return (
        f"  {escape(names.get(verdict.unit_id, verdict.unit_id))}",
        "" if pace is None else pace_label(pace, language).word,
        "" if pace is None else _reached(pace),
        f"{label.shape} {label.word}",
        "" if pulled else _figure(direction.start_level, language),
        "" if pulled else _figure(direction.end_level, language),
        _share(direction.q_value, language),
    )


def _reached(pace: "PaceFinding") -> str:
    """The month of reaching the target, with the interval of it: ``2027-07 (2027-03–2029-02)``.

    Without a last month where the interval has no end; empty where no month can be named.
    """
    if pace.reach is None:
        return ""
    return f"{pace.reach} ({pace.reach_earliest or pace.reach}–{pace.reach_latest or ''})"


def _untold(verdicts: "RunVerdicts", language: str) -> list[str]:
    """How many series have no direction, by reason."""
    from collections import Counter

    from riktning.trends.labels import direction_label
    from riktning.trends.verdict import Direction

    findings = [series.verdict.direction for series in verdicts.verdicts]
    labels = Counter(
        direction_label(finding, language)
        for finding in findings
        if finding.state is Direction.CANNOT_TELL
    )
    return [f"{label.shape} {label.word}: {count}" for label, count in labels.most_common()]


def _figure(value: float | None, language: str) -> str:
    from riktning.trends.figures import figure

    return "" if value is None else figure(value, 2, language)


def _share(value: float | None, language: str) -> str:
    from riktning.trends.figures import probability

    return "" if value is None else probability(value, language).removeprefix("=\u00a0")


def _summary(verdicts: "RunVerdicts", language: str) -> str:
    from riktning.trends.figures import at_most, figure

    family = verdicts.family
    false = at_most(family.expected_false, language)
    share = figure(family.q * 100, 0, language)
    repeated = _repeated(family.repeated, language)
    if language.startswith("en"):
        return (
            f"{family.size} series{repeated}, {family.judged} tested, {family.called} move; "
            f"with q = {share} % at most {false} of these are expected to be false. Whatever the "
            f"dependence between series (Benjamini-Yekutieli) {family.called_always} move."
        )
    return (
        f"{family.size} serier{repeated}, {family.judged} prövade, {family.called} i rörelse; "
        f"med q = {share} % väntas högst {false} av dessa vara falska. Hur serierna än hänger "
        f"samman (Benjamini-Yekutieli) är {family.called_always} i rörelse."
    )


def _repeated(count: int, language: str) -> str:
    """Why there are more verdicts than series: what two units show alike is tested once."""
    if not count:
        return ""
    if language.startswith("en"):
        return f" (and {count} with the same figures as another unit's, not counted twice)"
    return f" (och {count} med samma siffror som en annan enhets, inte räknade två gånger)"
