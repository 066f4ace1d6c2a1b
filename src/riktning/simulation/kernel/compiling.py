"""How functions that only compiled ones call are compiled; what is kept of it goes when too old."""

from contextlib import suppress
from pathlib import Path
from typing import Any

from numba import njit

# References to arrays are not counted, which takes an atomic step for each array handed on or
# looked up; so what is compiled like this can make no arrays.
UNCOUNTED: dict[str, Any] = {"_nrt": False, "error_model": "numpy"}
# Without the wrappers that let Python call them: those unpack every array of their arguments, and
# take longer to compile than what they wrap.
_BARE: dict[str, Any] = {"no_cpython_wrapper": True, "no_cfunc_wrapper": True, **UNCOUNTED}
inner = njit(**_BARE)
# Written out by the optimiser where they are called: handing on all the arrays that they count in
# takes longer than what they do.
let_in = njit(forceinline=True, **_BARE)
# Small ones that loops call for each event: written out where they are called.
written_out = njit(inline="always", **_BARE)
_CONSTANTS = ("tallies.py", "figures.py")  # beside this folder: what compiled functions use of them


def _forget_the_old() -> None:
    """Numba compiles a kept function anew when its own file has changed, but not when one that it
    calls, or a constant that it uses, has: so whatever is older than any source here goes."""
    here = Path(__file__).parent
    sources = [*here.glob("*.py"), *(here.parent / name for name in _CONSTANTS)]
    newest = max(source.stat().st_mtime for source in sources)
    for kept in (here / "__pycache__").glob("*.nbi"):
        with suppress(OSError):
            if kept.stat().st_mtime < newest:
                kept.unlink()


_forget_the_old()
