"""Commands that meet a new store together, files that are no lists, and what a killed one left."""

import os
import socket
import subprocess
import sys
from pathlib import Path

import pytest

from riktning.cli.plan_links import read_links
from riktning.cli.report import report
from riktning.core.errors import DocumentError, RiktningError
from riktning.simulation.writer import delivery_in

OPEN = "from riktning.cli.store import open_store; open_store()"


def _programs(home: Path, number: int) -> list[subprocess.Popen[str]]:
    kept = {key: value for key, value in os.environ.items() if key != "DATABASE_URL"}
    return [
        subprocess.Popen(
            [sys.executable, "-c", OPEN],
            env={**kept, "RIKTNING_HOME": str(home)},
            stderr=subprocess.PIPE,
            text=True,
        )
        for _ in range(number)
    ]


def test_programs_that_meet_a_new_store_at_once_all_open_it(tmp_path: Path) -> None:
    started = _programs(tmp_path / "home", 3)
    said = [program.communicate(timeout=120)[1] for program in started]
    assert [program.returncode for program in started] == [0, 0, 0], said


def _rights(folder: Path) -> dict[str, int]:
    found = {each.name: each.stat().st_mode & 0o777 for each in folder.glob("riktning.sqlite3*")}
    return {".": folder.stat().st_mode & 0o777, **found}


HELD_OPEN = f"""{OPEN}
import sys
from django.contrib.auth.models import Group
Group.objects.create(name="a")
print("open", flush=True)
sys.stdin.read()
"""


def test_nobody_else_reads_the_store_while_it_is_open(tmp_path: Path) -> None:
    """It holds password hashes, secrets of second factors and the keys of who is signed in."""
    home = tmp_path / "home"
    kept = {key: value for key, value in os.environ.items() if key != "DATABASE_URL"}
    with subprocess.Popen(
        [sys.executable, "-c", HELD_OPEN],
        env={**kept, "RIKTNING_HOME": str(home)},
        stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, umask=0o022,
    ) as program:  # fmt: skip
        assert program.stdout is not None and program.stdout.readline() == "open\n"
        assert _rights(home) == {
            ".": 0o700, "riktning.sqlite3": 0o600,
            "riktning.sqlite3-wal": 0o600, "riktning.sqlite3-shm": 0o600,
        }  # fmt: skip


def test_a_store_that_was_open_to_all_is_closed_and_a_folder_of_ones_own_left(
    tmp_path: Path,
) -> None:
    home = tmp_path / "home"
    home.mkdir(mode=0o755)
    (home / "riktning.sqlite3").touch(mode=0o644)
    [program] = _programs(home, 1)
    assert program.wait(timeout=120) == 0
    assert _rights(home) == {".": 0o755, "riktning.sqlite3": 0o600}


def _links(folder: Path, text: str) -> Path:
    path = folder / "links.csv"
    path.write_text(text, encoding="utf-8")
    return path


def test_a_field_that_is_never_closed_is_one_sentence(tmp_path: Path) -> None:
    path = _links(tmp_path, 'area,indicator,measure\nA,"' + "x" * 140_000 + ",c\n")
    with pytest.raises(DocumentError, match=r"links\.csv, line 2: a field is longer than 131072"):
        read_links(path)


def test_a_first_line_that_is_one_field_is_one_sentence(tmp_path: Path) -> None:
    with pytest.raises(DocumentError, match="a field is longer than 131072"):
        read_links(_links(tmp_path, "x" * 140_000))


def test_a_row_with_too_many_fields_is_one_sentence(tmp_path: Path) -> None:
    with pytest.raises(DocumentError, match="line 2: the row has more fields"):
        read_links(_links(tmp_path, "area,indicator,measure\nA,B,c,d\n"))


def test_a_report_in_no_format_is_refused(tmp_path: Path) -> None:
    with pytest.raises(RiktningError, match="no format is named"):
        report(out=tmp_path, format_=" , ")


def _ended_program() -> int:
    with subprocess.Popen([sys.executable, "-c", ""]) as program:
        program.wait()
        return program.pid


def _left(folder: Path, pid: int, what: str) -> Path:
    left = folder / f".data-{socket.gethostname()}-{pid}-{what}-abc_1234"
    left.mkdir()
    (left / "unit.parquet").write_bytes(b"half")
    return left


def test_what_a_killed_simulation_left_is_cleared_by_the_next(tmp_path: Path) -> None:
    killed, running = (_left(tmp_path, pid, "new") for pid in (_ended_program(), os.getpid()))
    with delivery_in(tmp_path / "data") as writer:
        writer.describe({})
    assert not killed.exists() and running.exists()
    assert {path.name for path in tmp_path.iterdir()} == {"data", running.name}


def test_a_delivery_that_was_moved_away_when_its_program_was_killed_is_put_back(
    tmp_path: Path,
) -> None:
    moved = _left(tmp_path, _ended_program(), "old")
    with pytest.raises(KeyboardInterrupt), delivery_in(tmp_path / "data"):
        raise KeyboardInterrupt
    assert not moved.exists()
    assert (tmp_path / "data" / "unit.parquet").read_bytes() == b"half"
