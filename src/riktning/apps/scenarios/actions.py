"""Publishing scenarios: all of them or none."""

import hashlib
import json
from collections.abc import Sequence
from typing import Any

from django.db import transaction

from riktning.apps.organisation.audit import audit
from riktning.apps.scenarios.models import Publication, Scenario
from riktning.apps.scenarios.queries import latest
from riktning.core.errors import ScenarioError

RESERVED = frozenset({"ny", "jamfor", "korningar"})  # pages beside those of scenarios
RUN = "korning-"  # before the number of a run, where scenarios are named in an address


def publish_scenarios(
    *, contents: Sequence[dict[str, Any]], actor: str
) -> tuple[Publication, bool]:
    """The publication, and whether it is new: what is shown already is not published again."""
    if not contents:
        raise ScenarioError("there is no scenario to publish", remedy="run some first")
    if not all(each.get("synthetic") and each.get("label") for each in contents):
        raise ScenarioError(
            "a scenario does not say that it is invented", remedy="run it again, and publish that"
        )
    ids = {str(each["id"]) for each in contents}
    taken = sorted(each for each in ids if each in RESERVED or each.startswith(RUN))
    if taken:
        raise ScenarioError(
            f"a page of its own has the address {taken[0]}", remedy="give the file another name"
        )
    texts = [json.dumps(each, ensure_ascii=False, allow_nan=False) for each in contents]
    digest = hashlib.sha256("\0".join(texts).encode()).hexdigest()
    with transaction.atomic():
        before = latest()
        if before is not None and before.sha256 == digest:
            return before, False
        label = str(contents[0]["label"])
        made = Publication.objects.create(actor=actor, label=label, sha256=digest)
        for order, (each, text) in enumerate(zip(contents, texts, strict=True)):
            Scenario.objects.create(publication=made, slug=each["id"], order=order, content=text)
        names = [each["id"] for each in contents]
        audit(actor=actor, action="publish scenarios", subject=str(made.pk), scenarios=names)
    return made, True
