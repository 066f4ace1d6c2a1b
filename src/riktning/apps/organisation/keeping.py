"""Triggers that keep rows as they were, whatever code or hand writes to the database.

A table says what of it is kept (:class:`Kept`); the statements for both databases are made from
that. On SQLite a REPLACE removes the row in its way without asking the triggers on removal, so a
row that stays may not be written over either. PostgreSQL needs nothing for it: there ON CONFLICT
DO UPDATE is an UPDATE, and asks the triggers on updates.

On SQLite a table that a migration makes anew loses its triggers: such a migration begins with
``permit_change`` and ends with ``forbid_change``.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from django.db.backends.base.base import BaseDatabaseWrapper

ALL, NONE = "1 = 1", "1 = 0"
_NAMES = ("insert", "update", "delete")


@dataclass(frozen=True, slots=True)
class Kept:
    """What is kept of a table; ``{row}`` in a condition stands for the row that is asked about.

    A row for which ``fixed`` holds never changes but for the columns of ``state``; one for which
    ``stays`` holds is neither removed nor written over. The columns of ``state`` go only the
    ``ways``: pairs of their values before and after. ``keys`` are the unique keys beside the id,
    ``clash`` a unique key with a condition, asked of ``o`` (what there is) and ``NEW``.
    """

    table: str
    refusal: str
    fixed: str = ALL
    stays: str = ALL
    keys: tuple[tuple[str, ...], ...] = ()
    clash: str = NONE
    state: tuple[str, ...] = ()
    ways: tuple[tuple[tuple[str, ...], tuple[str, ...]], ...] = ()

    def astray(self) -> str:
        """Whether the columns of the state change otherwise than by one of the ways."""
        if not self.state:
            return NONE
        still = " AND ".join(f"OLD.{name} = NEW.{name}" for name in self.state)
        ways = (
            " AND ".join(
                [f"OLD.{name} = '{value}'" for name, value in zip(self.state, old, strict=True)]
                + [f"NEW.{name} = '{value}'" for name, value in zip(self.state, new, strict=True)]
            )
            for old, new in self.ways
        )
        return f"NOT ({' OR '.join(f'({way})' for way in (still, *ways))})"

    def taken(self) -> str:
        """Whether a row that stays has the id, or a key, of the one that is written."""
        same = ["o.id = NEW.id", self.clash]
        same += [" AND ".join(f"o.{name} = NEW.{name}" for name in key) for key in self.keys]
        matches = " OR ".join(f"({one})" for one in same)
        stays = self.stays.format(row="o")
        return f"SELECT 1 FROM {self.table} o WHERE ({matches}) AND {stays}"  # noqa: S608 - names of our own


def _sqlite_create(kept: Kept, columns: Iterable[str]) -> Iterator[str]:
    same = " AND ".join(f'NEW."{c}" IS OLD."{c}"' for c in columns if c not in kept.state)
    fixed = kept.fixed.format(row="OLD")
    changed = (
        f"NEW.id <> OLD.id OR {kept.astray()} OR ({fixed} AND NOT ({same})) "
        f"OR EXISTS ({kept.taken()} AND o.id <> OLD.id)"
    )
    conditions = (f"EXISTS ({kept.taken()})", changed, kept.stays.format(row="OLD"))
    for name, when in zip(_NAMES, conditions, strict=True):
        yield (
            f"CREATE TRIGGER {kept.table}_kept_{name} BEFORE {name.upper()} ON {kept.table} "
            f"WHEN {when} BEGIN SELECT RAISE(ABORT, '{kept.refusal}'); END"
        )


def _postgresql_create(kept: Kept) -> Iterator[str]:
    free = ", ".join(f"'{name}'" for name in kept.state)
    without = f" - ARRAY[{free}]::text[]" if free else ""
    fixed = kept.fixed.format(row="OLD")
    changed = (
        f"NEW.id <> OLD.id OR {kept.astray()} "
        f"OR ({fixed} AND to_jsonb(NEW){without} <> to_jsonb(OLD){without})"
    )
    no = f"RAISE EXCEPTION '{kept.refusal}' USING ERRCODE = 'integrity_constraint_violation'; "
    body = (
        f"IF TG_OP = 'DELETE' THEN IF {kept.stays.format(row='OLD')} THEN {no}END IF; RETURN OLD; "
        f"END IF; IF {changed} THEN {no}END IF; RETURN NEW; "
    )
    yield _function(f"{kept.table}_kept", body)
    yield (
        f"CREATE TRIGGER {kept.table}_kept BEFORE UPDATE OR DELETE ON {kept.table} "
        f"FOR EACH ROW EXECUTE FUNCTION {kept.table}_kept()"
    )
    stays = kept.stays.format(row="o")
    any_left = f"EXISTS (SELECT 1 FROM {kept.table} o WHERE {stays})"  # noqa: S608 - names of our own
    yield _function(f"{kept.table}_kept_whole", f"IF {any_left} THEN {no}END IF; RETURN NULL; ")
    yield (
        f"CREATE TRIGGER {kept.table}_kept_whole BEFORE TRUNCATE ON {kept.table} "
        f"FOR EACH STATEMENT EXECUTE FUNCTION {kept.table}_kept_whole()"
    )


def _function(name: str, body: str) -> str:
    return (
        f"CREATE OR REPLACE FUNCTION {name}() RETURNS trigger LANGUAGE plpgsql AS $$ "
        f"BEGIN {body}END $$"
    )


def create_statements(connection: BaseDatabaseWrapper, tables: Iterable[Kept]) -> list[str]:
    """The statements that put the triggers in place, for the schema as it is now."""
    if connection.vendor == "postgresql":
        return [statement for kept in tables for statement in _postgresql_create(kept)]
    statements: list[str] = []
    for kept in tables:
        with connection.cursor() as cursor:
            found = connection.introspection.get_table_description(cursor, kept.table)
        statements += _sqlite_create(kept, [column.name for column in found])
    return statements


def drop_statements(connection: BaseDatabaseWrapper, tables: Iterable[Kept]) -> list[str]:
    """The statements that take them away."""
    if connection.vendor == "postgresql":
        return [
            f"DROP TRIGGER IF EXISTS {kept.table}_{name} ON {kept.table}"
            for kept in tables
            for name in ("kept", "kept_whole")
        ]
    return [
        f"DROP TRIGGER IF EXISTS {kept.table}_kept_{name}" for kept in tables for name in _NAMES
    ]


def forbid_change(connection: BaseDatabaseWrapper, tables: Iterable[Kept]) -> None:
    """Put the triggers in place."""
    carry_out(connection, create_statements(connection, tables))


def permit_change(connection: BaseDatabaseWrapper, tables: Iterable[Kept]) -> None:
    """Take the triggers away: only for a migration."""
    carry_out(connection, drop_statements(connection, tables))


def carry_out(connection: BaseDatabaseWrapper, statements: Iterable[str]) -> None:
    """Give the database the statements, in their order."""
    for statement in statements:
        connection.cursor().execute(statement)
