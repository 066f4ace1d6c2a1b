"""The demo's groups and joint needs: the examples, and a few needs that say they are invented."""

from dataclasses import replace
from pathlib import Path

NEEDS = (
    ("Exempel: trygg hemgång från sjukhus", "Påhittat: hemgången planeras i tre system.", True),
    ("Exempel: en gemensam bild av insatserna", "Påhittat: ingen ser hela bilden.", True),
    ("Exempel: samma kunskapsstöd hos alla", "Påhittat: stöden säger olika saker.", False),
)
AFFECTED = "Påhittat: äldre med insatser från flera huvudmän."


def make_groups(groups: Path, frame: Path, actor: str) -> str | None:
    """Groups, the frame of needs and a few needs; None when needs are there already."""
    from django.db import transaction

    from riktning.apps.governance.loading import load_groups, read_yaml
    from riktning.apps.needs.frame import load_frame
    from riktning.apps.needs.models import Level, Need, Origin, PriorityArea
    from riktning.apps.needs.moving import move_need
    from riktning.apps.needs.registering import register_need
    from riktning.apps.needs.steps import Act
    from riktning.apps.organisation.rights import COMMAND_LINE
    from riktning.cli.demo_needs import (
        carry_through,
        introduce_by_units,
        link_to_plan,
        make_initiative,
    )

    if Need.objects.exists():
        return None
    person = replace(COMMAND_LINE, name=actor)
    with transaction.atomic():
        loaded = load_groups(data=read_yaml(groups), actor=person)
        load_frame(data=read_yaml(frame), actor=person)
        for (title, problem, moved), area in zip(NEEDS, PriorityArea.objects.all(), strict=False):
            need = register_need(
                title=title, origin=Origin.IDENTIFIED, level=Level.COUNTY, problem=problem,
                affected=AFFECTED, area=area, actor=person,
            )  # fmt: skip
            if moved:
                move_need(need=need, act=Act.ADVANCE, actor=person)
        first = Need.objects.order_by("pk").first()
        if first is not None:
            carry_through(first, person)
            introduce_by_units(first, person)
            link_to_plan(first, person)
        make_initiative(person)
    return f"{loaded.groups} groups, {len(NEEDS)} needs"
