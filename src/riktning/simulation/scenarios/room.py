"""Whether the machine has the memory and the disk that a run asks for."""

import os
import shutil
from pathlib import Path

from riktning.core.errors import ScenarioError
from riktning.simulation.course import MONTHS_TOGETHER
from riktning.simulation.kernel.persons import bytes_a_person
from riktning.simulation.region import Region
from riktning.simulation.tallies import CELLS, Kind

_GROWTH = 1.4  # those who come over the horizon, and room to sort them
_AROUND = 500_000_000  # bytes: the program, its compiled kernel and a replicate's table
_BYTES_A_ROW = 3.0  # of a replicate's file; measured 1.8, of fewer rows than there can be
_MEMINFO = Path("/proc/meminfo")


def refuse_too_large(
    persons: int, months: int, files: int, region: Region, threads: int, out: Path
) -> None:
    """Raise ScenarioError when memory or disk would not do, before anything runs."""
    need, have = memory_needed(persons, region, threads), memory_there()
    if have is not None and need > have:
        fixed = memory_needed(0, region, threads)
        most = int((have - fixed) / (bytes_a_person() * _GROWTH))
        if most < 1:
            raise ScenarioError(
                f"a simulation needs {_size(fixed)} of memory and {_size(have)} are free",
                where="--threads",
                remedy="end other programs, ask for fewer threads, or use a larger machine",
            )
        raise ScenarioError(
            f"{persons} persons need {_size(need)} of memory and {_size(have)} are free",
            where="--persons",
            remedy=f"ask for at most {most} persons, or use a larger machine",
        )
    need, have = disk_needed(months, files, region), _disk_there(out)
    if need > have:
        raise ScenarioError(
            f"{files} replicates of {months} months need {_size(need)} of disk"
            f" and {_size(have)} are free",
            where=str(out),
            remedy="ask for fewer replicates, or choose an --out with more room",
        )


def memory_needed(persons: int, region: Region, threads: int) -> int:
    """Bytes: the persons, tallies for each thread, and what is around them."""
    tally = len(Kind) * (len(region.ids) + len(region.municipalities)) * CELLS * 4
    tallies = (MONTHS_TOGETHER + 2) * threads * tally
    return int(persons * bytes_a_person() * _GROWTH) + tallies + _AROUND


def disk_needed(months: int, files: int, region: Region) -> int:
    """Bytes of all replicates."""
    rows = len(Kind) * (len(region.ids) + 2 * len(region.municipalities) + CELLS) // 2
    return int(files * months * rows * _BYTES_A_ROW)


def memory_there() -> int | None:
    """Bytes that can be had without swapping; None where the machine does not tell."""
    try:
        lines = _MEMINFO.read_text(encoding="ascii").splitlines()
    except OSError:
        return _physical()
    told = [line.split()[1] for line in lines if line.startswith("MemAvailable:")]
    return int(told[0]) * 1024 if told else _physical()


def _physical() -> int | None:
    try:
        return os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES")
    except (AttributeError, ValueError, OSError):
        return None


def _disk_there(out: Path) -> int:
    there = out.absolute()
    while not there.exists():
        there = there.parent
    return shutil.disk_usage(there).free


def _size(count: float) -> str:
    return f"{count / 1e9:.1f} GB" if count >= 1e9 else f"{count / 1e6:.0f} MB"
