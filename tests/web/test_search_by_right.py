"""Nobody finds what they may not read: every kind that is found, and who finds it, in one table.

The columns are the roles in their order: public, reader, reporter and approver of the north, lead
of an area, analyst, administrator; ``x``: finds it.
"""

import pytest
from django.utils import timezone

from apps.group_store import LEAD, a_group, fill_groups
from apps.initiative_store import an_initiative
from apps.meeting_store import ANALYST, DAY, OUTSIDER, a_point, a_whole_meeting
from apps.meeting_store import a_meeting as another_meeting
from apps.need_store import fill_needs
from apps.proposal_store import fill_proposals
from apps.report_store import a_draft, part, wrote
from apps.round_store import APPROVER, REPORTER
from apps.scenario_store import a_done_job, fill_scenarios
from apps.test_meetings import with_minutes
from riktning.apps.followup.search.finding import find
from riktning.apps.followup.search.sources import Found
from riktning.apps.followup.search.words import words_of
from riktning.apps.governance.courses import Act
from riktning.apps.governance.items import follow_up_item
from riktning.apps.governance.kinds import ItemState
from riktning.apps.governance.models import ActionItem, Proposal
from riktning.apps.meetings.calling import publish_meeting
from riktning.apps.meetings.kinds import ShownTo
from riktning.apps.meetings.minutes import approve_minutes
from riktning.apps.needs.initiating import move_initiative
from riktning.apps.needs.models import Initiative
from riktning.apps.organisation.rights import COMMAND_LINE, Actor, Held, Role
from riktning.apps.plans.estates import met_revisions
from riktning.apps.reports.models import Report
from riktning.apps.scenarios.publishing import publish_run, withdraw_run
from riktning.web.findable import found_elsewhere

pytestmark = pytest.mark.django_db
AREA_LEAD = Actor("områdesledaren", frozenset({Held(Role.AREA_LEAD, area="nara-vard")}))
ADMINISTRATOR = Actor("systemförvaltaren", frozenset({Held(Role.ADMINISTRATOR)}))
PUBLIC = Actor("", frozenset({Held(Role.PUBLIC)}))
EVERYBODY = (PUBLIC, OUTSIDER, REPORTER, APPROVER, AREA_LEAD, ANALYST, ADMINISTRATOR)
ALL, HELD, NOBODY = "xxxxxxx", "-xxxxxx", "-------"
THOSE_WHO_MEET, NOT_READERS = "--xx-x-", "--xxxxx"
SAID = {
    Found.MEETING: "augustimötet",
    Found.POINT: "nytt staben",
    Found.MINUTES: "berättar",
    Found.POSITION: "avtalet",
    Found.DECISION: "arbetet börjar",
    Found.ACTION: "tidplan",
    Found.ACTION_NOTE: "utkastet cirkulerar",
    Found.NEED: "behov tre",
    Found.COMMISSION: "återinskrivningar",
    Found.NEED_REPORT: "det går",
    Found.INITIATIVE: "anamnes uppgift",
    Found.INITIATIVE_WORK: "vårdcentraler fyra",
    Found.PROPOSAL: "ett skäl",
    Found.REPORT: "uppföljning",
    Found.SECTION: "hemgången",
    Found.SCENARIO: "hittills",
    Found.SCENARIO_RUN: "kalkyl",
}


def who_finds(kind: Found, text: str = "") -> str:
    """A mark for each role."""
    marks = ""
    for actor in EVERYBODY:
        hits = find(
            words_of(text or SAID[kind]), revisions=met_revisions(), run=None,
            day=timezone.localdate(), actor=actor, others=found_elsewhere(actor), only=kind,
        )  # fmt: skip
        assert {hit.kind for hit in hits} <= {kind}
        marks += "x" if hits else "-"
    return marks


@pytest.fixture
def meeting(db):
    made = with_minutes(a_whole_meeting())
    item = ActionItem.objects.get()
    follow_up_item(item=item, text="Utkastet cirkulerar", state=ItemState.OPEN, actor=COMMAND_LINE)
    return made


OF_MEETINGS = {
    Found.MEETING: (THOSE_WHO_MEET, THOSE_WHO_MEET, ALL),
    Found.POINT: (THOSE_WHO_MEET, THOSE_WHO_MEET, ALL),
    Found.MINUTES: (THOSE_WHO_MEET, THOSE_WHO_MEET, ALL),
    Found.POSITION: (THOSE_WHO_MEET,) * 3,
    Found.DECISION: (THOSE_WHO_MEET, ALL, ALL),
    Found.ACTION: (THOSE_WHO_MEET, HELD, HELD),
    Found.ACTION_NOTE: (THOSE_WHO_MEET, HELD, HELD),
}


def test_what_a_meeting_said_and_decided_is_found_by_its_state_and_by_whom_it_is_shown_to(meeting):
    def everybody():
        return {kind: who_finds(kind) for kind in OF_MEETINGS}

    assert everybody() == {kind: marks[0] for kind, marks in OF_MEETINGS.items()}
    approve_minutes(meeting=meeting, on=DAY, by="ordförande", actor=ANALYST)
    assert everybody() == {kind: marks[1] for kind, marks in OF_MEETINGS.items()}
    publish_meeting(meeting=meeting, shown_to=ShownTo.EVERYBODY, actor=ANALYST)
    assert everybody() == {kind: marks[2] for kind, marks in OF_MEETINGS.items()}


