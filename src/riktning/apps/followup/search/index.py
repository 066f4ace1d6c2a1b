"""The index: one table of texts that triggers keep current, whatever code writes to the store.

It is derived from the other tables and in no backup: after every migration it is looked after, and
made anew when anything of it is missing or was made otherwise. SQLite finds by FTS5, PostgreSQL by
its full-text search; both split into the same words and fold the same accents, so that both find
the same.
"""

from hashlib import sha256
from pathlib import Path
from typing import Any

from django.db import connection, transaction

from riktning.apps.followup.search.sources import SOURCES, Source
from riktning.apps.followup.search.words import ACCENTED, BETWEEN, PLAIN

TEXTS, WORDS, MADE = "search_text", "search_words", "search_made"
_KEEP, _SAID = "search_keep", "search_said"

_TABLES_GONE = tuple(f"DROP TABLE IF EXISTS {table}" for table in (WORDS, TEXTS, MADE))
_POSTGRESQL_GONE = (
    *_TABLES_GONE[1:],
    f"DROP FUNCTION IF EXISTS {_KEEP}() CASCADE",
    f"DROP FUNCTION IF EXISTS {_SAID}(text, text)",
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
        _execute(_made())
        _execute([f"INSERT INTO {MADE} (mark) VALUES ('{_mark()}')"])  # noqa: S608 - a digest


def _made() -> list[str]:
    """Everything that makes the index, in its order."""
    sqlite = connection.vendor == "sqlite"
    text = (Path(__file__).parent / f"{connection.vendor}.sql").read_text("utf-8")
    made = text.replace("FOLDED(body)", _folded("body")).split("--;\n")
    for source in SOURCES:
        made += [_filled(source), *(_sqlite(source) if sqlite else _postgresql(source))]
    return made


def _mark() -> str:
    """How the index is made: another mark, and one that there is was made otherwise."""
    return sha256("\0".join(_made()).encode()).hexdigest()


def _folded(column: str) -> str:
    """The text as its words are found by: without accents, and apart where SQLite splits."""
    if connection.vendor == "sqlite":
        said = column
        for old, new in zip(ACCENTED + ACCENTED.upper(), PLAIN + PLAIN.upper(), strict=True):
            said = f"replace({said}, '{old}', '{new}')"
        return said
    old = ACCENTED + ACCENTED.upper() + BETWEEN
    return f"translate({column}, '{old}', '{PLAIN + PLAIN.upper() + ' ' * len(BETWEEN)}')"


def _whole(tables: set[str]) -> bool:
    if not {TEXTS, MADE} <= tables:
        return False
    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            cursor.execute("SELECT name FROM sqlite_master WHERE type = 'trigger'")
        else:
            cursor.execute("SELECT tgname FROM pg_trigger WHERE NOT tgisinternal")
        there = {str(name) for (name,) in cursor.fetchall()}
        cursor.execute(f"SELECT mark FROM {MADE}")  # noqa: S608 - a name of this file
        marks = [mark for (mark,) in cursor.fetchall()]
    endings = ("in", "out", "new") if connection.vendor == "sqlite" else ("kept", "emptied")
    wanted = {f"{source.called}_found_{each}" for source in SOURCES for each in endings}
    return wanted <= there and marks == [_mark()]


def _gone(tables: set[str]) -> list[str]:
    if connection.vendor != "sqlite":
        return list(_POSTGRESQL_GONE)
    names = [f"{s.called}_found_{each}" for s in SOURCES for each in ("in", "out", "new")]
    return [*(f"DROP TRIGGER IF EXISTS {name}" for name in names), *_TABLES_GONE]


def _columns(source: Source) -> str:
    """The columns that the texts stand in."""
    return ", ".join(dict.fromkeys(column.partition("#")[0] for column in source.columns))


def _said(column: str, row: str) -> str:
    name, _mark, path = column.partition("#")
    if not path:
        return f"{row}{name}"
    if connection.vendor == "sqlite":
        said = f"json_extract({row}{name}, '$.{path}')"
        return f"CASE WHEN json_valid({row}{name}) THEN {said} END"
    return f"{_SAID}(({row}{name})::text, '{path}')"


def _body(source: Source, row: str = "") -> str:
    parts = (f"coalesce({_said(column, row)}, '')" for column in source.columns)
    newline = "char(10)" if connection.vendor == "sqlite" else "chr(10)"
    return f" || {newline} || ".join(parts)


def _filled(source: Source) -> str:
    return (
        f"INSERT INTO {TEXTS} (kind, ref, body) "  # noqa: S608 - names of this package
        f"SELECT '{source.kind.value}', id, {_body(source)} FROM {source.table}"
    )


def _sqlite(source: Source) -> list[str]:
    kind, table, called = source.kind.value, source.table, source.called
    kept = (
        f"INSERT INTO {TEXTS} (kind, ref, body) "  # noqa: S608 - names of this package
        f"VALUES ('{kind}', NEW.id, {_body(source, 'NEW.')}) "
        "ON CONFLICT (kind, ref) DO UPDATE SET body = excluded.body"
    )
    gone = f"DELETE FROM {TEXTS} WHERE kind = '{kind}' AND ref = OLD.id"  # noqa: S608 - as above
    changed = f"UPDATE OF {_columns(source)}"
    return [
        f"CREATE TRIGGER {called}_found_in AFTER INSERT ON {table} BEGIN {kept}; END",
        f"CREATE TRIGGER {called}_found_out AFTER DELETE ON {table} BEGIN {gone}; END",
        f"CREATE TRIGGER {called}_found_new AFTER {changed} ON {table} BEGIN {kept}; END",
    ]


def _postgresql(source: Source) -> list[str]:
    given = ", ".join(f"'{each}'" for each in (source.kind.value, *source.columns))
    table, changed = source.table, f"UPDATE OF {_columns(source)}"
    kept = f"{source.called}_found_kept AFTER INSERT OR DELETE OR {changed} ON {table}"
    emptied = f"{source.called}_found_emptied AFTER TRUNCATE ON {table}"
    return [
        f"CREATE TRIGGER {kept} FOR EACH ROW EXECUTE FUNCTION {_KEEP}({given})",
        f"CREATE TRIGGER {emptied} FOR EACH STATEMENT EXECUTE FUNCTION {_KEEP}({given})",
    ]


def _execute(statements: list[str]) -> None:
    with connection.cursor() as cursor:
        for statement in statements:
            cursor.execute(statement)
