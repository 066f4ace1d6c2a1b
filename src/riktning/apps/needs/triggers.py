"""What the database keeps of needs: their ways, and what was said of them."""

from django.db.backends.base.base import BaseDatabaseWrapper

from riktning.apps.needs import stages
from riktning.apps.needs.steps import COURSE
from riktning.apps.organisation import keeping
from riktning.apps.organisation.keeping import ALL, NONE, Kept

REFUSAL = "a need goes only the ways there are, and is never removed"
REFUSAL_INITIATIVE = "an initiative goes only the ways there are, and is never removed"
REFUSAL_SAID = "what was said of a need is append-only"
FIRST_TABLES = (
    Kept(
        "needs_need",
        REFUSAL,
        fixed=NONE,
        stays=ALL,
        state=("step", "standing"),
        ways=COURSE.kept(),
    ),
    Kept("needs_criterionreply", REFUSAL_SAID),
    Kept("needs_placement", REFUSAL_SAID),
    Kept("needs_agreement", REFUSAL_SAID),
    Kept("needs_needreport", REFUSAL_SAID),
    Kept("needs_move", REFUSAL_SAID),
)
RESULT_TABLES = (
    Kept("needs_introduction", REFUSAL_SAID),
    Kept("needs_aim", REFUSAL_SAID),
)
INITIATIVE_TABLES = (
    Kept(
        "needs_initiative",
        REFUSAL_INITIATIVE,
        fixed=NONE,
        stays=ALL,
        state=("stage", "standing"),
        ways=stages.COURSE.kept(),
    ),
    Kept("needs_initiativemove", REFUSAL_SAID),
)
TABLES = (*FIRST_TABLES, *RESULT_TABLES, *INITIATIVE_TABLES)


def create_statements(connection: BaseDatabaseWrapper) -> list[str]:
    """The statements that put the triggers in place, for the schema as it is now."""
    return keeping.create_statements(connection, TABLES)


def drop_statements(connection: BaseDatabaseWrapper) -> list[str]:
    """The statements that take them away."""
    return keeping.drop_statements(connection, TABLES)
