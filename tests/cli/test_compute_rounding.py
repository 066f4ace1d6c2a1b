"""What rounding refuses on the command line: one sentence, and nothing is begun."""

import pytest

from riktning.cli.main import main


@pytest.mark.parametrize(
    ("asked", "said"),
    [
        (["--round-to", "7"], "counts can be rounded to 5 or 10, not 7"),
        (["--round-to", "0"], "counts can be rounded to 5 or 10, not 0"),
        (["--round-to", "5", "--k", "6"], "rounding to 5 does not protect counts below 6"),
        (["--round-to", "10", "--k", "11"], "rounding to 10 does not protect counts below 11"),
    ],
)
def test_another_base_or_one_below_k_is_refused_in_one_sentence(asked, said, tmp_path, capsys):
    out = tmp_path / "run"
    assert main(["compute", str(tmp_path / "nothing"), "--out", str(out), *asked]) == 2
    shown = capsys.readouterr()
    (line,) = shown.err.strip().splitlines()
    assert said in line and not shown.out and not list(tmp_path.iterdir())


def test_the_help_says_what_it_rounds_to(capsys):
    assert main(["compute", "--help"]) == 0
    assert "--round-to 5|10" in capsys.readouterr().out
