"""Which revision `riktning report` is written on, and what it warns of."""

import hashlib

import pytest

from riktning.documents.draft import DraftArea, DraftIndicator, DraftPlan


def stored(code, name):
    from riktning.apps.plans.actions import create_draft_revision

    draft = DraftPlan([DraftArea("Nära vård", indicators=[DraftIndicator(name)])])
    return create_draft_revision(
        plan_code=code,
        draft=draft,
        source_name=f"{name}.docx",
        source_sha256=hashlib.sha256(name.encode()).hexdigest(),
        actor="planner",
    )


def linked(revision, name):
    from riktning.apps.plans.actions import MeasureLink, link_measures

    links = [MeasureLink("Nära vård", name, "andel_primarvard", None, None, None, 2)]
    link_measures(revision=revision, links=links, actor="planner")
    return revision


@pytest.mark.django_db
def test_a_linked_draft_is_met_before_a_newer_one_without_links():
    from riktning.cli.report import choose_revision, warnings

    first = linked(stored("plan", "Ett"), "Ett")
    stored("plan", "Två")
    assert choose_revision("plan") == first
    (warning,) = warnings(first)
    assert "revision 1 of plan plan is a draft" in warning


@pytest.mark.django_db
def test_the_newest_draft_is_met_when_none_is_linked_and_both_things_are_said():
    from riktning.cli.report import choose_revision, warnings

    stored("plan", "Ett")
    newest = stored("plan", "Två")
    assert choose_revision("plan") == newest
    draft, unlinked = warnings(newest)
    assert "is a draft" in draft
    assert "no measure is linked to revision 2 of plan plan" in unlinked


@pytest.mark.django_db
def test_what_is_in_force_is_met_before_a_newer_linked_draft_without_a_warning():
    from datetime import date

    from riktning.apps.plans.actions import decide_revision, put_in_force
    from riktning.cli.report import choose_revision, warnings

    first = linked(stored("plan", "Ett"), "Ett")
    first = decide_revision(
        revision=first, decided_on=date(2024, 1, 1), decided_by="nämnd", actor="planner"
    )
    put_in_force(revision=first, actor="planner")
    linked(stored("plan", "Två"), "Två")
    chosen = choose_revision("plan")
    assert chosen == first
    assert warnings(chosen) == []
