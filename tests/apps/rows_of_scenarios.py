"""Rows of scenarios that the database refuses, for the test of every constraint."""

from collections.abc import Callable
from typing import Any

from django.db import models

from riktning.apps.scenarios.models import Publication, Scenario


def a_publication(**given: Any) -> Publication:
    return Publication(**{"actor": "a", "label": "x", "sha256": "c" * 64, **given})


def a_scenario(**given: Any) -> Scenario:
    found = Publication.objects.first() or a_publication()
    found.save() if found.pk is None else None
    return Scenario(**{"publication": found, "slug": "s", "order": 0, "content": "{}", **given})


REFUSED: dict[str, Callable[[], models.Model]] = {
    "scenarios_say_who_and_that_invented": lambda: a_publication(label=""),
    "scenario_has_a_content": lambda: a_scenario(content=""),
}
UNIQUE: dict[str, Callable[[], list[models.Model]]] = {
    "one scenario of an address": lambda: [a_scenario(), a_scenario(order=1)],
}
