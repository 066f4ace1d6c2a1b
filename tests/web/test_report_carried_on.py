"""A new report is begun from an approved one, from its page or from the form."""

import pytest
from django.contrib.auth.models import User
from django.test import Client
from django.utils import timezone
from filled_store import fill

from apps.report_store import fill_reports, part
from riktning.apps.organisation.models import Grant
from riktning.apps.organisation.rights import Role
from riktning.apps.reports.models import Report, ReportSection

pytestmark = pytest.mark.django_db
DAY = "2025-12-31"


@pytest.fixture(autouse=True)
def _home(settings, tmp_path):
    settings.RIKTNING_HOME = tmp_path


def signed_in(role):
    user = User.objects.create_user(f"konto-{role}")
    Grant.objects.create(user=user, role=role, from_date=timezone.localdate())
    client = Client()
    client.force_login(user)
    return client


@pytest.fixture
def approved():
    fill()
    return fill_reports()[1]


def sent(client, **fields):
    said = {"template": "board", "as_of": DAY, "language": "sv", **fields}
    return client.post("/rapporter/ny/", said)


def test_the_page_of_an_approved_report_leads_to_the_one_that_carries_it_on(approved):
    client = signed_in(Role.ANALYST)
    way = f"/rapporter/ny/?fran={approved.pk}"
    assert way in client.get(f"/rapporter/{approved.pk}/").content.decode()
    assert way not in Client().get(f"/rapporter/{approved.pk}/").content.decode()
    form = client.get(way).context["form"]
    assert (form["follows"].value(), form["template"].value()) == (str(approved.pk), "board")


def test_its_texts_come_along_and_the_writer_is_told_to_read_them(approved):
    section = approved.sections.exclude(text="").first()
    carried = ReportSection(text=section.text)
    answer = sent(signed_in(Role.ANALYST), follows=str(approved.pk))
    report = Report.objects.get(follows=approved)
    assert answer.url == f"/rapporter/{report.pk}/"
    assert part(report, section.key).text == carried.text


def test_a_text_of_words_that_came_along_is_marked_until_it_is_written(approved):
    client = signed_in(Role.ANALYST)
    sent(client, follows=str(approved.pk))
    report = Report.objects.get(follows=approved)
    section = report.sections.exclude(text="").first()
    address = f"/rapporter/{report.pk}/avsnitt/{section.key}/"
    assert "följde med från" not in client.get(address).content.decode()  # evidence alone
    ReportSection.objects.filter(pk=section.pk).update(text="Ord från i fjol.")
    assert "följde med från" in client.get(address).content.decode()
    client.post(address, {"text": "Nya ord.", "version": "1"})
    assert "följde med från" not in client.get(address).content.decode()


def test_another_template_or_language_is_told_at_the_field(approved):
    client = signed_in(Role.ANALYST)
    for fields in ({"template": "yearly"}, {"language": "en"}):
        answer = sent(client, follows=str(approved.pk), **fields)
        assert answer.status_code == 422
        assert "en annan mall" in answer.content.decode()
    assert sent(client, follows=str(approved.pk), as_of="2024-01-01").status_code == 422
    assert sent(client, follows="0").status_code == 422
    assert sent(client, follows=str(approved.pk + 1000)).status_code == 422
    assert not Report.objects.filter(follows=approved).exists()


def test_a_draft_is_not_on_offer_and_no_address_breaks_the_form(approved):
    client = signed_in(Role.ANALYST)
    draft = Report.objects.get(state="draft")
    form = client.get(f"/rapporter/ny/?fran={draft.pk}").context["form"]
    assert [key for key, _name in form.fields["follows"].choices] == ["", str(approved.pk)]
    for strange in ("x", "-1", "9" * 40, "<b>"):
        assert client.get("/rapporter/ny/", {"fran": strange}).status_code == 200
