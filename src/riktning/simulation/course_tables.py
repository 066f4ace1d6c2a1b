"""A region's course with the care of its persons as a delivery of care tables."""

from pathlib import Path

from riktning.core.errors import ScenarioError
from riktning.simulation.asked import Asked
from riktning.simulation.cells import MonthCells
from riktning.simulation.course import Progress, follow
from riktning.simulation.noted.tables import CareTables
from riktning.simulation.region import Region
from riktning.simulation.scenario import Scenario
from riktning.simulation.writer import delivery_in


def follow_into(
    out: Path,
    region: Region,
    asked: Asked,
    scenario: Scenario | None = None,
    share: float = 1.0,
    threads: int | None = None,
    progress: Progress = lambda *_: None,
    capacity: bool = True,
) -> list[MonthCells]:
    """Follow a region, and write the care of a ``share`` of its persons to ``out``, whole or not.

    The same persons are chosen in every scenario and replicate. Raises ScenarioError when ``out``
    holds something else, or the share leaves 0 to 1.
    """
    if not 0 < share <= 1:
        raise ScenarioError(
            f"a share of {share:g} of the persons is not possible",
            where="share",
            remedy="give more than 0, and 1 at the most",
        )
    with delivery_in(out) as writer:
        tables = CareTables(writer, region, share)
        try:
            cells = list(
                follow(region, asked, scenario, threads, progress, capacity=capacity, tables=tables)
            )
        finally:
            tables.close()
        last = asked.first.plus(asked.months - 1)
        writer.describe(
            {
                "region": region.name,
                "first_month": str(asked.first),
                "last_month": str(last),
                "as_of": str(last.last_day),
                "seed": asked.key[0],
                "persons": asked.persons,
            }
        )
    return cells
