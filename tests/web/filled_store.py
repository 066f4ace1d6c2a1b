"""A small store with a plan, a judged run and human statuses; figures invented, words our own."""

import math
from collections.abc import Iterator
from dataclasses import asdict
from datetime import UTC, date, datetime
from functools import cache

import pyarrow as pa

from riktning.apps.followup.actions import record_assessment
from riktning.apps.followup.models import Status
from riktning.apps.observations.models import Indicator, Run, Series, Verdict
from riktning.apps.observations.packing import pack
from riktning.apps.organisation.models import Unit as UnitRow
from riktning.apps.plans.actions import create_draft_revision, link_measures
from riktning.apps.plans.linking import MeasureLink
from riktning.catalogue import load
from riktning.catalogue.plain import as_plain
from riktning.core.periods import Month, Period, PeriodKind, months_between
from riktning.core.units import Unit, UnitKind
from riktning.documents.draft import (
    DraftActivity,
    DraftArea,
    DraftGoal,
    DraftIndicator,
    DraftPlan,
    DraftSubArea,
    Question,
)
from riktning.trends import store
from riktning.trends.judged import PlannedTarget, RunVerdicts
from riktning.trends.judging import judge
from riktning.trends.run_folder import RecordedDefinition
from riktning.trends.run_input import RunInput
from riktning.trends.verdict import Reason, Target

FIRST, LAST = Month(2022, 1), Month(2025, 12)
RUN_ID = "korning-1"
REGION, HOSPITAL, HIDDEN_UNIT = "vgr", "sjukhus-norr", "team-litet"
DIGITAL, STAY, READMISSION, HIRED = (
    "andel_digitala_primarvard",
    "medelvardtid_75",
    "aterinskrivning_65",
    "hyrpersonal",
)
WITHOUT_SOURCE = "egenmonitorering"
DIGITAL_LINE = "Andelen digitala kontakter i primärvården"
STAY_LINE = "Medelvårdtid för patienter 75 år och äldre"
READMISSION_LINE = "Oplanerade återinskrivningar inom 30 dagar"
UNMEASURED_LINE = "Patientens upplevelse av delaktighet i vården"
# level at the start, change a month, size of the noise, target and its month
SHAPES = {
    DIGITAL: (14.0, 0.21, 1.1, 24.0, Month(2027, 12)),
    STAY: (9.6, 0.05, 0.3, 8.5, Month(2026, 12)),
    READMISSION: (17.2, 0.0, 0.9, 15.0, Month(2027, 12)),
    HIRED: (6.8, -0.04, 0.4, None, None),
}
UNITS = (
    (REGION, "Demoregionen", UnitKind.REGION, ""),
    ("forvaltning-norr", "Sjukhusen i norr", UnitKind.ADMINISTRATION, REGION),
    ("forvaltning-soder", "Sjukhusen i söder", UnitKind.ADMINISTRATION, REGION),
    ("forvaltning-nara", "Nära vård och primärvård", UnitKind.ADMINISTRATION, REGION),
    (HOSPITAL, "Norra sjukhuset", UnitKind.HOSPITAL, "forvaltning-norr"),
    ("sjukhus-soder", "Södra sjukhuset", UnitKind.HOSPITAL, "forvaltning-soder"),
    (HIDDEN_UNIT, "Lilla mobila teamet", UnitKind.TEAM, "forvaltning-nara"),
)
# name, contacts a year, and digital ones: enough units for a funnel, one of them far outside
CARE_CENTRES = {
    "Alens vårdcentral": (900, 217),
    "Björkens vårdcentral": (1400, 340),
    "Ekens vårdcentral": (2500, 598),
    "Granens vårdcentral": (4200, 1010),
    "Lindens vårdcentral": (6100, 2440),
    "Tallens vårdcentral": (300, 70),
    "Almens vårdcentral": (700, 176),
    "Aspens vårdcentral": (1100, 255),
    "Bokens vårdcentral": (1800, 449),
    "Lönnens vårdcentral": (2900, 690),
    "Rönnens vårdcentral": (3500, 851),
    "Pilens vårdcentral": (5100, 1240),
}
OUTSIDE = "Lindens vårdcentral"
BROKEN = {READMISSION: (Month(2023, 7),)}  # a definition that changed


def fill() -> Run:
    """Everything a page can show, once; answers the run."""
    run = fill_figures()
    _plan()
    return run


def fill_figures() -> Run:
    """Units, figures and verdicts, without any plan; answers the run."""
    UnitRow.objects.bulk_create(
        UnitRow(unit_id=key, name=name, kind=kind.value, parent_id=parent, from_date="2010-01-01")
        for key, name, kind, parent in UNITS
    )
    UnitRow.objects.bulk_create(
        UnitRow(unit_id=f"vc-{number}", name=name, kind=UnitKind.PRIMARY_CARE.value,
                parent_id="forvaltning-nara", from_date="2010-01-01")
        for number, name in enumerate(CARE_CENTRES)
    )  # fmt: skip
    run = _run()
    keys = {row.indicator_id: row for row in _indicators(run)}
    Series.objects.bulk_create(
        Series(**asdict(one) | {"indicator_id": keys[one.indicator_id].pk})
        for one in pack(pa.Table.from_pylist(list(_rows())))
    )
    _publish_verdicts(run, keys)
    return run


