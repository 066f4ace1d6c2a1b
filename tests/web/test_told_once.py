"""What reads the same on the start page is told once, with how many times it happened."""

from datetime import timedelta

import pytest
from django.contrib.auth.models import User
from django.utils import timezone

from riktning.apps.organisation.audit import audit
from riktning.apps.organisation.models import Grant
from riktning.apps.organisation.rights import Action, Role
from riktning.web.presenters.start import told_once
from riktning.web.presenters.trail import TrailRow


def row(who="demo", what="ändrade", on="ett möte", why="", minutes=0):
    at = timezone.now() - timedelta(minutes=minutes)
    return TrailRow(at=at, who=who, what=what, on=on, why=why, address="/", details=())


def test_the_latest_stands_for_all_that_read_the_same():
    rows = [row(minutes=1), row(who="lead", minutes=2), row(minutes=3), row(why="fel", minutes=4)]
    found = told_once(rows, 9)
    assert [(news.row, news.times) for news in found] == [(rows[0], 2), (rows[1], 1), (rows[3], 1)]


def test_no_more_are_told_than_there_is_room_for():
    found = told_once((row(on=f"möte {n % 30}", minutes=n) for n in range(60)), 12)
    assert [news.row.on for news in found] == [f"möte {n}" for n in range(12)]
    assert {news.times for news in found} == {2}


@pytest.mark.django_db
@pytest.mark.parametrize(("address", "words"), [("/start/", "3 gånger"), ("/en/start/", "3 times")])
def test_the_start_page_has_one_line_for_three_alike(client, address, words):
    user = User.objects.create_user("läsare")
    Grant.objects.create(user=user, role=Role.READER, from_date=timezone.localdate())
    client.force_login(user)
    for _time in range(3):
        audit(actor="uppföljare", action=Action.LOAD_UNITS, subject="organisation")
    audit(actor="uppföljare", action=Action.LOAD_NEED_FRAME, subject="needs")
    page = client.get(address).content.decode()
    assert page.count("uppföljare ") == 2
    assert page.count(words) == 1
