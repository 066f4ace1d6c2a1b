"""The example run as a folder, written by the room that writes runs."""

from datetime import UTC, date, datetime
from pathlib import Path

from riktning.indicators.runs import IndicatorEntry, Manifest, Run, write_run
from trends.examples import DEFINITIONS, FIRST, LAST, UNITS, rows, table

_STATES = {"share": "computed", "stay": "computed", "absent": "no source"}


def write_example(
    out: Path, observations=None, names=None, absent="no source", periods=None
) -> Path:
    """Write the example run to ``out``; ``names`` gives other ids, ``periods`` lengths."""
    called = {name: (names or {}).get(name, name) for name in DEFINITIONS}
    run = Run(
        manifest=_manifest({**_STATES, "absent": absent}),
        units=UNITS,
        cells={},
        observations=_renamed(called) if observations is None else observations,
        quality=[],
        definitions=[
            {
                "id": called[name],
                "kind": str(measure.kind),
                "polarity": str(measure.polarity),
                "target_interval": None,
                "scale": measure.scale,
                "period": (periods or {}).get(name, "month"),
            }
            for name, measure in DEFINITIONS.items()
        ],
    )
    return write_run(run, out)


def _renamed(called):
    made = [{**row, "indicator_id": called[row["indicator_id"]]} for row in rows()]
    return table(made)


def _manifest(states) -> Manifest:
    return Manifest(
        run_id="run-1",
        created_at=datetime(2026, 1, 15, tzinfo=UTC),
        engine_version="0",
        synthetic=True,
        label="example",
        region="R",
        first_month=FIRST,
        last_month=LAST,
        as_of=date(2025, 12, 31),
        k=5,
        data_fingerprint="none",
        tables={},
        indicators={
            name: IndicatorEntry(1, "none", "stays", ("stay",), state, None)
            for name, state in states.items()
        },
    )
