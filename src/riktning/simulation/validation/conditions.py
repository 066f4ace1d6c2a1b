"""How common conditions are, and how many fall ill: given, and as the model has it."""

from collections.abc import Iterator

from riktning.core.periods import MONTHS_A_YEAR
from riktning.simulation.arrays import Floats
from riktning.simulation.figures import population_figures
from riktning.simulation.illness import condition_figures, illness
from riktning.simulation.published import published
from riktning.simulation.validation.rows import Row

_YEAR, _WITHIN = 2024, 20.0
_MIDDLE = slice(6, None, MONTHS_A_YEAR)  # a year of age by its middle month
# The published figure of the whole country, in per cent of all, and whose it is.
_COMMON = {
    "heart_failure": (2.2, "Zarrinkoub et al. 2013, doi:10.1093/eurjhf/hft064"),
    "diabetes": (4.6, "Andersson et al. 2015, doi:10.1371/journal.pone.0104033, 2010"),
}
_NEW = {
    "ischaemic_heart_disease": ("infarctions per 100 000", (0, 1)),
    "stroke": ("strokes per 100 000", (0, 1)),
    "cancer": ("cancers, women, per 100 000", (0,)),
    "cancer, men": ("cancers, men, per 100 000", (1,)),
}
_HEART_FAILURE = 380.0  # new cases per 100 000 a year: Zarrinkoub et al. 2013


def _people() -> Floats:
    """The country's population of 2020, (ages, sexes)."""
    return population_figures().population


def prevalence(name: str) -> float:
    """Per cent of all who have a condition, as the model is given it."""
    row = condition_figures().names.index(name)
    common = condition_figures().common[row]
    middle = (common[:-1] + common[1:]) / 2
    return float(100 * (middle * _people()).sum() / _people().sum())


def incidence(name: str, sexes: tuple[int, ...] = (0, 1)) -> float:
    """New cases a year per 100 000 persons of the sexes, as solved for."""
    row, sick = condition_figures().names.index(name), illness()
    healthy = 1 - sick.prevalence[row][:, _MIDDLE]
    new = (healthy * sick.classes[:, _MIDDLE] * sick.onset[row]).sum(axis=0) * MONTHS_A_YEAR
    people = _people()[:, sexes]
    return float(1e5 * (new[:, sexes] * people).sum() / people.sum())


def prevalence_rows(told: dict[str, float]) -> list[Row]:
    """``told``: per cent of all in the simulated region. From figures: not held out."""
    return [
        Row(f"{name.replace('_', ' ')}, per cent", str(_YEAR), given, told[name], 2, why=source)
        for name, (given, source) in _COMMON.items()
    ]


def assumed() -> Iterator[str]:
    """The conditions whose commonness is an assumption, with it."""
    figures = condition_figures()
    for name, is_assumed in zip(figures.names, figures.assumed, strict=True):
        if is_assumed:
            yield f"{name.replace('_', ' ')} {prevalence(name):.1f} %"


def incidence_rows() -> list[Row]:
    """Incidence follows from how common, how deadly and how lasting: no figure of it is put in."""
    rows = [
        Row(
            "heart failure, new per 100 000",
            "2010",
            _HEART_FAILURE,
            incidence("heart_failure"),
            0,
            _WITHIN,
        )
    ]
    for name, (figure, sexes) in _NEW.items():
        said = incidence(name.split(",")[0], sexes)
        rows.append(Row(figure, str(_YEAR), published()[figure][_YEAR], said, 0, _WITHIN))
    return rows
