"""The store's own tests, once more on a real PostgreSQL server started here."""

import os
import pwd
import shutil
import socket
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
SERVERS = sorted(Path("/usr/lib/postgresql").glob("*/bin/initdb"))
pytestmark = pytest.mark.skipif(
    not SERVERS, reason="no PostgreSQL server: apt-get install postgresql"
)


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def as_server_user(command: list[str]) -> None:
    """PostgreSQL refuses to run as root; Debian's package brings a user for it."""
    if os.geteuid() == 0:
        command = ["runuser", "-u", "postgres", "--", *command]
    subprocess.run(command, check=True, capture_output=True, text=True, cwd="/")


@pytest.fixture(scope="module")
def database_url(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    programs = SERVERS[-1].parent
    # A short path of its own: socket paths are limited to about 100 characters.
    folder = Path(f"/tmp/riktning-postgresql-{os.getpid()}")  # noqa: S108  # see above
    folder.mkdir(mode=0o700)
    if os.geteuid() == 0:
        os.chown(folder, pwd.getpwnam("postgres").pw_uid, -1)
    cluster, port = folder / "cluster", free_port()
    control = [str(programs / "pg_ctl"), "-D", str(cluster), "-w", "-s"]
    try:
        as_server_user(
            [str(programs / "initdb"), "-D", str(cluster), "-A", "trust", "-U", "riktning"]
        )
        options = f"-p {port} -k {folder} -c listen_addresses=127.0.0.1 -c fsync=off"
        as_server_user([*control, "-o", options, "-l", str(folder / "log"), "start"])
        yield f"postgres://riktning@127.0.0.1:{port}/postgres"
        as_server_user([*control, "-m", "immediate", "stop"])
    finally:
        shutil.rmtree(folder, ignore_errors=True)


@pytest.mark.parametrize("folder", ["tests/apps", "tests/api"])
def test_the_store_keeps_its_promises_on_postgresql(database_url: str, folder: str) -> None:
    done = subprocess.run(
        [sys.executable, "-m", "pytest", "-q", "-p", "no:xdist", "-p", "no:cacheprovider", folder],
        check=False,
        capture_output=True,
        text=True,
        cwd=ROOT,
        env={**os.environ, "DATABASE_URL": database_url},
    )
    assert done.returncode == 0, done.stdout[-4000:] + done.stderr[-2000:]
