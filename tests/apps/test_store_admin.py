"""Questions are answered in the administrator's pages, and only while the revision is a draft."""

from datetime import date

import pytest
from django.test import Client

from apps.making import a_revision
from riktning.apps.organisation.models import AuditEvent
from riktning.apps.plans.actions import decide_revision
from riktning.apps.plans.models import Question

pytestmark = pytest.mark.django_db


def address() -> str:
    return f"/admin/plans/question/{Question.objects.get().pk}/change/"


def test_an_answer_is_kept_and_leaves_a_trace(admin_client: Client) -> None:
    a_revision()
    assert admin_client.post(address(), {"answer": "två aktiviteter"}).status_code == 302
    question = Question.objects.get()
    assert (question.answer, question.text) == ("två aktiviteter", "Inför A Inför B")
    assert AuditEvent.objects.get(action="answer question").actor == "admin"


def test_a_decided_revision_s_question_can_no_longer_be_answered(admin_client: Client) -> None:
    revision = a_revision()
    decide_revision(
        revision=revision, decided_on=date(2023, 11, 9), decided_by="styrelsen", actor="a"
    )
    assert admin_client.post(address(), {"answer": "för sent"}).status_code == 403
    assert Question.objects.get().answer == ""
