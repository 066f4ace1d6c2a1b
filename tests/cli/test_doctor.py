"""`riktning doctor` finds what is missing and says what to do about it."""

import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from riktning.cli import doctor_checks
from riktning.cli.doctor_checks import Finding, State, findings
from riktning.cli.main import main
from riktning.indicators.engines import health, java, spark_session


def subject(name: str) -> Finding:
    (found,) = [finding for finding in findings(start_spark=False) if finding.subject == name]
    return found


def give_java(folder: Path, says: str) -> None:
    program = folder / "bin" / "java"
    program.parent.mkdir(parents=True)
    program.write_text(f"#!/bin/sh\necho '{says}' >&2\n")
    program.chmod(0o755)


def doctor(**environment: str) -> subprocess.CompletedProcess[str]:
    kept = {name: value for name, value in os.environ.items() if name != "DATABASE_URL"}
    program = "from riktning.cli.main import run; run()"
    return subprocess.run(
        [sys.executable, "-c", program, "doctor"],
        env={**kept, **environment}, check=False, capture_output=True, text=True,
    )  # fmt: skip


def test_a_whole_installation_has_no_fault_and_nothing_is_made(tmp_path: Path) -> None:
    done = doctor(RIKTNING_HOME=str(tmp_path / "home"))
    assert done.returncode == 0, done.stdout + done.stderr
    for name in ("Python", "DuckDB", "memory", "disk", "database", "pandoc", "Typst", "Java"):
        assert f" {name} " in done.stdout
    assert "✗" not in done.stdout
    assert list(tmp_path.iterdir()) == []


def test_a_database_that_cannot_be_opened_is_a_fault_with_a_remedy(tmp_path: Path) -> None:
    (tmp_path / "riktning.sqlite3").write_text("this is no database, " * 100)
    done = doctor(RIKTNING_HOME=str(tmp_path))
    assert done.returncode == 1
    assert "✗ database" in done.stdout
    assert "→ see that DATABASE_URL or RIKTNING_HOME" in done.stdout
    assert "Traceback" not in done.stderr


def test_an_address_that_is_none_is_a_fault_that_names_the_setting(tmp_path: Path) -> None:
    done = doctor(RIKTNING_HOME=str(tmp_path), DATABASE_URL="somewhere")
    assert done.returncode == 1
    assert "✗ database" in done.stdout
    assert "→ correct DATABASE_URL" in done.stdout


@pytest.mark.parametrize(
    ("says", "version", "state"),
    [
        ('openjdk version "17.0.15" 2025-04-15', 17, State.GOOD),
        ('openjdk version "21" 2023-09-19', 21, State.GOOD),
        ('openjdk version "11.0.2" 2019-01-15', 11, State.NOTE),
        ('java version "1.8.0_202"', 8, State.NOTE),
        ("something else", None, State.NOTE),
    ],
)
def test_the_version_of_java_is_read(
    says: str, version: int | None, state: State, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    give_java(tmp_path, says)
    monkeypatch.setenv("JAVA_HOME", str(tmp_path))
    found = java.find_java()
    assert found is not None
    assert found.version == version
    said = subject("Java")
    assert said.state is state
    assert (said.remedy == "") == (state is State.GOOD)


def test_without_java_the_package_to_install_is_named(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("JAVA_HOME", str(tmp_path))
    found = subject("Java")
    assert found.state is State.NOTE
    assert "apt-get install openjdk-17-jre-headless" in found.remedy


@pytest.mark.parametrize(
    ("version", "state"), [(None, State.NOTE), ("3.5.1", State.NOTE), ("4.0.5", State.GOOD)]
)
def test_pyspark_is_there_in_a_version_that_was_tried(
    version: str | None, state: State, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(health, "pyspark_version", lambda: version)
    assert subject("Spark").state is state


def test_a_spark_that_does_not_start_is_a_fault(monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(_master: str = "") -> None:
        spark_session._refuse_without_spark()

    monkeypatch.setattr(health, "pyspark_version", lambda: "4.0.5")
    monkeypatch.setattr(health, "spark_answers", refuse)
    monkeypatch.setattr(spark_session, "find_spec", lambda _name: object())
    monkeypatch.setattr(spark_session, "find_java", lambda: None)
    *_, last = findings(start_spark=True)
    assert (last.subject, last.state, last.said) == ("Spark", State.FAULT, "there is no Java")
    assert "openjdk-17" in last.remedy


def test_little_memory_names_the_option_that_helps(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    limit = tmp_path / "memory.max"
    limit.write_text(f"{2 * 1024**3}\n")
    monkeypatch.setattr(doctor_checks, "_CGROUP", limit)
    found = subject("memory")
    assert found.state is State.NOTE
    assert found.said.startswith("2.0 GiB")
    assert "--memory 1GB" in found.remedy


def test_a_full_disk_is_said(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(
        shutil, "disk_usage", lambda _path: shutil._ntuple_diskusage(10, 9, 1024**3)
    )
    found = subject("disk")
    assert found.state is State.NOTE
    assert found.said.startswith("1.0 GiB free")


def test_a_check_that_breaks_is_a_fault_and_not_a_crash(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def broken(_subject: str) -> Finding:
        raise OSError("its library\nis gone")

    checks: dict[str, Callable[[str], Finding]] = {"DuckDB": broken}
    monkeypatch.setattr(doctor_checks, "CHECKS", checks)
    assert main(["doctor"]) == 1
    assert "✗ DuckDB    its library is gone" in capsys.readouterr().out
