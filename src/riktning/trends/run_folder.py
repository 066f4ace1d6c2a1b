"""Judges a run folder: reads what the run published, and judges it by the catalogue."""

from collections.abc import Sequence
from pathlib import Path

import pyarrow as pa

from riktning.catalogue import load
from riktning.core.errors import RunError
from riktning.core.periods import Month
from riktning.indicators.runs import read_manifest, read_observations, read_units
from riktning.trends.judged import PlannedTarget, RunVerdicts
from riktning.trends.judging import judge
from riktning.trends.run_input import RunInput
from riktning.trends.verdict import Reason

_ABSENT = {"no source": Reason.NO_DATA, "withheld": Reason.QUALITY_FAILURE}


def judge_folder(
    run: Path,
    targets: Sequence[PlannedTarget],
    levels: Sequence[str],
    q: float,
    as_of: Month | None,
) -> RunVerdicts:
    """Read the run folder and judge it by the catalogue; writes nothing."""
    return judge(read_run(run), load().indicators, targets, levels, q, as_of)


def read_run(run: Path) -> RunInput:
    """What judging takes from a run folder. Raises RunError for a missing or broken run."""
    manifest = read_manifest(run)
    try:
        observations = read_observations(run)
    except (OSError, pa.ArrowInvalid) as error:
        raise RunError(
            "the observations cannot be read",
            where=str(run / "observations.parquet"),
            remedy="compute the run again",
        ) from error
    return RunInput(
        run_id=manifest.run_id,
        synthetic=manifest.synthetic,
        first=Month.parse(str(manifest.first_month)),
        last=Month.parse(str(manifest.last_month)),
        units=tuple(read_units(run)),
        observations=observations,
        absent={
            name: _ABSENT[entry.state]
            for name, entry in manifest.indicators.items()
            if entry.state in _ABSENT
        },
    )
