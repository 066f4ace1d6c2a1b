"""A figure in words: value with unit, or why there is none; never 0 for hidden, never blank."""

import re
from datetime import date

from django.utils.translation import gettext as _

from riktning.apps.observations.figures import IndicatorInfo, Point
from riktning.catalogue.intervals import NONE, Interval, interval_by
from riktning.catalogue.model import Polarity
from riktning.core.periods import Month, Period, PeriodKind
from riktning.documents.charts import month_label, number
from riktning.documents.charts.numbers import value_decimals
from riktning.trends.naming import unit_of_value

NO_BREAK = "\N{NO-BREAK SPACE}"
_THOUSANDS = re.compile(r"(?<=\d) (?=\d{3}(?!\d))")


def unit_words(info: IndicatorInfo, language: str) -> str:
    """The unit in words, as a sentence or an axis has it."""
    unit = info.unit.in_(language)
    return _("procent") if unit == "%" else unit


def polarity_words(info: IndicatorInfo, language: str) -> str:
    """Which way is better, in words, with the interval's ends where that is what is aimed at."""
    if info.polarity is Polarity.HIGHER:
        return _("högre är bättre")
    if info.polarity is Polarity.LOWER:
        return _("lägre är bättre")
    if info.polarity is Polarity.TARGET_INTERVAL:
        return _interval_aimed_at(info, language)
    return _("ingen riktning är bestämd som bättre")


def _interval_aimed_at(info: IndicatorInfo, language: str) -> str:
    low, high = info.definition.get("target_interval") or (None, None)
    ends = [
        f"{number(end, 0 if end == int(end) else info.decimals, language)}"
        for end in (low, high)
        if end is not None
    ]
    words = {
        "unit": unit_words(info, language),
        "low": ends[0] if ends else "",
        "high": ends[-1] if ends else "",
    }
    if low is not None and high is not None:
        return _("ska ligga mellan %(low)s och %(high)s %(unit)s") % words
    if high is not None:
        return _("ska vara högst %(high)s %(unit)s") % words
    if low is not None:
        return _("ska vara minst %(low)s %(unit)s") % words
    return _("ska ligga i ett målintervall")


def value_words(value: float, info: IndicatorInfo, language: str) -> str:
    """``61,2 %``, ``6,4 dagar``: a no-break space between figure and unit."""
    unit = unit_of_value(info, language)
    text = number(value, value_decimals(value, info.decimals), language)
    return f"{text}{NO_BREAK}{unit}" if unit else text


def hidden_words(hidden: str, k: int) -> str:
    """Why a figure is not shown."""
    if hidden == "secondary":
        return _("döljs (skulle annars röja en annan)")
    if hidden == "small_denominator":
        return _("döljs (för litet underlag)")
    return _("döljs (färre än %(k)d)") % {"k": k}


def point_words(point: Point | None, info: IndicatorInfo, language: str, k: int) -> str:
    """The value of a period, or why there is none."""
    if point is None:
        return _("uppgift saknas")
    if point.hidden:
        return hidden_words(point.hidden, k)
    if not_known_yet(point):
        return _("inte känt ännu")
    if point.value is None:
        return _("uppgift saknas")
    return value_words(point.value, info, language)


def not_known_yet(point: Point) -> bool:
    """Nothing is there to count before the follow-up has passed: its 0 of 0 says nothing."""
    return point.preliminary and point.value is None and not point.hidden


def interval_made(info: IndicatorInfo) -> Interval:
    """How the measure's intervals are made, or why it has none."""
    plain = info.definition
    return interval_by(
        info.kind,
        str(plain.get("frame") or ""),
        str(plain.get("numerator") or ""),
        squares=bool(plain.get("squares")),
        standard=bool(plain.get("standard")),
    )


def has_interval(info: IndicatorInfo) -> bool:
    """False also where a run of an older version gave one that does not fit the measure."""
    return interval_made(info) not in NONE


def interval_words(point: Point, info: IndicatorInfo, language: str) -> str:
    """``60,1–62,3``; empty when there is no interval."""
    if point.low is None or point.high is None or not has_interval(info):
        return ""
    low, high = (number(end, info.decimals, language) for end in (point.low, point.high))
    return f"{low}–{high}"


def period_words(period: Period, language: str) -> str:
    """``jan 2025``, ``tertial 1 2025``, ``2025``, ``feb 2024–jan 2025``."""
    if period.kind is PeriodKind.MONTH:
        return month_label(period.start, language)
    if period.kind is PeriodKind.ROLLING_12:
        return f"{month_label(period.start, language)}–{month_label(period.end, language)}"
    if period.kind is PeriodKind.YEAR:
        return str(period.start.year)
    return _("tertial %(number)d %(year)d") % {
        "number": period.start.tertial,
        "year": period.start.year,
    }


def from_till_words(first: date, last: date, language: str) -> str:
    """``jan 2022 till dec 2025``, for a sentence."""
    ends = (month_label(Month.of(day), language) for day in (first, last))
    return _("%(first)s till %(last)s") % dict(zip(("first", "last"), ends, strict=True))


def span_words(first: date, last: date, language: str) -> str:
    """``jan 2022–dec 2025``."""
    return f"{month_label(Month.of(first), language)}–{month_label(Month.of(last), language)}"


def count_words(value: float | None, language: str) -> str:
    """A numerator or denominator: no decimals when whole."""
    if value is None:
        return ""
    return number(value, 0 if value == int(value) else 1, language)


def unbroken(text: str) -> str:
    """Words in which no line ends inside a number: ``per 1 000 invånare``."""
    return _THOUSANDS.sub(NO_BREAK, text)
