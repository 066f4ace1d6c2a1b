"""Before anybody asks, the pages that most people open are read once."""

import pytest
from filled_store import fill_figures
from plan_store import fill_plans

from riktning.apps.observations import remembering as runs
from riktning.apps.plans import remembering as revisions
from riktning.cli import warming
from riktning.web import kept_parts


def test_an_empty_store_has_pages_to_read(db):
    assert warming.read_pages() > 3


@pytest.mark.django_db(transaction=True)
def test_what_a_run_and_a_plan_say_is_at_hand_afterwards():
    fill_figures()
    fill_plans()
    for memory in (runs.MEMORY, revisions.MEMORY, kept_parts.MEMORY):
        memory.forget()
    assert warming.read_pages() > 8
    for memory in (runs.MEMORY, revisions.MEMORY, kept_parts.MEMORY):
        assert len(memory) > 0


def test_it_has_an_end(db, monkeypatch):
    fill_plans()
    monkeypatch.setattr(warming, "MOST", 2)
    assert warming.read_pages() == 2
    monkeypatch.setattr(warming, "LONGEST", -1.0)
    assert warming.read_pages() == 0


def test_a_page_that_cannot_be_read_is_left_to_who_comes(db, settings):
    settings.RIKTNING_PUBLIC = settings.RIKTNING_PUBLIC_DRAFTS = False
    fill_plans()
    assert warming.read_pages() > 3
    settings.ALLOWED_HOSTS = ["*"]
    assert warming.read_pages() > 3
