"""The triggers that make the audit trail append-only, for the databases the product runs on.

On SQLite a REPLACE removes the row in its way without asking the triggers on removal, so what
stands may not be written over either. PostgreSQL needs nothing for it: there ON CONFLICT DO UPDATE
is an UPDATE, and asks the triggers on updates.
"""

from django.db.backends.base.base import BaseDatabaseWrapper

from riktning.apps.organisation.keeping import carry_out

TABLE = "organisation_auditevent"
REFUSAL = "the audit trail is append-only"

_SQLITE_CREATE = [
    f"CREATE TRIGGER {TABLE}_no_{verb} BEFORE {verb.upper()} ON {TABLE} "
    f"BEGIN SELECT RAISE(ABORT, '{REFUSAL}'); END"
    for verb in ("update", "delete")
]
_SQLITE_CREATE.append(
    f"CREATE TRIGGER {TABLE}_no_replace BEFORE INSERT ON {TABLE} "  # noqa: S608 - names of this file
    f"WHEN EXISTS (SELECT 1 FROM {TABLE} o WHERE o.id = NEW.id) "
    f"BEGIN SELECT RAISE(ABORT, '{REFUSAL}'); END"
)
_SQLITE_DROP = [
    f"DROP TRIGGER IF EXISTS {TABLE}_no_{what}" for what in ("update", "delete", "replace")
]

_POSTGRESQL_FUNCTION = f"""
CREATE OR REPLACE FUNCTION {TABLE}_refuse() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN RAISE EXCEPTION '{REFUSAL}' USING ERRCODE = 'integrity_constraint_violation'; END $$
"""
_POSTGRESQL_NO_CHANGE = f"""
CREATE TRIGGER {TABLE}_no_change BEFORE UPDATE OR DELETE ON {TABLE}
FOR EACH ROW EXECUTE FUNCTION {TABLE}_refuse()
"""
_POSTGRESQL_NO_TRUNCATE = f"""
CREATE TRIGGER {TABLE}_no_truncate BEFORE TRUNCATE ON {TABLE}
FOR EACH STATEMENT EXECUTE FUNCTION {TABLE}_refuse()
"""
_POSTGRESQL_CREATE = [_POSTGRESQL_FUNCTION, _POSTGRESQL_NO_CHANGE, _POSTGRESQL_NO_TRUNCATE]
_POSTGRESQL_DROP = [
    f"DROP TRIGGER IF EXISTS {TABLE}_no_{what} ON {TABLE}" for what in ("change", "truncate")
]

CREATE = {"sqlite": _SQLITE_CREATE, "postgresql": _POSTGRESQL_CREATE}
DROP = {"sqlite": _SQLITE_DROP, "postgresql": _POSTGRESQL_DROP}


def forbid_change(connection: BaseDatabaseWrapper) -> None:
    """Put the triggers in place; KeyError on a database the product does not support."""
    carry_out(connection, CREATE[connection.vendor])


def permit_change(connection: BaseDatabaseWrapper) -> None:
    """Take the triggers away: only for a migration that goes backwards."""
    carry_out(connection, DROP[connection.vendor])
