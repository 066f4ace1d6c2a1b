"""The one table: every address and every action, and who is let in or may.

An address or an action that is not in the table fails the suite; so does a row nothing answers to.
The columns are the roles in their order: public, reader, reporter, approver, area lead, analyst,
administrator. ``x``: comes in, or may somewhere; ``-``: is turned away.
"""

import re

import pytest
from django.contrib.auth.models import AnonymousUser, User
from django.test import RequestFactory
from django.urls import get_resolver
from django.urls.resolvers import URLPattern, URLResolver
from django.utils import timezone

from riktning.apps.organisation.rights import Action, Actor, Grant, Held, Role, may_somewhere
from riktning.web.access import _KEPT, Doors

ALL, HELD = "xxxxxxx", "-xxxxxx"
EDITORS = "--xxxx-"
AREA, ANALYST, ADMINISTRATOR = "----xx-", "-----x-", "------x"

ROUTES = {
    # What is published
    "web:overview": ALL,
    "web:overview_areas": ALL,
    "web:overview_attention": ALL,
    "web:plans": ALL,
    "web:revision": ALL,
    "web:coverage": ALL,
    "web:picture": ALL,
    "web:picture_file": ALL,
    "web:changes": ALL,
    "web:changes_file": ALL,
    "web:matches": ALL,
    "web:strategy": ALL,
    "web:timeline": ALL,
    "web:timeline_table": ALL,
    "web:plans_table": ALL,
    "web:revision_table": ALL,
    "web:changes_table": ALL,
    "web:wheel_table": ALL,
    "web:groups_table": ALL,
    "web:meetings_table": ALL,
    "web:reports_table": ALL,
    "web:coverage_table": ALL,
    "web:wheel": ALL,
    "web:area": ALL,
    "web:area_measures": ALL,
    "web:area_plan": ALL,
    "web:indicators": ALL,
    "web:indicators_table": ALL,
    "web:indicator": ALL,
    "web:data": ALL,
    "web:chart": ALL,
    "web:follow_up": ALL,
    "web:report": ALL,
    # Plans as they are changed; whose plan it is, and the area, are asked for inside
    "web:edit": EDITORS,
    "web:edit_area": EDITORS,
    "web:edit_new": EDITORS,
    "web:edit_question": EDITORS,
    "web:edit_news": EDITORS,
    "web:edit_item": EDITORS,
    "web:decide_match": EDITORS,
    "web:copy": EDITORS,
    "web:take_up": EDITORS,
    "web:decide": "---x-x-",
    "web:local_plan": "--xx-x-",
    "web:bring_plan": ANALYST,
    "web:year_task": EDITORS,
    # Reporting rounds: what is not published; the administration is asked for inside
    "web:rounds": HELD,
    "web:rounds_table": HELD,
    "web:round_units": HELD,
    "web:round": HELD,
    "web:round_csv": HELD,
    "web:round_xlsx": HELD,
    "web:round_lock": ANALYST,
    "web:round_report": HELD,
    "web:round_answer": "--xx---",
    "web:round_step": HELD,
    "web:round_history": HELD,
    "web:round_template": HELD,
    "web:round_read": "--xx---",
    "web:search": ALL,
    "web:search_table": ALL,
    # Scenarios are simulated, and published as such
    "web:scenarios": ALL,
    "web:scenario": ALL,
    "web:scenario_table": ALL,
    "web:scenario_compare": ALL,
    "web:scenario_compare_table": ALL,
    # A run that somebody asked for is work; whose it is, is asked for before it is broken off
    "web:scenario_new": AREA,
    "web:scenario_jobs": HELD,
    "web:scenario_job": HELD,
    "web:scenario_job_table": HELD,
    "web:scenario_job_file": HELD,
    "web:scenario_cancel": HELD,
    "web:scenario_publish": ANALYST,
    "web:scenario_withdraw": ANALYST,
    # Groups: what is decided is published; drafts and what is amiss are not
    "web:proposals": ALL,
    "web:proposal_table": ALL,
    "web:proposal_new": "--xxxx-",
    "web:proposal": ALL,  # before it is decided, HELD: asked for inside
    "web:proposal_edit": "--xxxx-",
    "web:proposal_opinion": "--xxxx-",
    "web:proposal_decide": ANALYST,
    "web:proposal_move": AREA,
    "web:groups": ALL,
    "web:group_new": ANALYST,
    "web:group_findings": HELD,
    "web:group_findings_table": HELD,
    "web:group_network": ALL,
    "web:group_network_table": ALL,
    "web:group": ALL,
    "web:group_edit": ANALYST,
    "web:group_seats": ANALYST,
    "web:group_ways": ANALYST,
    "web:assignment_begin": AREA,
    "web:assignment": ALL,
    "web:assignment_word": ALL,
    "web:assignment_pdf": ALL,
    "web:assignment_write": AREA,
    "web:assignment_decide": ANALYST,
    # Decisions of bodies are published
    "web:decisions": ALL,
    "web:decision_table": ALL,
    "web:decision_new": ANALYST,
    "web:decision": ALL,
    # What follows of decisions is work; whose it is, is asked for inside
    "web:items": HELD,
    "web:item_table": HELD,
    "web:item_give": AREA,
    "web:item": HELD,
    "web:item_note": "--xxxx-",
    # Meetings: whose meeting it is, and who sees it, is asked for inside
    "web:meetings": ALL,
    "web:meeting_new": "--xxxx-",
    "web:meeting_feed": ALL,  # the address says in itself who asks
    "web:meeting": ALL,
    "web:meeting_calendar": ALL,
    "web:meeting_edit": "--xxxx-",
    "web:meeting_step": "--xxxx-",
    "web:meeting_agenda": "--xxxx-",
    "web:meeting_order": "--xxxx-",
    "web:meeting_point": "--xxxx-",
    "web:meeting_ask": "--xxxx-",
    "web:meeting_positions": HELD,
    "web:meeting_answer": "--xx---",
    "web:meeting_minutes": "--xxxx-",
    "web:meeting_decide": "--xxxx-",
    "web:meeting_item": "--xxxx-",
    "web:meeting_activity": AREA,
    "web:meeting_deck": HELD,
    "web:meeting_minutes_file": ALL,
    # Joint needs: the phase is published; the work is not
    "web:needs": ALL,
    "web:need_board": HELD,
    "web:need_matrix": HELD,
    "web:need_feedback": HELD,
    "web:need_feedback_table": HELD,
    "web:need_new": "--xxxx-",
    "web:need": ALL,
    "web:need_edit": AREA,
    "web:need_commission": AREA,
    "web:need_criteria": AREA,
    "web:need_place": "--xxxx-",
    "web:need_agree": AREA,
    "web:need_report": AREA,
    "web:need_decide": ANALYST,
    "web:need_move": AREA,
    # Whose unit it is, is asked for inside
    "web:need_introduction": HELD,
    "web:need_introduction_table": HELD,
    "web:need_effect": ALL,
    "web:need_links": AREA,
    "web:need_table": HELD,
    "web:need_frame": ANALYST,
    "web:initiatives": ALL,
    "web:initiative_new": "--xxxx-",
    "web:initiative": ALL,
    "web:initiative_use": ALL,
    "web:initiative_edit": AREA,
    "web:initiative_move": AREA,
    "web:initiative_decide": ANALYST,
    # Reports that are written: approved ones may be open to all; whose a draft's section is, and
    # the place of the report, are asked for inside
    "web:written_reports": ALL,
    "web:report_new": "--xxxx-",
    "web:written_report": ALL,
    "web:report_read": ALL,
    "web:report_document": ALL,
    "web:report_about": "---xxx-",
    "web:report_newer": "---xxx-",
    "web:report_approve": "---xxx-",
    "web:report_section": "--xxxxx",
    "web:report_preview": "--xxxxx",
    "web:report_evidence": "--xxxxx",
    "web:report_step": "--xxxxx",
    "web:report_steps": "--xxxxx",
    "web:report_keep": "--xxxxx",
    # Places: one's own start, units, who carries which goals, the items of plans
    "web:start": ALL,
    "web:unit": ALL,
    "web:unit_table": ALL,
    "web:alignment": ALL,
    "web:alignment_table": ALL,
    "web:item_history": ALL,
    "web:item_answers": HELD,
    # Who changed what
    "web:trail": HELD,
    "web:trail_csv": HELD,
    "web:trail_excel": HELD,
    # The site itself
    "web:style": ALL,
    "web:about": ALL,
    "web:scheme": ALL,
    # Signing in: each has a door of its own inside
    "web:account": ALL,
    "account_login": ALL,
    "account_logout": ALL,
    "account_inactive": ALL,
    "account_signup": ALL,
    "account_reauthenticate": ALL,
    "account_change_password": ALL,
    "account_set_password": ALL,
    "account_reset_password": ALL,
    "account_reset_password_done": ALL,
    "account_reset_password_from_key": ALL,
    "account_reset_password_from_key_done": ALL,
    "mfa_authenticate": ALL,
    "mfa_reauthenticate": ALL,
    "mfa_index": ALL,
    "mfa_activate_totp": ALL,
    "mfa_deactivate_totp": ALL,
    "mfa_view_recovery_codes": ALL,
    "mfa_generate_recovery_codes": ALL,
    "mfa_download_recovery_codes": ALL,
    "usersessions_list": ALL,
    "socialaccount_login_cancelled": ALL,
    "socialaccount_login_error": ALL,
    "socialaccount_signup": ALL,
    "socialaccount_connections": ALL,
    "openid_connect_login": ALL,
    "openid_connect_callback": ALL,
    "saml_acs": ALL,
    "saml_finish_acs": ALL,
    "saml_sls": ALL,
    "saml_metadata": ALL,
    "saml_login": ALL,
    # Machines
    "api-v1:api-root": ALL,
    "api-v1:openapi-json": ALL,
    "api-v1:list_indicators": ALL,
    "api-v1:get_indicator": ALL,
    "api-v1:get_series": ALL,
    "api-v1:get_current_run": ALL,
    "api-v1:list_plans": ALL,
    "api-v1:list_needs": ALL,
    "api-v1:get_need": ALL,
    "api-v1:list_initiatives": ALL,
    "api-v1:get_initiative": ALL,
    # The administrator's view into the store, all of it
    "admin:*": ADMINISTRATOR,
}
ACTIONS = {
    Action.READ_PUBLISHED: ALL,
    Action.READ_DRAFTS: HELD,
    Action.READ_INTERNAL: HELD,
    Action.READ_ROUND_DRAFT: "--xxxxx",
    Action.READ_TRAIL: HELD,
    Action.READ_PEOPLE: ADMINISTRATOR,
    Action.LOAD_UNITS: "-----xx",
    Action.PUBLISH_RUN: ANALYST,
    Action.RECORD_ASSESSMENT: AREA,
    Action.WRITE_REPORT: ANALYST,
    Action.CREATE_DRAFT: ANALYST,
    Action.COPY_REVISION: ANALYST,
    Action.LINK_MEASURES: ANALYST,
    Action.ANSWER_QUESTION: "----xxx",
    Action.REWORD: AREA,
    Action.ADD: AREA,
    Action.REMOVE: AREA,
    Action.MOVE: AREA,
    Action.SCHEDULE_ACTIVITY: AREA,
    Action.CONFIRM_MATCH: AREA,
    Action.DECLINE_MATCH: AREA,
    Action.LINK_ITEMS: AREA,
    Action.UNLINK_ITEMS: AREA,
    Action.ADD_YEARLY_TASK: ANALYST,
    Action.REMOVE_YEARLY_TASK: ANALYST,
    Action.NAME_RESPONSIBLE: ANALYST,
    Action.END_RESPONSIBILITY: ANALYST,
    Action.DECIDE_REVISION: ANALYST,
    Action.PUT_IN_FORCE: ANALYST,
    Action.DRAFT_LOCAL_PLAN: "--xx-x-",
    Action.EDIT_LOCAL_PLAN: "--xxxx-",
    Action.DECIDE_LOCAL_PLAN: "---x-x-",
    Action.OPEN_ROUND: ANALYST,
    Action.ANSWER_ROUND: "--xx---",
    Action.MANUAL_VALUE: "--xx---",
    Action.SUBMIT_ROUND: "--xx---",
    Action.APPROVE_ROUND: "---x---",
    Action.SEND_BACK_ROUND: "---x-x-",
    Action.ACCEPT_ROUND: ANALYST,
    Action.LOCK_ROUND: ANALYST,
    Action.REOPEN_ROUND: ANALYST,
    Action.FORM_GROUP: ANALYST,
    Action.CHANGE_GROUP: ANALYST,
    Action.CLOSE_GROUP: ANALYST,
    Action.SEAT_MEMBER: ANALYST,
    Action.END_SEAT: ANALYST,
    Action.RELATE_GROUPS: ANALYST,
    Action.END_RELATION: ANALYST,
    Action.GIVE_DUTY: ANALYST,
    Action.PROPOSE_GROUP: "--xxxx-",
    Action.GIVE_OPINION: "--xxxx-",
    Action.MOVE_PROPOSAL: AREA,
    Action.WRITE_ASSIGNMENT: AREA,
    Action.DECIDE_ASSIGNMENT: ANALYST,
    Action.RECORD_DECISION: ANALYST,
    Action.GIVE_ITEM: AREA,
    Action.FOLLOW_UP_ITEM: "--xxxx-",
    Action.LOAD_NEED_FRAME: ANALYST,
    Action.REGISTER_NEED: "--xxxx-",
    Action.CHANGE_NEED: AREA,
    Action.ANSWER_CRITERION: AREA,
    Action.PLACE_NEED: "--xxxx-",
    Action.AGREE_NEED: AREA,
    Action.REPORT_NEED: AREA,
    Action.MOVE_NEED: AREA,
    Action.INTRODUCE_NEED: "--xxxx-",
    Action.LINK_NEED: AREA,
    Action.REGISTER_INITIATIVE: "--xxxx-",
    Action.CHANGE_INITIATIVE: AREA,
    Action.MOVE_INITIATIVE: AREA,
    Action.READ_REPORT_DRAFT: "--xxxxx",
    Action.CALL_MEETING: "--xxxx-",
    Action.CHANGE_MEETING: "--xxxx-",
    Action.CANCEL_MEETING: "--xxxx-",
    Action.ASK_POSITIONS: "--xxxx-",
    Action.HOLD_MEETING: "--xxxx-",
    Action.WRITE_MINUTES: "--xxxx-",
    Action.APPROVE_MINUTES: "--xxxx-",
    Action.ANSWER_POSITION: "--xx---",
    Action.PUBLISH_MEETING: ANALYST,
    Action.BEGIN_REPORT: "--xxxx-",
    Action.WRITE_SECTION: "--xxxx-",
    Action.ASSIGN_SECTION: "---xxx-",
    Action.APPROVE_SECTION: "---xxx-",
    Action.APPROVE_REPORT: "---xxx-",
    Action.RUN_SCENARIO: AREA,
    Action.CANCEL_SCENARIO: "-----xx",
    Action.PUBLISH_SCENARIOS: ANALYST,
    Action.WITHDRAW_SCENARIO: ANALYST,
    Action.ADD_USER: ADMINISTRATOR,
    Action.CLOSE_USER: ADMINISTRATOR,
    Action.GRANT_ROLE: ADMINISTRATOR,
    Action.END_GRANT: ADMINISTRATOR,
}
ROLES = list(Role)


