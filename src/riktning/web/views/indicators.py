"""The list of indicators, one indicator, and its files."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import render
from django.template.loader import render_to_string
from django.utils.functional import SimpleLazyObject
from django.utils.http import content_disposition_header
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from riktning.apps.needs.introducing import introduced_by_each, needs_of_measure
from riktning.apps.needs.models import Need
from riktning.apps.observations import queries
from riktning.apps.observations.figures import IndicatorInfo, Point, UnitRow
from riktning.apps.observations.models import Run
from riktning.apps.observations.rounding import rounded_to
from riktning.apps.observations.unit_funnel import unit_funnel
from riktning.apps.organisation.queries import units_on
from riktning.apps.organisation.rights import Action, may_somewhere
from riktning.apps.plans.queries import indicator_areas, targets_of
from riktning.core.periods import PeriodKind
from riktning.core.units import Unit, UnitKind
from riktning.documents.charts import ChartText
from riktning.indicators.reasons import reason_words
from riktning.trends.charts.phase_words import PHASES
from riktning.trends.labels import DIRECTION_WORDS
from riktning.web.access import acting
from riktning.web.charts import (
    control_file,
    control_picture,
    control_plot,
    funnel_picture,
    unit_picture,
)
from riktning.web.kept_parts import kept_part
from riktning.web.marks import mark_of
from riktning.web.presenters import definition as present_definition
from riktning.web.presenters import effects as present_effects
from riktning.web.presenters import indicator as present
from riktning.web.presenters import listed
from riktning.web.presenters import units as present_units
from riktning.web.presenters.csv_file import figures_csv
from riktning.web.presenters.figures import from_till_words, polarity_words, unbroken, unit_words
from riktning.web.presenters.introductions import (
    Begun,
    begun_at,
    introduced_words,
    introduction_marks,
)
from riktning.web.presenters.plan import target_words
from riktning.web.presenters.quality import quality_sentences
from riktning.web.presenters.rows import MeasureGroup, MeasureRow, filtered, grouped, measure_rows
from riktning.web.table_files import table_file
from riktning.web.views.reading import Shown, region_targets, shown

UNIT_KINDS = frozenset(kind.value for kind in UnitKind)
_NOT_IN_NAMES = re.compile(r"[^\w.,+ -]+")


Areas = dict[str, tuple[tuple[str, str], ...]]  # slug and name of the areas, by measure


def _areas(now: Shown) -> Areas:
    """In which areas of the plan each measure is."""
    return indicator_areas(now.revision) if now.revision else {}


def _every(now: Shown, areas: Areas) -> tuple[MeasureRow, ...]:
    """Every measure at the region."""
    rows = queries.indicator_rows(now.run) if now.run else ()
    return measure_rows(
        rows,
        language=now.language,
        k=now.k,
        areas=areas,
        targets=region_targets(now),
        quality=now.run.quality if now.run else (),
    )


def _chosen(request: HttpRequest) -> dict[str, str]:
    return {key: request.GET.get(key, "").strip() for key in ("omrade", "riktning", "sok")}


def _found(every: Sequence[MeasureRow], chosen: Mapping[str, str]) -> tuple[MeasureRow, ...]:
    return filtered(every, area=chosen["omrade"], direction=chosen["riktning"], text=chosen["sok"])


def indicator_table(request: HttpRequest, ending: str) -> HttpResponseBase:
    """The measures that the address chooses, as a file."""
    now = shown(request)
    every = _every(now, _areas(now))
    rows = listed.measure_rows_of(_found(every, _chosen(request)))
    synthetic = bool(now.run and now.run.synthetic)
    return table_file(
        ending, _("indikatorer"), listed.measure_headings(), rows, synthetic=synthetic
    )


def indicator_list(request: HttpRequest) -> HttpResponse:
    """Every measure, filtered by what the address says."""
    now, chosen = shown(request), _chosen(request)
    areas = _areas(now)
    names = list(dict.fromkeys(each for own in areas.values() for each in own))
    context = {
        "run": now.run,
        "listed": SimpleLazyObject(lambda: _listing(now, chosen, areas, names)),
        "mark": mark_of(now.run, now.revision),
        "chosen": chosen,
        "address": request.GET.urlencode(),
        "areas": names,
        "directions": [
            (state.value, words.in_(now.language)) for state, words in DIRECTION_WORDS.items()
        ],
    }
    return render(request, "indicators.html", context)


@dataclass(frozen=True, slots=True)
class Listing:
    """The measures that the address chooses, by area, and how many there are."""

    total: int
    shown: int
    groups: tuple[MeasureGroup, ...]


def _listing(
    now: Shown, chosen: Mapping[str, str], areas: Areas, names: Sequence[tuple[str, str]]
) -> Listing:
    every = _every(now, areas)
    found = _found(every, chosen)
    groups = grouped(found, sorted(names, key=lambda each: each[0] != chosen["omrade"]))
    return Listing(len(every), len(found), groups)


def _measure(request: HttpRequest, indicator_id: str) -> tuple[Shown, Run, IndicatorInfo]:
    now = shown(request)
    info = queries.indicator(now.run, indicator_id) if now.run else None
    if now.run is None or info is None:
        raise Http404
    return now, now.run, info


def _unit_id(request: HttpRequest, run: Run) -> str:
    return request.GET.get("enhet", "").strip() or run.region_unit_id


def indicator(request: HttpRequest, indicator_id: str) -> HttpResponse:
    """The finding, the chart, the units, the values, the definition and where it comes from."""
    now, run, info = _measure(request, indicator_id)
    unit_id, asked = _unit_id(request, run), request.GET.get("visa", "")
    units = units_on(run.as_of)
    if unit_id not in units:
        raise Http404
    needs = needs_of_measure(indicator_id)
    introduced = _introduced(request, run, needs, unit_id, units)
    context: dict[str, object] = {
        "run": run,
        "info": info,
        "name": unbroken(info.name.in_(now.language)),
        "place": units[unit_id],
        "needs": needs,
    }

    @cache
    def whole() -> dict[str, object]:
        return context | _whole(now, run, info, units[unit_id], units, asked, introduced)

    kind = asked if asked in UNIT_KINDS else ""
    said = (indicator_id, unit_id, kind, _named(units), introduced)
    mark = mark_of(run, now.revision)

    def part(template: str) -> SafeString:
        return kept_part(template, mark, said, lambda: render_to_string(template, whole()))

    context["found_part"] = part("indicator_found.html")
    context["figures_part"] = part("indicator_figures.html")
    return render(request, "indicator.html", context)


def _introduced(
    request: HttpRequest, run: Run, needs: Sequence[Need], unit_id: str, units: Mapping[str, Unit]
) -> tuple[Begun, ...]:
    """When the results of the needs were introduced; by unit that is told to those at work."""
    internal = may_somewhere(acting(request), Action.READ_INTERNAL)
    if not needs or not (internal or unit_id == run.region_unit_id):
        return ()
    return begun_at(needs, introduced_by_each([need.pk for need in needs]), unit_id, units)


def _named(units: Mapping[str, Unit]) -> int:
    """A mark of what the units are called, which stands outside the run."""
    return hash(tuple((key, unit.name, unit.kind) for key, unit in units.items()))


def _whole(
    now: Shown,
    run: Run,
    info: IndicatorInfo,
    place: Unit,
    units: Mapping[str, Unit],
    asked: str,
    introduced: tuple[Begun, ...],
) -> dict[str, object]:
    """All that the page tells of the measure at a unit."""
    unit_id, indicator_id = place.unit_id, info.indicator_id
    by_kind = queries.series_by_kind(run, indicator_id, unit_id)
    points = by_kind.get(info.finest, ())
    verdict = queries.verdict(run, indicator_id, unit_id)
    found = present.finding(info, verdict, now.language)
    plain = queries.run_info(run)
    text = present.chart_text(found, info, plain, place.name, now.language)
    notes = present.point_notes(points, info, verdict, now.language)
    effects = queries.effects(run, indicator_id)
    started = present_effects.start_marks(effects, info, unit_id, run.region_unit_id, now.language)
    started += introduction_marks(introduced, len(effects), now.language)
    plot = control_plot(info, points, verdict, notes, started)
    marked = [*(each.activity for each in effects), *map(introduced_words, introduced)]
    areas = _areas(now)
    tables = plain.manifest.get("indicators", {}).get(indicator_id, {}).get("tables", ())
    quality = quality_sentences(run.quality, tables)
    named = {each: units[each].name for each in units}
    return {
        "reason": reason_words(info.state_reason, now.language, run.quality).rstrip("."),
        "unit": unbroken(unit_words(info, now.language)),
        "polarity": polarity_words(info, now.language),
        "found": found,
        "targets": _targets_without_pace(now, run, info, unit_id, found),
        "no_pace": present.no_pace_words(info, verdict),
        "text": text,
        "picture": control_picture(plot, text) if plot else None,
        "areas": areas.get(indicator_id, ()),
        "period": from_till_words(run.first_month, run.last_month, now.language),
        "phases_heading": PHASES.in_(now.language),
        "started": present_effects.started_marks(plot.marks if plot else (), marked, now.language),
        "effects": present_effects.effects(effects, info, named, now.language),
        "values": [table for table in _tables(now, info, by_kind) if table.rows],
        "definition": present_definition.definition_facts(info, now.language),
        "provenance": present_definition.provenance_facts(info, plain, quality),
        **_by_unit(now, run, info, place, units, asked),
    }


def _targets_without_pace(
    now: Shown, run: Run, info: IndicatorInfo, unit_id: str, found: present.Finding
) -> list[str]:
    """The plan's targets of the measure at the unit, where no pace sentence already says them."""
    if now.revision is None or found.pace_sentence:
        return []
    return [
        target_words(target, info, "", now.language)
        for indicator_id, target in targets_of(now.revision)
        if indicator_id == info.indicator_id and (target.unit_id or run.region_unit_id) == unit_id
    ]


