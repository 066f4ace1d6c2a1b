"""A plan in force, a judged run and a round that one administration has handed in to."""

from pathlib import Path

from apps.round_store import (
    COUNTED,
    NAMES,
    NORTH,
    SHARED,
    SOUTH,
    STAY,
    an_open_round,
    fill_in,
    fill_round_plans,
    report_of,
)
from apps.run_folders import RunSpec, a_unit, judge, judged, write_run_folder
from riktning.apps.followup.rounds.handing import take_step
from riktning.apps.followup.rounds.policies import Act
from riktning.apps.observations.actions import publish_run
from riktning.apps.observations.models import Run
from riktning.apps.organisation.rights import COMMAND_LINE
from riktning.apps.plans.models import Revision
from riktning.core.periods import Month
from riktning.core.units import UnitKind
from riktning.trends.verdict import Direction, Pace

AREA = "nara-vard"
LAST = Month(2025, 12)
UNITS = (
    a_unit("vgr", UnitKind.REGION, None, "Regionen"),
    *(a_unit(key, UnitKind.ADMINISTRATION, "vgr", name) for key, name in NAMES.items()),
)


def a_run(
    folder: Path,
    run_id: str = "run-1",
    *,
    last: Month = LAST,
    direction: Direction = Direction.WORSENING,
    changes: object = None,
) -> Run:
    """Two measures with figures, one of them judged with a target, and one without a source."""
    spec = RunSpec(
        run_id=run_id, units=UNITS, indicator_ids=(STAY, SHARED), without_source=(COUNTED,),
        first=Month(2023, 1), last=last, changes=changes or {},
    )  # fmt: skip
    made = write_run_folder(folder / run_id, spec)
    judge(
        made,
        judged(STAY, direction=direction, pace=Pace.LATE),
        judged(SHARED, direction=Direction.CANNOT_TELL),
        judged(STAY, NORTH, direction=Direction.IMPROVING),
        run_id=run_id,
    )
    return publish_run(run_folder=made, actor="analysenheten")


def a_plan() -> Revision:
    return fill_round_plans()


def a_handed_in_round(revision: Revision) -> None:
    """The north has handed in for the first tertial; the south has answered and not handed in."""
    made = an_open_round(revision)
    for unit in (NORTH, SOUTH):
        fill_in(report_of(made, unit))
    take_step(report=report_of(made, NORTH), act=Act.SUBMIT, actor=COMMAND_LINE)