def _patterns(patterns, namespaces=()):
    for each in patterns:
        if isinstance(each, URLResolver):
            inner = (*namespaces, each.namespace) if each.namespace else namespaces
            yield from _patterns(each.url_patterns, inner)
        elif isinstance(each, URLPattern):
            yield ":".join((*namespaces, each.name or str(each.pattern))), namespaces, each


FOUND = {name: (spaces, each) for name, spaces, each in _patterns(get_resolver().url_patterns)}


def _row(name: str) -> str:
    return "admin:*" if name.startswith("admin:") else name


class _Match:
    def __init__(self, namespaces):
        self.namespaces = list(namespaces)


def _comes_in(name: str, actor: Actor) -> bool:
    namespaces, pattern = FOUND[name]
    request = RequestFactory().get("/")
    request.user = AnonymousUser()
    request.resolver_match = _Match(namespaces)
    setattr(request, _KEPT, actor)
    doors = Doors(lambda _request: None)
    return doors.process_view(request, pattern.callback, (), {}) is None


def test_every_address_is_in_the_table_and_nothing_else():
    assert {_row(name) for name in FOUND} == set(ROUTES)


def test_every_action_is_in_the_table_and_nothing_else():
    assert set(ACTIONS) == set(Action)


@pytest.mark.django_db
@pytest.mark.parametrize("name", sorted(FOUND))
def test_who_comes_in_where(name):
    actors = (Actor("någon", frozenset({Held(role, "NORR")})) for role in ROLES)
    assert "".join("x" if _comes_in(name, each) else "-" for each in actors) == ROUTES[_row(name)]


