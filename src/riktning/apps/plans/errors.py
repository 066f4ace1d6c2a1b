"""What can be wrong with a plan; each is one sentence with a remedy."""

from riktning.core.errors import RiktningError


class PlanError(RiktningError):
    """A plan or revision cannot be stored, found or linked as asked."""


class NotPermittedError(PlanError):
    """The state of the revision does not permit the act."""
