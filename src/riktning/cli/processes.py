"""Several processes that answer on one socket: Python uses one core in each.

The first process answers nobody. It waits for the others, begins one anew that ends, and ends them
all when it is told to; when it is killed outright they end by themselves.
"""

import os
import signal
import threading
import time
import traceback
from collections.abc import Callable
from types import FrameType
from typing import NoReturn

from riktning.core.errors import RiktningError

MOST = 4  # each keeps its own memory of runs and plans, a hundred megabytes or two
SHORTEST = 5.0  # seconds: one that ends sooner could not begin, and will not the next time


def fitting() -> int:
    """How many processes this machine has cores for; one where none can be split off."""
    return min(os.cpu_count() or 1, MOST) if hasattr(os, "fork") else 1


def answer_in(processes: int, answer: Callable[[], None]) -> None:
    """Let so many processes answer until this one is ended.

    RiktningError when a process cannot begin to answer.
    """
    signal.signal(signal.SIGTERM, _end)
    alive, held = os.pipe()
    running: dict[int, float] = {}
    try:
        for _number in range(processes):
            running[_split_off(answer, alive, held)] = time.monotonic()
        while True:
            ended, _status = os.wait()
            if ended not in running:
                continue
            if time.monotonic() - running.pop(ended) < SHORTEST:
                raise RiktningError(
                    "a process of the server ended at once",
                    remedy="see what it said, or try `--processes 1`",
                )
            running[_split_off(answer, alive, held)] = time.monotonic()
    except KeyboardInterrupt:
        pass
    finally:
        _end_all(running)


def _end(_number: int, _frame: FrameType | None) -> NoReturn:
    raise KeyboardInterrupt


def _split_off(answer: Callable[[], None], alive: int, held: int) -> int:
    child = os.fork()
    if child:
        return child
    status = 1
    try:
        os.close(held)  # the parent's end: the pipe closes when the parent is no more
        threading.Thread(target=_end_with_parent, args=(alive,), daemon=True).start()
        answer()
        status = 0
    except KeyboardInterrupt:
        status = 0
    except Exception:
        traceback.print_exc()
    finally:
        os._exit(status)  # none of what the parent would do at its end


def _end_with_parent(alive: int) -> None:
    os.read(alive, 1)
    os.kill(os.getpid(), signal.SIGTERM)


def _end_all(running: dict[int, float]) -> None:
    for process in running:
        os.kill(process, signal.SIGTERM)
    for process in running:
        os.waitpid(process, 0)
