"""What the database keeps of groups' papers: decided assignments, decisions, actions, proposals."""

from django.db.backends.base.base import BaseDatabaseWrapper

from riktning.apps.governance.proposal_course import COURSE
from riktning.apps.organisation import keeping
from riktning.apps.organisation.keeping import Kept

REFUSAL = "a decided assignment never changes"
REFUSAL_DECISION = "the register of decisions is append-only"
REFUSAL_ITEM = "of an action only the state changes"
REFUSAL_NOTE = "what was said of an action is append-only"
REFUSAL_PROPOSAL = "a proposal goes only the ways there are, and put to its body it never changes"
REFUSAL_SAID = "what was said and done of a proposal is append-only"
NOT_DRAFT = "{row}.state <> 'draft'"
DECISION = Kept("governance_decision", REFUSAL_DECISION)
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
    DECISION,
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
PROPOSAL_TABLES = (
    Kept(
        "governance_proposal",
        REFUSAL_PROPOSAL,
        fixed="({row}.step IN ('decision', 'effect') OR {row}.standing IN ('refused', 'closed'))",
        clash="o.group_id = NEW.group_id AND o.standing IN ('active', 'paused') "
        "AND NEW.standing IN ('active', 'paused')",
        state=("step", "standing"),
        ways=COURSE.kept(),
    ),
    Kept("governance_opinion", REFUSAL_SAID),
    Kept("governance_proposalmove", REFUSAL_SAID),
    Kept("governance_carriedout", REFUSAL_SAID, keys=(("proposal_id",),)),
)
TABLES = (*FIRST_TABLES, *ITEM_TABLES, *PROPOSAL_TABLES)


def create_statements(connection: BaseDatabaseWrapper) -> list[str]:
    """The statements that put the triggers in place, for the schema as it is now."""
    return keeping.create_statements(connection, TABLES)


def drop_statements(connection: BaseDatabaseWrapper) -> list[str]:
    """The statements that take them away."""
    return keeping.drop_statements(connection, TABLES)