def _tables(
    now: Shown, info: IndicatorInfo, by_kind: Mapping[PeriodKind, Sequence[Point]]
) -> Iterator[present.ValueTable]:
    for kind, heading in _kinds(info):
        rows = present.value_rows(by_kind.get(kind, ()), info, now.language, now.k)
        yield present.ValueTable(heading, rows)


def _kinds(info: IndicatorInfo) -> list[tuple[PeriodKind, str]]:
    """The kinds of periods that the measure is published for, the longest first."""
    finest = info.finest
    kinds = [(PeriodKind.YEAR, _("Per år"))]
    if finest is not PeriodKind.YEAR:
        kinds.append((PeriodKind.TERTIAL, _("Per tertial")))
    if info.definition.get("rolling"):
        kinds.append((PeriodKind.ROLLING_12, _("Rullande tolv månader")))
    if finest is PeriodKind.MONTH:
        kinds.append((PeriodKind.MONTH, _("Per månad")))
    return kinds


def _by_unit(
    now: Shown, run: Run, info: IndicatorInfo, place: Unit, units: Mapping[str, Unit], asked: str
) -> dict[str, object]:
    unit_id = place.unit_id
    years = queries.unit_series(run, info.indicator_id)
    rows = queries.unit_rows(run, info.indicator_id, found=years, units=units)
    by_year = info.finest is PeriodKind.YEAR
    series = years if by_year else queries.unit_series(run, info.indicator_id, PeriodKind.TERTIAL)
    plot = present_units.unit_plot(rows, info, chosen=unit_id, language=now.language, k=now.k)
    year = rows[0].point.period.start.year if rows else None
    compared = {row.name for row in plot.rows} if plot else set()
    text = ChartText(
        title=present_units.spread_sentence(
            [row for row in rows if row.unit.name in compared], info, now.language
        ),
        subtitle=", ".join(
            (info.name.in_(now.language), unit_words(info, now.language), str(year))
        ),
        unit=unit_words(info, now.language),
        decimals=info.decimals,
        language=now.language,
        synthetic=run.synthetic,
    )
    return {
        "year": year,
        "line_of": _("Per år") if by_year else _("Per tertial"),
        "unit_text": text,
        "unit_picture": unit_picture(plot, text) if plot else None,
        "groups": present_units.unit_groups(
            rows, info, series, chosen=unit_id, language=now.language, k=now.k, asked=asked
        ),
        **_funnel(now, info, unit_id, rows, text),
    }


