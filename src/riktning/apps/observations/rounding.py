"""Whether the counts of a measure are rounded instead of hidden."""

from riktning.apps.observations.figures import IndicatorInfo, RunInfo


def rounded_to(run: RunInfo, info: IndicatorInfo) -> int | None:
    """The base that a run's counts of persons are rounded to; None where they stand as counted."""
    base = run.manifest.get("round_to")
    return int(base) if base and info.definition.get("protects_persons") else None