@pytest.mark.parametrize("action", Action)
def test_who_may_do_what(action):
    actors = (Actor("någon", frozenset({Held(role)})) for role in ROLES)
    assert (
        "".join("x" if may_somewhere(each, action) else "-" for each in actors) == ACTIONS[action]
    )


@pytest.mark.django_db
@pytest.mark.parametrize("name", sorted(FOUND))
def test_without_a_public_part_nobody_reads_without_an_account(name):
    open_to_all = name.startswith(
        # a calendar cannot sign in: the address of a feed is signed, and asked about inside
        ("web:style", "web:about", "web:scheme", "web:account", "web:start", "web:meeting_feed")
    )
    signing_in = re.match(r"(account|mfa|usersessions|socialaccount|openid_connect|saml)_", name)
    assert _comes_in(name, Actor("")) is bool(open_to_all or signing_in)


@pytest.mark.django_db
def test_a_view_that_says_nothing_is_closed_to_everybody():
    request = RequestFactory().get("/")
    request.user = AnonymousUser()
    request.resolver_match = _Match(("web",))
    doors = Doors(lambda _request: None)
    assert doors.process_view(request, lambda _request: None, (), {}).status_code == 403


@pytest.mark.django_db
@pytest.mark.parametrize("role", [None, *sorted(set(Role) - {Role.PUBLIC})])
def test_the_doors_stand_in_the_served_site(client, settings, role):
    settings.RIKTNING_PUBLIC = False
    if role:
        user = User.objects.create_user("konto")
        Grant.objects.create(user=user, role=role, unit_id="NORR", from_date=timezone.localdate())
        client.force_login(user)
    assert client.get("/").status_code == (200 if role else 302)
    assert client.get("/api/v1/plans").status_code == (200 if role else 401)
    expected = 302 if role is None else 200 if role == Role.ADMINISTRATOR else 403
    assert client.get("/admin/").status_code == expected
    assert client.get("/om/").status_code == 200
