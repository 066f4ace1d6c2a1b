"""Bad input of every kind, on the real command: one sentence, exit code 2, and nothing changed."""

import resource
from dataclasses import replace
from datetime import date

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

import riktning.catalogue
import riktning.indicators.checked
import riktning.indicators.runs
from riktning.cli.main import main
from sources.small_delivery import at, changed, clean_rows, columns_of, write_parquet

FEW = ("digitala_kontakter", "medelvardtid_75")
MONTHS = ("2025-01", "2025-02", "2025-03", "2025-04")
SPAN = {"last_month": "2025-04", "as_of": "2025-04-30"}


@pytest.fixture
def few_measures(monkeypatch):
    """Two measures: what goes wrong on the way to them goes wrong on the way to all."""
    load = riktning.catalogue.load

    def chosen(extra=None):
        whole = load(extra)
        return replace(whole, indicators={name: whole.indicators[name] for name in FEW})

    monkeypatch.setattr(riktning.catalogue, "load", chosen)


@pytest.fixture
def earlier(tmp_path):
    """An earlier run, byte by byte."""
    run = tmp_path / "run"
    run.mkdir()
    (run / "manifest.json").write_text('{"an": "earlier run"}', encoding="utf-8")
    (run / "observations.parquet").write_bytes(b"earlier figures")
    return run


def contents(folder):
    return {path.name: path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def refused(folder, run, capsys, command="compute"):
    """The one sentence, with the earlier run still in place and nothing beside it but the work."""
    before = contents(run)
    assert main([command, str(folder), "--out", str(run)]) == 2
    assert contents(run) == before
    beside = {path.name for path in run.parent.iterdir()} - {"d", "run", "run.work"}
    assert beside == set()
    said = capsys.readouterr().err.replace("\n", " ").strip()
    assert said.startswith("riktning: ")
    assert said.endswith(".")
    assert "Traceback" not in said
    return said


def by_month(folder, table, rows_of):
    (folder / f"{table}.parquet").unlink()
    (folder / table).mkdir()
    for number, month in enumerate(MONTHS, start=1):
        rows = pa.table(columns_of(table, rows_of(number)))
        pq.write_table(rows, folder / table / f"{month}.parquet")


def contacts(month, person="a", rows=30, mode="visit"):
    times = [at(f"2025-0{month}-10 09:{n:02d}") for n in range(rows)]
    return [
        [f"k{time}", person, "V", time, "primary", mode, True, None, None, False] for time in times
    ]


def delivered(tmp_path, rows_of=contacts):
    tables = clean_rows()
    tables["diagnosis"], tables["procedure"] = tables["diagnosis"][1:], []
    folder = write_parquet(tmp_path / "d", tables, **SPAN)
    by_month(folder, "contact", rows_of)
    return folder


def test_an_unknown_column_names_table_month_and_column(tmp_path, earlier, capsys):
    folder = delivered(tmp_path)
    path = folder / "contact" / "2025-03.parquet"
    pq.write_table(pq.read_table(path).append_column("shoe", pa.array(range(30))), path)
    said = refused(folder, earlier, capsys)
    assert "table contact, file 2025-03.parquet: column 'shoe' is unknown" in said


def test_a_wrong_type_names_table_month_and_column(tmp_path, earlier, capsys):
    folder = delivered(tmp_path)
    path = folder / "contact" / "2025-02.parquet"
    rows = pq.read_table(path)
    place = rows.column_names.index("planned")
    pq.write_table(rows.set_column(place, "planned", pa.array(["ja"] * 30)), path)
    said = refused(folder, earlier, capsys)
    assert "table contact, file 2025-02.parquet: column 'planned' has type string" in said


def test_a_code_outside_its_domain_names_table_column_and_month(tmp_path, earlier, capsys):
    def rows_of(month):
        return contacts(month, mode="fax" if month == 3 else "visit")

    said = refused(delivered(tmp_path, rows_of), earlier, capsys)
    assert "table contact, column mode, month 2025-03:" in said
    assert "unknown code: 30 of 120 rows" in said
    assert "fax" in said


def test_a_month_missing_in_the_middle_names_table_and_month(tmp_path, earlier, capsys):
    folder = delivered(tmp_path)
    (folder / "contact" / "2025-03.parquet").unlink()
    said = refused(folder, earlier, capsys)
    assert "table contact, column started_at, month 2025-03:" in said
    assert "missing within the table: 1 of 4 months" in said
    assert main(["check", str(folder)]) == 2


def test_contacts_of_another_delivery_name_table_column_and_month(tmp_path, earlier, capsys):
    def rows_of(month):
        return contacts(month, person="a" if month < 3 else "of-another-delivery")

    said = refused(delivered(tmp_path, rows_of), earlier, capsys)
    assert "table contact, column person_id, month 2025-03:" in said
    assert "two deliveries are mixed: 2 of 4 months" in said


def test_a_register_of_another_delivery_is_found_too(tmp_path, earlier, capsys):
    tables = clean_rows()
    tables["listing"] = [[f"x{n}", "V", date(2020, 1, 1), None, True, None] for n in range(40)]
    said = refused(write_parquet(tmp_path / "d", tables), earlier, capsys)
    assert "table listing, column person_id: " in said
    assert "mixed" in said


@pytest.mark.parametrize(
    ("table", "spoilt"),
    [("contact", "2025-02.parquet"), ("stay", "stay.parquet")],
)
def test_a_file_cut_short_while_it_is_read_names_table_and_month(
    tmp_path, earlier, capsys, monkeypatch, few_measures, table, spoilt
):
    folder = delivered(tmp_path)
    (path,) = folder.rglob(spoilt)
    open_checked = riktning.indicators.checked.open_checked

    def cut_after_the_checks(*arguments):
        found = open_checked(*arguments)
        path.write_bytes(path.read_bytes()[:-300])
        return found

    monkeypatch.setattr(riktning.indicators.checked, "open_checked", cut_after_the_checks)
    said = refused(folder, earlier, capsys)
    assert said.startswith(f"riktning: table {table}")
    assert spoilt in said


@pytest.fixture
def small_files():
    """A disk that takes files of two kilobytes at most, from when it is asked to."""
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)

    def limit():
        resource.setrlimit(resource.RLIMIT_FSIZE, (2048, hard))

    yield limit
    resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))


