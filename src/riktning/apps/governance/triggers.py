"""What the database keeps of groups' papers: decided assignments, and decisions."""

from django.db.backends.base.base import BaseDatabaseWrapper

from riktning.apps.organisation import keeping
from riktning.apps.organisation.keeping import Kept

REFUSAL = "a decided assignment never changes"
REFUSAL_DECISION = "the register of decisions is append-only"
REFUSAL_ITEM = "of an action only the state changes"
REFUSAL_NOTE = "what was said of an action is append-only"
NOT_DRAFT = "{row}.state <> 'draft'"
FIRST_TABLES = (
    Kept(
        "governance_assignment",
        REFUSAL,
        fixed=NOT_DRAFT,
        stays=NOT_DRAFT,
        keys=(("group_id", "number"),),
        clash="o.group_id = NEW.group_id AND o.state = 'decided' AND NEW.state = 'decided'",
        state=("state",),
        ways=((("draft",), ("decided",)), (("decided",), ("superseded",))),
    ),
    Kept("governance_decision", REFUSAL_DECISION),
)
ITEM_TABLES = (
    Kept(
        "governance_actionitem",
        REFUSAL_ITEM,
        state=("state",),
        ways=(
            (("open",), ("done",)),
            (("open",), ("dropped",)),
            (("done",), ("open",)),
            (("dropped",), ("open",)),
        ),
    ),
    Kept("governance_itemnote", REFUSAL_NOTE),
)
TABLES = (*FIRST_TABLES, *ITEM_TABLES)


def create_statements(connection: BaseDatabaseWrapper) -> list[str]:
    """The statements that put the triggers in place, for the schema as it is now."""
    return keeping.create_statements(connection, TABLES)


def drop_statements(connection: BaseDatabaseWrapper) -> list[str]:
    """The statements that take them away."""
    return keeping.drop_statements(connection, TABLES)
