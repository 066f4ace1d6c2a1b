"""The arrays of the search, and the places of a year in them: months, tertials, the year."""

import numpy as np
import numpy.typing as npt

Floats = npt.NDArray[np.float64]
Ints = npt.NDArray[np.int64]
Bools = npt.NDArray[np.bool_]

MONTHS, LENGTH, TERTIALS = 12, 4, 3
YEAR = MONTHS + TERTIALS
PLACES = YEAR + 1
