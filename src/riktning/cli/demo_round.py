"""The demo's round: a few administrations with plans of their own, each report in another hand."""

import csv
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date, timedelta
from itertools import cycle
from pathlib import Path
from typing import TYPE_CHECKING

from riktning.core.errors import DocumentError

if TYPE_CHECKING:
    from riktning.apps.followup.rounds.content import Said
    from riktning.apps.followup.rounds.models import Answer, Report
    from riktning.apps.plans.models import Revision

YEAR = 2025
FROM = date(2024, 2, 1)
DAYS_OPEN = 18  # three days before the reports are due, whenever the demo is run
COLUMNS = ("unit", "part", "text", "serves")
BACK = "Påhittat skäl: säg vilka vårdcentraler som återstår."
# What an invented person says, in turn: status, comment, next steps.
GOALS = (
    ("reached", "Påhittat svar: arbetssättet är infört.", ""),
    ("partly", "Påhittat svar: hälften av enheterna är med.", "Resten börjar i vår."),
    ("reached", "Påhittat svar: målet nås i år, som planerat.", ""),
    ("not_reached", "Påhittat svar: bemanningen har inte räckt.", "Nytt försök efter sommaren."),
)
ACTIVITIES = (
    ("on_track", "", "Klart till hösten."),
    ("late", "Påhittat svar: upphandlingen tog längre tid.", "Ny tidplan i mars."),
)


@dataclass(frozen=True, slots=True)
class LocalRow:
    """A row of the file: a goal or activity of an administration, or a line it answers for."""

    unit: str
    part: str
    text: str
    serves: str


def read_local(path: Path) -> list[LocalRow]:
    """Every row of the file."""
    with path.open(encoding="utf-8", newline="") as file:
        rows = csv.DictReader(file, delimiter=";")
        if tuple(rows.fieldnames or ()) != COLUMNS:
            raise DocumentError(
                "the columns are wrong", where=path.name, remedy=f"name them {'; '.join(COLUMNS)}"
            )
        return [LocalRow(**row) for row in rows]


def make_round(revision: "Revision", file: Path, actor: str) -> str | None:
    """Local plans, a round, and reports on their way; None when it is there already."""
    from django.db import transaction

    from riktning.apps.followup.models import Round

    if Round.objects.filter(revision=revision).exists():
        return None
    with transaction.atomic():
        return f"{_make(revision, file, actor)} reports"


def _make(revision: "Revision", file: Path, actor: str) -> int:
    from django.utils import timezone

    from riktning.apps.followup.rounds.models import RoundKind
    from riktning.apps.followup.rounds.opening import open_round, usual_deadlines
    from riktning.apps.organisation.rights import COMMAND_LINE

    rows = read_local(file)
    for unit in dict.fromkeys(row.unit for row in rows):
        _local_plan(unit, [row for row in rows if row.unit == unit], revision, actor)
    opens = timezone.localdate() - timedelta(days=DAYS_OPEN)
    made = open_round(
        revision=revision,
        kind=RoundKind.T3,
        year=YEAR,
        deadlines=usual_deadlines(RoundKind.T3, YEAR, opens),
        actor=replace(COMMAND_LINE, name=actor),
    )
    reports = list(made.reports.order_by("pk"))
    for report, hand in zip(reports, cycle(("accepted", "submitted", "back", "begun"))):
        _report(report, hand)
    return len(reports)


def _local_plan(unit: str, rows: list[LocalRow], regional: "Revision", actor: str) -> None:
    from riktning.apps.plans.actions import create_draft_revision, decide_revision, put_in_force
    from riktning.apps.plans.models import Goal, Part, PlanIndicator, PlanKind, SubArea
    from riktning.apps.plans.responsibility import name_responsible
    from riktning.apps.plans.serving import link_items
    from riktning.documents.draft import (
        DraftActivity,
        DraftArea,
        DraftGoal,
        DraftPlan,
        DraftSubArea,
    )

    period = str(YEAR)
    goals = [row for row in rows if row.part == "goal"]
    area = DraftArea(
        "Vår del av omställningen",
        [period],
        [DraftSubArea("Egna mål", [DraftGoal(period, n, g.text) for n, g in enumerate(goals, 1)])],
        [DraftActivity(period, row.text) for row in rows if row.part == "activity"],
    )
    code = f"lokal-{unit.lower()}"
    draft = create_draft_revision(
        plan_code=code,
        plan_name=f"Exempel på lokal plan, {unit}",
        draft=DraftPlan(areas=[area], questions=[]),
        source_name="local.csv",
        source_sha256="",
        actor=actor,
        kind=PlanKind.LOCAL,
        unit_id=unit,
    )
    made = decide_revision(
        revision=draft, decided_on=FROM, decided_by="Påhittad styrelse", actor=actor
    )
    put_in_force(revision=made, actor=actor)
    served = {s.name: s.item for s in SubArea.objects.filter(area__revision=regional)}
    own = {g.text: g.item for g in Goal.objects.filter(sub_area__area__revision=made)}
    for row in goals:
        link_items(source=own[row.text], target=served[row.serves], from_date=FROM, actor=actor)
    for row in rows:
        if row.part == "owns":
            line = PlanIndicator.objects.get(area__revision=regional, text=row.text)
            name_responsible(
                item=line.item,
                part=Part.OWNER,
                role="utvecklingschef",
                unit_id=unit,
                from_date=FROM,
                actor=actor,
            )


def _report(report: "Report", hand: str) -> None:
    """Fill a report in and hand it on as far as it has come."""
    from riktning.apps.followup.rounds.answering import Given, save_answers
    from riktning.apps.followup.rounds.handing import take_step
    from riktning.apps.followup.rounds.policies import Act
    from riktning.apps.organisation.rights import Actor, Held, Role

    unit = report.unit_id
    reporter = Actor(f"utvecklingschef {unit}", frozenset({Held(Role.REPORTER, unit)}))
    chief = Actor(f"förvaltningschef {unit}", frozenset({Held(Role.APPROVER, unit)}))
    analyst = Actor("uppföljare", frozenset({Held(Role.ANALYST)}))
    answers = list(report.answers.order_by("order"))
    if hand == "begun":
        answers = answers[: max(len(answers) // 2, 1)]
    given = {a.pk: Given(said, 0) for a, said in zip(answers, _said(answers), strict=True)}
    save_answers(report=report, given=given, actor=reporter)
    steps = {
        "accepted": (
            (Act.SUBMIT, reporter, ""),
            (Act.APPROVE, chief, ""),
            (Act.ACCEPT, analyst, ""),
        ),
        "submitted": ((Act.SUBMIT, reporter, ""),),
        "back": ((Act.SUBMIT, reporter, ""), (Act.SEND_BACK, chief, BACK)),
        "begun": (),
    }
    for act, actor, reason in steps[hand]:
        take_step(report=report, act=act, actor=actor, reason=reason)


def _said(answers: list["Answer"]) -> Iterator["Said"]:
    from riktning.apps.followup.rounds.content import Said

    words = {"activity": cycle(ACTIVITIES), "goal": cycle(GOALS), "measure": cycle(GOALS[:3])}
    for answer in answers:
        said = Said(*next(words[answer.kind]))
        if answer.takes:
            said = replace(
                said, numerator=7.0, denominator=9.0 if answer.takes == "share" else None
            )
        if said.status == "not_reached":
            said = replace(
                said,
                likelihood=3,
                consequence=3,
                risk_measure="Påhittad åtgärd: gemensam bemanning.",
                risk_owner="verksamhetschef",
            )
        yield said
