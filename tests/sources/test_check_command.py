"""``riktning check``: exit code 0 for data that can be computed from, 2 for data that cannot."""

import pytest

from riktning.cli.main import main
from sources.small_delivery import changed, clean_rows, write_csv, write_parquet


@pytest.fixture(autouse=True)
def _wide(monkeypatch):
    monkeypatch.setenv("COLUMNS", "300")


def test_clean_data_exit_with_0_and_say_how_many_checks_passed(tmp_path, capsys):
    assert (
        main(["check", "--language", "en", str(write_parquet(tmp_path / "d", clean_rows()))]) == 0
    )
    said = capsys.readouterr().out.replace("\n", " ")
    assert "0 failed, 0 could not be made" in said


def test_a_fatal_fault_exits_with_2_and_is_in_the_report(tmp_path, capsys):
    folder = write_parquet(tmp_path / "d", changed("stay", 2, "person_id", "nobody"))
    assert main(["check", "--language", "en", str(folder)]) == 2
    said = " ".join(capsys.readouterr().out.split())
    assert "Refers to something unknown" in said
    assert "1 failed, 0 could not be made, 0 not applicable. 1 fatal." in said


def test_a_delivery_without_units_exits_with_2_since_nothing_can_be_computed(tmp_path, capsys):
    rows = clean_rows()
    del rows["unit"]
    folder = write_parquet(tmp_path / "d", rows)
    assert main(["check", "--language", "en", str(folder)]) == 2
    said = " ".join(capsys.readouterr().out.replace("│", " ").split())
    assert "Not delivered: unit." in said
    assert ". 1 fatal." in said
    assert main(["compute", str(folder), "--out", str(tmp_path / "run")]) == 2
    assert "nothing can be computed without units" in capsys.readouterr().err.replace("\n", " ")


def test_other_tables_that_were_not_delivered_are_named_and_stop_nobody(tmp_path, capsys):
    rows = clean_rows()
    absent = [name for name in rows if name not in ("unit", "person", "stay")]
    for name in absent:
        del rows[name]
    assert main(["check", "--language", "en", str(write_parquet(tmp_path / "d", rows))]) == 0
    said = " ".join(capsys.readouterr().out.split()).split("Not delivered: ")[1].rstrip(".")
    assert set(said.split(", ")) >= set(absent)
    assert not {"unit", "person", "stay"} & set(said.split(", "))


def test_a_warning_does_not_stop_anyone(tmp_path, capsys):
    folder = write_parquet(tmp_path / "d", changed("diagnosis", 1, "code", "O809"))
    assert main(["check", str(folder)]) == 0
    assert "det andra könet" in " ".join(capsys.readouterr().out.replace("│", " ").split())


def test_a_date_that_does_not_exist_is_a_fatal_error_in_the_report(tmp_path, capsys):
    folder = write_csv(tmp_path / "d", changed("person", 0, "birth_date", "2024-02-30"))
    assert main(["check", "--language", "en", str(folder)]) == 2
    said = " ".join(capsys.readouterr().out.replace("│", " ").split())
    assert "2024-02-30" in said
    assert "row 2" in said


def test_a_folder_that_is_no_delivery_is_one_sentence(tmp_path, capsys):
    assert main(["check", "--language", "en", str(tmp_path)]) == 2
    said = capsys.readouterr().err
    assert "no delivery.json" in said
    assert "Traceback" not in said


ENGLISH = ("Conformance", "Completeness", "Plausibility", "Table", "Check", "Outcome", "Severity",
           "passed", "failed", "fatal", "warning", "checks", "Not delivered",
           "could not", "not applicable", "Written")  # fmt: skip


def test_everything_is_said_in_the_language_that_was_asked_for(tmp_path, capsys):
    rows = changed("stay", 2, "person_id", "nobody")
    del rows["survey"]
    folder = write_parquet(tmp_path / "d", rows)
    arguments = ["check", "--all", str(folder), "--html", str(tmp_path / "page.html")]
    assert main(arguments) == 2
    swedish = capsys.readouterr().out
    assert [word for word in ENGLISH if word in swedish] == []
    assert "Inte levererade: survey." in swedish and "allvarlig" in swedish
    assert main([*arguments, "--language", "en"]) == 2
    assert "Not delivered: survey." in capsys.readouterr().out


def test_what_a_table_cannot_be_read_for_is_led_in_by_the_language_asked_for(tmp_path, capsys):
    folder = write_csv(tmp_path / "d", changed("person", 0, "birth_date", "2024-02-30"))
    assert main(["check", str(folder)]) == 2
    said = " ".join(capsys.readouterr().out.replace("│", " ").split())
    assert "person: fel typer (på engelska:" in said or "person: kan inte läsas (på" in said


def test_a_language_that_is_not_there_is_one_sentence(tmp_path, capsys):
    folder = write_parquet(tmp_path / "d", clean_rows())
    assert main(["check", "--language", "de", str(folder)]) == 2
    assert "there is no language 'de'; choose sv or en." in capsys.readouterr().err


def test_ids_that_differ_in_capitals_only_are_a_note(tmp_path, capsys):
    rows = clean_rows()
    rows["unit"].append(["k", "Kliniken", *rows["unit"][1][2:]])
    assert main(["check", str(write_parquet(tmp_path / "d", rows))]) == 0
    said = " ".join(capsys.readouterr().out.replace("│", " ").split())
    assert "stora och små bokstäver" in said and "2 av 4 id:n" in said


def test_ids_in_small_letters_and_others_in_large_ones_are_no_fault(tmp_path, capsys):
    rows = clean_rows()  # persons are named in small letters, units in large
    rows["unit"].append(["x", "Kliniken", *rows["unit"][1][2:]])
    assert main(["check", str(write_parquet(tmp_path / "d", rows))]) == 0
    assert "bokstäver" not in capsys.readouterr().out
