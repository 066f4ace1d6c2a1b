"""Watches for scenarios to run, and lets a process of its own run them.

It imports nothing but the standard library: it costs next to nothing while nobody asks. It ends
when the pipe that it reads does, which is when the server has ended, however that came about.
"""

import contextlib
import os
import select
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

LOOK = 1.0  # seconds between looks
AFTER_FAILURE = 30.0  # before a process that failed is begun anew


def watch(mark: Path, command: list[str], ended: int) -> None:
    """Run the command whenever the mark is there, until the file descriptor is closed."""
    while not _closed(ended, LOOK):
        if mark.exists() and not _run(command, ended) and _closed(ended, AFTER_FAILURE):
            return


def _run(command: list[str], ended: int) -> bool:
    """Whether it ended well; it is ended with the server."""
    with subprocess.Popen(command, stdin=subprocess.DEVNULL) as process:  # noqa: S603 - this program itself
        while process.poll() is None:
            if _closed(ended, LOOK):
                process.terminate()
        return process.returncode == 0


def _closed(ended: int, seconds: float) -> bool:
    readable, _, _ = select.select([ended], [], [], seconds)
    return bool(readable)


@contextmanager
def watching(home: Path) -> Iterator[None]:
    """Scenarios that are asked for are run by another process, as long as the block lasts.

    Where a pipe cannot be waited for (Windows), `riktning scenario work` is given by hand.
    """
    if not hasattr(os, "fork"):
        yield
        return
    command = [sys.executable, "-m", "riktning.cli.scenario_watch", str(home)]
    process = subprocess.Popen(  # noqa: S603 - this program itself
        command,
        stdin=subprocess.PIPE,
        start_new_session=True,  # a Ctrl-C is for the server, which then ends this one
    )
    try:
        yield
    finally:
        if process.stdin:
            process.stdin.close()
        with contextlib.suppress(subprocess.TimeoutExpired):
            process.wait(timeout=10)


def _main() -> None:
    home = Path(sys.argv[1])
    os.environ["RIKTNING_HOME"] = str(home)
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    run = "import sys; from riktning.cli.main import main; sys.exit(main(['scenario', 'work']))"
    watch(home / "scenarios" / "waiting", [sys.executable, "-c", run], sys.stdin.fileno())


if __name__ == "__main__":
    _main()
