"""The lasting tables of the kernel, from the figures."""

import csv
from functools import cache
from importlib.resources import files

import numpy as np
import numpy.typing as npt
from scipy import stats

from riktning.core.ages import AGE_BOUNDS
from riktning.core.periods import MONTHS_A_YEAR
from riktning.simulation.arrays import Floats
from riktning.simulation.figures import by_age, parameters
from riktning.simulation.illness import condition_figures, illness
from riktning.simulation.kernel.tables import AGES, CLASSES, LASTING, QUANTILES, Long, Single
from riktning.simulation.stay_reasons import CARES as CARE_NAMES

MODE_NAMES = ("visit", "home_visit", "video", "chat", "phone", "letter")
_MIDDLE = 6  # a year of age is judged by its middle month
_HEART_FAILURE_SHARE, _IBD_SHARE = 0.30, 0.25  # of medical stays of those who have it: assumptions
_NIGHTS = (0.0, 6.8, 5.4)  # mean, of heart failure and IBD: truths.yaml
_READMISSION = 0.155  # of discharges from 65 on, planned and unplanned; see truths.yaml


def lasting_tables() -> np.void:
    """The record of what lasts for a whole run."""
    figures, given, sick = condition_figures(), parameters("stays"), illness()
    groups = np.searchsorted(AGE_BOUNDS, np.arange(AGES), side="right") - 1
    share, times = parameters("people")["seeks_often"], parameters("contacts")["seeks_often"]
    table = np.zeros(1, LASTING)
    risk = figures.mortality_ratio[:, None] - 1
    fields = {
        "classes": words(np.cumsum(sick.classes, axis=0)[:2]),
        "common": words(sick.prevalence),
        "often_share": words(np.array(share)),
        "often_times": times / (1 + share * (times - 1)),
        "seldom_times": 1 / (1 + share * (times - 1)),
        "frailties": _gamma(parameters("people")["frailty_shape"]),
        "risk_low": _sums(risk, 0)[:, 0],
        "risk_high": _sums(risk, 8)[:, 0],
        "care_low": _sums(figures.care, 0),
        "care_high": _sums(figures.care, 8),
        "base": _base(),
        "cell": np.tile((2 * groups[:, None] + [0, 1]).reshape(-1), CLASSES),
        "group": np.tile(np.repeat(groups, 2), CLASSES),
        "modes": _modes(),
        "cares": _cares(),
        "lengths": _gamma(given["length_shape"]),
        "length": [given["length"][name] for name in CARE_NAMES],
        "longer_from": AGE_BOUNDS.index(75),
        "longer": given["length_75"],
        "reason": _NIGHTS,
        "reason_share": words(np.array([0.0, _HEART_FAILURE_SHARE, 1 - _IBD_SHARE])),
        "ready": words(np.tile(np.repeat(by_age(given["ready"]), 2), CLASSES)),
        "transfer": words(np.array(given["transfer"])),
        "readmission": words(_readmission(given["readmission_below_65"])),
        "readmission_days": _readmission_days(given["readmission_shape"]),
        "dies_in_bed": words(np.array(given["dies_in_hospital"])),
    }
    for name, values in fields.items():
        table[name] = values
    record: np.void = table[0]
    return record


def words(chances: Floats) -> Long:
    """Chances → the words below which something happens; a chance of 1 is above every word."""
    return np.rint(np.clip(chances, 0.0, 1.0) * 2.0**32).astype(np.uint64)


def expected_factor() -> Floats:
    """Mean of 1 + what conditions add, by stream, age and sex: (streams, ages, sexes)."""
    sick = illness()
    middle = slice(_MIDDLE, None, MONTHS_A_YEAR)
    common = np.einsum("ckas,kas->cas", sick.prevalence[:, :, middle], sick.classes[:, middle])
    found: Floats = 1 + np.einsum("cr,cas->ras", condition_figures().care, common)
    return found


@cache
def care_use() -> Floats:
    """Events a person-year by stream and age, (streams, ages)."""
    text = (files("riktning.simulation") / "parameters" / "care_use.csv").read_text("utf-8")
    rows = list(csv.DictReader(line for line in text.splitlines() if not line.startswith("#")))
    steps: list[dict[int, float]] = []
    for stream in condition_figures().streams:
        own = [row for row in rows if row["stream"] == stream]
        steps.append({int(row["from_age"]): float(row["rate"]) for row in own})
    return np.array([by_age(each) for each in steps])