def test_a_full_disk_for_the_work_folder_is_one_sentence(
    tmp_path, earlier, capsys, few_measures, small_files
):
    folder = delivered(tmp_path)
    small_files()
    said = refused(folder, earlier, capsys)
    assert "run.work: the work folder cannot be written" in said


def test_a_full_disk_for_the_run_folder_is_one_sentence(
    tmp_path, earlier, capsys, monkeypatch, few_measures, small_files
):
    write_run = riktning.indicators.runs.write_run

    def write_on_a_full_disk(run, out):
        small_files()
        return write_run(run, out)

    monkeypatch.setattr(riktning.indicators.runs, "write_run", write_on_a_full_disk)
    said = refused(delivered(tmp_path), earlier, capsys)
    assert "run: the run cannot be written" in said


def test_one_bad_row_withholds_no_more_than_its_table(tmp_path, capsys, few_measures):
    folder = write_parquet(tmp_path / "d", changed("stay", 0, "discharged_at", None))
    rows = columns_of("stay", changed("stay", 0, "ready_on", date(2025, 1, 14))["stay"])
    pq.write_table(pa.table(rows), folder / "stay.parquet")
    assert main(["compute", str(folder), "--out", str(tmp_path / "run")]) == 0
    found = riktning.indicators.runs.read_manifest(tmp_path / "run").indicators
    assert found["medelvardtid_75"].state == "withheld"
    assert found["medelvardtid_75"].reason.startswith("stay: stay.admitted_at, ready_on")
    assert found["digitala_kontakter"].state == "computed"
