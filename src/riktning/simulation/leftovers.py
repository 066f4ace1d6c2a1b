"""Folders being written beside their place, and what a killed program left of them."""

import os
import re
import shutil
import socket
import tempfile
from pathlib import Path


def folder_beside(out: Path, what: str) -> Path:
    """A new folder beside ``out`` whose name says for what, and which program writes it."""
    mine = f"{_beginning(out)}{os.getpid()}-{what}-"
    return Path(tempfile.mkdtemp(prefix=mine, dir=out.parent))


def clear(out: Path) -> None:
    """Remove what programs that no longer run left beside ``out``.

    A whole delivery that was moved away when its program was killed is put back in its place.
    """
    named = re.compile(re.escape(_beginning(out)) + r"(\d+)-(new|old)-\w+")
    for folder in sorted(out.parent.glob(".*")):
        match = named.fullmatch(folder.name)
        if match is None or _runs(int(match[1])):
            continue
        if match[2] == "old" and not out.exists() and any(folder.iterdir()):
            folder.replace(out)
        else:
            shutil.rmtree(folder, ignore_errors=True)


def _beginning(out: Path) -> str:
    """The machine is part of the name: another one's programs cannot be seen from here."""
    return f".{out.name}-{socket.gethostname()}-"


def _runs(pid: int) -> bool:
    """Whether the program runs; where that cannot be asked (Windows), nothing is cleared."""
    if os.name != "posix":
        return True
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    except (OverflowError, PermissionError):
        return True
    return True
