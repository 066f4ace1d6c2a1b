"""No page asks the database more than fifteen times, whoever reads it and however full the store.

The addresses of every page stand in one table; a page that is missing from it fails.
"""

from dataclasses import dataclass
from datetime import date

import pytest
from django.contrib.auth.models import User
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from filled_store import HOSPITAL, READMISSION, STAY, fill, fill_figures
from plan_store import CODE, LOCAL, STREAMS, fill_plans

from apps.group_store import an_item, fill_groups
from apps.initiative_store import an_initiative
from apps.meeting_store import ANALYST as WHO_PUBLISHES
from apps.meeting_store import MEMBER, a_whole_meeting, a_whole_meeting_again
from apps.need_store import fill_needs, with_results
from apps.proposal_store import fill_proposals
from apps.report_store import fill_reports
from apps.round_store import an_open_round, fill_in, fill_round_plans, judge_the_north, report_of
from apps.scenario_store import a_done_job, a_job, fill_scenarios
from apps.test_meetings import approved, with_minutes
from riktning.apps.followup.actions import record_report
from riktning.apps.governance.models import Decision
from riktning.apps.meetings.calling import publish_meeting
from riktning.apps.meetings.kinds import ShownTo
from riktning.apps.meetings.models import Meeting, PointDecision
from riktning.apps.observations.models import Indicator, Run
from riktning.apps.organisation.models import Grant
from riktning.apps.organisation.rights import COMMAND_LINE, Role
from riktning.apps.plans.models import Goal, PlanIndicator, Revision
from riktning.apps.plans.serving import link_items
from riktning.apps.scenarios.publishing import publish_run
from riktning.web.presenters.meetings import feed_token
from riktning.web.urls import urlpatterns

MOST_QUERIES = 15
MOST_OF_EVIDENCE = 40  # what is offered a report is read from every table, once
FIGURES, PLANS, ROUNDS, GROUPS = "figures", "plans", "rounds", "groups"
MEETINGS = "meetings"
SCENARIOS = "scenarios"
REPORTS = "reports"


@dataclass(frozen=True)
class Page:
    """A route as it is read in one store: the end of the address, and what is asked after it."""

    store: str
    addresses: tuple[str, ...]
    most: int = MOST_QUERIES


