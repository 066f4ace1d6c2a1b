"""A store with plans in every state and kind, for the pages of plans; the words are our own."""

import html
import re
from datetime import date

from apps.making import YEARS, shared_sub_areas
from riktning.apps.organisation.models import Unit
from riktning.apps.plans.actions import (
    MeasureLink,
    create_draft_revision,
    decide_revision,
    link_measures,
    put_in_force,
)
from riktning.apps.plans.copying import copy_revision
from riktning.apps.plans.editing import add, remove, reword
from riktning.apps.plans.models import (
    Activity,
    Goal,
    ItemKind,
    Part,
    PlanIndicator,
    PlanKind,
    Revision,
)
from riktning.apps.plans.moving import move_goal
from riktning.apps.plans.responsibility import name_responsible
from riktning.apps.plans.serving import link_items
from riktning.apps.plans.yearly import add_yearly_task
from riktning.core.periods import Month
from riktning.documents.draft import (
    DraftActivity,
    DraftArea,
    DraftGoal,
    DraftIndicator,
    DraftPlan,
    DraftSubArea,
)

ACTOR = "utvecklingsenheten"
CODE, STREAMS, LOCAL = "genomforandeplan", "verksamhetsplan", "norr"
STAY = "medelvardtid_75"
STAY_LINE = "Medelvårdtid för patienter 75 år och äldre"
FROM = date(2024, 1, 15)


def near_care() -> DraftArea:
    return DraftArea(
        "Nära vård",
        YEARS,
        shared_sub_areas(),
        [
            DraftActivity(YEARS[0], "Ta fram en modell för gemensam planering", "Samverkan"),
            DraftActivity(YEARS[1], "Inför modellen i alla förvaltningar", "Samverkan"),
            DraftActivity("", "Följ upp modellen"),
        ],
        [DraftIndicator(STAY_LINE), DraftIndicator("Patientens upplevelse av delaktighet")],
    )


def staff() -> DraftArea:
    return DraftArea(
        "Kompetensförsörjning",
        ["2024"],
        [DraftSubArea("Arbetsmiljö", [DraftGoal("2024", 1, "Fler stannar i yrket")])],
    )


def streams() -> DraftArea:
    years = ["Viktiga milstolpar 2024", "Önskad målbild 2025"]
    return DraftArea(
        "Nära invånaren",
        years,
        [
            DraftSubArea(
                "Milstolpar",
                [
                    DraftGoal(years[0], 1, "Tjänsterna är kartlagda"),
                    DraftGoal(years[0], 2, "Nytt ledningssystem är infört"),
                    DraftGoal(years[1], 1, "Den nära vården är den självklara ingången"),
                ],
            )
        ],
    )


def local() -> DraftArea:
    return DraftArea(
        "Vår nära vård",
        ["2024"],
        [
            DraftSubArea(
                "Strategiska mål",
                [
                    DraftGoal("2024", 1, "Vi planerar vården tillsammans med kommunerna"),
                    DraftGoal("2024", 2, "Vi har en egen restaurang"),
                ],
            )
        ],
        [DraftActivity("2024", "Ta fram en modell för gemensam planering med kommunerna")],
    )


def fill_plans() -> None:
    """A plan in force with next year's draft, an operational plan and a local one knit to it."""
    for unit_id, name in (("norr", "Sjukhusen i norr"), ("soder", "Sjukhusen i söder")):
        Unit.objects.get_or_create(
            unit_id=unit_id, defaults={"name": name, "kind": "administration", "from_date": FROM}
        )
    first = _stored(
        CODE, "Genomförandeplan 2024–2027", PlanKind.IMPLEMENTATION, near_care(), staff()
    )
    links = [
        MeasureLink("Nära vård", STAY_LINE, STAY, None, 8.5, Month(2025, 12)),
        MeasureLink("Nära vård", STAY_LINE, STAY, None, 8.0, Month(2027, 12)),
    ]
    link_measures(revision=first, links=links, actor=ACTOR)
    _in_force(first)
    _next_year(first)
    others = (
        _stored(STREAMS, "Verksamhetsplan 2024–2025", PlanKind.OPERATIONAL, streams()),
        _stored(LOCAL, "Lokal plan, Sjukhusen i norr", PlanKind.LOCAL, local(), unit_id="norr"),
    )
    for other in others:
        _in_force(other)
    target = _goal(CODE, "Det finns en gemensam bild av hur vi samverkar").item
    for code, text in (
        (STREAMS, "Tjänsterna är kartlagda"),
        (LOCAL, "Vi planerar vården tillsammans med kommunerna"),
    ):
        link_items(source=_goal(code, text).item, target=target, from_date=FROM, actor=ACTOR)
    add_yearly_task(
        plan=first.plan, month=11, text="Förslag till revidering", role="utvecklingsenheten",
        actor=ACTOR,
    )  # fmt: skip
    area = first.areas.get(order=1).item
    name_responsible(
        item=area, part=Part.OWNER, role="områdesansvarig", from_date=FROM, actor=ACTOR
    )


def _stored(code: str, name: str, kind: PlanKind, *areas: DraftArea, unit_id: str = "") -> Revision:
    return create_draft_revision(
        plan_code=code, plan_name=name, draft=DraftPlan(list(areas)), source_name=f"{code}.docx",
        source_sha256=f"{len(code):064d}", kind=kind, unit_id=unit_id, actor=ACTOR,
    )  # fmt: skip


def _in_force(revision: Revision) -> None:
    decide_revision(
        revision=revision, decided_on=FROM, decided_by="Påhittad nämnd", paragraph="§ 7",
        actor=ACTOR,
    )  # fmt: skip
    put_in_force(revision=revision, actor=ACTOR)


def _goal(code: str, text: str) -> Goal:
    return Goal.objects.filter(sub_area__area__revision__plan__code=code).get(text=text)


def _next_year(first: Revision) -> Revision:
    """Every way to change: reworded, moved, added, removed, another target; one to match."""
    draft = copy_revision(revision=first, actor=ACTOR)
    near = draft.areas.get(order=1)
    goals = Goal.objects.filter(sub_area__area=near)
    shared = goals.get(text__startswith="Det finns").item
    reword(revision=draft, item=shared, text="Det finns en delad bild av samverkan", actor=ACTOR)
    used = goals.get(text__startswith="Arbetssättet").item
    last, under = near.periods.get(order=3).item, near.sub_areas.get(order=2).item
    move_goal(revision=draft, item=used, sub_area=under, period=last, actor=ACTOR)
    gone = Activity.objects.get(area=near, text="Följ upp modellen").item
    remove(revision=draft, item=gone, actor=ACTOR)
    add(
        revision=draft, kind=ItemKind.ACTIVITY, text="Följ upp modellen varje tertial",
        parent=near.item, period=last, actor=ACTOR,
    )  # fmt: skip
    line = PlanIndicator.objects.get(area=near, text=STAY_LINE)
    link = MeasureLink("Nära vård", line.text, STAY, None, 7.5, Month(2027, 12))
    keep = MeasureLink("Nära vård", line.text, STAY, None, 8.5, Month(2025, 12))
    link_measures(revision=draft, links=[keep, link], actor=ACTOR)
    return draft


def as_shown(client, page, given):
    """The fields as the page's own form sends them, with what stood there when it was shown."""
    forms = re.findall(r"<form.*?</form>", client.get(page).content.decode(), re.DOTALL)
    act = f'name="handling" value="{given["handling"]}"'
    form = next((each for each in forms if act in each), "")
    hidden = re.search(r'name="sett" value="([^"]*)"', form)
    return {"sett": html.unescape(hidden[1]) if hidden else "", **given}
