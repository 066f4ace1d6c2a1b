"""Many series tested at once: adjusted p-values that bound the share of false calls."""

import numpy as np

from riktning.trends.ar1 import Floats


def benjamini_hochberg(p_values: Floats) -> Floats:
    """Adjusted p-values, shape (n,), under independence or positive dependence.

    Benjamini and Hochberg 1995, doi:10.1111/j.2517-6161.1995.tb02031.x.
    """
    return _step_up(p_values, 1.0)


def benjamini_yekutieli(p_values: Floats) -> Floats:
    """Adjusted p-values, shape (n,), under any dependence.

    Benjamini and Yekutieli 2001, doi:10.1214/aos/1013699998.
    """
    return _step_up(p_values, float((1 / np.arange(1, len(p_values) + 1)).sum()))


def _step_up(p_values: Floats, factor: float) -> Floats:
    count = len(p_values)
    order = np.argsort(p_values)
    scaled = p_values[order] * factor * count / np.arange(1, count + 1)
    adjusted = np.empty(count)
    adjusted[order] = np.minimum(np.minimum.accumulate(scaled[::-1])[::-1], 1.0)
    return adjusted
