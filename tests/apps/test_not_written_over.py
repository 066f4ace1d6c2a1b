"""What is kept is not written over: REPLACE on SQLite asks no trigger on removal by itself."""

from datetime import date

import pytest
from django.db import DatabaseError, connection, transaction

from apps.making import STAY_LINE, a_revision
from apps.round_store import APPROVER, REPORTER, an_open_round, fill_in, report_of
from riktning.apps.followup.rounds.handing import take_step
from riktning.apps.followup.rounds.policies import Act
from riktning.apps.organisation.audit import audit
from riktning.apps.plans.actions import MeasureLink, decide_revision, link_measures
from riktning.apps.plans.models import Goal
from riktning.apps.plans.triggers import BELOW
from riktning.core.periods import Month

pytestmark = [
    pytest.mark.django_db,
    pytest.mark.skipif("connection.vendor != 'sqlite'", reason="REPLACE is SQLite's"),
]


@pytest.fixture(autouse=True, params=["ON", "OFF"])
def recursive(request):
    """As the product connects, and as anybody else may."""
    with connection.cursor() as cursor:
        cursor.execute("PRAGMA recursive_triggers")
        assert cursor.fetchone() == (1,)
        cursor.execute(f"PRAGMA recursive_triggers={request.param}")
        yield
        cursor.execute("PRAGMA recursive_triggers=ON")


@pytest.fixture
def decided():
    revision = a_revision()
    link = MeasureLink("Nära vård", STAY_LINE, "medelvardtid_75", None, 7.5, Month(2027, 12))
    link_measures(revision=revision, links=[link], actor="x")
    return decide_revision(
        revision=revision, decided_on=date(2023, 11, 9), decided_by="nämnden", actor="x"
    )


@pytest.fixture
def handed_in():
    report = report_of(an_open_round())
    fill_in(report)
    take_step(report=report, act=Act.SUBMIT, actor=REPORTER)
    return take_step(report=report, act=Act.APPROVE, actor=APPROVER)


def written_over(table, where="1", **instead):
    """Write the first row of the table again, as it is but for what is given."""
    with connection.cursor() as cursor:
        cursor.execute(f"PRAGMA table_info({table})")
        columns = [row[1] for row in cursor.fetchall()]
        taken = ", ".join(instead.get(name, f'"{name}"') for name in columns)
        names = ", ".join(f'"{name}"' for name in columns)
        cursor.execute(
            f"INSERT OR REPLACE INTO {table} ({names}) SELECT {taken} FROM {table} "  # noqa: S608 -- names of the store
            f"WHERE {where} ORDER BY id LIMIT 1"
        )


def refused(table, where="1", **instead):
    with pytest.raises(DatabaseError, match=r"never changes|append-only"), transaction.atomic():
        written_over(table, where, **instead)


def test_the_audit_trail_is_not_written_over():
    audit(actor="kim", action="decide revision", subject="plan 1")
    refused("organisation_auditevent", actor="'nobody'")


@pytest.mark.parametrize("table", [*BELOW, "plans_revision", "plans_item"])
def test_a_decided_revision_is_not_written_over(decided, table):
    refused(table)


def test_a_decided_revision_does_not_give_way_to_another_of_its_number(decided):
    refused("plans_revision", id="9999")
    refused("plans_item", id="9999")


def test_a_decided_row_does_not_give_way_to_a_row_of_a_draft(decided):
    draft = a_revision(sha256="b" * 64)
    goal = Goal.objects.filter(sub_area__area__revision=draft).first()
    kept = Goal.objects.filter(sub_area__area__revision=decided).first()
    refused("plans_goal", f"id = {goal.pk}", id=str(kept.pk))
    with pytest.raises(DatabaseError, match="never changes"), transaction.atomic():
        connection.cursor().execute(
            "UPDATE OR REPLACE plans_goal SET id = %s WHERE id = %s", [kept.pk, goal.pk]
        )


@pytest.mark.parametrize(
    "table",
    ["followup_report", "followup_reportstep", "followup_answer", "followup_answerversion"],
)
def test_what_is_handed_in_is_not_written_over(handed_in, table):
    where = f"id = {handed_in.pk}" if table == "followup_report" else "1"
    refused(table, where)


def test_a_report_handed_in_does_not_give_way_to_a_new_one(handed_in):
    refused("followup_report", f"id = {handed_in.pk}", id="9999", state="'draft'")


def test_a_version_of_a_draft_does_not_give_way_to_another_of_its_number():
    report = report_of(an_open_round())
    fill_in(report)
    refused("followup_answerversion", actor="'nobody'")
    refused("followup_answerversion", id="99999", actor="'nobody'")
