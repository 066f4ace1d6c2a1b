"""A unit's own page: its measures beside the region's, its plan, its rounds, its parts."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from riktning.apps.followup.picture import MOVING
from riktning.apps.followup.picture_words import picture_sentence
from riktning.apps.followup.queries import judged_picture
from riktning.apps.followup.rounds.models import Report, ReportState
from riktning.apps.observations.figures import Counts, IndicatorRow, Judged, Point
from riktning.apps.observations.queries import verdict_counts
from riktning.apps.organisation.rights import Actor
from riktning.apps.plans.tree import TargetItem
from riktning.core.units import Unit, UnitKind
from riktning.documents.charts import sparkline_svg
from riktning.trends.labels import Label
from riktning.web.presenters.figures import period_words, point_words, polarity_words
from riktning.web.presenters.plan import target_words
from riktning.web.presenters.rounds import title
from riktning.web.presenters.units import kind_words
from riktning.web.presenters.verdicts import (
    CountedVerdict,
    concern,
    counted,
    counted_paces,
    judged_sentence,
    pace_counts,
    pace_of,
    pace_summary,
    verdict_label,
)

MOST_DRAWN = 60  # small lines on one page, so that it stays light


@dataclass(frozen=True, slots=True)
class UnitMeasure:
    """A measure at the unit, and the region's figure of the same period beside it."""

    indicator_id: str
    name: str
    polarity: str
    value: str
    region: str
    period: str
    preliminary: bool
    verdict: Label
    pace: Label | None
    target: str
    sparkline: str
    direction: str


@dataclass(frozen=True, slots=True)
class UnitPart:
    """The units of one kind directly below."""

    heading: str
    units: tuple[Unit, ...]


@dataclass(frozen=True, slots=True)
class UnitRound:
    """The unit's report in a round."""

    round_id: int
    title: str
    state: str
    submit_by: date
    late: bool


def unit_measures(
    rows: Iterable[IndicatorRow],
    region: Mapping[str, Sequence[Point]],
    targets: Mapping[str, TargetItem],
    *,
    language: str,
    k: int,
) -> tuple[UnitMeasure, ...]:
    """The measures that have anything at the unit, the worst first and of those the surest."""
    found = [row for row in rows if row.points]
    found.sort(key=lambda row: (concern(row.verdict), _doubt(row), row.info.name.in_(language)))
    return tuple(
        _measure(row, region.get(row.info.indicator_id, ()), targets, language, k, place)
        for place, row in enumerate(found)
    )


def _doubt(row: IndicatorRow) -> float:
    """The adjusted p-value of what moves; the same for all that does not, which stands by name."""
    if row.verdict is None or row.verdict.direction.state not in MOVING:
        return 1.0
    q_value = row.verdict.direction.q_value
    return 1.0 if q_value is None else q_value


def _measure(
    row: IndicatorRow,
    region: Sequence[Point],
    targets: Mapping[str, TargetItem],
    language: str,
    k: int,
    place: int,
) -> UnitMeasure:
    info, latest = row.info, row.latest
    same = next((p for p in region if latest and p.period == latest.period), None)
    pace = pace_of(row.verdict, language)
    target = targets.get(info.indicator_id)
    line = [point.value for point in row.points]
    drawn = place < MOST_DRAWN and sum(value is not None for value in line) > 1
    return UnitMeasure(
        indicator_id=info.indicator_id,
        name=info.name.in_(language),
        polarity=polarity_words(info, language),
        value=point_words(latest, info, language, k),
        region=point_words(same, info, language, k) if same else "",
        period=period_words(latest.period, language) if latest else "",
        preliminary=bool(latest and latest.preliminary),
        verdict=verdict_label(row.verdict, language),
        pace=pace,
        target=target_words(target, info, "", language) if target else "",
        sparkline=sparkline_svg(line, target=target.value if target else None) if drawn else "",
        direction=row.verdict.direction.state.value if row.verdict else "",
    )


@dataclass(frozen=True, slots=True)
class UnitPicture:
    """How measures stand at the unit: a sentence, the counts behind it, weights and evidence."""

    sentence: str
    counts: tuple[CountedVerdict, ...] = ()
    paces: tuple[CountedVerdict, ...] = ()
    weighed: str = ""


def unit_picture(rows: Sequence[UnitMeasure], known: Judged, language: str) -> UnitPicture:
    """The same picture as an area has, of every measure with figures at the unit."""
    if not rows:
        return UnitPicture(_("Inget mått har uppgifter för enheten."))
    ids = [row.indicator_id for row in rows]
    counts = verdict_counts(known.verdicts, {"": ids})[""]
    judged = counts.total - counts.unjudged
    if not judged:
        return UnitPicture(_unjudged(counts))
    paces = pace_counts(known.verdicts, ids, language)
    told = (judged_sentence(counts), pace_summary(paces), _unjudged(counts))
    return UnitPicture(
        sentence=" ".join(part for part in told if part),
        counts=counted(replace(counts, unjudged=0), language),
        paces=counted_paces(paces),
        weighed=picture_sentence(judged_picture(known, ids), language),
    )


def _unjudged(counts: Counts) -> str:
    """How many measures have figures and no verdict; empty where all have one."""
    if not counts.unjudged:
        return ""
    words = ngettext(
        "%(count)d mått har uppgifter här men bedöms inte för enheten.",
        "%(count)d mått har uppgifter här men bedöms inte för enheten.",
        counts.unjudged,
    )
    return words % {"count": counts.unjudged}


def parts_of(unit_id: str, units: Mapping[str, Unit]) -> tuple[UnitPart, ...]:
    """What lies directly below the unit, kind by kind, by name."""
    below = sorted((u for u in units.values() if u.parent_id == unit_id), key=lambda u: u.name)
    kinds = (kind for kind in UnitKind if any(unit.kind is kind for unit in below))
    return tuple(
        UnitPart(kind_words(kind), tuple(u for u in below if u.kind is kind)) for kind in kinds
    )


def above(unit: Unit, units: Mapping[str, Unit]) -> tuple[Unit, ...]:
    """The units that the unit is part of, the whole first."""
    found: list[Unit] = []
    now = units.get(unit.parent_id or "")
    while now is not None and now not in found:
        found.insert(0, now)
        now = units.get(now.parent_id or "")
    return tuple(found)


def unit_rounds(reports: Iterable[Report], actor: Actor, today: date) -> tuple[UnitRound, ...]:
    """The unit's reports, the newest round first."""
    return tuple(
        UnitRound(
            report.round_id,
            title(report.round.kind, report.round.year),
            str(ReportState(report.state).label),
            report.round.submit_by,
            report.state == ReportState.DRAFT and report.round.submit_by < today,
        )
        for report in reports
    )


def table_headings() -> tuple[str, ...]:
    """The columns of the file."""
    return (
        _("mått"), _("namn"), _("period"), _("värde"), _("regionen"), _("preliminär"),
        _("riktning"), _("takt"), _("målvärde"),
    )  # fmt: skip


def table_rows(rows: Iterable[UnitMeasure]) -> Iterable[tuple[str, ...]]:
    """A row for each measure, in words as the page has them."""
    for row in rows:
        yield (
            row.indicator_id,
            row.name,
            row.period,
            row.value,
            row.region,
            _("ja") if row.preliminary else _("nej"),
            row.verdict.word,
            row.pace.word if row.pace else "",
            row.target,
        )
