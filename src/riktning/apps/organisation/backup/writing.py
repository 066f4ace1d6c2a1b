"""Writes a backup: all tables as they stood at one moment, while people go on writing."""

import hashlib
import json
import os
import secrets
import zipfile
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from django.apps import apps
from django.db import connection, transaction
from django.db.migrations.recorder import MigrationRecorder
from django.db.models import Model

from riktning import __version__
from riktning.apps.organisation.backup.tables import (
    FORMAT,
    MANIFEST,
    kept_fields,
    kept_models,
    line,
)
from riktning.core.errors import RiktningError

_AT_ONCE = 500


def write_backup(path: Path) -> dict[str, Any]:
    """Write the store to the file, whole or not at all; the manifest is returned.

    RiktningError when the file cannot be written. A backup holds password hashes and the secrets of
    second factors: the file is readable by its owner alone.
    """
    # A name that nobody can have laid out a file under, and that no other backup writes to.
    beside = path.with_name(f".{path.name}.{secrets.token_hex(8)}.part")
    try:
        descriptor = os.open(beside, os.O_RDWR | os.O_CREAT | os.O_EXCL, 0o600)
        with (
            os.fdopen(descriptor, "w+b") as file,
            zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED, compresslevel=5) as archive,
        ):
            manifest = _write(archive)
        beside.replace(path)
    except OSError as error:
        raise RiktningError(
            f"the backup cannot be written ({error.strerror or error})",
            where=str(path),
            remedy="choose a folder you may write in, with room",
        ) from error
    finally:
        beside.unlink(missing_ok=True)
    return manifest


def _write(archive: zipfile.ZipFile) -> dict[str, Any]:
    with one_moment():
        recorded = MigrationRecorder.Migration.objects.values_list("app", "name").order_by("pk")
        migrations = [list(each) for each in recorded]
        tables = {m._meta.label_lower: _table(archive, m) for m in kept_models(apps)}
    manifest = {
        "format": FORMAT,
        "product": "riktning",
        "version": __version__,
        "database": connection.vendor,
        "written_at": datetime.now(UTC).isoformat(timespec="seconds"),
        "migrations": migrations,
        "tables": tables,
    }
    archive.writestr(MANIFEST, json.dumps(manifest, ensure_ascii=False, indent=1))
    return manifest


def _table(archive: zipfile.ZipFile, model: type[Model]) -> dict[str, Any]:
    """One table, row by row in the order of its key; what it holds by number and fingerprint."""
    fields = kept_fields(model)
    names = [field.attname for field in fields]
    found = model._base_manager.order_by("pk").values_list(*names)
    digest, count = hashlib.sha256(), 0
    with archive.open(f"{model._meta.label_lower}.jsonl", "w", force_zip64=True) as file:
        for values in found.iterator(chunk_size=_AT_ONCE):
            text = line(values)
            digest.update(text)
            file.write(text)
            count += 1
    return {"columns": names, "rows": count, "sha256": digest.hexdigest()}


@contextmanager
def one_moment() -> Iterator[None]:
    """What is read inside is the store at one moment, and nobody who writes has to wait.

    SQLite in WAL mode: a reading transaction sees what was committed when it began. PostgreSQL: a
    repeatable read does.
    """
    if connection.vendor == "sqlite":
        wrapper: Any = connection  # the attribute is SQLite's own
        usual, wrapper.transaction_mode = wrapper.transaction_mode, "DEFERRED"
        try:
            with transaction.atomic():
                yield
        finally:
            wrapper.transaction_mode = usual
        return
    with transaction.atomic():
        with connection.cursor() as cursor:
            cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY")
        yield
