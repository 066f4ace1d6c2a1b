"""`riktning serve` in several processes: all answer, all end, and one that dies begins anew."""

import os
import signal
import subprocess
import sys
import time
import urllib.request
from contextlib import contextmanager
from pathlib import Path

import pytest

from riktning.cli.processes import fitting
from riktning.config.together import caches

pytestmark = pytest.mark.skipif(
    not Path("/proc/self/task").is_dir(), reason="children are read from /proc, Linux alone has it"
)


def below(process):
    return [int(p) for p in Path(f"/proc/{process}/task/{process}/children").read_text().split()]


def watches(process):
    """Whether it waits for scenarios to run, and answers nobody."""
    try:
        return b"scenario_watch" in Path(f"/proc/{process}/cmdline").read_bytes()
    except (FileNotFoundError, ProcessLookupError):
        return False


def children(process):
    return [each for each in below(process) if not watches(each)]


def until(true, seconds=30):
    end = time.monotonic() + seconds
    while not true():
        assert time.monotonic() < end, "it did not come to pass"
        time.sleep(0.1)


def alive(process):
    stat = Path(f"/proc/{process}/stat")
    try:
        return stat.read_text().rpartition(") ")[2][0] != "Z"
    except (FileNotFoundError, ProcessLookupError):
        return False


@contextmanager
def served(home, port):
    program = "from riktning.cli.main import run; run()"
    kept = {key: value for key, value in os.environ.items() if key != "DATABASE_URL"}
    arguments = ["serve", "--port", str(port), "--processes", "2"]
    with subprocess.Popen(
        [sys.executable, "-c", program, *arguments],
        env={**kept, "RIKTNING_HOME": str(home)}, stdout=subprocess.DEVNULL,
    ) as server:  # fmt: skip
        try:
            yield server
        finally:
            server.kill()


def answers(port):
    with urllib.request.urlopen(f"http://127.0.0.1:{port}/om/", timeout=20) as page:
        return page.status == 200


def free_port():
    import socket

    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def test_two_processes_answer_and_one_that_dies_begins_anew_and_all_end_together(tmp_path):
    port = free_port()
    with served(tmp_path, port) as server:
        until(lambda: len(children(server.pid)) == 2, 60)
        first = children(server.pid)
        assert answers(port)
        time.sleep(5.1)  # what ends sooner than this could not begin
        os.kill(first[0], signal.SIGKILL)
        until(lambda: len(set(children(server.pid)) - {first[0]}) == 2)
        assert all(answers(port) for _ in range(6))
        last = below(server.pid)
        assert len(last) == 3 and sum(watches(each) for each in last) == 1
        server.terminate()
        assert server.wait(timeout=20) == 0
        assert not any(alive(each) for each in last)


def test_when_the_first_is_killed_outright_the_others_end_by_themselves(tmp_path):
    port = free_port()
    with served(tmp_path, port) as server:
        until(lambda: len(children(server.pid)) == 2, 60)
        others = below(server.pid)
        assert answers(port)
        server.kill()
        until(lambda: not any(alive(each) for each in others))


def test_what_cannot_begin_is_said_and_not_tried_for_ever():
    program = (
        "from riktning.cli.processes import answer_in\n"
        "from riktning.core.errors import RiktningError\n"
        "def fail():\n    raise ValueError('no')\n"
        "try:\n    answer_in(2, fail)\n"
        "except RiktningError as error:\n    print(error)\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", program], capture_output=True, text=True, timeout=30, check=True
    )
    assert "a process of the server ended at once" in done.stdout
    assert "ValueError: no" in done.stderr


def test_tries_are_counted_together_where_there_are_several(tmp_path, monkeypatch):
    monkeypatch.setenv("RIKTNING_PROCESSES", "2")
    several = caches(tmp_path)["default"]
    assert several["LOCATION"] == str(tmp_path / "cache")
    monkeypatch.delenv("RIKTNING_PROCESSES")
    assert "locmem" in caches(tmp_path)["default"]["BACKEND"]


def test_there_are_as_many_as_the_machine_has_cores_but_not_more_than_four(monkeypatch):
    for cores, expected in ((None, 1), (2, 2), (64, 4)):
        monkeypatch.setattr(os, "cpu_count", lambda cores=cores: cores)
        assert fitting() == expected
