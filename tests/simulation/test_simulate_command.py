"""``riktning simulate``: one command, one delivery; a mistake is one sentence and exit code 2."""

import pytest

from riktning.cli.main import main
from riktning.sources.delivery import read_delivery

SHORT = ["--from", "2024-01", "--to", "2024-02"]


def test_it_writes_a_delivery_for_the_demo_region(tmp_path, capsys):
    out = tmp_path / "data"
    assert main(["simulate", "--persons", "60", *SHORT, "--seed", "4", "--out", str(out)]) == 0
    delivery = read_delivery(out)
    assert (delivery.persons, delivery.seed, str(delivery.last_month)) == (60, 4, "2024-02")
    said = capsys.readouterr()
    assert said.out == ""
    assert "not real results" in said.err


@pytest.mark.parametrize(
    ("arguments", "expected"),
    [
        (["--persons", "0", *SHORT], "0 persons cannot be simulated"),
        (["--persons", "9", "--from", "2024-02", "--to", "2024-01"], "before the first"),
        (["--persons", "9", "--from", "2024-2"], "'2024-2' is not a month"),
        (["--persons", "9", *SHORT, "--region", "nowhere"], "units.csv is not there"),
    ],
)
def test_a_mistake_is_one_sentence_and_exit_code_2(tmp_path, capsys, arguments, expected):
    out = tmp_path / "data"
    assert main(["simulate", *arguments, "--out", str(out)]) == 2
    said = capsys.readouterr().err.strip()
    assert expected in said.splitlines()[-1]
    assert "Traceback" not in said
    assert not out.exists()


def test_a_folder_with_something_else_is_left_alone(tmp_path, capsys):
    (tmp_path / "brev.txt").write_text("viktigt", encoding="utf-8")
    assert main(["simulate", "--persons", "9", *SHORT, "--out", str(tmp_path)]) == 2
    assert "not overwritten" in capsys.readouterr().err
    assert (tmp_path / "brev.txt").read_text(encoding="utf-8") == "viktigt"
