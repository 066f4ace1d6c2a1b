"""A form whose token no longer holds is told in the product's words, and no word of it is lost."""

import pytest
from django.contrib.auth.models import User
from django.test import Client
from django.utils import timezone

from apps.round_store import NORTH, an_open_round, report_of
from riktning.apps.followup.models import AnswerVersion
from riktning.apps.organisation.models import Grant
from riktning.apps.organisation.rights import Role

pytestmark = pytest.mark.django_db
WRITTEN = "Vi har gått igenom alla enheter & vet nu hur det står till."


@pytest.fixture
def place() -> str:
    report = report_of(an_open_round())
    return f"/uppfoljning/rundor/{report.round_id}/{NORTH}/"


@pytest.fixture
def reporter() -> Client:
    client = Client(enforce_csrf_checks=True)
    user = User.objects.create_user("rapportör")
    today = timezone.localdate()
    Grant.objects.create(user=user, role=Role.REPORTER, unit_id=NORTH, from_date=today)
    client.force_login(user)
    return client


@pytest.mark.parametrize(
    ("language", "words"), [("", "Inget är sparat"), ("/en", "Nothing is saved")]
)
def test_it_is_told_in_the_readers_language_with_what_was_written(reporter, place, language, words):
    sent = {"comment-1": WRITTEN, "base-1": "0", "password": "ett-langt-hemligt-losenord"}
    told = reporter.post(f"{language}{place}", sent | {"csrfmiddlewaretoken": "a" * 64})
    text = told.content.decode()
    assert told.status_code == 403
    assert words in text and "alla enheter &amp; vet nu" in text
    assert "DEBUG" not in text and "losenord" not in text and "aaaa" not in text
    assert not AnswerVersion.objects.exists()


def test_the_token_that_the_cookie_holds_is_taken(reporter, place):
    reporter.get(place)
    token = reporter.cookies["csrftoken"].value
    sent = {"csrfmiddlewaretoken": token}
    assert reporter.post(place, sent).status_code == 302


def test_every_page_sends_the_token_that_holds_now(client, db):
    page = client.get("/om/").content.decode()
    assert 'src="/static/riktning/session.js" defer' in page
