"""One replicate of a scenario as a delivery of care tables, for the engine that reads real ones."""

from riktning.simulation.asked import Asked
from riktning.simulation.cells import MonthCells
from riktning.simulation.course import Progress
from riktning.simulation.course_tables import follow_into
from riktning.simulation.scenarios.compiling import kernel_scenario
from riktning.simulation.scenarios.figuring import figures_of
from riktning.simulation.scenarios.model import ScenarioPlan
from riktning.simulation.scenarios.running import Wanted, persons_of, region_of


def write_tables(
    plan: ScenarioPlan,
    wanted: Wanted,
    share: float,
    replicate: int = 0,
    progress: Progress = lambda *_: None,
) -> list[MonthCells]:
    """Write the care of a share of the persons to ``wanted.out``; the cells of all of them.

    Raises ScenarioError when the scenario cannot be followed or the folder not be written.
    """
    region = region_of(plan, wanted)
    persons = persons_of(plan, region, wanted)
    asked = Asked(persons, plan.first, plan.months, (plan.seed, replicate))
    scenario = kernel_scenario(plan, region, plan.months, figures_of(plan, replicate), plan.uses)
    return follow_into(
        wanted.out, region, asked, scenario, share, wanted.threads, progress, plan.capacity
    )