PAGES = {
    "overview": Page(FIGURES, ("",)),
    "overview_areas": Page(FIGURES, ("laget/omraden.csv", "laget/omraden.xlsx")),
    "overview_attention": Page(FIGURES, ("laget/uppmarksamhet.csv",)),
    "area": Page(FIGURES, ("omrade/nara-vard/", "omrade/kompetensforsorjning/")),
    "area_measures": Page(FIGURES, ("omrade/nara-vard/matt.csv", "omrade/nara-vard/matt.xlsx")),
    "area_plan": Page(FIGURES, ("omrade/nara-vard/plan.csv",)),
    "indicators_table": Page(FIGURES, ("indikatorer.csv?omrade=nara-vard", "indikatorer.xlsx")),
    "indicators": Page(FIGURES, ("indikatorer/", "indikatorer/?omrade=nara-vard&sok=v")),
    "indicator": Page(
        FIGURES,
        (
            f"indikator/{STAY}/",
            f"indikator/{READMISSION}/",
            f"indikator/{STAY}/?enhet={HOSPITAL}&visa=primary_care",
        ),
    ),
    "data": Page(FIGURES, (f"indikator/{STAY}/data.csv",)),
    "chart": Page(FIGURES, (f"indikator/{STAY}/diagram.svg",)),
    "follow_up": Page(FIGURES, ("uppfoljning/",)),
    "report": Page(FIGURES, ("uppfoljning/rapport/{report}/0/",)),
    "start": Page(ROUNDS, ("start/",)),
    "unit": Page(ROUNDS, ("enhet/norr/", "enhet/vgr/", "enhet/norr/?riktning=worsening")),
    "unit_table": Page(ROUNDS, ("enhet/norr/matt.csv", "enhet/norr/matt.xlsx")),
    "alignment": Page(ROUNDS, ("samband/", "samband/?vy=forvaltning&enhet=norr")),
    "alignment_table": Page(ROUNDS, ("samband.csv", "samband.xlsx")),
    "item_history": Page(
        ROUNDS, ("planen/genomforande/post/{goal}/", "planen/genomforande/post/{line}/")
    ),
    "item_answers": Page(ROUNDS, ("planen/genomforande/post/{goal}/svar.csv",)),
    "search": Page(FIGURES, ("sok/", "sok/?sok=v%C3%A5rd", "sok/?sok=v%C3%A5rd&slag=goal")),
    "search_table": Page(FIGURES, ("sok/traffar.csv?sok=v%C3%A5rd",)),
    "trail": Page(FIGURES, ("historik/",)),
    "trail_csv": Page(FIGURES, ("historik.csv",)),
    "trail_excel": Page(FIGURES, ("historik.xlsx",)),
    "style": Page(FIGURES, ("stil",)),
    "about": Page(FIGURES, ("om/",)),
    "account": Page(FIGURES, ("konto/",)),
    "plans": Page(PLANS, ("planen/",)),
    "revision": Page(PLANS, (f"planen/{CODE}/2/", f"planen/{STREAMS}/1/")),
    "coverage": Page(PLANS, ("planen/granskning/", f"planen/granskning/?plan={CODE}")),
    "picture": Page(PLANS, ("planen/styrbild/", f"planen/styrbild/?tjanas={CODE}&tjanar={LOCAL}")),
    "picture_file": Page(PLANS, ("planen/styrbild.docx",)),
    "changes": Page(PLANS, (f"planen/{CODE}/2/andringar/", f"planen/{CODE}/1/andringar/?mot=2")),
    "changes_file": Page(PLANS, (f"planen/{CODE}/2/andringar.docx",)),
    "matches": Page(PLANS, (f"planen/{CODE}/2/motsvarigheter/",)),
    "strategy": Page(PLANS, (f"planen/{CODE}/1/strategikarta/",)),
    "timeline": Page(PLANS, (f"planen/{CODE}/1/tidslinje/",)),
    "plans_table": Page(PLANS, ("planen.csv",)),
    "revision_table": Page(PLANS, (f"planen/{CODE}/1/innehall.csv",)),
    "changes_table": Page(PLANS, (f"planen/{CODE}/2/andringar.csv",)),
    "wheel_table": Page(PLANS, (f"planen/{CODE}/1/arshjul.csv",)),
    "groups_table": Page(GROUPS, ("grupper.csv?sok=ekonomi",)),
    "meetings_table": Page(MEETINGS, ("moten.csv",)),
    "reports_table": Page(REPORTS, ("rapporter.csv",)),
    "timeline_table": Page(PLANS, (f"planen/{CODE}/1/tidslinje.csv",)),
    "coverage_table": Page(PLANS, ("planen/granskning.csv", f"planen/granskning.xlsx?plan={CODE}")),
    "wheel": Page(PLANS, (f"planen/{CODE}/1/arshjul/",)),
    "edit": Page(PLANS, (f"planen/{CODE}/2/redigera/", f"planen/{CODE}/1/redigera/")),
    "edit_area": Page(PLANS, (f"planen/{CODE}/2/redigera/1/",)),
    "edit_news": Page(PLANS, (f"planen/{CODE}/2/redigera/nytt/?sedan=0",)),
    "edit_item": Page(PLANS, tuple(f"planen/{CODE}/2/post/{n}/" for n in (*range(1, 17), 18))),
    "decide": Page(PLANS, (f"planen/{CODE}/2/beslut/",)),
    "local_plan": Page(PLANS, ("planen/ny-lokal/",)),
    "bring_plan": Page(PLANS, ("planen/las-in/",)),
    "take_up": Page(PLANS, (f"planen/{LOCAL}/1/ta-upp/",)),
    "rounds": Page(ROUNDS, ("uppfoljning/rundor/",)),
    "round": Page(ROUNDS, ("uppfoljning/rundor/{round}/",)),
    "rounds_table": Page(ROUNDS, ("uppfoljning/rundor.csv",)),
    "round_units": Page(ROUNDS, ("uppfoljning/rundor/{round}/forvaltningar.xlsx",)),
    "round_csv": Page(ROUNDS, ("uppfoljning/rundor/{round}/svar.csv",)),
    "round_xlsx": Page(ROUNDS, ("uppfoljning/rundor/{round}/svar.xlsx",)),
    "round_report": Page(ROUNDS, ("uppfoljning/rundor/{round}/norr/",)),
    "round_history": Page(ROUNDS, ("uppfoljning/rundor/{round}/norr/historik/",)),
    "round_template": Page(ROUNDS, ("uppfoljning/rundor/{round}/norr/mall.xlsx",)),
    "groups": Page(GROUPS, ("grupper/", "grupper/?sok=ekonomi")),
    "proposals": Page(GROUPS, ("grupper/forslag/", "grupper/forslag/?slag=close&sok=g2")),
    "proposal_table": Page(GROUPS, ("grupper/forslag.csv", "grupper/forslag.xlsx")),
    "proposal_new": Page(
        GROUPS, ("grupper/forslag/nytt/", "grupper/forslag/nytt/?slag=change&grupp=g3")
    ),
    "proposal": Page(GROUPS, ("grupper/forslag/{carried}/", "grupper/forslag/{closing}/")),
    "proposal_edit": Page(GROUPS, ("grupper/forslag/{proposal}/andra/",)),
    "group_new": Page(GROUPS, ("grupper/ny/",)),
    "group_findings": Page(GROUPS, ("grupper/fynd/",)),
    "group_findings_table": Page(GROUPS, ("grupper/fynd.csv",)),
    "group_network_table": Page(GROUPS, ("grupper/natet.csv?grupp=g1",)),
    "group_network": Page(GROUPS, ("grupper/natet/", "grupper/natet/?process=support&grupp=g1")),
    "group": Page(GROUPS, ("grupper/g1/", "grupper/ledning/")),
    "group_edit": Page(GROUPS, ("grupper/g1/andra/",)),
    "group_seats": Page(GROUPS, ("grupper/g1/platser/",)),
    "group_ways": Page(GROUPS, ("grupper/g1/vagar/",)),
    "assignment": Page(GROUPS, ("grupper/g1/uppdrag/1/",)),
    "assignment_word": Page(GROUPS, ("grupper/g1/uppdrag/1/handling.docx",)),
    "assignment_pdf": Page(GROUPS, ("grupper/g1/uppdrag/1/handling.pdf",)),
    "assignment_write": Page(GROUPS, ("grupper/g1/uppdrag/2/skriv/",)),
    "scenarios": Page(SCENARIOS, ("scenarier/",)),
    "scenario": Page(
        SCENARIOS,
        ("scenarier/plan/", "scenarier/baseline/?utfall=beds&ar=2027", "scenarier/korning-{done}/"),
    ),
    "scenario_table": Page(SCENARIOS, ("scenarier/plan/tabell.csv", "scenarier/plan/tabell.xlsx")),
    "scenario_new": Page(
        SCENARIOS, ("scenarier/ny/?fran=korning-{done}", "scenarier/ny/?fran=plan&last=2027")
    ),
    "scenario_jobs": Page(SCENARIOS, ("scenarier/korningar/",)),
    "scenario_job": Page(
        SCENARIOS, ("scenarier/korningar/{waiting}/", "scenarier/korningar/{done}/?utfall=beds")
    ),
    "scenario_job_table": Page(SCENARIOS, ("scenarier/korningar/{done}/tabell.csv",)),
    "scenario_job_file": Page(SCENARIOS, ("scenarier/korningar/{waiting}/scenario.yaml",)),
    "scenario_compare": Page(
        SCENARIOS,
        ("scenarier/jamfor/", "scenarier/jamfor/?med=baseline&med=plan&med=korning-{done}"),
    ),
    "scenario_compare_table": Page(SCENARIOS, ("scenarier/jamfor.xlsx?med=plan",)),
    "needs": Page(GROUPS, ("behov/", "behov/?steg=position&sok=behov&sida=1")),
    "need_board": Page(GROUPS, ("behov/tavla/", "behov/tavla/?steg=position")),
    "need_matrix": Page(GROUPS, ("behov/matris/",)),
    "need_feedback": Page(GROUPS, ("behov/aterkoppling/", "behov/aterkoppling/?ar=2026")),
    "need_feedback_table": Page(GROUPS, ("behov/aterkoppling.csv",)),
    "need_new": Page(GROUPS, ("behov/ny/",)),
    "need": Page(GROUPS, ("behov/{first}/", "behov/{second}/", "behov/{last}/")),
    "need_edit": Page(GROUPS, ("behov/{first}/andra/",)),
    "need_commission": Page(GROUPS, ("behov/{last}/uppdrag/",)),
    "need_introduction": Page(GROUPS, ("behov/{last}/inforande/", "behov/{first}/inforande/")),
    "need_introduction_table": Page(GROUPS, ("behov/{last}/inforande.csv",)),
    "need_effect": Page(GROUPS, ("behov/{last}/effekt/", "behov/{first}/effekt/")),
    "need_links": Page(GROUPS, ("behov/{last}/planen/",)),
    "need_table": Page(GROUPS, ("behov/lista.csv?steg=position", "behov/lista.xlsx")),
    "need_frame": Page(GROUPS, ("behov/ramen/",)),
    "initiatives": Page(GROUPS, ("behov/initiativ/", "behov/initiativ/?steg=pilot")),
    "initiative_new": Page(GROUPS, ("behov/initiativ/nytt/",)),
    "initiative": Page(GROUPS, ("behov/initiativ/{initiative}/",)),
    "initiative_use": Page(GROUPS, ("behov/initiativ/{initiative}/anvandning.csv",)),
    "initiative_edit": Page(
        GROUPS,
        (
            "behov/initiativ/{initiative}/andra/",
            "behov/initiativ/{initiative}/andra/?steg=verified",
        ),
    ),
    "need_criteria": Page(GROUPS, ("behov/{second}/kriterier/",)),
    "meetings": Page(MEETINGS, ("moten/",)),
    "meeting_new": Page(MEETINGS, ("moten/nytt/",)),
    "meeting_feed": Page(MEETINGS, ("moten/kalender/{feed}.ics",)),
    "meeting": Page(MEETINGS, ("moten/{planned}/", "moten/{held}/", "moten/{minuted}/")),
    "meeting_calendar": Page(MEETINGS, ("moten/{planned}.ics",)),
    "meeting_edit": Page(MEETINGS, ("moten/{planned}/andra/",)),
    "meeting_agenda": Page(MEETINGS, ("moten/{planned}/dagordning/",)),
    "meeting_point": Page(MEETINGS, ("moten/{planned}/punkt/{point}/",)),
    "meeting_ask": Page(MEETINGS, ("moten/{planned}/fraga/",)),
    "meeting_positions": Page(MEETINGS, ("moten/{planned}/lagen/",)),
    "meeting_minutes": Page(MEETINGS, ("moten/{held}/skriv/",)),
    "meeting_decide": Page(MEETINGS, ("moten/{held}/beslut/{held_point}/",)),
    "meeting_item": Page(MEETINGS, ("moten/{held}/atgard/{decided}/",)),
    "meeting_activity": Page(MEETINGS, ("moten/{held}/aktivitet/{action}/",)),
    # a document with the evidence of the areas that are asked about, as a report has
    "meeting_deck": Page(MEETINGS, ("moten/{planned}/bilder.html",), MOST_OF_EVIDENCE),
    # a document, written once: all of the meeting and all figures beside it
    "meeting_minutes_file": Page(MEETINGS, ("moten/{minuted}/protokoll.docx",), most=17),
    "decisions": Page(GROUPS, ("beslut/", "beslut/?organ=vvg&galler=need&sok=behovet")),
    "decision_table": Page(GROUPS, ("beslut/register.csv", "beslut/register.xlsx")),
    "decision_new": Page(GROUPS, ("beslut/nytt/",)),
    "decision": Page(GROUPS, ("beslut/{decision}/",)),
    "written_reports": Page(REPORTS, ("rapporter/",)),
    "report_new": Page(REPORTS, ("rapporter/ny/",)),
    "written_report": Page(REPORTS, ("rapporter/{draft}/", "rapporter/{approved}/")),
    "report_read": Page(
        REPORTS, ("rapporter/{draft}/las/", "rapporter/{approved}/las/"), MOST_OF_EVIDENCE
    ),
    "report_document": Page(REPORTS, ("rapporter/{approved}/rapport.html",)),
    "report_about": Page(REPORTS, ("rapporter/{draft}/om/",)),
    "report_newer": Page(REPORTS, ("rapporter/{draft}/nytt/",), MOST_OF_EVIDENCE),
    "report_section": Page(REPORTS, ("rapporter/{draft}/avsnitt/summary/",)),
    "report_evidence": Page(
        REPORTS, ("rapporter/{draft}/avsnitt/summary/underlag/",), MOST_OF_EVIDENCE
    ),
    "items": Page(GROUPS, ("beslut/atgarder/", "beslut/atgarder/?lage=late&enhet=norr&organ=vvg")),
    "item_table": Page(GROUPS, ("beslut/atgarder.csv", "beslut/atgarder.xlsx")),
    "item": Page(GROUPS, ("beslut/atgarder/{item}/",)),
}
# Addresses that only take what is sent to them.
SENT_TO = {
    "scheme", "decide_match", "edit_new", "edit_question", "copy", "year_task",
    "round_lock", "round_answer", "round_step", "round_read",
    "assignment_begin", "assignment_decide",
    "need_place", "need_agree", "need_report", "need_decide", "need_move", "initiative_move",
    "initiative_decide",
    "item_give", "item_note", "proposal_opinion", "proposal_decide", "proposal_move",
    "meeting_order", "meeting_step", "meeting_answer",
    "report_approve", "report_preview", "report_step", "report_steps", "report_keep",
    "scenario_cancel", "scenario_publish", "scenario_withdraw",
}  # fmt: skip
READ = [(name, end) for name, page in PAGES.items() for end in page.addresses]


