"""Pages of reports: begun, written by several, handed on, approved, read by all, taken away."""

import hashlib
import io
import zipfile

import pytest
from django.contrib.auth.models import User
from django.test import Client
from django.utils import timezone
from filled_store import fill

from apps.report_store import METHOD, begun, fill_reports, part, wrote
from riktning.apps.observations.models import Run
from riktning.apps.organisation.models import Grant
from riktning.apps.organisation.rights import Role
from riktning.apps.reports.models import Report

pytestmark = pytest.mark.django_db
HOSTILE = (
    "<script>alert(1)</script> <img src=x onerror=alert(1)> [x](javascript:alert(1)) "
    '![](file:///etc/passwd) {{ x }} #import "x" $x$ \\input{y} @cite style="color: red"'
)


@pytest.fixture(autouse=True)
def _home(settings, tmp_path):
    settings.RIKTNING_HOME = tmp_path


def signed_in(role, name="", **place):
    user = User.objects.create_user(name or f"konto-{role}")
    Grant.objects.create(user=user, role=role, from_date=timezone.localdate(), **place)
    client = Client()
    client.force_login(user)
    return client


def said(client, address, status=200):
    response = client.get(address)
    assert response.status_code == status, address
    return response.content.decode()


def sent(client, address, status=302, **fields):
    response = client.post(address, fields)
    assert response.status_code == status, response.content.decode()[:3000]
    return response


def test_a_report_goes_from_its_template_to_everybody():
    fill()
    analyst, head = signed_in(Role.ANALYST), signed_in(Role.ANALYST, "en annan")
    form = {"template": "board", "as_of": "2025-12-31", "language": "sv"}
    made = sent(analyst, "/rapporter/ny/", **form)
    report = Report.objects.get()
    address = f"/rapporter/{report.pk}/"
    assert made.url == address
    sent(analyst, f"{address}om/", title="Läget i december", open_to_all="on")
    page = said(analyst, address)
    assert "Läget i december" in page
    for section in report.sections.exclude(text=""):
        there = f"{address}avsnitt/{section.key}/"
        sent(analyst, there, text=f"Egna ord.\n\n{section.text}", version="1")
        sent(analyst, f"{there}steg/", handling="hand_on", version="2")
        assert "någon annan godkänner det" in said(analyst, there)
        sent(analyst, f"{there}steg/", 409, handling="approve", version="2")
        sent(head, f"{there}steg/", 409, handling="approve", version="1")
        sent(head, f"{there}steg/", handling="approve", version="2")
    sent(analyst, f"{address}godkann/", 409)
    public = Client()
    assert public.get(address).status_code == 302  # to the sign-in, while it is a draft
    assert "Läget i december" not in said(public, "/rapporter/")
    sent(head, f"{address}godkann/")
    assert "Läget i december" in said(public, "/rapporter/")
    read = said(public, address)
    assert "Egna ord." in read
    assert "Fingeravtryck" not in read
    assert "Fingeravtryck" in said(head, address)
    sent(analyst, f"{address}avsnitt/{section.key}/", 409, text="Nya ord.", version="2")


def test_an_approved_report_that_is_not_for_all_is_read_by_those_with_a_role():
    fill()
    _draft, page = fill_reports()
    address = f"/rapporter/{page.pk}/"
    assert said(Client(), address)
    other = begun("Inåt")
    inside = f"/rapporter/{other.pk}/"
    assert signed_in(Role.READER).get(inside).status_code == 403  # a draft
    assert said(signed_in(Role.REPORTER, unit_id="norr"), inside)


def test_what_two_write_at_once_is_put_together_and_told():
    fill()
    report = begun(template="yearly")
    address = f"/rapporter/{report.pk}/avsnitt/summary/"
    one, two = signed_in(Role.ANALYST, "ett"), signed_in(Role.ANALYST, "två")
    start = part(report).text
    sent(one, address, text=f"Först.\n\n{start}", version="1")
    sent(two, address, text=f"{start}\n\nSist.", version="1")
    page = said(two, address)
    assert "tillsammans med det som ett ändrade" in page
    assert part(report).text == f"Först.\n\n{start}\n\nSist."


def test_evidence_is_ticked_without_a_script():
    fill()
    report = begun(template="yearly")
    address = f"/rapporter/{report.pk}/avsnitt/introduction/"
    client = signed_in(Role.ANALYST)
    assert 'type="checkbox"' in said(
        client, address.replace("introduction", "summary") + "underlag/"
    )
    sent(client, address, version="0", underlag=["method:all", "limits:all"])
    assert part(report, "introduction").text == f"{METHOD}\n\n[[underlag:limits:all]]"
    sent(client, address, version="1", underlag=["method:all"])
    assert part(report, "introduction").version == 1  # it was there


def test_a_line_that_names_nothing_is_said_and_what_was_typed_stands():
    fill()
    report = begun(template="yearly")
    address = f"/rapporter/{report.pk}/avsnitt/summary/"
    typed = "Mina ord.\n\n[[underlag:gissning:x]]"
    answer = sent(signed_in(Role.ANALYST), address, 422, text=typed, version="1")
    page = answer.content.decode()
    assert "Det finns inget underlag som heter gissning:x." in page
    assert "Mina ord." in page
    assert "Mina ord." not in part(report).text


