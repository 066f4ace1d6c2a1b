"""The `riktning` command: one module a command, gathered here; errors become one sentence."""

import os
import sys
import traceback
from collections.abc import Sequence
from typing import Annotated

import typer

import riktning
from riktning.cli import (
    backup,
    catalogue,
    check,
    compute,
    demo,
    doctor,
    governance,
    judge,
    meeting,
    needs,
    plan,
    publish,
    remind,
    report,
    rounds,
    scenario,
    serve,
    simulate,
    trends,
    user,
)
from riktning.core.errors import RiktningError

INTERRUPTED, UNEXPECTED = 130, 1
TRACE = "RIKTNING_TRACE"

app = typer.Typer(
    help="Are we moving in the direction the strategy says, and fast enough?",
    no_args_is_help=True,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,
)
app.add_typer(plan.app, name="plan")
app.add_typer(rounds.app, name="round")
app.add_typer(governance.app, name="governance")
app.add_typer(meeting.app, name="meeting")
app.add_typer(needs.app, name="needs")
app.add_typer(catalogue.app, name="catalogue")
app.add_typer(scenario.app, name="scenario")
app.add_typer(user.app, name="user")
for command in (
    simulate.simulate,
    check.check,
    compute.compute,
    judge.judge,
    trends.trends,
    publish.publish,
    remind.remind,
    report.report,
    serve.serve,
    demo.demo,
    doctor.doctor,
    backup.backup,
    backup.restore,
):
    app.command(command.__name__)(command)


def _show_version(wanted: bool) -> None:
    if wanted:
        typer.echo(f"riktning {riktning.__version__}")
        raise typer.Exit


@app.callback()
def options(
    version: Annotated[
        bool,
        typer.Option("--version", help="Show the version.", callback=_show_version, is_eager=True),
    ] = False,
) -> None:
    """Are we moving in the direction the strategy says, and fast enough?"""


def main(arguments: Sequence[str]) -> int:
    """Run one command and return its exit code; a user's error is one sentence on stderr."""
    try:
        app(args=list(arguments), prog_name="riktning")
    except SystemExit as done:
        code = done.code if isinstance(done.code, int) else 0
        return _interrupted() if code == INTERRUPTED else code
    except RiktningError as error:
        _say(error.sentence)
        return error.exit_code
    except KeyboardInterrupt:
        return _interrupted()
    except Exception as error:
        # DuckDB tells of a Ctrl-C that it met first as an error of its own.
        return _interrupted() if "Query interrupted" in str(error) else _unexpected(error)
    return 0


def _interrupted() -> int:
    _say("interrupted; nothing is left half done")
    return INTERRUPTED


def _unexpected(error: Exception) -> int:
    if os.environ.get(TRACE):
        traceback.print_exception(error)
    else:
        what = " ".join(str(error).split()) or "no further words"
        _say(f"unexpected error: {type(error).__name__}: {what} (set {TRACE}=1 to see where)")
    return UNEXPECTED


def _say(sentence: str) -> None:
    typer.echo(f"riktning: {sentence}", err=True)


def run() -> None:
    """The entry point of the installed command."""
    sys.exit(main(sys.argv[1:]))
