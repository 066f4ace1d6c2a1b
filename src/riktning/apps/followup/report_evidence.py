"""The evidence of a report: published figures and verdicts as the report's own plain values."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from riktning.apps.observations import queries as observed
from riktning.apps.observations.figures import IndicatorInfo, Point, VerdictInfo
from riktning.apps.observations.models import Run
from riktning.apps.organisation.queries import units_on
from riktning.apps.plans.tree import IndicatorLine
from riktning.catalogue.model import Words
from riktning.core.periods import MONTHS_A_YEAR, PeriodKind
from riktning.core.units import Unit, UnitKind
from riktning.documents.charts import ControlPlot, TargetMark
from riktning.documents.report.content import Finding, UnitLine, YearFigure
from riktning.indicators.reasons import reason_words
from riktning.trends.charts.chart import ChartBasis, ControlChart
from riktning.trends.labels import direction_label, pace_label
from riktning.trends.naming import unit_of_value
from riktning.trends.pace_words import pace_sentence
from riktning.trends.verdict import Direction, DirectionFinding, Reason, Target, Verdict
from riktning.trends.words import direction_sentence

FEWEST_SHOWN = 6
PARTS = (UnitKind.ADMINISTRATION, UnitKind.HOSPITAL)
_FAILED_CHECK = Words(
    "En kvalitetskontroll gav utslag: {sentence}", "A quality check failed: {sentence}"
)
_PRELIMINARY = Words(
    "De sista månaderna är preliminära och ingår inte i bedömningen.",
    "The last months are preliminary and are not part of the verdict.",
)
_NOT_COMPUTED = Words(
    "Måttet är inte beräknat: {reason}.", "The measure is not computed: {reason}."
)


@dataclass(frozen=True, slots=True)
class Evidence:
    """Everything a run says of some measures at a unit (the region) and its parts, read once.

    ``unit_id`` is empty for the region.
    """

    language: str
    region: str
    infos: Mapping[str, IndicatorInfo]
    verdicts: Mapping[str, VerdictInfo]
    years: Mapping[str, Sequence[Point]]
    parts: Mapping[str, Sequence[tuple[Unit, VerdictInfo]]]
    failed: Mapping[str, Sequence[str]]
    reasons: Mapping[str, str]  # why what has no figures has none
    unit_id: str = ""

    def finding(self, line: IndicatorLine, indicator_id: str) -> Finding:
        """One measure that follows a line of the plan."""
        info = self.infos[indicator_id]
        said = self.verdicts.get(indicator_id)
        direction = said.direction if said else without_data()
        pace = said.pace if said else None
        target = pace.target if pace else _planned(line, indicator_id, self.unit_id)
        return Finding(
            indicator_id=indicator_id,
            name=info.name.in_(self.language),
            plan_line=line.text,
            unit=info.unit.in_(self.language),
            value_unit=unit_of_value(info, self.language),
            decimals=info.decimals,
            polarity=info.polarity,
            unit_name=self.region,
            verdict=Verdict(indicator_id, said.unit_id, direction, pace) if said else None,
            label=direction_label(direction, self.language),
            direction_sentence=direction_sentence(direction, info, self.language),
            target=target,
            pace_label=pace_label(pace, self.language).word if pace else None,
            pace_sentence=pace_sentence(pace, info, self.language) if pace else None,
            chart=_plot(said.chart, target) if said and said.chart else None,
            years=tuple(_year(point) for point in self.years.get(indicator_id, ())),
            by_unit=tuple(_part(*part) for part in self.parts.get(indicator_id, ())),
            cautions=tuple(self._cautions(info, said)),
        )

    def _cautions(self, info: IndicatorInfo, said: VerdictInfo | None) -> list[str]:
        cautions = []
        if info.state_reason:
            words = _NOT_COMPUTED.in_(self.language)
            cautions.append(words.format(reason=self.reasons[info.indicator_id]))
        if said and said.chart and any(said.chart.preliminary):
            cautions.append(_PRELIMINARY.in_(self.language))
        failed = self.failed.get(info.indicator_id, ())
        words = _FAILED_CHECK.in_(self.language)
        return cautions + [words.format(sentence=sentence) for sentence in failed]


def gather_evidence(
    run: Run, indicator_ids: Sequence[str], language: str, unit_id: str = ""
) -> Evidence:
    """Read the figures of some measures at a unit (the region). Six queries."""
    infos = observed.indicators(run)
    units = units_on(run.as_of)
    at = unit_id or run.region_unit_id
    known = [key for key in indicator_ids if key in infos]
    return Evidence(
        language=language,
        region=units[at].name,
        infos=infos,
        verdicts=observed.verdicts(run, at, known, charts=True),
        years=observed.many_series(run, known, at, PeriodKind.YEAR),
        parts=_parts(run, known, units, at),
        failed={key: failed_checks(run, infos[key], language) for key in known},
        reasons={key: why_not_computed(run, infos[key], language) for key in known},
        unit_id=unit_id,
    )


def why_not_computed(run: Run, info: IndicatorInfo, language: str) -> str:
    """Why the run has no figures of the measure, in the report's language; empty where it has."""
    return reason_words(info.state_reason, language, run.quality).rstrip(".")


