"""A backup goes from either database to the other, and is one moment on PostgreSQL too."""

from pathlib import Path
from uuid import uuid4

import psycopg
import pytest

from apps.stores import FILL, Store, rows, tables
from apps.test_backup import PAIRS


@pytest.fixture
def new_database(database_url: str) -> str:
    name = f"store_{uuid4().hex[:8]}"
    with psycopg.connect(database_url, autocommit=True) as server:
        server.execute(f'CREATE DATABASE "{name}"')
    return f"{database_url.rpartition('/')[0]}/{name}"


def test_from_sqlite_to_postgresql_and_back_nothing_changes(
    new_database: str, tmp_path: Path
) -> None:
    small, large = Store(tmp_path / "small"), Store(tmp_path / "large", new_database)
    small.python(FILL)
    small.backed_up(tmp_path / "first")
    large.restored(tmp_path / "first")
    large.backed_up(tmp_path / "second")
    back = Store(tmp_path / "back")
    back.restored(tmp_path / "second")
    back.backed_up(tmp_path / "third")
    for name in tables(tmp_path / "first"):
        # PostgreSQL keeps the parts of a JSON value in an order of its own.
        first, second, third = (rows(tmp_path / f, name) for f in ("first", "second", "third"))
        assert first == second == third, name
    said = large.python(
        """
from django.db import DatabaseError
from riktning.apps.organisation.audit import audit
from riktning.apps.organisation.models import AuditEvent
newest = AuditEvent.objects.order_by("pk").last().pk
print(audit(actor="a", action="b", subject="c").pk > newest)
try:
    AuditEvent.objects.all().delete()
except DatabaseError as error:
    print(str(error).splitlines()[0])
"""
    ).splitlines()
    assert said == ["True", "the audit trail is append-only"]


def test_a_backup_while_somebody_writes_is_one_moment(new_database: str, tmp_path: Path) -> None:
    store = Store(tmp_path / "home", new_database)
    writer = store.started(PAIRS)
    try:
        assert writer.stdout is not None and writer.stdout.readline() == "well under way\n"
        store.backed_up(tmp_path / "file")
        assert writer.poll() is None
    finally:
        writer.kill()
        writer.wait()
    file = tmp_path / "file"
    named = {row["name"] for row in rows(file, "auth.group")}
    told = {r["subject"] for r in rows(file, "organisation.auditevent") if r["actor"] == "writer"}
    assert named == told
    assert len(named) > 20
    assert tables(file)["auth.group"]["rows"] == len(named)
