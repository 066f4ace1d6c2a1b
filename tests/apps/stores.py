"""Stores of their own, each with its own home folder, commanded as a person at a terminal would."""

import json
import os
import subprocess
import sys
import zipfile
from dataclasses import dataclass
from pathlib import Path
from typing import Any

TESTS = Path(__file__).parents[1]
OPENED = (
    f"import sys; sys.path[:0] = [{str(TESTS)!r}, {str(TESTS / 'web')!r}]\n"
    "from riktning.cli.store import open_store\n"
    "open_store()\n"
)
FILL = """
from django.contrib.auth.models import User
from filled_store import fill
from riktning.apps.organisation.people import add_user, grant_role
from riktning.apps.organisation.rights import Role
fill()
user = add_user(name="kim", email="kim@example.org", actor="test")
grant_role(user=user, role=Role.ANALYST, actor="test")
"""


@dataclass(frozen=True)
class Store:
    """A home folder and the database beside it; SQLite in the folder when none is said."""

    home: Path
    database: str = ""

    def told(self) -> dict[str, str]:
        known = {k: v for k, v in os.environ.items() if k != "DATABASE_URL"}
        known |= {"RIKTNING_HOME": str(self.home), "PYTHONUNBUFFERED": "1"}
        return known | ({"DATABASE_URL": self.database} if self.database else {})

    def python(self, code: str) -> str:
        """What the code prints; it finds the store open."""
        done = self._done([sys.executable, "-c", OPENED + code])
        assert done.returncode == 0, done.stderr
        return done.stdout

    def script(self, code: str) -> str:
        """What a program of its own prints; it finds the store as it is."""
        done = self._done([sys.executable, "-c", code])
        assert done.returncode == 0, done.stderr
        return done.stdout

    def command(self, *arguments: str) -> subprocess.CompletedProcess[str]:
        code = "from riktning.cli.main import run; run()"
        return self._done([sys.executable, "-c", code, *arguments])

    def started(self, code: str) -> "subprocess.Popen[str]":
        """A program of its own that works in the store until it is ended."""
        return subprocess.Popen(
            [sys.executable, "-c", OPENED + code],
            env=self.told(), stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True,
        )  # fmt: skip

    def backed_up(self, file: Path) -> dict[str, Any]:
        """The tables of a backup, by name: columns, rows and fingerprint."""
        done = self.command("backup", str(file))
        assert done.returncode == 0, done.stderr
        return tables(file)

    def restored(self, file: Path) -> None:
        done = self.command("restore", str(file))
        assert done.returncode == 0, done.stderr

    def _done(self, command: list[str]) -> subprocess.CompletedProcess[str]:
        return subprocess.run(command, check=False, capture_output=True, text=True, env=self.told())


def tables(file: Path) -> dict[str, Any]:
    with zipfile.ZipFile(file) as archive:
        return dict(json.loads(archive.read("manifest.json"))["tables"])


def rows(file: Path, table: str) -> list[dict[str, Any]]:
    columns = tables(file)[table]["columns"]
    with zipfile.ZipFile(file) as archive:
        lines = archive.read(f"{table}.jsonl").decode().splitlines()
    return [dict(zip(columns, json.loads(line), strict=True)) for line in lines]
