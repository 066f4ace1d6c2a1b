"""`riktning publish` and `riktning serve`, as a person at a terminal meets them."""

import gc
import os
import socket
import subprocess
import sys
import time
import urllib.request
from pathlib import Path

import pytest

from apps.run_folders import STAY, RunSpec, judge, judged, write_run_folder
from riktning.cli.serve import COLLECTED, PortTakenError, address, listen, settle
from riktning.core.errors import RiktningError
from riktning.core.periods import Month

SMALL = RunSpec(first=Month(2025, 11))


def environment(home: Path) -> dict[str, str]:
    kept = {key: value for key, value in os.environ.items() if key != "DATABASE_URL"}
    return {**kept, "RIKTNING_HOME": str(home), "PYTHONUNBUFFERED": "1"}


def riktning(home: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-c", "from riktning.cli.main import run; run()", *arguments],
        env=environment(home),
        capture_output=True,
        text=True,
        check=False,
    )


def test_publishing_says_what_was_published_and_that_it_is_synthetic(tmp_path: Path) -> None:
    run = write_run_folder(tmp_path / "run", SMALL)
    done = riktning(tmp_path / "home", "publish", str(run))
    assert done.returncode == 0, done.stderr
    assert "synthetic data, not real results" in done.stdout
    assert "2 with figures, 1 without" in done.stdout
    assert f"riktning judge {run}" in done.stdout
    judge(run, judged(STAY))
    again = riktning(tmp_path / "home", "publish", str(run))
    assert "verdicts      1" in again.stdout and "riktning judge" not in again.stdout
    assert "Unchanged" not in again.stdout
    third = riktning(tmp_path / "home", "publish", str(run))
    assert third.stdout.startswith("Unchanged, already published: ")


def test_a_folder_that_is_no_run_is_one_sentence_and_exit_code_2(tmp_path: Path) -> None:
    done = riktning(tmp_path / "home", "publish", str(tmp_path))
    assert (done.returncode, done.stdout) == (2, "")
    assert "no manifest.json" in done.stderr and "Traceback" not in done.stderr


def test_a_home_that_cannot_be_made_is_one_sentence_and_exit_code_2(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("in the way", encoding="utf-8")
    done = riktning(tmp_path / "file" / "home", "publish", str(tmp_path))
    assert done.returncode == 2
    assert "RIKTNING_HOME" in done.stderr and "Traceback" not in done.stderr


def test_a_database_that_is_none_is_one_sentence_and_exit_code_2(tmp_path: Path) -> None:
    (tmp_path / "riktning.sqlite3").write_text("no database" * 1000, encoding="utf-8")
    done = riktning(tmp_path, "publish", str(tmp_path))
    assert done.returncode == 2
    assert "cannot be opened" in done.stderr and "Traceback" not in done.stderr


def test_a_port_that_was_asked_for_and_is_taken_is_said() -> None:
    with listen("127.0.0.1", _free_port()) as taken:
        port = taken.getsockname()[1]
        with pytest.raises(PortTakenError, match=f"127.0.0.1:{port}: another program"):
            listen("127.0.0.1", port)


def test_without_a_port_the_next_free_one_is_taken(monkeypatch: pytest.MonkeyPatch) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        monkeypatch.setattr("riktning.cli.serve.DEFAULT_PORT", port)
        with listen("127.0.0.1", None) as listener:
            assert port < listener.getsockname()[1] < port + 20


def test_an_address_of_another_machine_is_said() -> None:
    with pytest.raises(RiktningError, match="cannot listen there"):
        listen("192.0.2.1", 8000)


def test_the_address_is_one_to_write_in_a_browser() -> None:
    with listen("0.0.0.0", _free_port()) as listener:  # noqa: S104 - the case under test
        assert address(listener) == f"http://localhost:{listener.getsockname()[1]}/"


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def test_what_lives_as_long_as_the_server_is_not_looked_through_while_readers_wait() -> None:
    before = gc.get_threshold()
    try:
        settle()
        assert gc.get_freeze_count() > 100_000, "the pages and what they stand on are read in"
        assert gc.isenabled() and gc.get_threshold() == COLLECTED
    finally:
        gc.unfreeze()
        gc.set_threshold(*before)


def test_the_site_answers_where_serve_says_it_does(tmp_path: Path) -> None:
    program = "from riktning.cli.main import run; run()"
    port = str(_free_port())
    with subprocess.Popen(
        [sys.executable, "-c", program, "serve", "--port", port],
        env=environment(tmp_path),
        stdout=subprocess.PIPE,
        text=True,
    ) as server:
        try:
            assert server.stdout is not None
            said = server.stdout.readline()
            assert f"http://127.0.0.1:{port}/" in said
            for path in ("", "en/", "api/v1/indicators", "static/admin/css/base.css"):
                assert _status(f"http://127.0.0.1:{port}/{path}") == 200
        finally:
            server.terminate()


def _status(url: str) -> int:
    for _ in range(50):
        try:
            with urllib.request.urlopen(url, timeout=20) as answer:  # noqa: S310 - this machine
                return int(answer.status)
        except ConnectionError:
            time.sleep(0.1)
    pytest.fail(f"no answer from {url}")
