"""The triggers that keep what was handed in, whatever code or hand writes to the database.

The answers of a report change only while it is a draft; a report's state goes only the ways of the
policies; versions of answers and steps of reports are append-only. As in ``plans.triggers``, a
migration that makes one of these tables anew begins with ``permit_change`` and ends with
``forbid_change``.

On SQLite a REPLACE removes the row in its way without asking the triggers on removal, so a row
that is kept may not be written over either (``_in_the_way``). PostgreSQL needs nothing for it:
there ON CONFLICT DO UPDATE is an UPDATE, and asks the triggers on updates.
"""

from collections.abc import Iterator

from django.db.backends.base.base import BaseDatabaseWrapper

REPORT, ANSWER = "followup_report", "followup_answer"
VERSION, STEP = "followup_answerversion", "followup_reportstep"
REFUSAL = "a report that is handed in never changes"
REFUSAL_TRAIL = "the history of a report is append-only"
WAYS = (
    ("draft", "submitted"),
    ("submitted", "approved"),
    ("submitted", "draft"),
    ("approved", "accepted"),
    ("approved", "draft"),
    ("accepted", "locked"),
    ("accepted", "draft"),
    ("locked", "draft"),
)


def _handed_in(row: str, lock: str = "") -> str:
    found = f"SELECT 1 FROM {REPORT} r WHERE r.id = {row}.report_id"  # noqa: S608 - names of this file
    return f"EXISTS ({found} AND r.state <> 'draft'{lock})"


def _no_way() -> str:
    ways = " OR ".join(f"(OLD.state = '{a}' AND NEW.state = '{b}')" for a, b in WAYS)
    same = "OLD.round_id = NEW.round_id AND OLD.unit_id = NEW.unit_id"
    return f"NOT ({same} AND (OLD.state = NEW.state OR {ways}))"


def _answer_of_version(row: str, lock: str = "") -> str:
    found = f"SELECT 1 FROM {REPORT} r JOIN {ANSWER} a ON a.report_id = r.id"  # noqa: S608 - names of this file
    return f"EXISTS ({found} WHERE a.id = {row}.answer_id AND r.state <> 'draft'{lock})"


def _in_the_way(table: str, keys: str = "", kept: str = "1") -> str:
    """Whether a row that is kept has the id, or the key, of the one that is written."""
    same = f"(o.id = NEW.id OR ({keys}))" if keys else "o.id = NEW.id"
    return f"EXISTS (SELECT 1 FROM {table} o WHERE {same} AND {kept})"  # noqa: S608 - names of this file


def _sqlite_create() -> Iterator[str]:
    taken = _in_the_way(ANSWER, kept=_handed_in("o"))
    yield _sqlite(ANSWER, "INSERT", taken, REFUSAL, "replace")
    # An id never changes: another way to write over the row that has it.
    yield _sqlite(ANSWER, "UPDATE", "NEW.id <> OLD.id", REFUSAL, "id")
    yield _sqlite(REPORT, "UPDATE", "NEW.id <> OLD.id", REFUSAL, "id")
    key = "o.round_id = NEW.round_id AND o.unit_id = NEW.unit_id"
    taken = _in_the_way(REPORT, key, "o.state <> 'draft'")
    yield _sqlite(REPORT, "INSERT", taken, REFUSAL, "replace")
    key = "o.answer_id = NEW.answer_id AND o.number = NEW.number"
    yield _sqlite(VERSION, "INSERT", _in_the_way(VERSION, key), REFUSAL_TRAIL, "replace")
    yield _sqlite(STEP, "INSERT", _in_the_way(STEP), REFUSAL_TRAIL, "replace")
    old, new = _handed_in("OLD"), _handed_in("NEW")
    yield _sqlite(ANSWER, "INSERT", new, REFUSAL)
    yield _sqlite(ANSWER, "UPDATE", f"{old} OR {new}", REFUSAL)
    yield _sqlite(ANSWER, "DELETE", old, REFUSAL)
    yield _sqlite(REPORT, "UPDATE", _no_way(), REFUSAL)
    yield _sqlite(REPORT, "DELETE", "OLD.state <> 'draft'", REFUSAL)
    yield _sqlite(VERSION, "INSERT", _answer_of_version("NEW"), REFUSAL)
    for table in (VERSION, STEP):
        for verb in ("UPDATE", "DELETE"):
            yield _sqlite(table, verb, "1", REFUSAL_TRAIL)


