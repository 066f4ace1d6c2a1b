"""Scenarios are published together, shown as they were, and never changed."""

import pytest
from django.db import DatabaseError, transaction

from riktning.apps.organisation.models import AuditEvent
from riktning.apps.scenarios import queries
from riktning.apps.scenarios.actions import publish_scenarios
from riktning.apps.scenarios.models import Publication, Scenario
from riktning.core.errors import ScenarioError

pytestmark = pytest.mark.django_db
BASE = {"id": "baseline", "synthetic": True, "label": "inte verkliga resultat", "persons": 5}
PLAN = {**BASE, "id": "plan"}


def test_what_is_published_is_shown_and_written_in_the_trail():
    made, new = publish_scenarios(contents=[BASE, PLAN], actor="analyst")
    assert new and made.label == "inte verkliga resultat"
    found = queries.shown()
    assert [each["id"] for each in found.contents] == ["baseline", "plan"]
    assert found.content("plan") == PLAN and found.content("other") is None
    event = AuditEvent.objects.get(action="publish scenarios")
    assert event.actor == "analyst" and event.detail == {"scenarios": ["baseline", "plan"]}


def test_the_same_again_changes_nothing_and_others_take_their_place():
    publish_scenarios(contents=[BASE], actor="a")
    assert publish_scenarios(contents=[BASE], actor="b")[1] is False
    publish_scenarios(contents=[PLAN], actor="a")
    assert [each["id"] for each in queries.shown().contents] == ["plan"]
    assert publish_scenarios(contents=[BASE], actor="a")[1] is True
    assert Publication.objects.count() == 3


def test_what_does_not_say_that_it_is_invented_is_not_published():
    with pytest.raises(ScenarioError, match="invented"):
        publish_scenarios(contents=[BASE, {**PLAN, "synthetic": False}], actor="a")
    with pytest.raises(ScenarioError, match="no scenario"):
        publish_scenarios(contents=[], actor="a")
    assert queries.shown() is None


@pytest.mark.parametrize("model", [Publication, Scenario])
def test_a_published_scenario_is_neither_changed_nor_removed(model):
    publish_scenarios(contents=[BASE], actor="a")
    name = "label" if model is Publication else "content"
    with pytest.raises(DatabaseError, match="never changes"), transaction.atomic():
        model.objects.update(**{name: "annat"})
    with pytest.raises(DatabaseError, match="never changes"), transaction.atomic():
        model.objects.all()._raw_delete("default")
