"""The settings work with nothing set, and refuse to be unsafe."""

import json
import os
import stat
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest
from django.test import Client

READ = """
import json, django
from django.conf import settings
django.setup()
names = %r
print(json.dumps({name: getattr(settings, name) for name in names}, default=str))
"""


def environment(home: Path, **given: str) -> dict[str, str]:
    kept = {key: value for key, value in os.environ.items() if not key.startswith("RIKTNING_")}
    kept.pop("DATABASE_URL", None)
    return {
        **kept,
        "RIKTNING_HOME": str(home),
        "DJANGO_SETTINGS_MODULE": "riktning.config.settings",
        **given,
    }


def settings(home: Path, *names: str, **given: str) -> Any:
    done = subprocess.run(
        [sys.executable, "-c", READ % (names,)],
        env=environment(home, **given),
        capture_output=True,
        text=True,
        check=True,
    )
    return json.loads(done.stdout)


def manage(home: Path, *arguments: str, **given: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "django", *arguments],
        env=environment(home, **given),
        capture_output=True,
        text=True,
        check=False,
    )


def test_the_default_is_a_closed_single_office(tmp_path: Path) -> None:
    read = settings(tmp_path, "DEBUG", "ALLOWED_HOSTS", "DATABASES", "LANGUAGE_CODE", "TIME_ZONE")
    assert read["DEBUG"] is False
    assert read["ALLOWED_HOSTS"] == ["localhost", "127.0.0.1", "[::1]"]
    assert read["DATABASES"]["default"]["NAME"] == str(tmp_path / "riktning.sqlite3")
    assert (read["LANGUAGE_CODE"], read["TIME_ZONE"]) == ("sv", "Europe/Stockholm")


def test_the_secret_is_made_once_and_only_its_owner_may_read_it(tmp_path: Path) -> None:
    home = tmp_path / "home"
    first, again = (settings(home, "SECRET_KEY")["SECRET_KEY"] for _ in range(2))
    assert first == again and len(first) > 60
    assert stat.S_IMODE((home / "secret_key").stat().st_mode) == 0o600
    assert [path.name for path in home.iterdir()] == ["secret_key"]


def test_two_offices_have_two_secrets(tmp_path: Path) -> None:
    secrets = {settings(tmp_path / name, "SECRET_KEY")["SECRET_KEY"] for name in "ab"}
    assert len(secrets) == 2


def test_a_secret_from_the_environment_leaves_no_file(tmp_path: Path) -> None:
    home = tmp_path / "home"
    read = settings(home, "SECRET_KEY", RIKTNING_SECRET_KEY="given")
    assert read["SECRET_KEY"] == "given" and not home.exists()


def test_another_database_is_an_address(tmp_path: Path) -> None:
    url = "postgres://riktning@db.example:5433/riktning"
    database = settings(tmp_path, "DATABASES", DATABASE_URL=url)["DATABASES"]["default"]
    assert database["ENGINE"] == "django.db.backends.postgresql"
    assert (database["HOST"], database["PORT"]) == ("db.example", 5433)


def test_the_deployment_check_is_clean_behind_https(tmp_path: Path) -> None:
    done = manage(tmp_path, "check", "--deploy", "--fail-level", "WARNING", RIKTNING_HTTPS="1")
    assert done.returncode == 0, done.stderr


def test_without_https_the_deployment_check_says_so(tmp_path: Path) -> None:
    done = manage(tmp_path, "check", "--deploy", "--fail-level", "WARNING")
    assert done.returncode != 0 and "SECURE_SSL_REDIRECT" in done.stderr


SQLITE = """
from riktning.cli.store import open_store
open_store()
from django.db import connection
for name in ("journal_mode", "foreign_keys", "busy_timeout", "synchronous"):
    with connection.cursor() as cursor:
        print(name, cursor.execute(f"PRAGMA {name}").fetchone()[0])
"""


def test_sqlite_lets_people_read_while_someone_writes(tmp_path: Path) -> None:
    done = subprocess.run(
        [sys.executable, "-c", SQLITE],
        env=environment(tmp_path / "new" / "home"),
        capture_output=True,
        text=True,
        check=True,
    )
    said: Mapping[str, str] = dict(line.split() for line in done.stdout.splitlines())
    assert said == {
        "journal_mode": "wal",
        "foreign_keys": "1",
        "busy_timeout": "30000",
        "synchronous": "1",
    }


@pytest.mark.django_db
@pytest.mark.parametrize("path", ["/api/v1/plans", "/admin/login/", "/finns-inte"])
def test_every_answer_forbids_inline_script_and_what_comes_from_elsewhere(
    client: Client, path: str
) -> None:
    headers = client.get(path).headers
    policy = headers["Content-Security-Policy"]
    assert "default-src 'none'" in policy and "unsafe" not in policy and "http" not in policy
    assert headers["X-Frame-Options"] == "DENY"
    assert headers["X-Content-Type-Options"] == "nosniff"
    assert headers["Referrer-Policy"] == "same-origin"


@pytest.mark.django_db
@pytest.mark.parametrize("name", ["unit", "auditevent"])
def test_the_administrator_reads_and_never_edits_what_actions_write(
    admin_client: Client, name: str
) -> None:
    assert admin_client.get(f"/admin/organisation/{name}/").status_code == 200
    assert admin_client.get(f"/admin/organisation/{name}/add/").status_code == 403


@pytest.mark.django_db
def test_every_list_of_the_administrator_opens(admin_client: Client) -> None:
    from django.contrib import admin

    for model in admin.site._registry:
        address = f"/admin/{model._meta.app_label}/{model._meta.model_name}/"
        assert admin_client.get(address).status_code == 200, address


FAULT = """
import logging, django
from django.db import DatabaseError
django.setup()
def words(text):
    raise ValueError(text)
for fault in (ValueError, DatabaseError):
    try:
        try:
            words("Anna 191212121212")
        except ValueError as error:
            raise fault("said of it\\nDETAIL: Anna 191212121212") from error
    except fault:
        logging.getLogger("django.request").error("Internal Server Error: /x/", exc_info=True)
"""


def test_an_error_is_told_to_whoever_runs_the_site_without_anybodys_words(tmp_path: Path) -> None:
    done = subprocess.run(
        [sys.executable, "-c", FAULT],
        env=environment(tmp_path), check=True, capture_output=True, text=True,
    )  # fmt: skip
    assert done.stderr.count("ERROR django.request: Internal Server Error: /x/") == 2
    assert "line 6, in words" in done.stderr
    assert "builtins.ValueError\n" in done.stderr
    assert "DatabaseError: said of it\n" in done.stderr
    assert "191212121212" not in done.stderr