def _figures(folder):
    """Two earlier runs, a report, a measure by year, and an indicator line linked to a goal."""
    run = fill()
    for number in (2, 3):
        Run.objects.create(
            run_id=f"korning-{number}", created_at=run.created_at, synthetic=True, current=False,
            label=run.label, region_unit_id=run.region_unit_id, first_month=run.first_month,
            last_month=run.last_month, as_of=run.as_of, manifest=run.manifest, quality=[],
        )  # fmt: skip
    by_year = Indicator.objects.get(run=run, indicator_id=READMISSION)
    by_year.definition = by_year.definition | {"period": "year"}
    by_year.save()
    rolling = Indicator.objects.get(run=run, indicator_id=STAY)
    rolling.definition = rolling.definition | {"rolling": True}
    rolling.save()
    revision = Revision.objects.get()
    line = PlanIndicator.objects.filter(area__revision=revision).first()
    goal = revision.areas.get(order=1).sub_areas.first().goals.first()
    link_items(
        source=line.item, target=goal.item, from_date=date(2024, 1, 1), actor="utvecklingsenheten"
    )
    path = folder / "rapport.docx"
    path.write_bytes(b"the report")
    issue = record_report(
        run=run, revision=revision, as_of=date(2025, 12, 31), files=[path], actor="test"
    )
    return {"report": issue.pk}


