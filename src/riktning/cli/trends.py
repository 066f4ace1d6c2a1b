"""``riktning trends FILE``: chart and judge anyone's own series, in words or as JSON."""

import json
from dataclasses import asdict
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from riktning.cli.language import Language, check_language, told_in
from riktning.trends.charts.chart import ChartKind
from riktning.trends.charts.profiles import RuleSet

if TYPE_CHECKING:
    from riktning.trends.own.asking import Asked
    from riktning.trends.verdict import Target


LEAST_SCALE, LARGEST_SCALE = 1e-6, 1e9


class Chart(StrEnum):
    """The kinds that can be asked for; p and u become P′ and U′ where they should."""

    XMR = "xmr"
    P = "p"
    U = "u"
    C = "c"
    G = "g"
    T = "t"
    RUN = "run"


class Rules(StrEnum):
    """The sets of rules, as they are written on the command line."""

    CAUTIOUS = "cautious"
    ANHOEJ = "anhoej"
    THREE_SIGMA = "three-sigma"
    NELSON = "nelson"
    NHS = "nhs"


class Better(StrEnum):
    """Which way is better."""

    HIGHER = "higher"
    LOWER = "lower"
    NONE = "none"


def trends(
    file: Annotated[
        Path, typer.Argument(help="CSV: period and value, or period, numerator, denominator.")
    ],
    chart: Annotated[
        Chart | None,
        typer.Option(help="Kind of chart; without it p for numerators, otherwise xmr."),
    ] = None,
    rules: Annotated[
        Rules, typer.Option(help="The rules that points are marked by.")
    ] = Rules.CAUTIOUS,
    target: Annotated[
        str | None, typer.Option(help="Value to reach, in the unit that is shown.")
    ] = None,
    due: Annotated[
        str | None, typer.Option(help="When the target is due: 2027-12, 2027Q4, 2027T3, 2027.")
    ] = None,
    better: Annotated[Better, typer.Option(help="Which way is better.")] = Better.HIGHER,
    phase: Annotated[
        list[str] | None, typer.Option(help="Period that begins a new phase; may be repeated.")
    ] = None,
    baseline: Annotated[
        int | None, typer.Option(help="Freeze the limits after so many periods.", min=1)
    ] = None,
    exclude: Annotated[list[str] | None, typer.Option(help="Period left out; repeatable.")] = None,
    unscreened: Annotated[
        bool, typer.Option("--unscreened", help="Let every moving range set the limits.")
    ] = False,
    scale: Annotated[
        float | None, typer.Option(help="Multiply ratios by this; 100 for p, otherwise 1.")
    ] = None,
    unit: Annotated[str | None, typer.Option(help="Unit to write after figures.")] = None,
    decimals: Annotated[
        int | None,
        typer.Option(help="Decimals in words; without it from the figures.", min=0, max=15),
    ] = None,
    q: Annotated[float, typer.Option(help="False share accepted of directions called.")] = 0.05,
    language: Language = "sv",
    as_json: Annotated[bool, typer.Option("--json", help="Print everything as JSON.")] = False,
) -> None:
    """Chart your own series, name what breaks the pattern, and judge direction and pace."""
    from riktning.catalogue.model import Polarity
    from riktning.trends.own.asking import Asked

    check_language(language)
    with told_in(language):
        _refuse_unfit(q, scale)
        asked = Asked(
            kind=None if chart is None else ChartKind(chart.value),
            rules=RuleSet(rules.value.replace("-", "_")),
            polarity=Polarity(better.value),
            target=_target(target, due),
            phases=tuple(phase or ()),
            excluded=tuple(exclude or ()),
            baseline=baseline,
            screened=not unscreened,
            scale=scale,
            q=q,
        )
        _tell(file, asked, unit, decimals, language, as_json)


def _refuse_unfit(q: float, scale: float | None) -> None:
    from riktning.catalogue.model import Words
    from riktning.trends.faults import fault, refuse_share

    refuse_share(q)
    if scale is not None and not LEAST_SCALE <= scale <= LARGEST_SCALE:
        raise fault(
            Words(f"skalan är {scale:g}", f"the scale is {scale:g}"),
            "--scale",
            Words(
                "ange ett tal från en miljondel till en miljard, som 100",
                "give a number from a millionth to a thousand million, as 100",
            ),
        )


def _target(written: str | None, due: str | None) -> "Target | float | None":
    from riktning.catalogue.model import Words
    from riktning.trends.faults import fault, quoted
    from riktning.trends.own.periods import last_month
    from riktning.trends.targets import target_value
    from riktning.trends.verdict import Target

    value = None if written is None else target_value(written, "--target")
    if due is None:
        return value
    if value is None:
        raise fault(
            Words("det finns en månad men inget mål", "there is a month but no target"),
            "--due",
            Words("ange även --target", "give --target, too"),
        )
    month = last_month(due)
    if month is None:
        raise fault(
            Words(f"{quoted(due)} är ingen sådan period", f"{quoted(due)} is no such period"),
            "--due",
            Words(
                "skriv 2027-12 (månad), 2027Q4 (kvartal), 2027T3 (tertial) eller 2027 (år)",
                "write 2027-12 (month), 2027Q4 (quarter), 2027T3 (tertial) or 2027 (year)",
            ),
        )
    return Target(value, month)


def _tell(
    file: Path, asked: "Asked", unit: str | None, decimals: int | None, language: str, as_json: bool
) -> None:
    from riktning.trends.own import telling, together
    from riktning.trends.own.judging import judge_own
    from riktning.trends.own.reading import read_series

    verdicts = judge_own(read_series(file), asked, file.name)
    shares = [asked.kind_for(each.series) is ChartKind.P for each in verdicts]
    units = ["%" if unit is None and share and asked.scale is None else unit or ""
             for share in shares]  # fmt: skip
    named = [
        telling.naming(verdict, own, decimals) for verdict, own in zip(verdicts, units, strict=True)
    ]
    pairs = list(zip(verdicts, named, strict=True))
    family = together.family_of(verdicts)
    if as_json:
        told = {"schema": 1, "q": asked.q, "family": family and asdict(family), "series": [
            telling.as_json(verdict, called, language) for verdict, called in pairs
        ]}  # fmt: skip
        typer.echo(json.dumps(told, ensure_ascii=False, allow_nan=False))
        return
    for number, (verdict, called) in enumerate(pairs):
        if number:
            typer.echo()
        if verdict.series.name:
            typer.echo(verdict.series.name)
        for sentence in telling.sentences(verdict, called, language):
            typer.echo(sentence)
    if family is not None and len(verdicts) > 1:
        typer.echo()
        typer.echo(together.family_sentence(family, language))
