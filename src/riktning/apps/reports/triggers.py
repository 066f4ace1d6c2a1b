"""What the database keeps of reports: an approved one with all that is in it, and what was said.

The rows are kept as ``organisation.keeping`` says. Beside that, nothing is written to a report that
is approved (``_closed``), and none is approved without its frozen manuscript.
"""

from collections.abc import Iterator

from django.db.backends.base.base import BaseDatabaseWrapper

from riktning.apps.organisation import keeping
from riktning.apps.organisation.keeping import ALL, NONE, Kept, carry_out

REFUSAL = "an approved report never changes"
REFUSAL_TRAIL = "the history of a report is append-only"
REFUSAL_FROZEN = "a report is approved together with its frozen manuscript"
REPORT, SECTION, FROZEN = "reports_report", "reports_reportsection", "reports_frozen"
VERSION, STEP, INSERTED = "reports_sectionversion", "reports_sectionstep", "reports_inserted"
TABLES = (
    Kept(
        REPORT,
        REFUSAL,
        fixed="{row}.state <> 'draft'",
        stays=ALL,
        state=("state",),
        ways=((("draft",), ("approved",)),),
    ),
    Kept(SECTION, REFUSAL, fixed=NONE, stays=ALL, keys=(("report_id", "key"),)),
    Kept(VERSION, REFUSAL_TRAIL, keys=(("section_id", "number"),)),
    Kept(STEP, REFUSAL_TRAIL),
    Kept(INSERTED, REFUSAL_TRAIL),
    Kept(FROZEN, REFUSAL, keys=(("report_id",),)),
)
_VERBS = {SECTION: ("INSERT", "UPDATE"), VERSION: ("INSERT",), STEP: ("INSERT",)}
_VERBS |= {INSERTED: ("INSERT",), FROZEN: ("INSERT",)}


def _report_of(table: str, row: str) -> str:
    """The report that the row belongs to."""
    if table != VERSION:
        return f"{REPORT} r WHERE r.id = {row}.report_id"
    return f"{REPORT} r JOIN {SECTION} s ON s.report_id = r.id WHERE s.id = {row}.section_id"


def _closed(table: str, row: str) -> str:
    """Whether the report that the row belongs to is approved."""
    return f"EXISTS (SELECT 1 FROM {_report_of(table, row)} AND r.state <> 'draft')"  # noqa: S608 - names of this file


def _waited(table: str, row: str) -> str:
    """A writer waits here for a report that is being approved, and sees it in what comes next: a
    lock in the question itself would pass by a report that is still a draft to the writer."""
    return f"PERFORM 1 FROM {_report_of(table, row)} FOR SHARE OF r; "


def _unfrozen() -> str:
    frozen = f"SELECT 1 FROM {FROZEN} f WHERE f.report_id = NEW.id"  # noqa: S608 - as above
    return f"NEW.state = 'approved' AND NOT EXISTS ({frozen})"


def _sqlite() -> Iterator[str]:
    for table, verbs in _VERBS.items():
        for verb in verbs:
            when = _closed(table, "NEW")
            when += f" OR {_closed(table, 'OLD')}" if verb == "UPDATE" else ""
            yield _sqlite_trigger(table, verb, when, REFUSAL, "closed")
    for verb in ("INSERT", "UPDATE"):
        yield _sqlite_trigger(REPORT, verb, _unfrozen(), REFUSAL_FROZEN, "frozen")


def _sqlite_trigger(table: str, verb: str, when: str, refusal: str, name: str) -> str:
    return (
        f"CREATE TRIGGER {table}_{name}_{verb.lower()} BEFORE {verb} ON {table} WHEN {when} "
        f"BEGIN SELECT RAISE(ABORT, '{refusal}'); END"
    )


def _postgresql() -> Iterator[str]:
    for table, verbs in _VERBS.items():
        body = _waited(table, "NEW") + _refuse(_closed(table, "NEW"), REFUSAL)
        if "UPDATE" in verbs:
            old = _waited(table, "OLD") + _refuse(_closed(table, "OLD"), REFUSAL)
            body += f"IF TG_OP = 'UPDATE' THEN {old}END IF; "
        yield from _postgresql_trigger(table, " OR ".join(verbs), body, "closed")
    body = _refuse(_unfrozen(), REFUSAL_FROZEN)
    yield from _postgresql_trigger(REPORT, "INSERT OR UPDATE", body, "frozen")


def _refuse(when: str, refusal: str) -> str:
    return (
        f"IF {when} THEN RAISE EXCEPTION '{refusal}' "
        "USING ERRCODE = 'integrity_constraint_violation'; END IF; "
    )


def _postgresql_trigger(table: str, verbs: str, body: str, name: str) -> Iterator[str]:
    yield (
        f"CREATE OR REPLACE FUNCTION {table}_{name}() RETURNS trigger LANGUAGE plpgsql AS $$ "
        f"BEGIN {body}RETURN NEW; END $$"
    )
    yield (
        f"CREATE TRIGGER {table}_{name} BEFORE {verbs} ON {table} "
        f"FOR EACH ROW EXECUTE FUNCTION {table}_{name}()"
    )


def create_statements(connection: BaseDatabaseWrapper) -> list[str]:
    """The statements that put the triggers in place, for the schema as it is now."""
    own = _postgresql() if connection.vendor == "postgresql" else _sqlite()
    return [*keeping.create_statements(connection, TABLES), *own]


def drop_statements(connection: BaseDatabaseWrapper) -> list[str]:
    """The statements that take them away."""
    gone = keeping.drop_statements(connection, TABLES)
    if connection.vendor == "postgresql":
        gone += [f"DROP TRIGGER IF EXISTS {table}_closed ON {table}" for table in _VERBS]
        return [*gone, f"DROP TRIGGER IF EXISTS {REPORT}_frozen ON {REPORT}"]
    gone += [
        f"DROP TRIGGER IF EXISTS {table}_closed_{verb.lower()}"
        for table, verbs in _VERBS.items()
        for verb in verbs
    ]
    return [*gone, *(f"DROP TRIGGER IF EXISTS {REPORT}_frozen_{v}" for v in ("insert", "update"))]


def forbid_change(connection: BaseDatabaseWrapper) -> None:
    """Put the triggers in place."""
    carry_out(connection, create_statements(connection))


def permit_change(connection: BaseDatabaseWrapper) -> None:
    """Take the triggers away: only for a migration."""
    carry_out(connection, drop_statements(connection))
