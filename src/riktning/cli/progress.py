"""How far a command has come: a bar in a terminal, a plain line now and then elsewhere."""

import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager

from rich.console import Console

Report = Callable[[int, int, str], None]  # done, total (0 when it is not known), what
SECONDS_BETWEEN = 5.0


@contextmanager
def progress(what: str, console: Console | None = None) -> Iterator[Report]:
    """Show ``what``, and then what is reported, on stderr for as long as it takes."""
    shown = console or Console(stderr=True)
    if not shown.is_terminal:
        yield _plain_lines(shown)
        return
    with _bar(what, shown) as report:
        yield report


def _plain_lines(console: Console) -> Report:
    """A line whenever some seconds have passed: in a log, a bar would be noise."""
    last = time.monotonic()

    def report(done: int, total: int, what: str) -> None:
        nonlocal last
        now = time.monotonic()
        if what and now - last >= SECONDS_BETWEEN:
            last = now
            of = f" ({done} of {total})" if total else ""
            console.print(f"{what}{of}", highlight=False, markup=False, soft_wrap=True)

    return report


@contextmanager
def _bar(what: str, console: Console) -> Iterator[Report]:
    from rich.progress import (
        BarColumn,
        Progress,
        TextColumn,
        TimeElapsedColumn,
        TimeRemainingColumn,
    )

    columns = (
        TextColumn("{task.description:<32}"), BarColumn(),
        TimeElapsedColumn(), TextColumn("left"), TimeRemainingColumn(),
    )  # fmt: skip
    with Progress(*columns, console=console, transient=True) as live:
        task = live.add_task(what, total=None)

        def report(done: int, total: int, said: str) -> None:
            if live.tasks[task].total != (total or None):
                live.reset(task, total=total or None)  # another kind of step: its own time left
            live.update(task, completed=done, description=said)

        yield report
