"""The figures as a file that Excel opens: semicolon and decimal comma in Swedish."""

import csv
import io
from collections.abc import Iterable, Mapping

from django.utils.translation import gettext as _

from riktning.apps.observations.figures import IndicatorInfo, Point
from riktning.documents.charts.numbers import in_english
from riktning.web.presenters.figures import hidden_words, period_words
from riktning.web.presenters.tables import BOM
from riktning.web.presenters.tables import as_text as _text

EXTRA_DECIMALS = 3  # beyond what a page shows: enough to compute on, no false precision


def figures_csv(
    info: IndicatorInfo,
    series: Mapping[str, Iterable[Point]],
    *,
    names: Mapping[str, str],
    run_id: str,
    synthetic: bool,
    language: str,
    k: int,
    rounded_to: int | None = None,
) -> str:
    """One row a unit and period: UTF-8 with a byte order mark, so that Excel sees å ä ö.

    Swedish: semicolon between fields and a decimal comma. English: comma and point. Numbers carry
    three decimals more than the pages; a hidden figure is empty and says why in its own column.
    """
    english = in_english(language)
    target = io.StringIO(newline="")
    writer = csv.writer(target, delimiter="," if english else ";", lineterminator="\r\n")
    writer.writerow(_headings())
    mark = _("ja") if synthetic else _("nej")
    for unit_id, points in series.items():
        unit = (_text(unit_id), _text(names.get(unit_id, unit_id)))
        for point in points:
            writer.writerow(
                [
                    info.indicator_id,
                    _text(info.name.in_(language)),
                    info.unit.in_(language),
                    *unit,
                    period_words(point.period, language),
                    point.period.start.first_day.isoformat(),
                    *(_number(value, info.decimals, english=english) for value in _numbers(point)),
                    _("ja") if point.preliminary else _("nej"),
                    hidden_words(point.hidden, k) if point.hidden else "",
                    rounded_to or "",
                    mark,
                    run_id,
                ]
            )
    return BOM + target.getvalue()


def _headings() -> list[str]:
    return [
        _("mått"),
        _("namn"),
        _("enhet"),
        _("vårdenhet"),
        _("vårdenhetens namn"),
        _("period"),
        _("periodens första dag"),
        _("värde"),
        _("undre gräns (95 procent)"),
        _("övre gräns (95 procent)"),
        _("täljare"),
        _("nämnare"),
        _("preliminär"),
        _("dold"),
        _("antal avrundade till jämna"),
        _("syntetiska data"),
        _("körning"),
    ]


def _numbers(point: Point) -> tuple[float | None, ...]:
    return (point.value, point.low, point.high, point.numerator, point.denominator)


def _number(value: float | None, decimals: int, *, english: bool) -> str:
    if value is None:
        return ""
    value = round(value, decimals + EXTRA_DECIMALS)
    text = repr(int(value)) if value == int(value) else repr(value)
    return text if english else text.replace(".", ",")
