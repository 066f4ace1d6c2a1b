"""What the database keeps of published scenarios: everything."""

from django.db.backends.base.base import BaseDatabaseWrapper

from riktning.apps.organisation import keeping
from riktning.apps.organisation.keeping import Kept

REFUSAL = "a published scenario never changes"
TABLES = (
    Kept("scenarios_publication", REFUSAL),
    Kept("scenarios_scenario", REFUSAL, keys=(("publication_id", "slug"),)),
)


def forbid_change(connection: BaseDatabaseWrapper) -> None:
    """Put the triggers in place."""
    keeping.forbid_change(connection, TABLES)


def permit_change(connection: BaseDatabaseWrapper) -> None:
    """Take the triggers away: only for a migration."""
    keeping.permit_change(connection, TABLES)
