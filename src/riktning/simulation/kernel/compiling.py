"""How functions that only compiled ones call are compiled."""

from typing import Any

from numba import njit

# Without the wrappers that let Python call them: those unpack every array of their arguments, and
# take longer to compile than what they wrap.
_BARE: dict[str, Any] = {"no_cpython_wrapper": True, "no_cfunc_wrapper": True}
inner = njit(**_BARE)
# Small ones that loops call for each event: written out where they are called.
written_out = njit(inline="always", **_BARE)
