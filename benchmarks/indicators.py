"""How fast are the indicators? Every row is a ratio, measured side by side in one run.

python benchmarks/indicators.py [--persons 1780000] [--data FOLDER] [--memory 8GB] [--json FILE]
                                [--rows floor,hand,months,more,month,tenth,ehrql]
                                [--ehrql PROGRAM --ehrql-persons 20000]

The delivery is made by the simulator where there is none. ehrQL is compared where its program is
given (it needs Python 3.13: an environment of its own with `pip install opensafely-ehrql`).
"""

import argparse
import json
import shutil
import sys
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from region.beside_ehrql import MEASURES
from region.child import measured
from region.data import a_month_earlier, delivery_of, described
from region.statements import STATEMENTS
from region.table import Row, as_table, spent_table

REGION, SAMPLED = 1_780_000, (8, 20, 32, 44)
MORE, TIMES = "telefonkontakter", 2


@dataclass
class Bench:
    """What is measured on, and what was found so far."""

    data: Path
    scratch: Path
    memory: str
    ehrql: str
    ehrql_persons: int
    rows: list[Row] = field(default_factory=list)
    found: dict[str, Any] = field(default_factory=dict)

    def measure(self, name: str, task: str, **arguments: Any) -> dict[str, Any]:
        print(f"{name} …", file=sys.stderr)
        self.found[name] = measured(task, **arguments)
        return dict(self.found[name])

    def add(
        self,
        what: str,
        seconds: float,
        ratio: float,
        bar: str = "",
        *,
        met: bool = True,
        cpu: float | None = None,
    ) -> None:
        self.rows.append(Row(what, seconds, ratio, bar, met, cpu))

    def run(self, name: str, data: Path, out: str, work: str, **more: Any) -> dict[str, Any]:
        """A whole run in some work folder, as it is found or left there."""
        given = {"data": str(data), "out": self.place(out), "work": self.place(work)}
        return self.measure(name, "engine_run:whole_run", memory=self.memory, **given, **more)

    @property
    def full(self) -> float:
        return float(self.found["full"]["seconds"])

    def fresh(self, name: str) -> str:
        """An empty place of that name."""
        place = self.scratch / name
        shutil.rmtree(place, ignore_errors=True)
        return str(place)

    def place(self, name: str) -> str:
        return str(self.scratch / name)


def full(bench: Bench) -> None:
    bench.fresh("work")
    bench.run("full", bench.data, "run", "work")


def floor(bench: Bench) -> None:
    tables = bench.found["full"]["tables"]
    given = {"data": str(bench.data), "memory": bench.memory, "tables": tables}
    bench.measure("scan, files not yet in memory", "scan:scan", **given)
    scan = bench.measure("scan", "scan:scan", **given)["seconds"]
    bench.add("scan floor: every column read and summed", scan, 1.0)
    ratio = bench.full / scan
    bench.add(
        "full run, from quality checks to written run",
        bench.full,
        ratio,
        "≤ 20 × the floor",
        met=ratio <= 20,
        cpu=bench.found["full"]["cpu_seconds"],
    )
    spent = bench.found["full"]["spent"]
    for name, seconds in _gathered(spent).items():
        bench.add(f"  of it {name}", seconds, seconds / scan)
    peak = bench.found["full"]["peak_gib"]
    bench.add("peak memory of the full run (GiB)", peak, peak, "≤ 8 GiB", met=peak <= 8)


def _gathered(spent: dict[str, float]) -> dict[str, float]:
    """Pieces of one kind together."""
    found: dict[str, float] = {}
    for name, seconds in spent.items():
        kind = name.split(" ")[0] if name.startswith(("preparing ", "counting ")) else name
        found[kind] = found.get(kind, 0.0) + seconds
    return found


def hand(bench: Bench) -> None:
    by_hand = bench.measure(
        "by hand", "by_hand:whole",
        data=str(bench.data), memory=bench.memory, run=bench.place("run"),
    )  # fmt: skip
    wrong = {s["indicator"]: s["different"] for s in by_hand["statements"] if s["different"]}
    if wrong:
        raise SystemExit(f"the hand-written statements give other numbers: {wrong}")
    scaled = by_hand["seconds"] / len(STATEMENTS) * bench.found["full"]["indicators"]
    ratio = scaled / bench.full
    bench.add(
        "one SQL statement an indicator, scaled to all",
        scaled,
        ratio,
        "≥ 5 × the run",
        met=ratio >= 5,
    )
    _without_dearest(bench, by_hand["statements"])


def _without_dearest(bench: Bench, statements: list[dict[str, Any]]) -> None:
    """The mean of so few leans on the dearest: the same is said without it."""
    dearest = max(statements, key=lambda one: one["seconds"])
    rest = [one["seconds"] for one in statements if one is not dearest]
    scaled = sum(rest) / len(rest) * bench.found["full"]["indicators"]
    bench.add(f"  the same without {dearest['indicator']}", scaled, scaled / bench.full)


def months(bench: Bench) -> None:
    one_month = bench.measure(
        "by hand, a month", "by_hand:monthly",
        data=str(bench.data), memory=bench.memory, months=list(SAMPLED),
    )  # fmt: skip
    each = one_month["seconds"] / len(STATEMENTS)
    scaled = each * bench.found["full"]["indicators"] * 48
    ratio = scaled / bench.full
    bench.add(
        "one SQL statement an indicator and month, scaled",
        scaled,
        ratio,
        "≥ 10 × the run",
        met=ratio >= 10,
    )


