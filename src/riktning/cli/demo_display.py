"""One line a step while the demo works: a bar in a terminal, a plain line elsewhere."""

import time
from collections.abc import Callable
from types import TracebackType
from typing import Self

from rich.console import Console
from rich.progress import BarColumn, Progress, TaskID, TextColumn, TimeElapsedColumn

Report = Callable[[int, int, str], None]  # done, total, what


class Display:
    """Shows the steps as they run, and keeps how long each took."""

    def __init__(self, steps: list[str], console: Console | None = None) -> None:
        self.console = console or Console(stderr=True)
        self.seconds: dict[str, float] = {}
        columns = (TextColumn("{task.description:<28}"), BarColumn(bar_width=24))
        noted = TextColumn("[dim]{task.fields[note]}")
        self._progress = Progress(*columns, TimeElapsedColumn(), noted, console=self.console)
        self._live = self.console.is_terminal
        self._tasks: dict[str, TaskID] = {}
        for name in steps:
            self._tasks[name] = self._progress.add_task(name, total=None, start=False, note="")

    def __enter__(self) -> Self:
        if self._live:
            self._progress.start()
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        if self._live:
            self._progress.stop()

    def run(self, name: str, work: Callable[[Report], str]) -> None:
        """Run one step; ``work`` reports as it goes and returns a note for its line."""
        task, began = self._tasks[name], time.monotonic()
        self._progress.start_task(task)

        def report(done: int, total: int, what: str) -> None:
            self._progress.update(task, completed=done, total=total, note=what)

        note = work(report)
        self.seconds[name] = time.monotonic() - began
        self._progress.update(task, completed=1, total=1, note=note)
        if not self._live:
            self.console.print(f"{name:<28} {self.seconds[name]:6.1f} s  {note}", highlight=False)
