"""Where the examples lie: in the installed package, or in the repository beside it."""

from pathlib import Path

import riktning
from riktning.core.errors import RiktningError

_PACKAGE = Path(riktning.__file__).parent
PLACES = (_PACKAGE / "_examples", _PACKAGE.parents[1] / "examples")


def examples_folder() -> Path:
    """The folder with ``plan`` and ``region``; RiktningError when this copy came without it."""
    for place in PLACES:
        if (place / "plan").is_dir() and (place / "region").is_dir():
            return place
    raise RiktningError(
        "the examples are not part of this copy of Riktning",
        where=str(PLACES[-1]),
        remedy="install it from the wheel or the repository",
    )
