"""The store's own tests, once more on a real PostgreSQL server started here."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]


@pytest.mark.parametrize("tests", ["tests/apps", "tests/api", "tests/web/test_report_approval.py"])
def test_the_store_keeps_its_promises_on_postgresql(database_url: str, tests: str) -> None:
    done = subprocess.run(
        [sys.executable, "-m", "pytest", "-q", "-p", "no:xdist", "-p", "no:cacheprovider", tests],
        check=False,
        capture_output=True,
        text=True,
        cwd=ROOT,
        env={**os.environ, "DATABASE_URL": database_url},
    )
    assert done.returncode == 0, done.stdout[-4000:] + done.stderr[-2000:]
