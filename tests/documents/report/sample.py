"""A report's content of any size, with every verdict state, for the tests of the report."""

from datetime import date
from itertools import cycle

from riktning.catalogue.model import Polarity
from riktning.core.periods import Month
from riktning.documents.charts import ControlPlot, TargetMark
from riktning.documents.report.content import (
    AreaContent,
    Assessed,
    Contradiction,
    DefinitionEntry,
    FamilyFacts,
    Finding,
    GoalRow,
    QualityFacts,
    ReportContent,
    RunFacts,
    Status,
    UnitLine,
    YearFigure,
)
from riktning.trends.labels import Label
from riktning.trends.verdict import (
    Direction,
    DirectionFinding,
    Pace,
    PaceFinding,
    Reason,
    Target,
    Verdict,
)

FIRST, LAST = Month(2022, 1), Month(2025, 12)
MONTHS = tuple(FIRST.plus(step) for step in range(48))


def chart() -> ControlPlot:
    values = tuple(7.0 + (step % 5) * 0.1 - step * 0.02 for step in range(48))
    flat = tuple([7.0] * 48)
    return ControlPlot(
        months=MONTHS,
        values=values,
        centre=flat,
        lower=tuple([6.2] * 48),
        upper=tuple([7.8] * 48),
        preliminary=tuple([False] * 47 + [True]),
        breached=MONTHS[40:],
        target=TargetMark(6.0, Month(2027, 12)),
    )


def year(number: int, *, hidden: bool = False, preliminary: bool = False) -> YearFigure:
    if hidden:
        return YearFigure(number, None, None, None, None, None, hidden=True, preliminary=False)
    shown = (61_200, 8_765, 6.98, 6.81, 7.15)
    return YearFigure(number, *shown, hidden=False, preliminary=preliminary)


def verdict(indicator_id: str, direction: Direction, pace: Pace | None) -> Verdict:
    reason = Reason.TOO_SHORT if direction is Direction.CANNOT_TELL else None
    tested = DirectionFinding(direction, reason, "gls", 48, FIRST, LAST, p_value=0.004)
    heading = PaceFinding(pace, Target(6.0, Month(2027, 12))) if pace else None
    return Verdict(indicator_id, "vgr", tested, heading)


def finding(
    indicator_id: str = "medelvardtid_hjartsvikt",
    direction: Direction = Direction.IMPROVING,
    pace: Pace | None = Pace.ON_TIME,
    *,
    name: str = "Medelvårdtid vid hjärtsvikt",
    text: str = "",
    with_chart: bool = True,
) -> Finding:
    return Finding(
        indicator_id=indicator_id,
        name=name + text,
        plan_line="Medelvårdtid på sjukhus för valda patientgrupper" + text,
        unit="dagar",
        value_unit="dagar",
        decimals=1,
        polarity=Polarity.LOWER,
        unit_name="hela regionen" + text,
        verdict=verdict(indicator_id, direction, pace),
        label=Label("▼", direction.value, "x"),
        direction_sentence=f"Medelvårdtiden har gått från 7,4 till 6,8 dagar.{text}",
        target=Target(6.0, Month(2027, 12)) if pace else None,
        pace_label=pace.value if pace else None,
        pace_sentence="I den takten nås målet i oktober 2027." if pace else None,
        chart=chart() if with_chart else None,
        years=(year(2022), year(2023), year(2024, hidden=True), year(2025, preliminary=True)),
        by_unit=(
            UnitLine("Sjukhuset A" + text, Direction.IMPROVING, year(2025)),
            UnitLine("Sjukhuset B", Direction.CANNOT_TELL, None),
        ),
        cautions=("November och december 2025 är preliminära." + text,),
    )


def assessed(text: str = "") -> Assessed:
    role = "områdesledare" + text
    return Assessed("Nära vård" + text, Status.GREEN, role, date(2026, 1, 15), "Går bra." + text)


def area(findings: tuple[Finding, ...], name: str = "Nära vård", text: str = "") -> AreaContent:
    contradictions = (
        (Contradiction(assessed(text), f"Grön, men sämre.{text}", f"Den ökar.{text}"),)
        if findings
        else ()
    )
    return AreaContent(
        name=name + text,
        period="2024–2025" + text,
        goals=(GoalRow("Delaktighet" + text, ("Fler är delaktiga" + text, "Fler planer")),),
        activities=("Införa gemensam plan" + text, "Utbilda team"),
        findings=findings,
        unmeasured=("Upplevd trygghet" + text,),
        assessments=(assessed(text),),
        contradictions=contradictions,
    )


def definition(position: int = 1, text: str = "") -> DefinitionEntry:
    return DefinitionEntry(
        indicator_id=f"matt_{position}",
        code=f"NV{position:02d}",
        name=f"Mått {position}{text}",
        says="Hur länge patienter ligger inne." + text,
        unit="dagar",
        polarity=Polarity.LOWER,
        numerator="sum(days)" + text,
        denominator="count()",
        population='main_diagnosis starts with "I50"',
        register="PAR",
        national_id="N72841",
        status="confirmed",
        version=1,
        state="computed",
        reason=None,
        quality=("Alla kontroller godkända." + text,),
    )


def report(
    areas: tuple[AreaContent, ...], *, language: str = "sv", synthetic: bool = True, text: str = ""
) -> ReportContent:
    return ReportContent(
        language=language,
        plan_name="Exempelplan" + text,
        revision="revision 1" + text,
        as_of=date(2025, 12, 31),
        issued=date(2026, 2, 28),
        synthetic=synthetic,
        run=RunFacts(
            "run-1", "demo" + text, "Västra Götaland" + text, FIRST, LAST, "0.1.0", 5, "abc",
            (("stay", 12_345), ("contact", 1_234_567)),
        ),
        family=FamilyFacts(120, 100, 0.05, 1.2),
        quality=QualityFacts((("passed", 31), ("failed", 1)), ("contact: ett brott" + text,)),
        areas=areas,
        definitions=(definition(1, text), definition(2, text)),
        linked=len({f.indicator_id for a in areas for f in a.findings}),
    )  # fmt: skip


def full_report(count: int = 16, *, language: str = "sv", text: str = "") -> ReportContent:
    """``count`` findings over four areas, all directions and paces, and one area without any."""
    directions, paces = cycle(Direction), cycle([*Pace, None])
    findings = [
        finding(f"matt_{n}", next(directions), next(paces), name=f"Mått {n}", text=text)
        for n in range(1, count + 1)
    ]
    names = ("Nära vård", "Digitalt först", "Kompetensförsörjning", "Barn och unga")
    areas = [area(tuple(findings[n::4]), name, text) for n, name in enumerate(names)]
    return report((*areas, area((), "Prioritering", text)), language=language, text=text)