def _run() -> Run:
    return Run.objects.create(
        run_id=RUN_ID,
        created_at=datetime(2026, 1, 5, 6, tzinfo=UTC),
        synthetic=True,
        label="Demoregionen, påhittade uppgifter",
        region_unit_id=REGION,
        first_month=FIRST.first_day,
        last_month=LAST.first_day,
        as_of=LAST.last_day,
        manifest={
            "k": 5,
            "engine_version": "0.1.0",
            "data_fingerprint": "f" * 64,
            "region": "Demoregionen",
            "tables": {"stay": {"rows": 12_000, "fingerprint": "f" * 64}},
            "indicators": {key: {"tables": []} for key in (*SHAPES, WITHOUT_SOURCE)}
            | {STAY: {"tables": ["stay"]}},
        },
        quality=[
            _check("stay", "keys", "passed", "warning", "Varje vårdtillfälle har ett eget id."),
            _check("stay", "dates", "failed", "warning", "Tre vårdtillfällen slutar före start."),
        ],
        current=True,
    )


def _check(table: str, check: str, status: str, severity: str, sentence: str) -> dict[str, object]:
    return {
        "table": table,
        "column": "",
        "check": check,
        "status": status,
        "severity": severity,
        "failed_rows": 3 if status == "failed" else 0,
        "rows": 100,
        "sentence_sv": sentence,
        "sentence_en": f"In English: {check}.",
    }


def _indicators(run: Run) -> list[Indicator]:
    catalogue = load().indicators
    rows = []
    for order, key in enumerate((*SHAPES, WITHOUT_SOURCE), start=1):
        known = catalogue[key]
        absent = key == WITHOUT_SOURCE
        rows.append(
            Indicator(
                run=run,
                order=order,
                indicator_id=key,
                code=known.code,
                name_sv=known.name.sv,
                name_en=known.name.en,
                says_sv=known.says.sv,
                says_en=known.says.en,
                kind=known.kind.value,
                polarity=known.polarity.value,
                unit_sv=known.unit.sv,
                unit_en=known.unit.en,
                decimals=known.decimals,
                version=known.version,
                definition_sha256="d" * 64,
                definition=as_plain(known),
                state="no source" if absent else "computed",
                state_reason="tabellen monitoring saknas" if absent else "",
            )
        )
    return Indicator.objects.bulk_create(rows)


@cache
def _rows() -> tuple[dict[str, object], ...]:
    return tuple(_every_row())


def _every_row() -> Iterator[dict[str, object]]:
    for place, (key, shape) in enumerate(SHAPES.items()):
        for number, (unit_id, *_rest) in enumerate(UNITS):
            for kind in PeriodKind:
                months = months_between(FIRST, LAST)
                for period in dict.fromkeys(Period.containing(m, kind) for m in months):
                    yield _row(key, shape, unit_id, period, place * 7 + number)
    for number, counts in enumerate(CARE_CENTRES.values()):
        for year in (2024, 2025):
            yield _counted(f"vc-{number}", Period(Month(year, 1), PeriodKind.YEAR), *counts)


def _counted(unit_id: str, period: Period, contacts: int, digital: int) -> dict[str, object]:
    row = _row(DIGITAL, SHAPES[DIGITAL], unit_id, period, 0)
    value = 100 * digital / contacts
    return row | {
        "numerator": float(digital),
        "denominator": float(contacts),
        "value": value,
        "low": value - 2,
        "high": value + 2,
    }


def _row(
    key: str, shape: tuple[float, float, float, object, object], unit_id: str, period: Period,
    seed: int,
) -> dict[str, object]:  # fmt: skip
    level, slope, noise, *_target = shape
    age = period.start.index - FIRST.index
    swing = math.sin(age * 12.9898 + seed * 78.233) * 1.4  # looks random, is always the same
    people = 40.0 * period.length * (1 if unit_id != REGION else 6)
    value = round(level + seed % 3 + slope * age + noise * swing, 3)
    half = 1.96 * noise / math.sqrt(period.length)
    row = {
        "indicator_id": key,
        "unit_id": unit_id,
        "period_kind": period.kind.value,
        "period_start": period.start.first_day,
        "sex": "all",
        "age_group": "all",
        "numerator": round(value * people / 100, 1) if key != STAY else round(value * people),
        "denominator": people,
        "square_sum": value * value * people * 1.3 if key == STAY else None,
        "value": value,
        "low": value - half,
        "high": value + half,
        "preliminary": period.end > LAST.plus(-1),
        "hidden": "",
    }
    if unit_id == HIDDEN_UNIT:
        blank = dict.fromkeys(("numerator", "denominator", "square_sum", "value", "low", "high"))
        row |= {**blank, "hidden": "primary"}
    return row


