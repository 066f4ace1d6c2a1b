"""A group is proposed, prepared, decided and formed by three people with nothing but keyboards."""

from datetime import date
from functools import partial

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.contrib.auth.models import User
from django.utils import timezone
from keyboard import button, day, pick, press, reach, told, unfold, write
from test_accessibility import RULES

from apps.group_store import fill_groups
from apps.proposal_store import fill_proposals
from riktning.apps.governance.models import Group, Proposal
from riktning.apps.organisation.models import AuditEvent, Grant
from riktning.apps.organisation.rights import Role

PEOPLE = {"rapportor": Role.REPORTER, "ledare": Role.AREA_LEAD, "analytiker": Role.ANALYST}
DAY = date(2025, 3, 4)
PARTS = ("area_of_responsibility", "commissioner", "assignee", "purpose", "description",
         "participants", "decision_order", "reporting")  # fmt: skip


@pytest.fixture
def site(_every_connection_can_be_emptied, live_server):
    from filled_store import fill

    fill()
    fill_groups()
    for name, role in PEOPLE.items():
        user = User.objects.create_user(name)
        Grant.objects.create(user=user, role=role, from_date=timezone.localdate())
    return live_server.url


@pytest.fixture
def people(enter, site):
    return {name: partial(enter, site, name) for name in PEOPLE}


def advance(page, name="Flytta till nästa steg", words="Förslaget är flyttat."):
    press(page, button(page, name))
    told(page, words)


def propose(page):
    press(page, page.get_by_role("link", name="Lämna ett förslag"))
    reach(page, page.locator("#slag"))
    press(page, button(page, "Fortsätt"))
    page.locator("#id_code").wait_for()
    write(page, "#id_code", "kunskapsstod")
    write(page, "#id_name", "Samordnande grupp för kunskapsstöd")
    pick(page, "#id_group_kind", "samordnande")
    pick(page, "#id_process", "huvud")
    write(page, "#id_chair", "utvecklingsdirektör")
    pick(page, "#id_reports_to", "Konc")
    write(page, "#id_reason", "Två grupper gör samma sak.")
    write(page, "#id_consequences", "Färre möten.")
    pick(page, "#id_body", "Konc")
    day(page, "#id_day", DAY)
    for part in PARTS:
        write(page, f"#id_{part}", f"Det som gäller om {part}.")
    press(page, button(page, "Lämna förslaget"))
    told(page, "Förslaget är lämnat.")


def test_a_group_is_formed_by_three_people_with_keyboards(people, site):
    reporter = people["rapportor"]("/grupper/forslag/")
    propose(reporter)
    proposal = Proposal.objects.get()
    address = f"/grupper/forslag/{proposal.pk}/"
    lead = people["ledare"](address)
    advance(lead)
    reporter.goto(site + address)
    unfold(reporter, "För in ett yttrande")
    pick(reporter, "#id_y-unit_id", "Sjukhusen i norr")
    write(reporter, "#id_y-opinion", "Gränsen behöver skrivas tydligare.")
    press(reporter, button(reporter, "För in yttrandet"))
    told(reporter, "Yttrandet är infört.")
    lead.goto(site + address)
    advance(lead)
    analyst = people["analytiker"](address)
    unfold(analyst, "För in vad organet beslutade")
    day(analyst, "#id_b-decided_on", DAY)
    write(analyst, "#id_b-paragraph", "12")
    write(analyst, "#id_b-diary_number", "DEMO 2025-12")
    pick(analyst, "#id_b-outcome", "bifall")
    write(analyst, "#id_b-text", "Gruppen bildas.")
    press(analyst, button(analyst, "För in beslutet"))
    told(analyst, "Beslutet är infört.")
    advance(analyst)
    advance(analyst, "Verkställ beslutet", "Beslutet är verkställt.")
    press(analyst, analyst.locator("main").get_by_role("link", name=proposal.details["name"]))
    told(analyst, "version 1, beslutad 2025-03-04, DEMO 2025-12")
    group = Group.objects.get(code="kunskapsstod")
    assert group.ways_out.get().target.code == "ledning"
    trail = AuditEvent.objects.filter(subject=str(proposal)).values_list("actor", "action")
    assert set(trail) == {
        ("rapportor", "proposal.write"), ("rapportor", "proposal.opinion"),
        ("ledare", "proposal.move"), ("analytiker", "decision.record"),
        ("analytiker", "proposal.move"),
    }  # fmt: skip
    assert reporter.faults == lead.faults == analyst.faults == []


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [360, 1280])
@pytest.mark.parametrize("language", ["", "/en"])
def test_what_is_seen_at_work_with_groups_breaks_no_rule(people, site, width, scheme, language):
    proposals = [each.pk for each in fill_proposals()]
    page = people["analytiker"]("/om/", width=width, scheme=scheme)
    addresses = (
        "/grupper/", "/grupper/g1/", "/grupper/g1/andra/", "/grupper/g1/platser/",
        "/grupper/g1/vagar/", "/grupper/g1/uppdrag/1/", "/grupper/g3/uppdrag/2/skriv/",
        "/grupper/ny/", "/grupper/natet/", "/grupper/fynd/", "/beslut/", "/beslut/nytt/",
        "/beslut/atgarder/", "/grupper/forslag/", "/grupper/forslag/nytt/",
        "/grupper/forslag/nytt/?slag=change&grupp=g3",
        *(f"/grupper/forslag/{number}/" for number in proposals),
        f"/grupper/forslag/{proposals[0]}/andra/",
    )  # fmt: skip
    found = []
    for address in addresses:
        response = page.goto(f"{site}{language}{address}")
        assert response.status == 200, address
        results = Axe().run(page, options=RULES)
        found += [f"{address}: {v['id']} {v['nodes'][0]['html'][:200]}"
                  for v in results.response["violations"]]  # fmt: skip
        wide = "document.documentElement.scrollWidth - document.documentElement.clientWidth"
        if page.evaluate(wide) > 0:
            found.append(f"{address}: wider than the window")
    assert found == []
    assert page.faults == []
