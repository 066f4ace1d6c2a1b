"""A store's place, and the real server on it: SQLite, or a PostgreSQL server of its own."""

import os
import shutil
import socket
import subprocess
import sys
import tempfile
import time
import urllib.request
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

TESTS = Path(__file__).resolve().parents[2] / "tests"


@contextmanager
def place(database: str) -> Iterator[dict[str, str]]:
    """The environment of a new, empty store; gone afterwards."""
    with tempfile.TemporaryDirectory(prefix="riktning-web-") as home:
        told = dict(os.environ) | {"RIKTNING_HOME": home, "RIKTNING_SECRET_KEY": "benchmark"}
        told |= {"DJANGO_SETTINGS_MODULE": "riktning.config.settings"}
        told.pop("DATABASE_URL", None)
        if database == "sqlite":
            yield told
            return
        with _postgresql() as url:
            yield told | {"DATABASE_URL": url}


@contextmanager
def _postgresql() -> Iterator[str]:
    """A server with the settings it comes with, and its data on this disk."""
    sys.path.insert(0, str(TESTS / "postgresql"))
    from conftest import SERVERS, as_server_user, free_port

    if not SERVERS:
        sys.exit("no PostgreSQL server: apt-get install postgresql")
    programs = SERVERS[-1].parent
    folder = Path(f"/tmp/riktning-web-pg-{os.getpid()}")  # noqa: S108 - socket paths are short
    folder.mkdir(mode=0o700)
    if os.geteuid() == 0:
        shutil.chown(folder, "postgres")
    cluster, port = folder / "cluster", free_port()
    control = [str(programs / "pg_ctl"), "-D", str(cluster), "-w", "-s"]
    try:
        as_server_user([str(programs / "initdb"), "-D", str(cluster), "-A", "trust", "-U", "r"])
        options = f"-p {port} -k {folder} -c listen_addresses=127.0.0.1"
        as_server_user([*control, "-o", options, "-l", str(folder / "log"), "start"])
        try:
            yield f"postgres://r@127.0.0.1:{port}/postgres"
        finally:
            as_server_user([*control, "-m", "immediate", "stop"])
    finally:
        shutil.rmtree(folder, ignore_errors=True)


@contextmanager
def served(told: Mapping[str, str]) -> Iterator[tuple[int, int]]:
    """`riktning serve` on a free port; answers the process's id and the port."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = int(probe.getsockname()[1])
    program = Path(sys.executable).parent / "riktning"
    server = subprocess.Popen(
        [str(program), "serve", "--port", str(port)], env=dict(told), stdout=subprocess.DEVNULL
    )
    try:
        _wait(f"http://127.0.0.1:{port}/om/")
        yield server.pid, port
    finally:
        server.terminate()
        server.wait(timeout=30)


def _wait(address: str) -> None:
    for _try in range(240):
        try:
            urllib.request.urlopen(address, timeout=5)  # noqa: S310 - an address of ours
        except OSError:
            time.sleep(0.5)
        else:
            return
    sys.exit("the server did not come up")


def cpu_seconds(process: int) -> float:
    """User and system time so far of a process and of those it has begun."""
    fields = Path(f"/proc/{process}/stat").read_text().rpartition(") ")[2].split()
    below = Path(f"/proc/{process}/task/{process}/children").read_text().split()
    own = (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")
    return own + sum(cpu_seconds(int(child)) for child in below)
