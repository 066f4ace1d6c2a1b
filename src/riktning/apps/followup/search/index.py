"""The index: one table of texts that triggers keep current, whatever code writes to the store.

It is derived from the other tables and in no backup: after every migration it is looked after, and
made anew when anything of it is missing. SQLite finds by FTS5, PostgreSQL by its full-text search;
both split into words without changing them, so that both find the same.
"""

from pathlib import Path
from typing import Any

from django.db import connection, transaction

from riktning.apps.followup.search.sources import SOURCES, Source

TEXTS, WORDS = "search_text", "search_words"
_KEEP = "search_keep"

_SQLITE_GONE = (f"DROP TABLE IF EXISTS {WORDS}", f"DROP TABLE IF EXISTS {TEXTS}")
_POSTGRESQL_GONE = (
    f"DROP TABLE IF EXISTS {TEXTS}",
    f"DROP FUNCTION IF EXISTS {_KEEP}() CASCADE",
)


def look_after(**_sent: Any) -> None:
    """After a migration: the index is there and whole, or is made anew."""
    tables = set(connection.introspection.table_names())
    if {source.table for source in SOURCES} <= tables and not _whole(tables):
        rebuild()


def take_away(plan: Any = (), **_sent: Any) -> None:
    """Before a migration changes tables: a trigger must not stand in its way."""
    if plan:
        with transaction.atomic():
            _execute(_gone(set(connection.introspection.table_names())))


def rebuild() -> None:
    """Make the index anew from what the store holds."""
    with transaction.atomic():
        _execute(_gone(set(connection.introspection.table_names())))
        sqlite = connection.vendor == "sqlite"
        _execute(_tables())
        for source in SOURCES:
            _execute([_filled(source), *(_sqlite(source) if sqlite else _postgresql(source))])


def _tables() -> list[str]:
    text = (Path(__file__).parent / f"{connection.vendor}.sql").read_text("utf-8")
    return text.split("--;\n")


def _whole(tables: set[str]) -> bool:
    if TEXTS not in tables:
        return False
    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            cursor.execute("SELECT name FROM sqlite_master WHERE type = 'trigger'")
        else:
            cursor.execute("SELECT tgname FROM pg_trigger WHERE NOT tgisinternal")
        there = {str(name) for (name,) in cursor.fetchall()}
    endings = ("in", "out", "new") if connection.vendor == "sqlite" else ("kept", "emptied")
    return {f"{source.table}_found_{each}" for source in SOURCES for each in endings} <= there


def _gone(tables: set[str]) -> list[str]:
    if connection.vendor != "sqlite":
        return list(_POSTGRESQL_GONE)
    names = [f"{s.table}_found_{each}" for s in SOURCES for each in ("in", "out", "new")]
    return [*(f"DROP TRIGGER IF EXISTS {name}" for name in names), *_SQLITE_GONE]


def _body(source: Source, row: str = "") -> str:
    parts = (f"coalesce({row}{column}, '')" for column in source.columns)
    newline = "char(10)" if connection.vendor == "sqlite" else "chr(10)"
    return f" || {newline} || ".join(parts)


def _filled(source: Source) -> str:
    return (
        f"INSERT INTO {TEXTS} (kind, ref, body) "  # noqa: S608 - names of this package
        f"SELECT '{source.kind.value}', id, {_body(source)} FROM {source.table}"
    )


def _sqlite(source: Source) -> list[str]:
    kind, table = source.kind.value, source.table
    kept = (
        f"INSERT INTO {TEXTS} (kind, ref, body) "  # noqa: S608 - names of this package
        f"VALUES ('{kind}', NEW.id, {_body(source, 'NEW.')}) "
        "ON CONFLICT (kind, ref) DO UPDATE SET body = excluded.body"
    )
    gone = f"DELETE FROM {TEXTS} WHERE kind = '{kind}' AND ref = OLD.id"  # noqa: S608 - as above
    columns = ", ".join(source.columns)
    return [
        f"CREATE TRIGGER {table}_found_in AFTER INSERT ON {table} BEGIN {kept}; END",
        f"CREATE TRIGGER {table}_found_out AFTER DELETE ON {table} BEGIN {gone}; END",
        f"CREATE TRIGGER {table}_found_new AFTER UPDATE OF {columns} ON {table} BEGIN {kept}; END",
    ]


def _postgresql(source: Source) -> list[str]:
    called = ", ".join(f"'{each}'" for each in (source.kind.value, *source.columns))
    columns, table = ", ".join(source.columns), source.table
    kept = f"{table}_found_kept AFTER INSERT OR DELETE OR UPDATE OF {columns} ON {table}"
    emptied = f"{table}_found_emptied AFTER TRUNCATE ON {table}"
    return [
        f"CREATE TRIGGER {kept} FOR EACH ROW EXECUTE FUNCTION {_KEEP}({called})",
        f"CREATE TRIGGER {emptied} FOR EACH STATEMENT EXECUTE FUNCTION {_KEEP}({called})",
    ]


def _execute(statements: list[str]) -> None:
    with connection.cursor() as cursor:
        for statement in statements:
            cursor.execute(statement)
