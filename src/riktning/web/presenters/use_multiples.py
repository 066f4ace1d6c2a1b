"""How each unit took up a digital service: small pictures on one scale, the first user first."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _

from riktning.apps.needs.adoption import Adoption, UnitUse
from riktning.apps.observations.figures import IndicatorInfo
from riktning.core.periods import Month
from riktning.documents.charts import number
from riktning.trends.figures import month_name
from riktning.web.presenters.figures import point_words, unit_words

WIDTH, HEIGHT, EDGE = 200, 64, 5
MOST = 48  # pictures on the page; the table has every unit


@dataclass(frozen=True, slots=True)
class UseTile:
    """A unit: its line, where it began, and the same in words."""

    name: str
    pilot: bool
    said: str
    path: str
    began: tuple[float, float] | None  # where on the line it began


@dataclass(frozen=True, slots=True)
class UseTiles:
    """The pictures, what they have in common, and how many units have none."""

    tiles: tuple[UseTile, ...]
    told: str
    base: float
    limit: float | None  # the height from which a value is use
    more: int
    width: int = WIDTH
    height: int = HEIGHT


@dataclass(frozen=True, slots=True)
class _Scale:
    """Places in a picture of months and values; the same in all of them."""

    first: Month
    last: Month
    top: float

    def x(self, month: Month) -> float:
        months = max(self.last.index - self.first.index, 1)
        share = (month.index - self.first.index) / months
        return round(EDGE + share * (WIDTH - 2 * EDGE), 1)

    def y(self, value: float) -> float:
        share = min(max(value / self.top, 0.0), 1.0) if self.top > 0 else 0.0
        return round(HEIGHT - EDGE - share * (HEIGHT - 2 * EDGE), 1)


def use_tiles(
    found: Adoption,
    info: IndicatorInfo,
    threshold: float | None,
    pilots: Sequence[str],
    language: str,
    k: int,
) -> UseTiles | None:
    """A picture for each unit; None where no month has a figure."""
    if not found.months:
        return None
    values = [p.value for each in found.units for p in each.points if p.value is not None]
    top = max([*values, threshold or 0.0], default=0.0)
    scale = _Scale(found.months[0][0], found.months[-1][0], top)
    return UseTiles(
        tiles=tuple(
            _tile(each, info, each.unit.unit_id in pilots, scale, language, k)
            for each in found.units[:MOST]
        ),
        told=_told(scale, info, threshold, language),
        base=scale.y(0.0),
        limit=None if threshold is None else scale.y(threshold),
        more=max(0, len(found.units) - MOST),
    )


def _tile(
    each: UnitUse, info: IndicatorInfo, pilot: bool, scale: _Scale, language: str, k: int
) -> UseTile:
    latest = point_words(each.latest, info, language, k)
    said = _("använder inte, senast %(value)s")
    if each.since:
        always = each.since <= scale.first
        said = (
            _("hela tiden, senast %(value)s") if always else _("sedan %(month)s, senast %(value)s")
        )
    began = next((p for p in each.points if p.period.start == each.since), None)
    return UseTile(
        name=each.unit.name,
        pilot=pilot,
        said=said
        % {"month": month_name(each.since, language) if each.since else "", "value": latest},
        path=_path(each, scale),
        began=(scale.x(began.period.start), scale.y(began.value))
        if began is not None and began.value is not None
        else None,
    )


def _path(each: UnitUse, scale: _Scale) -> str:
    """The months with a figure; one without breaks the line, one alone is a dot."""
    parts, drawn = [], False
    for place, point in enumerate(each.points):
        if point.value is None or not scale.first <= point.period.start <= scale.last:
            drawn = False
            continue
        at = f"{scale.x(point.period.start)} {scale.y(point.value)}"
        parts.append(f"{'L' if drawn else 'M'}{at}")
        after = each.points[place + 1].value if place + 1 < len(each.points) else None
        if not drawn and after is None:
            parts.append("h0.1")
        drawn = True
    return "".join(parts)


def _told(scale: _Scale, info: IndicatorInfo, threshold: float | None, language: str) -> str:
    words = _("Samma skala för alla: 0 till %(top)s %(unit)s, %(first)s till %(last)s.") % {
        "top": number(scale.top, info.decimals, language),
        "unit": unit_words(info, language),
        "first": month_name(scale.first, language),
        "last": month_name(scale.last, language),
    }
    if threshold is not None:
        line = _("Streckad linje: används från och med %(value)s.") % {
            "value": number(threshold, info.decimals, language)
        }
        words = f"{words} {line}"
    return f"{words} {_('Ringen är den månad som enheten började.')}"