def _plans(_folder):
    fill_figures()
    fill_plans()
    return {}


def _rounds(_folder):
    judge_the_north(fill())
    report = report_of(an_open_round(fill_round_plans()))
    fill_in(report)
    goal = Goal.objects.get(text="Arbetssättet används i alla förvaltningar")
    line = report.answers.get(indicator_id=STAY)
    return {
        "round": report.round_id, "goal": goal.item.number, "line": line.item.number,
    }  # fmt: skip


def _groups(_folder):
    fill()
    fill_groups()
    needs = fill_needs()
    with_results(needs[-1])
    first, second, last = (need.pk for need in needs)
    decision = Decision.objects.first()
    item = an_item(decision)
    proposal, carried, closing = (each.pk for each in fill_proposals())
    initiative = an_initiative(measure=STAY)
    numbers = {"decision": decision.pk, "item": item.pk, "initiative": initiative.pk}
    numbers |= {"proposal": proposal, "carried": carried, "closing": closing}
    return {"first": first, "second": second, "last": last, **numbers}


def _reports(_folder):
    """An approved report and a draft, with a newer run than the draft's."""
    fill()
    draft, approved = fill_reports()
    Run.objects.filter(current=True).update(current=False)
    run = Run.objects.get(pk=draft.run_id)
    run.pk, run.run_id, run.current = None, "korning-2", True
    run.save()
    return {"draft": draft.pk, "approved": approved.pk}


