"""What is too large, or makes no sense, is answered with a page that says so; nothing is stored."""

import pytest
from django.contrib.auth.models import User
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone

from apps.round_store import NORTH, an_open_round, report_of
from riktning.apps.followup.models import AnswerVersion
from riktning.apps.organisation.models import Grant
from riktning.apps.organisation.rights import Role
from riktning.web.views.round_files import LARGEST

pytestmark = pytest.mark.django_db


@pytest.fixture
def place(client):
    report = report_of(an_open_round())
    user = User.objects.create_user("rapportör")
    today = timezone.localdate()
    Grant.objects.create(user=user, role=Role.REPORTER, unit_id=NORTH, from_date=today)
    client.force_login(user)
    return f"/uppfoljning/rundor/{report.round_id}/{NORTH}/"


@pytest.mark.parametrize(
    ("language", "words"), [("", "för stort"), ("/en", "What was sent is too large")]
)
def test_a_form_that_is_too_large_is_told_so(client, place, settings, language, words):
    settings.DATA_UPLOAD_MAX_MEMORY_SIZE = 1000
    answer = client.post(f"{language}{place}", {"comment-1": "x" * 2000})
    assert answer.status_code == 413
    assert words in answer.content.decode()
    assert not AnswerVersion.objects.exists()


def test_a_form_with_too_many_fields_is_told_so(client, place, settings):
    settings.DATA_UPLOAD_MAX_NUMBER_FIELDS = 3
    answer = client.post(place, {f"comment-{n}": "x" for n in range(9)})
    assert answer.status_code == 413
    assert "för stort" in answer.content.decode()


def test_a_workbook_that_is_too_large_is_told_so(client, place):
    large = SimpleUploadedFile("svar.xlsx", b"0" * (LARGEST + 1))
    answer = client.post(f"{place}las-in/", {"fil": large})
    assert answer.status_code == 413
    assert "mindre än 10 MB" in answer.content.decode()
    assert not AnswerVersion.objects.exists()
    assert client.post(f"{place}las-in/").status_code == 422
