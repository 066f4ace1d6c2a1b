"""The triggers that keep a decided revision as it was decided, whatever code writes to it.

A row below a revision can be made, changed and removed while the revision is a draft. Of a decided
revision only the state may change, and only forwards. What an item is never changes.

On SQLite a table that a migration makes anew loses its triggers, and a renaming fails while a
trigger names a table that is away: such a migration begins with ``permit_change`` and ends with
``forbid_change``.

On SQLite a REPLACE removes the row in its way without asking the triggers on removal, so a row
that is kept may not be written over either (``_in_the_way``). PostgreSQL needs nothing for it:
there ON CONFLICT DO UPDATE is an UPDATE, and asks the triggers on updates.
"""

from collections.abc import Iterator, Mapping

from django.db.backends.base.base import BaseDatabaseWrapper

from riktning.apps.organisation.keeping import carry_out

REFUSAL = "a decided revision never changes"
REFUSAL_ITEM = "what an item of a plan is never changes"
REVISION, ITEM = "plans_revision", "plans_item"
STEPS = (("draft", "decided"), ("decided", "in_force"), ("in_force", "superseded"))

_AREA = "JOIN plans_area a ON a.revision_id = r.id"
_LINE = f"{_AREA} JOIN plans_planindicator l ON l.area_id = a.id"
# Table below a revision → how its rows lead there.
BELOW: Mapping[str, str] = {
    "plans_area": "WHERE r.id = {row}.revision_id",
    "plans_question": "WHERE r.id = {row}.revision_id",
    "plans_areaperiod": f"{_AREA} WHERE a.id = {{row}}.area_id",
    "plans_subarea": f"{_AREA} WHERE a.id = {{row}}.area_id",
    "plans_activity": f"{_AREA} WHERE a.id = {{row}}.area_id",
    "plans_planindicator": f"{_AREA} WHERE a.id = {{row}}.area_id",
    "plans_goal": f"{_AREA} JOIN plans_subarea s ON s.area_id = a.id "
    "WHERE s.id = {row}.sub_area_id",
    "plans_measure": f"{_LINE} WHERE l.id = {{row}}.plan_indicator_id",
    "plans_target": f"{_LINE} JOIN plans_measure m ON m.plan_indicator_id = l.id "
    "WHERE m.id = {row}.measure_id",
}


def _decided(table: str, row: str) -> str:
    path = BELOW[table].format(row=row)
    return f"EXISTS (SELECT 1 FROM plans_revision r {path} AND r.state <> 'draft')"  # noqa: S608 - names of this file


def _waited(table: str, row: str) -> str:
    """A writer waits here for a decision that is being taken, and sees it in what comes next: a
    lock in the question itself would pass by a revision that is still a draft to the writer."""
    return f"PERFORM 1 FROM plans_revision r {BELOW[table].format(row=row)} FOR SHARE OF r; "


def _forwards(old: str, new: str) -> str:
    steps = [f"({old} = '{first}' AND {new} = '{then}')" for first, then in STEPS]
    return " OR ".join([f"{old} = {new}", *steps])


# The other keys of a revision; a row below one has no key that reaches into another revision.
_KEYS = (
    "o.plan_id = NEW.plan_id AND (o.number = NEW.number "
    "OR (o.source_sha256 <> '' AND o.source_sha256 = NEW.source_sha256) "
    "OR (o.state = 'in_force' AND NEW.state = 'in_force'))"
)


def _in_the_way(table: str, kept: str, keys: str = "0") -> str:
    """Whether a row that is kept has the id, or the key, of the one that is written."""
    return f"EXISTS (SELECT 1 FROM {table} o WHERE (o.id = NEW.id OR ({keys})) AND {kept})"  # noqa: S608 - names of this file


def _sqlite_not_over() -> Iterator[str]:
    """No row that is kept gives way to another, by REPLACE or by taking its id."""
    for table in BELOW:
        taken = _in_the_way(table, _decided(table, "o"))
        yield _sqlite(table, "INSERT", taken, REFUSAL, "replace")
        yield _sqlite(table, "UPDATE", f"NEW.id <> OLD.id AND {taken}", REFUSAL, "id")
    taken = _in_the_way(REVISION, "o.state <> 'draft'", _KEYS)
    yield _sqlite(REVISION, "INSERT", taken, REFUSAL, "replace")
    taken = _in_the_way(REVISION, "o.state <> 'draft' AND o.id <> OLD.id", _KEYS)
    yield _sqlite(REVISION, "UPDATE", taken, REFUSAL, "id")
    key = "o.plan_id = NEW.plan_id AND o.number = NEW.number"
    yield _sqlite(ITEM, "INSERT", _in_the_way(ITEM, "1", key), REFUSAL_ITEM, "replace")


