"""The command line as a whole: what it offers, how it fails, and how fast it starts."""

import os
import subprocess
import sys
import time

import pytest
import typer

from riktning.cli import main as command_line
from riktning.cli.main import main
from riktning.core.errors import RiktningError

PROGRAM = "import sys; from riktning.cli.main import main; sys.exit(main(['--help']))"
COMMANDS = "plan catalogue simulate check compute judge publish report serve demo"


def test_help_names_every_command(capsys):
    assert main(["--help"]) == 0
    shown = capsys.readouterr().out
    for command in COMMANDS.split():
        assert f"\n  {command} " in shown


def test_help_is_there_in_half_a_second_of_work():
    began = os.times()
    subprocess.run([sys.executable, "-c", PROGRAM], check=True, capture_output=True)
    ended = os.times()
    used = ended.children_user - began.children_user + ended.children_system
    assert used - began.children_system < 0.5 * _slowness()


def _slowness():
    """How much slower than usual this machine is now: a bare interpreter takes about 0.02 s."""
    began = time.perf_counter()
    subprocess.run([sys.executable, "-c", ""], check=True)
    return max(1.0, (time.perf_counter() - began) / 0.05)


def test_help_imports_no_heavy_library():
    program = (
        "import sys, riktning.cli.main;"
        "print([m for m in ('numpy', 'pandas', 'django', 'duckdb', 'ibis', 'altair', 'pyarrow',"
        " 'scipy', 'docx', 'typst') if m in sys.modules])"
    )
    done = subprocess.run(
        [sys.executable, "-c", program], check=True, capture_output=True, text=True
    )
    assert done.stdout.strip() == "[]"


def test_version_is_shown(capsys):
    import riktning

    assert main(["--version"]) == 0
    assert capsys.readouterr().out == f"riktning {riktning.__version__}\n"


@pytest.mark.parametrize(
    "arguments", [["nothing-such"], ["compute"], ["demo", "--persons", "many"]]
)
def test_a_wrong_command_line_exits_with_2(arguments, capsys):
    assert main(arguments) == 2
    assert "Error" in capsys.readouterr().err


def _raising(monkeypatch, error):
    app = typer.Typer()

    @app.command()
    def failing():
        raise error

    monkeypatch.setattr(command_line, "app", app)


def test_a_users_error_is_one_sentence_and_2(monkeypatch, capsys):
    _raising(monkeypatch, RiktningError("no such thing", where="here", remedy="do that"))
    assert main([]) == 2
    assert capsys.readouterr().err == "riktning: here: no such thing; do that.\n"


@pytest.mark.parametrize("error", [KeyboardInterrupt(), RuntimeError("Query interrupted")])
def test_an_interruption_is_one_sentence_and_130(error, monkeypatch, capsys):
    _raising(monkeypatch, error)
    assert main([]) == 130
    shown = capsys.readouterr()
    assert shown.out.strip() == ""
    assert shown.err.strip() == "riktning: interrupted; nothing is left half done"


def test_an_unexpected_error_is_short_until_the_trace_is_asked_for(monkeypatch, capsys):
    _raising(monkeypatch, ValueError("odd\nthing"))
    monkeypatch.delenv("RIKTNING_TRACE", raising=False)
    assert main([]) == 1
    short = capsys.readouterr().err
    assert short.count("\n") == 1
    assert "ValueError: odd thing" in short
    monkeypatch.setenv("RIKTNING_TRACE", "1")
    assert main([]) == 1
    assert "Traceback" in capsys.readouterr().err
