"""Groups, who sits in them, how they stand to one another, what they are to do and decide."""

from riktning.apps.governance.models.groups import (
    ID_LENGTH,
    MOST_MEETINGS,
    NAME_LENGTH,
    Duty,
    Group,
    Relation,
    Seat,
)
from riktning.apps.governance.models.papers import (
    FIELDS,
    ActionItem,
    Assignment,
    Decision,
    ItemNote,
    ItemReminder,
)
from riktning.apps.governance.models.proposals import CarriedOut, Opinion, Proposal, ProposalMove

__all__ = [
    "FIELDS",
    "ID_LENGTH",
    "MOST_MEETINGS",
    "NAME_LENGTH",
    "ActionItem",
    "Assignment",
    "CarriedOut",
    "Decision",
    "Duty",
    "Group",
    "ItemNote",
    "ItemReminder",
    "Opinion",
    "Proposal",
    "ProposalMove",
    "Relation",
    "Seat",
]
