"""A section is saved while it is written, and many sections are approved at once, on the pages."""

import pytest
from django.contrib.auth.models import User
from django.test import Client
from django.utils import timezone
from filled_store import fill

from apps.report_store import begun, part
from riktning.apps.organisation.models import Grant
from riktning.apps.organisation.rights import Role

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _home(settings, tmp_path):
    settings.RIKTNING_HOME = tmp_path
    fill()


def signed_in(role, name, **place):
    user = User.objects.create_user(name)
    Grant.objects.create(user=user, role=role, from_date=timezone.localdate(), **place)
    client = Client()
    client.force_login(user)
    return client


def desk(report, key="summary"):
    return f"/rapporter/{report.pk}/avsnitt/{key}/"


def kept(client, report, status=200, **fields):
    response = client.post(f"{desk(report)}spara/", fields)
    assert response.status_code == status, response.content.decode()[:2000]
    return response.json()


def page_of(client, address):
    response = client.get(address)
    assert response.status_code == 200
    return response.content.decode()


def test_a_text_is_saved_while_it_is_written():
    report = begun(template="yearly")
    client = signed_in(Role.ANALYST, "ett")
    start = part(report).text
    told = kept(client, report, text=f"{start}\n\nEtt ord", version="1")
    assert told == {"version": 2, "state": "draft", "text": None, "told": ""}
    told = kept(client, report, text=f"{start}\n\nEtt ord till.", version="2", fran="x")
    assert part(report).text.endswith("Ett ord till.")


def test_what_another_wrote_comes_back_with_the_words_of_both():
    report = begun(template="yearly")
    one, two = signed_in(Role.ANALYST, "ett"), signed_in(Role.ANALYST, "två")
    start = part(report).text
    kept(one, report, text=f"Först.\n\n{start}", version="1")
    told = kept(two, report, text=f"{start}\n\nSist.", version="1")
    assert told["text"] == f"Först.\n\n{start}\n\nSist."
    assert "ett" in told["told"]
    # and who types on meanwhile is asked for what the text was changed from
    told = kept(
        two, report, text=f"{start}\n\nSist av allt.", version=told["version"],
        fran=f"{start}\n\nSist.",
    )  # fmt: skip
    assert told["text"] == part(report).text == f"Först.\n\n{start}\n\nSist av allt."


@pytest.mark.parametrize(
    ("fields", "status", "words"),
    [
        ({"text": "[[underlag:lucky:guess]]", "version": "1"}, 422, "lucky:guess"),
        ({"text": "a" * 60_001, "version": "1"}, 422, "för långt"),
    ],
)
def test_what_cannot_be_saved_is_told_and_nothing_is_stored(fields, status, words):
    report = begun(template="yearly")
    told = kept(signed_in(Role.ANALYST, "ett"), report, status, **fields)
    assert words in told["told"]
    assert part(report).version == 1


@pytest.mark.parametrize(
    "fields", [{"text": "x"}, {"version": "1"}, {"text": "x", "version": "-1"}]
)
def test_a_saving_without_what_it_needs_is_no_saving(fields):
    report = begun(template="yearly")
    address = f"{desk(report)}spara/"
    client = signed_in(Role.ANALYST, "ett")
    assert client.post(address, fields).status_code == 404
    assert client.get(address).status_code == 405


def test_a_section_that_was_handed_on_meanwhile_keeps_what_is_typed_on_the_page():
    report = begun(template="yearly")
    one, two = signed_in(Role.ANALYST, "ett"), signed_in(Role.ANALYST, "två")
    one.post(f"{desk(report)}steg/", {"handling": "hand_on", "version": "1"})
    assert "lämnat eller godkänt" in kept(two, report, 409, text="Mina ord.", version="1")["told"]
    assert signed_in(Role.READER, "läsare").post(f"{desk(report)}spara/").status_code == 403


def test_a_text_that_was_refused_is_still_a_change_of_what_its_writer_had_read():
    """Not of what others have written since: saved again, it would take their words away."""
    report = begun(template="yearly")
    one, two = signed_in(Role.ANALYST, "ett"), signed_in(Role.ANALYST, "två")
    start = part(report).text
    kept(one, report, text=f"Först.\n\n{start}", version="1")
    typed = f"{start}\n\n[[underlag:lucky:guess]]"
    page = two.post(desk(report), {"text": typed, "version": "1"}).content.decode()
    assert '<input type="hidden" name="version" value="1">' in page
    two.post(desk(report), {"text": f"{start}\n\nSist.", "version": "1"})
    assert part(report).text == f"Först.\n\n{start}\n\nSist."


