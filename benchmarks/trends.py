"""Are the verdicts honest, and how fast? Prints the tables of docs/explanation/verdicts.md.

python benchmarks/trends.py calibration [series]   false positives and coverage on null families
python benchmarks/trends.py families [families]    families of 100 series judged together
python benchmarks/trends.py power [series]         what is found, beside rules on the same series
python benchmarks/trends.py pace [series]          coverage of the month, and of the probability
python benchmarks/trends.py effects [panels]       false effects, coverage, what is found
python benchmarks/trends.py charts [series]        control charts: time, memory, false alarms
python benchmarks/trends.py speed                  10 000 series against statsmodels one by one
"""

import sys

from verdicts.calibration import calibration, families
from verdicts.charts import charting
from verdicts.effects import effects
from verdicts.pace import pace
from verdicts.power import power
from verdicts.speed import speed

SIZED = {
    "calibration": (calibration, 4000),
    "families": (families, 500),
    "power": (power, 2000),
    "pace": (pace, 4000),
    "effects": (effects, 1000),
    "charts": (charting, 2000),
}


def main() -> None:
    what = sys.argv[1] if len(sys.argv) > 1 else "calibration"
    if what == "speed":
        speed()
    elif what in SIZED:
        work, size = SIZED[what]
        work(int(sys.argv[2]) if len(sys.argv) > 2 else size)
    else:
        sys.exit(__doc__)


if __name__ == "__main__":
    main()
