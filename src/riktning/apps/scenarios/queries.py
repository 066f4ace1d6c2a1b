"""What is shown of scenarios: those of the latest publication."""

import json
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from riktning.apps.scenarios.models import Publication, Scenario


@dataclass(frozen=True, slots=True)
class Shown:
    """The scenarios shown, the baseline first, each as it was published."""

    number: int
    published_at: datetime
    contents: tuple[dict[str, Any], ...]

    def content(self, slug: str) -> dict[str, Any] | None:
        return next((each for each in self.contents if each["id"] == slug), None)


def latest() -> Publication | None:
    """The publication that is shown. One query."""
    return Publication.objects.order_by("-pk").first()


def shown() -> Shown | None:
    """Two queries; None where nothing is published."""
    found = latest()
    if found is None:
        return None
    rows = Scenario.objects.filter(publication=found).order_by("order")
    return Shown(found.pk, found.published_at, tuple(json.loads(row.content) for row in rows))


def some_are_shown() -> bool:
    """Whether there is any to look at. One query."""
    return Publication.objects.exists()
