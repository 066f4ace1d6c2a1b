"""The picture of an area at each administration: how its measures stand there."""

from collections import defaultdict
from collections.abc import Collection

from riktning.apps.followup.picture import Picture, Standing, picture
from riktning.apps.observations.figures import Judged
from riktning.apps.observations.models import Run
from riktning.apps.observations.queries import indicators, verdicts_at
from riktning.core.units import UnitKind


def area_judged(
    run: Run, measures: Collection[str]
) -> tuple[Judged, tuple[tuple[str, Picture], ...]]:
    """An area's measures at the region, and the picture of each administration that has verdicts
    of them, by name. Two queries."""
    infos, region = indicators(run), run.region_unit_id
    at_region = {}
    standings: dict[str, list[Standing]] = defaultdict(list)
    for unit, said in verdicts_at(run, UnitKind.ADMINISTRATION, measures, also_at=region):
        if said.unit_id == region:
            at_region[said.indicator_id] = said
        else:
            name = infos[said.indicator_id].name
            standings[unit].append(Standing(said.indicator_id, name, said.unit_id, said.direction))
    pictures = tuple((unit, picture(own)) for unit, own in sorted(standings.items()))
    return Judged(region, infos, at_region), pictures
