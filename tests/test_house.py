"""The house rules that no other tool checks."""

import ast
import re
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
ENGINE_ROOMS = (
    "core",
    "catalogue",
    "sources",
    "indicators",
    "trends",
    "simulation",
    "documents",
)
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))


def modules_of(room: str) -> list[str]:
    folder = ROOT / "src" / "riktning" / room
    paths = (path.relative_to(ROOT / "src").with_suffix("") for path in folder.rglob("*.py"))
    return sorted(".".join(path.parts).removesuffix(".__init__") for path in paths)


@pytest.mark.parametrize("room", ENGINE_ROOMS)
def test_an_engine_room_imports_with_django_blocked(room: str) -> None:
    program = (
        "import sys, importlib\n"
        "for blocked in ('django', 'ninja', 'django_htmx'): sys.modules[blocked] = None\n"
        f"for name in {modules_of(room)!r}: importlib.import_module(name)\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", program], check=False, capture_output=True, text=True
    )
    assert done.returncode == 0, done.stderr


def declared_dependencies() -> list[str]:
    groups = [PROJECT["project"]["dependencies"], *PROJECT["dependency-groups"].values()]
    return [re.match(r"[A-Za-z0-9_.-]+", line)[0].lower() for group in groups for line in group]  # type: ignore[index]  # every requirement starts with a name


def test_every_dependency_states_its_reason() -> None:
    lines = (ROOT / "pyproject.toml").read_text(encoding="utf-8").splitlines()
    requirement = re.compile(r'^\s+"[a-z][a-z0-9-]*(\[[a-z-]+\])?[<>=]')
    silent = [line.strip() for line in lines if requirement.match(line) and "# " not in line]
    assert silent == []


@pytest.mark.parametrize("name", declared_dependencies())
def test_the_lock_holds_every_dependency(name: str) -> None:
    lock = (ROOT / "requirements.lock").read_text(encoding="utf-8")
    assert re.search(rf"^{re.escape(name)}(\[.*\])?==", lock, re.MULTILINE), (
        f"run `sh scripts/lock.sh`: {name} is not locked"
    )


@pytest.mark.parametrize("name", ["requirements.lock", "requirements-spark.lock"])
def test_a_lock_names_no_server(name: str) -> None:
    assert "://" not in (ROOT / name).read_text(encoding="utf-8")


def test_the_lock_of_spark_adds_the_extra_and_repeats_nothing() -> None:
    locked = re.compile(r"^([a-z0-9_.-]+)(?:\[.*\])?==", re.MULTILINE)
    added = set(locked.findall((ROOT / "requirements-spark.lock").read_text(encoding="utf-8")))
    ordinary = set(locked.findall((ROOT / "requirements.lock").read_text(encoding="utf-8")))
    extra = PROJECT["project"]["optional-dependencies"]["spark"]
    asked = {re.split(r"[\[<>=]", line)[0] for line in extra}
    assert "pyspark" in added
    assert asked <= added | ordinary
    assert not added & ordinary


def python_files(folder: str) -> list[Path]:
    return [path for path in (ROOT / folder).rglob("*.py") if "migrations" not in path.parts]


def test_no_file_is_over_400_lines() -> None:
    long = {
        str(path.relative_to(ROOT)): count
        for path in python_files("src")
        if (count := len(path.read_text(encoding="utf-8").splitlines())) > 400
    }
    assert long == {}


def test_no_function_is_over_60_lines() -> None:
    long = [
        f"{path.relative_to(ROOT)}:{node.lineno} {node.name}"
        for path in python_files("src")
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)
        and (node.end_lineno or node.lineno) - node.lineno >= 60
    ]
    assert long == []


DAY_OF_ANOTHER_CLOCK = re.compile(
    r"now\(UTC\)\.date\(\)|\bdate\.today\(\)|\b(?:\w+_)?at\.date\(\)|now\(\)\.date\(\)"
)


def test_a_day_is_the_day_in_sweden() -> None:
    # After 23 or 22 o'clock in UTC, where times are kept, it is tomorrow in Sweden: what is
    # handed in then was told as a day early, and a deadline as not yet passed.
    # `timezone.localdate` says which day it is. Times in care data are Swedish as they stand.
    held = [path for path in python_files("src") if "indicators/prepared" not in path.as_posix()]
    wrong = [
        f"{path.relative_to(ROOT)}: {found[0]}"
        for path in held
        for found in DAY_OF_ANOTHER_CLOCK.finditer(path.read_text(encoding="utf-8"))
    ]
    assert wrong == []


def test_there_is_no_room_for_leftovers() -> None:
    leftovers = {"utils", "util", "common", "helpers", "misc"}
    found = [path for path in python_files("src") if leftovers & {path.stem, *path.parts[:-1]}]
    assert found == []


def test_every_link_in_the_documentation_leads_somewhere() -> None:
    pages = [ROOT / "README.md", ROOT / "GLOSSARY.md", *(ROOT / "docs").rglob("*.md")]
    broken = [
        f"{page.relative_to(ROOT)} -> {target}"
        for page in pages
        for target in re.findall(r"\]\(([^)#\s]+)[^)]*\)", page.read_text(encoding="utf-8"))
        if "://" not in target and not (page.parent / target).exists()
    ]
    assert broken == []


LOCAL_PATH = re.compile(r"site-packages/|(?<![\w.])/(home|work|tmp|Users)/\w")


def test_no_documentation_holds_a_path_of_the_machine_it_was_written_on() -> None:
    pages = [*(ROOT / "docs").rglob("*.md"), *ROOT.glob("*.md")]
    found = [
        f"{page.relative_to(ROOT)}:{number}"
        for page in pages
        for number, line in enumerate(page.read_text("utf-8").splitlines(), 1)
        if LOCAL_PATH.search(line)
    ]
    assert not found