def test_notes_of_a_published_meeting_wait_for_its_minutes(meeting):
    publish_meeting(meeting=meeting, shown_to=ShownTo.EVERYBODY, actor=ANALYST)
    assert who_finds(Found.POINT) == ALL
    assert who_finds(Found.MINUTES) == THOSE_WHO_MEET


def test_a_meeting_of_a_group_that_nobody_sits_in_is_found_by_analysts_only(db):
    made = another_meeting(a_group("kansli"), title="Höstmötet")
    a_point(made, "Budgeten")
    assert who_finds(Found.MEETING, "höstmötet") == "-----x-"
    assert who_finds(Found.POINT, "budgeten") == "-----x-"


def test_needs_are_found_by_everybody_and_the_work_about_them_by_those_at_work(db):
    fill_needs()
    assert who_finds(Found.NEED) == ALL
    assert who_finds(Found.COMMISSION) == HELD
    assert who_finds(Found.NEED_REPORT) == HELD


def test_an_initiative_is_found_by_everybody_what_is_written_of_it_and_a_refused_one_at_work(db):
    one = an_initiative()
    Initiative.objects.filter(pk=one.pk).update(
        problem="Samma uppgift skrivs tre gånger.", affected="Alla vårdcentraler",
        verification="Fyra av fem har behovet.",
    )  # fmt: skip
    assert who_finds(Found.INITIATIVE) == ALL
    assert who_finds(Found.INITIATIVE_WORK) == HELD
    move_initiative(initiative=one, act=Act.REFUSE, reason="Görs redan", actor=LEAD)
    assert who_finds(Found.INITIATIVE) == HELD


def test_a_proposal_is_found_at_work_and_by_everybody_once_it_is_decided(db):
    fill_groups()
    first, second, third = fill_proposals()
    Proposal.objects.filter(pk=first.pk).update(reason="Ett skäl till")
    assert who_finds(Found.PROPOSAL) == HELD
    decided = {each.pk for each in (second, third)}
    words = words_of(Proposal.objects.get(pk=third.pk).reason)
    found = find(
        words, revisions=[], run=None, day=DAY, actor=PUBLIC, others=found_elsewhere(PUBLIC),
        only=Found.PROPOSAL,
    )  # fmt: skip
    assert third.pk in {hit.ref for hit in found} <= decided


def test_a_draft_of_a_report_is_found_by_those_who_write_and_an_approved_one_by_whom_it_is_for(db):
    report = a_draft(title="Uppföljning 2025")
    wrote(part(report), "Hemgången går trögt.")
    assert who_finds(Found.REPORT) == who_finds(Found.SECTION) == NOT_READERS
    approve_as_stored(report)
    assert who_finds(Found.REPORT) == who_finds(Found.SECTION) == HELD


def test_an_approved_report_for_all_is_found_by_all(db):
    report = a_draft(title="Uppföljning 2025", open_to_all=True)
    wrote(part(report), "Hemgången går trögt.")
    assert who_finds(Found.REPORT) == NOT_READERS
    approve_as_stored(report)
    assert who_finds(Found.REPORT) == who_finds(Found.SECTION) == ALL


def approve_as_stored(report):
    """The state alone: what the database asks of an approved report beside it."""
    from riktning.apps.reports.models import Frozen

    Frozen.objects.create(report=report, manuscript="{}", sha256="s", actor="a", at=timezone.now())
    Report.objects.filter(pk=report.pk).update(state="approved")


def test_of_scenarios_the_latest_are_found_by_everybody_in_either_language(db):
    first = fill_scenarios()
    assert who_finds(Found.SCENARIO) == who_finds(Found.SCENARIO, "as so far") == ALL
    newer = type(first).objects.create(actor="a", label="x", sha256="e" * 64)
    assert who_finds(Found.SCENARIO) == NOBODY
    newer.scenarios.create(slug="baseline", order=0, content='{"name": {"sv": "Hittills"}}')
    assert who_finds(Found.SCENARIO) == ALL


def test_a_run_is_found_at_work_by_everybody_while_it_is_shown(db, settings, tmp_path):
    settings.RIKTNING_HOME = tmp_path
    job = a_done_job(name="Kalkyl för hösten")
    assert who_finds(Found.SCENARIO_RUN) == HELD
    publish_run(job=job, actor=COMMAND_LINE)
    assert who_finds(Found.SCENARIO_RUN) == ALL
    withdraw_run(job=job, reason="Fel lön.", actor=COMMAND_LINE)
    assert who_finds(Found.SCENARIO_RUN) == HELD


def test_every_kind_that_is_found_elsewhere_stands_in_these_tables(meeting):
    assert set(found_elsewhere(ANALYST)) == set(SAID)
    assert set(found_elsewhere(PUBLIC)) <= set(SAID)
