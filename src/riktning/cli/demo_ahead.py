"""What the demo's later steps wait for on a new machine, done beside its first ones.

The judging loops are compiled when they are first called, and the libraries of the report are
translated to bytecode when they are first imported. Both are kept in files, so that another
process can do it: one of low priority, while the first steps leave a processor free.
"""

import contextlib
import importlib
import io
import os
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

MONTHS = 36  # enough for a direction to be tested
NICE = 10


@contextmanager
def worked_ahead(*, wanted: bool) -> Iterator[None]:
    """Do what later steps need in another process, which ends with the block at the latest."""
    if not wanted:
        yield
        return
    command = [sys.executable, "-m", "riktning.cli.demo_ahead"]
    process = subprocess.Popen(  # noqa: S603 - this program itself
        command,
        stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
        start_new_session=True,  # a Ctrl-C is for the demo, which then ends this one
    )  # fmt: skip
    try:
        yield
    finally:
        process.terminate()
        process.wait()


def compile_simulation(folder: Path) -> None:
    """One month of a few persons."""
    from riktning.cli.simulate import simulate

    simulate(persons=500, out=folder / "delivery", last="2022-01")


def compile_judging(folder: Path) -> None:
    """A series of one's own is judged by the same loops as those of a run."""
    from riktning.cli.trends import trends

    months = (f"{2020 + n // 12}-{n % 12 + 1:02d},{50 + n % 5 + n / 7:.1f}" for n in range(MONTHS))
    file = folder / "series.csv"
    file.write_text("\n".join(("period,value", *months)), encoding="utf-8")
    with contextlib.redirect_stdout(io.StringIO()):
        trends(file, as_json=True)


def import_report(_folder: Path) -> None:
    """The libraries that draw and write."""
    for name in ("pdf", "word", "write"):
        importlib.import_module(f"riktning.documents.manuscript.{name}")


AHEAD: tuple[Callable[[Path], None], ...] = (compile_simulation, compile_judging, import_report)


def work_ahead() -> None:
    """Everything, in the order in which the demo comes to need it."""
    os.nice(NICE)
    with tempfile.TemporaryDirectory() as folder:
        for work in AHEAD:
            work(Path(folder))


if __name__ == "__main__":
    work_ahead()
