"""Names for the arrays that pass between the parts of the simulation."""

from typing import TypeAlias

import numpy as np
import numpy.typing as npt

Ints: TypeAlias = npt.NDArray[np.int64]
Floats: TypeAlias = npt.NDArray[np.float64]
Flags: TypeAlias = npt.NDArray[np.bool_]
Rng: TypeAlias = np.random.Generator

MINUTES_A_DAY = 1440
DAYS_A_YEAR = 365.2425
NEVER = 10**7  # an epoch day beyond every horizon
