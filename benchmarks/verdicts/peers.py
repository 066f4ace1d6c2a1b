"""What peers say of the same series."""

import numpy as np
import statsmodels.api as sm

from riktning.core.periods import MONTHS_A_YEAR
from riktning.trends.charts.arrays import ChartPlan, charts
from riktning.trends.charts.chart import ChartKind
from riktning.trends.charts.profiles import NHS
from verdicts.made import Floats
from verdicts.usual import design


def glsar(values: Floats) -> tuple[float, float]:
    """The usual practice: the autocorrelation is estimated, and then taken as known."""
    answer = sm.GLSAR(values, design(len(values), MONTHS_A_YEAR), rho=1).iterative_fit(maxiter=8)
    return float(answer.params[-1]), float(answer.tvalues[-1])


def glsar_told(values: Floats, ahead: int) -> tuple[float, ...]:
    """The same with what a verdict asks of it: p-value, interval, and the level some months on."""
    months = len(values)
    exog = design(months + ahead, MONTHS_A_YEAR)
    answer = sm.GLSAR(values, exog[:months], rho=1).iterative_fit(maxiter=8)
    then = answer.get_prediction(exog[-1:]).conf_int()[0]
    return float(answer.pvalues[-1]), *map(float, answer.conf_int()[-1]), *map(float, then)


def exact(values: Floats) -> float:
    """The same model by statsmodels' exact likelihood of AR(1) errors; the slope."""
    model = sm.tsa.SARIMAX(values, exog=design(len(values), MONTHS_A_YEAR), order=(1, 0, 0))
    return float(model.fit(disp=0).params[12])


def rules(values: Floats) -> tuple[Floats, Floats]:
    """The four NHS rules: whether a series has any mark, and one on its last point (the icon).

    By our own charts, whose limits and marks are those of NHSRplotthedots 0.2.2 in the tests.
    """
    marks = charts(ChartPlan(ChartKind.XMR, NHS), values).marks.values()
    marked = np.logical_or.reduce([np.asarray(each) for each in marks])
    return marked.any(axis=1), marked[:, -1]
