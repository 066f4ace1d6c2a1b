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

from riktning.apps.organisation.keeping import carry_out

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


def _of_answer(row: str) -> str:
    """The report that the answer belongs to."""
    return f"{REPORT} r WHERE r.id = {row}.report_id"


def _of_version(row: str) -> str:
    """The report that the version's answer belongs to."""
    return f"{REPORT} r JOIN {ANSWER} a ON a.report_id = r.id WHERE a.id = {row}.answer_id"


def _handed_in(report: str) -> str:
    return f"EXISTS (SELECT 1 FROM {report} AND r.state <> 'draft')"  # noqa: S608 - names of this file


def _waited(report: str) -> str:
    """A writer waits here for a report that is being handed in, and sees it in what comes next: a
    lock in the question itself would pass by a report that is still a draft to the writer."""
    return f"PERFORM 1 FROM {report} FOR SHARE OF r; "


def _no_way() -> str:
    ways = " OR ".join(f"(OLD.state = '{a}' AND NEW.state = '{b}')" for a, b in WAYS)
    same = "OLD.round_id = NEW.round_id AND OLD.unit_id = NEW.unit_id"
    return f"NOT ({same} AND (OLD.state = NEW.state OR {ways}))"


def _in_the_way(table: str, keys: str = "", kept: str = "1") -> str:
    """Whether a row that is kept has the id, or the key, of the one that is written."""
    same = f"(o.id = NEW.id OR ({keys}))" if keys else "o.id = NEW.id"
    return f"EXISTS (SELECT 1 FROM {table} o WHERE {same} AND {kept})"  # noqa: S608 - names of this file


def _sqlite_create() -> Iterator[str]:
    taken = _in_the_way(ANSWER, kept=_handed_in(_of_answer("o")))
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
    old, new = _handed_in(_of_answer("OLD")), _handed_in(_of_answer("NEW"))
    yield _sqlite(ANSWER, "INSERT", new, REFUSAL)
    yield _sqlite(ANSWER, "UPDATE", f"{old} OR {new}", REFUSAL)
    yield _sqlite(ANSWER, "DELETE", old, REFUSAL)
    yield _sqlite(REPORT, "UPDATE", _no_way(), REFUSAL)
    yield _sqlite(REPORT, "DELETE", "OLD.state <> 'draft'", REFUSAL)
    yield _sqlite(VERSION, "INSERT", _handed_in(_of_version("NEW")), REFUSAL)
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
    old, new = (_late(_of_answer(row)) for row in ("OLD", "NEW"))
    body = f"IF TG_OP <> 'INSERT' THEN {old}END IF; IF TG_OP <> 'DELETE' THEN {new}END IF; "
    yield from _postgresql(ANSWER, "INSERT OR UPDATE OR DELETE", body)
    gone = _refuse("OLD.state <> 'draft'", REFUSAL)
    changed = _refuse(_no_way(), REFUSAL)
    body = f"IF TG_OP = 'DELETE' THEN {gone}ELSE {changed}END IF; "
    yield from _postgresql(REPORT, "UPDATE OR DELETE", body)
    late = _late(_of_version("NEW"))
    body = f"IF TG_OP = 'INSERT' THEN {late}ELSE {_refuse('true', REFUSAL_TRAIL)}END IF; "
    yield from _postgresql(VERSION, "INSERT OR UPDATE OR DELETE", body)
    yield from _postgresql(STEP, "UPDATE OR DELETE", _refuse("true", REFUSAL_TRAIL))
    yield from _whole()


def _whole() -> Iterator[str]:
    """No table is emptied of what is kept in it."""
    handed_in = f"EXISTS (SELECT 1 FROM {REPORT} WHERE state <> 'draft')"  # noqa: S608 - as above
    for table, kept, refusal in (
        (ANSWER, handed_in, REFUSAL),
        (REPORT, handed_in, REFUSAL),
        (VERSION, f"EXISTS (SELECT 1 FROM {VERSION})", REFUSAL_TRAIL),  # noqa: S608 - as above
        (STEP, f"EXISTS (SELECT 1 FROM {STEP})", REFUSAL_TRAIL),  # noqa: S608 - as above
    ):
        yield (
            f"CREATE OR REPLACE FUNCTION {table}_kept_whole() RETURNS trigger LANGUAGE plpgsql "
            f"AS $$ BEGIN {_refuse(kept, refusal)}RETURN NULL; END $$"
        )
        yield (
            f"CREATE TRIGGER {table}_kept_whole BEFORE TRUNCATE ON {table} "
            f"FOR EACH STATEMENT EXECUTE FUNCTION {table}_kept_whole()"
        )


def _late(report: str) -> str:
    return _waited(report) + _refuse(_handed_in(report), REFUSAL)


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
        for name in ("kept", "kept_whole"):
            yield f"DROP TRIGGER IF EXISTS {table}_{name} ON {table}"


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
    carry_out(connection, create_statements(connection))


def permit_change(connection: BaseDatabaseWrapper) -> None:
    """Take the triggers away: only for a migration."""
    carry_out(connection, drop_statements(connection))
