"""`riktning plan lint`: what is missing in plans or said twice, with a remedy each."""

from typing import Annotated

import typer

from riktning.cli.language import Language, check_language
from riktning.cli.plan_life import Json, Number, day_of, find, print_json
from riktning.cli.store import open_store
from riktning.core.errors import RiktningError

FAULTS_FOUND = 1


def lint(
    plan: Annotated[
        str | None, typer.Argument(metavar="PLAN", help="Only this plan; default all of them.")
    ] = None,
    revision: Number = None,
    rule: Annotated[list[str] | None, typer.Option(help="Only this rule; may be repeated.")] = None,
    as_json: Json = False,
    language: Language = "sv",
) -> None:
    """Say what is missing in the plans, or said twice; exit code 1 when something is."""
    check_language(language)
    open_store()
    from riktning.apps.plans.estates import estate
    from riktning.catalogue import load
    from riktning.documents.plans.coverage import Rule, faults
    from riktning.documents.plans.coverage_words import RULES

    wanted = set(rule or [])
    if wanted - {one.value for one in Rule}:
        raise RiktningError(
            f"{', '.join(sorted(wanted - set(Rule)))!r} is no rule",
            remedy=f"choose among {', '.join(Rule)}",
        )
    measures = {key: known.name.in_(language) for key, known in load().indicators.items()}
    chosen = find(plan, revision) if plan else None
    every = faults(estate(day_of(None), measures, chosen if revision else None), plan)
    found = [fault for fault in every if not wanted or fault.rule in wanted]
    if as_json:
        print_json(
            [
                {"rule": f.rule.value, "plan": f.plan or None, "item": f.number or None,
                 "text": f.text, "where": list(f.where), "about": f.about or None,
                 "remedy": RULES[language][f.rule].remedy}
                for f in found
            ]
        )  # fmt: skip
    else:
        for one in Rule:
            of_rule = [fault for fault in found if fault.rule is one]
            if of_rule:
                words = RULES[language][one]
                typer.echo(f"{words.heading} ({len(of_rule)}) [{one.value}]\n  → {words.remedy}")
            for fault in of_rule:
                item = f"{fault.plan}#{fault.number} " if fault.plan else ""
                about = f" – {fault.about}" if fault.about else ""
                where = f" ({' › '.join(fault.where)})" if fault.where else ""
                typer.echo(f"  {item}{fault.text}{where}{about}")
    if found:
        raise typer.Exit(FAULTS_FOUND)
