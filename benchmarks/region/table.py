"""What was measured, as tables."""

import os
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from typing import Any


@dataclass(frozen=True, slots=True)
class Row:
    """One measurement: ``ratio`` is what the bar is about, ``cpu`` what all processors spent."""

    what: str
    seconds: float
    ratio: float
    bar: str
    met: bool
    cpu: float | None = None

    @property
    def plain(self) -> dict[str, Any]:
        return asdict(self)


def as_table(about: Mapping[str, Any], full: Mapping[str, Any], rows: Sequence[Row]) -> str:
    """Ratios and bars, in Markdown."""
    counted = sum(full["rows"].values())
    head = (
        f"{about['persons']} persons, {about['first_month']} to {about['last_month']}, "
        f"{full['indicators']} indicators, {counted:,} rows counted, "
        f"{full['observations']:,} figures; {os.cpu_count()} processors; "
        + ", ".join(f"{name} {size / 2**20:,.0f} MiB" for name, size in full["sizes"].items())
    )
    lines = [
        head,
        "",
        "| measured | seconds | CPU s | ratio | bar | |",
        "|---|--:|--:|--:|---|---|",
    ]
    for row in rows:
        mark = ("met" if row.met else "NOT MET") if row.bar else ""
        cpu = "" if row.cpu is None else f"{row.cpu:.1f}"
        seconds, ratio = f"{row.seconds:.2f}", f"{row.ratio:.3g}"
        lines.append(f"| {row.what} | {seconds} | {cpu} | {ratio} | {row.bar} | {mark} |")
    return "\n".join([*lines, ""])


def spent_table(full: Mapping[str, Any]) -> str:
    """Where a full run's time goes: prepared tables, and the rows and seconds of every frame."""
    spent = sorted(full["spent"].items(), key=lambda one: -one[1])
    lines = ["| the full run's time | rows | seconds | share |", "|---|--:|--:|--:|"]
    for name, seconds in spent:
        rows = full["rows"].get(name.removeprefix("counting "))
        shown = f"{rows:,}" if rows is not None else ""
        lines.append(f"| {name} | {shown} | {seconds:.2f} | {seconds / full['seconds']:.1%} |")
    return "\n".join([*lines, ""])
