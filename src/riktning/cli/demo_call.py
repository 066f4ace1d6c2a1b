"""How the program was started, so that a command that is printed works where it is read."""

import shlex
import shutil
import sys
from pathlib import Path

NAME = "riktning"


def program(started: str | None = None) -> str:
    """``riktning`` where that finds the program itself, otherwise its path as it was started."""
    start = sys.argv[0] if started is None else started
    path = Path(start)
    if path.stem != NAME or not path.is_file():
        return NAME
    found = shutil.which(NAME)
    if found and Path(found).resolve() == path.resolve():
        return NAME
    return shlex.quote(str(path.absolute()))


def with_home(folder: Path, command: str) -> str:
    """A command of the program that works on the store in the folder."""
    return f"RIKTNING_HOME={shlex.quote(str(folder))} {program()} {command}"
