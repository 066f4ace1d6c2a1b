"""How far a command has come: plain lines where nobody can see a bar."""

import io

from rich.console import Console

from riktning.cli import progress as module
from riktning.cli.progress import progress


def shown(monkeypatch, *, terminal, every):
    """What stands on the console after three reports."""
    monkeypatch.setattr(module, "SECONDS_BETWEEN", every)
    out = io.StringIO()
    with progress("opening", Console(file=out, force_terminal=terminal, width=100)) as report:
        for done in (1, 2, 3):
            report(done, 3, f"[x] table {done}")
    return out.getvalue()


def test_a_log_gets_a_plain_line_when_some_seconds_have_passed(monkeypatch):
    said = shown(monkeypatch, terminal=False, every=0.0)
    assert said.splitlines() == [f"[x] table {n} ({n} of 3)" for n in (1, 2, 3)]


def test_a_log_of_a_quick_command_gets_none(monkeypatch):
    assert shown(monkeypatch, terminal=False, every=5.0) == ""


def test_a_terminal_gets_a_bar_that_is_gone_afterwards(monkeypatch):
    said = shown(monkeypatch, terminal=True, every=5.0)
    assert "━" in said and said.endswith("\x1b[2K")


def test_a_step_without_a_name_gets_no_line(monkeypatch):
    monkeypatch.setattr(module, "SECONDS_BETWEEN", 0.0)
    out = io.StringIO()
    with progress("opening", Console(file=out, force_terminal=False)) as report:
        report(1, 1, "")
    assert out.getvalue() == ""
