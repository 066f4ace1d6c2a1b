"""What can be wrong with a group or its papers; each is one sentence with a remedy."""

from collections.abc import Sequence

from riktning.core.errors import RiktningError


class GovernanceError(RiktningError):
    """A group, a member, an assignment or a decision cannot be stored or found as asked."""


class NotPermittedError(GovernanceError):
    """The state of the paper does not permit the act."""


class WrittenMeanwhileError(GovernanceError):
    """Somebody has written in it since the form was shown; nothing was stored."""


class ClosedGateError(GovernanceError):
    """The gate of the step is closed; ``lacks`` says what would open it."""

    def __init__(self, where: str, lacks: Sequence[str]) -> None:
        self.lacks = tuple(lacks)
        super().__init__(
            f"the gate is closed: {', '.join(self.lacks)}",
            where=where,
            remedy="its page says what each asks for",
        )


class MovedMeanwhileError(GovernanceError):
    """Somebody moved it since the form was shown; nothing was stored."""