def _sqlite(table: str, verb: str, when: str, refusal: str, name: str = "") -> str:
    return (
        f"CREATE TRIGGER {table}_kept_{name or verb.lower()} BEFORE {verb} ON {table} WHEN {when} "
        f"BEGIN SELECT RAISE(ABORT, '{refusal}'); END"
    )


def _sqlite_drop() -> Iterator[str]:
    for table in (ANSWER, REPORT, VERSION, STEP):
        for name in ("insert", "update", "delete", "replace", "id"):
            yield f"DROP TRIGGER IF EXISTS {table}_kept_{name}"


def _postgresql_create() -> Iterator[str]:
    # The lock makes a writer wait for a report that is being handed in, and then see it.
    lock = " FOR SHARE OF r"
    removed = _refuse(f"TG_OP <> 'INSERT' AND {_handed_in('OLD', lock)}", REFUSAL)
    added = _refuse(f"TG_OP <> 'DELETE' AND {_handed_in('NEW', lock)}", REFUSAL)
    yield from _postgresql(ANSWER, "INSERT OR UPDATE OR DELETE", removed + added)
    gone = _refuse("OLD.state <> 'draft'", REFUSAL)
    changed = _refuse(_no_way(), REFUSAL)
    body = f"IF TG_OP = 'DELETE' THEN {gone}ELSE {changed}END IF; "
    yield from _postgresql(REPORT, "UPDATE OR DELETE", body)
    late = _refuse(_answer_of_version("NEW", lock), REFUSAL)
    body = f"IF TG_OP = 'INSERT' THEN {late}ELSE {_refuse('true', REFUSAL_TRAIL)}END IF; "
    yield from _postgresql(VERSION, "INSERT OR UPDATE OR DELETE", body)
    yield from _postgresql(STEP, "UPDATE OR DELETE", _refuse("true", REFUSAL_TRAIL))


def _refuse(when: str, refusal: str) -> str:
    return (
        f"IF {when} THEN RAISE EXCEPTION '{refusal}' "
        "USING ERRCODE = 'integrity_constraint_violation'; END IF; "
    )


def _postgresql(table: str, verbs: str, body: str) -> Iterator[str]:
    end = "IF TG_OP = 'DELETE' THEN RETURN OLD; END IF; RETURN NEW; "
    yield (
        f"CREATE OR REPLACE FUNCTION {table}_kept() RETURNS trigger LANGUAGE plpgsql AS $$ "
        f"BEGIN {body}{end}END $$"
    )
    yield (
        f"CREATE TRIGGER {table}_kept BEFORE {verbs} ON {table} "
        f"FOR EACH ROW EXECUTE FUNCTION {table}_kept()"
    )


def _postgresql_drop() -> Iterator[str]:
    for table in (ANSWER, REPORT, VERSION, STEP):
        yield f"DROP TRIGGER IF EXISTS {table}_kept ON {table}"


def create_statements(connection: BaseDatabaseWrapper) -> list[str]:
    """The statements that put the triggers in place."""
    made = _postgresql_create() if connection.vendor == "postgresql" else _sqlite_create()
    return list(made)


def drop_statements(connection: BaseDatabaseWrapper) -> list[str]:
    """The statements that take them away."""
    gone = _postgresql_drop() if connection.vendor == "postgresql" else _sqlite_drop()
    return list(gone)


def forbid_change(connection: BaseDatabaseWrapper) -> None:
    """Put the triggers in place."""
    for statement in create_statements(connection):
        connection.cursor().execute(statement)


def permit_change(connection: BaseDatabaseWrapper) -> None:
    """Take the triggers away: only for a migration."""
    for statement in drop_statements(connection):
        connection.cursor().execute(statement)
