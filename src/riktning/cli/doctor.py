"""`riktning doctor`: is everything there that Riktning needs, and what to do about what is not?"""

from typing import Annotated

import typer

_MARKS = {"good": "✓", "note": "–", "fault": "✗"}
_COLOURS = {"good": "green", "note": "yellow", "fault": "red"}


def doctor(
    spark: Annotated[bool, typer.Option("--spark", help="Also start Spark and ask it.")] = False,
) -> None:
    """Look at what Riktning runs on, with a remedy for what is missing. Changes nothing.

    ✓ there, – missing or little but needed by some uses only, ✗ a fault (exit code 1).
    """
    from rich.console import Console
    from rich.markup import escape

    from riktning.cli.doctor_checks import State, findings

    console = Console(highlight=False, soft_wrap=True)
    faults = 0
    for found in findings(start_spark=spark):
        mark = f"[{_COLOURS[found.state]}]{_MARKS[found.state]}[/]"
        console.print(f"{mark} {found.subject:<9} {escape(found.said)}")
        if found.remedy:
            console.print(f"  {'':<9} → {escape(found.remedy)}")
        faults += found.state is State.FAULT
    if faults:
        raise typer.Exit(1)
