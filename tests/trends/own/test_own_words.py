"""What is said of someone's own series: figures as they are, and no more than is so."""

import pytest

from riktning.cli.main import main
from riktning.core.periods import Month

FIRST = Month(2022, 1)


@pytest.fixture
def told(tmp_path, capsys):
    """The words of ``riktning trends`` on a file of the given text."""

    def tell(text, *options):
        path = tmp_path / "own.csv"
        path.write_text(text, encoding="utf-8")
        code = main(["trends", str(path), *options])
        captured = capsys.readouterr()
        return captured.out.replace("\u00a0", " ") if code == 0 else captured.err

    return tell


def series(figures, head="period,value"):
    rows = "".join(f"{FIRST.plus(at)},{figure}\n" for at, figure in enumerate(figures))
    return f"{head}\n{rows}"


RISING = [round(0.05 + 0.0005 * at + 0.003 * ((at * 7) % 5 - 2) / 2, 4) for at in range(48)]


def test_a_target_is_not_rounded_into_another(told):
    said = told(series(RISING), "--target", "0.08", "--due", "2027-12")
    assert "0,08" in said and "0,1" not in said
    assert "målet 0,0875" in told(
        series(RISING), "--target", "0.0875", "--due", "2027-12", "--decimals", "1"
    )


def test_a_slope_and_its_interval_do_not_vanish_in_rounding(told):
    said = told(series(RISING))
    assert "0,00 till" not in said
    assert "Lutning +0,006" in said


def test_levels_have_the_decimals_that_the_values_differ_in(told):
    rows = [f"{7 + at % 3},{100 + at % 7}" for at in range(48)]
    said = told(series(rows, "period,numerator,denominator"), "--chart", "u")
    assert "omkring 0,08" in said or "omkring 0,07" in said
    assert "Lutning 0,00 " not in said
