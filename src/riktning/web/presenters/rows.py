"""A measure in a list: latest value, verdict in words, pace and a small line."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from riktning.apps.observations.figures import IndicatorRow
from riktning.apps.plans.tree import TargetItem
from riktning.documents.charts import sparkline_svg
from riktning.indicators.reasons import reason_words
from riktning.trends.labels import Label
from riktning.web.presenters.figures import period_words, point_words, polarity_words
from riktning.web.presenters.plan import target_words
from riktning.web.presenters.verdicts import concern, pace_of, verdict_label


@dataclass(frozen=True, slots=True)
class MeasureRow:
    """One measure at one unit, as a list shows it."""

    indicator_id: str
    name: str
    says: str
    value: str
    period: str
    preliminary: bool
    hidden: bool
    polarity: str
    verdict: Label
    pace: Label | None
    target: str  # where no pace says it; empty when there is none
    sparkline: str
    reason: str  # why there are no figures; empty when there are
    areas: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class MeasureGroup:
    """The measures of one area of the plan, or those that no line of it names (no slug)."""

    slug: str
    name: str
    rows: tuple[MeasureRow, ...]


def measure_rows(
    rows: Iterable[IndicatorRow],
    *,
    language: str,
    k: int,
    areas: Mapping[str, tuple[tuple[str, str], ...]],
    targets: Mapping[str, TargetItem],
    quality: Sequence[Mapping[str, Any]] = (),
) -> tuple[MeasureRow, ...]:
    """The rows, the worst first; ``targets`` are the region's by measure.

    ``quality`` is what the run's checks said, which tells why a measure is withheld.
    """
    ordered = sorted(rows, key=lambda row: (concern(row.verdict), row.info.name.in_(language)))
    return tuple(
        _row(
            row,
            language,
            k,
            tuple(areas.get(key, ())),
            targets.get(key),
            reason_words(row.info.state_reason, language, quality),
        )
        for row in ordered
        for key in (row.info.indicator_id,)
    )


def _row(
    row: IndicatorRow,
    language: str,
    k: int,
    areas: tuple[tuple[str, str], ...],
    target: TargetItem | None,
    reason: str,
) -> MeasureRow:
    info, latest = row.info, row.latest
    pace = row.verdict.pace if row.verdict else None
    line = [point.value for point in row.points]
    aim = pace.target.value if pace else target.value if target else None
    return MeasureRow(
        indicator_id=info.indicator_id,
        name=info.name.in_(language),
        says=info.says.in_(language),
        value=point_words(latest, info, language, k),
        period=period_words(latest.period, language) if latest else "",
        preliminary=bool(latest and latest.preliminary),
        hidden=bool(latest and latest.value is None),
        polarity=polarity_words(info, language),
        verdict=verdict_label(row.verdict, language),
        pace=pace_of(row.verdict, language),
        target=target_words(target, info, "", language) if target and not pace else "",
        sparkline=sparkline_svg(line, target=aim),
        reason=reason,
        areas=areas,
    )


def filtered(
    rows: Sequence[MeasureRow], *, area: str, direction: str, text: str
) -> tuple[MeasureRow, ...]:
    """The rows of an area, with a verdict, with all the words somewhere in name or meaning."""
    words = text.casefold().split()
    colour = f"verdict-{direction.replace('_', '-')}"
    return tuple(
        row
        for row in rows
        if (not area or any(slug == area for slug, _ in row.areas))
        and (not direction or row.verdict.colour == colour)
        and all(word in f"{row.name} {row.says}".casefold() for word in words)
    )


def grouped(
    rows: Sequence[MeasureRow], areas: Sequence[tuple[str, str]]
) -> tuple[MeasureGroup, ...]:
    """The rows by area in the plan's order, each once; last those that follow no line of it."""
    left = list(rows)
    groups = []
    for slug, name in areas:
        found = tuple(row for row in left if any(own == slug for own, _name in row.areas))
        left = [row for row in left if row not in found]
        if found:
            groups.append(MeasureGroup(slug, name, found))
    if left:
        groups.append(MeasureGroup("", _("Mått som ingen rad i planen använder"), tuple(left)))
    return tuple(groups)
