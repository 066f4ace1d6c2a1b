"""The picture of an area at each administration: how its measures stand there."""

from collections import defaultdict
from collections.abc import Mapping

from riktning.apps.followup.picture import Picture, Standing, picture
from riktning.apps.observations.figures import IndicatorInfo
from riktning.apps.observations.models import Run
from riktning.apps.observations.queries import verdicts_at
from riktning.apps.plans.tree import AreaTree
from riktning.core.units import UnitKind


def administration_pictures(
    run: Run, area: AreaTree, infos: Mapping[str, IndicatorInfo]
) -> tuple[tuple[str, Picture], ...]:
    """Each administration that has verdicts of the area's measures, by name. One query."""
    standings: dict[str, list[Standing]] = defaultdict(list)
    for unit, said in verdicts_at(run, UnitKind.ADMINISTRATION, area.indicator_ids):
        name = infos[said.indicator_id].name
        standings[unit].append(Standing(said.indicator_id, name, said.unit_id, said.direction))
    return tuple((unit, picture(own)) for unit, own in sorted(standings.items()))
