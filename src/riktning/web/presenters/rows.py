"""A measure in a list: latest value, verdict in words, pace and a small line."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from riktning.apps.observations.figures import IndicatorRow
from riktning.documents.charts import sparkline_svg
from riktning.trends.labels import Label
from riktning.web.presenters.figures import period_words, point_words, polarity_words
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
    sparkline: str
    reason: str  # why there are no figures; empty when there are
    areas: tuple[tuple[str, str], ...]


def measure_rows(
    rows: Iterable[IndicatorRow],
    *,
    language: str,
    k: int,
    areas: Mapping[str, tuple[tuple[str, str], ...]],
) -> tuple[MeasureRow, ...]:
    """The rows, the worst first."""
    ordered = sorted(rows, key=lambda row: (concern(row.verdict), row.info.name.in_(language)))
    return tuple(
        _row(row, language, k, tuple(areas.get(row.info.indicator_id, ()))) for row in ordered
    )


def _row(
    row: IndicatorRow, language: str, k: int, areas: tuple[tuple[str, str], ...]
) -> MeasureRow:
    info, latest = row.info, row.latest
    pace = row.verdict.pace if row.verdict else None
    line = [point.value for point in row.points]
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
        sparkline=sparkline_svg(line, target=pace.target.value if pace else None),
        reason=info.state_reason,
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
