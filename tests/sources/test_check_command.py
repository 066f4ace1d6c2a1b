"""``riktning check``: exit code 0 for data that can be computed from, 2 for data that cannot."""

from riktning.cli.main import main
from sources.small_delivery import changed, clean_rows, write_csv, write_parquet


def test_clean_data_exit_with_0_and_say_how_many_checks_passed(tmp_path, capsys):
    assert main(["check", str(write_parquet(tmp_path / "d", clean_rows()))]) == 0
    assert "0 failed, 0 error" in capsys.readouterr().out.replace("\n", " ")


def test_a_fatal_fault_exits_with_2_and_is_in_the_report(tmp_path, capsys):
    folder = write_parquet(tmp_path / "d", changed("stay", 2, "person_id", "nobody"))
    assert main(["check", str(folder)]) == 2
    said = " ".join(capsys.readouterr().out.split())
    assert "reference" in said
    assert "1 failed, 0 error, 0 not applicable; 1 fatal" in said


def test_a_delivery_without_units_exits_with_2_since_nothing_can_be_computed(tmp_path, capsys):
    rows = clean_rows()
    del rows["unit"]
    folder = write_parquet(tmp_path / "d", rows)
    assert main(["check", str(folder)]) == 2
    said = " ".join(capsys.readouterr().out.replace("│", " ").split())
    assert "Not delivered: unit." in said
    assert "; 1 fatal." in said
    assert main(["compute", str(folder), "--out", str(tmp_path / "run")]) == 2
    assert "nothing can be computed without units" in capsys.readouterr().err.replace("\n", " ")


def test_other_tables_that_were_not_delivered_are_named_and_stop_nobody(tmp_path, capsys):
    rows = clean_rows()
    absent = [name for name in rows if name not in ("unit", "person", "stay")]
    for name in absent:
        del rows[name]
    assert main(["check", str(write_parquet(tmp_path / "d", rows))]) == 0
    said = " ".join(capsys.readouterr().out.split()).split("Not delivered: ")[1].rstrip(".")
    assert set(said.split(", ")) >= set(absent)
    assert not {"unit", "person", "stay"} & set(said.split(", "))


def test_a_warning_does_not_stop_anyone(tmp_path, capsys):
    folder = write_parquet(tmp_path / "d", changed("diagnosis", 1, "code", "O809"))
    assert main(["check", "--sv", str(folder)]) == 0
    assert "det andra könet" in " ".join(capsys.readouterr().out.replace("│", " ").split())


def test_a_date_that_does_not_exist_is_a_fatal_error_in_the_report(tmp_path, capsys):
    folder = write_csv(tmp_path / "d", changed("person", 0, "birth_date", "2024-02-30"))
    assert main(["check", str(folder)]) == 2
    said = " ".join(capsys.readouterr().out.replace("│", " ").split())
    assert "2024-02-30" in said
    assert "row 2" in said


def test_a_folder_that_is_no_delivery_is_one_sentence(tmp_path, capsys):
    assert main(["check", str(tmp_path)]) == 2
    said = capsys.readouterr().err
    assert "no delivery.json" in said
    assert "Traceback" not in said
