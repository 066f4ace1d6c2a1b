"""Each measurement in a process of its own, so that memory and caches are nobody else's."""

import importlib
import json
import os
import resource
import subprocess
import sys
from pathlib import Path
from typing import Any

_UNIT = 1 if sys.platform == "darwin" else 1024  # what ru_maxrss counts in


def measured(task: str, **arguments: Any) -> dict[str, Any]:
    """The answer of ``module:function``, the process's peak memory in GiB and its CPU seconds."""
    command = [sys.executable, "-m", "region.child", task, json.dumps(arguments)]
    here = str(Path(__file__).parents[1])
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join([here, *sys.path[1:]])}
    done = subprocess.run(command, stdout=subprocess.PIPE, text=True, check=True, env=environment)
    answer: dict[str, Any] = json.loads(done.stdout.strip().splitlines()[-1])
    return answer


def main() -> None:
    module, function = sys.argv[1].split(":")
    answer = getattr(importlib.import_module(f"region.{module}"), function)(
        **json.loads(sys.argv[2])
    )
    used = resource.getrusage(resource.RUSAGE_SELF)
    below = resource.getrusage(resource.RUSAGE_CHILDREN)
    cpu = sum(each.ru_utime + each.ru_stime for each in (used, below))
    print(json.dumps(answer | {"peak_gib": used.ru_maxrss * _UNIT / 1024**3, "cpu_seconds": cpu}))


if __name__ == "__main__":
    main()