def _funnel(
    now: Shown, info: IndicatorInfo, unit_id: str, rows: Sequence[UnitRow], text: ChartText
) -> dict[str, object]:
    """The funnel of the units, where there are enough to compare."""
    found = unit_funnel(rows, info, chosen=unit_id, language=now.language)
    if found is None:
        return {"funnel": None}
    told = replace(text, title=found.title, subtitle=f"{text.subtitle}, {found.kind.casefold()}")
    return {
        "funnel": found,
        "funnel_text": told,
        "funnel_picture": funnel_picture(found.plot, told),
    }


def figures_file(request: HttpRequest, indicator_id: str) -> HttpResponse:
    """The figures of one unit, or of all, as a file that Excel opens."""
    now, run, info = _measure(request, indicator_id)
    unit_id = _unit_id(request, run)
    units = units_on(run.as_of)
    if unit_id not in units:
        raise Http404
    by_kind = queries.series_by_kind(run, indicator_id, unit_id)
    points = [point for kind in PeriodKind for point in by_kind.get(kind, ())]
    content = figures_csv(
        info,
        {unit_id: points},
        names={unit_id: units[unit_id].name},
        run_id=run.run_id,
        synthetic=run.synthetic,
        language=now.language,
        k=now.k,
        rounded_to=rounded_to(queries.run_info(run), info),
    )
    return _file(content, f"{indicator_id}-{unit_id}.csv", "text/csv; charset=utf-8")


def chart_file(request: HttpRequest, indicator_id: str) -> HttpResponse:
    """The control chart as a picture of its own."""
    now, run, info = _measure(request, indicator_id)
    unit_id = _unit_id(request, run)
    units = units_on(run.as_of)
    if unit_id not in units:
        raise Http404
    verdict = queries.verdict(run, indicator_id, unit_id)
    plot = control_plot(info, queries.series(run, indicator_id, unit_id, info.finest), verdict)
    if plot is None:
        raise Http404
    found = present.finding(info, verdict, now.language)
    text = present.chart_text(found, info, queries.run_info(run), units[unit_id].name, now.language)
    return _file(control_file(plot, text), f"{indicator_id}-{unit_id}.svg", "image/svg+xml")


def _file(content: str, name: str, content_type: str) -> HttpResponse:
    response = HttpResponse(content, content_type=content_type)
    # A unit's id is data: whatever a header or a disk may misread is left out of the name.
    safe = _NOT_IN_NAMES.sub("_", name)
    response.headers["Content-Disposition"] = content_disposition_header(True, safe) or "attachment"
    return response
