"""What the database keeps of needs: their ways, and what was said of them."""

from django.db.backends.base.base import BaseDatabaseWrapper

from riktning.apps.needs.stages import COURSE
from riktning.apps.needs.steps import ways
from riktning.apps.organisation import keeping
from riktning.apps.organisation.keeping import ALL, NONE, Kept

REFUSAL = "a need goes only the ways there are, and is never removed"
REFUSAL_INITIATIVE = "an initiative goes only the ways there are, and is never removed"
REFUSAL_SAID = "what was said of a need is append-only"
_WAYS = sorted(
    {
        ((before[0].value, before[1].value), (to[0].value, to[1].value))
        for before, _act, to in ways()
    }
)
FIRST_TABLES = (
    Kept(
        "needs_need",
        REFUSAL,
        fixed=NONE,
        stays=ALL,
        state=("step", "standing"),
        ways=tuple(_WAYS),
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
        ways=COURSE.kept(),
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