def ticked(report, keys):
    return [f"{part(report, key).pk}.{part(report, key).version}" for key in keys]


def test_the_sections_of_a_report_are_handed_on_and_approved_from_one_list():
    report = begun(template="yearly")
    one, two = signed_in(Role.ANALYST, "ett"), signed_in(Role.ANALYST, "två")
    keys = list(report.sections.exclude(text="").values_list("key", flat=True))
    address = f"/rapporter/{report.pk}/"
    assert f"Lämna flera för godkännande ({len(keys)})" in page_of(one, address)
    sent = one.post(
        f"{address}steg/", {"handling": "hand_on", "avsnitt": ticked(report, keys)}, follow=True
    )
    assert f"{len(keys)} avsnitt är lämnade för godkännande." in sent.content.decode()
    # who handed them on does not approve them, and is not offered to
    page = page_of(one, address)
    assert "Godkänn flera avsnitt" not in page
    refused = one.post(
        f"{address}steg/", {"handling": "approve", "avsnitt": ticked(report, keys)}, follow=True
    )
    assert "någon annan godkänner" in refused.content.decode()
    assert f"Godkänn flera avsnitt ({len(keys)})" in page_of(two, address)
    done = two.post(
        f"{address}steg/", {"handling": "approve", "avsnitt": ticked(report, keys)}, follow=True
    )
    assert f"{len(keys)} avsnitt är godkända." in done.content.decode()
    assert {part(report, key).state for key in keys} == {"approved"}


def test_a_section_that_was_changed_since_the_list_was_opened_is_not_approved():
    report = begun(template="yearly")
    one, two = signed_in(Role.ANALYST, "ett"), signed_in(Role.ANALYST, "två")
    keys = list(report.sections.exclude(text="").values_list("key", flat=True))[:3]
    address = f"/rapporter/{report.pk}/"
    one.post(f"{address}steg/", {"handling": "hand_on", "avsnitt": ticked(report, keys)})
    read = ticked(report, keys)
    there = desk(report, keys[0])
    one.post(f"{there}steg/", {"handling": "take_back", "version": "1"})
    one.post(there, {"text": "Ny text.", "version": "1"})
    one.post(f"{there}steg/", {"handling": "hand_on", "version": "2"})
    page = two.post(f"{address}steg/", {"handling": "approve", "avsnitt": read}, follow=True)
    assert "Ändrade sedan du läste dem" in page.content.decode()
    assert part(report, keys[0]).state == "ready"
    assert part(report, keys[1]).state == "approved"


@pytest.mark.parametrize(
    ("fields", "status"),
    [
        ({"handling": "send_back"}, 404),
        ({"handling": "approve_report"}, 404),
        ({}, 404),
        ({"handling": "approve"}, 302),
        ({"handling": "approve", "avsnitt": ["x", "999999.1", "."]}, 302),
    ],
)
def test_what_is_no_step_of_many_is_refused(fields, status):
    report = begun(template="yearly")
    client = signed_in(Role.ANALYST, "ett")
    assert client.post(f"/rapporter/{report.pk}/steg/", fields).status_code == status
    assert part(report).state == "draft"


def test_a_lead_of_another_area_is_told_where_the_own_role_holds_and_the_way_back():
    report = begun(template="yearly")
    section = report.sections.exclude(area="").exclude(text="").first()
    other = report.revision.areas.exclude(slug=section.area).first()
    lead = signed_in(Role.AREA_LEAD, "ledare", area=other.slug if other else "annat")
    address = f"/rapporter/{report.pk}/avsnitt/{section.key}/"
    answer = lead.post(
        address, {"text": "Mina ord.", "version": "1"},
        headers={"referer": f"http://testserver{address}"},
    )  # fmt: skip
    page = answer.content.decode()
    assert answer.status_code == 403
    assert "Din roll gäller på annat håll" in page
    assert (other.name if other else "annat") in page
    assert f'href="http://testserver{address}"' in page
