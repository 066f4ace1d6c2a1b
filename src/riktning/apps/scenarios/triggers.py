"""What the database keeps: everything of published scenarios, and of runs what has ended."""

from django.db.backends.base.base import BaseDatabaseWrapper

from riktning.apps.organisation import keeping
from riktning.apps.organisation.keeping import ALL, Kept

REFUSAL = "a published scenario never changes"
TABLES = (
    Kept("scenarios_publication", REFUSAL),
    Kept("scenarios_scenario", REFUSAL, keys=(("publication_id", "slug"),)),
)
JOB_REFUSAL = "a run goes only the ways there are, and what has ended never changes"
JOB = Kept(
    "scenarios_job",
    JOB_REFUSAL,
    fixed="{row}.state IN ('done', 'failed', 'cancelled')",
    stays=ALL,
    clash="o.state = 'running' AND NEW.state = 'running'",
    state=("state",),
    ways=(
        (("queued",), ("running",)),
        (("queued",), ("cancelled",)),
        (("running",), ("queued",)),  # what was broken off is taken up again
        (("running",), ("done",)),
        (("running",), ("failed",)),
        (("running",), ("cancelled",)),
    ),
)

RUN_REFUSAL = "a published run never changes, nor why it was withdrawn"
RUNS = (
    Kept("scenarios_runpublication", RUN_REFUSAL, keys=(("job_id",),)),
    Kept("scenarios_runwithdrawal", RUN_REFUSAL, keys=(("publication_id",),)),
)


def forbid_run_change(connection: BaseDatabaseWrapper) -> None:
    """The triggers of published runs."""
    keeping.forbid_change(connection, RUNS)


def permit_run_change(connection: BaseDatabaseWrapper) -> None:
    """Take them away: only for a migration."""
    keeping.permit_change(connection, RUNS)


def forbid_job_change(connection: BaseDatabaseWrapper) -> None:
    """The triggers of runs."""
    keeping.forbid_change(connection, (JOB,))


def permit_job_change(connection: BaseDatabaseWrapper) -> None:
    """Take them away: only for a migration."""
    keeping.permit_change(connection, (JOB,))


def forbid_change(connection: BaseDatabaseWrapper) -> None:
    """Put the triggers in place."""
    keeping.forbid_change(connection, TABLES)


def permit_change(connection: BaseDatabaseWrapper) -> None:
    """Take the triggers away: only for a migration."""
    keeping.permit_change(connection, TABLES)


def create_statements(connection: BaseDatabaseWrapper) -> list[str]:
    """The statements that put all of them in place, for the schema as it is now."""
    return keeping.create_statements(connection, (*TABLES, JOB, *RUNS))


def drop_statements(connection: BaseDatabaseWrapper) -> list[str]:
    """The statements that take all of them away."""
    return keeping.drop_statements(connection, (*TABLES, JOB, *RUNS))
