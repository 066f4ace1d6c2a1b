"""Charts as files named by what they show: drawn once, by several processes, then kept."""

import hashlib
import json
import os
import subprocess
import sys
import time
from collections.abc import Callable, Iterable, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from functools import cache
from importlib.metadata import version
from importlib.util import find_spec
from pathlib import Path

import vl_convert

from riktning.core.errors import DocumentError
from riktning.documents.charts import (
    PAPER,
    ControlPlot,
    FunnelPlot,
    control_chart,
    funnel_chart,
    to_svg,
    unit_chart,
)
from riktning.documents.manuscript.blocks import ChartSpec
from riktning.documents.manuscript.plain import from_plain, to_plain

# Besides this file: what the same facts are drawn by, in our own words and lines.
DRAWN_BY = ("riktning.documents.charts", "riktning.trends.figures", "riktning.core.periods")
# Sentence and caption stand in the document's own text, so the picture carries no title.
THEME = replace(PAPER, name="document", titles=False)
WIDTH = 640
PNG_SCALE = 2.0
FEW = 8  # so few charts are drawn sooner than another process has started
MOST_PROCESSES = 4
KEPT_DAYS = 90
WORKER = "riktning.documents.manuscript.drawing_worker"


def key_of(spec: ChartSpec) -> str:
    """SHA-256 of the facts, of how they are drawn, and of the programs that draw."""
    drawn_by = [_our_part(), version("altair"), version("vl-convert-python")]
    content = json.dumps([*drawn_by, to_plain(spec)], sort_keys=True)
    return hashlib.sha256(content.encode()).hexdigest()


@cache
def _our_part() -> str:
    """SHA-256 of our own programs that draw, so that a picture kept from before a change of them is
    not taken for what is drawn now."""
    files = [Path(__file__)]
    for name in DRAWN_BY:
        found = find_spec(name)
        origin = Path(found.origin) if found and found.origin else Path(name)
        files += sorted(origin.parent.glob("*.py")) if origin.name == "__init__.py" else [origin]
    return hashlib.sha256(b"\0".join(file.read_bytes() for file in files)).hexdigest()


def draw_all(
    specs: Iterable[ChartSpec], folder: Path, *, drawn: Callable[[], None] = lambda: None
) -> list[str]:
    """See that ``<key>.svg`` and ``<key>.png`` of every chart are in ``folder``; answer the keys.

    ``drawn`` is called once a chart. What is already there is not drawn again.
    """
    specs = list(specs)
    keys = [key_of(spec) for spec in specs]
    missing: dict[str, ChartSpec] = {}
    for key, spec in zip(keys, specs, strict=True):
        if key in missing or _kept(folder, key):
            drawn()
        else:
            missing[key] = spec
    _draw_missing(list(missing.values()), folder, drawn)
    return keys


def _kept(folder: Path, key: str) -> bool:
    files = [folder / f"{key}.{kind}" for kind in ("svg", "png")]
    if not all(file.exists() for file in files):
        return False
    for file in files:
        os.utime(file)  # tells that it is still in use
    return True


def _draw_missing(specs: Sequence[ChartSpec], folder: Path, drawn: Callable[[], None]) -> None:
    """This process draws its share; the others draw theirs at the same time."""
    processes = 1 if len(specs) < FEW else min(_cores(), MOST_PROCESSES)
    shares = [specs[start::processes] for start in range(processes)]
    with ThreadPoolExecutor(max(processes - 1, 1)) as pool:
        others = [pool.submit(_draw_elsewhere, share, folder, drawn) for share in shares[1:]]
        for spec in shares[0]:
            draw(spec, folder)
            drawn()
        for other in others:
            other.result()


def _cores() -> int:
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


def _draw_elsewhere(specs: Sequence[ChartSpec], folder: Path, drawn: Callable[[], None]) -> None:
    """Another Python draws them; what it leaves undone is drawn here."""
    command = [sys.executable, "-m", WORKER, str(folder)]
    try:
        done = subprocess.run(  # noqa: S603  our own module, arguments as a list, no shell
            command, input=specs_to_json(specs), encoding="utf-8", capture_output=True, check=False
        )
        finished = len(done.stdout.split())
    except OSError:
        finished = 0
    for spec in specs[finished:]:
        draw(spec, folder)
    for _ in specs:
        drawn()


def draw(spec: ChartSpec, folder: Path) -> str:
    """Draw one chart as vectors and as pixels; answer its key."""
    key, svg = key_of(spec), chart_svg(spec)
    _put(folder / f"{key}.svg", svg.encode())
    _put(folder / f"{key}.png", vl_convert.svg_to_png(svg, scale=PNG_SCALE))
    return key


def chart_svg(spec: ChartSpec) -> str:
    """The chart as SVG, in the colours of paper."""
    plot, text, height = spec.plot, spec.text, spec.height
    if isinstance(plot, ControlPlot):
        drawing = control_chart(plot, text, theme=THEME, width=WIDTH, height=height)
    elif isinstance(plot, FunnelPlot):
        drawing = funnel_chart(plot, text, theme=THEME, width=WIDTH, height=height)
    else:
        drawing = unit_chart(plot, text, theme=THEME, width=WIDTH)
    return to_svg(drawing, language=text.language)


def _put(target: Path, data: bytes) -> None:
    beside = target.with_name(f".{target.name}.{os.getpid()}")
    try:
        beside.write_bytes(data)
        beside.replace(target)
    except OSError as error:
        raise DocumentError(
            f"a chart cannot be kept ({error.strerror})",
            where=str(target.parent),
            remedy="choose a folder that can be written to",
        ) from error


def specs_to_json(specs: Sequence[ChartSpec]) -> str:
    """What a drawing process is given."""
    return json.dumps([to_plain(spec) for spec in specs])


def specs_from_json(text: str) -> list[ChartSpec]:
    """What a drawing process reads."""
    return [from_plain(ChartSpec, value, "chart") for value in json.loads(text)]


def forget_old(folder: Path, now: float | None = None) -> None:
    """Remove kept charts that no document has used for long."""
    limit = (time.time() if now is None else now) - KEPT_DAYS * 24 * 3600
    for file in folder.glob("*.???"):
        if file.suffix in (".svg", ".png") and file.stat().st_mtime < limit:
            file.unlink(missing_ok=True)
