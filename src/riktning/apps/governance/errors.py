"""What can be wrong with a group or its papers; each is one sentence with a remedy."""

from riktning.core.errors import RiktningError


class GovernanceError(RiktningError):
    """A group, a member, an assignment or a decision cannot be stored or found as asked."""


class NotPermittedError(GovernanceError):
    """The state of the assignment does not permit the act."""
