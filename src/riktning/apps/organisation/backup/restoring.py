"""Reads a backup back into an empty store: all of it or nothing."""

import hashlib
import json
import zipfile
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import IO, Any

from django.core.management.color import no_style
from django.db import DatabaseError, connection, transaction
from django.db.migrations.executor import MigrationExecutor
from django.db.models import Field, Model

from riktning.apps.organisation.backup.tables import (
    FORMAT,
    MANIFEST,
    kept_fields,
    kept_models,
    row,
)
from riktning.core.errors import RiktningError

_AT_ONCE = 500
# Django fills these for every new store; a backup brings its own.
_MADE_ANEW = frozenset({"contenttypes.contenttype", "auth.permission"})


class BackupError(RiktningError):
    """The file is no backup, or it cannot be read into this store."""


def restore_backup(path: Path) -> dict[str, Any]:
    """Bring an empty store to what the backup holds; the caller migrates to the newest schema.

    BackupError when the file is no whole backup, comes from a newer version, or the store already
    holds something; the store is then as it was.
    """
    try:
        with zipfile.ZipFile(path) as archive:
            manifest = _checked(archive, path)
            _migrate_to(manifest, path)
            _load(archive, manifest, path)
    except (OSError, zipfile.BadZipFile, KeyError, ValueError) as error:
        raise BackupError(
            f"is no whole backup ({_brief(error)})", where=str(path), remedy="choose another file"
        ) from error
    except DatabaseError as error:
        raise BackupError(f"cannot be read back ({_brief(error)})", where=str(path)) from error
    return manifest


def _checked(archive: zipfile.ZipFile, path: Path) -> dict[str, Any]:
    """The manifest, when every table in the file is what the manifest says."""
    manifest = json.loads(archive.read(MANIFEST))
    if not isinstance(manifest, dict) or (
        (manifest.get("product"), manifest.get("format")) != ("riktning", FORMAT)
    ):
        raise BackupError("is no backup of this product", where=str(path))
    _whole(manifest)
    for label, said in manifest["tables"].items():
        digest = hashlib.sha256()
        with archive.open(f"{label}.jsonl") as file:
            for text in file:
                digest.update(text)
        if digest.hexdigest() != said["sha256"]:
            raise BackupError(
                f"{label} is not what was written", where=str(path), remedy="choose another file"
            )
    return manifest


def _whole(manifest: Mapping[str, Any]) -> None:
    """ValueError unless the manifest has the form in which it was written."""
    tables, migrations = manifest.get("tables"), manifest.get("migrations")
    if not isinstance(tables, dict) or not all(
        isinstance(said, dict) and {"sha256", "rows", "columns"} <= said.keys()
        for said in tables.values()
    ):
        raise ValueError("the manifest does not say what the tables hold")
    if not isinstance(migrations, list) or not all(
        isinstance(each, list) and list(map(type, each)) == [str, str] for each in migrations
    ):
        raise ValueError("the manifest does not say which schema it is of")


def _same_tables(executor: MigrationExecutor, manifest: Mapping[str, Any], path: Path) -> None:
    """A backup holds every table of its schema, and no other: none was taken out of it."""
    state = executor.loader.project_state([tuple(each) for each in manifest["migrations"]])
    of_schema = {model._meta.label_lower for model in kept_models(state.apps)}
    said = set(manifest["tables"])
    for labels, what in ((of_schema - said, "lacks the"), (said - of_schema, "holds an unknown")):
        if labels:
            raise BackupError(
                f"{what} table {min(labels)}", where=str(path), remedy="choose another file"
            )


def _migrate_to(manifest: Mapping[str, Any], path: Path) -> None:
    """The tables as they were when the backup was written, in a store that holds nothing."""
    executor = MigrationExecutor(connection)
    graph = executor.loader.graph
    applied = {(app, name) for app, name in manifest["migrations"]}
    known = {key for key in applied if key in graph.nodes}
    unknown = sorted(applied - known - set(executor.loader.replacements))
    if unknown:
        raise BackupError(
            f"was written by a newer version ({'.'.join(unknown[0])})",
            where=str(path),
            remedy=f"install version {manifest.get('version')} or newer",
        )
    _same_tables(executor, manifest, path)
    _require_empty(executor)
    targets = [
        key for key in known if not (set(graph.node_map[key].children) & _nodes(graph, known))
    ]
    executor.migrate(sorted(targets))