def _sqlite_create(columns: list[str]) -> Iterator[str]:
    yield from _sqlite_not_over()
    for table in BELOW:
        old, new = _decided(table, "OLD"), _decided(table, "NEW")
        for verb, when in (("INSERT", new), ("UPDATE", f"{old} OR {new}"), ("DELETE", old)):
            yield _sqlite(table, verb, when, REFUSAL)
    same = " AND ".join(f'NEW."{c}" IS OLD."{c}"' for c in columns if c != "state")
    forwards = _forwards("OLD.state", "NEW.state")
    changed = f"NOT ({forwards}) OR (OLD.state <> 'draft' AND NOT ({same}))"
    yield _sqlite(REVISION, "UPDATE", changed, REFUSAL)
    yield _sqlite(REVISION, "DELETE", "OLD.state <> 'draft'", REFUSAL)
    yield _sqlite(ITEM, "UPDATE", "1", REFUSAL_ITEM)


def _sqlite(table: str, verb: str, when: str, refusal: str, name: str = "") -> str:
    return (
        f"CREATE TRIGGER {table}_kept_{name or verb.lower()} BEFORE {verb} ON {table} WHEN {when} "
        f"BEGIN SELECT RAISE(ABORT, '{refusal}'); END"
    )


def _sqlite_drop() -> Iterator[str]:
    for table in (*BELOW, REVISION, ITEM):
        for name in ("insert", "update", "delete", "replace", "id"):
            yield f"DROP TRIGGER IF EXISTS {table}_kept_{name}"


def _postgresql_create() -> Iterator[str]:
    for table in BELOW:
        old, new = (
            _waited(table, row) + _refuse(_decided(table, row), REFUSAL) for row in ("OLD", "NEW")
        )
        body = f"IF TG_OP <> 'INSERT' THEN {old}END IF; IF TG_OP <> 'DELETE' THEN {new}END IF; "
        yield from _postgresql(table, "INSERT OR UPDATE OR DELETE", body)
    same = "to_jsonb(NEW) - 'state' = to_jsonb(OLD) - 'state'"
    changed = (
        f"NOT ({_forwards('OLD.state', 'NEW.state')}) OR (OLD.state <> 'draft' AND NOT {same})"
    )
    removed = _refuse("OLD.state <> 'draft'", REFUSAL)
    yield from _postgresql(
        REVISION,
        "UPDATE OR DELETE",
        f"IF TG_OP = 'DELETE' THEN {removed}ELSE {_refuse(changed, REFUSAL)}END IF; ",
    )
    yield from _postgresql(ITEM, "UPDATE", _refuse("true", REFUSAL_ITEM))
    body = _refuse("EXISTS (SELECT 1 FROM plans_revision WHERE state <> 'draft')", REFUSAL)
    yield _function("plans_kept_whole", body)
    for table in (*BELOW, REVISION, ITEM):
        yield (
            f"CREATE TRIGGER {table}_kept_whole BEFORE TRUNCATE ON {table} "
            "FOR EACH STATEMENT EXECUTE FUNCTION plans_kept_whole()"
        )


def _refuse(when: str, refusal: str) -> str:
    return (
        f"IF {when} THEN RAISE EXCEPTION '{refusal}' "
        "USING ERRCODE = 'integrity_constraint_violation'; END IF; "
    )


def _function(name: str, body: str) -> str:
    end = "IF TG_OP = 'DELETE' THEN RETURN OLD; END IF; RETURN NEW; "
    return (
        f"CREATE OR REPLACE FUNCTION {name}() RETURNS trigger LANGUAGE plpgsql AS $$ "
        f"BEGIN {body}{end}END $$"
    )


def _postgresql(table: str, verbs: str, body: str) -> Iterator[str]:
    yield _function(f"{table}_kept", body)
    yield (
        f"CREATE TRIGGER {table}_kept BEFORE {verbs} ON {table} "
        f"FOR EACH ROW EXECUTE FUNCTION {table}_kept()"
    )


def _postgresql_drop() -> Iterator[str]:
    for table in (*BELOW, REVISION, ITEM):
        yield f"DROP TRIGGER IF EXISTS {table}_kept ON {table}"
        yield f"DROP TRIGGER IF EXISTS {table}_kept_whole ON {table}"


def create_statements(connection: BaseDatabaseWrapper) -> list[str]:
    """The statements that put the triggers in place, for the schema as it is now."""
    if connection.vendor == "postgresql":
        return list(_postgresql_create())
    with connection.cursor() as cursor:
        table = connection.introspection.get_table_description(cursor, REVISION)
    return list(_sqlite_create([column.name for column in table]))


def drop_statements(connection: BaseDatabaseWrapper) -> list[str]:
    """The statements that take them away."""
    return list(_postgresql_drop() if connection.vendor == "postgresql" else _sqlite_drop())


def forbid_change(connection: BaseDatabaseWrapper) -> None:
    """Put the triggers in place."""
    carry_out(connection, create_statements(connection))


def permit_change(connection: BaseDatabaseWrapper) -> None:
    """Take the triggers away: only for a migration."""
    carry_out(connection, drop_statements(connection))
