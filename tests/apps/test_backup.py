"""A backup is the store at one moment; read back, it is the same store."""

import json
import zipfile
from pathlib import Path

import pytest

from apps.stores import FILL, Store, rows, tables

TRAIL = "organisation.auditevent"
PAIRS = """
from django.contrib.auth.models import Group
from django.db import transaction
from riktning.apps.organisation.audit import audit
for number in range(1_000_000):
    with transaction.atomic():
        Group.objects.create(name=f"pair {number}")
        audit(actor="writer", action="add", subject=f"pair {number}")
    if number == 20:
        print("well under way", flush=True)
"""


@pytest.fixture(scope="module")
def filled(tmp_path_factory: pytest.TempPathFactory) -> Store:
    store = Store(tmp_path_factory.mktemp("filled") / "home")
    store.python(FILL)
    return store


@pytest.fixture(scope="module")
def file(filled: Store, tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("backup") / "riktning.backup"
    filled.backed_up(path)
    return path


def test_what_is_read_back_is_what_was_there_row_by_row(file: Path, tmp_path: Path) -> None:
    other = Store(tmp_path / "home")
    other.restored(file)
    again = other.backed_up(tmp_path / "again")
    assert again == tables(file)
    assert sum(table["rows"] for table in again.values()) > 400
    assert again["auth.user"]["rows"] == 1


def test_a_restored_store_works_and_keeps_its_promises(
    filled: Store, file: Path, tmp_path: Path
) -> None:
    other = Store(tmp_path / "home")
    other.restored(file)
    said = other.python(
        """
from django.db import DatabaseError, connection
from django.test import Client
from riktning.apps.organisation.audit import audit
from riktning.apps.organisation.models import AuditEvent
print(Client(HTTP_HOST="localhost").get("/").status_code)
newest = AuditEvent.objects.order_by("pk").last().pk
print(audit(actor="a", action="b", subject="c").pk > newest)
try:
    AuditEvent.objects.update(actor="someone else")
except DatabaseError as error:
    print(error)
with connection.cursor() as cursor:
    cursor.execute("SELECT count(*) FROM sqlite_master WHERE type = 'trigger'")
    print(cursor.fetchone()[0])
with connection.cursor() as cursor:
    cursor.execute("SELECT count(*) FROM search_text")
    print(cursor.fetchone()[0] > 20)
"""
    ).splitlines()
    triggers = filled.python(
        """
from django.db import connection
with connection.cursor() as cursor:
    cursor.execute("SELECT count(*) FROM sqlite_master WHERE type = 'trigger'")
    print(cursor.fetchone()[0])
"""
    ).strip()
    assert said == ["200", "True", "the audit trail is append-only", triggers, "True"]


def test_a_backup_while_somebody_writes_is_one_moment(filled: Store, tmp_path: Path) -> None:
    """The writer makes pairs; a backup that began in the middle would hold halves."""
    writer = filled.started(PAIRS)
    try:
        assert writer.stdout is not None and writer.stdout.readline() == "well under way\n"
        counts = []
        for number in range(3):
            path = tmp_path / f"backup-{number}"
            filled.backed_up(path)
            named = {row["name"] for row in rows(path, "auth.group")}
            told = {
                row["subject"]
                for row in rows(path, "organisation.auditevent")
                if row["actor"] == "writer"
            }
            assert named == told
            counts.append(len(named))
        assert writer.poll() is None, writer.stderr
        assert 20 < counts[0] < counts[1] < counts[2]
    finally:
        writer.kill()
        writer.wait()
    other = Store(tmp_path / "home")
    other.restored(tmp_path / "backup-2")
    assert other.backed_up(tmp_path / "again") == tables(tmp_path / "backup-2")


def test_a_store_that_holds_something_is_left_as_it_was(
    filled: Store, file: Path, tmp_path: Path
) -> None:
    before = filled.backed_up(tmp_path / "before")
    done = filled.command("restore", str(file))
    assert done.returncode == 2
    assert "already holds something" in done.stderr
    assert filled.backed_up(tmp_path / "after") == before


def test_a_store_that_was_only_opened_is_empty_enough(file: Path, tmp_path: Path) -> None:
    other = Store(tmp_path / "home")
    other.python("")
    other.restored(file)
    assert other.backed_up(tmp_path / "again") == tables(file)


@pytest.mark.parametrize(
    ("spoil", "said"),
    [
        ("cut", "no whole backup"),
        ("changed", "is not what was written"),
        ("newer", "written by a newer version"),
        ("other", "no backup of this product"),
        ("list", "no backup of this product"),
        ("null", "does not say what the tables hold"),
        ("no trail", "lacks the table organisation.auditevent"),
        ("more", "holds an unknown table a.table"),
        ("none", "no whole backup"),
    ],
)
def test_a_file_that_is_no_whole_backup_leaves_nothing_behind(
    file: Path, tmp_path: Path, spoil: str, said: str
) -> None:
    spoiled = tmp_path / "spoiled"
    _spoil(file, spoiled, spoil)
    other = Store(tmp_path / "home")
    done = other.command("restore", str(spoiled))
    assert done.returncode == 2, done.stdout
    assert said in done.stderr
    assert "Traceback" not in done.stderr
    if spoil not in ("none", "cut"):
        other.restored(file)


def _spoil(good: Path, bad: Path, how: str) -> None:
    if how == "cut":
        bad.write_bytes(good.read_bytes()[:-2000])
        return
    if how == "none":
        return
    with zipfile.ZipFile(good) as whole:
        content = {name: whole.read(name) for name in whole.namelist()}
    manifest = json.loads(content["manifest.json"])
    if how == "newer":
        manifest["migrations"].append(["plans", "9999_from_tomorrow"])
    elif how == "other":
        manifest["product"] = "another"
    elif how == "null":
        manifest["tables"] = None
    elif how == "no trail":
        del manifest["tables"][TRAIL], content[f"{TRAIL}.jsonl"]
    elif how == "more":
        manifest["tables"]["a.table"] = manifest["tables"]["auth.user"]
        content["a.table.jsonl"] = content["auth.user.jsonl"]
    elif how == "changed":
        content["auth.user.jsonl"] = content["auth.user.jsonl"].replace(b"kim", b"eve")
    content["manifest.json"] = json.dumps([1] if how == "list" else manifest).encode()
    with zipfile.ZipFile(bad, "w") as archive:
        for name, data in content.items():
            archive.writestr(name, data)


def test_a_backup_is_for_its_owner_only_and_nobody_stays_signed_in(file: Path) -> None:
    assert file.stat().st_mode & 0o077 == 0
    assert "sessions.session" not in tables(file)


def test_a_file_laid_out_beside_does_not_open_the_backup(filled: Store, tmp_path: Path) -> None:
    """Nor do two backups at once write the same one."""
    path = tmp_path / "store.zip"
    beside = path.with_name(".store.zip.part")
    beside.write_bytes(b"of another")
    beside.chmod(0o644)
    filled.backed_up(path)
    assert path.stat().st_mode & 0o777 == 0o600
    assert beside.read_bytes() == b"of another"
    assert {each.name for each in tmp_path.iterdir()} == {"store.zip", ".store.zip.part"}


def test_a_folder_that_is_not_there_is_one_sentence(filled: Store, tmp_path: Path) -> None:
    done = filled.command("backup", str(tmp_path / "nowhere" / "file"))
    assert done.returncode == 2
    assert "cannot be written" in done.stderr
