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
    """The answer of ``module:function`` and the process's peak memory in GiB."""
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
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * _UNIT / 1024**3
    print(json.dumps(answer | {"peak_gib": peak}))


if __name__ == "__main__":
    main()
