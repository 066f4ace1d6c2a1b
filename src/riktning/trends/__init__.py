"""A series becomes a control chart and a verdict on direction and pace. Arrays in, results out."""

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from riktning.core.periods import Month
    from riktning.trends.effect.finding import Activity
    from riktning.trends.judged import PlannedTarget, RunVerdicts


def judge_run(
    run: Path,
    targets: "Sequence[PlannedTarget]" = (),
    levels: Sequence[str] = ("region", "administration", "hospital", "subregion"),
    q: float = 0.05,
    as_of: "Month | None" = None,
    activities: "Sequence[Activity]" = (),
) -> "RunVerdicts":
    """Judge every series of a run folder against the catalogue; see :mod:`.judging`.

    Imported when called, so that the words and labels of verdicts cost a page nothing.
    """
    from riktning.trends.run_folder import judge_folder

    return judge_folder(run, targets, levels, q, as_of, activities)
