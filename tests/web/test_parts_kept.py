"""Parts of pages are rendered once, and again as soon as what they show may be another."""

import pytest
from django.template import Context, Template, TemplateSyntaxError
from django.utils import translation

from riktning.core.memory import Memory
from riktning.web import kept_parts as kept
from riktning.web import marks

TEMPLATE = (
    '{% load i18n kept %}{% kept "part" mark year %}{{ text }} {% translate "Nej" %}{% endkept %}'
)


@pytest.fixture(autouse=True)
def empty(monkeypatch):
    monkeypatch.setattr(kept, "MEMORY", Memory(1000))


def said(text, mark=("r", 1), year=2025):
    return Template(TEMPLATE).render(Context({"text": text, "mark": mark, "year": year}))


def test_a_part_is_rendered_once_for_its_mark_and_what_else_it_depends_on():
    first = said("<ett>")
    assert first.startswith("&lt;ett&gt;")
    assert said("två") == first
    assert said("två", year=2026).startswith("två")
    assert said("tre", mark=("r", 2)).startswith("tre")


def test_each_language_has_its_own():
    swedish = said("x")
    with translation.override("en"):
        assert said("x") != swedish


def test_without_a_mark_it_is_rendered_every_time():
    assert said("ett", mark=None) != said("två", mark=None)
    assert len(kept.MEMORY) == 0


def test_no_more_is_kept_than_there_is_room_for():
    for number in range(100):
        said("ord " * 10, mark=("r", number))
    assert kept.MEMORY.weight <= 1000


def test_a_name_and_a_mark_are_asked_for():
    with pytest.raises(TemplateSyntaxError):
        Template('{% load kept %}{% kept "part" %}{% endkept %}')


@pytest.mark.django_db
def test_what_is_not_committed_has_no_mark():
    assert marks.mark_of() is None


@pytest.mark.django_db(transaction=True)
def test_a_draft_has_no_mark_and_a_decided_revision_has_its_own():
    from datetime import date

    from apps.making import a_revision
    from riktning.apps.plans.actions import decide_revision

    draft = a_revision()
    assert marks.mark_of(draft) is None
    assert marks.mark_of(None, draft) is None
    decided = decide_revision(
        revision=draft, decided_on=date(2025, 11, 9), decided_by="nämnden", actor="a"
    )
    assert marks.mark_of(decided) is not None
    assert marks.mark_of(decided) != marks.mark_of(decided, None)