@cache
def _verdicts() -> RunVerdicts:
    """Judged once: the judging is not what these tests are about."""
    day = date(2010, 1, 1)
    units = tuple(
        Unit(key, name, kind, parent or None, None, day, None) for key, name, kind, parent in UNITS
    )
    targets = [
        PlannedTarget(key, None, Target(value, due))
        for key, (*_shape, value, due) in SHAPES.items()
        if value is not None and due is not None
    ]
    given = RunInput(
        RUN_ID, True, FIRST, LAST, units, pa.Table.from_pylist(list(_rows())),
        {WITHOUT_SOURCE: Reason.NO_DATA},
    )  # fmt: skip
    return judge(given, _definitions(), targets)


def _definitions() -> dict[str, RecordedDefinition]:
    return {
        key: RecordedDefinition(
            known.kind, known.polarity, known.target_interval, known.scale,
            breaks=BROKEN.get(key, ()),
        )
        for key, known in load().indicators.items()
    }  # fmt: skip


def _publish_verdicts(run: Run, keys: dict[str, Indicator]) -> None:
    verdicts = _verdicts()
    for series in verdicts.verdicts:
        said = series.verdict
        Verdict.objects.create(
            indicator=keys[said.indicator_id],
            unit_id=said.unit_id,
            direction=said.direction.state.value,
            reason=said.direction.reason.value if said.direction.reason else "",
            pace=said.pace.state.value if said.pace else "",
            finding={
                "direction": store.finding_as_json(said.direction),
                "pace": store.pace_as_json(said.pace),
            },
            chart=store.chart_as_json(series.chart),
        )
    run.family = asdict(verdicts.family)
    run.save(update_fields=["family"])


def _plan() -> None:
    revision = create_draft_revision(
        plan_code="genomforandeplan",
        plan_name="Genomförandeplan 2023–2028",
        draft=DraftPlan(
            areas=[_near_care(), _staff()],
            questions=[Question("sida 3", "två aktiviteter på en rad", "Inför A Inför B")],
        ),
        source_name="plan.docx",
        source_sha256="a" * 64,
        actor="utvecklingsenheten",
    )
    digital, stay = SHAPES[DIGITAL], SHAPES[STAY]
    links = [
        MeasureLink("Nära vård", DIGITAL_LINE, DIGITAL, None, digital[3], digital[4]),
        MeasureLink("Nära vård", STAY_LINE, STAY, None, stay[3], stay[4]),
        MeasureLink("Nära vård", READMISSION_LINE, READMISSION),
    ]
    link_measures(revision=revision, links=links, actor="utvecklingsenheten")
    area = revision.areas.get(order=1)
    line = area.indicators.get(text=STAY_LINE)
    day, role = date(2025, 12, 1), "områdesansvarig"
    for thing, status, comment in (
        (area, Status.YELLOW, "Arbetet går framåt men ojämnt mellan förvaltningarna."),
        (line, Status.GREEN, "Arbetssättet är infört."),
    ):
        record_assessment(
            of=thing, status=status, as_of=day, role=role, comment=comment, actor="samordnare"
        )


def _near_care() -> DraftArea:
    periods = ["2023", "2024-2025", "2026-2027", "Framtidsvision 2028"]
    return DraftArea(
        name="Nära vård",
        periods=periods,
        sub_areas=[
            DraftSubArea(
                "Samverkan mellan vårdgivare",
                [
                    DraftGoal(periods[0], 1, "Det finns en gemensam bild av hur vi samverkar"),
                    DraftGoal(
                        periods[1], 1, "Arbetssättet är känt och används i alla förvaltningar"
                    ),
                    DraftGoal(periods[1], 2, "Kommunerna deltar på lika villkor"),
                    DraftGoal(periods[3], 1, "Invånaren möter en sammanhållen vård"),
                ],
            ),
            DraftSubArea(
                "Förebyggande arbete",
                [DraftGoal(periods[2], 1, "Fler nås innan de behöver slutenvård")],
            ),
        ],
        activities=[
            DraftActivity(
                periods[0], "Ta fram en modell för gemensam planering", "Förebyggande arbete"
            ),
            DraftActivity(periods[1], "Inför modellen i alla förvaltningar"),
        ],
        indicators=[
            DraftIndicator(text)
            for text in (DIGITAL_LINE, STAY_LINE, READMISSION_LINE, UNMEASURED_LINE)
        ],
    )


def _staff() -> DraftArea:
    return DraftArea(
        name="Kompetensförsörjning",
        periods=["2024-2025"],
        sub_areas=[
            DraftSubArea("Arbetsmiljö", [DraftGoal("2024-2025", 1, "Fler stannar i yrket")])
        ],
        indicators=[DraftIndicator("Andelen medarbetare som rekommenderar sin arbetsplats")],
    )