def _base() -> Single:
    """Events a month of those without conditions, so that the mean of an age is as given; (ages and
    sexes, streams)."""
    yearly = care_use()[:, :, None] / expected_factor()
    found: Single = (yearly / MONTHS_A_YEAR).reshape(yearly.shape[0], -1).T.astype(np.float32)
    return found


def _sums(each: Floats, first: int) -> Single:
    """What each combination of eight conditions from ``first`` adds, (256, columns)."""
    mask = np.arange(256)[:, None] >> np.arange(8) & 1
    some = np.zeros((8, each.shape[1]))
    some[: max(0, min(8, each.shape[0] - first))] = each[first : first + 8]
    return (mask @ some).astype(np.float32)


def _gamma(shape: float) -> Floats:
    """Quantiles of a gamma distribution, each the middle of its share; their mean is 1."""
    quantiles = stats.gamma.ppf((np.arange(QUANTILES) + 0.5) / QUANTILES, shape)
    found: Floats = quantiles / quantiles.mean()
    return found


def _modes() -> Long:
    """How contacts take place, cumulated: (levels, cells, modes); only modes that a level has."""
    ages = np.array([AGE_BOUNDS[cell // 2] for cell in range(2 * len(AGE_BOUNDS))])
    given, truths = parameters("contacts"), parameters("truths")["measures"]
    found = np.zeros((4, ages.size, len(MODE_NAMES)))
    for number, level in enumerate(("primary", "specialist", "rehabilitation", "municipal")):
        digital = np.zeros(ages.size)
        if level in {"primary", "specialist"}:
            digital = truths[f"digital_{level}"]["level"] * by_age(given["digital_by_age"])[ages]
        share = {
            "video": digital * given["video_share"],
            "chat": digital * (1 - given["video_share"]),
            "phone": np.full(ages.size, given["phone"][level]),
            "letter": np.full(ages.size, given["letter"][level]),
            "home_visit": _home(level, ages),
        }
        share["visit"] = 1 - sum(share.values())
        found[number] = np.cumsum([share[mode] for mode in _ORDER[level]], axis=0).T
    return words(found)


# The order of the modes in ``tallies.Kind``; the last ones of a level take up no share.
_ORDER = {
    "primary": MODE_NAMES,
    "specialist": ("visit", "video", "chat", "phone", "letter", "home_visit"),
    "rehabilitation": ("visit", "phone", "video", "chat", "letter", "home_visit"),
    "municipal": ("home_visit", "visit", "phone", "video", "chat", "letter"),
}


def _home(level: str, ages: npt.NDArray[np.int64]) -> Floats:
    given = parameters("contacts")
    if level == "municipal":
        return np.full(ages.size, float(given["municipal_home_visits"]))
    if level != "primary":
        return np.zeros(ages.size)
    old = parameters("truths")["measures"]["home_visits_75"]["level"]
    return np.where(ages >= 75, old, float(given["home_visit_below_75"]))


def _cares() -> Long:
    """The kind of care of unplanned and planned stays, cumulated: (2, rows, cares)."""
    given = parameters("stays")
    planned = np.array([given["planned"][name] for name in CARE_NAMES])
    found = np.zeros((2, AGES, 2, len(CARE_NAMES)))
    for age in range(AGES):
        for sex in range(2):
            weights = given["care"][_patients(age, sex)]
            each = np.array([float(weights.get(name, 0.0)) for name in CARE_NAMES])
            for number, share in enumerate((1 - planned, planned)):
                found[number, age, sex] = np.cumsum(each * share) / (each @ share)
    return words(np.tile(found.reshape(2, AGES * 2, len(CARE_NAMES)), (1, CLASSES, 1)))


def _patients(age: int, sex: int) -> str:
    if age < 18:
        return "child"
    if age >= 75:
        return "old"
    if age >= 50:
        return "middle"
    return "woman" if sex == 0 and 20 <= age <= 44 else "adult"


def _readmission(below: float) -> Floats:
    return np.array([below if bound < 65 else _READMISSION for bound in AGE_BOUNDS])


def _readmission_days(shape: list[float]) -> npt.NDArray[np.int32]:
    """Days until the readmission, 1-30, at each quantile."""
    quantiles = stats.beta.ppf((np.arange(QUANTILES) + 0.5) / QUANTILES, *shape)
    days: npt.NDArray[np.int32] = (1 + np.floor(30 * quantiles)).astype(np.int32)
    return days