def test_nothing_typed_is_run_in_the_page_or_its_preview():
    fill()
    report = begun(template="yearly")
    address = f"/rapporter/{report.pk}/avsnitt/summary/"
    client = signed_in(Role.ANALYST)
    previewed = sent(client, f"{address}forhandsvisning/", 200, text=HOSTILE).content.decode()
    sent(client, address, text=HOSTILE, version="1")
    for page in (previewed, said(client, address), said(client, f"/rapporter/{report.pk}/las/")):
        assert "<script>alert" not in page
        assert "<img" not in page
        assert 'href="javascript' not in page
        assert "&lt;script&gt;alert(1)&lt;/script&gt;" in page
    assert 'style="color: red"' in previewed.replace("&quot;", '"')  # as typed, and no attribute


def test_the_preview_stores_nothing_and_counts_words():
    fill()
    report = begun(template="yearly")
    address = f"/rapporter/{report.pk}/avsnitt/summary/forhandsvisning/"
    page = sent(signed_in(Role.ANALYST), address, 200, text=f"Två ord.\n\n{METHOD}")
    assert "2 av högst 500 ord" in page.content.decode()
    assert part(report).version == 1


def test_a_named_writer_of_another_place_writes_in_the_own_section_only():
    fill()
    report = begun(template="yearly")
    writer = signed_in(Role.REPORTER, "skribenten", unit_id="norr")
    lead = signed_in(Role.ANALYST)
    section = part(report)
    fields = {"title": report.title, f"skribent-{section.pk}": "skribenten"}
    sent(lead, f"/rapporter/{report.pk}/om/", **fields)
    address = f"/rapporter/{report.pk}/avsnitt/"
    sent(writer, f"{address}summary/", text="Mina ord.", version="1")
    sent(writer, f"{address}introduction/", 403, text="Mina ord.", version="0")
    fields[f"skribent-{section.pk}"] = "ingen alls"
    sent(lead, f"/rapporter/{report.pk}/om/", 422, **fields)
    assert part(report).writer == "skribenten"


def test_a_newer_run_is_told_and_the_report_comes_to_rest_on_it():
    fill()
    report = begun(template="yearly")
    wrote(part(report), part(report).text)
    Run.objects.update(current=False)
    run = Run.objects.get(pk=report.run_id)
    run.pk, run.run_id, run.current = None, "korning-2", True
    run.save()
    client = signed_in(Role.ANALYST)
    assert "En nyare körning är publicerad" in said(client, f"/rapporter/{report.pk}/")
    page = said(client, f"/rapporter/{report.pk}/nytt/")
    assert "Står nu" in page
    marks = dict(
        field.split('" value="')
        for field in (part.split('">')[0] for part in page.split('name="')[1:])
        if field.startswith("sett:")
    )
    sent(client, f"/rapporter/{report.pk}/nytt/", **marks, alla="gammal")
    assert Report.objects.get().run == run
    assert "En nyare körning" not in said(client, f"/rapporter/{report.pk}/")


def test_the_documents_of_an_approved_report_are_made_of_what_was_frozen():
    fill()
    _draft, page = fill_reports()
    first = Client().get(f"/rapporter/{page.pk}/rapport.zip")
    assert first.headers["Content-Disposition"].startswith("attachment")
    with zipfile.ZipFile(io.BytesIO(first.content)) as archive:
        names = archive.namelist()
        held = {name.rsplit(".", 1)[1] for name in names if not name.startswith("figur-")}
    assert held == {"docx", "odt", "html", "pdf", "pptx", "xlsx", "json"}
    again = Client().get(f"/rapporter/{page.pk}/rapport.zip")
    assert hashlib.sha256(again.content).digest() == hashlib.sha256(first.content).digest()
    assert Client().get(f"/rapporter/{page.pk}/rapport.exe").status_code == 404


def test_a_report_on_an_area_is_begun_by_its_lead_and_one_on_the_region_is_not():
    fill()
    lead = signed_in(Role.AREA_LEAD, area="nara-vard")
    form = {"as_of": "2025-12-31", "language": "en", "template": "area", "area": ""}
    assert "Välj vilket område" in sent(lead, "/rapporter/ny/", 422, **form).content.decode()
    sent(lead, "/rapporter/ny/", **form | {"area": "nara-vard"})
    sent(lead, "/rapporter/ny/", 422, **form | {"area": "kompetensforsorjning"})
    sent(lead, "/rapporter/ny/", 422, **form | {"template": "yearly"})
    assert Report.objects.get().area == "nara-vard"


@pytest.mark.parametrize("day", ["2019-01-01", "2031-06-01"])
def test_a_report_is_not_of_a_day_that_its_figures_do_not_reach_or_that_has_not_been(day):
    fill()
    analyst = signed_in(Role.ANALYST)
    form = {"template": "board", "title": "", "as_of": day, "language": "sv"}
    page = sent(analyst, "/rapporter/ny/", 422, **form).content.decode()
    assert "Välj den dagen eller en senare" in page
    assert not Report.objects.exists()