def _nodes(graph: Any, keys: set[tuple[str, str]]) -> set[Any]:
    return {graph.node_map[key] for key in keys}


def _require_empty(executor: MigrationExecutor) -> None:
    there = set(connection.introspection.table_names())
    state = executor.loader.project_state(list(executor.loader.applied_migrations))
    for model in kept_models(state.apps):
        if model._meta.label_lower in _MADE_ANEW or model._meta.db_table not in there:
            continue
        if model._base_manager.exists():
            raise BackupError(
                "the store already holds something",
                where=str(connection.settings_dict["NAME"]),
                remedy="restore into a new one: another RIKTNING_HOME, or a new database",
            )


def _load(archive: zipfile.ZipFile, manifest: Mapping[str, Any], path: Path) -> None:
    executor = MigrationExecutor(connection)
    state = executor.loader.project_state([tuple(each) for each in manifest["migrations"]])
    models = {model._meta.label_lower: model for model in kept_models(state.apps)}
    with transaction.atomic(), _triggers_away(list(models.values())):
        for label in _MADE_ANEW & set(models):
            models[label]._base_manager.all().delete()
        for label, said in manifest["tables"].items():
            with archive.open(f"{label}.jsonl") as file:
                count = _rows(models[label], said["columns"], file)
            if count != said["rows"]:
                raise BackupError(f"{label} has {count} rows, not {said['rows']}", where=str(path))
        connection.check_constraints()
        with connection.cursor() as cursor:
            for statement in connection.ops.sequence_reset_sql(no_style(), list(models.values())):
                cursor.execute(statement)


def _rows(model: type[Model], columns: list[str], file: IO[bytes]) -> int:
    by_name = {field.attname: field for field in kept_fields(model)}
    fields = [by_name[name] for name in columns]
    count, waiting = 0, []
    for text in file:
        waiting.append(model(**row(text, fields)))
        count += 1
        if len(waiting) == _AT_ONCE:
            _insert(model, fields, waiting)
            waiting = []
    _insert(model, fields, waiting)
    return count


def _insert(model: type[Model], fields: list["Field[Any, Any]"], rows: list[Model]) -> None:
    """As they are: nothing is set anew, as the moment of an event would be."""
    at_once = max(connection.ops.bulk_batch_size(fields, rows), 1) if rows else 1
    for start in range(0, len(rows), at_once):
        model._base_manager._insert(  # type: ignore[attr-defined]  # what loaddata uses too
            rows[start : start + at_once], fields=fields, using=connection.alias, raw=True
        )


@contextmanager
def _triggers_away(models: list[type[Model]]) -> Iterator[None]:
    """What the database refuses to have changed is written here as it was, in one transaction."""
    away, back = _sqlite() if connection.vendor == "sqlite" else _postgresql(models)
    with connection.cursor() as cursor:
        for statement in away:
            cursor.execute(statement)
        yield
        if connection.vendor == "postgresql":
            cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        for statement in back:
            cursor.execute(statement)


def _sqlite() -> tuple[list[str], list[str]]:
    with connection.cursor() as cursor:
        cursor.execute("SELECT name, sql FROM sqlite_master WHERE type = 'trigger'")
        found = cursor.fetchall()
    return [f'DROP TRIGGER "{name}"' for name, _sql in found], [sql for _name, sql in found]


def _postgresql(models: list[type[Model]]) -> tuple[list[str], list[str]]:
    tables = [connection.ops.quote_name(model._meta.db_table) for model in models]
    return (
        [f"ALTER TABLE {table} DISABLE TRIGGER USER" for table in tables],
        [f"ALTER TABLE {table} ENABLE TRIGGER USER" for table in tables],
    )


def _brief(error: Exception) -> str:
    return next(iter(str(error).splitlines()), type(error).__name__)