def _meetings(_folder):
    """One to come whose areas are judged, and one whose minutes are written."""
    judge_the_north(fill())
    planned = a_whole_meeting()
    minuted = approved(a_whole_meeting_again(planned))
    held = with_minutes(a_whole_meeting_again(planned))
    made = PointDecision.objects.get(point__meeting=held)
    for meeting in Meeting.objects.all():
        publish_meeting(meeting=meeting, shown_to=ShownTo.EVERYBODY, actor=WHO_PUBLISHES)
    return {
        "planned": planned.pk,
        "held": held.pk,
        "minuted": minuted.pk,
        "point": planned.points.first().pk,
        "held_point": held.points.first().pk,
        "decided": made.pk,
        "action": made.decision.items.get().pk,
        "feed": feed_token(User.objects.get(username=MEMBER.name), planned.group),
    }


def _scenarios(_folder):
    fill()
    fill_scenarios()
    done = a_done_job()
    publish_run(job=done, actor=COMMAND_LINE)
    return {"done": done.pk, "waiting": a_job().pk}


STORES = {
    FIGURES: _figures, PLANS: _plans, ROUNDS: _rounds, GROUPS: _groups, REPORTS: _reports,
    MEETINGS: _meetings, SCENARIOS: _scenarios,
}  # fmt: skip


