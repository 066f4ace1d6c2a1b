"""A region with two administrations, one with a plan of its own, and a round that is open."""

from datetime import date

from apps.making import YEARS, shared_sub_areas
from riktning.apps.followup.models import Answer, Report, Round
from riktning.apps.followup.rounds.answering import Given, save_answers
from riktning.apps.followup.rounds.content import Said, said_in
from riktning.apps.followup.rounds.models import RoundKind
from riktning.apps.followup.rounds.opening import Deadlines, open_round
from riktning.apps.observations.models import Run, Series, Verdict
from riktning.apps.organisation.models import Unit
from riktning.apps.organisation.rights import COMMAND_LINE, Actor, Held, Role
from riktning.apps.plans.actions import (
    MeasureLink,
    create_draft_revision,
    decide_revision,
    link_measures,
    put_in_force,
)
from riktning.apps.plans.models import Activity, Goal, Part, PlanIndicator, PlanKind, Revision
from riktning.apps.plans.responsibility import name_responsible
from riktning.apps.plans.serving import link_items
from riktning.documents.draft import (
    DraftActivity,
    DraftArea,
    DraftGoal,
    DraftIndicator,
    DraftPlan,
    DraftSubArea,
)

ACTOR = "utvecklingsenheten"
FROM = date(2024, 1, 15)
NORTH, SOUTH, REST = "norr", "soder", "resten"
NAMES = {
    NORTH: "Sjukhusen i norr",
    SOUTH: "Sjukhusen i söder",
    REST: "Förvaltningen utan uppdrag",
}
STAY, COUNTED, SHARED = "medelvardtid_75", "barn_ungdomsrad", "startade_psv"
STAY_LINE = "Medelvårdtid för patienter 75 år och äldre"
COUNTED_LINE = "Antal barn- och ungdomsråd"
SHARED_LINE = "Andel startade vårdförlopp"
DEADLINES = Deadlines(date(2025, 5, 1), date(2025, 5, 22), date(2025, 5, 29), date(2025, 6, 12))

REPORTER = Actor("rapportör norr", frozenset({Held(Role.REPORTER, NORTH)}))
APPROVER = Actor("förvaltningschef norr", frozenset({Held(Role.APPROVER, NORTH)}))
ANALYST = Actor("uppföljare", frozenset({Held(Role.ANALYST)}))


def regional() -> DraftArea:
    return DraftArea(
        "Nära vård",
        YEARS,
        shared_sub_areas(),
        [
            DraftActivity(YEARS[1], "Inför modellen i alla förvaltningar", "Samverkan"),
            DraftActivity(YEARS[1], "Utbilda i förebyggande arbete", "Förebyggande"),
        ],
        [DraftIndicator(STAY_LINE), DraftIndicator(COUNTED_LINE), DraftIndicator(SHARED_LINE)],
    )


def local() -> DraftArea:
    return DraftArea(
        "Vår nära vård",
        ["2025"],
        [
            DraftSubArea(
                "Strategiska mål",
                [DraftGoal("2025", 1, "Vi planerar vården tillsammans med kommunerna")],
            )
        ],
        [DraftActivity("2025", "Ta fram en plan med varje kommun")],
    )


def stored(code: str, kind: PlanKind, *areas: DraftArea, unit_id: str = "") -> Revision:
    return create_draft_revision(
        plan_code=code,
        plan_name=code,
        draft=DraftPlan(areas=list(areas), questions=[]),
        source_name="plan.docx",
        source_sha256=f"{sum(code.encode()):064d}",
        actor=ACTOR,
        kind=kind,
        unit_id=unit_id,
    )


def decided(revision: Revision) -> Revision:
    made = decide_revision(revision=revision, decided_on=FROM, decided_by="nämnden", actor=ACTOR)
    return put_in_force(revision=made, actor=ACTOR)


def fill_round_plans() -> Revision:
    """The plan in force with measures, a local plan of the north, and what the south owns."""
    for unit_id, name in NAMES.items():
        Unit.objects.get_or_create(
            unit_id=unit_id, defaults={"name": name, "kind": "administration", "from_date": FROM}
        )
    whole = stored("genomforande", PlanKind.IMPLEMENTATION, regional())
    links = [
        MeasureLink("Nära vård", STAY_LINE, STAY),
        MeasureLink("Nära vård", COUNTED_LINE, COUNTED),
        MeasureLink("Nära vård", SHARED_LINE, SHARED),
    ]
    link_measures(revision=whole, links=links, actor=ACTOR)
    whole = decided(whole)
    own = decided(stored("lokal", PlanKind.LOCAL, local(), unit_id=NORTH))
    goal = Goal.objects.get(text="Arbetssättet används i alla förvaltningar")
    mine = Goal.objects.get(sub_area__area__revision=own)
    link_items(source=mine.item, target=goal.item, from_date=FROM, actor=ACTOR)
    for line in PlanIndicator.objects.filter(area__revision=whole):
        if line.text == STAY_LINE:
            link_items(source=line.item, target=goal.item, from_date=FROM, actor=ACTOR)
        else:
            name_responsible(
                item=line.item, part=Part.OWNER, role="områdesansvarig", unit_id=NORTH,
                from_date=FROM, actor=ACTOR,
            )  # fmt: skip
    name_responsible(
        item=Activity.objects.get(text="Utbilda i förebyggande arbete").item, part=Part.OWNER,
        role="verksamhetschef", unit_id=SOUTH, from_date=FROM, actor=ACTOR,
    )  # fmt: skip
    return whole


def judge_the_north(run: Run) -> None:
    """Give the north the region's figures and verdicts."""
    for model in (Series, Verdict):
        rows = list(model.objects.filter(indicator__run=run, unit_id=run.region_unit_id))
        for row in rows:
            row.pk, row.unit_id = None, NORTH
        model.objects.bulk_create(rows)


def an_open_round(revision: Revision | None = None) -> Round:
    return open_round(
        revision=revision or fill_round_plans(),
        kind=RoundKind.T1,
        year=2025,
        deadlines=DEADLINES,
        actor=COMMAND_LINE,
    )


def report_of(made: Round, unit_id: str = NORTH) -> Report:
    return made.reports.get(unit_id=unit_id)


GREEN = {"goal": "reached", "measure": "reached", "activity": "on_track"}


def whole_answer(answer: Answer) -> Said:
    """An answer that lacks nothing."""
    figures = {"count": (4.0, None), "share": (3.0, 8.0), "": (None, None)}[answer.takes]
    return Said(GREEN[answer.kind], "Så är det.", numerator=figures[0], denominator=figures[1])


def fill_in(report: Report, actor: Actor = COMMAND_LINE) -> None:
    """Every answer whole."""
    given = {a.pk: Given(whole_answer(a), a.version) for a in report.answers.all()}
    save_answers(report=report, given=given, actor=actor)


def content_of(report: Report) -> dict[int, Said]:
    return {answer.pk: said_in(answer) for answer in report.answers.all()}
