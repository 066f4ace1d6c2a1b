"""Addresses carry data: an odd unit id is no header, and every plan's area has a page."""

from datetime import date
from pathlib import Path
from urllib.parse import quote

import pytest
from django.test import Client

from apps.making import a_draft, a_revision, digital_care
from apps.run_folders import STAY, RunSpec, write_run_folder
from riktning.apps.observations.actions import publish_run
from riktning.apps.organisation.models import Unit
from riktning.core.periods import Month

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    "unit_id", ["su\r\nSet-Cookie: x", 'su"; filename="x.exe', "../../su", "å"]
)
def test_a_files_name_is_safe_whatever_the_unit_is_called(
    client: Client, tmp_path: Path, unit_id: str
) -> None:
    publish_run(
        run_folder=write_run_folder(tmp_path / "run", RunSpec(first=Month(2025, 11))), actor="x"
    )
    Unit.objects.create(
        unit_id=unit_id, name="Udda", kind="hospital", parent_id="vgr", from_date=date(2010, 1, 1)
    )
    answer = client.get(f"/indikator/{STAY}/data.csv?enhet={quote(unit_id)}")
    assert answer.status_code == 200
    named = answer.headers["Content-Disposition"]
    assert named.startswith("attachment; filename") and not set(named) & set("\r\n/\\")
    assert named.count("=") == 1 and "Set-Cookie" not in answer.headers


def test_every_plan_is_listed_and_the_areas_of_each_have_pages(client: Client) -> None:
    a_revision()
    other = a_revision(a_draft(digital_care()), code="annan", sha256="c" * 64)
    plans = client.get("/planen/").content.decode()
    assert "/planen/plan/1/" in plans and "/planen/annan/1/" in plans
    slug = other.areas.get().slug
    assert slug != "digitala-vardtjanster"
    first, second = (
        client.get(f"/omrade/{each}/").content.decode() for each in ("digitala-vardtjanster", slug)
    )
    assert "/planen/plan/1/" in first and "/planen/annan/1/" not in first
    assert "/planen/annan/1/" in second and "/planen/plan/1/" not in second
    assert client.get("/omrade/finns-inte/").status_code == 404


def test_the_start_page_stays_with_its_plan_when_a_draft_of_another_is_stored(
    client: Client,
) -> None:
    a_revision()
    before = client.get("/").content.decode()
    a_revision(a_draft(digital_care()), code="annan", sha256="c" * 64)
    after = client.get("/").content.decode()
    assert "/omrade/nara-vard/" in before and "/omrade/nara-vard/" in after