@pytest.fixture
def analyst(db):
    user = User.objects.create_user("uppföljare")
    Grant.objects.create(user=user, role=Role.ANALYST, from_date=timezone.localdate())
    return user


def asked_by(client, address):
    with CaptureQueriesContext(connection) as asked:
        response = client.get(address)
        if response.streaming:
            b"".join(response.streaming_content)
    return response, [query["sql"] for query in asked]


@pytest.mark.parametrize(("name", "end"), READ)
def test_no_page_asks_more_than_fifteen_times_or_the_same_thing_twice(
    client, analyst, tmp_path, name, end
):
    address = "/" + end.format(**STORES[PAGES[name].store](tmp_path))
    response, unknown = asked_by(client, address)
    assert response.status_code in (200, 302), address
    client.force_login(analyst)
    response, signed_in = asked_by(client, address)
    assert response.status_code == 200, address
    for asked in (unknown, signed_in):
        assert len(asked) <= PAGES[name].most, [sql[:150] for sql in asked]
        if PAGES[name].most == MOST_QUERIES:
            assert not [sql[:300] for sql in asked if asked.count(sql) > 1]


def test_every_page_stands_in_the_table():
    names = {pattern.name for pattern in urlpatterns}
    assert names == PAGES.keys() | SENT_TO
    assert not PAGES.keys() & SENT_TO
