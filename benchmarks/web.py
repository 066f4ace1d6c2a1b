"""The pages with a region's full store, read and written by sixty people at once.

python benchmarks/web.py [sqlite|postgresql] [seconds]

Builds the store (100 measures × 250 units × 48 months with verdicts, 9 administrations × 12 rounds,
2 000 activities), starts `riktning serve` on 127.0.0.1, lets 50 readers and 10 writers each act
every two seconds, looks for every write afterwards, and prints page by page: requests, p50, p95,
bytes, queries, CPU. Ends with 1 when something went wrong, a write is lost or a bar is passed.
"""

import json
import os
import statistics
import subprocess
import sys
import time
from collections.abc import Mapping
from typing import Any

from web_load.people import Seen, everybody
from web_load.servers import cpu_seconds, place, served

READERS, WRITERS = 50, 10
BARS = {"postgresql": 0.150, "sqlite": 0.250}
MOST_BYTES, MOST_QUERIES = 150_000, 15


def main() -> None:
    if len(sys.argv) > 1 and sys.argv[1] == "inside":
        _inside(sys.argv[2])
        return
    database = sys.argv[1] if len(sys.argv) > 1 else "sqlite"
    seconds = min(float(sys.argv[2]) if len(sys.argv) > 2 else 60.0, 600.0)
    if database not in BARS:
        sys.exit(__doc__)
    with place(database) as told:
        began = time.perf_counter()
        people = _asked(told, "fill", [READERS, WRITERS])
        _say(f"{database}: the store is built in {time.perf_counter() - began:.0f} s")
        editor = people["editors"][0]["session"]
        inside = _asked(told, "pages", [people["round"], people["units"][0], editor])
        with served(told) as (process, port):
            before = cpu_seconds(process)
            seen = everybody(port, people, seconds, _say)
            spent = cpu_seconds(process) - before
        lost = _asked(told, "check", [seen.written])
        _table(database, seen, inside, lost, spent)
        admin = _asked(told, "admin", [])
    _beside(inside, admin)
    sys.exit(1 if seen.errors or lost or _passed(database, seen, inside) else 0)


def _say(words: str) -> None:
    print(words, file=sys.stderr, flush=True)


def _asked(told: Mapping[str, str], what: str, given: list[Any]) -> Any:
    """Ask a process of its own, which has Django and the store."""
    done = subprocess.run(
        [sys.executable, __file__, "inside", what],
        env=dict(told), input=json.dumps(given), text=True, stdout=subprocess.PIPE, check=True,
    )  # fmt: skip
    return json.loads(done.stdout.splitlines()[-1])


def _inside(what: str) -> None:
    from web_load import inside, store

    acts = {"fill": store.fill, "pages": inside.pages, "check": inside.check}
    given = json.load(sys.stdin)
    if what == "admin":
        inside.beside_admin()
    else:
        acts[what](*given)


def _p(times: list[float], share: int) -> float:
    return statistics.quantiles(times, n=100)[share - 1] if len(times) > 1 else times[0]


def _table(database: str, seen: Seen, inside: Any, lost: list[str], spent: float) -> None:
    every = [took for times in seen.times.values() for took in times]
    print(f"{database}, load average {os.getloadavg()[0]:.1f}")
    heads = ("requests", "p50 ms", "p95 ms", "kB", "queries", "CPU ms")
    print(f"{'page':18}" + "".join(f"{head:>9}" for head in heads))
    for name in sorted({*seen.times, *inside}):
        times, known = seen.times.get(name, []), inside.get(name, {})
        size = max(known.get("bytes", 0), seen.bytes.get(name, 0)) / 1000
        p50, p95 = (f"{_p(times, share) * 1000:.0f}" if times else "–" for share in (50, 95))
        cpu = f"{known['cpu'] * 1000:.0f}" if known else "–"
        asked = known.get("queries", "–")
        row = (len(times), p50, p95, f"{size:.0f}", asked, cpu)
        print(f"{name:18}" + "".join(f"{cell:>9}" for cell in row))
    p50, p95 = (f"{_p(every, share) * 1000:.0f} ms" for share in (50, 95))
    print(f"all: {len(every)} requests, p50 {p50}, p95 {p95}")
    print(f"server CPU: {spent / max(len(every), 1) * 1000:.0f} ms a request")
    print(f"errors: {len(seen.errors)} {sorted(set(seen.errors))[:5]}")
    print(f"writes: {len(seen.written)}, lost: {len(lost)} {lost[:5]}")


def _beside(inside: Any, admin: Mapping[str, float]) -> None:
    """One page and one import, and a stock admin doing the same on the same data: CPU seconds."""
    pairs = {
        "a list of verdicts (ours 100 of a region with charts, the admin's 100 rows)": (
            inside["indikatorer"]["cpu"],
            admin["list"],
        ),
        "an import of 2 000 activities (the admin's form by form, reckoned from ten)": (
            admin["our import"],
            admin["import"],
        ),
    }
    for name, (ours, stock) in pairs.items():
        print(f"{name}: {ours:.3f} s, stock admin {stock:.3f} s, {stock / ours:.1f} times ours")
    print(f"stored by the admin's forms: {admin['stored']:.0f}")


def _passed(database: str, seen: Seen, inside: Any) -> bool:
    """Whether a bar is passed: time over all pages, bytes and queries of each."""
    every = [took for times in seen.times.values() for took in times]
    large = [n for n, p in inside.items() if p["bytes"] > MOST_BYTES or p["queries"] > MOST_QUERIES]
    for name in large:
        print(f"too large or too curious: {name}")
    return bool(large) or _p(every, 95) > BARS[database]


if __name__ == "__main__":
    main()
