"""A document that somebody sends is read in a process of its own, with an end to time and memory.

What a stranger made can be slow or huge to read in ways that no limit on the file foresees; it then
costs that process its life, and nobody waits for a page because of it.
"""

import pickle
import subprocess
import sys
from pathlib import Path

from riktning.core.errors import DocumentError
from riktning.documents.draft import DraftPlan

SECONDS = 60
MOST_MEMORY = 2 * 1024**3  # bytes of address space; a plan of two hundred pages takes a tenth
OPERATIONAL = "operational"


class TooSlowError(DocumentError):
    """The document took longer, or more memory, than a plan does."""


def read_apart(path: Path, *, operational: bool = False, seconds: float = SECONDS) -> DraftPlan:
    """The draft in the document; DocumentError when it holds none, TooSlowError when it never ends.

    What comes back is unpickled: it was written by this program, never by who sent the document.
    """
    command = [sys.executable, "-m", __name__, str(path), OPERATIONAL if operational else "plan"]
    try:
        done = subprocess.run(  # noqa: S603 - our own program; the name is one that we gave the file
            command, capture_output=True, timeout=seconds, check=False
        )
    except subprocess.TimeoutExpired as error:
        raise _too_slow(path) from error
    if done.returncode != 0:
        raise _too_slow(path)
    found = pickle.loads(done.stdout)  # noqa: S301 - what our own process wrote
    if isinstance(found, DraftPlan):
        return found
    what, where, remedy = found
    raise DocumentError(what, where=where, remedy=remedy)


def _too_slow(path: Path) -> TooSlowError:
    return TooSlowError(
        "the document took too long or too much memory to read",
        where=path.name,
        remedy="cut out the plan itself, or save it as Word or the Excel template",
    )


def main() -> None:
    """Read the document that the command names and write the draft, or what was wrong with it."""
    from riktning.documents.reading import read_operational, read_plan

    _bounded()
    path, kind = Path(sys.argv[1]), sys.argv[2]
    found: DraftPlan | tuple[str, str, str]
    try:
        found = read_operational(path) if kind == OPERATIONAL else read_plan(path)
    except DocumentError as error:
        found = (error.what, error.where, error.remedy)
    sys.stdout.buffer.write(pickle.dumps(found))


def _bounded() -> None:
    """No more memory than a plan needs, where the system can be told so."""
    try:
        import resource
    except ImportError:  # Windows has no such limits; the time ends there, too
        return
    resource.setrlimit(resource.RLIMIT_AS, (MOST_MEMORY, MOST_MEMORY))


if __name__ == "__main__":
    main()