def more(bench: Bench) -> None:
    """The work folder holds a run of all the other indicators; then there is one more."""
    others: list[dict[str, Any]] = []
    every: list[dict[str, Any]] = []
    for number in range(TIMES):
        bench.run(f"one less {number}", bench.data, "run-more", "work", without=[MORE])
        name = f"one less again {number}"
        others.append(bench.run(name, bench.data, "run-more", "work", without=[MORE]))
        every.append(bench.run(f"one more {number}", bench.data, "run-more", "work"))
    for what, seconds_of, bar in (
        ("one more indicator on an existing frame: counted", _counting, "≤ 2 % of the run"),
        ("  the whole run with it, less the same run without it", _whole, ""),
    ):
        extra = min(map(seconds_of, every)) - min(map(seconds_of, others))
        share = extra / bench.full
        bench.add(what, extra, share, bar, met=share <= 0.02)


def _whole(run: dict[str, Any]) -> float:
    return float(run["seconds"])


def _counting(run: dict[str, Any]) -> float:
    return float(sum(s for name, s in run["spent"].items() if name.startswith("counting ")))


def month(bench: Bench) -> None:
    """The work folder holds a run of the delivery as it was known a month before."""
    earlier = a_month_earlier(bench.data, bench.scratch / "earlier")
    bench.fresh("work-month")
    bench.run("a month before", earlier, "run-month", "work-month")
    new = bench.run("one new month", bench.data, "run-month", "work-month")
    again = bench.run("the same again", bench.data, "run-month", "work-month")
    share = new["seconds"] / bench.full
    bench.add(
        "one new month, with the work folder of the month before",
        new["seconds"],
        share,
        "≤ 1/12 of the run",
        met=share <= 1 / 12,
        cpu=new["cpu_seconds"],
    )
    for name, seconds in _gathered(new["spent"]).items():
        bench.add(f"  of it {name}", seconds, seconds / bench.full)
    seconds = again["seconds"]
    bench.add("the same delivery again", seconds, seconds / bench.full, cpu=again["cpu_seconds"])


def tenth(bench: Bench) -> None:
    persons = int(str(described(bench.data)["persons"]))
    small = delivery_of(persons // 10, bench.scratch / "data")
    bench.fresh("work-tenth")
    run = bench.run("a tenth", small, "run-tenth", "work-tenth")
    ratio = bench.full / run["seconds"]
    bench.add(
        f"10 × the persons ({persons // 10} → {persons})",
        run["seconds"],
        ratio,
        "≤ 11 × the time",
        met=ratio <= 11,
        cpu=run["cpu_seconds"],
    )


def ehrql(bench: Bench) -> None:
    if not bench.ehrql:
        print("ehrQL is not compared: give --ehrql PROGRAM", file=sys.stderr)
        return
    data = str(delivery_of(bench.ehrql_persons, bench.scratch / "data"))
    folder, cells = bench.fresh("ehrql"), bench.place("ehrql-cells.parquet")
    bench.measure("ehrQL's database", "beside_ehrql:prepare", data=data, folder=folder)
    ours = bench.measure(
        "the engine on ehrQL's measures", "engine_run:some_run",
        data=data, work=bench.fresh("work-ehrql"), memory=bench.memory,
        ids=list(MEASURES), cells=cells,
    )["seconds"]  # fmt: skip
    theirs = bench.measure("ehrQL", "beside_ehrql:run", program=bench.ehrql, folder=folder)[
        "seconds"
    ]
    same = bench.measure("ehrQL's numbers", "beside_ehrql:compare", folder=folder, cells=cells)
    if same["different"]:
        raise SystemExit(f"ehrQL gives other numbers: {same}")
    ratio = theirs / ours
    bench.add(
        f"ehrQL, 4 measures, {bench.ehrql_persons} persons",
        theirs,
        ratio,
        "≥ 10 × the engine",
        met=ratio >= 10,
    )


MEASURED = {
    "floor": floor, "hand": hand, "months": months, "more": more, "month": month, "tenth": tenth,
    "ehrql": ehrql,
}  # fmt: skip


def main() -> None:
    given = _arguments()
    data = given.data or delivery_of(given.persons, given.scratch / "data")
    given.scratch.mkdir(parents=True, exist_ok=True)
    bench = Bench(data, given.scratch, given.memory, given.ehrql, given.ehrql_persons)
    full(bench)
    for name in given.rows.split(","):
        MEASURED[name](bench)
        _write(bench, given.json)
    print(as_table(described(data), bench.found["full"], bench.rows))
    print(spent_table(bench.found["full"]))


def _write(bench: Bench, path: Path) -> None:
    """After every row: what is measured is not lost when the next one is interrupted."""
    plain = [row.plain for row in bench.rows]
    answer = {"delivery": described(bench.data), "rows": plain, "found": bench.found}
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(json.dumps(answer, indent=1, ensure_ascii=False) + "\n", "utf-8")


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--persons", type=int, default=REGION)
    parser.add_argument(
        "--data", type=Path, help="a delivery of 48 months instead of a simulated one"
    )
    parser.add_argument("--scratch", type=Path, default=Path("riktning-bench"))
    parser.add_argument("--memory", default="8GB", help="DuckDB's limit, the same for every row")
    parser.add_argument("--json", type=Path, default=Path("riktning-bench/indicators.json"))
    parser.add_argument("--rows", default=",".join(MEASURED))
    parser.add_argument("--ehrql", default="", help="ehrQL's program")
    parser.add_argument("--ehrql-persons", type=int, default=20_000)
    return parser.parse_args()


if __name__ == "__main__":
    main()
