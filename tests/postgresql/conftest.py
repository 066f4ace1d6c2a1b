"""A real PostgreSQL server for the tests of this folder."""

import os
import pwd
import shutil
import socket
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest

SERVERS = sorted(Path("/usr/lib/postgresql").glob("*/bin/initdb"))


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def as_server_user(command: list[str]) -> None:
    """PostgreSQL refuses to run as root; Debian's package brings a user for it."""
    if os.geteuid() == 0:
        command = ["runuser", "-u", "postgres", "--", *command]
    subprocess.run(command, check=True, capture_output=True, text=True, cwd="/")


@pytest.fixture(scope="session")
def database_url(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    if not SERVERS:
        pytest.skip("no PostgreSQL server: apt-get install postgresql")
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
