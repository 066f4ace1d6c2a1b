"""The command that the demo prints last is one that works."""

import os
import subprocess
from pathlib import Path

import pytest

from riktning.cli.demo_call import program, with_home


@pytest.fixture
def script(tmp_path: Path) -> Path:
    path = tmp_path / "with space" / "riktning"
    path.parent.mkdir()
    path.write_text('#!/bin/sh\necho "$RIKTNING_HOME" "$@"\n')
    path.chmod(0o755)
    return path


def test_a_program_that_is_not_on_the_path_is_named_where_it_lies(script, monkeypatch):
    monkeypatch.setenv("PATH", "/nowhere")
    assert program(str(script)) == f"'{script}'"


def test_a_path_from_the_folder_one_stands_in_works_from_any_folder(script, monkeypatch):
    monkeypatch.setenv("PATH", "/nowhere")
    monkeypatch.chdir(script.parent)
    assert program("./riktning") == f"'{script}'"


def test_a_program_on_the_path_is_called_by_its_name(script, monkeypatch):
    monkeypatch.setenv("PATH", str(script.parent))
    assert program(str(script)) == "riktning"


def test_another_program_of_the_same_name_on_the_path_is_not_meant(script, tmp_path, monkeypatch):
    other = tmp_path / "other"
    other.mkdir()
    (other / "riktning").write_text("#!/bin/sh\n")
    (other / "riktning").chmod(0o755)
    monkeypatch.setenv("PATH", str(other))
    assert program(str(script)) == f"'{script}'"


def test_the_printed_command_runs_in_a_shell(script, tmp_path, monkeypatch):
    shell_path = os.environ["PATH"]
    monkeypatch.setattr("sys.argv", [str(script)])
    monkeypatch.setenv("PATH", "/nowhere")
    line = with_home(tmp_path / "a demo", "serve")
    monkeypatch.setenv("PATH", shell_path)
    shell = ["/bin/sh", "-c", line]
    done = subprocess.run(shell, capture_output=True, text=True, check=True)
    assert done.stdout.strip() == f"{tmp_path / 'a demo'} serve"
