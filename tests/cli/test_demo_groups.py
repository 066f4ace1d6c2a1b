"""The demo has groups and joint needs, once, and says that they are invented."""

from datetime import date

import pytest

from apps.round_store import fill_round_plans
from riktning.apps.governance.models import Group
from riktning.apps.meetings.models import Meeting
from riktning.apps.needs.introducing import introduced_by
from riktning.apps.needs.models import Criterion, Initiative, Need
from riktning.apps.organisation.models import Unit
from riktning.cli.demo_groups import make_groups
from riktning.cli.demo_meeting import make_meeting
from riktning.cli.examples import examples_folder

pytestmark = pytest.mark.django_db
TODAY = date(2026, 1, 15)
FILES = (examples_folder() / "groups.yaml", examples_folder() / "needs.yaml")


def test_groups_and_needs_of_the_examples_come_once(client):
    assert make_groups(*FILES, "demo") == f"{Group.objects.count()} groups, 3 needs"
    assert make_groups(*FILES, "demo") is None
    assert Need.objects.count() == 3
    assert Criterion.objects.exists()


def test_what_comes_of_the_first_need_and_an_initiative_are_there_to_be_looked_at(client):
    for key, kind, parent in (
        ("R", "region", ""),
        ("ost", "subregion", "R"),
        ("by", "municipality", "ost"),
        ("vc", "primary_care", "R"),
    ):
        Unit.objects.create(
            unit_id=key, name=key, kind=kind, parent_id=parent, from_date=date(2020, 1, 1)
        )  # fmt: skip
    make_groups(*FILES, "demo")
    first = Need.objects.order_by("pk").first()
    assert first.standing == "closed"
    assert set(introduced_by(first)) == {"ost", "by"}
    page = client.get(f"/behov/{first.pk}/").content.decode()
    assert "Infört i 1 av 1 delregioner" in page
    initiative = Initiative.objects.get()
    assert initiative.title.startswith("Exempel: ")
    assert (initiative.stage, initiative.pilot_units) == ("pilot", ["vc"])


def test_a_meeting_comes_once_asks_every_administration_and_says_that_it_is_invented():
    revision = fill_round_plans()
    assert not make_meeting(revision, TODAY, "demo")
    make_groups(*FILES, "demo")
    assert make_meeting(revision, TODAY, "demo")
    assert not make_meeting(revision, TODAY, "demo")
    meeting = Meeting.objects.get()
    assert meeting.synthetic
    assert meeting.title.startswith("Exempel: ")
    assert meeting.positions.count() == 3


def test_every_need_says_that_it_is_an_example_and_the_pages_show_them(client):
    make_groups(*FILES, "demo")
    page = client.get("/behov/").content.decode()
    for need in Need.objects.all():
        assert need.title.startswith("Exempel: ")
        assert need.problem.startswith("Påhittat: ")
        assert need.title in page
    assert len({need.step for need in Need.objects.all()}) == 3
    assert all(g.name in client.get("/grupper/").content.decode() for g in Group.objects.all())