def failed_checks(run: Run, info: IndicatorInfo, language: str) -> list[str]:
    """The checks that failed for a table the measure uses, notes left out."""
    tables = set(run.manifest["indicators"][info.indicator_id]["tables"])
    return [
        check_sentence(check, language)
        for check in run.quality
        if check["table"] in tables
        and check["status"] in {"failed", "error"}
        and check["severity"] != "note"
    ]


def check_sentence(check: Mapping[str, str], language: str) -> str:
    """What a quality check says, in the report's language."""
    return check["sentence_en" if language == "en" else "sentence_sv"]


def _parts(
    run: Run, indicator_ids: Sequence[str], units: Mapping[str, Unit], at: str
) -> dict[str, list[tuple[Unit, VerdictInfo]]]:
    """By measure what is said of the administrations and hospitals within the unit."""
    found: dict[str, list[tuple[Unit, VerdictInfo]]] = {key: [] for key in indicator_ids}
    for kind in PARTS:
        for _name, said in observed.verdicts_at(run, kind, indicator_ids):
            if said.unit_id != at and _within(said.unit_id, at, units):
                found[said.indicator_id].append((units[said.unit_id], said))
    return {
        key: sorted(parts, key=lambda part: (PARTS.index(part[0].kind), part[0].name))
        for key, parts in found.items()
    }


def _within(unit_id: str, at: str, units: Mapping[str, Unit]) -> bool:
    """Whether the unit is ``at`` or lies below it."""
    unit = units.get(unit_id)
    while unit is not None and unit.unit_id != at:
        unit = units.get(unit.parent_id) if unit.parent_id else None
    return unit is not None


def _part(unit: Unit, said: VerdictInfo) -> UnitLine:
    return UnitLine(unit.name, said.direction.state, None)


def _year(point: Point) -> YearFigure:
    return YearFigure(
        year=point.period.start.year,
        numerator=point.numerator,
        denominator=point.denominator,
        value=point.value,
        low=point.low,
        high=point.high,
        hidden=bool(point.hidden),
        preliminary=point.preliminary,
    )


def _planned(line: IndicatorLine, indicator_id: str, unit_id: str) -> Target | None:
    """The unit's (the region's) target as the plan has it."""
    aims = [t for m in line.measures if m.indicator_id == indicator_id for t in m.targets]
    return next(
        (Target(aim.value, aim.due) for aim in aims if (aim.unit_id or "") == unit_id), None
    )


def _plot(chart: ControlChart, target: Target | None) -> ControlPlot | None:
    """The chart to draw; None when too few months can be shown for there to be a curve."""
    if sum(value is not None for value in chart.values) < FEWEST_SHOWN:
        return None
    shift = MONTHS_A_YEAR // chart.cycle - 1  # a longer period stands at its last month
    return ControlPlot(
        months=tuple(month.plus(shift) for month in chart.months),
        values=chart.values,
        centre=chart.centres,
        lower=chart.lower,
        upper=chart.upper,
        preliminary=chart.preliminary,
        breached=tuple(month.plus(shift) for month in chart.outside),
        in_run=tuple(month.plus(shift) for month in chart.in_run),
        target=TargetMark(target.value, target.due) if target else None,
        along_trend=chart.basis is ChartBasis.TREND,
        phases=chart.new_phases,
    )


def without_data() -> DirectionFinding:
    """What is found of a measure that was not judged."""
    return DirectionFinding(Direction.CANNOT_TELL, Reason.NO_DATA, "none", 0, None, None)
