"""What the database keeps of meetings: once minutes are approved, all of the meeting.

The meeting's own row is kept as other rows are (:mod:`organisation.keeping`). What hangs on it is
kept by asking for the meeting's state, for rows that come, change and go alike.
"""

from collections.abc import Iterator
from itertools import permutations

from django.db.backends.base.base import BaseDatabaseWrapper

from riktning.apps.meetings.kinds import WAYS, MeetingState, ShownTo
from riktning.apps.organisation import keeping
from riktning.apps.organisation.keeping import Kept

REFUSAL = "approved minutes never change"
_OPEN = "('planned', 'held')"
_SHOWN = tuple(ShownTo.values)
MEETING = (
    Kept(
        "meetings_meeting",
        REFUSAL,
        fixed="{row}.state NOT IN " + _OPEN,
        state=("state", "shown_to"),
        ways=(
            *(((old, shown), (new, shown)) for old, new in WAYS for shown in _SHOWN),
            *(
                ((state, old), (state, new))
                for state in MeetingState.values
                for old, new in permutations(_SHOWN, 2)
            ),
        ),
    ),
)
_BY_MEETING = "{row}.meeting_id"
_BY_POINT = "(SELECT p.meeting_id FROM meetings_point p WHERE p.id = {row}.point_id)"
HANGING = {
    "meetings_point": _BY_MEETING,
    "meetings_position": _BY_MEETING,
    "meetings_attendance": _BY_MEETING,
    "meetings_pointdocument": _BY_POINT,
    "meetings_pointdecision": _BY_POINT,
}
_ASKED = {"INSERT": ("NEW",), "UPDATE": ("OLD", "NEW"), "DELETE": ("OLD",)}


def _locked(table: str, event: str) -> str:
    meetings = (HANGING[table].format(row=row) for row in _ASKED[event])
    return " OR ".join(
        "EXISTS (SELECT 1 FROM meetings_meeting m "  # noqa: S608 - names of our own
        f"WHERE m.id = {meeting} AND m.state NOT IN {_OPEN})"
        for meeting in meetings
    )


def _waited(table: str, event: str) -> str:
    """A writer waits here for minutes that are being approved, and sees it in what comes next."""
    return "".join(
        "PERFORM 1 FROM meetings_meeting m "
        f"WHERE m.id = {HANGING[table].format(row=row)} FOR SHARE; "
        for row in _ASKED[event]
    )


def _sqlite(table: str) -> Iterator[str]:
    for event in _ASKED:
        yield (
            f"CREATE TRIGGER {table}_locked_{event.lower()} BEFORE {event} ON {table} "
            f"WHEN {_locked(table, event)} BEGIN SELECT RAISE(ABORT, '{REFUSAL}'); END"
        )


def _postgresql(table: str) -> Iterator[str]:
    no = f"RAISE EXCEPTION '{REFUSAL}' USING ERRCODE = 'integrity_constraint_violation'; "
    asked = " ELS".join(
        f"IF TG_OP = '{event}' THEN {_waited(table, event)}"
        f"IF {_locked(table, event)} THEN {no}END IF; "
        for event in _ASKED
    )
    yield (
        f"CREATE OR REPLACE FUNCTION {table}_locked() RETURNS trigger LANGUAGE plpgsql AS $$ "
        f"BEGIN {asked}END IF; IF TG_OP = 'DELETE' THEN RETURN OLD; END IF; RETURN NEW; END $$"
    )
    yield (
        f"CREATE TRIGGER {table}_locked BEFORE INSERT OR UPDATE OR DELETE ON {table} "
        f"FOR EACH ROW EXECUTE FUNCTION {table}_locked()"
    )
    any_locked = f"EXISTS (SELECT 1 FROM meetings_meeting m WHERE m.state NOT IN {_OPEN})"  # noqa: S608 - as above
    yield (
        f"CREATE OR REPLACE FUNCTION {table}_locked_whole() RETURNS trigger LANGUAGE plpgsql "
        f"AS $$ BEGIN IF {any_locked} THEN {no}END IF; RETURN NULL; END $$"
    )
    yield (
        f"CREATE TRIGGER {table}_locked_whole BEFORE TRUNCATE ON {table} "
        f"FOR EACH STATEMENT EXECUTE FUNCTION {table}_locked_whole()"
    )


def create_statements(connection: BaseDatabaseWrapper) -> list[str]:
    """The statements that put the triggers in place, for the schema as it is now."""
    make = _postgresql if connection.vendor == "postgresql" else _sqlite
    hanging = [statement for table in HANGING for statement in make(table)]
    return [*keeping.create_statements(connection, MEETING), *hanging]


def drop_statements(connection: BaseDatabaseWrapper) -> list[str]:
    """The statements that take them away."""
    if connection.vendor == "postgresql":
        hanging = [
            f"DROP TRIGGER IF EXISTS {table}_{name} ON {table}"
            for table in HANGING
            for name in ("locked", "locked_whole")
        ]
    else:
        hanging = [
            f"DROP TRIGGER IF EXISTS {table}_locked_{event.lower()}"
            for table in HANGING
            for event in _ASKED
        ]
    return [*keeping.drop_statements(connection, MEETING), *hanging]
